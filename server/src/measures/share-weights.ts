import type { TimeMatrix } from './time-matrix.ts'

/**
 * Weights as shares of their origin, `f_ij / Σ_k f_ik`: how the people of an origin divide themselves among the places. Only
 * places that count (f > 0) enter the sum. Rows without any weight stay 0.
 */
export function shareByOrigin(matrix: TimeMatrix, weights: Float64Array): Float64Array {
  const shares = new Float64Array(weights.length)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    let sum = 0
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) sum += weights[pair]
    if (sum === 0) continue
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1]; pair++) {
      shares[pair] = weights[pair] / sum
    }
  }
  return shares
}

/** Weights as shares of their place, `f_ij / Σ_k f_kj`: how a place divides itself among the origins that it counts for. */
export function shareByPlace(matrix: TimeMatrix, weights: Float64Array): Float64Array {
  const sum = new Float64Array(matrix.placeCount)
  for (let pair = 0; pair < weights.length; pair++) sum[matrix.place[pair]] += weights[pair]
  return weights.map((weight, pair) => (weight === 0 ? 0 : weight / sum[matrix.place[pair]]))
}
