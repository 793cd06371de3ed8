import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTCOME } from '../access/cell-outcome.ts'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { compareSides } from './compare-sides.ts'
import { createGridTown, type GridTown } from './testing/grid-town.ts'
import { createWhatIfEngine, type WhatIfSide } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

const QUESTION: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['meet', 'shop'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5,
} // prettier-ignore
const TODAY: WhatIfSide = { profile: 'standard', modifications: [] }

/** A later import of a town: other streets, places and people on other cells, a district under a new id, a group less. */
function laterTown(seed: number): GridTown {
  const town = createGridTown(seed)
  const { region } = town
  const [level] = region.levels
  const [west, east] = level.districts
  return {
    ...town,
    region: {
      ...region,
      importId: 'fedcba9876543210',
      groups: [region.groups[0], region.groups[1]],
      population: {
        ...region.population,
        groupIds: ['all', '65plus'],
        people: region.population.people.slice(0, 2),
      },
      levels: [{ ...level, districts: [west, { ...east, id: 'n', name: 'Neu' }] }],
    },
  }
}

/** Everything that a side says of itself, cell by cell, with nothing to compare it with. */
function describeAlone(region: WhatIfRegion, side: WhatIfSide) {
  const engine = createWhatIfEngine(region)
  const { effect, before } = engine.effect(side, side, QUESTION)
  const { state } = engine.apply(side)
  const people = new Map<string, number>()
  state.population.partCell.forEach((cell, part) => {
    const id = state.cells.cellIds[cell]
    people.set(id, (people.get(id) ?? 0) + state.population.people[0][part])
  })
  const time = new Map(state.cells.cellIds.map((id, i) => [id, before[i]]))
  return { effect, people, time }
}

describe('two sides of two imports', () => {
  const pairs = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 5001, max: 9999 }))

  it('say of each side what it says of itself, and the difference is the subtraction', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('standard' as const, 'rollator' as const), ([first, second], profile) => {
        const [old, now] = [createGridTown(first).region, laterTown(second).region]
        const sides = [TODAY, { profile, modifications: [] }] as const
        const { effect, cellIds, before, after, maps } = compareSides(
          createWhatIfEngine(old).apply(sides[0]),
          createWhatIfEngine(now).apply(sides[1]),
          QUESTION,
        )
        const [a, b] = [describeAlone(old, sides[0]), describeAlone(now, sides[1])]
        // Rows: each side as it is alone; nothing dropped.
        expect(effect.rows.map(({ districtId, only }) => [districtId, only])).toEqual([
          ['w', undefined],
          ['n', 'after'],
          ['e', 'before'],
        ])
        for (const row of effect.rows) {
          const [earlier, later] = [a, b].map((alone) => alone.effect.rows.find((r) => r.districtId === row.districtId))
          if (earlier) expect(row.before).toEqual(earlier.before)
          else expect(row.before).toMatchObject({ people: 0, served: 0, share: null })
          if (later) expect(row.after).toEqual(later.after)
          else expect(row.after).toMatchObject({ people: 0, served: 0, share: null })
        }
        expect(effect.total.before).toEqual(a.effect.total.before)
        expect(effect.total.after).toEqual(b.effect.total.after)
        expect(effect.groups.map(({ groupId }) => groupId).sort()).toEqual(['65plus', 'all'])
        // Cells: every cell of either, once; times of each side as it is alone where it has the cell.
        expect(new Set(cellIds)).toEqual(new Set([...old.cells.cellIds, ...now.cells.cellIds]))
        expect(new Set(cellIds).size).toBe(cellIds.length)
        let [gained, lost, saved] = [0, 0, 0]
        cellIds.forEach((id, i) => {
          expect([maps.before.isThere[i], maps.after.isThere[i]]).toEqual([
            a.time.has(id) ? 1 : 0,
            b.time.has(id) ? 1 : 0,
          ])
          if (a.time.has(id)) expect(before.deciseconds[i]).toBe(a.time.get(id))
          if (b.time.has(id)) expect(after.deciseconds[i]).toBe(b.time.get(id))
          expect([before.people[i], after.people[i]]).toEqual([a.people.get(id) ?? 0, b.people.get(id) ?? 0])
          const [was, is] = [before.outcome[i] === OUTCOME.served, after.outcome[i] === OUTCOME.served]
          const persons = after.people[i]
          if (is && !was) gained += persons
          if (was && !is) lost += persons
          if (before.deciseconds[i] !== UNREACHED && after.deciseconds[i] !== UNREACHED)
            saved += persons * (before.deciseconds[i] - after.deciseconds[i])
        })
        const { total } = effect
        expect([total.gained, total.lost, total.personMinutesSaved]).toEqual([gained, lost, saved / 600])
        expect(total.after.served - total.before.served).toBe(gained - lost + total.servedByPopulation)
        for (const key of ['gained', 'lost', 'servedByPopulation'] as const)
          expect(effect.rows.reduce((sum, row) => sum + row[key], 0)).toBe(total[key])
      }),
      { numRuns: 60, seed: 31 },
    )
  })

  it('say what only one of them has', () => {
    const [old, now] = [createGridTown(7).region, laterTown(8).region]
    const { imports } = compareSides(
      createWhatIfEngine(old).apply(TODAY),
      createWhatIfEngine(now).apply(TODAY),
      QUESTION,
    )
    const only = (own: WhatIfRegion, other: WhatIfRegion) =>
      own.cells.cellIds.filter((id) => !other.cells.cellIds.includes(id)).length
    expect(imports).toEqual({
      before: {
        importId: '0123456789abcdef', cellCount: old.cells.cellCount, cellsOnlyHere: only(old, now), groupIdsOnlyHere: ['under18'], levelIdsOnlyHere: [],
      },
      after: {
        importId: 'fedcba9876543210', cellCount: now.cells.cellCount, cellsOnlyHere: only(now, old), groupIdsOnlyHere: [], levelIdsOnlyHere: [],
      },
    }) // prettier-ignore
  })

  it('may have scenarios of their own; what does not apply is named by side', () => {
    const [old, now] = [createGridTown(7).region, laterTown(8).region]
    const close: Modification = { id: 'x', kind: 'close-facility', facilityId: 'list/test/99' }
    const { problems, effect } = compareSides(
      createWhatIfEngine(old).apply({ ...TODAY, modifications: [close] }),
      createWhatIfEngine(now).apply(TODAY),
      QUESTION,
    )
    expect(problems.before.map(({ modificationId }) => modificationId)).toEqual(['x'])
    expect(problems.after).toEqual([])
    expect(effect.problems).toEqual(problems.before)
  })
})

describe('a scene of two dates', () => {
  /**
   * One street of 2 km from west to east at 1.4 m/s or so; homes at 0, 600 and 1500 m. Then: a shop at the western end and 100 people each in the
   * first two. Now: the shop has moved to the eastern end, nobody lives at 600 m any more, 40 live at 1500 m.
   */
  function town(
    importId: string,
    shopMetres: number,
    homes: readonly (readonly [metres: number, people: number])[],
  ): WhatIfRegion {
    const scene = createScene()
    scene.node('west', 0, 0)
    scene.node('east', 2000, 0)
    scene.way(['west', 'east'])
    const at = (metres: number) => scene.positionOf(metres, 0)
    const [lng, lat] = at(shopMetres)
    const cellIds = homes.map(([metres]) => lngLatToCell(...at(metres), 10))
    const label = { de: '', en: '' }
    return {
      key: 'street', name: label, importId,
      network: buildStreetNetwork(scene.build(), new IssueList()),
      cells: {
        resolution: 10, cellCount: homes.length, cellIds,
        originLng: Float64Array.from(homes, ([metres]) => at(metres)[0]),
        originLat: Float64Array.from(homes, ([metres]) => at(metres)[1]),
      },
      facilities: [{
        id: 'list/shop/1', categoryIds: ['shop'], name: 'Laden', lng, lat, accessPoints: [[lng, lat]], capacity: null, provider: null, address: null,
        openingHours: null, wheelchair: null, website: null, source: 'list',
      }],
      population: {
        groupIds: ['all'], partCount: homes.length, partCell: Uint32Array.from(homes, (_, i) => i),
        partDistrict: [new Uint32Array(homes.length).fill(NO_DISTRICT)], people: [Float64Array.from(homes, ([, people]) => people)],
      },
      groups: [{ id: 'all', label }],
      levels: [{ id: 'half', districts: [] }],
      kinds: [{ id: 'shop', label, thresholdMinutes: 10, weight: 1, seniorUse: 'no' }],
    } // prettier-ignore
  }
  const then = town('0000000000000001', 0, [[0, 100], [600, 100]]) // prettier-ignore
  const now = town('0000000000000002', 2000, [[0, 100], [1500, 40]]) // prettier-ignore
  const question = { ...QUESTION, categoryIds: ['shop'], minutes: 10 }
  const compare = (from: WhatIfRegion, to: WhatIfRegion) =>
    compareSides(createWhatIfEngine(from).apply(TODAY), createWhatIfEngine(to).apply(TODAY), question)

  it('counts streets, places and people of each date on their own side', () => {
    const { effect, cellIds, before, after, maps } = compare(then, now)
    const { total } = effect
    // Then both homes were within 10 minutes of the shop; now only the one 500 m from it.
    expect([total.before.people, total.before.served, total.after.people, total.after.served]).toEqual([
      200, 200, 140, 40,
    ])
    // The 100 at the western end lose the shop. Of the 40 in the east nobody was near it then: newly served.
    expect([total.gained, total.lost, total.servedByPopulation]).toEqual([40, 100, -100])
    expect(40 - 100 - 100).toBe(total.after.served - total.before.served)
    expect(cellIds).toEqual([...then.cells.cellIds, now.cells.cellIds[1]])
    expect([...maps.before.isThere]).toEqual([1, 1, 0])
    expect([...maps.after.isThere]).toEqual([1, 0, 1])
    expect([...before.people]).toEqual([100, 100, 0])
    expect([...after.people]).toEqual([100, 0, 40])
    expect(before.deciseconds[0]).toBe(0)
    // 600 m to the shop then, and 500 m now.
    expect(before.deciseconds[1] / 6).toBeCloseTo(after.deciseconds[2] / 5, -1)
    expect(maps.before.places.map(({ name }) => name)).toEqual(['Laden'])
    expect(maps.after.places[0].lng).toBeGreaterThan(maps.before.places[0].lng)
  })

  it('turned around is the other way round, people counted as they lived then', () => {
    const { effect } = compare(now, then)
    const { gained, lost, servedByPopulation } = effect.total
    expect([gained, lost, servedByPopulation]).toEqual([200, 0, -40])
  })

  it('is refused for hexagons of other sizes', () => {
    const finer = { ...now, cells: { ...now.cells, resolution: 11 } }
    expect(() => compare(then, finer)).toThrow('cells of resolution 10 and 11 cannot be compared')
  })
})
