/** A rectangle in degrees (WGS 84): west, south, east, north. */
export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** A longitude and latitude in degrees. Only `grid/cells.ts` ever flips the order, for H3. */
export type LngLat = readonly [lng: number, lat: number]

/** A ring as [lng, lat] pairs, first equal to last; a polygon is an outer ring and its holes. */
export type Ring = readonly LngLat[]
export type Polygon = readonly Ring[]
export type MultiPolygon = readonly Polygon[]

/** The smallest rectangle around all positions, or null where there are none. */
export function boundsOf(positions: Iterable<LngLat>): Bounds | null {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const [lng, lat] of positions) {
    if (lng < west) west = lng
    if (lng > east) east = lng
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  return west <= east ? { west, south, east, north } : null
}

/** The smallest rectangle around all of them. */
export function joinBounds(...all: readonly [Bounds, ...Bounds[]]): Bounds {
  return {
    west: Math.min(...all.map((bounds) => bounds.west)),
    south: Math.min(...all.map((bounds) => bounds.south)),
    east: Math.max(...all.map((bounds) => bounds.east)),
    north: Math.max(...all.map((bounds) => bounds.north)),
  }
}

/** Whether the position lies in the rectangle, its border included. */
export function boundsContain(bounds: Bounds, lng: number, lat: number): boolean {
  return lng >= bounds.west && lng <= bounds.east && lat >= bounds.south && lat <= bounds.north
}
