import type { CapacitatedProblem } from './capacitated-problem.ts'

const ITERATIONS = 300
const ROUNDING_SHARE = 1e-10

/**
 * No plan costs less: the Lagrangian relaxation of "everybody is served". What is left falls apart into one fractional
 * knapsack per candidate, of which the best siteCount are taken. O(pairs · log) for one of the 300 steps.
 *
 * @param upper cost of a plan; Infinity where none is known
 */
export function computeCapacitatedBound(problem: CapacitatedProblem, upper: number, shouldStop: () => boolean): number {
  const { weight, first, demand, cost, capacity, eligible, isForced, siteCount, unservedCost } = problem
  const least = new Float64Array(weight.length).fill(Infinity)
  for (let e = 0; e < cost.length; e++) least[demand[e]] = Math.min(least[demand[e]], cost[e])
  const highest = cost.reduce((most, value) => Math.max(most, value), 0)
  /** Price per weight of serving a demand. */
  const price = least.map((value) => Math.min(unservedCost, value + 0.25 * (highest - value)))
  const bestPrice = price.slice()
  const total = weight.reduce((sum, value) => sum + value, 0)
  const goal = upper < Infinity ? upper : total * highest
  const order = Array.from({ length: problem.candidateCount }, () => new Uint32Array(0))
  for (const j of eligible) order[j] = Uint32Array.from({ length: first[j + 1] - first[j] }, (_, n) => first[j] + n)
  const reduced = new Float64Array(problem.candidateCount)
  const served = new Float64Array(weight.length)
  const fill = (j: number, onTake: (e: number, amount: number) => void): void => {
    let room = capacity[j]
    for (const e of order[j]) {
      const difference = cost[e] - price[demand[e]]
      if (difference >= 0 || room <= 0) break
      const amount = Math.min(room, weight[demand[e]])
      room -= amount
      onTake(e, amount)
    }
  }
  let best = 0
  let step = 1
  let stale = 0
  for (let n = 0; n < ITERATIONS && step > 1e-4 && (n === 0 || !shouldStop()); n++) {
    let bound = 0
    for (let i = 0; i < weight.length; i++) bound += weight[i] * price[i]
    for (const j of eligible) {
      order[j].sort((a, b) => cost[a] - price[demand[a]] - (cost[b] - price[demand[b]]) || a - b)
      reduced[j] = 0
      fill(j, (e, amount) => {
        reduced[j] += amount * (cost[e] - price[demand[e]])
      })
    }
    const picked = [...eligible]
      .sort((a, b) => isForced[b] - isForced[a] || reduced[a] - reduced[b] || a - b)
      .slice(0, siteCount)
    served.fill(0)
    for (const j of picked) {
      bound += reduced[j]
      fill(j, (e, amount) => {
        served[demand[e]] += amount
      })
    }
    if (bound > best) {
      best = bound
      bestPrice.set(price)
      stale = 0
    } else if (++stale >= 10) {
      stale = 0
      step /= 2
      price.set(bestPrice)
      continue
    }
    let norm = 0
    for (let i = 0; i < weight.length; i++) {
      if (price[i] >= unservedCost && served[i] < weight[i]) served[i] = weight[i]
      norm += (weight[i] - served[i]) ** 2
    }
    if (norm === 0) break
    const size = (step * Math.max(goal - bound, 1e-6 * goal)) / norm
    for (let i = 0; i < weight.length; i++) {
      price[i] = Math.min(unservedCost, Math.max(0, price[i] + size * (weight[i] - served[i])))
    }
  }
  return Math.max(0, best - ROUNDING_SHARE * (total * highest + best))
}
