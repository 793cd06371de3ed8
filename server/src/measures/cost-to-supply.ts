import { createMeasured, remarkCode, type Measured } from './measured.ts'
import { RunningSum } from './running-sum.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * Minutes until n units of supply are within reach: places by time, the first time at which their supply adds up to n or more.
 * The other meaning of "nearest", see docs/methods/balancing-time.md; after cost_to_closest of ipeaGIT/accessibility. Null where all
 * places with a time hold less than n. O(pairs).
 *
 * @param supply per place, ≥ 0
 * @param units n > 0
 */
export function computeCostToSupply(matrix: TimeMatrix, supply: Float64Array, units: number): Measured {
  const measured = createMeasured(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    const first = matrix.originFirst[origin]
    const end = matrix.originFirst[origin + 1]
    const sum = new RunningSum()
    let pair = first
    while (pair < end && !sum.reaches(units)) sum.add(supply[matrix.place[pair++]])
    if (sum.reaches(units)) {
      measured.value[origin] = matrix.minutes[pair - 1]
      measured.hasValue[origin] = 1
    } else {
      measured.remark[origin] = remarkCode(first === end ? 'no-route' : 'too-little-supply')
    }
  }
  return measured
}
