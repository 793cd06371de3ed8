/** Places around a position, by distance in a straight line. */
import { distanceMetres } from '../../server/src/geo/distance.ts'
import type { PlacesFile } from './publication-types.ts'

export type PublishedPlace = PlacesFile['places'][number]
export interface NearPlace {
  readonly place: PublishedPlace
  readonly metres: number
}

/** The nearest `count` places of a kind, ties by their order in the file. O(places × log). */
export function listNearestPlaces(
  places: readonly PublishedPlace[],
  categoryId: string,
  lng: number,
  lat: number,
  count: number,
): NearPlace[] {
  return places
    .filter(({ categoryIds }) => categoryIds.includes(categoryId))
    .map((place) => ({ place, metres: distanceMetres(lng, lat, place.lng, place.lat) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count)
}
