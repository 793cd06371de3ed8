import { createMeasured, remarkCode, type Measured } from './measured.ts'
import { RunningSum } from './running-sum.ts'
import { gridMinutes } from './time-grid.ts'
import type { TimeMatrix } from './time-matrix.ts'

/**
 * Balancing time (Barboza et al. 2021): the smallest time of a grid at which the supply within reach is **more** than the
 * people of the origin, `min { t : Σ_j S_j·1[t_ij ≤ t] > P_i }`; see docs/methods/balancing-time.md. 0 where nobody lives, null
 * where all supply with a time is not more. O(pairs).
 *
 * @param people per origin, ≥ 0
 * @param supply per place, ≥ 0, in the unit of people
 * @param stepMinutes > 0: the grid is 0, step, 2·step …
 */
export function computeBalancingTime(
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  stepMinutes: number,
): Measured {
  const measured = createMeasured(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    if (people[origin] === 0) {
      measured.hasValue[origin] = 1
      measured.remark[origin] = remarkCode('no-people')
      continue
    }
    const first = matrix.originFirst[origin]
    const end = matrix.originFirst[origin + 1]
    const sum = new RunningSum()
    let pair = first
    while (pair < end && !sum.exceeds(people[origin])) sum.add(supply[matrix.place[pair++]])
    if (sum.exceeds(people[origin])) {
      measured.value[origin] = ceilToGrid(matrix.minutes[pair - 1], stepMinutes)
      measured.hasValue[origin] = 1
    } else {
      measured.remark[origin] = remarkCode(first === end ? 'no-route' : 'too-little-supply')
    }
  }
  return measured
}

/** The smallest time of the grid that is not below t; division alone may miss it by a step where step is no binary fraction. */
function ceilToGrid(t: number, step: number): number {
  let n = Math.ceil(t / step)
  while (n > 0 && gridMinutes(n - 1, step) >= t) n--
  while (gridMinutes(n, step) < t) n++
  return gridMinutes(n, step)
}
