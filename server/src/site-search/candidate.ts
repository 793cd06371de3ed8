import type { SitingSite } from '../contract/siting.ts'
import type { LngLat } from '../geo/bounds.ts'

/** Where a site may come to lie. */
export interface Candidate {
  /** Id in tables; candidates are ordered by it. */
  readonly id: string
  readonly source: SitingSite['source']
  readonly sourceId: string
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  /** Where people come in; at least one. */
  readonly accessPoints: readonly LngLat[]
  /** Position in the state's facilities of an existing place that may be given up or has to stay; null for a new site. */
  readonly existingIndex: number | null
}

/** House numbers of a region; plain columns. */
export interface AddressPoints {
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly names: readonly string[]
}
