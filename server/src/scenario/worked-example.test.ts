import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { A, at, LENGTH, place, street } from './testing/one-street-town.ts'
import { createWhatIfEngine } from './what-if-engine.ts'

const QUESTION: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'whole', minutes: 5,
} // prettier-ignore
const TODAY = { profile: 'standard', modifications: [] } as const

describe('the worked examples of the method cards', () => {
  it('what if: a second place serves the last hexagon and saves 700 person-minutes', () => {
    const engine = createWhatIfEngine(street([place('X', 0, 'meet')]))
    const [lng, lat] = at(LENGTH)
    const opened: Modification = { id: 'Y', kind: 'add-facility', lng, lat, name: 'Y', categoryIds: ['meet'] }
    const { effect } = engine.effect(TODAY, { ...TODAY, modifications: [opened] }, QUESTION)
    expect(effect.total.before.served).toBe(200)
    expect(effect.total).toMatchObject({ gained: 100, lost: 0, servedByPopulation: 0, faster: 100, slower: 0 })
    expect(effect.total.personMinutesSaved).toBeCloseTo(700, 0)
    const closed: Modification = { id: 'x', kind: 'close-facility', facilityId: 'X' }
    const both = engine.effect(TODAY, { ...TODAY, modifications: [opened, closed] }, QUESTION).effect.total
    expect([both.gained, both.lost]).toEqual([100, 200])
    expect(both.after.served - both.before.served).toBe(-100)
  })

  it('closures: the western place is missed by 200, the eastern one by 100 who walk 7 minutes more', () => {
    const engine = createWhatIfEngine(street([place('X', 0, 'meet'), place('Y', LENGTH, 'meet')]))
    const { rows } = engine.closureCheck(TODAY, QUESTION)
    expect(
      rows.map(({ facilityId, losing, losingAll, critical }) => [facilityId, losing, losingAll, critical]),
    ).toEqual([
      ['X', 200, 0, true],
      ['Y', 100, 0, true],
    ])
    expect(rows[1].extraPersonMinutes).toBeCloseTo(700, 0)
    expect(rows[1].takenOverBy).toEqual([{ facilityId: 'X', name: 'X', people: 100 }])
  })

  it('shared use: the library near the last hexagon gains 100, the one beside the first none', () => {
    const places = [place('X', 0, 'meet'), place('beside', A, 'library'), place('useful', LENGTH, 'library')]
    const { rows } = createWhatIfEngine(street(places)).sharedUse(TODAY, QUESTION)
    expect(rows.map(({ facilityId, gained, order }) => [facilityId, gained, order])).toEqual([
      ['useful', 100, 1],
      ['beside', 0, null],
    ])
  })
})
