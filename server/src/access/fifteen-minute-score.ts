/**
 * 15-minute score of a cell: the weighted share of kinds within reach, `Q = Σ w_c·1[t_c ≤ T_c] / Σ w_c`, see
 * docs/methods/fifteen-minute-score.md. A kind without any place in the data counts as not reached: leaving it out would
 * reward what is missing.
 */
import { UNREACHED, type NearestTable } from '../reach/nearest-table.ts'

/** One kind of place in the score. */
export interface ScoreKind {
  readonly nearest: NearestTable
  /** T_c, inclusive; 0 … cutoff of the table. */
  readonly thresholdDeciseconds: number
  /** w_c > 0. */
  readonly weight: number
}

/**
 * @param kinds at least one; tables of the same origins
 * @param rank 1 = the nearest place of each kind counts, 2 = the second nearest …
 * @returns Q per origin, 0 … 1; exactly 1 where every kind is within reach
 */
export function computeFifteenMinuteScore(kinds: readonly ScoreKind[], rank: number): Float64Array {
  checkKinds(kinds, rank)
  const originCount = kinds[0].nearest.originCount
  const score = new Float64Array(originCount)
  let weightSum = 0
  for (const { nearest, thresholdDeciseconds, weight } of kinds) {
    weightSum += weight
    const first = (rank - 1) * originCount
    for (let origin = 0; origin < originCount; origin++) {
      const time = nearest.deciseconds[first + origin]
      if (time !== UNREACHED && time <= thresholdDeciseconds) score[origin] += weight
    }
  }
  for (let origin = 0; origin < originCount; origin++) score[origin] /= weightSum
  return score
}

/** Throws a RangeError that names the value which cannot be. */
export function checkKinds(kinds: readonly ScoreKind[], rank: number): void {
  if (kinds.length === 0) throw new RangeError('a score needs at least one kind of place')
  const originCount = kinds[0].nearest.originCount
  for (const { nearest, thresholdDeciseconds, weight } of kinds) {
    if (nearest.originCount !== originCount) {
      throw new RangeError(`kinds must share their origins: ${originCount} and ${nearest.originCount}`)
    }
    if (!(weight > 0)) throw new RangeError(`a kind's weight must be above 0, got ${weight}`)
    checkThreshold(nearest, rank, thresholdDeciseconds)
  }
}

/** Throws a RangeError where the table cannot answer for this rank and threshold. */
export function checkThreshold(nearest: NearestTable, rank: number, thresholdDeciseconds: number): void {
  if (!Number.isInteger(rank) || rank < 1 || rank > nearest.k) {
    throw new RangeError(`rank must be 1 … ${nearest.k}, got ${rank}`)
  }
  if (!(thresholdDeciseconds >= 0 && thresholdDeciseconds <= nearest.cutoffDeciseconds)) {
    throw new RangeError(
      `threshold must be 0 … ${nearest.cutoffDeciseconds} ds (the cutoff of the table), got ${thresholdDeciseconds} ds`,
    )
  }
}
