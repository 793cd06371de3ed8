/**
 * Set covering: fewest candidates that serve every demand of a table whose losses are all 0 (see docs/methods/siting-lscp-backup.md).
 * A set serves everything where its loss is `constant`.
 */
import { dropDominated } from './dominated-candidates.ts'
import { countEnumerationSteps } from './enumerate-sets.ts'
import { addGreedily } from './greedy-add.ts'
import { improveByInterchange } from './interchange.ts'
import { buildLossTable, computeLoss, type LossTable } from './loss-table.ts'
import { LARGEST_MIP_ENTRIES, raiseBound, type MipOutcome } from './mip-model.ts'
import { searchSets } from './search-sets.ts'
import { buildServiceMip, type ServiceMip } from './service-mip.ts'
import type { SitingProblem } from './siting-problem.ts'
import { BOUND_SHARE, hasTime, limitShare, SEARCH_SHARE, type SitingTools } from './siting-tools.ts'
import { ENUMERATION_STEPS, findByEnumeration } from './solve-goals.ts'

export interface CoverProblem {
  readonly table: LossTable
  readonly eligible: Uint32Array
  readonly isForced: Uint8Array
  readonly forced: readonly number[]
}

/** Everything that can be served within the threshold, what exists excepted. Weights do not matter. */
export function buildCoverTable(problem: SitingProblem, eligible: Uint32Array, threshold: number): LossTable {
  const { matrix, weight, existingCost } = problem
  return buildLossTable({
    matrix,
    eligible,
    weight: weight.map((people) => (people > 0 ? 1 : 0)),
    unitOf: (cost) => (cost <= threshold ? 0 : 1),
    baseUnit: (i) => ((existingCost?.[i] ?? Infinity) <= threshold ? 0 : 1),
  })
}

function isCovering(table: LossTable, chosen: readonly number[]): boolean {
  return computeLoss(table, chosen) === table.constant
}

/** A covering set: greedy, without what turns out to be superfluous. */
function coverGreedily({ table, eligible, isForced, forced }: CoverProblem): readonly number[] {
  let chosen = addGreedily({ goals: [table], eligible, siteCount: eligible.length, start: forced, isUsefulOnly: true })
  for (const j of [...chosen].reverse()) {
    const others = chosen.filter((other) => other !== j)
    if (isForced[j] === 0 && isCovering(table, others)) chosen = others
  }
  return chosen
}

/** Smaller covering sets, as long as interchange finds them: without the site whose demand is smallest, repaired by swaps. */
function shrinkCover(
  { table, eligible, isForced, forced }: CoverProblem,
  cover: readonly number[],
  smallest: number,
  shouldStop: () => boolean,
): readonly number[] {
  let chosen = cover
  while (chosen.length > Math.max(1, forced.length, smallest) && !shouldStop()) {
    const free = chosen.filter((j) => isForced[j] === 0)
    const losses = free.map((j) => computeLoss(table, chosen.filter((other) => other !== j))) // prettier-ignore
    const least = free[losses.indexOf(Math.min(...losses))]
    const start = chosen.filter((j) => j !== least)
    const improved = improveByInterchange({ goals: [table], eligible, isForced, shouldStop }, start)
    if (!isCovering(table, improved)) break
    chosen = improved
  }
  return chosen
}

const ITERATIONS = 300

/**
 * No covering set has fewer sites: the Lagrangian relaxation of set covering by the subgradient method, rounded up.
 *
 * @param upper size of a known set
 * @param enough the search for a better bound ends once it is this
 */
function computeCoverBound(cover: CoverProblem, upper: number, enough: number, shouldStop: () => boolean): number {
  const { table, eligible, isForced } = cover
  const { first, demand, demandCount } = table
  const price = new Float64Array(demandCount)
  for (const j of eligible) {
    const share = 1 / Math.max(1, first[j + 1] - first[j])
    for (let e = first[j]; e < first[j + 1]; e++) price[demand[e]] = Math.max(price[demand[e]], share)
  }
  for (let i = 0; i < demandCount; i++) price[i] /= 2
  const bestPrice = price.slice()
  const served = new Int32Array(demandCount)
  let best = -Infinity
  let step = 1
  let stale = 0
  for (let n = 0; n < ITERATIONS && step > 1e-3 && (n === 0 || !shouldStop()); n++) {
    let bound = 0
    for (let i = 0; i < demandCount; i++) bound += price[i]
    served.fill(0)
    for (const j of eligible) {
      let reduced = 1
      for (let e = first[j]; e < first[j + 1]; e++) reduced -= price[demand[e]]
      if (reduced >= 0 && isForced[j] === 0) continue
      bound += reduced
      for (let e = first[j]; e < first[j + 1]; e++) served[demand[e]]++
    }
    if (bound > best + 1e-9) {
      best = bound
      bestPrice.set(price)
      stale = 0
      if (raiseBound(best, 1) >= enough) break
    } else if (++stale >= 10) {
      stale = 0
      step /= 2
      price.set(bestPrice)
      continue
    }
    let norm = 0
    for (let i = 0; i < demandCount; i++) norm += (1 - served[i]) ** 2
    if (norm === 0) break
    const size = (step * (upper - bound)) / norm
    for (let i = 0; i < demandCount; i++) price[i] = Math.max(0, price[i] + size * (1 - served[i]))
  }
  return Math.max(cover.forced.length, raiseBound(best, 1))
}

export interface CoverSearch {
  /** Smallest covering set found. */
  readonly chosen: readonly number[]
  /** No covering set is smaller. */
  readonly bound: number
  readonly isExact: boolean
}

export function findSmallestCover(
  cover: CoverProblem,
  tools: SitingTools,
  onBetter: (chosen: readonly number[], bound: number) => void,
): CoverSearch {
  let chosen = coverGreedily(cover)
  onBetter(chosen, 0)
  chosen = shrinkCover(cover, chosen, 0, limitShare(tools, SEARCH_SHARE))
  let bound = computeCoverBound(cover, chosen.length, chosen.length, limitShare(tools, BOUND_SHARE))
  onBetter(chosen, bound)
  let isExact = false
  while (bound < chosen.length && canEnumerate(cover, bound, tools)) {
    isExact = true
    const found = findByEnumeration([cover.table], cover.eligible, cover.forced, bound).sets[0].chosen
    if (isCovering(cover.table, found)) chosen = [...found]
    else bound++
    onBetter(chosen, bound)
  }
  if (bound < chosen.length && tools.solveMip !== null && hasTime(tools)) {
    const mip = buildCoverMip(cover, chosen.length)
    const outcome =
      mip &&
      tools.solveMip(mip.model, {
        seconds: tools.secondsLeft(),
        start: startFrom(mip, chosen),
        onProgress: ({ values, bound: below }) => {
          const better = values === null ? chosen : listOpen(mip, values)
          if (isCovering(cover.table, better) && better.length <= chosen.length) chosen = better
          if (below > -Infinity) bound = Math.max(bound, raiseBound(below, 1))
          onBetter(chosen, bound)
        },
      })
    if (outcome && mip) {
      isExact = true
      const better = outcome.values === null ? chosen : listOpen(mip, outcome.values)
      if (isCovering(cover.table, better) && better.length <= chosen.length) chosen = better
      if (outcome.bound < Infinity) bound = Math.max(bound, raiseBound(outcome.bound, 1))
    }
  }
  return { chosen: [...chosen].sort((a, b) => a - b), bound: Math.min(bound, chosen.length), isExact }
}

/** Whether so many sites can serve everything: a set that does, `no` as a proof, or `unknown`. */
export function decideCover(
  cover: CoverProblem,
  siteCount: number,
  tools: SitingTools,
): readonly number[] | 'no' | 'unknown' {
  const { table, eligible, isForced, forced } = cover
  const count = Math.min(siteCount, eligible.length)
  if (canEnumerate(cover, count, tools)) {
    const found = findByEnumeration([table], eligible, forced, count).sets[0].chosen
    return isCovering(table, found) ? found : 'no'
  }
  const greedy = coverGreedily(cover)
  if (greedy.length <= count) return greedy
  if (computeCoverBound(cover, greedy.length, count + 1, limitShare(tools, BOUND_SHARE)) > count) return 'no'
  const shouldStop = limitShare(tools, SEARCH_SHARE)
  const small = shrinkCover(cover, greedy, count, shouldStop)
  if (small.length <= count) return small
  const found = searchSets({ goals: [table], eligible, isForced, siteCount: count, seed: tools.seed, starts: tools.starts, shouldStop }) // prettier-ignore
  if (isCovering(table, found.sets[0].chosen)) return found.sets[0].chosen
  if (tools.solveMip === null || !hasTime(tools)) return 'unknown'
  const mip = buildCoverMip(cover, count)
  if (mip === null) return 'unknown'
  const outcome: MipOutcome = tools.solveMip(mip.model, { seconds: tools.secondsLeft(), isFirstEnough: true })
  if (outcome.status === 'infeasible') return 'no'
  const open = outcome.values === null ? [] : listOpen(mip, outcome.values)
  return isCovering(table, open) ? open : 'unknown'
}

function canEnumerate({ table, eligible, forced }: CoverProblem, siteCount: number, tools: SitingTools): boolean {
  if (!tools.mayEnumerate || siteCount < forced.length) return false
  const free = eligible.length - forced.length
  return countEnumerationSteps([table], free, siteCount - forced.length) <= ENUMERATION_STEPS
}

function buildCoverMip({ table, eligible, forced }: CoverProblem, siteCount: number): ServiceMip | null {
  const mustOpen = Uint32Array.from(forced)
  const candidates = dropDominated(table, eligible, mustOpen)
  const entryCount = candidates.reduce((sum, j) => sum + table.first[j + 1] - table.first[j], 0)
  if (entryCount > LARGEST_MIP_ENTRIES) return null
  const covers: number[][] = Array.from({ length: table.demandCount }, () => [])
  for (const j of candidates) for (let e = table.first[j]; e < table.first[j + 1]; e++) covers[table.demand[e]].push(j)
  return buildServiceMip(
    {
      goal: null,
      limits: [],
      candidates,
      mustOpen,
      siteCount,
      covers: covers.map((list) => ({ candidates: list, atLeast: 1 })),
    },
    LARGEST_MIP_ENTRIES,
  )
}

function startFrom(mip: ServiceMip, chosen: readonly number[]): { column: number[]; value: number[] } {
  const isChosen = new Set(chosen)
  const column = [...mip.candidateOfColumn].map((_, c) => c)
  return { column, value: column.map((c) => (isChosen.has(mip.candidateOfColumn[c]) ? 1 : 0)) }
}

function listOpen(mip: ServiceMip, values: Float64Array): number[] {
  return [...mip.candidateOfColumn].filter((_, column) => values[column] > 0.5)
}
