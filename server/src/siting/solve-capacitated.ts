/** Least cost where every site takes so much weight only: docs/methods/siting-capacitated.md. */
import { finishAnswer, type PreparedProblem } from './answer-frame.ts'
import { assignToSites, createPlan } from './capacitated-assignment.ts'
import { computeCapacitatedBound } from './capacitated-bound.ts'
import { buildCapacitatedMip, type CapacitatedMip } from './capacitated-mip.ts'
import {
  buildCapacitatedProblem,
  capacityTolerance,
  totalCost,
  type CapacitatedPlan,
  type CapacitatedProblem,
} from './capacitated-problem.ts'
import { LARGEST_MIP_ENTRIES } from './mip-model.ts'
import { searchSets } from './search-sets.ts'
import { createSeededRandom } from './seeded-random.ts'
import { buildCostTable } from './service-goals.ts'
import { compareIndexes } from './set-pool.ts'
import type { SitingAnswer, SitingAssignment, SitingSet } from './siting-answer.ts'
import { BOUND_SHARE, hasTime, limitShare, SEARCH_SHARE, type SitingTools } from './siting-tools.ts'

/** Plans kept for the alternatives. */
const PLANS_KEPT = 32
/** Elementary steps that the search over sets may take, some seconds. */
const SEARCH_STEPS = 3e8

export function solveCapacitated(prepared: PreparedProblem, tools: SitingTools): SitingAnswer {
  const problem = buildCapacitatedProblem(prepared)
  const isTooMany = prepared.problem.siteCount! > prepared.eligible.length
  const none = (reason: 'capacity-too-small' | 'time-too-short', bound: number | null): SitingAnswer =>
    finishAnswer(prepared, { sets: [], bound, proven: false, tieProven: false, isExact: bound === null, reason })
  if (problem.unservedCost === Infinity && isTooSmall(problem)) return none('capacity-too-small', null)

  const plans = new PlanList(problem)
  const report = (bound: number | null): void => {
    const best = plans.feasible[0] as CapacitatedPlan | undefined
    const objective = best === undefined ? null : totalCost(problem, best)
    tools.onProgress({ chosen: best?.chosen ?? null, objective, bound })
  }
  search(prepared, problem, plans, tools)
  report(null)
  const upper = (): number => (plans.feasible.length > 0 ? totalCost(problem, plans.feasible[0]) : Infinity)
  let bound = computeCapacitatedBound(problem, upper(), limitShare(tools, BOUND_SHARE))
  report(bound)
  let proven = plans.feasible.length > 0 && upper() - bound <= 1e-9 * upper()
  let isExact = false
  const mip =
    proven || tools.solveMip === null || !hasTime(tools) ? null : buildCapacitatedMip(problem, LARGEST_MIP_ENTRIES)
  if (mip !== null) {
    isExact = true
    const outcome = tools.solveMip!(mip.model, {
      seconds: tools.secondsLeft(),
      start: plans.feasible.length > 0 ? startFrom(problem, mip, plans.feasible[0]) : undefined,
      onProgress: ({ values, bound: below }) => {
        if (values !== null) plans.add(readPlan(problem, mip, values))
        bound = Math.max(bound, below)
        report(Math.min(bound, upper()))
      },
    })
    if (outcome.status === 'infeasible' && plans.feasible.length === 0) return none('capacity-too-small', null)
    if (outcome.values !== null) plans.add(readPlan(problem, mip, outcome.values))
    if (outcome.status !== 'infeasible') bound = Math.max(bound, outcome.bound)
    proven = outcome.status === 'optimal' && Math.abs(upper() - bound) <= 1e-6 * Math.max(1, Math.abs(bound))
  }
  if (plans.feasible.length === 0) return none('time-too-short', bound)
  return finishAnswer(prepared, {
    sets: plans.feasible.map((plan) => toSet(problem, plan)),
    bound,
    proven,
    tieProven: false,
    isExact,
    assignment: toAssignment(problem, plans.feasible[0]),
    reason: isTooMany ? 'too-few-candidates' : undefined,
  })
}

/** What these sites give by the heuristic of who goes where. */
export function evaluateCapacitated(prepared: PreparedProblem, chosen: readonly number[]): SitingSet {
  const problem = buildCapacitatedProblem(prepared)
  return toSet(problem, assignToSites(problem, chosen))
}

/** Whether even the largest sites together are too small, or some demand larger than every site it can reach. */
function isTooSmall({
  eligible,
  isForced,
  siteCount,
  capacity,
  weight,
  first,
  demand,
  mayDivide,
}: CapacitatedProblem): boolean {
  const largest = [...eligible]
    .sort((a, b) => isForced[b] - isForced[a] || capacity[b] - capacity[a])
    .slice(0, siteCount)
    .reduce((sum, j) => sum + capacity[j], 0)
  const needed = weight.reduce((sum, value) => sum + value, 0)
  if (needed > largest + capacityTolerance(largest)) return true
  if (mayDivide) return false
  const roomiest = new Float64Array(weight.length)
  for (const j of eligible) {
    for (let e = first[j]; e < first[j + 1]; e++) roomiest[demand[e]] = Math.max(roomiest[demand[e]], capacity[j])
  }
  return weight.some((value, i) => value > roomiest[i] + capacityTolerance(roomiest[i]))
}

/** The best plans, one per set of sites. */
class PlanList {
  readonly #problem: CapacitatedProblem
  readonly #byKey = new Map<string, CapacitatedPlan>()
  /** Best first; with everybody served where that is asked for. */
  feasible: CapacitatedPlan[] = []

  constructor(problem: CapacitatedProblem) {
    this.#problem = problem
  }

  add(plan: CapacitatedPlan): void {
    const cost = totalCost(this.#problem, plan)
    if (cost === Infinity) return
    const key = plan.chosen.join()
    const known = this.#byKey.get(key)
    if (known !== undefined && totalCost(this.#problem, known) <= cost) return
    this.#byKey.set(key, plan)
    this.feasible = [...this.#byKey.values()]
      .sort((a, b) => totalCost(this.#problem, a) - totalCost(this.#problem, b) || compareIndexes(a.chosen, b.chosen))
      .slice(0, PLANS_KEPT)
    if (this.#byKey.size > 2 * PLANS_KEPT) {
      this.#byKey.clear()
      for (const kept of this.feasible) this.#byKey.set(kept.chosen.join(), kept)
    }
  }
}

/** Starts at the best sites without capacities and at the largest ones, then swaps sites in random order as long as it helps. */
function search(prepared: PreparedProblem, problem: CapacitatedProblem, plans: PlanList, tools: SitingTools): void {
  const { eligible, isForced, siteCount, capacity, cost } = problem
  const shouldStop = limitShare(tools, SEARCH_SHARE)
  const table = buildCostTable(prepared.problem, prepared.reach, eligible)
  const { seed, starts } = tools
  const open = searchSets({ goals: [table], eligible, isForced, siteCount, seed, starts, shouldStop }).sets[0].chosen
  const largest = [...eligible]
    .sort((a, b) => isForced[b] - isForced[a] || capacity[b] - capacity[a] || a - b)
    .slice(0, siteCount)
  const random = createSeededRandom(seed)
  let steps = 0
  const assign = (chosen: readonly number[]): CapacitatedPlan => {
    steps += 20 * (1 + (cost.length * siteCount) / Math.max(1, eligible.length)) + problem.weight.length
    const plan = assignToSites(problem, chosen)
    plans.add(plan)
    return plan
  }
  const isBetter = (a: CapacitatedPlan, b: CapacitatedPlan): boolean =>
    problem.unservedCost < Infinity
      ? totalCost(problem, a) < totalCost(problem, b)
      : a.unservedWeight < b.unservedWeight || (a.unservedWeight === b.unservedWeight && a.servedCost < b.servedCost)
  for (const start of [open, largest]) {
    let best = assign(start)
    for (let isChanged = true; isChanged;) {
      isChanged = false
      const order = [...eligible].map((j) => ({ j, rank: random() })).sort((a, b) => a.rank - b.rank)
      for (const { j } of order) {
        if (best.chosen.includes(j)) continue
        for (const old of best.chosen) {
          if (isForced[old] === 1) continue
          if (steps > SEARCH_STEPS || shouldStop()) return
          const plan = assign([...best.chosen.filter((other) => other !== old), j])
          if (!isBetter(plan, best)) continue
          best = plan
          isChanged = true
          break
        }
      }
    }
  }
}

function readPlan(problem: CapacitatedProblem, { pairs }: CapacitatedMip, values: Float64Array): CapacitatedPlan {
  const amount = new Float64Array(problem.cost.length)
  for (const { column, entry } of pairs) {
    const share = problem.mayDivide ? Math.min(1, Math.max(0, values[column])) : Math.round(values[column])
    if (share > 1e-9) amount[entry] = share * problem.weight[problem.demand[entry]]
  }
  const chosen = new Set([...problem.eligible].filter((_, column) => values[column] > 0.5))
  // As many as asked for: one more never costs anything.
  for (const j of problem.eligible) if (chosen.size < problem.siteCount) chosen.add(j)
  return createPlan(problem, [...chosen], amount)
}

function startFrom(
  problem: CapacitatedProblem,
  { pairs }: CapacitatedMip,
  plan: CapacitatedPlan,
): { column: number[]; value: number[] } {
  const isOpen = new Set(plan.chosen)
  const value: number[] = [...problem.eligible].map((j) => (isOpen.has(j) ? 1 : 0))
  const column = value.map((_, c) => c)
  for (const pair of pairs) {
    column.push(pair.column)
    value.push(plan.amount[pair.entry] / problem.weight[problem.demand[pair.entry]])
  }
  return { column, value }
}

function toSet(problem: CapacitatedProblem, plan: CapacitatedPlan): SitingSet {
  const total = problem.weight.reduce((sum, value) => sum + value, 0)
  const served = total - plan.unservedWeight
  return {
    chosen: plan.chosen,
    objective: totalCost(problem, plan),
    meanCost: served > 0 ? plan.servedCost / served : null,
    servedWeight: served,
    unservedWeight: plan.unservedWeight,
    neediestServedWeight: null,
  }
}

function toAssignment(problem: CapacitatedProblem, plan: CapacitatedPlan): SitingAssignment {
  const entries: { readonly e: number; readonly j: number }[] = []
  for (const j of plan.chosen) {
    for (let e = problem.first[j]; e < problem.first[j + 1]; e++) if (plan.amount[e] > 0) entries.push({ e, j })
  }
  return {
    demand: Uint32Array.from(entries, ({ e }) => problem.demandIndex[problem.demand[e]]),
    candidate: Uint32Array.from(entries, ({ j }) => j),
    weight: Float64Array.from(entries, ({ e }) => plan.amount[e]),
  }
}
