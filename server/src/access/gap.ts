import { UNREACHED } from '../reach/nearest-table.ts'

/**
 * How far a walking time lies beyond the threshold: `gap = min(1, max(0, (t − T)/T))`, see docs/methods/gap.md.
 * 0 up to and at the threshold, 1 from twice the threshold on, 1 without a walking time.
 * At T = 0 everything beyond the threshold is a whole gap.
 *
 * @param deciseconds walking time, or `UNREACHED`
 * @param thresholdDeciseconds T ≥ 0
 * @returns 0 … 1
 */
export function computeGap(deciseconds: number, thresholdDeciseconds: number): number {
  if (deciseconds === UNREACHED) return 1
  const beyond = deciseconds - thresholdDeciseconds
  if (beyond <= 0) return 0
  return beyond >= thresholdDeciseconds ? 1 : beyond / thresholdDeciseconds
}
