import { computeCatchmentPopulation } from './catchment-population.ts'
import { createMeasured, remarkCode, type Measured } from './measured.ts'
import { computeSupplyRatio, type SupplyRatio } from './supply-ratio.ts'
import type { TimeMatrix } from './time-matrix.ts'

export interface SpatialAvailability extends SupplyRatio {
  /** V_i per origin, in the unit of supply. */
  readonly available: Float64Array
}

/**
 * Spatial availability (Soukhov et al. 2023): every place divides its supply among the origins by people and decay; see
 * docs/methods/spatial-availability.md. O(pairs).
 *
 *     V_i = Σ_j S_j F_ij    F_ij = P_i^α f_ij / Σ_k P_k^α f_kj
 *
 * Conserved: Σ_i V_i = Σ_j S_j over the places that somebody reaches. A place that only empty origins reach divides nothing (0/0):
 * it contributes 0. Origins without people take nothing, also at α = 0.
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0
 * @param weights f per pair
 * @param alpha 0 … 10
 */
export function computeSpatialAvailability(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
  alpha = 1,
): SpatialAvailability {
  const pull = people.map((count) => (count > 0 ? count ** alpha : 0))
  const step = computeSupplyRatio(supply, computeCatchmentPopulation(matrix, pull, weights))
  const available = new Float64Array(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      available[origin] += step.ratio[matrix.place[pair]] * weights[pair] * pull[origin]
    }
  }
  return { ...step, available }
}

/** v_i = V_i / P_i; 0 with a remark where nobody lives (0/0). */
export function perHead(available: Measured, people: Float64Array): Measured {
  const measured = createMeasured(people.length)
  measured.hasValue.fill(1)
  for (let origin = 0; origin < people.length; origin++) {
    measured.remark[origin] = available.remark[origin]
    if (people[origin] > 0) measured.value[origin] = available.value[origin] / people[origin]
    else measured.remark[origin] ||= remarkCode('no-people')
  }
  return measured
}
