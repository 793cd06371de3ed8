import type { LocalText } from '../contract/common.ts'
import type { Facility } from '../facilities/facility.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { Population } from '../population/population.ts'

/** What a kind of the catalogue means for questions. */
export interface WhatIfKind {
  readonly id: string
  readonly label: LocalText
  /** Threshold of the 15-minute score. */
  readonly thresholdMinutes: number
  readonly weight: number
  /** Whether places of this kind could be opened to older people. */
  readonly seniorUse: 'primary' | 'check' | 'no'
}

export interface WhatIfDistrict {
  readonly id: string
  readonly name: string
  readonly geometry: MultiPolygon
}

/**
 * One import of a region as what-if needs it, the same for every walking profile: loaded from the database on the server, decoded
 * from the region pack in the browser.
 */
export interface WhatIfRegion {
  readonly key: string
  readonly name: LocalText
  readonly importId: string
  readonly network: StreetNetwork
  readonly cells: CellGrid
  readonly facilities: readonly Facility[]
  readonly population: Population
  /** In the order of `population.groupIds`. */
  readonly groups: readonly { readonly id: string; readonly label: LocalText }[]
  /** In the order of `population.partDistrict`. */
  readonly levels: readonly { readonly id: string; readonly districts: readonly WhatIfDistrict[] }[]
  readonly kinds: readonly WhatIfKind[]
}
