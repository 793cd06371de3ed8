/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** A map that shows changes is never closer than this. */
export const SMALLEST_METRES = 1500
const METRES_PER_DEGREE = 111_320

/** The box around positions with a margin, at least `SMALLEST_METRES` wide and high; null without positions. */
export function frameOf(positions: Iterable<readonly [lng: number, lat: number]>, margin = 0.12): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of positions) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  if (west > east) return null
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const metresPerLng = METRES_PER_DEGREE * Math.cos((y * Math.PI) / 180)
  const halfWidth = Math.max(((east - west) / 2) * (1 + 2 * margin), SMALLEST_METRES / 2 / metresPerLng)
  const halfHeight = Math.max(((north - south) / 2) * (1 + 2 * margin), SMALLEST_METRES / 2 / METRES_PER_DEGREE)
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight]
}

/** The longest round length (1, 2, 5 × 10ⁿ metres) that is not wider than `maximumPixels`. */
export function chooseScale(
  metresPerPixel: number,
  maximumPixels: number,
): { readonly metres: number; readonly pixels: number } {
  const longest = metresPerPixel * maximumPixels
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= longest) ?? power
  return { metres, pixels: metres / metresPerPixel }
}
