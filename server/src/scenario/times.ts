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

/** Places that count together, and what of their times is asked. */
export interface AskedKind {
  readonly categoryIds: readonly string[]
  readonly thresholdDeciseconds: number
  /** Weight in the 15-minute score. */
  readonly weight: number
}

/** What a question asks about: one entry of all its kinds where any place will do, one per kind in a score. */
export function listAskedKinds({ region }: State, question: WhatIfQuestion): readonly AskedKind[] {
  const { categoryIds, mode, minutes } = question
  if (mode === 'any') return [{ categoryIds, thresholdDeciseconds: toDeciseconds(minutes), weight: 1 }]
  return categoryIds.map((categoryId) => {
    const kind = region.kinds.find(({ id }) => id === categoryId)
    if (kind === undefined) throw new RangeError(`there is no kind "${categoryId}"`)
    return {
      categoryIds: [categoryId],
      thresholdDeciseconds: toDeciseconds(kind.thresholdMinutes),
      weight: kind.weight,
    }
  })
}

/** A table of times for each of the kinds asked about. */
export function computeTables(state: State, kinds: readonly AskedKind[], k: number): readonly NearestTable[] {
  return kinds.map(({ categoryIds }) => computeNearestOfState(state, categoryIds, k))
}

/** What the question means for every cell of the state, from the tables of `listAskedKinds`. */
export function computeOutcomeOfTables(
  state: State,
  question: WhatIfQuestion,
  kinds: readonly AskedKind[],
  tables: readonly NearestTable[],
): CellOutcome {
  const { mode, rank } = question
  const context = { cellStatus: state.walker.cells.status, edgeDeciseconds: state.edgeDeciseconds }
  if (mode === 'any') return computeCellOutcome(tables[0], rank, kinds[0].thresholdDeciseconds, context)
  const asked = kinds.map((kind, i) => ({ ...kind, nearest: tables[i] }))
  return computeScoreOutcome(asked, rank, context)
}

/** What the question means for every cell of the state. */
export function computeOutcome(state: State, question: WhatIfQuestion): CellOutcome {
  const kinds = listAskedKinds(state, question)
  return computeOutcomeOfTables(state, question, kinds, computeTables(state, kinds, question.rank))
}

/** Minutes as the kernels count them. */
export function toDeciseconds(minutes: number): number {
  return Math.round(minutes * 600)
}
