/**
 * People in whole multiples of 2⁻²⁰ person. Sums of such numbers are exact in double precision up to 2³³ people, in any
 * order, so that districts always add up to the city and served plus unserved is always the total.
 */
import { PEOPLE_QUANTUM } from './population.ts'

/** Sum with the rounding errors carried along (Neumaier 1974): right to the last digit for what adds up here. */
export function sumPeople(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i]
    lost += Math.abs(sum) >= Math.abs(values[i]) ? sum - next + values[i] : values[i] - next + sum
    sum = next
  }
  return sum + lost
}

/** The multiple of 2⁻²⁰ nearest to a number of people; whole numbers stay as they are. */
export function roundToQuantum(people: number): number {
  return Math.round(people / PEOPLE_QUANTUM) * PEOPLE_QUANTUM
}

/**
 * Rounds people to multiples of 2⁻²⁰ by largest remainder, so that they add up to `total` rounded to one; ties go to the
 * lower index. `values` must add up to `total` but for rounding errors. `caps` (multiples of 2⁻²⁰ or Infinity) are kept as
 * long as they leave room for the total. Each value moves by a few quanta at most. Returns a new array.
 */
export function quantisePeople(values: Float64Array, total: number, caps?: Float64Array): Float64Array {
  const units = new Float64Array(values.length)
  const remainders = new Float64Array(values.length)
  const capUnits = (i: number) => (caps === undefined ? Infinity : caps[i] / PEOPLE_QUANTUM)
  let rest = Math.round(total / PEOPLE_QUANTUM)
  for (let i = 0; i < values.length; i++) {
    const exact = values[i] / PEOPLE_QUANTUM
    units[i] = Math.min(Math.floor(exact), capUnits(i))
    remainders[i] = exact - units[i]
    rest -= units[i]
  }
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => remainders[b] - remainders[a] || a - b)
  const step = Math.sign(rest)
  if (step < 0) order.reverse()
  let areCapsKept = caps !== undefined
  while (rest !== 0) {
    const before = rest
    for (let k = 0; k < order.length && rest !== 0; k++) {
      const next = units[order[k]] + step
      // What has nothing is not given a quantum for rounding, unless nobody else can take it.
      if (next < 0 || (values[order[k]] === 0 && areCapsKept) || (areCapsKept && next > capUnits(order[k]))) continue
      units[order[k]] = next
      rest -= step
    }
    if (rest !== before) continue
    if (!areCapsKept) throw new Error(`${values.length} values cannot add up to ${total} people`)
    areCapsKept = false
  }
  return units.map((count) => count * PEOPLE_QUANTUM)
}
