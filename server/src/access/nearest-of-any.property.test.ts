import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_FACILITY, UNREACHED, type NearestTable } from '../reach/nearest-table.ts'
import { mergeNearest } from './nearest-of-any.ts'

const ORIGINS = 3
const CUTOFF = 50
interface World {
  /** Per facility: time from each origin (above the cutoff: unreached) and the kinds it is of, as bits. */
  readonly facilities: readonly { times: number[]; kinds: number }[]
  readonly k: number
}
const worlds: fc.Arbitrary<World> = fc.record({
  facilities: fc.array(
    fc.record({
      times: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: ORIGINS, maxLength: ORIGINS }),
      kinds: fc.integer({ min: 1, max: 7 }),
    }),
    { maxLength: 9 },
  ),
  k: fc.integer({ min: 1, max: 3 }),
})

/** k nearest of the facilities whose kinds meet the mask, by sorting. */
function nearestBySorting({ facilities, k }: World, mask: number): NearestTable {
  const deciseconds = new Uint16Array(k * ORIGINS).fill(UNREACHED)
  const facility = new Uint32Array(k * ORIGINS).fill(NO_FACILITY)
  for (let origin = 0; origin < ORIGINS; origin++) {
    facilities
      .map((place, index) => ({ time: place.times[origin], index, kinds: place.kinds }))
      .filter((place) => (place.kinds & mask) !== 0 && place.time <= CUTOFF)
      .sort((a, b) => a.time - b.time || a.index - b.index)
      .slice(0, k)
      .forEach((place, rank) => {
        deciseconds[rank * ORIGINS + origin] = place.time
        facility[rank * ORIGINS + origin] = place.index
      })
  }
  return { k, originCount: ORIGINS, cutoffDeciseconds: CUTOFF, deciseconds, facility }
}

describe('nearest of any kind', () => {
  it('equals the k nearest of all places that are of one of the kinds, each counted once', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const merged = mergeNearest([1, 2, 4].map((kind) => nearestBySorting(world, kind)))
        expect(merged).toEqual(nearestBySorting(world, 7))
      }),
    )
  })
  it('does not depend on the order of the kinds', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const tables = [1, 2, 4].map((kind) => nearestBySorting(world, kind))
        expect(mergeNearest([...tables].reverse())).toEqual(mergeNearest(tables))
      }),
    )
  })
  it('leaves the tables that it reads alone', () => {
    const table = nearestBySorting({ facilities: [{ times: [1, 2, 3], kinds: 1 }], k: 2 }, 1)
    const before = table.deciseconds.slice()
    mergeNearest([table, table])
    expect(table.deciseconds).toEqual(before)
  })
  it('refuses tables of different origins or cutoffs', () => {
    const table = nearestBySorting({ facilities: [], k: 1 }, 1)
    expect(() => mergeNearest([])).toThrow('at least one table')
    expect(() => mergeNearest([table, { ...table, cutoffDeciseconds: 7 }])).toThrow('share origins and cutoff')
  })
})
