import { describe, expect, it } from 'vitest'
import { DEFAULT_DISCLOSURE_RULE, ruleWithMinimum, stepOf } from './disclosure-rule.ts'

describe('the step of a rule', () => {
  it('is the multiple of five that is not below the minimum', () => {
    expect(stepOf(DEFAULT_DISCLOSURE_RULE)).toBe(5)
    expect([3, 5, 6, 10, 11].map((minimum) => stepOf(ruleWithMinimum(minimum)))).toEqual([5, 5, 10, 10, 15])
    expect(stepOf({ minimum: 3, roundTo: 1, percentageBase: 30 })).toBe(3)
  })

  it('is refused for rules without sense', () => {
    for (const minimum of [1, 0, -5, 2.5, NaN]) expect(() => stepOf(ruleWithMinimum(minimum))).toThrow(/minimum/)
    expect(() => stepOf({ minimum: 5, roundTo: 0, percentageBase: 30 })).toThrow(/steps/)
  })
})
