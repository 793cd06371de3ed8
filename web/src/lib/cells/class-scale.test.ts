import { expect, test } from 'vitest'
import { countClasses, createMinuteScale, createPeopleScale, findClass, gapScale } from './class-scale.ts'
import { FLAG } from './compute-paint.ts'

test('the threshold is always a break, and no break lies beyond what is computed', () => {
  for (let minutes = 1; minutes <= 30; minutes++) {
    const scale = createMinuteScale(minutes, 30)
    expect(scale.breaks).toContain(minutes)
    expect(scale.breaks[scale.servedClasses - 1]).toBe(minutes)
    expect(scale.breaks.every((step, i) => step <= 30 && (i === 0 || step > scale.breaks[i - 1]))).toBe(true)
    expect(scale.breaks.length + 1).toBeLessThanOrEqual(7)
  }
  expect(createMinuteScale(10, 30).breaks).toEqual([5, 10, 15, 20, 30])
  expect(createMinuteScale(20, 30).breaks).toEqual([5, 10, 15, 20, 25, 30])
})

test('people classes start with nobody and then take round steps', () => {
  const { breaks } = createPeopleScale(Float32Array.from({ length: 100 }, (_, i) => i))
  expect(breaks[0]).toBe(0)
  expect(breaks).toEqual([0, 30, 75, 100, 150])
  expect(createPeopleScale(new Float32Array(5)).breaks).toEqual([0, 1, 2, 3, 5])
})

test('a value on a break belongs to the class below it', () => {
  expect([0, 0.1, 0.25, 0.26, 1].map((value) => findClass(gapScale.breaks, value))).toEqual([0, 1, 1, 2, 5])
})

test('counts add up to all cells and all people, with those that cannot be assessed at the end', () => {
  const paint = { values: Float32Array.of(0, 0.3, 1, 0), flags: Uint8Array.of(0, 0, FLAG.gap, FLAG.noValue) }
  const counts = countClasses(gapScale, paint, Float32Array.of(1, 2, 4, 8))
  expect(counts.map((count) => count.people)).toEqual([1, 0, 2, 0, 0, 4, 8])
  expect(counts.map((count) => count.cells)).toEqual([1, 0, 1, 0, 0, 1, 1])
})
