/** What a given set of candidates gives, straight from the problem: no reduction, no solver. Every reported figure comes from here. */
import type { SitingSet } from './siting-answer.ts'
import { THRESHOLD_MODELS, type SitingProblem } from './siting-problem.ts'

/** Which demand can be served at all, by what stays and by what may open. */
export interface Reachability {
  /** Length demandCount: 1 for demand of positive weight that nothing can serve (within the threshold, where the model has one). */
  readonly isBeyond: Uint8Array
  readonly beyondWeight: number
  /** Σ weight. */
  readonly totalWeight: number
  /** What `unservedCost` is, or stands for where it is not given: twice the largest cost of the problem. */
  readonly unservedCost: number
}

/** Gap of docs/methods/gap.md, squared: 0 up to the threshold, 1 from twice the threshold on. */
export function squaredGap(cost: number, threshold: number): number {
  return Math.min(1, Math.max(0, (cost - threshold) / threshold)) ** 2
}

/** O(pairs). */
export function computeReachability(problem: SitingProblem, eligible: Uint32Array): Reachability {
  const { matrix, weight, existingCost } = problem
  const isBeyond = new Uint8Array(matrix.demandCount)
  let largest = 0
  for (let i = 0; i < isBeyond.length; i++) {
    const existing = existingCost?.[i] ?? Infinity
    isBeyond[i] = weight[i] > 0 && !isServing(problem, existing) ? 1 : 0
    if (existing < Infinity) largest = Math.max(largest, existing)
  }
  for (const j of eligible) {
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      if (isServing(problem, matrix.cost[e])) isBeyond[matrix.demand[e]] = 0
      if (matrix.cost[e] > largest) largest = matrix.cost[e]
    }
  }
  let beyondWeight = 0
  let totalWeight = 0
  for (let i = 0; i < isBeyond.length; i++) {
    totalWeight += weight[i]
    if (isBeyond[i] === 1) beyondWeight += weight[i]
  }
  return { isBeyond, beyondWeight, totalWeight, unservedCost: problem.unservedCost ?? 2 * largest }
}

/** Whether a place at this cost serves: within the threshold, or at less than a whole gap; otherwise wherever it can be reached. */
export function isServing({ model, threshold }: SitingProblem, cost: number): boolean {
  if (!THRESHOLD_MODELS.includes(model)) return cost < Infinity
  return model === 'equity-gap' ? cost < 2 * threshold! : cost <= threshold!
}

/** Whether a new place at this cost is of use beside an existing one. */
export function isImproving(problem: SitingProblem, cost: number, existing: number): boolean {
  if (!THRESHOLD_MODELS.includes(problem.model)) return cost < existing
  if (problem.model === 'backup') return isServing(problem, cost)
  if (problem.model !== 'equity-gap') return isServing(problem, cost) && !isServing(problem, existing)
  return squaredGap(cost, problem.threshold!) < squaredGap(existing, problem.threshold!)
}

/** Least cost of every demand with these candidates and the existing places; Infinity where nothing serves. */
export function computeBestCost({ matrix, existingCost }: SitingProblem, chosen: ArrayLike<number>): Float64Array {
  const best = existingCost?.slice() ?? new Float64Array(matrix.demandCount).fill(Infinity)
  for (let n = 0; n < chosen.length; n++) {
    for (let e = matrix.first[chosen[n]]; e < matrix.first[chosen[n] + 1]; e++) {
      if (matrix.cost[e] < best[matrix.demand[e]]) best[matrix.demand[e]] = matrix.cost[e]
    }
  }
  return best
}

/** For all models but `capacitated`, whose costs depend on who goes where. The objective of `pcenter` is Infinity where the set leaves out somebody. */
export function evaluateSet(problem: SitingProblem, reach: Reachability, chosen: readonly number[]): SitingSet {
  const { model, weight, isNeediest } = problem
  const threshold = problem.threshold ?? Infinity
  const best = computeBestCost(problem, chosen)
  // Who would have to pay more than staying unserved costs stays unserved, as in the capacitated model.
  const dearest = model === 'pmedian' ? reach.unservedCost : Infinity
  const sums = { cost: 0, served: 0, within: 0, unserved: 0, neediest: 0, penalty: 0, gap: 0 }
  let largest = 0
  for (let i = 0; i < best.length; i++) {
    if (weight[i] === 0) continue
    const isServed = best[i] < Infinity && best[i] <= dearest
    if (isServed) {
      sums.cost += weight[i] * best[i]
      sums.served += weight[i]
    } else if (reach.isBeyond[i] === 0) {
      sums.unserved += weight[i]
      sums.penalty += weight[i] * reach.unservedCost
    }
    if (best[i] <= threshold && isServed) {
      sums.within += weight[i]
      if (isNeediest?.[i] === 1) sums.neediest += weight[i]
    }
    if (reach.isBeyond[i] === 0) largest = Math.max(largest, best[i])
    if (model === 'equity-gap') sums.gap += weight[i] * squaredGap(best[i], threshold)
  }
  const objective = {
    mclp: () => sums.within,
    'equity-coverage': () => sums.within,
    lscp: () => chosen.length,
    backup: () => computeTwiceServed(problem, chosen),
    pmedian: () => sums.cost + sums.penalty,
    capacitated: () => sums.cost + sums.penalty,
    pcenter: () => largest,
    'equity-gap': () => sums.gap,
  }[model]()
  return {
    chosen: [...chosen].sort((a, b) => a - b),
    objective,
    meanCost: sums.served > 0 ? sums.cost / sums.served : null,
    servedWeight: sums.within,
    unservedWeight: sums.unserved,
    neediestServedWeight: model === 'equity-coverage' ? sums.neediest : null,
  }
}

/** How many places, existing ones up to two included, serve each demand within the threshold. */
export function countCovers(problem: SitingProblem, chosen: ArrayLike<number>): Uint32Array {
  const { matrix, existingCost, existingSecondCost } = problem
  const threshold = problem.threshold!
  const covers = new Uint32Array(matrix.demandCount)
  for (let i = 0; i < covers.length; i++) {
    if ((existingCost?.[i] ?? Infinity) <= threshold) covers[i]++
    if ((existingSecondCost?.[i] ?? Infinity) <= threshold) covers[i]++
  }
  for (let n = 0; n < chosen.length; n++) {
    for (let e = matrix.first[chosen[n]]; e < matrix.first[chosen[n] + 1]; e++) {
      if (matrix.cost[e] <= threshold) covers[matrix.demand[e]]++
    }
  }
  return covers
}

function computeTwiceServed(problem: SitingProblem, chosen: readonly number[]): number {
  const covers = countCovers(problem, chosen)
  let sum = 0
  for (let i = 0; i < covers.length; i++) if (covers[i] >= 2) sum += problem.weight[i]
  return sum
}
