import type { Feature, FeatureCollection } from 'geojson'
import { cellToBoundary } from 'h3-js'
import type { DistrictCollection } from '../api/client.ts'
import type { Explanation } from '../api/contract.ts'

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
export const emptyCollection: FeatureCollection = collection([])

/** Districts with the chosen one marked. */
export function createDistrictOverlay(
  districts: DistrictCollection | undefined,
  chosenId: string | null,
): FeatureCollection {
  if (!districts) return emptyCollection
  return collection(
    districts.features.map((feature) => ({
      ...feature,
      properties: { id: feature.properties.id, isChosen: feature.properties.id === chosenId },
    })),
  )
}

/** Outline of the explained cell. */
export function createSelectionOverlay(cellId: string | null): FeatureCollection {
  if (cellId === null) return emptyCollection
  return collection([
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [cellToBoundary(cellId, true)] } },
  ])
}

/** Ways to the nearest places; the nearest one is drawn last and strongest. */
export function createRouteOverlay(explanation: Explanation | undefined): FeatureCollection {
  return collection(
    (explanation?.places ?? [])
      .map((place, i): Feature => ({
        type: 'Feature',
        properties: { isNearest: i === 0 },
        geometry: { type: 'LineString', coordinates: place.route },
      }))
      .filter((feature) => feature.geometry.type === 'LineString' && feature.geometry.coordinates.length > 1)
      .reverse(),
  )
}

/** Steps, kerbs and other obstacles on the way to the nearest place. */
export function createObstacleOverlay(explanation: Explanation | undefined): FeatureCollection {
  return collection(
    (explanation?.places[0]?.steps ?? []).map((step) => ({
      type: 'Feature',
      properties: { kind: step.kind },
      geometry: { type: 'Point', coordinates: [step.lng, step.lat] },
    })),
  )
}

/** West, south, east, north of points; at least one. */
export function boundsOf(points: readonly (readonly number[])[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of points) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  return box
}
