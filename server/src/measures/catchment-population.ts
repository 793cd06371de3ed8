import type { TimeMatrix } from './time-matrix.ts'

/**
 * Passive accessibility (Einzugsbevölkerung): people within reach of each place, `Σ_i P_i·1[t_ij ≤ T]`; see
 * docs/methods/cumulative.md. The way counted is the one from the origin to the place. O(pairs).
 *
 * @param people per origin
 * @param weights f per pair (1 or 0 for a threshold)
 * @returns per place, in people
 */
export function computeCatchmentPopulation(
  matrix: TimeMatrix,
  people: Float64Array,
  weights: Float64Array,
): Float64Array {
  const caught = new Float64Array(matrix.placeCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      caught[matrix.place[pair]] += people[origin] * weights[pair]
    }
  }
  return caught
}
