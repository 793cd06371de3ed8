import { boundsContain, type Bounds } from '../geo/bounds.ts'
import { createProjection, type Projection } from '../geo/projection.ts'

/** A box around Germany with some room; lists without a region are expected there. */
export const GERMANY: Bounds = { west: 5, south: 46.5, east: 16, north: 56 }

export type CoordinateFault =
  'list-coordinates-missing' | 'list-coordinates-not-numeric' | 'list-coordinates-swapped' | 'list-outside-region'

export type LocatedRow =
  | { readonly lng: number; readonly lat: number; readonly fault: null }
  | { readonly fault: CoordinateFault; readonly detail: string }

/** Plane coordinates as they stand in a row: x east or longitude, y north or latitude; null where it is no number. */
export interface RowCoordinates {
  readonly xText: string
  readonly yText: string
  readonly x: number | null
  readonly y: number | null
}

/** Degrees with seven places are millimetres: enough to compare, few enough to print. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

/**
 * Where a row lies, or why it cannot be used. Swapped coordinates are refused and not repaired: a list in which some rows are
 * swapped needs a look by the one who keeps it.
 * @param region the rows must lie in it; null where it is not known: then anywhere on Earth, and swaps are noticed in Germany
 */
export function locateRow(row: RowCoordinates, projection: Projection, region: Bounds | null): LocatedRow {
  const detail = `${row.yText}, ${row.xText}`
  if (row.xText.trim() === '' || row.yText.trim() === '') return { fault: 'list-coordinates-missing', detail }
  if (row.x === null || row.y === null) return { fault: 'list-coordinates-not-numeric', detail }
  const position = toPosition(row.x, row.y, projection)
  const expected = region ?? GERMANY
  if (position !== null && boundsContain(expected, ...position))
    return { lng: position[0], lat: position[1], fault: null }
  const swapped = toPosition(row.y, row.x, projection)
  if (swapped !== null && boundsContain(expected, ...swapped)) return { fault: 'list-coordinates-swapped', detail }
  if (position === null || region !== null) return { fault: 'list-outside-region', detail }
  return { lng: position[0], lat: position[1], fault: null }
}

/** Null where the coordinates are no place on Earth in this system, or (0, 0), which stands for a position not known. */
function toPosition(x: number, y: number, projection: Projection): [lng: number, lat: number] | null {
  if (x === 0 && y === 0) return null
  const zone = projection.epsg - 25800
  // Eastings of some offices begin with the number of the zone (EPSG:4647): 32 294 500 stands for 294 500.
  const easting =
    projection.epsg >= 25828 && projection.epsg <= 25838 && Math.floor(x / 1e6) === zone ? x - zone * 1e6 : x
  const [lng, lat] = projection.toLngLat(easting, y)
  const onEarth = Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  return onEarth ? [round(lng), round(lat)] : null
}

/** Whether numbers are metres of a map projection and cannot be degrees. */
export function looksLikeMetres(x: number, y: number): boolean {
  return Math.abs(x) > 1000 && Math.abs(y) > 1000
}

/** Which of the usual systems would put the coordinates into the region (or Germany); for a question to the user. */
export function guessEpsg(x: number, y: number, region: Bounds | null): number[] {
  return [25832, 25833, 3857, 3035].filter((epsg) => {
    const position = toPosition(x, y, createProjection(epsg))
    return position !== null && boundsContain(region ?? GERMANY, ...position)
  })
}
