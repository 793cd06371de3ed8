import { describe, expect, it } from 'vitest'
import { UNREACHED } from '../reach/nearest-table.ts'
import { computeGap } from './gap.ts'

describe('computeGap', () => {
  it('is none up to and at the threshold, half at one and a half times, whole from twice on', () => {
    // The worked example of docs/methods/gap.md: T = 10 minutes.
    expect([0, 3000, 6000, 7500, 9000, 12000, 30000].map((t) => computeGap(t, 6000))).toEqual([
      0, 0, 0, 0.25, 0.5, 1, 1,
    ])
  })
  it('is whole without a walking time', () => {
    expect(computeGap(UNREACHED, 6000)).toBe(1)
  })
  it('is defined at a threshold of nought', () => {
    expect([computeGap(0, 0), computeGap(1, 0), computeGap(UNREACHED, 0)]).toEqual([0, 1, 1])
  })
})
