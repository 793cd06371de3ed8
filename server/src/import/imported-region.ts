import type { AddressBook } from '../addresses/address-book.ts'
import type { SourceInfo } from '../contract/region.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { District } from '../districts/district.ts'
import type { Facility } from '../facilities/facility.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { Population } from '../population/population.ts'
import type { ImportSummary } from '../regions/import-summary.ts'
import type { RegionManifest } from '../regions/manifest.ts'

export interface BasemapTile {
  readonly z: number
  readonly x: number
  readonly y: number
  /** Gzipped vector tile. */
  readonly data: Uint8Array
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
  /** People as they may be published, with parts of their own over the same cells; null where that is the population itself. */
  readonly publicPopulation: Population | null
  readonly network: StreetNetwork
  readonly facilities: readonly Facility[]
  readonly addresses: AddressBook
  readonly basemapTiles: readonly BasemapTile[]
}
