import { describe, expect, it } from 'vitest'
import { computeCostToSupply } from './cost-to-supply.ts'
import { computeGapToPlace } from './gap-to-place.ts'
import { REMARKS, type Measured } from './measured.ts'
import { computeNearestTime } from './nearest-time.ts'
import { computeServedWithin, sumServed } from './served-within.ts'
import { inputOf } from './testing/dense-scene.arbitrary.ts'

/** Value, null, and the remark behind a colon. */
const show = ({ value, hasValue, remark }: Measured): string[] =>
  Array.from(value, (x, i) => `${hasValue[i] === 1 ? x : 'null'}${remark[i] === 0 ? '' : `: ${REMARKS[remark[i]]}`}`)

const { matrix, people, supply } = inputOf({
  times: [
    [12.5, 3, 3, 20],
    [null, null, 10, null],
    [null, null, null, 1],
    [null, null, null, null],
  ],
  people: [7, 8, 9, 0.5],
  // The last one is closed.
  supply: [4, 2, 1, 0],
})

describe('the nearest place', () => {
  it('is counted one by one, also at the same time, and is null where there is none', () => {
    expect(show(computeNearestTime(matrix, supply, 1))).toEqual(['3', '10', 'null: no-route', 'null: no-route'])
    expect(show(computeNearestTime(matrix, supply, 2))[0]).toBe('3')
    expect(show(computeNearestTime(matrix, supply, 3))).toEqual([
      '12.5',
      'null: too-few-places',
      'null: no-route',
      'null: no-route',
    ])
    expect(show(computeNearestTime(matrix, supply, 4))[0]).toBe('null: too-few-places')
  })
  it('serves up to and at the threshold, and who has no way is not served', () => {
    const served = computeServedWithin(computeNearestTime(matrix, supply, 1), 10)
    expect(show(served)).toEqual(['1', '1', '0: no-route', '0: no-route'])
    expect(sumServed(served, people)).toEqual({ people: 24.5, served: 15, unserved: 9.5, share: 15 / 24.5 })
    expect(show(computeServedWithin(computeNearestTime(matrix, supply, 1), 9.99))[1]).toBe('0')
    expect(sumServed(served, new Float64Array(4))).toEqual({ people: 0, served: 0, unserved: 0, share: null })
  })
  it('leaves a gap beyond the threshold, a whole one without a way', () => {
    expect(show(computeGapToPlace(computeNearestTime(matrix, supply, 3), 10)).slice(0, 2)).toEqual([
      '0.25',
      '1: too-few-places',
    ])
    expect(show(computeGapToPlace(computeNearestTime(matrix, supply, 1), 10))).toEqual([
      '0',
      '0',
      '1: no-route',
      '1: no-route',
    ])
  })
})

describe('the time to so many units of supply', () => {
  it('is the first at which they add up to as many', () => {
    expect(show(computeCostToSupply(matrix, supply, 3))[0]).toBe('3')
    expect(show(computeCostToSupply(matrix, supply, 3.5))[0]).toBe('12.5')
    expect(show(computeCostToSupply(matrix, supply, 7.5))[0]).toBe('null: too-little-supply')
    expect(show(computeCostToSupply(matrix, supply, 1))).toEqual([
      '3',
      '10',
      'null: too-little-supply',
      'null: no-route',
    ])
  })
  it('is not missed by rounding: 0.7 + 0.1 + 0.2 is 1', () => {
    const input = inputOf({ times: [[1, 2, 3, 4]], people: [1], supply: [0.7, 0.1, 0.2, 5] })
    expect(show(computeCostToSupply(input.matrix, input.supply, 1))).toEqual(['3'])
  })
})
