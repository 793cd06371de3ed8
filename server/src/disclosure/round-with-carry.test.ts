import { describe, expect, it } from 'vitest'
import { roundWithCarry } from './round-with-carry.ts'

describe('roundWithCarry', () => {
  it('carries what rounding leaves to the next', () => {
    // 2 | 2 + 2 = 4 → 5 | −1 + 7 = 6 → 5 | 1 + 0: nobody lives there | 1 + 3 = 4 → 5
    expect(roundWithCarry([2, 2, 7, 0, 3], 5)).toEqual({ rounded: Float64Array.of(0, 5, 5, 0, 5), carry: -1 })
  })

  it('rounds halves up, also of parts of people', () => {
    expect(roundWithCarry([2.5, 0.25, 7.25], 5)).toEqual({ rounded: Float64Array.of(5, 0, 5), carry: 0 })
  })

  it('goes on with what the list before left', () => {
    expect(roundWithCarry([2], 5, undefined, 1)).toEqual({ rounded: Float64Array.of(5), carry: -2 })
    expect(roundWithCarry([3], 5, undefined, -1)).toEqual({ rounded: Float64Array.of(0), carry: 2 })
  })

  it('keeps within caps and hands what they hold back to earlier and later ones with room', () => {
    expect(roundWithCarry([9, 9, 3], 5, [5, 20, 5])).toEqual({ rounded: Float64Array.of(5, 15, 0), carry: 1 })
    expect(roundWithCarry([5, 30], 5, [20, 5])).toEqual({ rounded: Float64Array.of(20, 5), carry: 10 })
    expect(roundWithCarry([0, 30], 5, [20, 5])).toEqual({ rounded: Float64Array.of(0, 5), carry: 25 })
  })

  it('leaves unknown numbers unknown and goes on behind them; an unknown cap is none', () => {
    expect(roundWithCarry([4, NaN, 4], 5, [NaN, 0, 5])).toEqual({ rounded: Float64Array.of(5, NaN, 5), carry: -2 })
  })

  it('has nothing to do with an empty list', () => {
    expect(roundWithCarry([], 5)).toEqual({ rounded: new Float64Array(0), carry: 0 })
  })
})
