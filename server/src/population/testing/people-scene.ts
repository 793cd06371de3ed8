/** Scenes for tests: census squares and districts placed in metres around a point in Aachen. */
import type { LngLat } from '../../geo/bounds.ts'
import { createProjection } from '../../geo/projection.ts'
import type { AreaOfPeople } from '../area-of-people.ts'
import type { CensusGrid } from '../census-grid.ts'

export const plane = createProjection(3035)

/** A grid of squares `[x, y, people of each group …]`, as its reader would give it. */
export function createGrid(
  squares: readonly (readonly number[])[],
  groupIds: readonly string[] = ['all'],
  cellSizeMetres: 100 | 1000 = 100,
): CensusGrid {
  const people = groupIds.map((_, g) => Float64Array.from(squares, (square) => square[2 + g]))
  return {
    cellSizeMetres,
    squareCount: squares.length,
    x: Int32Array.from(squares, (square) => square[0]),
    y: Int32Array.from(squares, (square) => square[1]),
    groupIds,
    people,
    missingSquares: people.map((column) => column.filter((count) => Number.isNaN(count)).length),
    rowsIn: squares.length,
    rowsOut: squares.length,
    rowsRejected: 0,
  }
}

/** A district with corners in EPSG:3035 metres, counter-clockwise. */
export function createDistrict(
  name: string,
  corners: readonly (readonly [number, number])[],
  figures: Readonly<Record<string, number>> = {},
): AreaOfPeople {
  const ring: LngLat[] = corners.map(([x, y]) => plane.toLngLat(x, y))
  return { id: name, name, geometry: [[[...ring, ring[0]]]], figures }
}

/** A rectangular district: west, south, east, north in EPSG:3035 metres. */
export function createBox(
  name: string,
  [west, south, east, north]: readonly [number, number, number, number],
  figures: Readonly<Record<string, number>> = {},
): AreaOfPeople {
  return createDistrict(name, [[west, south], [east, south], [east, north], [west, north]], figures) // prettier-ignore
}
