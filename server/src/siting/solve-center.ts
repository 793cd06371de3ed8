/** The shortest largest cost: docs/methods/siting-p-center.md. */
import { finishAnswer, type PreparedProblem } from './answer-frame.ts'
import { buildCoverTable, decideCover } from './cover.ts'
import { evaluateSet } from './evaluate-set.ts'
import { buildCostTable } from './service-goals.ts'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingTools } from './siting-tools.ts'
import { solveGoals } from './solve-goals.ts'
import { createProgress } from './solve-service.ts'

/**
 * p-center by bisection over the distinct costs: a radius is possible where p sites cover everything within it. First downwards
 * over what is found, then upwards over what is proven impossible; where everything is decided both meet.
 */
export function solveCenter(prepared: PreparedProblem, tools: SitingTools): SitingAnswer {
  const { problem, reach, eligible, isForced, forced } = prepared
  const siteCount = Math.min(problem.siteCount!, eligible.length)
  const progress = createProgress(prepared, tools)
  const radii = listRadii(prepared)
  /** Smallest radius that is not proven impossible. */
  let low = 0
  /** Smallest radius known to be possible, and the sites. */
  let high = radii.length
  let chosen: readonly number[] | null = null
  const decide = (n: number): 'yes' | 'no' | 'unknown' => {
    const table = buildCoverTable(problem, eligible, radii[n])
    const found = decideCover({ table, eligible, isForced, forced }, siteCount, tools)
    if (found === 'no') low = Math.max(low, n + 1)
    if (typeof found === 'string') return found
    chosen = found
    high = n
    while (high > 0 && radii[high - 1] >= evaluateSet(problem, reach, found).objective) high--
    progress.onBetter(found)
    return 'yes'
  }
  const last = decide(radii.length - 1)
  if (last !== 'yes') {
    const isProven = last === 'no'
    return finishAnswer(prepared, { sets: [], bound: isProven ? null : radii[0], proven: false, tieProven: false, isExact: isProven, reason: isProven ? 'too-few-sites' : 'time-too-short' }) // prettier-ignore
  }
  for (let from = low; from < high;) {
    const middle = (from + high) >> 1
    if (decide(middle) !== 'yes') from = middle + 1
  }
  for (let to = high; low < to;) {
    const middle = (low + to) >> 1
    if (decide(middle) !== 'no') to = middle
  }
  const proven = low === high
  progress.onBound(radii[low])
  const { pool, results, isExact } = solveGoals(
    {
      tables: [buildCoverTable(problem, eligible, radii[high]), buildCostTable(problem, reach, eligible)],
      eligible,
      isForced,
      siteCount,
      objectiveGoal: 0,
      hints: [chosen!],
      onBetter: () => undefined,
      onBound: () => undefined,
    },
    tools,
    (loss) => loss,
  )
  const sets = pool.sets.map((set) => evaluateSet(problem, reach, set.chosen))
  return finishAnswer(prepared, {
    sets: sets[0].objective <= radii[high] ? sets : [evaluateSet(problem, reach, chosen!), ...sets],
    bound: radii[low],
    proven,
    tieProven: results.every((result) => result.proven),
    isExact,
    reason: problem.siteCount! > eligible.length ? 'too-few-candidates' : undefined,
  })
}

/** Distinct costs, ascending, that the largest cost can be: from the least that the worst-placed demand can get. Never empty. */
function listRadii({ problem, reach, eligible }: PreparedProblem): Float64Array {
  const { matrix, weight, existingCost } = problem
  const least = existingCost?.slice() ?? new Float64Array(matrix.demandCount).fill(Infinity)
  const visit = (onPair: (i: number, cost: number) => void): void => {
    for (const j of eligible) {
      for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
        if (weight[matrix.demand[e]] > 0) onPair(matrix.demand[e], matrix.cost[e])
      }
    }
  }
  visit((i, cost) => {
    if (cost < least[i]) least[i] = cost
  })
  let lowest = 0
  for (let i = 0; i < least.length; i++) {
    if (weight[i] > 0 && reach.isBeyond[i] === 0) lowest = Math.max(lowest, least[i])
  }
  const radii = new Set<number>([lowest])
  visit((_, cost) => {
    if (cost >= lowest) radii.add(cost)
  })
  for (let i = 0; i < least.length; i++) {
    const existing = existingCost?.[i] ?? Infinity
    if (weight[i] > 0 && existing < Infinity && existing >= lowest) radii.add(existing)
  }
  return Float64Array.from(radii).sort()
}
