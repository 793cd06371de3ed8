import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MultiPolygon } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import { multiPolygonContains, signedRingArea } from '../geo/polygon.ts'
import {
  buildCellBoundaries,
  buildCellNeighbours,
  buildCellParents,
  cellAreaSquareMetres,
  cellIdToHalves,
  cellResolution,
  cellToBoundary,
  cellToCenter,
  halvesToCellId,
  isCellId,
  listCellsAround,
  listCellsOver,
  lngLatToCell,
} from './cells.ts'

const aachen = lngLatToCell(6.0839, 50.7753, 10)
const lng = fc.double({ min: 5.8, max: 6.3, noNaN: true })
const lat = fc.double({ min: 50.6, max: 50.9, noNaN: true })

describe('cells', () => {
  it('take longitude first', () => {
    const [centreLng, centreLat] = cellToCenter(aachen)
    expect(distanceMetres(6.0839, 50.7753, centreLng, centreLat)).toBeLessThan(80)
    expect(cellResolution(aachen)).toBe(10)
  })

  it('hold the position that they were made of', () => {
    fc.assert(
      fc.property(lng, lat, (x, y) => {
        const boundary = cellToBoundary(lngLatToCell(x, y, 10))
        expect(boundary).toHaveLength(7)
        expect(boundary[0]).toEqual(boundary[6])
        expect(signedRingArea(boundary)).toBeGreaterThan(0)
        expect(multiPolygonContains([[boundary]], x, y)).toBe(true)
      }),
    )
  })

  it('have about 1.3 to 1.5 hectares at resolution 10', () => {
    expect(cellAreaSquareMetres(aachen)).toBeGreaterThan(13_000)
    expect(cellAreaSquareMetres(aachen)).toBeLessThan(15_500)
  })

  it.each([
    '8a1fa18b0dfff',
    '8A1FA18B0D57FFF',
    ' 8a1fa18b0d57fff',
    '8a1fa18b0d57fff0',
    'ffffffffffffffff',
    '000000000000000',
    '0x8a1fa18b0d57f',
    '',
  ])('are not named by “%s”', (text) => expect(isCellId(text)).toBe(false))

  it('come back from the halves of their id, whose order is that of the ids', () => {
    fc.assert(
      fc.property(lng, lat, lng, lat, fc.integer({ min: 0, max: 15 }), (x, y, x2, y2, resolution) => {
        const [a, b] = [lngLatToCell(x, y, resolution), lngLatToCell(x2, y2, resolution)]
        expect(isCellId(a)).toBe(true)
        expect(halvesToCellId(...cellIdToHalves(a))).toBe(a)
        const [[highA, lowA], [highB, lowB]] = [cellIdToHalves(a), cellIdToHalves(b)]
        expect(Math.sign(highA - highB || lowA - lowB)).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })

  it('cover an area wholly, and nothing that does not meet it', () => {
    const box: MultiPolygon = [[[[6.08, 50.77], [6.09, 50.77], [6.09, 50.775], [6.08, 50.775], [6.08, 50.77]]]] // prettier-ignore
    const cells = listCellsOver(box, 10)
    const members = new Set(cells)
    expect(cells).toEqual([...cells].sort())
    for (let x = 6.08; x <= 6.09; x += 0.0003) {
      for (let y = 50.77; y <= 50.775; y += 0.0003) expect(members.has(lngLatToCell(x, y, 10))).toBe(true)
    }
    // 70.6 km × 111.25 km per square degree: 39.3 ha, some 27 cells and a rim around them.
    expect(cells.length).toBeGreaterThan(30)
    expect(cells.length).toBeLessThan(60)
    const wider = listCellsOver(box, 10, 1)
    expect(wider.length).toBeGreaterThan(cells.length)
    expect(wider).toEqual([...new Set(cells.flatMap((cell) => listCellsAround(cell, 1)))].sort())
  })

  it('cover a sliver that holds no cell centre', () => {
    const sliver: MultiPolygon = [[[[6.08, 50.77], [6.09, 50.77], [6.09, 50.77001], [6.08, 50.77001], [6.08, 50.77]]]] // prettier-ignore
    expect(listCellsOver(sliver, 10).length).toBeGreaterThan(5)
  })

  it('know their neighbours in the list, both ways', () => {
    const cells = listCellsAround(aachen, 2)
    const { offsets, neighbours } = buildCellNeighbours(cells)
    const listOf = (i: number) => [...neighbours.subarray(offsets[i], offsets[i + 1])]
    expect(cells).toHaveLength(19)
    cells.forEach((cell, i) => {
      expect(listOf(i).map((k) => cells[k])).toEqual(listCellsAround(cell, 1).filter((other) => other !== cell && cells.includes(other))) // prettier-ignore
      for (const k of listOf(i)) expect(listOf(k)).toContain(i)
    })
    expect(listOf(cells.indexOf(aachen))).toHaveLength(6)
  })

  it('roll up to their parents by id', () => {
    const cells = listCellsAround(aachen, 3)
    const { parentIds, parentOfCell } = buildCellParents(cells, 9)
    expect(parentIds).toEqual([...parentIds].sort())
    cells.forEach((cell, i) => {
      expect(cellResolution(parentIds[parentOfCell[i]])).toBe(9)
      const [x, y] = cellToCenter(cell)
      expect(lngLatToCell(x, y, 9)).toBe(parentIds[parentOfCell[i]])
    })
  })

  it('give their outlines as flat arrays too', () => {
    const cells = listCellsAround(aachen, 1)
    const { offsets, positions } = buildCellBoundaries(cells)
    cells.forEach((cell, i) => {
      const flat = [...positions.subarray(2 * offsets[i], 2 * offsets[i + 1])]
      expect(flat).toEqual(cellToBoundary(cell).slice(0, -1).flat())
    })
  })
})
