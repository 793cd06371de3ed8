/**
 * As-the-crow-flies walking time from a place to the edge of the street data: the shortest time in which anybody could
 * leave the data. A place beyond the edge can serve a cell within T only if this time is ≤ T; so a cell that is not served
 * and whose edge time is ≤ T is uncertain, every other answer is safe. See docs/methods/edge-uncertainty.md.
 */
import type { Bounds } from '../geo/bounds.ts'
import { EARTH_RADIUS_METRES } from '../geo/distance.ts'

/** In edge times: farther than 65,534 deciseconds, or the data has no edge that matters. */
export const FAR_FROM_EDGE = 0xffff

const RADIANS = Math.PI / 180

/** Lower bound of the great-circle distance in metres to the edge of the rectangle; 0 on it and outside. */
export function distanceToEdgeMetres(bounds: Bounds, lng: number, lat: number): number {
  if (!(lng > bounds.west && lng < bounds.east && lat > bounds.south && lat < bounds.north)) return 0
  const toParallels = Math.min(lat - bounds.south, bounds.north - lat) * RADIANS
  // The nearest point of a meridian lies a little polewards of the parallel: asin(cos φ · sin Δλ), never farther than along it.
  const eastwards = Math.min(lng - bounds.west, bounds.east - lng, 90) * RADIANS
  const toMeridians = Math.asin(Math.cos(lat * RADIANS) * Math.sin(eastwards))
  return EARTH_RADIUS_METRES * Math.min(toParallels, toMeridians)
}

/**
 * @param lng degrees, one per origin
 * @param lat degrees, same length
 * @param bounds what the street data covers, or null where it has no edge that matters
 * @param speedMetresPerSecond flat speed of the profile, the fastest it ever walks; > 0
 * @returns deciseconds per origin, rounded down (in doubt uncertain), or `FAR_FROM_EDGE`
 */
export function computeEdgeTimes(
  lng: Float64Array,
  lat: Float64Array,
  bounds: Bounds | null,
  speedMetresPerSecond: number,
): Uint16Array {
  if (lng.length !== lat.length) throw new RangeError(`${lng.length} longitudes but ${lat.length} latitudes`)
  if (!(speedMetresPerSecond > 0)) throw new RangeError(`speed must be above 0 m/s, got ${speedMetresPerSecond}`)
  const deciseconds = new Uint16Array(lng.length)
  if (bounds === null) return deciseconds.fill(FAR_FROM_EDGE)
  for (let i = 0; i < lng.length; i++) {
    const time = Math.floor((distanceToEdgeMetres(bounds, lng[i], lat[i]) * 10) / speedMetresPerSecond)
    deciseconds[i] = time < FAR_FROM_EDGE ? time : FAR_FROM_EDGE
  }
  return deciseconds
}
