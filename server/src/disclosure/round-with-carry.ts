/**
 * Rounds a list of people to multiples of a step and carries what rounding leaves to the next in the list, so that the sum of any stretch of the list stays
 * within one step of the true one. O(values).
 *
 * A list that already consists of multiples within their caps comes back unchanged. That is what protects: the list shown is itself one that could have
 * been the true one, so whatever is computed from it, the answer "somewhere there are between 1 and step − 1 people" never follows.
 */
export interface CarriedRounding {
  /** Multiples of the step, not negative, 0 where the value is 0 and NaN where it is NaN. */
  readonly rounded: Float64Array
  /** True minus shown of the whole list. */
  readonly carry: number
}

/**
 * @param values people, not negative; NaN where nobody knows
 * @param caps multiples of the step that are not exceeded; NaN and undefined are no cap
 * @param carry what the list before left
 */
export function roundWithCarry(
  values: ArrayLike<number>,
  step: number,
  caps?: ArrayLike<number>,
  carry = 0,
): CarriedRounding {
  const rounded = new Float64Array(values.length)
  const capOf = (i: number): number => {
    const cap = caps?.[i] ?? NaN
    return Number.isNaN(cap) ? Infinity : cap
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value > 0)) {
      rounded[i] = Number.isNaN(value) ? NaN : 0
      continue
    }
    carry += value
    rounded[i] = Math.min(capOf(i), Math.max(0, nearestMultiple(carry, step)))
    carry -= rounded[i]
  }
  // What caps have held back goes to the last ones with room, which are nearest to it; nobody is put where nobody lives.
  for (let i = values.length - 1; i >= 0 && carry >= step / 2; i--) {
    if (!(values[i] > 0)) continue
    const more = Math.min(capOf(i) - rounded[i], nearestMultiple(carry, step))
    if (!(more > 0)) continue
    rounded[i] += more
    carry -= more
  }
  return { rounded, carry }
}

/** Halves go up. */
function nearestMultiple(value: number, step: number): number {
  return Math.floor(value / step + 0.5) * step
}
