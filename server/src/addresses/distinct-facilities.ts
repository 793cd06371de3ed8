import { distanceMetres } from '../geo/distance.ts'
import { foldName } from './fold-text.ts'

/** Places of one kind and name this near are one to somebody who searches: the platforms of a stop, the doors of a school. */
const SAME_PLACE_METRES = 250

/** Leaves out places that are near an earlier one of the same folded name and kind. */
export function distinctPlaces<
  T extends {
    readonly name: string
    readonly what: { readonly de: string }
    readonly lng: number
    readonly lat: number
  },
>(places: readonly T[]): T[] {
  const kept = new Map<string, T[]>()
  return places.filter((place) => {
    const key = `${foldName(place.name)} ${place.what.de}`
    const same = kept.get(key) ?? []
    if (same.some((other) => distanceMetres(other.lng, other.lat, place.lng, place.lat) <= SAME_PLACE_METRES))
      return false
    kept.set(key, [...same, place])
    return true
  })
}
