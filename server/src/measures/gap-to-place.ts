import { computeGap } from '../access/gap.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import type { Measured } from './measured.ts'

/**
 * Gap: how far the nearest place lies beyond the threshold, `min(1, max(0, (t − T)/T))`, 1 without a way; docs/methods/gap.md.
 * The kernel is that of the analyses; its quotient has no unit, so minutes serve as well as deciseconds.
 *
 * @param nearest of `computeNearestTime`
 * @param thresholdMinutes T ≥ 0, below half of the number that stands for "no way"
 */
export function computeGapToPlace(nearest: Measured, thresholdMinutes: number): Measured {
  return {
    value: nearest.value.map((minutes, i) =>
      computeGap(nearest.hasValue[i] === 1 ? minutes : UNREACHED, thresholdMinutes),
    ),
    hasValue: new Uint8Array(nearest.value.length).fill(1),
    remark: nearest.remark,
  }
}
