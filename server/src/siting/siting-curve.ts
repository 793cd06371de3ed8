/** How much each further site brings: the same question for 0, 1, 2 … sites. */
import type { SitingReason } from './siting-answer.ts'
import { COUNTING_MODELS, type SitingProblem } from './siting-problem.ts'
import type { SitingTools } from './siting-tools.ts'
import { solveSitingWith } from './solve-siting-heuristically.ts'

export interface CurvePoint {
  readonly siteCount: number
  /** Candidates, ascending; null where no set is feasible or none was found, as `reason` says. */
  readonly chosen: readonly number[] | null
  readonly objective: number | null
  /** See `SitingSet`. */
  readonly servedWeight: number | null
  readonly bound: number | null
  readonly proven: boolean
  readonly reason: SitingReason | null
}

/**
 * Points from the number of forced candidates (0 without any) to `largestSiteCount`, or to all candidates where there are
 * fewer. Each starts from the sites of the one before, so that more sites never bring less. The time left is shared out
 * evenly over the points that are still to come.
 */
export function computeSitingCurve(
  problem: SitingProblem,
  largestSiteCount: number,
  tools: SitingTools,
  onPoint: (point: CurvePoint) => void = () => undefined,
): CurvePoint[] {
  if (COUNTING_MODELS.includes(problem.model)) throw new RangeError(`${problem.model} finds the number of sites itself`)
  if (!(Number.isInteger(largestSiteCount) && largestSiteCount >= 0)) {
    throw new RangeError(`largestSiteCount must be a whole number from 0, not ${largestSiteCount}`)
  }
  const points: CurvePoint[] = []
  const first = new Set(problem.forced).size
  const allowed = problem.matrix.candidateCount - new Set(problem.forbidden).size
  const last = Math.min(largestSiteCount, allowed)
  for (let siteCount = first; siteCount <= last; siteCount++) {
    const kept = (tools.secondsLeft() * (last - siteCount)) / (last - siteCount + 1)
    const reserved = kept < Infinity ? kept : 0
    const before = points.at(-1)?.chosen
    const answer = solveSitingWith(
      { ...problem, siteCount },
      { ...tools, secondsLeft: () => tools.secondsLeft() - reserved, onProgress: () => undefined },
      before === undefined || before === null ? [] : [before],
    )
    const point: CurvePoint = {
      siteCount,
      chosen: answer.solution?.chosen ?? null,
      objective: answer.solution?.objective ?? null,
      servedWeight: answer.solution?.servedWeight ?? null,
      bound: answer.bound,
      proven: answer.proven,
      reason: answer.reason,
    }
    points.push(point)
    onPoint(point)
  }
  return points
}
