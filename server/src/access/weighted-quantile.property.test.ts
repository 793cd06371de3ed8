import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNREACHED } from '../reach/nearest-table.ts'
import { weightedMeanTime } from './mean-time.ts'
import { sortByTime, weightedQuantile } from './weighted-quantile.ts'

const entries = fc.array(
  fc.record({
    time: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(UNREACHED)),
    weight: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 30 },
)
const columnsOf = (list: { time: number; weight: number }[]) => ({
  times: Uint16Array.from(list, (entry) => entry.time),
  weights: Float64Array.from(list, (entry) => entry.weight),
})

/** Writes every person down, shortest walk first, and counts. */
function quantileByCounting(list: { time: number; weight: number }[], percent: number): number | null {
  const persons = list
    .filter((entry) => entry.time !== UNREACHED)
    .flatMap((entry) => Array<number>(entry.weight).fill(entry.time))
    .sort((a, b) => a - b)
  if (persons.length === 0) return null
  return persons[Math.max(0, Math.ceil((percent * persons.length) / 100) - 1)]
}

describe('weighted quantile', () => {
  it('equals counting persons one by one', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(0, 10, 25, 50, 75, 90, 100), (list, percent) => {
        const { times, weights } = columnsOf(list)
        expect(weightedQuantile(times, weights, percent / 100)).toBe(quantileByCounting(list, percent))
      }),
    )
  })
  it('is a time that somebody walks, never a value in between', () => {
    expect(weightedQuantile(Uint16Array.of(10, 20), Float64Array.of(1, 1), 0.5)).toBe(10)
    expect(weightedQuantile(Uint16Array.of(10, 20), Float64Array.of(1, 1.25), 0.5)).toBe(20)
  })
  it('leaves nobody out of a share above the last rounding error', () => {
    expect(weightedQuantile(Uint16Array.of(1, 2, 3), Float64Array.of(0.1, 0.2, 0.3), 1)).toBe(3)
  })
  it('refuses a share outside 0 … 1 and weights that do not fit', () => {
    expect(() => weightedQuantile(Uint16Array.of(1), Float64Array.of(1), 1.5)).toThrow('q must be 0 … 1, got 1.5')
    expect(() => weightedQuantile(Uint16Array.of(1), Float64Array.of(), 0.5)).toThrow(
      '1 times need as many weights, got 0',
    )
  })
  it('sorts by time, keeps the order of equals and leaves out who has no time', () => {
    expect([...sortByTime(Uint16Array.of(5, UNREACHED, 3, 5, 0))]).toEqual([4, 2, 0, 3])
    expect([...sortByTime(Uint16Array.of(UNREACHED))]).toEqual([])
  })
})

describe('weighted mean time', () => {
  it('weighs people and counts those without a time', () => {
    expect(weightedMeanTime(Uint16Array.of(600, 1200, UNREACHED), Float64Array.of(1, 3, 8))).toEqual({
      deciseconds: 1050,
      weightWithTime: 4,
      weightWithoutTime: 8,
    })
  })
  it('is null where nobody has a time', () => {
    expect(weightedMeanTime(Uint16Array.of(UNREACHED, 5), Float64Array.of(8, 0)).deciseconds).toBeNull()
  })
  it('lies between the shortest and the longest time', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const { times, weights } = columnsOf(list)
        const mean = weightedMeanTime(times, weights).deciseconds
        const walked = list.filter((entry) => entry.weight > 0 && entry.time !== UNREACHED).map((entry) => entry.time)
        if (mean === null) expect(walked).toEqual([])
        else expect(mean >= Math.min(...walked) && mean <= Math.max(...walked)).toBe(true)
      }),
    )
  })
})
