import fc from 'fast-check'
import { cellsToMultiPolygon, gridRing, gridDisk } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { multiPolygonAreaSquareMetres, multiPolygonContains, signedRingArea } from '../geo/polygon.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import { cellToBoundary as ringOfCell } from '../grid/cells.ts'
import { outlineCells } from './cell-outline.ts'
import { cellsOfDisk, SCENE_CENTER } from './testing/hexagon-scene.ts'

const outlineOf = (cellIds: readonly string[]) => outlineCells(cellIds.map(ringOfCell))

describe('outline of cells', () => {
  it('of one cell is its ring', () => {
    const [[ring]] = outlineOf([SCENE_CENTER])
    expect(ring).toHaveLength(7)
    expect(ring[0]).toEqual(ring[6])
    expect(signedRingArea(ring)).toBeGreaterThan(0)
  })
  it('of a ring of cells has a hole that runs clockwise', () => {
    const polygons = outlineOf(gridRing(SCENE_CENTER, 2))
    expect(polygons.map((polygon) => polygon.length)).toEqual([2])
    expect(signedRingArea(polygons[0][1])).toBeLessThan(0)
  })
  it('keeps an island in a hole apart from the land around', () => {
    const polygons = outlineOf([...gridRing(SCENE_CENTER, 3), SCENE_CENTER])
    expect(polygons.map((polygon) => polygon.length)).toEqual([2, 1])
  })
  it('of nothing is nothing', () => {
    expect(outlineOf([])).toEqual([])
  })
  it('covers what the outline of the H3 library covers, with as many polygons and holes', () => {
    const disk = cellsOfDisk(4)
    fc.assert(
      fc.property(fc.subarray(disk, { minLength: 1 }), (cellIds) => {
        const mine = outlineOf(cellIds)
        const theirs = cellsToMultiPolygon(cellIds, true) as unknown as MultiPolygon
        const shape = (polygons: MultiPolygon) => polygons.map((polygon) => polygon.length).sort()
        expect(shape(mine)).toEqual(shape(theirs))
        expect(multiPolygonAreaSquareMetres(mine) / multiPolygonAreaSquareMetres(theirs)).toBeCloseTo(1, 9)
      }),
      { numRuns: 60 },
    )
  })
  it('holds exactly the centres of its cells', () => {
    const disk = cellsOfDisk(3)
    fc.assert(
      fc.property(fc.subarray(disk, { minLength: 1 }), (cellIds) => {
        const outline = outlineOf(cellIds)
        for (const cellId of gridDisk(SCENE_CENTER, 4)) {
          const ring = ringOfCell(cellId)
          const lng = (ring[0][0] + ring[3][0]) / 2
          const lat = (ring[0][1] + ring[3][1]) / 2
          expect(multiPolygonContains(outline, lng, lat)).toBe(cellIds.includes(cellId))
        }
      }),
      { numRuns: 30 },
    )
  })
})
