import { UNREACHED } from '../reach/nearest-table.ts'

/** Longest threshold of the curve in minutes. */
export const CURVE_MINUTES = 60

/**
 * Coverage curve C(T): share of people served for T = 1, 2 … minutes, in one pass over the cells.
 * Ends at 60 minutes or at the cutoff of the search, whichever is less: nothing is known beyond it.
 *
 * @param deciseconds time that counts per cell, or `UNREACHED`
 * @param cellPeople people per cell, ≥ 0; those without a time stay in the denominator
 * @returns shares 0 … 1 for T = 1 … min(60, cutoff) minutes, never falling; empty where nobody lives
 */
export function computeCoverageCurve(
  deciseconds: Uint16Array,
  cellPeople: Float64Array,
  cutoffDeciseconds: number,
): number[] {
  if (deciseconds.length !== cellPeople.length) {
    throw new RangeError(`${deciseconds.length} times but people of ${cellPeople.length} cells`)
  }
  const lastMinute = Math.min(CURVE_MINUTES, Math.floor(cutoffDeciseconds / 600))
  const reachedInMinute = new Float64Array(lastMinute + 1)
  let people = 0
  for (let cell = 0; cell < deciseconds.length; cell++) {
    people += cellPeople[cell]
    const minute = Math.ceil(deciseconds[cell] / 600)
    if (deciseconds[cell] !== UNREACHED && minute <= lastMinute) reachedInMinute[minute] += cellPeople[cell]
  }
  if (people === 0) return []
  const curve: number[] = []
  let served = reachedInMinute[0]
  for (let minute = 1; minute <= lastMinute; minute++) {
    served += reachedInMinute[minute]
    curve.push(served / people)
  }
  return curve
}
