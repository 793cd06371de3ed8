import { computeCatchmentPopulation } from './catchment-population.ts'
import { computeGravity } from './gravity.ts'
import { computeSupplyRatio, type CatchmentAccess } from './supply-ratio.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * Two-step floating catchment area: 2SFCA (Luo and Wang 2003) with the binary decay, E2SFCA (Luo and Qi 2009) with any other;
 * see docs/methods/floating-catchment.md. O(pairs).
 *
 *     D_j = Σ_i P_i f(t_ij)    R_j = S_j / D_j    A_i = Σ_j R_j f(t_ij)
 *
 * Conserved: Σ_i P_i A_i = Σ_j S_j over the places with D_j > 0.
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0
 * @param weights f per pair
 */
export function computeTwoStepCatchment(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
): CatchmentAccess {
  const step = computeSupplyRatio(supply, computeCatchmentPopulation(matrix, people, weights))
  return { ...step, access: computeGravity(matrix, step.ratio, weights) }
}
