import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { createGridTown, TOWN_COLUMNS, TOWN_ROWS, type GridTown } from './testing/grid-town.ts'
import { createWhatIfEngine, type WhatIfAnswer } from './what-if-engine.ts'

const TODAY = { profile: 'standard', modifications: [] } as const
const towns = fc.integer({ min: 1, max: 10_000 }).map((seed) => createGridTown(seed))
const spot = fc.tuple(
  fc.double({ min: 0, max: TOWN_COLUMNS - 1, noNaN: true }),
  fc.double({ min: 0, max: TOWN_ROWS - 1, noNaN: true }),
)
const questions = fc.record({
  profile: fc.constantFrom('standard', '80plus', 'wheelchair'),
  categoryIds: fc.constantFrom(['meet'], ['library'], ['meet', 'library']),
  mode: fc.constantFrom('any', 'score'),
  rank: fc.constantFrom(1, 2, 3),
  groupId: fc.constantFrom('all', '65plus', 'under18'),
  levelId: fc.constant('half'),
  minutes: fc.constantFrom(2, 5, 8),
}) as fc.Arbitrary<WhatIfQuestion>
const runs = { numRuns: 60, seed: 20 }

const add = (town: GridTown, [column, row]: readonly [number, number], id = 'new'): Modification => {
  const [lng, lat] = town.position(column, row)
  return { id, kind: 'add-facility', lng, lat, name: 'Neuer Treff', categoryIds: ['meet'] }
}
const ask = (town: GridTown, question: WhatIfQuestion, modifications: readonly Modification[]): WhatIfAnswer =>
  createWhatIfEngine(town.region).effect(
    { ...TODAY, profile: question.profile },
    { profile: question.profile, modifications },
    question,
  )
const isSame = ({ effect, before, after }: WhatIfAnswer): void => {
  expect(after).toEqual(before)
  for (const row of [effect.total, ...effect.rows]) {
    expect(row.after).toEqual(row.before)
    expect([row.gained, row.lost, row.faster, row.slower, row.personMinutesSaved]).toEqual([0, 0, 0, 0, 0])
  }
}

describe('a scenario', () => {
  it('that is empty is the baseline, byte for byte', () => {
    fc.assert(
      fc.property(towns, questions, (town, question) => isSame(ask(town, question, []))),
      runs,
    )
  })

  it('that adds a place never makes anybody worse off', () => {
    fc.assert(
      fc.property(towns, questions, spot, (town, question, place) => {
        const { effect, before, after } = ask(town, question, [add(town, place)])
        for (let cell = 0; cell < before.length; cell++) expect(after[cell]).toBeLessThanOrEqual(before[cell])
        for (const row of [effect.total, ...effect.rows]) {
          expect(row.lost).toBe(0)
          expect(row.slower).toBe(0)
          expect(row.after.served).toBeGreaterThanOrEqual(row.before.served)
        }
      }),
      runs,
    )
  })

  it('that adds a place and closes it again is the baseline, and so is one that moves a place and moves it back', () => {
    fc.assert(
      fc.property(towns, questions, spot, (town, question, place) => {
        isSame(ask(town, question, [add(town, place), { id: 'x', kind: 'close-facility', facilityId: 'scenario/new' }]))
        const { id: facilityId, lng, lat } = town.region.facilities[0]
        const [awayLng, awayLat] = town.position(...place)
        isSame(
          ask(town, question, [
            { id: 'a', kind: 'move-facility', facilityId, lng: awayLng, lat: awayLat },
            { id: 'b', kind: 'move-facility', facilityId, lng, lat },
          ]),
        )
      }),
      runs,
    )
  })

  it('that closes a place never makes anybody better off', () => {
    fc.assert(
      fc.property(towns, questions, fc.nat(7), (town, question, place) => {
        const { id: facilityId } = town.region.facilities[place]
        const { effect, before, after } = ask(town, question, [{ id: 'x', kind: 'close-facility', facilityId }])
        for (let cell = 0; cell < before.length; cell++) expect(after[cell]).toBeGreaterThanOrEqual(before[cell])
        expect([effect.total.gained, effect.total.faster]).toEqual([0, 0])
      }),
      runs,
    )
  })

  it('adds up: served + unserved = people, districts = total, and gained − lost + by population = change', () => {
    fc.assert(
      fc.property(towns, questions, spot, fc.nat(7), (town, question, place, closed) => {
        const [lng, lat] = town.position(...place)
        const side = 0.001
        const { effect } = ask(town, question, [
          add(town, place),
          { id: 'c', kind: 'close-facility', facilityId: town.region.facilities[closed].id },
          {
            id: 'h',
            kind: 'add-housing',
            name: 'Neubau',
            area: [
              [lng - side, lat - side / 2],
              [lng, lat - side / 2],
              [lng, lat],
              [lng - side, lat],
            ],
            people: { all: 123, '65plus': 20.5 },
          },
          {
            id: 'g',
            kind: 'change-population',
            levelId: 'half',
            entries: [{ districtId: 'w', groupId: '65plus', percent: 12 }],
          },
        ])
        const rows = [effect.total, ...effect.rows]
        for (const row of rows) {
          for (const { people, served, unserved } of [row.before, row.after]) expect(served + unserved).toBe(people)
          expect(row.gained - row.lost + row.servedByPopulation).toBe(row.after.served - row.before.served)
        }
        for (const figure of ['gained', 'lost', 'faster', 'slower', 'servedByPopulation'] as const) {
          const sum = effect.rows.reduce((total, row) => total + row[figure], 0)
          expect(sum).toBe(effect.total[figure])
        }
        const group = effect.groups.find(({ groupId }) => groupId === question.groupId)
        expect(group).toMatchObject({
          after: effect.total.after,
          before: effect.total.before,
          gained: effect.total.gained,
        })
      }),
      runs,
    )
  })

  it('answers in any order of equal effect, and tells problems without stopping', () => {
    const town = createGridTown(7)
    const question: WhatIfQuestion = {
      profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5,
    } // prettier-ignore
    const good = add(town, [4, 3])
    const faulty: Modification[] = [
      { id: 'gone', kind: 'close-facility', facilityId: 'osm/node/1' },
      { ...good, id: 'kind', categoryIds: ['castle'] } as Modification,
      { ...good, id: 'far', lng: 11 } as Modification,
      { ...good, id: 'new' } as Modification,
      { id: 'level', kind: 'change-population', levelId: 'x', entries: [{ districtId: null, groupId: null, percent: 1 }] },
      { id: 'bow', kind: 'add-housing', name: '', area: [town.position(1, 1), town.position(2, 2), town.position(2, 1), town.position(1, 2)] as never, people: { all: 1 } },
      { id: 'few', kind: 'add-housing', name: '', area: [town.position(1, 1), town.position(2, 1), town.position(2, 2)] as never, people: { '65plus': 1 } },
    ] // prettier-ignore
    const alone = ask(town, question, [good])
    const together = ask(town, question, [good, ...faulty])
    expect(together.after).toEqual(alone.after)
    expect(together.effect.problems.map(({ modificationId, code }) => [modificationId, code])).toEqual([
      ['gone', 'facility-gone'],
      ['kind', 'unknown-category'],
      ['far', 'outside-region'],
      ['new', 'duplicate-id'],
      ['level', 'unknown-level'],
      ['bow', 'area-invalid'],
      ['few', 'people-missing'],
    ])
  })

  it('leaves out what is planned for later, until that day', () => {
    const town = createGridTown(7)
    const planned = { ...add(town, [4, 3]), plannedFrom: '2027-06-01' } as Modification
    const question = { profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5 } as const // prettier-ignore
    const early = ask(town, { ...question, categoryIds: ['meet'], day: '2027-05-31' }, [planned])
    expect(early.after).toEqual(early.before)
    expect(early.effect.problems.map(({ code }) => code)).toEqual(['planned-later'])
    const late = ask(town, { ...question, categoryIds: ['meet'], day: '2027-06-01' }, [planned])
    expect(late.after).not.toEqual(late.before)
    expect(late.effect.problems).toEqual([])
  })
})

describe('checking closures', () => {
  it('says of each place what really closing it does', () => {
    fc.assert(
      fc.property(towns, questions, (town, asked) => {
        const question = { ...asked, mode: 'any' } as WhatIfQuestion
        const engine = createWhatIfEngine(town.region)
        const today = { profile: question.profile, modifications: [] }
        const { rows } = engine.closureCheck(today, question)
        for (const row of rows) {
          const closed: Modification[] = [{ id: 'x', kind: 'close-facility', facilityId: row.facilityId }]
          const { effect, after } = engine.effect(today, { ...today, modifications: closed }, question)
          expect(row.losing).toBe(effect.total.lost)
          expect(row.extraPersonMinutes).toBeCloseTo(-effect.total.personMinutesSaved, 6)
          if (row.losingAll > 0) expect(after.some((time) => time === UNREACHED)).toBe(true)
          expect(row.losingAll).toBeLessThanOrEqual(row.losing)
        }
        expect(rows.map((row) => row.losing)).toEqual(rows.map((row) => row.losing).sort((a, b) => b - a))
      }),
      runs,
    )
  })

  it('lets every person of a catchment go somewhere or nowhere', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const question = { profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5 } as unknown as WhatIfQuestion // prettier-ignore
        const { rows } = createWhatIfEngine(town.region).closureCheck(TODAY, question)
        for (const row of rows) {
          const takenOver = row.takenOverBy.reduce((sum, { people }) => sum + people, 0) + row.otherPeople
          expect(takenOver).toBeLessThanOrEqual(row.catchmentPeople)
          expect(row.takenOverBy.map(({ facilityId }) => facilityId)).not.toContain(row.facilityId)
        }
      }),
      runs,
    )
  })
})

describe('shared use', () => {
  it('says of each place what really opening it does, and opens in a greedy order', () => {
    fc.assert(
      fc.property(towns, questions, (town, asked) => {
        const question = { ...asked, categoryIds: ['meet'], mode: 'any' } as WhatIfQuestion
        const engine = createWhatIfEngine(town.region)
        const today = { profile: question.profile, modifications: [] }
        const { rows, candidateCategoryIds } = engine.sharedUse(today, question)
        expect(candidateCategoryIds).toEqual(['library'])
        const opened = (facilityId: string, id: string): Modification => {
          const { categoryIds } = town.region.facilities.find((place) => place.id === facilityId)!
          return { id, kind: 'change-facility', facilityId, categoryIds: [...categoryIds, 'meet'] }
        }
        for (const row of rows) {
          const { effect } = engine.effect(today, { ...today, modifications: [opened(row.facilityId, 'o')] }, question)
          expect(row.gained).toBe(effect.total.gained)
          expect(row.personMinutesSaved).toBeCloseTo(effect.total.personMinutesSaved, 6)
        }
        const order = rows.filter((row) => row.order !== null).sort((a, b) => a.order! - b.order!)
        if (order.length === 0) return
        expect(order[0].gainedInOrder).toBe(Math.max(...rows.map(({ gained }) => gained)))
        const all = order.map((row, i) => opened(row.facilityId, `o${i}`))
        const { effect } = engine.effect(today, { ...today, modifications: all }, question)
        expect(order.reduce((sum, row) => sum + row.gainedInOrder!, 0)).toBe(effect.total.gained)
      }),
      runs,
    )
  })
})
