import { expect, test } from 'vitest'
import { NO_TIME, REASON, type CellValues } from './cell-values.ts'
import { BEYOND_MINUTES, computePaint, FLAG } from './compute-paint.ts'

/** Seven cells: near, exactly at 10 minutes, just beyond, far, none, no street data, nobody there. */
const values: CellValues = {
  mode: 'any',
  deciseconds: Uint16Array.of(1200, 6000, 6001, 15_000, NO_TIME, NO_TIME, 15_000),
  reason: Uint8Array.of(0, 0, 0, 0, REASON.beyondCutoff, REASON.outsideNetwork, 0),
  edgeDeciseconds: Uint16Array.of(NO_TIME, NO_TIME, 5000, NO_TIME, NO_TIME, NO_TIME, NO_TIME),
}
const people = Float32Array.of(10, 20, 30, 40, 50, 60, 0)
const flagsOf = (flags: Uint8Array) =>
  [...flags].map((bits) =>
    Object.entries(FLAG)
      .flatMap(([name, bit]) => (bits & bit ? [name] : []))
      .join('+'),
  )

test('minutes are walking times; without any place a cell is beyond all classes', () => {
  const paint = computePaint(values, people, 10, 'minutes')
  expect([...paint.values].map((value) => Math.round(value * 100) / 100)).toEqual([
    2,
    10,
    10,
    25,
    BEYOND_MINUTES,
    0,
    25,
  ])
  expect(flagsOf(paint.flags)).toEqual(['', '', 'gap+uncertain', 'gap', 'gap', 'noValue', 'uninhabited'])
})

test('the limit itself is served, everyone beyond it counts as not served', () => {
  expect([...computePaint(values, people, 10, 'people').values]).toEqual([0, 0, 30, 40, 50, 0, 0])
})

test('the gap grows from nothing at the limit to 1 at twice the limit and without any place', () => {
  const gap = [...computePaint(values, people, 10, 'gap').values]
  expect(gap[1]).toBe(0)
  expect(gap[2]).toBeCloseTo(1 / 6000, 8)
  expect(gap.slice(3)).toEqual([1, 1, 0, 1])
  expect(computePaint(values, people, 20, 'gap').values[3]).toBeCloseTo(0.25, 6)
})

test('a score is shown as it is, and a missing one as no value', () => {
  const score: CellValues = { mode: 'score', score: Uint8Array.of(0, 100, 255), reason: Uint8Array.of(0, 0, 1) }
  const paint = computePaint(score, Float32Array.of(1, 0, 1), 10, 'minutes')
  expect([...paint.values]).toEqual([0, 100, 0])
  expect(flagsOf(paint.flags)).toEqual(['', 'uninhabited', 'noValue'])
})

test('people of another grid are refused', () => {
  expect(() => computePaint(values, new Float32Array(3), 10, 'gap')).toThrow('3 people for 7 cells')
})
