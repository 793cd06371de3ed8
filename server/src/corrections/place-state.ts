import type { PlaceDetails, PlaceState } from '../contract/correction.ts'
import type { Facility } from '../facilities/facility.ts'

/** What can be reported about a place, as the data have it. */
export function toPlaceState(facility: Facility): PlaceState {
  const { id, lng, lat, name, categoryIds, address, openingHours, wheelchair, provider, capacity } = facility
  return { id, lng, lat, name, categoryIds: [...categoryIds], address, openingHours, wheelchair, provider, capacity }
}

export const DETAIL_NAMES = [
  'name',
  'categoryIds',
  'address',
  'openingHours',
  'wheelchair',
  'provider',
  'capacity',
] as const satisfies readonly (keyof PlaceDetails)[]

/** Whether two values of a detail say the same; the order of kinds says nothing. */
export function isSameDetail<K extends keyof PlaceDetails>(a: PlaceDetails[K], b: PlaceDetails[K]): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return [...a].sort().join() === [...b].sort().join()
  return a === b
}
