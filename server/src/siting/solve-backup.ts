/** Of the smallest sets that serve everybody the one that serves most people twice: docs/methods/siting-lscp-backup.md. */
import { finishAnswer, type PreparedProblem } from './answer-frame.ts'
import { buildBackupMip, buildBackupTable, searchBackup } from './backup.ts'
import { buildCoverTable, findSmallestCover } from './cover.ts'
import { countSets, enumerateSets } from './enumerate-sets.ts'
import { evaluateSet } from './evaluate-set.ts'
import { computeLoss } from './loss-table.ts'
import { LARGEST_MIP_ENTRIES } from './mip-model.ts'
import { searchSets } from './search-sets.ts'
import { compareIndexes } from './set-pool.ts'
import type { SitingAnswer, SitingSet } from './siting-answer.ts'
import { hasTime, type SitingTools } from './siting-tools.ts'
import { createProgress } from './solve-service.ts'

/** Sets that are looked at one by one, each in some hundred thousand steps at most. */
const MOST_SETS = 5000

/** Hogan & ReVelle 1986. Equal sets are told apart by the mean cost, then by the smaller indexes. */
export function solveBackup(prepared: PreparedProblem, tools: SitingTools): SitingAnswer {
  const { problem, reach, eligible, isForced, forced } = prepared
  const cover = { table: buildCoverTable(problem, eligible, problem.threshold!), eligible, isForced, forced }
  const smallest = findSmallestCover(cover, tools, () => undefined)
  const siteCount = smallest.chosen.length
  const isSmallest = smallest.bound === siteCount
  const progress = createProgress(prepared, tools)
  const seen = new Map<string, SitingSet>()
  const add = (chosen: readonly number[]): void => {
    const sorted = [...chosen].sort((a, b) => a - b)
    if (seen.has(sorted.join()) || computeLoss(cover.table, sorted) !== cover.table.constant) return
    seen.set(sorted.join(), evaluateSet(problem, reach, sorted))
  }
  add(smallest.chosen)
  progress.onBetter(smallest.chosen)
  const table = buildBackupTable(problem, eligible)
  let { bound } = table.computeBound(forced, siteCount)
  let proven = siteCount === forced.length
  let tieProven = proven
  let { isExact } = smallest
  if (tools.mayEnumerate && countSets(eligible.length - forced.length, siteCount - forced.length) <= MOST_SETS) {
    enumerateSets({ add }, eligible, forced, siteCount)
    proven = tieProven = isExact = true
  } else if (!proven) {
    const shouldStop = (): boolean => !hasTime(tools)
    const starts = searchSets({ goals: [cover.table], eligible, isForced, siteCount, seed: tools.seed, starts: tools.starts, hints: [smallest.chosen], shouldStop }) // prettier-ignore
    for (const { chosen, losses } of starts.sets.slice(0, tools.starts)) {
      if (losses[0] !== cover.table.constant) continue
      for (const found of searchBackup(table, { eligible, isForced, shouldStop }, chosen)) add(found)
    }
    progress.onBetter(listBest(seen)[0].chosen)
    progress.onBound(bound)
    proven = listBest(seen)[0].objective >= bound
    const mip =
      proven || !hasTime(tools) ? null : buildBackupMip(table, eligible, forced, siteCount, LARGEST_MIP_ENTRIES)
    if (mip !== null && tools.solveMip !== null) {
      isExact = true
      const listOpen = (values: Float64Array): number[] => [...eligible].filter((_, column) => values[column] > 0.5)
      const isStart = new Set(listBest(seen)[0].chosen)
      const columns = [...eligible].map((_, column) => column)
      const outcome = tools.solveMip(mip, {
        seconds: tools.secondsLeft(),
        start: { column: columns, value: columns.map((column) => (isStart.has(eligible[column]) ? 1 : 0)) },
        onProgress: ({ values, bound: loss }) => {
          if (values !== null) add(listOpen(values))
          progress.onBetter(listBest(seen)[0].chosen)
          progress.onBound(table.total - loss)
        },
      })
      if (outcome.values !== null) add(listOpen(outcome.values))
      if (outcome.status !== 'infeasible') bound = Math.min(bound, table.total - outcome.bound)
      const best = listBest(seen)[0].objective
      proven = outcome.status === 'optimal' && Math.abs(bound - best) <= 1e-6 * Math.max(1, Math.abs(bound))
    }
  }
  return finishAnswer(prepared, {
    sets: listBest(seen),
    bound,
    proven: proven && isSmallest,
    tieProven,
    isExact,
  })
}

function listBest(seen: ReadonlyMap<string, SitingSet>): SitingSet[] {
  return [...seen.values()].sort(
    (a, b) =>
      b.objective - a.objective ||
      (a.meanCost ?? Infinity) - (b.meanCost ?? Infinity) ||
      compareIndexes(a.chosen, b.chosen),
  )
}
