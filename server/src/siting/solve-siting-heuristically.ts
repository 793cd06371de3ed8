/** The door to all siting models. Pure: runs in the browser as well. */
import { findTrivialAnswer, type PreparedProblem } from './answer-frame.ts'
import { computeReachability } from './evaluate-set.ts'
import type { SitingAnswer } from './siting-answer.ts'
import { DEFAULT_SEED, DEFAULT_STARTS } from './siting-defaults.ts'
import { checkSitingProblem, COUNTING_MODELS, listEligible, type SitingProblem } from './siting-problem.ts'
import type { SitingProgress, SitingTools } from './siting-tools.ts'
import { solveBackup } from './solve-backup.ts'
import { solveCapacitated } from './solve-capacitated.ts'
import { solveCenter } from './solve-center.ts'
import { solveSetCovering } from './solve-cover.ts'
import { solveService } from './solve-service.ts'

export interface HeuristicOptions {
  /** Default 1; the same seed gives the same answer. */
  readonly seed?: number
  /** Starts of the interchange; default 8. */
  readonly starts?: number
  /** Whether small problems are solved exactly by looking at all sets; default yes. */
  readonly mayEnumerate?: boolean
  readonly onProgress?: (progress: SitingProgress) => void
  /** Asked every few milliseconds; true ends the search with what was found. */
  readonly shouldStop?: () => boolean
}

/**
 * Good sites with a bound, without a solver. Proven only where all sets were looked at, or where the bound meets the objective.
 *
 * @throws RangeError where the problem contradicts itself (`checkSitingProblem`)
 */
export function solveSitingHeuristically(problem: SitingProblem, options: HeuristicOptions = {}): SitingAnswer {
  const { shouldStop, onProgress = () => undefined } = options
  return solveSitingWith(problem, {
    solveMip: null,
    secondsLeft: () => (shouldStop?.() === true ? 0 : Infinity),
    onProgress,
    seed: options.seed ?? DEFAULT_SEED,
    starts: options.starts ?? DEFAULT_STARTS,
    mayEnumerate: options.mayEnumerate ?? true,
  })
}

/** All models, with whatever tools there are. */
export function solveSitingWith(
  problem: SitingProblem,
  tools: SitingTools,
  hints: readonly (readonly number[])[] = [],
): SitingAnswer {
  const prepared = prepareProblem(problem)
  const isCounting = COUNTING_MODELS.includes(problem.model)
  const trivial = findTrivialAnswer(prepared, isCounting ? null : problem.siteCount!)
  if (trivial !== null) return trivial
  switch (problem.model) {
    case 'mclp':
    case 'pmedian':
    case 'equity-coverage':
    case 'equity-gap':
      return solveService(prepared, tools, hints)
    case 'lscp':
      return solveSetCovering(prepared, tools)
    case 'backup':
      return solveBackup(prepared, tools)
    case 'pcenter':
      return solveCenter(prepared, tools)
    case 'capacitated':
      return solveCapacitated(prepared, tools)
  }
}

/** @throws RangeError as `checkSitingProblem` */
export function prepareProblem(problem: SitingProblem): PreparedProblem {
  checkSitingProblem(problem)
  const { eligible, isForced } = listEligible(problem)
  return {
    problem,
    eligible,
    isForced,
    forced: [...eligible].filter((j) => isForced[j] === 1),
    reach: computeReachability(problem, eligible),
  }
}
