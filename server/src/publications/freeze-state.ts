import type { ScenarioProblem } from '../contract/scenario.ts'
import type { NestedGroup } from '../disclosure/protect-atoms.ts'
import { protectPopulation } from '../disclosure/protect-population.ts'
import type { Facility } from '../facilities/facility.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { Population } from '../population/population.ts'
import type { NearestTable } from '../reach/nearest-table.ts'
import { computeNearestOfState } from '../scenario/times.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'
import type { FreezeInput } from './freeze-input.ts'

/** How things stand in a publication: as today or as a scenario has them, for people as they may be shown. */
export interface FreezeState {
  readonly region: WhatIfRegion
  readonly cells: CellGrid
  readonly population: Population
  readonly cellStatus: Uint8Array
  readonly edgeDeciseconds: Uint16Array
  /** Places of the region in their order, then those of the scenario. */
  readonly facilities: readonly Facility[]
  /** 1 where the place counts. */
  readonly isOpen: Uint8Array
  /** Walking times to the nearest place of one kind. */
  nearest(categoryId: string): NearestTable
  /** What of the scenario does not (fully) apply to the data. */
  readonly problems: readonly ScenarioProblem[]
}

/**
 * People are protected before anything is computed from them: then figures of every district, kind, threshold and cell, and what-if over the pack, come from
 * the same people, add up, and tell nothing more together than the people themselves (docs/methods/small-numbers.md).
 */
export function buildFreezeState(input: FreezeInput): FreezeState {
  const { region, run, modifications, definition } = input
  if (modifications === null) {
    return {
      region,
      cells: region.cells,
      population: region.population,
      cellStatus: run.cellStatus,
      edgeDeciseconds: run.edgeDeciseconds,
      facilities: region.facilities,
      isOpen: new Uint8Array(region.facilities.length).fill(1),
      nearest: (categoryId) => run.nearest[categoryId],
      problems: [],
    }
  }
  const { state, problems } = createWhatIfEngine(region).apply({ profile: definition.profile, modifications })
  // Who is added or changed by the scenario comes in steps as well; what it leaves alone is in steps already and stays.
  const population =
    input.rule === null
      ? state.population
      : protectPopulation(state.population, listGroups(state.population), input.rule)
  return {
    region,
    cells: state.cells,
    population,
    cellStatus: state.walker.cells.status,
    edgeDeciseconds: state.edgeDeciseconds,
    facilities: state.facilities,
    isOpen: state.isOpen,
    nearest: (categoryId) => computeNearestOfState(state, [categoryId], 1),
    problems,
  }
}

function listGroups({ groupIds }: Population): NestedGroup[] {
  return groupIds.map((id, g) => ({ id, within: g === 0 ? null : groupIds[0] }))
}
