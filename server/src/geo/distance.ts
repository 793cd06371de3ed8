/** Mean earth radius in metres (IUGG), the one used by every great-circle distance of the project. */
export const EARTH_RADIUS_METRES = 6_371_008.8

const RADIANS = Math.PI / 180

/** Great-circle distance in metres between two positions in degrees (haversine). */
export function distanceMetres(lngA: number, latA: number, lngB: number, latB: number): number {
  const halfLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const halfLng = Math.sin(((lngB - lngA) * RADIANS) / 2)
  const h = halfLat * halfLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * halfLng * halfLng
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Metres per degree of longitude and latitude at a latitude; for local planar work over a few kilometres. */
export function metresPerDegree(lat: number): { readonly lng: number; readonly lat: number } {
  const perDegree = EARTH_RADIUS_METRES * RADIANS
  return { lng: perDegree * Math.cos(lat * RADIANS), lat: perDegree }
}
