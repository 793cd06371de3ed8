import type { Facility } from '../facilities/facility.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { Population } from '../population/population.ts'
import type { Walker } from '../reach/walker.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/**
 * How things stand for one walking profile: today (the baseline), or with a scenario applied. The empty scenario's state is the baseline
 * itself. States are immutable; a scenario makes a new one that shares whatever it does not change.
 */
export interface State {
  readonly region: WhatIfRegion
  readonly walker: Walker
  /** Facilities of the region in their order, then those the scenario adds; closed ones stay in place, so that an index means the same everywhere. */
  readonly facilities: readonly Facility[]
  /** 1 where the facility counts; 0: closed by the scenario. */
  readonly isOpen: Uint8Array
  /** Cells of the region in their order, then those the scenario adds for new housing. */
  readonly cells: CellGrid
  readonly population: Population
  /** As-the-crow-flies deciseconds from each cell's origin to the edge of the data. */
  readonly edgeDeciseconds: Uint16Array
}
