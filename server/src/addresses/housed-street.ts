import type { MultiPolygon } from '../geo/bounds.ts'
import type { OsmAddress } from './collect-addresses.ts'
import type { NamedPlace } from './collect-named-places.ts'
import type { Street } from './collect-streets.ts'

/** What is known of a district: enough to find who lies in it and to name it. */
export interface NamedDistrict {
  readonly id: string
  readonly name: string
  readonly geometry: MultiPolygon
}

/** An address with its district of the first level, or `OUTSIDE_DISTRICTS`. */
export interface House extends OsmAddress {
  readonly district: number
}

export interface HousedStreet extends Street {
  /** By number and suffix, each once. */
  readonly houses: readonly House[]
}

export interface DistrictPlace extends NamedPlace {
  readonly district: number
}
