/**
 * Overlaps and enclosed gaps between the districts of a level, by sampling: a raster of at most about 100,000 points over
 * the level. Areas are therefore rough (“about”), and what is narrower than the raster may stay unseen. People are never
 * counted twice for an overlap: a position belongs to the first district that holds it.
 */
import type { MultiPolygon } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { buildPolygonIndex, listAreas } from '../geo/polygon-index.ts'
import { multiPolygonBounds } from '../geo/polygon.ts'

const MAXIMUM_SAMPLES = 100_000
const MINIMUM_STEP_METRES = 20
/** A single point may be an unlucky hit on a border that was drawn twice. */
const MINIMUM_HITS = 2

export interface CoverageFindings {
  /** Pairs of districts (positions in the list) that share area, largest first. */
  readonly overlaps: readonly { readonly a: number; readonly b: number; readonly areaSquareMetres: number }[]
  /** Places in no district but enclosed by districts, largest first; the position is one of the place. */
  readonly gaps: readonly { readonly lng: number; readonly lat: number; readonly areaSquareMetres: number }[]
}

const COVERED = 1
const OUTSIDE = 2

export function checkCoverage(geometries: readonly MultiPolygon[]): CoverageFindings {
  const bounds = multiPolygonBounds(geometries.flat())
  if (bounds === null) return { overlaps: [], gaps: [] }
  const scale = metresPerDegree((bounds.south + bounds.north) / 2)
  const widthMetres = (bounds.east - bounds.west) * scale.lng
  const heightMetres = (bounds.north - bounds.south) * scale.lat
  const step = Math.max(MINIMUM_STEP_METRES, Math.sqrt((widthMetres * heightMetres) / MAXIMUM_SAMPLES))
  // One empty row and column around everything lets the outside flow together.
  const columns = Math.ceil(widthMetres / step) + 2
  const rows = Math.ceil(heightMetres / step) + 2
  const lngOf = (column: number) => bounds.west + ((column - 0.5) * step) / scale.lng
  const latOf = (row: number) => bounds.south + ((row - 0.5) * step) / scale.lat

  const index = buildPolygonIndex(geometries)
  const state = new Uint8Array(columns * rows)
  const hits = new Map<number, number>()
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const areas = listAreas(index, lngOf(column), latOf(row))
      if (areas.length > 0) state[row * columns + column] = COVERED
      for (let i = 0; i < areas.length; i++) {
        for (let k = i + 1; k < areas.length; k++) {
          const pair = areas[i] * geometries.length + areas[k]
          hits.set(pair, (hits.get(pair) ?? 0) + 1)
        }
      }
    }
  }
  const overlaps = [...hits]
    .filter(([, count]) => count >= MINIMUM_HITS)
    .map(([pair, count]) => ({
      a: Math.floor(pair / geometries.length),
      b: pair % geometries.length,
      areaSquareMetres: count * step * step,
    }))
  floodFill(state, columns, rows, 0)
  const gaps: { lng: number; lat: number; areaSquareMetres: number }[] = []
  for (let i = 0; i < state.length; i++) {
    if (state[i] !== 0) continue
    const count = floodFill(state, columns, rows, i)
    if (count < MINIMUM_HITS) continue
    gaps.push({ lng: lngOf(i % columns), lat: latOf(Math.floor(i / columns)), areaSquareMetres: count * step * step })
  }
  overlaps.sort((x, y) => y.areaSquareMetres - x.areaSquareMetres || x.a - y.a || x.b - y.b)
  gaps.sort((x, y) => y.areaSquareMetres - x.areaSquareMetres || x.lng - y.lng || x.lat - y.lat)
  return { overlaps, gaps }
}

/** Marks everything unmarked that hangs together with `start` as outside; returns how many points that were. */
function floodFill(state: Uint8Array, columns: number, rows: number, start: number): number {
  const queue = [start]
  state[start] = OUTSIDE
  let count = 0
  while (queue.length > 0) {
    const i = queue.pop()!
    count++
    const column = i % columns
    const visit = (next: number) => {
      if (state[next] !== 0) return
      state[next] = OUTSIDE
      queue.push(next)
    }
    if (column > 0) visit(i - 1)
    if (column < columns - 1) visit(i + 1)
    if (i >= columns) visit(i - columns)
    if (i < columns * (rows - 1)) visit(i + columns)
  }
  return count
}
