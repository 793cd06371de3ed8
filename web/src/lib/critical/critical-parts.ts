import type { FeatureCollection } from 'geojson'
import type { ClosureCheck } from '../api/contract.ts'

/** A diamond of this size, pixels from corner to corner, is half the height of the place that most people would lose. */
export const LARGEST_PIXELS = 44
export const SMALLEST_PIXELS = 20

/** Pixels from corner to corner: the surface follows the people, so that twice as many look twice as large. */
export function diamondPixels(people: number, most: number): number {
  if (most <= 0) return SMALLEST_PIXELS
  return Math.max(SMALLEST_PIXELS, LARGEST_PIXELS * Math.sqrt(Math.min(1, people / most)))
}

/**
 * Places that somebody would miss, largest last but drawn below the smaller ones by `order`. `markedIds` are those that are pointed
 * at in the list or on the map.
 */
export function createCriticalPlaces(
  rows: ClosureCheck['rows'],
  markedIds: readonly (string | null)[],
  formatPeople: (people: number) => string,
): FeatureCollection {
  const critical = rows.filter((row) => row.critical)
  const most = Math.max(0, ...critical.map(({ losing }) => losing))
  return {
    type: 'FeatureCollection',
    features: critical.map(({ facilityId, lng, lat, losing }) => ({
      type: 'Feature',
      properties: {
        id: facilityId,
        text: formatPeople(losing),
        pixels: diamondPixels(losing, most),
        order: -losing,
        isMarked: markedIds.includes(facilityId),
      },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  }
}

const IMAGE_PIXELS = 64
/** Half of the diamond's diagonal within the image; the rest is room for its halo. */
const HALF_DIAGONAL = 22
/** Distance that the values of the image span, and where its edge lies, as the map reads signed distances. */
const [SPAN_PIXELS, EDGE] = [8, 0.75]
/** The image as the map draws it: at size 1 the diamond is so many pixels from corner to corner. */
export const IMAGE_DIAGONAL = (2 * HALF_DIAGONAL) / 2

/** A diamond as an image of signed distances, so that it takes any colour and a halo; two pixels for each of the screen. */
export function createDiamondImage(): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(IMAGE_PIXELS * IMAGE_PIXELS * 4)
  const middle = (IMAGE_PIXELS - 1) / 2
  for (let y = 0; y < IMAGE_PIXELS; y++)
    for (let x = 0; x < IMAGE_PIXELS; x++) {
      const distance = (Math.abs(x - middle) + Math.abs(y - middle) - HALF_DIAGONAL) / Math.SQRT2
      data[(y * IMAGE_PIXELS + x) * 4 + 3] = 255 * (EDGE - distance / SPAN_PIXELS)
    }
  return { width: IMAGE_PIXELS, height: IMAGE_PIXELS, data }
}
