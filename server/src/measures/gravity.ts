import type { TimeMatrix } from './time-matrix.ts'

/**
 * Potential of an origin (Hansen 1959), `A_i = Σ_j S_j · f(t_ij)`; see docs/methods/cumulative.md. With the binary decay these
 * are the cumulative opportunities. More supply, a further place or a shorter way never lowers it. O(pairs).
 *
 * @param supply per place, ≥ 0
 * @param weights f per pair
 * @returns per origin, in the unit of supply
 */
export function computeGravity(matrix: TimeMatrix, supply: Float64Array, weights: Float64Array): Float64Array {
  const access = new Float64Array(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      access[origin] += supply[matrix.place[pair]] * weights[pair]
    }
  }
  return access
}
