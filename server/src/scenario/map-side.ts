/**
 * What a map of one side of a comparison needs beside times and people (effect-detail.ts): why cells have no time, how near the edge of the data they
 * are, and where the places are. O(cells).
 */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { computeReasonCodes } from '../access/no-value-reason.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import type { State } from './state.ts'
import { listOpenFacilities } from './times.ts'

/** In `MapSide.score`: the cell cannot be assessed. */
export const NO_SCORE = 0xff

/** A place that counts for the question. */
export interface MapPlace {
  readonly id: string
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  readonly categoryIds: readonly string[]
}

export interface MapSide {
  /** Per cell, see `computeReasonCodes`. */
  readonly reason: Uint8Array
  /** Per cell, as the crow flies to the edge of the data. */
  readonly edgeDeciseconds: Uint16Array
  /** Per cell 0 … 100, or `NO_SCORE`; null outside score mode. */
  readonly score: Uint8Array | null
  /** Per cell 1 where the side has it of itself, 0 where it was added for the comparison. */
  readonly isThere: Uint8Array
  /** Open places of the kinds. */
  readonly places: readonly MapPlace[]
}

/**
 * @param state aligned with the other side, see align-states.ts
 * @param original the state before it was aligned
 */
export function describeMapSide(
  state: State,
  outcome: CellOutcome,
  original: State,
  question: WhatIfQuestion,
): MapSide {
  const own = new Set(original.cells.cellIds)
  const places = listOpenFacilities(state, question.categoryIds).map((index) => state.facilities[index])
  return {
    reason: computeReasonCodes(outcome.deciseconds, state.walker.cells.status, places.length < question.rank),
    edgeDeciseconds: state.edgeDeciseconds,
    score: outcome.score && toPercent(outcome.score, outcome.state),
    isThere: Uint8Array.from(state.cells.cellIds, (id) => (own.has(id) ? 1 : 0)),
    places: places.map(({ id, name, lng, lat, categoryIds }) => ({ id, name, lng, lat, categoryIds })),
  }
}

function toPercent(score: Float64Array, state: Uint8Array): Uint8Array {
  return Uint8Array.from(score, (share, cell) =>
    state[cell] === OUTCOME.outsideNetwork || state[cell] === OUTCOME.noStreet ? NO_SCORE : Math.round(share * 100),
  )
}
