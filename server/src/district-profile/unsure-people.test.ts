import { describe, expect, it } from 'vitest'
import { OUTCOME } from '../access/cell-outcome.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { CellScores } from './cell-score.ts'
import { findFirstParts, spreadGapPeople } from './gap-people.ts'
import { sumSureGapPersons } from './sure-gap.ts'

const { served, unserved, uncertain, outsideNetwork, noStreet } = OUTCOME

/** Four cells; people are powers of two, so that a sum names who is in it. Cell 1 lies in both districts, cell 3 partly in none. */
const population: Population = {
  groupIds: ['all'],
  partCount: 6,
  partCell: Uint32Array.of(0, 1, 1, 2, 3, 3),
  partDistrict: [Uint32Array.of(0, 0, 1, 1, 1, NO_DISTRICT)],
  people: [Float64Array.of(1, 2, 4, 8, 16, 32)],
}

describe('people who cannot be assessed for sure', () => {
  const state = Uint8Array.of(unserved, uncertain, unserved, outsideNetwork)

  it('are told apart in a gap area, by district', () => {
    const first = findFirstParts(population, 4)
    const spread = spreadGapPeople(Uint32Array.of(0, 1, 2), state, population, 0, 0, first)
    expect([...spread]).toEqual([
      [0, { people: 3, uncertain: 2 }],
      [1, { people: 12, uncertain: 4 }],
    ])
  })

  it('add nothing to the gap persons that needs are ordered by', () => {
    const gap = Float64Array.of(0.5, 1, 0.25, 1)
    expect(sumSureGapPersons({ state, gap }, population, 0, 0, 2)).toEqual([0.5, 2])
  })
})

describe('the score of a hexagon on the map of a profile', () => {
  it('lies between what is reached and what a place beyond the edge of the data could add', () => {
    const scores = new CellScores(5)
    scores.add(Uint8Array.of(served, served, uncertain, unserved, outsideNetwork), 3)
    scores.add(Uint8Array.of(served, uncertain, unserved, unserved, noStreet), 1)
    expect(scores.list()).toEqual([
      { share: 1, shareUpper: 1 },
      { share: 0.75, shareUpper: 1 },
      { share: 0, shareUpper: 0.75 },
      { share: 0, shareUpper: 0 },
      null,
    ])
  })

  it('is nothing without any kind', () => {
    expect(new CellScores(1).list()).toEqual([null])
  })
})
