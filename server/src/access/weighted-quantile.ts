/**
 * Weighted quantiles of walking times, type "inverse CDF": the smallest time t at which the cumulative weight reaches
 * q · Σ weight. No interpolation: the answer is a time that somebody really walks.
 *
 * Counting sort once (O(n + longest time)), then one pass for all districts together; memory 4 bytes per part.
 */
import { UNREACHED } from '../reach/nearest-table.ts'

/**
 * Positions of all entries that have a walking time, shortest first; equal times keep their order.
 *
 * @param deciseconds walking times, `UNREACHED` entries are left out
 */
export function sortByTime(deciseconds: Uint16Array): Uint32Array {
  let longest = 0
  let withTime = 0
  for (let i = 0; i < deciseconds.length; i++) {
    const time = deciseconds[i]
    if (time === UNREACHED) continue
    withTime++
    if (time > longest) longest = time
  }
  const first = new Uint32Array(longest + 2)
  for (let i = 0; i < deciseconds.length; i++) {
    if (deciseconds[i] !== UNREACHED) first[deciseconds[i] + 1]++
  }
  for (let time = 1; time < first.length; time++) first[time] += first[time - 1]
  const order = new Uint32Array(withTime)
  for (let i = 0; i < deciseconds.length; i++) {
    if (deciseconds[i] !== UNREACHED) order[first[deciseconds[i]]++] = i
  }
  return order
}

/**
 * The q-quantile of the times, weighted; null where no weight has a time.
 *
 * @param deciseconds walking times, or `UNREACHED` (left out, also from the total weight)
 * @param weights ≥ 0, same length
 * @param q 0 … 1
 */
export function weightedQuantile(deciseconds: Uint16Array, weights: Float64Array, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`q must be 0 … 1, got ${q}`)
  if (weights.length !== deciseconds.length) {
    throw new RangeError(`${deciseconds.length} times need as many weights, got ${weights.length}`)
  }
  const order = sortByTime(deciseconds)
  let total = 0
  for (const i of order) total += weights[i]
  if (total === 0) return null
  let cumulative = 0
  for (const i of order) {
    cumulative += weights[i]
    if (weights[i] > 0 && cumulative >= q * total) return deciseconds[i]
  }
  // Rounding of weights that are no multiples of a power of two can leave the sum short of the total: the last one it is.
  for (let n = order.length - 1; n >= 0; n--) if (weights[order[n]] > 0) return deciseconds[order[n]]
  return null
}
