import type { LocalText } from '../contract/common.ts'
import type { RegionSummary } from '../contract/region.ts'
import type { DistrictLevel } from '../districts/district.ts'
import type { Bounds } from '../geo/bounds.ts'

/** One population group as it is shown: figures and how they came about. */
export interface GroupSummary {
  readonly id: string
  readonly label: LocalText
  readonly people: number
  readonly note: LocalText | null
  /** Census cells without a figure for this group at the source. */
  readonly missingCells: number
}

/** Facts about an import that are read as a whole; stored as JSON beside the tables. */
export interface ImportSummary {
  readonly bounds: Bounds
  readonly networkBounds: Bounds
  readonly levels: readonly DistrictLevel[]
  readonly groups: readonly GroupSummary[]
  readonly peopleOutside: number
  readonly network: {
    readonly edgeCount: number
    readonly kilometres: number
    readonly unknownShares: Readonly<Record<string, number>>
  }
  readonly cellResolution: number
  readonly districtCount: number
  readonly facilityCount: number
  readonly notes: readonly LocalText[]
}

/** What the list of regions says of one. */
export function summariseRegion(
  { bounds, groups, districtCount, facilityCount }: ImportSummary,
  region: Pick<RegionSummary, 'key' | 'name' | 'fictional' | 'importedAt' | 'analysed'>,
): RegionSummary {
  return {
    ...region,
    bounds: [bounds.west, bounds.south, bounds.east, bounds.north],
    people: groups[0].people,
    districtCount,
    facilityCount,
  }
}
