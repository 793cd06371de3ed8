/** MCLP, p-median and the equity variants: see docs/methods/siting-mclp.md, siting-p-median.md and siting-equity.md. */
import { finishAnswer, type PreparedProblem } from './answer-frame.ts'
import { evaluateSet } from './evaluate-set.ts'
import { buildServiceGoals } from './service-goals.ts'
import { isMaximised, NEAR_OPTIMAL_SHARE, type SitingAnswer } from './siting-answer.ts'
import type { SitingProgress, SitingTools } from './siting-tools.ts'
import { solveGoals } from './solve-goals.ts'

/** @param hints sets to start from beside the greedy one */
export function solveService(
  prepared: PreparedProblem,
  tools: SitingTools,
  hints: readonly (readonly number[])[] = [],
): SitingAnswer {
  const { problem, reach, eligible, isForced } = prepared
  const goals = buildServiceGoals(problem, reach, eligible)
  const askedFor = problem.siteCount!
  const siteCount = Math.min(askedFor, eligible.length)
  const progress = createProgress(prepared, tools)
  const { pool, results, isExact } = solveGoals(
    {
      tables: goals.tables,
      eligible,
      isForced,
      siteCount,
      objectiveGoal: goals.objectiveGoal,
      hints,
      onBetter: progress.onBetter,
      onBound: (loss) => progress.onBound(goals.toObjective(loss)),
    },
    tools,
    (loss) => largestNearLoss(loss, isMaximised(problem.model), goals.toFirstObjective(loss)),
  )
  const { objectiveGoal } = goals
  const sets = pool.sets.map(({ chosen }) => evaluateSet(problem, reach, chosen))
  const result = results[objectiveGoal]
  const firstGoal = results[0]
  const neediest = sets[0].neediestServedWeight
  const isNearFirst = (served: number | null): boolean =>
    neediest === null || served === null || served >= neediest * (1 - NEAR_OPTIMAL_SHARE)
  const proven = results.slice(0, objectiveGoal + 1).every((goal) => goal.proven)
  return finishAnswer(prepared, {
    sets: sets.filter((set, n) => n === 0 || isNearFirst(set.neediestServedWeight)),
    bound: goals.toObjective(result.bound),
    proven,
    tieProven: results.every((goal) => goal.proven),
    isExact,
    firstGoal:
      neediest === null
        ? null
        : {
            objective: neediest,
            bound: firstGoal.proven ? neediest : Math.max(neediest, goals.toFirstObjective(firstGoal.bound)),
            proven: firstGoal.proven,
          },
    reason: askedFor > eligible.length ? 'too-few-candidates' : undefined,
  })
}

/** The first loss that is still at most 1 % worse in the objective. */
function largestNearLoss(loss: number, isMaximum: boolean, objective: number): number {
  return loss + NEAR_OPTIMAL_SHARE * (isMaximum ? objective : loss)
}

/** Reports the best set and the bound whenever one of them gets better. */
export function createProgress(
  { problem, reach }: PreparedProblem,
  tools: SitingTools,
): { readonly onBetter: (chosen: readonly number[]) => void; readonly onBound: (bound: number) => void } {
  let state: SitingProgress = { chosen: null, objective: null, bound: null }
  return {
    onBetter(chosen) {
      state = { ...state, chosen, objective: evaluateSet(problem, reach, chosen).objective }
      tools.onProgress(state)
    },
    onBound(bound) {
      const isBetter = state.bound === null || (isMaximised(problem.model) ? bound < state.bound : bound > state.bound)
      if (!isBetter || !Number.isFinite(bound)) return
      state = { ...state, bound }
      tools.onProgress(state)
    },
  }
}
