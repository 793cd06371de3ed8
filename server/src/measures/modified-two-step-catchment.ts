import { computeCatchmentPopulation } from './catchment-population.ts'
import { computeSupplyRatio, type CatchmentAccess } from './supply-ratio.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * M2SFCA (Delamater 2013): distance also wastes supply that lies badly; see docs/methods/floating-catchment.md. O(pairs).
 *
 *     D_j = Σ_i P_i f(t_ij)    R_j = S_j / D_j    A_i = Σ_j R_j f(t_ij)²
 *
 * Not conserved, on purpose: Σ_i P_i A_i ≤ Σ_j S_j; what is missing is lost to poor spatial fit.
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0
 * @param weights f per pair
 */
export function computeModifiedTwoStepCatchment(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
): CatchmentAccess {
  const step = computeSupplyRatio(supply, computeCatchmentPopulation(matrix, people, weights))
  const access = new Float64Array(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      access[origin] += step.ratio[matrix.place[pair]] * weights[pair] * weights[pair]
    }
  }
  return { ...step, access }
}
