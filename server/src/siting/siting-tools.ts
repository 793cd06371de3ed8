import type { MipSolver } from './mip-model.ts'

/** The best so far of a search under way. */
export interface SitingProgress {
  /** Candidates, ascending; null before the first set. */
  readonly chosen: readonly number[] | null
  /** In the terms of the objective; null where nothing is known. */
  readonly objective: number | null
  readonly bound: number | null
}

/** What a search for sites is given of the world. */
export interface SitingTools {
  /** Null: heuristics and their bounds only. */
  readonly solveMip: MipSolver | null
  /** Seconds until the answer is due; Infinity where there is no hurry. */
  readonly secondsLeft: () => number
  readonly onProgress: (progress: SitingProgress) => void
  readonly seed: number
  /** Starts of the interchange. */
  readonly starts: number
  /** Whether small problems are solved by looking at all sets. */
  readonly mayEnumerate: boolean
}

/** Share of the remaining time that goes into choosing between equally good sets. */
export const TIE_SHARE = 0.25

export function hasTime(tools: SitingTools): boolean {
  return tools.secondsLeft() > 0
}

/** A question that turns true when this share of the time left now is used up. */
export function limitShare(tools: SitingTools, share: number): () => boolean {
  const reserved = tools.secondsLeft() * (1 - share)
  return reserved < Infinity ? () => tools.secondsLeft() <= reserved : () => !hasTime(tools)
}

/** Shares of the time left for finding sets, and then for the bound without a solver; the rest is for the proof. */
export const SEARCH_SHARE = 0.4
export const BOUND_SHARE = 0.5
