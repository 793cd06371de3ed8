/** The fewest sites that serve all that can be served: docs/methods/siting-lscp-backup.md. */
import { finishAnswer, type PreparedProblem } from './answer-frame.ts'
import { buildCoverTable, findSmallestCover } from './cover.ts'
import { evaluateSet } from './evaluate-set.ts'
import { buildCostTable } from './service-goals.ts'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingTools } from './siting-tools.ts'
import { solveGoals } from './solve-goals.ts'
import { createProgress } from './solve-service.ts'

/** Location set covering problem (Toregas et al. 1971). Of the smallest sets the one with the least cost is chosen. */
export function solveSetCovering(prepared: PreparedProblem, tools: SitingTools): SitingAnswer {
  const { problem, reach, eligible, isForced, forced } = prepared
  const table = buildCoverTable(problem, eligible, problem.threshold!)
  const progress = createProgress(prepared, tools)
  const { chosen, bound, isExact } = findSmallestCover({ table, eligible, isForced, forced }, tools, (set, below) => {
    progress.onBetter(set)
    progress.onBound(below)
  })
  const proven = bound === chosen.length
  const { pool, results } = solveGoals(
    {
      tables: [table, buildCostTable(problem, reach, eligible)],
      eligible,
      isForced,
      siteCount: chosen.length,
      objectiveGoal: 0,
      hints: [chosen],
      onBetter: () => undefined,
      onBound: () => undefined,
    },
    tools,
    (loss) => loss,
  )
  const covering = pool.sets.filter(({ losses }) => losses[0] === table.constant).map((set) => set.chosen)
  return finishAnswer(prepared, {
    sets: (covering.length > 0 ? covering : [chosen]).map((set) => evaluateSet(problem, reach, set)),
    bound,
    proven,
    tieProven: results.every((result) => result.proven),
    isExact,
  })
}
