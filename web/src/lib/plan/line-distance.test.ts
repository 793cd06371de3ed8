import { describe, expect, test } from 'vitest'
import { lengthMetres, metresToLines } from './line-distance.ts'

describe('distance to lines', () => {
  /** A hundredth of a degree of latitude is 1,113 m; at 60 degrees north one of longitude half as much. */
  const line = [
    [10, 60],
    [10.01, 60],
  ]
  test('is measured to the nearest place of a line, ends included', () => {
    expect(metresToLines([line], 10.005, 60.001)).toBeCloseTo(111.3, 0)
    expect(metresToLines([line], 10.012, 60)).toBeCloseTo(111.3, 0)
    expect(metresToLines([line, [[10.012, 60]]], 10.012, 60)).toBe(0)
    expect(metresToLines([], 10, 60)).toBe(Infinity)
  })
  test('and length is the sum of its parts', () => {
    expect(lengthMetres(line)).toBeCloseTo(556.6, 0)
    expect(lengthMetres([...line, [10.01, 60.01]])).toBeCloseTo(556.6 + 1113.2, 0)
    expect(lengthMetres([[10, 60]])).toBe(0)
  })
})
