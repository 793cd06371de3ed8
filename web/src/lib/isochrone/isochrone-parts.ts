import type { Feature, FeatureCollection, Position } from 'geojson'
import type { Isochrone } from '../api/contract.ts'
import { isPointInArea } from '../map/point-in-polygon.ts'

export const emptyParts: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Covers every tile that the map shows. */
const WORLD: Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
]

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const polygonsOf = (feature: Isochrone['features'][number]) => feature.geometry.coordinates as Position[][][]

/**
 * Everything that the longest time does not reach, to be veiled. Holes of the area are veiled too, but for islands in them. Empty
 * where nothing is reached: then there is nothing to set apart.
 */
export function createVeil({ features: [longest] }: Isochrone): FeatureCollection {
  const polygons = longest === undefined ? [] : polygonsOf(longest)
  if (polygons.length === 0) return emptyParts
  const outers = polygons.map(([outer]) => outer)
  const holes = polygons.flatMap(([, ...inner]) => inner)
  // An island belongs to the innermost hole around it: rings within rings would be filled twice or not at all.
  const innermost = outers.map((outer) => {
    const around = holes.filter((hole) => isInside(outer[0], hole))
    return around.reduce<Position[] | null>(
      (best, hole) => (best === null || heightOf(hole) < heightOf(best) ? hole : best),
      null,
    )
  })
  const within = (hole: Position[] | null) => outers.filter((_, i) => innermost[i] === hole)
  const coordinates = [[WORLD, ...within(null)], ...holes.map((hole) => [hole, ...within(hole)])]
  return collection([{ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } }])
}

const isInside = ([lng, lat]: Position, ring: Position[]) =>
  isPointInArea(lng, lat, { type: 'Polygon', coordinates: [ring] })

/**
 * Outlines of the areas. `style` 0 … 3 says which line: of the shortest time first; `isOther` marks those of the profile that is
 * compared with.
 */
export function createRings(isochrone: Isochrone, isOther: boolean): Feature[] {
  const last = isochrone.features.length - 1
  return isochrone.features.map((feature, i) => ({
    type: 'Feature',
    properties: { minutes: feature.properties.minutes, style: last - i, isOther },
    geometry: { type: 'MultiPolygon', coordinates: polygonsOf(feature) },
  }))
}

/** A label at the northern and the southern end of the largest part of every area: outlines seldom meet there. */
export function createRingLabels(
  isochrone: Isochrone,
  isOther: boolean,
  describe: (minutes: number) => string,
): Feature[] {
  return isochrone.features.flatMap((feature) => {
    const rings = polygonsOf(feature).map(([outer]) => outer)
    if (rings.length === 0) return []
    const largest = rings.reduce((best, ring) => (heightOf(ring) > heightOf(best) ? ring : best))
    const north = largest.reduce((best, point) => (point[1] > best[1] ? point : best))
    const south = largest.reduce((best, point) => (point[1] < best[1] ? point : best))
    const text = describe(feature.properties.minutes)
    return [
      { coordinates: north, anchor: 'bottom' },
      { coordinates: south, anchor: 'top' },
    ].map(({ coordinates, anchor }) => ({
      type: 'Feature' as const,
      properties: { text, anchor, isOther, minutes: feature.properties.minutes },
      geometry: { type: 'Point' as const, coordinates },
    }))
  })
}

function heightOf(ring: readonly Position[]): number {
  let [low, high] = [Infinity, -Infinity]
  for (const [, lat] of ring) {
    low = Math.min(low, lat)
    high = Math.max(high, lat)
  }
  return high - low
}

/** Streets within the longest time; those within a shorter one, `rank` 0 being the shortest, lie on top. */
export function createStreets(streets: Isochrone): FeatureCollection {
  const last = streets.features.length - 1
  return collection(
    streets.features.map(({ properties, geometry }, i) => ({
      type: 'Feature',
      properties: { minutes: properties.minutes, rank: last - i },
      geometry: { type: 'MultiLineString', coordinates: geometry.coordinates as Position[][] },
    })),
  )
}

/** Where the walks begin or end. */
export const createOriginMark = (lng: number, lat: number): FeatureCollection =>
  collection([{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lng, lat] } }])

/** West, south, east, north of the longest time, or null where nothing is reached. */
export function findReachBounds({ features: [longest] }: Isochrone): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of longest === undefined ? [] : polygonsOf(longest).flatMap(([outer]) => outer)) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  return box[0] === Infinity ? null : box
}
