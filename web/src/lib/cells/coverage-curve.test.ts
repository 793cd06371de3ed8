import { expect, test } from 'vitest'
import { NO_TIME } from './cell-values.ts'
import { computeCoverageCurve } from './coverage-curve.ts'

test('the curve counts everyone of the district, the unreached too', () => {
  const deciseconds = Uint16Array.of(0, 600, 601, NO_TIME, 600)
  const people = Float32Array.of(1, 2, 3, 4, 100)
  const district = Uint16Array.of(0, 0, 0, 0, 1)
  expect(computeCoverageCurve(deciseconds, people, district, 0, 3)).toEqual([0.3, 0.6, 0.6])
  expect(computeCoverageCurve(deciseconds, people, district, 2, 3)).toBeNull()
})
