import { computeCatchmentPopulation } from './catchment-population.ts'
import { computeGravity } from './gravity.ts'
import { shareByOrigin, shareByPlace } from './share-weights.ts'
import { computeSupplyRatio, type CatchmentAccess } from './supply-ratio.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * BFCA, balanced floating catchment areas (Páez, Higgins and Vivona 2019): neither people nor ratios are counted more than once;
 * see docs/methods/floating-catchment.md. O(pairs).
 *
 *     D_j = Σ_i P_i · f_ij / Σ_k f_ik    R_j = S_j / D_j    A_i = Σ_j R_j · f_ij / Σ_k f_kj
 *
 * Conserved: Σ_j D_j = Σ_i P_i over the origins that reach a place, and Σ_i A_i = Σ_j R_j. **Not** Σ P A = Σ S.
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0
 * @param weights f per pair
 */
export function computeBalancedCatchment(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
): CatchmentAccess {
  const demand = computeCatchmentPopulation(matrix, people, shareByOrigin(matrix, weights))
  const step = computeSupplyRatio(supply, demand)
  return { ...step, access: computeGravity(matrix, step.ratio, shareByPlace(matrix, weights)) }
}
