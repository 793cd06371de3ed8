import { createMeasured, remarkCode, type Measured } from './measured.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * Minutes to the k-th nearest place, `t_i(k)`: docs/methods/nearest.md. A place is one with supply above 0; places at the same
 * time count one by one. Null where fewer than k places have a time, never 0. O(pairs).
 *
 * @param supply per place
 * @param k 1, 2, 3 …
 */
export function computeNearestTime(matrix: TimeMatrix, supply: Float64Array, k: number): Measured {
  const measured = createMeasured(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    let found = 0
    for (let pair = matrix.originFirst[origin]; pair < matrix.originFirst[origin + 1] && found < k; pair++) {
      if (supply[matrix.place[pair]] === 0) continue
      found++
      measured.value[origin] = matrix.minutes[pair]
    }
    if (found === k) {
      measured.hasValue[origin] = 1
    } else {
      measured.value[origin] = 0
      measured.remark[origin] = remarkCode(found === 0 ? 'no-route' : 'too-few-places')
    }
  }
  return measured
}
