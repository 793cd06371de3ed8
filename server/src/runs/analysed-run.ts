import type { ProfileId } from '../network/profile.ts'
import type { NearestTable } from '../reach/nearest-table.ts'

/** What one profile's network means for every cell, whatever the kind of place. */
export interface RunCells {
  /** `CELL_STATUS` per cell. */
  readonly status: Uint8Array
  /** As-the-crow-flies time to the edge of the data; 65535 far. */
  readonly edgeDeciseconds: Uint16Array
  /** Way from the origin to the street; 65535 where there is none. */
  readonly accessDecimetres: Uint16Array
  readonly network: {
    /** Islands too small to count for this profile, and their length. */
    readonly droppedComponents: number
    readonly droppedKilometres: number
    /** Places that no usable street is near for this profile, by facility index. */
    readonly unsnappedFacilities: readonly number[]
  }
}

export interface AnalysedCategory {
  readonly id: string
  readonly facilityCount: number
  readonly nearest: NearestTable
}

/** Coverage at the kind's default threshold; `districtIndex` null is the whole region. */
export interface DistrictOutcome {
  readonly categoryId: string
  readonly groupId: string
  readonly levelId: string
  readonly districtIndex: number | null
  readonly minutes: number
  readonly people: number
  readonly served: number
  readonly unserved: number
  readonly unknown: number
  readonly uncertain: number
  readonly meanMinutes: number | null
  readonly p90Minutes: number | null
  readonly gapPersons: number
}

/** The immutable outcome of one analysis, before it is stored. */
export interface AnalysedRun {
  /** Hash of `inputs`: 16 hexadecimal digits. */
  readonly id: string
  readonly importId: string
  readonly profile: ProfileId
  readonly methodVersion: string
  /** Everything that went in: import, profile with its values, kinds with thresholds, cutoffs. */
  readonly inputs: Readonly<Record<string, unknown>>
  readonly cutoffMinutes: number
  readonly maximumRank: number
  readonly cells: RunCells
  readonly categories: readonly AnalysedCategory[]
  readonly districts: readonly DistrictOutcome[]
}
