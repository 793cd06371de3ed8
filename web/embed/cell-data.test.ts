import { cellToLatLng } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readCells } from './cell-data.ts'
import { EmbedFailure } from './load-files.ts'
import { listNearestPlaces } from './near-places.ts'
import { cellIds, createCellBytes, places } from './testing/fixtures.ts'

const cells = readCells(createCellBytes())
const [lat, lng] = cellToLatLng(cellIds[0])

describe('cells of a publication', () => {
  it('tell the walk from a position inside', () => {
    expect(cells.findCell(lng, lat)).toEqual({ cellIndex: 0, metres: 0 })
    expect(cells.walkOf('pharmacy', 0)).toEqual({ status: 'known', minutes: 4 })
    expect(cells.walkOf('pharmacy', 1)).toEqual({ status: 'too-far' })
  })

  it('tell "no data" from "no place"', () => {
    expect(cells.walkOf('library', 0)).toEqual({ status: 'too-far' })
    expect(cells.walkOf('library', 1)).toEqual({ status: 'no-data' })
  })

  it('find the nearest inhabited one around, and none far away', () => {
    const found = cells.findCell(lng, lat + 0.003)
    expect(found?.metres).toBeGreaterThan(100)
    expect(found?.metres).toBeLessThan(400)
    expect(cells.findCell(lng + 1, lat)).toBeNull()
  })

  it('are refused where the bytes are anything else, or a kind is asked for that they do not have', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(64), createCellBytes().slice(0, 100)])
      expect(() => readCells(bytes)).toThrow(EmbedFailure)
    expect(() => cells.valuesOf('hospital')).toThrow('deciseconds:hospital')
  })
})

describe('places around a position', () => {
  it('come nearest first, at most so many, of the kind only', () => {
    const around = listNearestPlaces(places, 'pharmacy', 9.706, 50.905, 5)
    expect(around.map(({ place }) => place.id)).toEqual(['a', 'b'])
    // 0.001° of longitude at 50.905°.
    expect(around[0].metres).toBeCloseTo(70, 0)
    expect(listNearestPlaces(places, 'pharmacy', 9.706, 50.905, 1)).toHaveLength(1)
    expect(listNearestPlaces(places, 'library', 9.706, 50.905, 5)).toEqual([])
  })
})
