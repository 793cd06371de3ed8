import type { SourceInfo } from '../contract/region.ts'
import type { LocalText } from '../contract/common.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { District, DistrictLevel } from '../districts/district.ts'
import type { Facility } from '../facilities/facility.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { Population } from '../population/population.ts'
import type { RegionManifest } from '../regions/manifest.ts'

export interface BasemapTile {
  readonly z: number
  readonly x: number
  readonly y: number
  /** Gzipped vector tile. */
  readonly data: Uint8Array
}

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

/** Everything that an import yields, before any of it is stored. */
export interface ImportedRegion {
  /** Hash of manifest, files and method version: 16 hexadecimal digits. */
  readonly id: string
  readonly manifest: RegionManifest
  readonly summary: ImportSummary
  readonly sources: readonly SourceInfo[]
  readonly issues: readonly ImportIssue[]
  /** One list per level of the manifest, in its order. */
  readonly districts: readonly (readonly District[])[]
  readonly cells: CellGrid
  readonly population: Population
  readonly network: StreetNetwork
  readonly facilities: readonly Facility[]
  readonly basemapTiles: readonly BasemapTile[]
}
