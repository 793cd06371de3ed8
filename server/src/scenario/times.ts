import { computeCellOutcome, computeScoreOutcome, type CellOutcome } from '../access/cell-outcome.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { computeNearestOfKind, MAXIMUM_RANK } from '../reach/nearest-of-kind.ts'
import type { NearestTable } from '../reach/nearest-table.ts'
import type { State } from './state.ts'

/** Open facilities of any of the kinds. */
export function listOpenFacilities({ facilities, isOpen }: State, categoryIds: readonly string[]): number[] {
  return facilities.flatMap((facility, index) =>
    isOpen[index] === 1 && facility.categoryIds.some((id) => categoryIds.includes(id)) ? [index] : [],
  )
}

/**
 * Times from every cell to the nearest open places of any of the kinds; of the baseline the same as the run's tables merged.
 *
 * @param k how many places per cell, 1 … 16
 */
export function computeNearestOfState(state: State, categoryIds: readonly string[], k = MAXIMUM_RANK): NearestTable {
  return computeNearestOfKind(state.walker, new Set(listOpenFacilities(state, categoryIds)), k)
}

/** What the question means for every cell of the state. */
export function computeOutcome(state: State, question: WhatIfQuestion): CellOutcome {
  const { categoryIds, mode, rank, minutes } = question
  const context = { cellStatus: state.walker.cells.status, edgeDeciseconds: state.edgeDeciseconds }
  if (mode === 'any') {
    return computeCellOutcome(computeNearestOfState(state, categoryIds), rank, Math.round(minutes * 600), context)
  }
  const kinds = categoryIds.map((categoryId) => {
    const kind = state.region.kinds.find(({ id }) => id === categoryId)
    if (kind === undefined) throw new RangeError(`there is no kind "${categoryId}"`)
    return {
      nearest: computeNearestOfState(state, [categoryId]),
      thresholdDeciseconds: Math.round(kind.thresholdMinutes * 600),
      weight: kind.weight,
    }
  })
  return computeScoreOutcome(kinds, rank, context)
}
