/** What answers of all models have in common, and the questions whose answer needs no search. */
import { evaluateSet, isImproving, isServing, type Reachability } from './evaluate-set.ts'
import {
  computeGapShare,
  isMaximised,
  isNearOptimal,
  MAXIMUM_ALTERNATIVES,
  type SitingAnswer,
  type SitingReason,
  type SitingSet,
} from './siting-answer.ts'
import type { SitingProblem } from './siting-problem.ts'

/** A problem with what every model needs to know of it. */
export interface PreparedProblem {
  readonly problem: SitingProblem
  /** Candidates that may open, ascending. */
  readonly eligible: Uint32Array
  /** Length candidateCount. */
  readonly isForced: Uint8Array
  readonly forced: readonly number[]
  readonly reach: Reachability
}

export interface Finding {
  /** Best first; alternatives are taken from the others. */
  readonly sets: readonly SitingSet[]
  /** In the terms of the objective; null where nothing is known. */
  readonly bound: number | null
  readonly proven: boolean
  readonly tieProven: boolean
  /** Whether an exact method had a part in it. */
  readonly isExact: boolean
  readonly firstGoal?: SitingAnswer['firstGoal']
  readonly assignment?: SitingAnswer['assignment']
  readonly reason?: SitingReason
}

export function finishAnswer(prepared: PreparedProblem, finding: Finding): SitingAnswer {
  const { problem, reach } = prepared
  const { model } = problem
  const solution = finding.sets.length === 0 ? null : finding.sets[0]
  const { proven } = finding
  let bound = proven && solution !== null ? solution.objective : finding.bound
  if (bound !== null && solution !== null) {
    // A bound beyond what was reached says no more than that.
    bound = isMaximised(model) ? Math.max(bound, solution.objective) : Math.min(bound, solution.objective)
  }
  return {
    model,
    solution,
    bound,
    gapShare: solution === null || bound === null ? null : computeGapShare(solution.objective, bound),
    proven,
    solver: proven || finding.isExact ? 'exact' : 'heuristic',
    tieProven: proven && finding.tieProven,
    firstGoal: finding.firstGoal ?? null,
    alternatives:
      solution === null
        ? []
        : finding.sets
            .slice(1)
            .filter((set) => isNearOptimal(model, set.objective, solution.objective))
            .slice(0, MAXIMUM_ALTERNATIVES),
    before: computeBefore(prepared),
    beyondReachWeight: reach.beyondWeight,
    beyondReach: Uint32Array.from(listMarked(reach.isBeyond)),
    assignment: finding.assignment ?? null,
    reason: finding.reason ?? null,
  }
}

function computeBefore({ problem, reach }: PreparedProblem): number | null {
  if (problem.model === 'capacitated' || problem.model === 'lscp') return null
  const { objective } = evaluateSet(problem, reach, [])
  return objective < Infinity ? objective : null
}

function listMarked(marks: Uint8Array): number[] {
  const marked: number[] = []
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) marked.push(i)
  return marked
}

/**
 * Answers that need no search: nothing to serve, nothing to open, nothing asked for, nothing possible.
 *
 * @returns null where there is something to search for
 */
export function findTrivialAnswer(prepared: PreparedProblem, siteCount: number | null): SitingAnswer | null {
  const { problem, reach, eligible, forced } = prepared
  const answer = (reason: SitingReason, chosen: readonly number[] | null): SitingAnswer => {
    const set = chosen === null ? null : evaluateSet(problem, reach, chosen)
    // Where everything must be served, a set that leaves out somebody is none.
    const mustServe = problem.model === 'capacitated' && problem.unservedCost === undefined
    const isUseful = set !== null && set.objective < Infinity && !(mustServe && set.unservedWeight > 0)
    return finishAnswer(prepared, {
      sets: isUseful ? [set] : [],
      bound: null,
      proven: isUseful,
      tieProven: isUseful,
      isExact: true,
      reason,
    })
  }
  if (siteCount !== null && forced.length > siteCount) return answer('too-many-forced', null)
  if (reach.totalWeight === 0) return answer('no-demand', forced)
  if (eligible.length === 0) return answer('no-candidates', [])
  if (siteCount === 0) {
    const none = answer('no-sites', [])
    // Where everybody must be served, no site at all is too few.
    const tooFew = problem.model === 'capacitated' ? 'capacity-too-small' : 'too-few-sites'
    return none.solution === null ? { ...none, reason: tooFew } : none
  }
  const reached = findReached(prepared)
  if (reached !== 'gain') return answer(reached, forced)
  return null
}

/** Whether any candidate improves on the existing places for anybody who counts. */
function findReached({ problem, eligible }: PreparedProblem): 'gain' | 'nothing-to-gain' | 'no-candidate-within-reach' {
  const { matrix, weight, existingCost } = problem
  let isReached = false
  for (const j of eligible) {
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      const i = matrix.demand[e]
      if (weight[i] === 0 || !isServing(problem, matrix.cost[e])) continue
      if (isImproving(problem, matrix.cost[e], existingCost?.[i] ?? Infinity)) return 'gain'
      isReached = true
    }
  }
  return isReached ? 'nothing-to-gain' : 'no-candidate-within-reach'
}
