import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessScore } from './assess.ts'
import { computeFifteenMinuteScore } from './fifteen-minute-score.ts'
import { contextOf, nearestOf } from './testing/scene.ts'

/** The worked example of docs/methods/fifteen-minute-score.md: meeting place (weight 2, 10 min), pharmacy (1, 15), library (1, 15; none). */
const kinds = [
  { categoryId: 'meeting', nearest: nearestOf([10, 12, 4]), thresholdDeciseconds: 6000, weight: 2 },
  { categoryId: 'pharmacy', nearest: nearestOf([15, 15.1, 20]), thresholdDeciseconds: 9000, weight: 1 },
  { categoryId: 'library', nearest: nearestOf([null, null, null]), thresholdDeciseconds: 9000, weight: 1 },
]
const cells = [{ minutes: null }, { minutes: null }, { minutes: null }]
const parts = [
  { cell: 0, district: 0, people: 4 },
  { cell: 1, district: 0, people: 8 },
  { cell: 2, district: 1, people: 4 },
]

describe('15-minute score', () => {
  it('is the weighted share of kinds within reach, thresholds included', () => {
    expect([...computeFifteenMinuteScore(kinds, 1)]).toEqual([0.75, 0, 0.5])
  })
  it('is averaged over people, and names the kinds that exist nowhere', () => {
    const result = assessScore({ kinds, rank: 1 }, contextOf(cells, parts, ['Nord', 'Süd']))
    expect(result.rows.map((row) => row.score)).toEqual([0.25, 0.5])
    expect(result.total.score).toBe(0.3125)
    expect(result.total.served).toBe(0)
    expect(result.categoriesWithoutPlace).toEqual(['library'])
  })
  it('serves those who reach every kind, at the time of the last', () => {
    const reached = kinds.slice(0, 2)
    const result = assessScore({ kinds: reached, rank: 1 }, contextOf(cells, parts, ['Nord', 'Süd']))
    expect(result.total).toMatchObject({ people: 16, served: 4, unserved: 12, medianMinutes: 15.1 })
    expect(result.total.score).toBeCloseTo((4 + 4 * (2 / 3)) / 16, 12)
    // Cell 1: meeting gap 0.2 × 2, pharmacy 0.1/15 × 1; cell 2: pharmacy 5/15 × 1; each over the weights 3.
    expect(result.total.gapPersons).toBeCloseTo((8 * (0.4 + 0.1 / 15)) / 3 + (4 * (5 / 15)) / 3, 12)
  })
  it('is uncertain only where places beyond the edge could complete the set', () => {
    const twoKinds = [
      { categoryId: 'a', nearest: nearestOf([1, null, null]), thresholdDeciseconds: 6000, weight: 1 },
      { categoryId: 'b', nearest: nearestOf([null, null, null]), thresholdDeciseconds: 9000, weight: 1 },
    ]
    // 12 minutes to the edge: too far for kind a (10 min), near enough for kind b (15 min).
    const near = [
      { minutes: null, edgeMinutes: 12 },
      { minutes: null, edgeMinutes: 12 },
      { minutes: null, edgeMinutes: 9 },
    ]
    const result = assessScore({ kinds: twoKinds, rank: 1 }, contextOf(near, parts, ['Nord', 'Süd']))
    expect(result.rows.map((row) => row.uncertain)).toEqual([4, 4])
  })
  it('stays within 0 … 1, and more time never lowers it', () => {
    const minutes = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(null)), {
      minLength: 4,
      maxLength: 4,
    })
    const kind = fc.record({
      minutes,
      threshold: fc.integer({ min: 0, max: 20 }),
      weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 10 }), (list, more) => {
        const scoreWith = (extra: number) =>
          computeFifteenMinuteScore(
            list.map((item) => ({
              nearest: nearestOf(item.minutes),
              thresholdDeciseconds: (item.threshold + extra) * 600,
              weight: item.weight,
            })),
            1,
          )
        const before = scoreWith(0)
        const after = scoreWith(more)
        for (let cell = 0; cell < 4; cell++) {
          expect(before[cell] >= 0 && before[cell] <= after[cell] && after[cell] <= 1).toBe(true)
        }
      }),
    )
  })
  it('refuses no kinds, weights of nought and ranks that the table lacks', () => {
    expect(() => computeFifteenMinuteScore([], 1)).toThrow('at least one kind')
    expect(() => computeFifteenMinuteScore([{ ...kinds[0], weight: 0 }], 1)).toThrow('above 0, got 0')
    expect(() => computeFifteenMinuteScore(kinds, 2)).toThrow('rank must be 1 … 1, got 2')
  })
})
