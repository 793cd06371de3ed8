import { NO_TIME, REASON, type CellValues } from '../cells/cell-values.ts'
import type { PlanAnswer } from './plan-engine.ts'

/**
 * One side of an answer in the form that the map page draws. Reasons and the distance to the edge of the data are those of the
 * run (`known`), which a scenario changes only where a cell gets a time that had none; added cells are far from the edge.
 */
export function valuesOfSide(
  answer: PlanAnswer,
  side: 'before' | 'after',
  known: CellValues | undefined,
): CellValues & { readonly mode: 'any' } {
  const count = answer.after.length
  const deciseconds = new Uint16Array(count).fill(NO_TIME)
  deciseconds.set(answer[side])
  const reason = new Uint8Array(count)
  const edgeDeciseconds = new Uint16Array(count).fill(NO_TIME)
  if (known) reason.set(known.reason)
  if (known?.mode === 'any') edgeDeciseconds.set(known.edgeDeciseconds)
  for (let i = 0; i < count; i++) {
    if (deciseconds[i] !== NO_TIME) reason[i] = REASON.value
    else if (reason[i] === REASON.value) reason[i] = REASON.beyondCutoff
  }
  return { mode: 'any', deciseconds, reason, edgeDeciseconds }
}
