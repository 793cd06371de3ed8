import { describe, expect, it } from 'vitest'
import { computeBalancedCatchment } from './balanced-catchment.ts'
import { binaryDecay, computeWeights, stepDecay } from './decay.ts'
import { measureSum, REMARKS } from './measured.ts'
import { computeModifiedTwoStepCatchment } from './modified-two-step-catchment.ts'
import type { CatchmentAccess } from './supply-ratio.ts'
import { inputOf, total, type DenseScene } from './testing/dense-scene.arbitrary.ts'
import { computeThreeStepCatchment } from './three-step-catchment.ts'
import { computeTwoStepCatchment } from './two-step-catchment.ts'

/**
 * The worked example of docs/methods/floating-catchment.md: 1,000 people in Mitte, 5 minutes from Alpha (20 seats) and 8 from
 * Beta (10 seats); 500 in Nord, 4 minutes from Beta.
 */
const SCENE: DenseScene = {
  times: [
    [5, 8],
    [null, 4],
  ],
  people: [1000, 500],
  supply: [20, 10],
}
const DECAY = stepDecay([5, 10, 15], [1, 0.68, 0.22])

function run(compute: typeof computeTwoStepCatchment, decay = DECAY, scene = SCENE): CatchmentAccess {
  const { matrix, people, supply } = inputOf(scene)
  return compute(matrix, people, supply, computeWeights(matrix, decay))
}
const close = (values: Iterable<number>, expected: readonly number[]): void =>
  [...values].forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12))
const distributed = ({ access }: CatchmentAccess): number => total(access.map((value, i) => value * SCENE.people[i]))

describe('floating catchments', () => {
  it('2SFCA: everybody within the threshold competes alike', () => {
    const result = run(computeTwoStepCatchment, binaryDecay(10))
    close(result.demand, [1000, 1500])
    close(result.ratio, [0.02, 10 / 1500])
    close(result.access, [0.02 + 10 / 1500, 10 / 1500])
    expect(distributed(result)).toBeCloseTo(30, 12)
  })
  it('E2SFCA: who is farther away competes less and gets less', () => {
    const result = run(computeTwoStepCatchment)
    close(result.demand, [1000, 1180])
    close(result.access, [0.02 + (0.68 * 10) / 1180, 10 / 1180])
    expect(distributed(result)).toBeCloseTo(30, 12)
  })
  it('M2SFCA: distance wastes supply', () => {
    const result = run(computeModifiedTwoStepCatchment)
    close(result.access, [0.02 + (0.68 * 0.68 * 10) / 1180, 10 / 1180])
    expect(distributed(result)).toBeCloseTo(28.156, 3)
  })
  it('3SFCA: people choose before they compete', () => {
    const result = run(computeThreeStepCatchment)
    close(result.demand, [1000 / 1.68, (1000 * 0.68 * 0.68) / 1.68 + 500])
    close(result.access, [0.02 + ((0.68 * 0.68) / 1.68) * (10 / result.demand[1]), 10 / result.demand[1]])
    expect(distributed(result)).toBeCloseTo(30, 12)
  })
  it('3SFCA: places beyond the catchment do not take part in the choice', () => {
    const scene = { times: SCENE.times.map((row) => [...row, 15.5]), people: SCENE.people, supply: [20, 10, 1000] }
    expect(run(computeThreeStepCatchment, DECAY, scene).access).toEqual(run(computeThreeStepCatchment).access)
  })
  it('BFCA: people and ratios are divided, so that both are counted once, and supply is not conserved', () => {
    const result = run(computeBalancedCatchment)
    close(result.demand, [1000 / 1.68, 680 / 1.68 + 500])
    close(result.access, [20 / (1000 / 1.68) + (0.68 / 1.68) * result.ratio[1], (1 / 1.68) * result.ratio[1]])
    expect(total(result.demand)).toBeCloseTo(1500, 10)
    expect(total(result.access)).toBeCloseTo(total(result.ratio), 14)
    expect(distributed(result)).toBeCloseTo(41.36, 2)
  })
  it.each([
    ['2SFCA', computeTwoStepCatchment],
    ['M2SFCA', computeModifiedTwoStepCatchment],
    ['3SFCA', computeThreeStepCatchment],
    ['BFCA', computeBalancedCatchment],
  ])('%s: a place that only empty origins reach contributes nought, and they are told', (_, compute) => {
    const scene: DenseScene = {
      times: [
        [5, null],
        [null, 5],
        [null, null],
        [16, 16],
      ],
      people: [100, 0, 7, 8],
      supply: [20, 10],
    }
    const result = run(compute, DECAY, scene)
    expect([...result.access]).toEqual([0.2, 0, 0, 0])
    expect([...result.ratio]).toEqual([0.2, 0])
    expect([...result.isWithoutDemand]).toEqual([0, 1])
    const { matrix } = inputOf(scene)
    const { remark } = measureSum(matrix, result.access, computeWeights(matrix, DECAY), result.isWithoutDemand)
    expect(Array.from(remark, (code) => REMARKS[code])).toEqual([
      '',
      'place-without-demand',
      'no-route',
      'none-in-reach',
    ])
  })
})
