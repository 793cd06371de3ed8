import { gridMinutes } from './time-grid.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * Cumulative opportunities without the arbitrary threshold (Tomasiello et al. 2023): the median of A_i(T) for T = a, a + step …
 * up to b; see docs/methods/cumulative.md. Not rounded. O(pairs): A_i(T) never falls with T, so the median over T is the
 * value at the middle T, or the mean of the values at the two middle ones.
 *
 * @param supply per place, ≥ 0
 * @param from, to a ≤ b, minutes
 * @param step > 0 minutes
 * @returns per origin, in the unit of supply
 */
export function computeCumulativeInterval(
  matrix: TimeMatrix,
  supply: Float64Array,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): Float64Array {
  // A grid that is meant to end at b must not lose it by rounding.
  const last = Math.floor((to - from) / step + 1e-9)
  const lower = gridMinutes(Math.floor(last / 2), step, from)
  const upper = gridMinutes(Math.ceil(last / 2), step, from)
  const median = new Float64Array(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    let atLower = 0
    let atUpper = 0
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      if (matrix.minutes[pair] <= lower) atLower += supply[matrix.place[pair]]
      if (matrix.minutes[pair] <= upper) atUpper += supply[matrix.place[pair]]
    }
    median[origin] = (atLower + atUpper) / 2
  }
  return median
}
