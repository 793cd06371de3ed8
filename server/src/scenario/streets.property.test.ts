import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { buildBaseline } from './baseline.ts'
import { createGridTown, TOWN_COLUMNS, TOWN_ROWS, type GridTown } from './testing/grid-town.ts'
import { createWhatIfEngine, type WhatIfAnswer } from './what-if-engine.ts'

const towns = fc.integer({ min: 1, max: 10_000 }).map((seed) => createGridTown(seed))
const spot = fc.tuple(
  fc.double({ min: -0.2, max: TOWN_COLUMNS - 0.8, noNaN: true }),
  fc.double({ min: -0.2, max: TOWN_ROWS - 0.8, noNaN: true }),
)
const questions = fc.record({
  profile: fc.constantFrom(...PROFILE_IDS),
  categoryIds: fc.constantFrom(['meet'], ['library'], ['meet', 'library']),
  mode: fc.constantFrom('any', 'score'),
  rank: fc.constantFrom(1, 2, 3),
  groupId: fc.constantFrom('all', '65plus'),
  levelId: fc.constant('half'),
  minutes: fc.constantFrom(2, 5, 8),
}) as fc.Arbitrary<WhatIfQuestion>
/** Two to five corners, in columns and rows. */
const lines = fc.array(spot, { minLength: 2, maxLength: 5 })
const ways = fc.constantFrom('path', 'bridge', 'steps')
const runs = { numRuns: 120, seed: 41 }

const draw = (town: GridTown, corners: readonly (readonly [number, number])[], way: 'path' | 'bridge' | 'steps', id = 'w'): Modification => ({ id, kind: 'add-path', way, line: corners.map((corner) => [...town.position(...corner)]) }) // prettier-ignore
/** Changes the stretch of street nearest to the middle of a random edge. */
const treat = (town: GridTown, kind: 'close-street' | 'make-barrier-free', pick: number, id = 'c'): Modification => {
  const { edgeCount, edgeWayId, edgeFirstPoint, pointLng, pointLat } = town.region.network
  const edge = pick % edgeCount
  const p = edgeFirstPoint[edge]
  const middle = (column: Float64Array) => (column[p] + column[p + 1]) / 2
  return { id, kind, wayId: edgeWayId[edge], lng: middle(pointLng), lat: middle(pointLat) }
}
const ask = (town: GridTown, question: WhatIfQuestion, modifications: readonly Modification[], before: readonly Modification[] = []): WhatIfAnswer =>
  createWhatIfEngine(town.region).effect(
    { profile: question.profile, modifications: before },
    { profile: question.profile, modifications },
    question,
  ) // prettier-ignore
const isNeverLonger = (shorter: Uint16Array, longer: Uint16Array): void => {
  for (let cell = 0; cell < shorter.length; cell++) expect(shorter[cell]).toBeLessThanOrEqual(longer[cell])
}

describe('changed streets', () => {
  it('a new way never makes anybody worse off', () => {
    fc.assert(
      fc.property(towns, questions, lines, ways, (town, question, corners, way) => {
        const { before, after, effect } = ask(town, question, [draw(town, corners, way)])
        isNeverLonger(after, before)
        expect([effect.total.lost, effect.total.slower]).toEqual([0, 0])
      }),
      runs,
    )
  })

  it('a stretch made barrier-free never makes anybody worse off', () => {
    fc.assert(
      fc.property(towns, questions, fc.nat(500), (town, question, pick) => {
        const { before, after } = ask(town, question, [treat(town, 'make-barrier-free', pick)])
        isNeverLonger(after, before)
      }),
      runs,
    )
  })

  it('a closed stretch never makes anybody better off', () => {
    fc.assert(
      fc.property(towns, questions, fc.array(fc.nat(500), { minLength: 1, maxLength: 6 }), (town, question, picks) => {
        const closed = picks.map((pick, i) => treat(town, 'close-street', pick, `c${i}`))
        const { before, after, effect } = ask(town, question, closed)
        isNeverLonger(before, after)
        expect([effect.total.gained, effect.total.faster]).toEqual([0, 0])
        expect(effect.problems.filter(({ code }) => code === 'street-gone')).toEqual([])
      }),
      runs,
    )
  })

  it('every further new way helps, whatever else was changed; every further closing hurts', () => {
    fc.assert(
      fc.property(towns, questions, lines, lines, spot, fc.nat(500), fc.nat(7), (town, question, one, two, place, pick, gone) => {
        const [lng, lat] = town.position(...place)
        const rest: Modification[] = [
          treat(town, 'close-street', pick, 'c'),
          { id: 'n', kind: 'add-facility', lng, lat, name: '', categoryIds: ['meet'] },
          { id: 'x', kind: 'close-facility', facilityId: town.region.facilities[gone].id },
          draw(town, one, 'path', 'w1'),
        ]
        const further = ask(town, question, [...rest, draw(town, two, 'path', 'w2')], rest)
        isNeverLonger(further.after, further.before)
        const closing = ask(town, question, [...rest, treat(town, 'close-street', pick + 3, 'c2')], rest)
        isNeverLonger(closing.before, closing.after)
      }),
      runs,
    ) // prettier-ignore
  })

  it('a new way in place of a closed street between the same junctions gives everybody the walk back who does not live on it, apart from rounding', () => {
    const question: WhatIfQuestion = { profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 8 } // prettier-ignore
    fc.assert(
      fc.property(towns, fc.nat(500), (town, pick) => {
        const { network } = town.region
        const edge = pick % network.edgeCount
        const [from, to] = [network.edgeFirstPoint[edge], network.edgeFirstPoint[edge + 1] - 1]
        const again: Modification = {
          id: 'again', kind: 'add-path', way: 'bridge',
          line: [from, to].map((p) => [network.pointLng[p], network.pointLat[p]]),
        } // prettier-ignore
        const { before, after } = ask(town, question, [treat(town, 'close-street', pick), again])
        const { cells } = buildBaseline(town.region, 'standard').walker
        for (let cell = 0; cell < before.length; cell++) {
          if (cells.edge[cell] !== edge) expect(Math.abs(after[cell] - before[cell])).toBeLessThan(3)
        }
      }),
      { ...runs, numRuns: 60 },
    )
  })

  it('dragging a place on changed streets gives the bytes of applying the move', () => {
    fc.assert(
      fc.property(towns, questions, lines, spot, spot, fc.nat(500), (town, question, corners, one, two, pick) => {
        const streets = [draw(town, corners, 'path'), treat(town, 'close-street', pick)]
        const place = (at: readonly [number, number]): Modification => {
          const [lng, lat] = town.position(...at)
          return { id: 'n', kind: 'add-facility', lng, lat, name: '', categoryIds: ['meet'] }
        }
        const engine = createWhatIfEngine(town.region)
        const today = { profile: question.profile, modifications: [] }
        const dragged = [one, two].map((at) =>
          engine.effect(today, { ...today, modifications: [...streets, place(at)] }, question),
        )
        expect(dragged[1]).toEqual(ask(town, question, [...streets, place(two)]))
      }),
      { ...runs, numRuns: 60 },
    )
  })
})
