import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_TIME, REASON } from '../cells/cell-values.ts'
import { FLAG } from '../cells/compute-paint.ts'
import { toRgb } from '../map/palette.ts'
import { computeDeltaE, deficiencies, simulate, toLab } from '../testing/colour.ts'
import { differenceColours } from './difference-look.ts'
import {
  aggregateDifference,
  computeDifferencePaint,
  countDifferences,
  differenceClasses,
  findDifference,
} from './difference-paint.ts'

const limit = 6000
const nameOf = (before: number, after: number) => differenceClasses[findDifference(before, after, limit)]

test('a cell is newly served at the threshold, and no longer served beyond it', () => {
  expect(nameOf(6001, 6000)).toBe('newly-served')
  expect(nameOf(NO_TIME, 100)).toBe('newly-served')
  expect(nameOf(6000, 6001)).toBe('no-longer-served')
  expect(nameOf(100, NO_TIME)).toBe('no-longer-served')
})

test('otherwise it is told by how many minutes the walk changes', () => {
  expect(nameOf(3000, 3000)).toBe('same-served')
  expect(nameOf(NO_TIME, NO_TIME)).toBe('same-unserved')
  expect(nameOf(5000, 2001)).toBe('shorter')
  expect(nameOf(5000, 2000)).toBe('much-shorter')
  expect(nameOf(2000, 4999)).toBe('longer')
  expect(nameOf(2000, 5000)).toBe('much-longer')
  expect(nameOf(NO_TIME, 9000)).toBe('much-shorter')
  expect(nameOf(9000, NO_TIME)).toBe('much-longer')
})

test('turning a change round turns its class round', () => {
  const times = fc.oneof(fc.integer({ min: 0, max: 36_000 }), fc.constant(NO_TIME))
  fc.assert(
    fc.property(times, times, (before, after) => {
      const [there, back] = [findDifference(before, after, limit), findDifference(after, before, limit)]
      expect(back).toBe(there === 3 || there === 4 ? there : 7 - there)
    }),
  )
})

test('cells without an assessment are marked, pale ones where nobody lives, added cells count as new', () => {
  const before = Uint16Array.of(7000, NO_TIME, 100)
  const after = Uint16Array.of(500, NO_TIME, 100, 300)
  const reason = Uint8Array.of(REASON.value, REASON.noStreet, REASON.value)
  const people = Float32Array.of(5, 2, 0, 1)
  const paint = computeDifferencePaint(before, after, reason, people, 10)
  expect([...paint.values]).toEqual([0, 4, 3, 0])
  expect([...paint.flags]).toEqual([0, FLAG.noValue, FLAG.uninhabited, 0])
  const counts = countDifferences(paint, people.subarray(0, 3))
  expect(counts[0]).toEqual({ cells: 2, people: 5 })
  expect(counts[8]).toEqual({ cells: 1, people: 2 })
})

test('from far away a change of a fifth of the people is seen, a smaller one is not', () => {
  const grid = {
    resolution: 9,
    ids: ['p', 'q', 'r'],
    firstChild: Uint32Array.of(0, 2, 4, 5),
    childIndex: Uint32Array.of(0, 1, 2, 3, 4),
  }
  const paint = { values: Float32Array.of(0, 4, 7, 3, 4), flags: Uint8Array.of(0, 0, 0, 0, FLAG.noValue) }
  const { values, flags } = aggregateDifference(grid, paint, Float32Array.of(20, 80, 19, 81, 3))
  expect([...values.subarray(0, 2)]).toEqual([0, 3])
  expect([...flags]).toEqual([0, 0, FLAG.noValue])
})

const kinds = Object.keys(deficiencies) as (keyof typeof deficiencies)[]

test.each(['light', 'dark'] as const)('%s: every two classes are told apart with any colour blindness', (theme) => {
  const colours = differenceColours[theme]
  expect(colours).toHaveLength(differenceClasses.length)
  for (const kind of kinds) {
    const seen = colours.map((colour) => toLab(simulate(toRgb(colour), kind)))
    seen.forEach((a, i) =>
      seen.slice(0, i).forEach((b, j) => {
        // A gain and a loss must never be taken for each other.
        const least = i > 4 && j < 3 ? 18 : 9
        expect(computeDeltaE(a, b), `${differenceClasses[j]} and ${differenceClasses[i]}, ${kind}`).toBeGreaterThan(
          least,
        )
      }),
    )
  }
})
