import { describe, expect, it } from 'vitest'
import { computeCatchmentPopulation } from './catchment-population.ts'
import { computeCumulativeInterval } from './cumulative-interval.ts'
import { binaryDecay, computeWeights, exponentialDecay } from './decay.ts'
import { computeGravity } from './gravity.ts'
import { measurePlaces, measureSum, REMARKS } from './measured.ts'
import { inputOf, type DenseScene } from './testing/dense-scene.arbitrary.ts'

/** The worked example of docs/methods/cumulative.md: supply in powers of two, so that a sum names the places within reach. */
const SCENE: DenseScene = {
  times: [
    [4, 10, 10.1, 14.9, null],
    [30, null, null, null, null],
    [null, null, null, null, null],
  ],
  people: [100, 40, 3],
  supply: [1, 2, 4, 8, 16],
}
const { matrix, people, supply } = inputOf(SCENE)
const within = (minutes: number) => computeWeights(matrix, binaryDecay(minutes))
const interval = (from: number, to: number, step = 1) =>
  computeCumulativeInterval(matrix, supply, { from, to, step })[0]

describe('cumulative opportunities', () => {
  it('count places up to and at the threshold', () => {
    expect([3.9, 4, 10, 10.1, 60].map((t) => computeGravity(matrix, supply, within(t))[0])).toEqual([0, 1, 3, 7, 15])
  })
  it('are nought and not null where nothing is in reach, and say why', () => {
    const { value, hasValue, remark } = measureSum(matrix, computeGravity(matrix, supply, within(10)), within(10))
    expect([...value]).toEqual([3, 0, 0])
    expect([...hasValue]).toEqual([1, 1, 1])
    expect(Array.from(remark, (code) => REMARKS[code])).toEqual(['', 'none-in-reach', 'no-route'])
  })
  it('over an interval of thresholds are the median of an odd number of values, or the mean of the two middle ones', () => {
    // From 5 to 15 minutes: five times 1, once 3, four times 7, once 15.
    expect([interval(5, 15), interval(5, 14), interval(9, 10), interval(10, 11)]).toEqual([3, 2, 2, 5])
    // The middle of 10.7, 10.8 … 19.1 is 14.9, which 10.7 + 42 · 0.1 misses in a computer.
    expect(interval(10.7, 19.1, 0.1)).toBe(15)
    expect([interval(10, 10), interval(0, 3), interval(10, 10.1, 0.1)]).toEqual([3, 0, 5])
  })
  it('over an interval are not cut to whole numbers', () => {
    const half = inputOf({ times: [[4, 10]], people: [1], supply: [0.5, 0.25] })
    expect(computeCumulativeInterval(half.matrix, half.supply, { from: 9, to: 10, step: 1 })[0]).toBe(0.625)
  })
})

describe('the potential', () => {
  it('weights supply by decay', () => {
    const beta = Math.LN2 / 10
    expect(computeGravity(matrix, supply, computeWeights(matrix, exponentialDecay(beta)))[1]).toBeCloseTo(1 / 8, 14)
  })
})

describe('people within reach of a place', () => {
  it('are those who walk there, and every place comes back', () => {
    const measured = measurePlaces(matrix, computeCatchmentPopulation(matrix, people, within(10)), within(10))
    expect([...measured.value]).toEqual([100, 100, 0, 0, 0])
    expect([...measured.hasValue]).toEqual([1, 1, 1, 1, 1])
    expect(Array.from(measured.remark, (code) => REMARKS[code])).toEqual([
      '',
      '',
      'none-in-reach',
      'none-in-reach',
      'no-route',
    ])
  })
  it('are counted on the way to it, not on the way back', () => {
    const there = inputOf({ times: [[5]], people: [10], supply: [1] })
    const back = inputOf({ times: [[15]], people: [10], supply: [1] })
    const caught = [there, back].map((input) =>
      computeCatchmentPopulation(input.matrix, input.people, computeWeights(input.matrix, binaryDecay(10))),
    )
    expect(caught.map(([count]) => count)).toEqual([10, 0])
  })
})
