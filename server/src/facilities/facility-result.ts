import type { Facility } from './facility.ts'

/** Places from one source, with what became of everything that it held: in = places + merged + rejected. */
export interface FacilityResult {
  /** Ascending by id. */
  readonly facilities: readonly Facility[]
  /** Rows, or elements of OpenStreetMap that a kind of the catalogue describes. */
  readonly countIn: number
  /** Taken together with another entry of the same place. */
  readonly countMerged: number
  readonly countRejected: number
}

/** Order of ids by code unit, the same everywhere. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
