import type { SitingModel } from './siting-problem.ts'

/**
 * Why there is no solution, or why it is a trivial one:
 * - `no-sites`: no site was asked for · `no-candidates`: none may be open · `no-demand`: nothing of weight
 * - `no-candidate-within-reach`: no candidate serves anything · `nothing-to-gain`: existing places serve it as well
 * - `too-few-candidates`: more sites asked for than candidates; all are chosen
 * - `too-many-forced`: more candidates forced than sites asked for · `too-few-sites`: so many sites cannot reach all
 * - `capacity-too-small`: no choice of so many sites can take all · `time-too-short`: no set found in time
 */
export type SitingReason =
  | 'no-sites'
  | 'no-candidates'
  | 'no-demand'
  | 'no-candidate-within-reach'
  | 'nothing-to-gain'
  | 'too-few-candidates'
  | 'too-many-forced'
  | 'too-few-sites'
  | 'capacity-too-small'
  | 'time-too-short'

/** What a set of sites gives. */
export interface SitingSet {
  /** Candidates, ascending. */
  readonly chosen: readonly number[]
  /**
   * mclp, equity-coverage: weight within the threshold, existing places included · lscp: sites · backup: weight within the
   * threshold of two places · pmedian, capacitated: Σ weight · cost · pcenter: largest cost · equity-gap: Σ weight · gap²
   */
  readonly objective: number
  /** Weight-weighted mean cost of what is served at all; null where nothing is. The smaller one decides between equal objectives. */
  readonly meanCost: number | null
  /** Weight within the threshold; for models without a threshold, weight served at all. */
  readonly servedWeight: number
  /** Weight that no chosen and no existing place reaches, or only at more than `unservedCost`; without that of `beyondReachWeight`. */
  readonly unservedWeight: number
  /** equity-coverage: weight of the highest need class within the threshold. */
  readonly neediestServedWeight: number | null
}

export interface SitingAnswer {
  readonly model: SitingModel
  /** Null where no set is feasible or none was found; `reason` says why. */
  readonly solution: SitingSet | null
  /**
   * No feasible set can be better: at least the optimum where more is better, at most the optimum where less is.
   * Equals the objective where proven. Null where nothing is known.
   */
  readonly bound: number | null
  /** |bound − objective| / max(|bound|, |objective|); 0 where proven; null without a bound. */
  readonly gapShare: number | null
  /** Whether the objective is known to be the best. Only ever with `solver` `exact`. */
  readonly proven: boolean
  /** `exact` where a proof was found or HiGHS improved on the heuristics, else `heuristic`. */
  readonly solver: 'exact' | 'heuristic'
  /** Whether among all sets with the best objective the one with the least cost is known to be chosen. */
  readonly tieProven: boolean
  /** equity-coverage: how good the first goal is, the weight of the highest need class. */
  readonly firstGoal: { readonly objective: number; readonly bound: number; readonly proven: boolean } | null
  /** Up to five other sets at most 1 % worse, best first. */
  readonly alternatives: readonly SitingSet[]
  /** Objective without any new site: forced ones not counted. Null where none makes sense. */
  readonly before: number | null
  /** Weight that neither existing places nor any eligible candidate can serve (within the threshold, where there is one). */
  readonly beyondReachWeight: number
  /** That demand, ascending; without what has weight 0. */
  readonly beyondReach: Uint32Array
  /** capacitated: what goes where; candidate-major as in the matrix, weight per pair. */
  readonly assignment: SitingAssignment | null
  readonly reason: SitingReason | null
}

export interface SitingAssignment {
  readonly demand: Uint32Array
  readonly candidate: Uint32Array
  readonly weight: Float64Array
}

/** Models where a larger objective is better. */
export function isMaximised(model: SitingModel): boolean {
  return model === 'mclp' || model === 'backup' || model === 'equity-coverage'
}

/** What may be called almost as good. */
export const NEAR_OPTIMAL_SHARE = 0.01
export const MAXIMUM_ALTERNATIVES = 5

/** Whether a set is at most 1 % worse than the best. A whole number of sites is near only when it is equal. */
export function isNearOptimal(model: SitingModel, objective: number, best: number): boolean {
  return isMaximised(model)
    ? objective >= best * (1 - NEAR_OPTIMAL_SHARE)
    : objective <= best * (1 + NEAR_OPTIMAL_SHARE)
}

export function computeGapShare(objective: number, bound: number): number {
  const scale = Math.max(Math.abs(objective), Math.abs(bound))
  return scale === 0 ? 0 : Math.abs(bound - objective) / scale
}
