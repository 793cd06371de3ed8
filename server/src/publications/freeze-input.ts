import type { AddressBook } from '../addresses/address-book.ts'
import type { PublicationDefinition } from '../contract/publication.ts'
import type { Modification } from '../contract/scenario.ts'
import type { DisclosureRule } from '../disclosure/disclosure-rule.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { NearestTable } from '../reach/nearest-table.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'

/** Everything that the frozen files are computed from; plain data, to be sent to a thread. Equal inputs give equal files. */
export interface FreezeInput {
  readonly definition: PublicationDefinition
  /** The import that the run was computed from, with people as they may be shown (`RegionData.publicPopulation`). */
  readonly region: WhatIfRegion
  /** By which people are protected; null: their figures are published statistics. */
  readonly rule: DisclosureRule | null
  /** Today's walking times by the run, per kind of the definition. */
  readonly run: {
    readonly cellStatus: Uint8Array
    readonly edgeDeciseconds: Uint16Array
    readonly nearest: Readonly<Record<string, NearestTable>>
  }
  /** Of the scenario whose figures are shown; null: today's. */
  readonly modifications: readonly Modification[] | null
  /** Null where the region was imported without addresses. */
  readonly addressBook: AddressBook | null
  readonly map: {
    readonly extent: Bounds
    readonly name: string
    readonly attribution: string
    /** Stored tiles of the basemap within the extent, packed by gzip. */
    readonly tiles: readonly { readonly z: number; readonly x: number; readonly y: number; readonly data: Uint8Array }[]
  }
}
