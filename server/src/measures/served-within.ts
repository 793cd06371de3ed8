import type { Measured } from './measured.ts'
import { RunningSum } from './running-sum.ts'

/**
 * Coverage: 1 where the nearest place is within the threshold (inclusive), 0 where it is not or has no way; docs/methods/coverage.md.
 *
 * @param nearest of `computeNearestTime`
 */
export function computeServedWithin(nearest: Measured, thresholdMinutes: number): Measured {
  return {
    value: nearest.value.map((minutes, i) => (nearest.hasValue[i] === 1 && minutes <= thresholdMinutes ? 1 : 0)),
    hasValue: new Uint8Array(nearest.value.length).fill(1),
    remark: nearest.remark,
  }
}

export interface ServedTotal {
  readonly people: number
  readonly served: number
  /** people − served. */
  readonly unserved: number
  /** served / people; null where there are no people. */
  readonly share: number | null
}

/**
 * People served and not over all origins.
 *
 * @param served of `computeServedWithin`
 */
export function sumServed(served: Measured, people: Float64Array): ServedTotal {
  const all = new RunningSum()
  const reached = new RunningSum()
  for (let i = 0; i < people.length; i++) {
    all.add(people[i])
    if (served.value[i] === 1) reached.add(people[i])
  }
  return {
    people: all.value,
    served: reached.value,
    unserved: all.value - reached.value,
    share: all.value === 0 ? null : reached.value / all.value,
  }
}
