import type { FacilityProperties } from '../api/client.ts'
import type { Modification } from '../api/contract.ts'
import { addedFacilityId } from './edit-modifications.ts'

/** A place as the list of modifications leaves it. */
export interface PlannedPlace {
  readonly facilityId: string
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  readonly categoryIds: readonly string[]
  readonly capacity: number | null
  readonly openingHours: string | null
  readonly address: string | null
  readonly isAdded: boolean
  readonly isMoved: boolean
  readonly isChanged: boolean
  readonly isClosed: boolean
  /** Where and what it is in the data; null for an added one. */
  readonly today: {
    readonly lng: number
    readonly lat: number
    readonly categoryIds: readonly string[]
    readonly capacity: number | null
  } | null
}

/** A place of the data with its position. */
export type KnownPlace = Pick<
  FacilityProperties,
  'id' | 'name' | 'categoryIds' | 'capacity' | 'openingHours' | 'address'
> & { readonly lng: number; readonly lat: number }

/** As the place is today. */
export const placeOfToday = (known: KnownPlace): PlannedPlace => {
  const { id: facilityId, name, lng, lat, categoryIds, capacity, openingHours, address } = known
  return {
    facilityId, name, lng, lat, categoryIds, capacity, openingHours, address, isAdded: false, isMoved: false, isChanged: false,
    isClosed: false, today: { lng, lat, categoryIds, capacity },
  } // prettier-ignore
}

/**
 * All places that the modifications touch, in the order in which they are first named, each over the outcome of those before. A
 * modification of a place that is not there is left out, as by the engine, which reports it.
 */
export function resolvePlaces(
  known: ReadonlyMap<string, KnownPlace>,
  modifications: readonly Modification[],
): Map<string, PlannedPlace> {
  const places = new Map<string, PlannedPlace>()
  for (const modification of modifications) {
    if (modification.kind === 'add-facility') {
      const { id, name, lng, lat, categoryIds, capacity = null, openingHours = null } = modification
      const facilityId = addedFacilityId(id)
      places.set(facilityId, {
        facilityId, name: name === '' ? null : name, lng, lat, categoryIds, capacity, openingHours, address: null, isAdded: true,
        isMoved: false, isChanged: false, isClosed: false, today: null,
      }) // prettier-ignore
      continue
    }
    if (!('facilityId' in modification)) continue
    const { facilityId } = modification
    const found = known.get(facilityId)
    const place = places.get(facilityId) ?? (found && placeOfToday(found))
    if (!place || place.isClosed) continue
    if (modification.kind === 'move-facility')
      places.set(facilityId, { ...place, lng: modification.lng, lat: modification.lat, isMoved: true })
    else if (modification.kind === 'close-facility') places.set(facilityId, { ...place, isClosed: true })
    else {
      const { categoryIds = place.categoryIds, capacity = place.capacity } = modification
      const { openingHours = place.openingHours } = modification
      places.set(facilityId, { ...place, categoryIds, capacity, openingHours, isChanged: true })
    }
  }
  return places
}
