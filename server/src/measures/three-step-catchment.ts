import { shareByOrigin } from './share-weights.ts'
import type { CatchmentAccess } from './supply-ratio.ts'
import type { TimeMatrix } from './time-matrix.ts'
import { computeTwoStepCatchment } from './two-step-catchment.ts'

/**
 * 3SFCA (Wan, Zou and Sternberg 2012): people choose among the places of their catchment before they compete; see
 * docs/methods/floating-catchment.md. O(pairs).
 *
 *     G_ij = f_ij / Σ_k f_ik    D_j = Σ_i P_i G_ij f_ij    R_j = S_j / D_j    A_i = Σ_j R_j G_ij f_ij
 *
 * Strict: the sum of G runs over the places of the catchment (f > 0) only, not also over those beyond it as in pysal/access.
 * Conserved: Σ_i P_i A_i = Σ_j S_j over the places with D_j > 0.
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0
 * @param weights f per pair
 */
export function computeThreeStepCatchment(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
): CatchmentAccess {
  const chosen = shareByOrigin(matrix, weights)
  return computeTwoStepCatchment(
    matrix,
    people,
    supply,
    chosen.map((share, pair) => share * weights[pair]),
  )
}
