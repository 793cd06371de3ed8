import { orderCategoryIds, type Catalogue } from './catalogue.ts'
import type { Facility } from './facility.ts'

/** A place with the kinds of both, and with what the other knows where it knows nothing itself; where it lies stays. */
export function fillGaps(place: Facility, other: Facility, catalogue: Catalogue): Facility {
  return {
    ...place,
    categoryIds: orderCategoryIds(catalogue, [...place.categoryIds, ...other.categoryIds]),
    name: place.name ?? other.name,
    capacity: place.capacity ?? other.capacity,
    provider: place.provider ?? other.provider,
    address: place.address ?? other.address,
    openingHours: place.openingHours ?? other.openingHours,
    wheelchair: place.wheelchair ?? other.wheelchair,
    website: place.website ?? other.website,
  }
}
