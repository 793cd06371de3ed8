/**
 * Best sets of a given size for a list of goals, the first before the second before the third: heuristics, then for each goal
 * the Lagrangian bound, which decides most candidates, then the radius formulation on what is left, with the goals before it
 * as limits.
 */
import { countEnumerationSteps, enumerateSets } from './enumerate-sets.ts'
import { dropDominated } from './dominated-candidates.ts'
import { addGreedily } from './greedy-add.ts'
import { improveByInterchange } from './interchange.ts'
import { computeLagrangianBound, type LagrangianBound } from './lagrangian-bound.ts'
import { hasWholeLosses, type LossTable } from './loss-table.ts'
import { LARGEST_MIP_ENTRIES, raiseBound } from './mip-model.ts'
import { addNeighbours, searchSets, type SearchInput } from './search-sets.ts'
import { buildServiceMip } from './service-mip.ts'
import { SetPool } from './set-pool.ts'
import { BOUND_SHARE, hasTime, limitShare, SEARCH_SHARE, TIE_SHARE, type SitingTools } from './siting-tools.ts'

export interface GoalsInput {
  readonly tables: readonly LossTable[]
  readonly eligible: Uint32Array
  readonly isForced: Uint8Array
  /** 1 … eligible.length, at least the number of forced candidates. */
  readonly siteCount: number
  /** Goals up to here are worth all the time; those after it decide ties. */
  readonly objectiveGoal: number
  readonly hints?: readonly (readonly number[])[]
  readonly onBetter: (chosen: readonly number[]) => void
  readonly onBound: (loss: number) => void
}

export interface GoalResult {
  /** At most the loss of the best set, given that the goals before are at their best. */
  readonly bound: number
  readonly proven: boolean
}

export interface GoalsOutcome {
  /** Best first; never empty. */
  readonly pool: SetPool
  /** By goal. */
  readonly results: readonly GoalResult[]
  /** Whether HiGHS or looking at all sets had a part in it. */
  readonly isExact: boolean
}

/** Looking at all sets is preferred up to so many elementary steps, about half a second. */
export const ENUMERATION_STEPS = 5e7
const LAGRANGIAN_ITERATIONS = 400
const POOL_SIZE = 64

/** @param largestNearLoss largest first loss that still counts as almost as good, given the best */
export function solveGoals(
  input: GoalsInput,
  tools: SitingTools,
  largestNearLoss: (best: number) => number,
): GoalsOutcome {
  const { tables, eligible, isForced, siteCount } = input
  const forced = [...eligible].filter((j) => isForced[j] === 1)
  const steps = countEnumerationSteps(tables, eligible.length - forced.length, siteCount - forced.length)
  if (tools.mayEnumerate && steps <= ENUMERATION_STEPS) {
    const pool = findByEnumeration(tables, eligible, forced, siteCount)
    const { losses, chosen } = pool.sets[0]
    input.onBetter(chosen)
    return { pool, results: losses.map((bound) => ({ bound, proven: true })), isExact: true }
  }
  const search: SearchInput = {
    goals: tables,
    eligible,
    isForced,
    siteCount,
    seed: tools.seed,
    starts: tools.starts,
    hints: input.hints,
    shouldStop: limitShare(tools, SEARCH_SHARE),
    onBetter: input.onBetter,
  }
  const pool = searchSets(search)
  const results: GoalResult[] = []
  let isExact = false
  /** Candidates that a set at least as good as the best one can contain, by all goals so far. */
  let remaining = eligible
  let mustOpen: Uint32Array = Uint32Array.from(forced)
  for (let goal = 0; goal < tables.length; goal++) {
    const before = pool.sets[0]
    const isTie = goal > input.objectiveGoal
    const relaxed = computeLagrangianBound({
      table: tables[goal],
      eligible: remaining,
      isForced: markAll(isForced.length, mustOpen),
      siteCount,
      upperBound: before.losses[goal],
      iterations: LAGRANGIAN_ITERATIONS,
      shouldStop: limitShare(tools, BOUND_SHARE),
    })
    const step = hasWholeLosses(tables[goal]) ? 1 : 0
    let bound = raiseBound(relaxed.bound, step)
    let proven = isClosed(tables[goal], before.losses[goal], bound)
    if (goal === input.objectiveGoal) input.onBound(bound)
    // A bound on this goal holds for sets that are best in the goals before; so does what it decides.
    if (results.every((result) => result.proven)) ({ remaining, mustOpen } = relaxed)
    if (!proven && tools.solveMip !== null && hasTime(tools)) {
      const outcome = prove(input, tools, pool, goal, relaxed, isTie)
      isExact ||= outcome !== null
      bound = Math.max(bound, outcome?.bound ?? -Infinity)
      proven = outcome?.proven ?? false
    }
    // A better set in an earlier goal makes what is known of this one moot.
    const best = pool.sets[0].losses[goal]
    results.push({ bound: proven ? best : Math.min(bound, best), proven: proven && results.every((r) => r.proven) })
  }
  addNeighbours(pool, search, largestNearLoss(pool.sets[0].losses[0]))
  return { pool, results, isExact }
}

/** The best of all sets of so many candidates. */
export function findByEnumeration(
  tables: readonly LossTable[],
  eligible: Uint32Array,
  forced: readonly number[],
  siteCount: number,
): SetPool {
  const pool = new SetPool(tables, POOL_SIZE)
  enumerateSets(pool, eligible, forced, siteCount)
  return pool
}

/** Losses that differ by less are equal: one part in 10⁹ of what is at stake. */
function isClosed({ constant, base }: LossTable, loss: number, bound: number): boolean {
  return loss - bound <= 1e-9 * (constant + base.reduce((sum, value) => sum + value, 0))
}

function prove(
  { tables, siteCount, eligible, isForced, onBetter, onBound, objectiveGoal }: GoalsInput,
  tools: SitingTools,
  pool: SetPool,
  goal: number,
  { remaining, mustOpen, createClosingTest }: LagrangianBound,
  isTie: boolean,
): GoalResult | null {
  const best = pool.sets[0]
  const candidates = goal === 0 ? dropDominated(tables[0], remaining, mustOpen) : remaining
  const mip = buildServiceMip(
    {
      goal: tables[goal],
      limits: tables.slice(0, goal).map((table, g) => ({ table, limit: best.losses[g] })),
      candidates,
      mustOpen,
      siteCount,
      mustOpenOneOf: createClosingTest(candidates),
      covers: [],
    },
    LARGEST_MIP_ENTRIES,
  )
  if (mip === null) return null
  /** Sites of a solution, filled up to the number asked for. */
  const take = (values: Float64Array): void => {
    const open = [...mip.candidateOfColumn].filter((_, column) => values[column] > 0.5)
    const filled = addGreedily({ goals: tables, eligible, siteCount, start: open })
    pool.add(filled)
    if (pool.add(improveByInterchange({ goals: tables, eligible, isForced }, filled))) onBetter(pool.sets[0].chosen)
  }
  const columns = [...mip.candidateOfColumn].map((_, column) => column)
  const known = new Set(best.chosen.filter((j) => candidates.includes(j)))
  for (const j of candidates) if (known.size < siteCount) known.add(j)
  const seconds = tools.secondsLeft()
  const outcome = tools.solveMip!(mip.model, {
    seconds: isTie ? seconds * TIE_SHARE : seconds,
    start: { column: columns, value: columns.map((column) => (known.has(mip.candidateOfColumn[column]) ? 1 : 0)) },
    onProgress: ({ values, bound }) => {
      if (values !== null) take(values)
      if (goal === objectiveGoal) onBound(raiseBound(bound, mip.model.step))
    },
  })
  if (outcome.values !== null) take(outcome.values)
  const after = pool.sets[0]
  const isBestHere = tables.slice(0, goal).every((table, g) => isClosed(table, after.losses[g], best.losses[g]))
  // The known set is feasible, so "infeasible" can only be a matter of tolerances: nothing is learnt.
  const bound = outcome.status === 'infeasible' ? -Infinity : raiseBound(outcome.bound, mip.model.step)
  // What the solver calls optimal must be what the set found gives, up to its tolerances.
  const isSame = Math.abs(after.losses[goal] - bound) <= 1e-6 * Math.max(1, Math.abs(after.losses[goal]))
  return { bound, proven: outcome.status === 'optimal' && isSame && isBestHere }
}

function markAll(length: number, marked: Uint32Array): Uint8Array {
  const marks = new Uint8Array(length)
  for (const j of marked) marks[j] = 1
  return marks
}
