import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillUnderCaps } from './fill-under-caps.ts'
import { PEOPLE_QUANTUM } from './population.ts'
import { quantisePeople, roundToQuantum, sumPeople } from './quantise.ts'

const people = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('quantisePeople', () => {
  it('gives the largest remainder the quantum that is left, ties to the first', () => {
    const thirds = quantisePeople(Float64Array.of(1 / 3, 1 / 3, 1 / 3), 1)
    // 2²⁰ / 3 = 349525.33…
    expect([...thirds].map((value) => value / PEOPLE_QUANTUM)).toEqual([349_526, 349_525, 349_525])
    const uneven = quantisePeople(Float64Array.of(1.2, 1.7, 1.1).map((value) => value * PEOPLE_QUANTUM), 4 * PEOPLE_QUANTUM) // prettier-ignore
    expect([...uneven].map((value) => value / PEOPLE_QUANTUM)).toEqual([1, 2, 1])
  })

  it('leaves multiples of the quantum as they are', () => {
    expect([...quantisePeople(Float64Array.of(3, 0, 0.5, 7.25), 10.75)]).toEqual([3, 0, 0.5, 7.25])
  })

  it('adds up to the rounded total, each value within a few quanta of its own', () => {
    fc.assert(
      fc.property(people, (list) => {
        const values = Float64Array.from(list)
        const total = sumPeople(values)
        const rounded = quantisePeople(values, total)
        expect(rounded.reduce((sum, value) => sum + value, 0)).toBe(roundToQuantum(total))
        rounded.forEach((value, i) => {
          expect(Number.isInteger(value / PEOPLE_QUANTUM)).toBe(true)
          expect(Math.abs(value - values[i])).toBeLessThan(2 * PEOPLE_QUANTUM)
        })
      }),
    )
  })

  it('adds up exactly in any order', () => {
    fc.assert(
      fc.property(people, (list) => {
        const rounded = [...quantisePeople(Float64Array.from(list), sumPeople(list))]
        const forwards = rounded.reduce((sum, value) => sum + value, 0)
        expect(rounded.toReversed().reduce((sum, value) => sum + value, 0)).toBe(forwards)
      }),
    )
  })

  it('keeps a subgroup within its caps', () => {
    const pair = fc.tuple(fc.double({ min: 0, max: 90, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (pairs) => {
        const whole = Float64Array.from(pairs, ([value]) => value)
        const part = Float64Array.from(pairs, ([value, share]) => (share > 0.7 ? value : value * share))
        const caps = quantisePeople(whole, sumPeople(whole))
        const rounded = quantisePeople(part, sumPeople(part), caps)
        expect(rounded.reduce((sum, value) => sum + value, 0)).toBe(roundToQuantum(sumPeople(part)))
        rounded.forEach((value, i) => expect(value).toBeLessThanOrEqual(caps[i]))
      }),
    )
  })

  it('refuses values that are far from their total', () => {
    expect(() => quantisePeople(new Float64Array(0), 1)).toThrow('0 values cannot add up to 1 people')
  })
})

describe('fillUnderCaps', () => {
  it('gives what a full part cannot take to the others', () => {
    expect([...fillUnderCaps(Float64Array.of(4, 2), Float64Array.of(4, 16), 9)]).toEqual([4, 5])
    // 1 : 1 : 2 of 10 would be 2.5, 2.5, 5; the last is full at 2, and the others share 8.
    expect([...fillUnderCaps(Float64Array.of(1, 1, 2), Float64Array.of(9, 9, 2), 10)]).toEqual([4, 4, 2])
  })

  it('goes by the room that is left where no value can grow', () => {
    expect([...fillUnderCaps(Float64Array.of(1, 0, 0), Float64Array.of(2, 1, 3), 4)]).toEqual([2, 0.5, 1.5])
  })

  it('keeps the total where values are next to nothing', () => {
    const filled = fillUnderCaps(Float64Array.of(5e-324, 0), Float64Array.of(5e-7, 0), 1e-15)
    expect(filled[0]).toBeCloseTo(1e-15, 20)
  })

  it('keeps total and caps', () => {
    const part = fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }))
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, share) => {
          const caps = Float64Array.from(parts, ([, cap]) => cap)
          const total = sumPeople(caps) * share
          const filled = fillUnderCaps(Float64Array.from(parts, ([value]) => value), caps, total) // prettier-ignore
          expect(sumPeople(filled)).toBeCloseTo(total, 6)
          filled.forEach((value, i) => expect(value).toBeLessThanOrEqual(caps[i] + 1e-9))
        },
      ),
    )
  })
})
