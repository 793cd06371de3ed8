/**
 * Coverage of a group of people per district and for the whole region: `C_d(T) = Σ P·1[t ≤ T] / Σ P`, with everybody in the
 * denominator. See docs/methods/coverage.md.
 *
 * People are whole multiples of 2⁻²⁰, so every sum of people is exact in any order: served + unserved = people in each row,
 * and the rows add up to the total without any rounding. O(parts), memory O(districts + parts).
 */
import type { CellOutcome } from './cell-outcome.ts'
import { createCoverageMeter, type Coverage, type CoverageMeterInput } from './coverage-meter.ts'

export interface CoverageInput extends CoverageMeterInput {
  readonly outcome: CellOutcome
  /** Places of the chosen kinds per district, and one entry more: those in no district that are to count in the total. */
  readonly facilityCounts: Uint32Array
}

/** Throws a RangeError where arrays do not fit each other. */
export function computeCoverage(input: CoverageInput): Coverage {
  return createCoverageMeter(input).measure(input.outcome, input.facilityCounts)
}
