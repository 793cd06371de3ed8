import type { Address } from './addresses.ts'
import type { BentTown } from './bend-town.ts'
import type { Building } from './block-site.ts'
import type { BlockUse } from './land-uses.ts'
import type { TownPeople } from './people.ts'
import { distanceBetween, type Point } from './plane-geometry.ts'

/** A place that people walk to. */
export interface TownPlace {
  readonly categoryIds: readonly string[]
  readonly source: 'osm' | 'list'
  /** The door, or the spot outdoors. */
  readonly at: Point
  /** Index of the building, or null outdoors. */
  readonly building: number | null
  /** Whether the whole building or block carries the tags, instead of a node of its own. */
  readonly carrier: 'node' | 'building' | { readonly block: number }
  readonly name: string | null
  readonly tags: Readonly<Record<string, string>>
  /** Value of the list's column "Art"; null for places of OpenStreetMap. */
  readonly art: string | null
  readonly capacity: number | null
  readonly provider: string | null
  readonly openingHours: string | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
}

export interface PlaceSetting {
  readonly town: BentTown
  readonly buildings: readonly Building[]
  /** By building; places move only into houses with an address. */
  readonly addresses: readonly (Address | null)[]
  readonly people: TownPeople
  readonly uses: readonly BlockUse[]
  readonly streetNames: readonly (string | null)[]
  readonly peopleTotal: number
  /** Where which kinds must not be. */
  readonly protectedAreas: readonly ProtectedArea[]
}

/** Houses that places of some kinds must stay away from. */
export interface ProtectedArea {
  readonly categoryIds: readonly string[]
  readonly metres: number
  readonly houses: readonly Point[]
  /** A round about all houses, for a quick first look. */
  readonly centre: Point
  readonly radiusMetres: number
}

/** Whether a place of these kinds at this point would break a planted gap. */
export function isForbidden(areas: readonly ProtectedArea[], categoryIds: readonly string[], at: Point): boolean {
  return areas.some(
    (area) =>
      categoryIds.some((id) => area.categoryIds.includes(id)) &&
      distanceBetween(area.centre, at) < area.radiusMetres + area.metres &&
      area.houses.some((house) => distanceBetween(house, at) < area.metres),
  )
}
