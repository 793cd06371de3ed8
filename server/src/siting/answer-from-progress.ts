import { finishAnswer } from './answer-frame.ts'
import { evaluateSet } from './evaluate-set.ts'
import type { SitingAnswer, SitingSet } from './siting-answer.ts'
import type { SitingProblem } from './siting-problem.ts'
import type { SitingProgress } from './siting-tools.ts'
import { evaluateCapacitated } from './solve-capacitated.ts'
import { prepareProblem } from './solve-siting-heuristically.ts'

/** What is known of a search that was ended before it could answer: its last best set and bound, without a proof. */
export function answerFromProgress(problem: SitingProblem, progress: SitingProgress | null): SitingAnswer {
  const prepared = prepareProblem(problem)
  const chosen = progress?.chosen ?? null
  const evaluate = (set: readonly number[]): SitingSet =>
    problem.model === 'capacitated' ? evaluateCapacitated(prepared, set) : evaluateSet(problem, prepared.reach, set)
  return finishAnswer(prepared, {
    sets: chosen === null ? [] : [evaluate(chosen)],
    bound: progress?.bound ?? null,
    proven: false,
    tieProven: false,
    isExact: false,
    reason: chosen === null ? 'time-too-short' : undefined,
  })
}
