/**
 * Spreads a number of people in proportion to given values without exceeding a cap anywhere: what a full part cannot take is
 * shared by the others (water filling). Where no value is left that could grow, the rest goes by the room that is left.
 */

const MAXIMUM_ROUNDS = 50

/** New values that add up to `total`; `total` must not exceed the sum of the caps. */
export function fillUnderCaps(values: Float64Array, caps: Float64Array, total: number): Float64Array {
  const result = new Float64Array(values.length)
  let rest = total
  for (let round = 0; round < MAXIMUM_ROUNDS && rest > 0; round++) {
    let open = 0
    for (let i = 0; i < values.length; i++) if (result[i] < caps[i]) open += values[i]
    if (open <= 0) break
    const factor = rest / open
    // Values near the smallest double make the factor infinite; their shares are still known.
    const partOf = (value: number) => (Number.isFinite(factor) ? value * factor : rest * (value / open))
    let given = 0
    for (let i = 0; i < values.length; i++) {
      if (result[i] >= caps[i] || values[i] === 0) continue
      const next = Math.min(caps[i], result[i] + partOf(values[i]))
      given += next - result[i]
      result[i] = next
    }
    rest -= given
    if (given <= 0) break
  }
  let room = 0
  for (let i = 0; i < values.length; i++) room += caps[i] - result[i]
  if (rest > 0 && room > 0) {
    const share = Math.min(1, rest / room)
    for (let i = 0; i < values.length; i++) result[i] += (caps[i] - result[i]) * share
  }
  return result
}
