import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { computeGap } from '../access/gap.ts'
import { CELL_STATUS } from '../reach/cell-status.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import type { State } from './state.ts'
import type { AskedKind } from './times.ts'

/** An outcome in which the times of a few cells are changed and put back. */
export interface OutcomeEditor {
  /** The same object all the time. */
  readonly outcome: CellOutcome
  /** Puts every cell back that was set. O(cells set). */
  reset(): void
  /** What the question means for a cell with these times (deciseconds or `UNREACHED`), one per kind asked about. */
  set(cell: number, times: ArrayLike<number>): void
}

/**
 * Gives each cell what `computeCellOutcome` and `computeScoreOutcome` give it, by the same operations in the same order.
 *
 * @param base copied
 */
export function createOutcomeEditor(state: State, kinds: readonly AskedKind[], base: CellOutcome): OutcomeEditor {
  const outcome = {
    state: base.state.slice(),
    deciseconds: base.deciseconds.slice(),
    cutoffDeciseconds: base.cutoffDeciseconds,
    gap: base.gap.slice(),
    score: base.score === null ? null : base.score.slice(),
  }
  const { edgeDeciseconds } = state
  const { status } = state.walker.cells
  const threshold = Float64Array.from(kinds, (kind) => kind.thresholdDeciseconds)
  const weight = Float64Array.from(kinds, (kind) => kind.weight)
  const weightSum = kinds.reduce((sum, kind) => sum + kind.weight, 0)
  const touched = new Uint32Array(base.state.length)
  const isTouched = new Uint8Array(base.state.length)
  let touchedCount = 0

  function reset(): void {
    for (let i = 0; i < touchedCount; i++) {
      const cell = touched[i]
      isTouched[cell] = 0
      outcome.state[cell] = base.state[cell]
      outcome.deciseconds[cell] = base.deciseconds[cell]
      outcome.gap[cell] = base.gap[cell]
      if (outcome.score !== null) outcome.score[cell] = base.score![cell]
    }
    touchedCount = 0
  }

  function set(cell: number, times: ArrayLike<number>): void {
    // A cell that cannot be assessed stays so, whatever comes near.
    if (status[cell] !== CELL_STATUS.connected) return
    if (isTouched[cell] === 0) {
      isTouched[cell] = 1
      touched[touchedCount++] = cell
    }
    let kindOfOutcome: number = OUTCOME.served
    let longest = 0
    let gap = 0
    let score = 0
    for (let i = 0; i < threshold.length; i++) {
      const time = times[i]
      if (time > longest) longest = time
      if (time !== UNREACHED && time <= threshold[i]) {
        score += weight[i]
        continue
      }
      gap += weight[i] * computeGap(time, threshold[i])
      if (edgeDeciseconds[cell] > threshold[i]) kindOfOutcome = OUTCOME.unserved
      else if (kindOfOutcome === OUTCOME.served) kindOfOutcome = OUTCOME.uncertain
    }
    outcome.state[cell] = kindOfOutcome
    outcome.deciseconds[cell] = longest
    outcome.gap[cell] = gap / weightSum
    if (outcome.score !== null) outcome.score[cell] = score / weightSum
  }

  return { outcome, reset, set }
}
