import { createHighsSolver } from '../highs-solver.service.ts'
import type { SitingAnswer } from '../siting-answer.ts'
import type { SitingProblem } from '../siting-problem.ts'
import { solveSitingWith } from '../solve-siting-heuristically.ts'

export type Mode = 'all sets' | 'HiGHS' | 'heuristic'

const highs = await createHighsSolver()

/** By looking at all sets, by HiGHS alone, or by heuristics and their bounds alone. */
export function solveIn(problem: SitingProblem, mode: Mode, secondsLeft: () => number = () => Infinity): SitingAnswer {
  return solveSitingWith(problem, {
    solveMip: mode === 'HiGHS' ? highs : null,
    secondsLeft,
    onProgress: () => undefined,
    seed: 1,
    starts: 3,
    mayEnumerate: mode === 'all sets',
  })
}
