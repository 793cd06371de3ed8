import { describe, expect, it } from 'vitest'
import { computeBalancingTime } from './balancing-time.ts'
import { REMARKS } from './measured.ts'
import { inputOf } from './testing/dense-scene.arbitrary.ts'

/** The worked example of docs/methods/balancing-time.md: 60 seats at 3.2 min, 40 at 7.5 min, 30 at 12 min. */
function balance(people: number, step = 1, times: (number | null)[] = [3.2, 7.5, 12]): number | string {
  const input = inputOf({ times: [times], people: [people], supply: [60, 40, 30] })
  const { value, hasValue, remark } = computeBalancingTime(input.matrix, input.people, input.supply, step)
  return hasValue[0] === 1 ? value[0] : REMARKS[remark[0]]
}

describe('the balancing time', () => {
  it('is the first minute at which there is more supply than people', () => {
    expect([59, 99].map((people) => balance(people))).toEqual([4, 8])
  })
  it('asks for more, not for as much', () => {
    expect([60, 100].map((people) => balance(people))).toEqual([8, 12])
  })
  it('is null where all supply is not more, and where there is no way', () => {
    expect([balance(129.5), balance(130), balance(200)]).toEqual([12, 'too-little-supply', 'too-little-supply'])
    expect(balance(1, 1, [null, null, null])).toBe('no-route')
  })
  it('is nought where nobody lives, also without a way', () => {
    expect([balance(0), balance(0, 1, [null, null, null])]).toEqual([0, 0])
  })
  it('is nought where there is enough on the spot', () => {
    expect(balance(59, 1, [0, 5, 5])).toBe(0)
  })
  it('lies on the grid of its step, whatever the step', () => {
    expect([0.5, 5, 100].map((step) => balance(99, step))).toEqual([7.5, 10, 100])
    // Neither 3 · 0.1 is 0.3 in a computer, nor 0.7 / 0.1 is 7.
    for (let tenths = 1; tenths <= 120; tenths++) expect(balance(1, 0.1, [tenths / 10, 13, 13])).toBe(tenths / 10)
  })
  it('is not missed by rounding: 0.7 + 0.1 + 0.2 is not more than 1', () => {
    const input = inputOf({ times: [[1, 2, 3, 4]], people: [1], supply: [0.2, 0.1, 0.7, 0.1] })
    expect([...computeBalancingTime(input.matrix, input.people, input.supply, 1).value]).toEqual([4])
    const other = inputOf({ times: [[0, 0, 0, 11]], people: [39.8], supply: [39.6, 0.1, 0.1, 0.1] })
    expect([...computeBalancingTime(other.matrix, other.people, other.supply, 1).value]).toEqual([11])
  })
})
