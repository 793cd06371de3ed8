import type { LocalText } from '../contract/common.ts'
import type { ProfilePlace, ProfileRow } from '../contract/district-profile.ts'

/** What a profile needs to know of a kind of the catalogue. */
export interface ProfileCategory {
  readonly id: string
  readonly label: LocalText
  readonly field: string
  readonly core: boolean
  readonly weight: number
  readonly seniorUse: 'primary' | 'check' | 'no'
  readonly guidelines: readonly string[]
  /** How many of its places OpenStreetMap is expected to hold: high, medium, low. */
  readonly osmExpectedCompleteness: string
  /** Whether any of its places comes from an official list. */
  readonly isListed: boolean
}

/** A gap area's people in one district. */
export interface DistrictGap {
  readonly gapId: string
  readonly name: LocalText
  readonly districtIndex: number
  /** Of this district; of them those whom a place beyond the edge of the data could serve; of the whole area. Null where withheld. */
  readonly people: number | null
  readonly uncertain: number | null
  readonly areaPeople: number | null
  readonly uncertainShare: number
}

/** One kind with its usual time and the group that counts, in all districts. */
export interface KindFigures {
  readonly category: ProfileCategory
  readonly groupId: string
  readonly minutes: number
  /** By district. */
  readonly rows: readonly ProfileRow[]
  readonly total: ProfileRow
  /** By district: Σ people × gap over those who are surely not served. For the order of needs; shown nowhere. */
  readonly sureGapPersons: readonly number[]
  /** By district: the up to three nearest places from the people's centre, ascending. */
  readonly nearest: readonly (readonly ProfilePlace[])[]
  /** Of the basics; empty for others. */
  readonly gaps: readonly DistrictGap[]
}

/** Everything of one level, after protection of small numbers: what is null here is said nowhere. */
export interface ProfileInput {
  readonly regionName: LocalText
  readonly fieldIds: readonly string[]
  readonly groups: readonly { readonly id: string; readonly label: LocalText }[]
  readonly districts: readonly { readonly id: string; readonly name: string; readonly areaSquareMetres: number }[]
  /** By group, then by district; the first group is all people. */
  readonly people: readonly (readonly (number | null)[])[]
  /** By group: everybody of the region's districts. */
  readonly regionPeople: readonly (number | null)[]
  /** In the order of the catalogue; only kinds that the data hold a place of. */
  readonly kinds: readonly KindFigures[]
  /** How shares of people may be shown; `SHOW_ALL` where nothing is protected. */
  readonly shares: ShareRule
}

/** Shares of fewer than `minimumPeople` are withheld; others are multiples of 1/`steps`, or exact with null. */
export interface ShareRule {
  readonly minimumPeople: number
  readonly steps: number | null
}

export const SHOW_ALL: ShareRule = { minimumPeople: 0, steps: null }

/** part / whole as it may be shown; null where either is withheld, nobody lives there, or too few do. */
export function showShare(
  part: number | null,
  whole: number | null,
  { minimumPeople, steps }: ShareRule,
): number | null {
  if (part === null || whole === null || whole <= 0 || whole < minimumPeople) return null
  return steps === null ? part / whole : Math.round((part / whole) * steps) / steps
}

/** A share served and the most that it can be, 0 … 1; null where it is withheld or cannot be said. */
export interface ShareBand {
  readonly share: number | null
  readonly shareUpper: number | null
}
