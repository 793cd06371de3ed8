import { describe, expect, it } from 'vitest'
import { binaryDecay, computeWeights, exponentialDecay } from './decay.ts'
import { measureSum, REMARKS } from './measured.ts'
import { computeSpatialAvailability, perHead } from './spatial-availability.ts'
import { inputOf, total, type DenseScene } from './testing/dense-scene.arbitrary.ts'

/** The worked example of docs/methods/spatial-availability.md, from Soukhov et al. 2023. */
const TOY: DenseScene = {
  times: [
    [15, 30, 100],
    [30, 15, 100],
    [100, 100, 15],
  ],
  people: [50_000, 150_000, 10_000],
  supply: [100_000, 100_000, 10_000],
}

function run(scene: DenseScene, decay = exponentialDecay(0.1), alpha?: number) {
  const { matrix, people, supply } = inputOf(scene)
  const weights = computeWeights(matrix, decay)
  const result = computeSpatialAvailability(matrix, people, supply, weights, alpha)
  const measured = measureSum(matrix, result.available, weights, result.isWithoutDemand)
  return { ...result, measured, head: perHead(measured, people) }
}

describe('spatial availability', () => {
  it('is that of the toy example of its authors', () => {
    const { available, head } = run(TOY)
    expect(Array.from(available, Math.round)).toEqual([66_833, 133_203, 9_963])
    expect(total(available)).toBeCloseTo(210_000, 8)
    expect(Array.from(head.value, (value) => Math.round(value * 1000) / 1000)).toEqual([1.337, 0.888, 0.996])
  })
  it('gives nought, not no number, where only empty origins reach a place', () => {
    const scene: DenseScene = { times: [[5, null], [null, 5], [5, null]], people: [10, 0, 0], supply: [4, 8] } // prettier-ignore
    for (const alpha of [0, 1]) {
      const { available, head, measured } = run(scene, binaryDecay(10), alpha)
      expect([...available]).toEqual([4, 0, 0])
      expect([...head.value]).toEqual([0.4, 0, 0])
      expect(Array.from(measured.remark, (code) => REMARKS[code])).toEqual(['', 'place-without-demand', ''])
      expect(Array.from(head.remark, (code) => REMARKS[code])).toEqual(['', 'place-without-demand', 'no-people'])
    }
  })
  it('divides by people to the power of alpha', () => {
    const scene: DenseScene = { times: [[5], [5]], people: [1, 3], supply: [20] }
    expect([0, 1, 2].map((alpha) => [...run(scene, binaryDecay(10), alpha).available])).toEqual([
      [10, 10],
      [5, 15],
      [2, 18],
    ])
  })
})
