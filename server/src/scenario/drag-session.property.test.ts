import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect, Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { applyScenario } from './apply-scenario.ts'
import { buildBaseline } from './baseline.ts'
import { createDragSession } from './drag-session.ts'
import { computeEffect } from './effect.ts'
import { createRemovalSession } from './removal-session.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { createGridTown, TOWN_COLUMNS, TOWN_ROWS, type GridTown } from './testing/grid-town.ts'
import { computeOutcome } from './times.ts'
import { createWhatIfEngine } from './what-if-engine.ts'

const PLACES = 8
const towns = fc.integer({ min: 1, max: 10_000 }).map((seed) => createGridTown(seed, PLACES))
/** Also beside the town: where no street is near, and beyond the street data. */
const spots = fc.array(
  fc.tuple(
    fc.double({ min: -3, max: TOWN_COLUMNS + 2, noNaN: true }),
    fc.double({ min: -3, max: TOWN_ROWS + 2, noNaN: true }),
  ),
  { minLength: 1, maxLength: 4 },
)
const questions = fc.record({
  profile: fc.constantFrom('standard', '80plus', 'wheelchair'),
  categoryIds: fc.constantFrom(['meet'], ['library'], ['meet', 'library'], ['library', 'meet', 'shop']),
  mode: fc.constantFrom('any', 'score'),
  rank: fc.constantFrom(1, 2, 3),
  groupId: fc.constantFrom('all', '65plus', 'under18'),
  levelId: fc.constant('half'),
  minutes: fc.constantFrom(2, 5, 8),
}) as fc.Arbitrary<WhatIfQuestion>
const runs = { numRuns: 120, seed: 21 }
const KINDS = [['meet'], ['library', 'meet'], ['shop']] as const

/** The long way: resolve, apply, all times anew, the whole balance. */
function anew(town: GridTown, question: WhatIfQuestion, modifications: readonly Modification[]) {
  const baseline = buildBaseline(town.region, question.profile)
  const { state, problems } = applyScenario(baseline, resolveScenario(town.region, modifications))
  const before = { state: baseline, outcome: computeOutcome(baseline, question) }
  const outcome = computeOutcome(state, question)
  const effect = computeEffect(before, { state, outcome }, question, problems)
  return { effect, outcome, codes: problems.map(({ code }) => code) }
}
/** What a session does not know: the problems of the modification. */
const figuresOf = ({ problems: _, ...figures }: Effect) => figures
const CODE = { connected: [], outsideNetwork: ['outside-region'], noStreet: ['no-street-near'] }

describe('dragging', () => {
  it('a new place says at every position what adding it there says', () => {
    fc.assert(
      fc.property(towns, questions, spots, fc.constantFrom(...KINDS), (town, question, places, categoryIds) => {
        const state = buildBaseline(town.region, question.profile)
        const session = createDragSession(state, question, { facilityIndex: null, categoryIds })
        for (const place of places) {
          const [lng, lat] = town.position(...place)
          const dragged = session.moveTo(lng, lat)
          const added = anew(town, question, [
            { id: 'a', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: [...categoryIds] },
          ])
          expect(dragged.outcome).toEqual(added.outcome)
          expect(dragged.deciseconds).toBe(dragged.outcome.deciseconds)
          expect(figuresOf(dragged.effect)).toEqual(figuresOf(added.effect))
          expect(added.codes).toEqual(CODE[dragged.status])
        }
        expect(session.remove().outcome).toEqual(computeOutcome(state, question))
      }),
      runs,
    )
  })

  it('an existing place says at every position what moving it there says, and back home it is the baseline', () => {
    fc.assert(
      fc.property(towns, questions, spots, fc.nat(PLACES - 1), (town, question, places, facilityIndex) => {
        const state = buildBaseline(town.region, question.profile)
        const session = createDragSession(state, question, { facilityIndex })
        const { id: facilityId, lng: homeLng, lat: homeLat } = town.region.facilities[facilityIndex]
        for (const [lng, lat] of [...places.map((place) => town.position(...place)), [homeLng, homeLat]]) {
          const dragged = session.moveTo(lng, lat)
          const moved = anew(town, question, [{ id: 'm', kind: 'move-facility', facilityId, lng, lat }])
          expect(dragged.outcome).toEqual(moved.outcome)
          expect(figuresOf(dragged.effect)).toEqual(figuresOf(moved.effect))
          expect(moved.codes).toEqual(CODE[dragged.status])
        }
        const { total } = session.moveTo(homeLng, homeLat).effect
        expect(total.after).toEqual(total.before)
        const closed = anew(town, question, [{ id: 'c', kind: 'close-facility', facilityId }])
        const removed = session.remove()
        expect(removed.outcome).toEqual(closed.outcome)
        expect(figuresOf(removed.effect)).toEqual(figuresOf(closed.effect))
      }),
      runs,
    )
  })

  it('is refused for a place that is closed', () => {
    const town = createGridTown(1)
    const question = fc.sample(questions, { numRuns: 1, seed: 1 })[0]
    const { id: facilityId } = town.region.facilities[0]
    const resolved = resolveScenario(town.region, [{ id: 'c', kind: 'close-facility', facilityId }])
    const { state } = applyScenario(buildBaseline(town.region, 'standard'), resolved)
    expect(() => createDragSession(state, question, { facilityIndex: 0 })).toThrow('place 0 is not open')
    expect(() => createRemovalSession(state, question).remove(0)).toThrow('place 0 is not open')
  })
})

describe('closing one place after the other', () => {
  it('says of each what closing it says', () => {
    fc.assert(
      fc.property(towns, questions, (town, question) => {
        const session = createRemovalSession(buildBaseline(town.region, question.profile), question)
        town.region.facilities.forEach(({ id: facilityId }, index) => {
          const removed = session.remove(index)
          const closed = anew(town, question, [{ id: 'c', kind: 'close-facility', facilityId }])
          expect(removed.outcome).toEqual(closed.outcome)
          expect(figuresOf(removed.effect)).toEqual(figuresOf(closed.effect))
        })
      }),
      { ...runs, numRuns: 40 },
    )
  })
})

describe('an engine that is asked about one position after the other', () => {
  it('answers as one that is asked for the first time, whatever else the scenario does', () => {
    fc.assert(
      fc.property(towns, questions, spots, fc.nat(PLACES - 1), fc.nat(9), (town, question, places, other, form) => {
        const engine = createWhatIfEngine(town.region)
        const today = { profile: question.profile, modifications: [] }
        const steps = [...places, [1, 1], [2, 1]].map(([column, row]) => {
          const [lng, lat] = town.position(column, row)
          return scenarioWith(town, lng, lat, other, form)
        })
        for (const modifications of steps) {
          const side = { profile: question.profile, modifications }
          const answer = engine.effect(today, side, question)
          expect(answer).toEqual(createWhatIfEngine(town.region).effect(today, side, question))
        }
      }),
      { ...runs, numRuns: 60 },
    )
  })
})

/** A place at the position among other modifications, in ten forms. */
function scenarioWith(town: GridTown, lng: number, lat: number, other: number, form: number): Modification[] {
  const { id: facilityId } = town.region.facilities[other]
  const add: Modification = { id: 'a', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['meet'] }
  const move: Modification = { id: 'm', kind: 'move-facility', facilityId, lng, lat }
  const close: Modification = { id: 'c', kind: 'close-facility', facilityId }
  const [west, south] = town.position(3, 1)
  const [east, north] = town.position(5, 3)
  const housing: Modification = {
    id: 'h', kind: 'add-housing', name: '', people: { all: 300, '65plus': 70, under18: 20 },
    area: [[west, south], [east, south], [east, north], [west, north]],
  } // prettier-ignore
  const growth: Modification = {
    id: 'g', kind: 'change-population', levelId: 'half', entries: [{ districtId: 'e', groupId: null, percent: 20 }],
  } // prettier-ignore
  const gone: Modification = { id: 'x', kind: 'close-facility', facilityId: 'list/gone' }
  const forms: readonly Modification[][] = [
    [add],
    [move],
    [housing, add],
    [move, growth, housing],
    [add, close],
    [close, move],
    [move, close],
    [gone, add, { ...gone, id: 'y' }],
    [{ ...add, plannedFrom: '2030-01-01' }],
    [add, { id: 'n', kind: 'move-facility', facilityId: 'scenario/a', lng: lng + 0.001, lat }],
  ]
  return forms[form]
}
