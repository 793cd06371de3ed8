import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { alignStates } from './align-states.ts'
import { applyScenario } from './apply-scenario.ts'
import { buildBaseline } from './baseline.ts'
import { computeEffect } from './effect.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { createGridTown, type GridTown } from './testing/grid-town.ts'
import { computeOutcome } from './times.ts'
import { createWhatIfEngine } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

const QUESTION: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['meet', 'shop'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5,
} // prettier-ignore
const towns = fc.integer({ min: 1, max: 10_000 }).map((seed) => createGridTown(seed))
const runs = { numRuns: 60, seed: 8 }
const sideOf = (region: WhatIfRegion) => {
  const state = buildBaseline(region, 'standard')
  return { state, outcome: computeOutcome(state, QUESTION) }
}
const effectOf = (before: WhatIfRegion, after: WhatIfRegion) =>
  computeEffect(sideOf(before), sideOf(after), QUESTION, [])

/** The same town as a later import might hold it: cells and districts in another order, some cells gone, a district more, a group less. */
function laterImport(region: WhatIfRegion, gone: number): WhatIfRegion {
  const { cells, population, levels } = region
  const kept = cells.cellIds.map((_, index) => index).filter((index) => index % 7 !== gone)
  kept.reverse()
  const [{ id, districts }] = levels
  const [west, east] = districts
  const parts = kept.map((cell) => population.partCell.indexOf(cell))
  const pick = (column: Float64Array) => Float64Array.from(parts, (part) => column[part])
  return {
    ...region,
    importId: 'fedcba9876543210',
    cells: {
      resolution: cells.resolution,
      cellCount: kept.length,
      cellIds: kept.map((index) => cells.cellIds[index]),
      originLng: Float64Array.from(kept, (index) => cells.originLng[index]),
      originLat: Float64Array.from(kept, (index) => cells.originLat[index]),
    },
    population: {
      groupIds: ['under18', 'all'],
      partCount: kept.length,
      partCell: Uint32Array.from(kept.keys()),
      partDistrict: [Uint32Array.from(parts, (part) => [2, 1, NO_DISTRICT][population.partDistrict[0][part]])],
      people: [pick(population.people[2]), pick(population.people[0])],
    },
    groups: [region.groups[2], region.groups[0]],
    levels: [{ id, districts: [{ ...west, id: 'n', name: 'Nord', geometry: [] }, east, west] }],
  }
}

describe('two imports of a region', () => {
  it('are compared cell by cell and district by district, by their ids', () => {
    fc.assert(
      fc.property(towns, fc.nat(6), ({ region }, gone) => {
        const later = laterImport(region, gone)
        const effect = effectOf(region, later)
        const [old, now] = [effectOf(region, region), effectOf(later, later)]
        expect(effect.rows.map((row) => row.districtId)).toEqual(['n', 'e', 'w'])
        expect(effect.groups.map(({ groupId }) => groupId).sort()).toEqual(['all', 'under18'])
        for (const row of [effect.total, ...effect.rows]) {
          // Where people live on is where they walked before: whoever is not served any more has moved away.
          expect([row.gained, row.lost, row.faster, row.slower, row.personMinutesSaved]).toEqual([0, 0, 0, 0, 0])
          expect(row.servedByPopulation).toBe(row.after.served - row.before.served)
          const before = [old.total, ...old.rows].find(({ districtId }) => districtId === row.districtId)
          if (before !== undefined) expect(row.before).toEqual(before.before)
          const after = [now.total, ...now.rows].find(({ districtId }) => districtId === row.districtId)!
          expect(row.after).toEqual(after.after)
        }
        // And back again.
        const back = effectOf(later, region)
        expect(back.total.before).toMatchObject({
          people: effect.total.after.people,
          served: effect.total.after.served,
        })
        expect(back.total.gained + back.total.lost).toBe(0)
      }),
      runs,
    )
  })

  it('that are the same are not touched, and other resolutions are refused', () => {
    const { region } = createGridTown(3)
    const [a, b] = [buildBaseline(region, 'standard'), buildBaseline(region, 'wheelchair')]
    const aligned = alignStates(a, b)
    expect(aligned.before).toBe(a)
    expect(aligned.after).toBe(b)
    const finer = { ...b, cells: { ...b.cells, resolution: 11 } }
    expect(() => alignStates(a, finer)).toThrow('cells of resolution 10 and 11 cannot be compared')
  })
})

/** Homes around a crossing of the plan; some of their cells nobody lived in. */
function housingAt(town: GridTown, column: number, row: number, id: string): Modification {
  const [west, south] = town.position(column, row)
  const [east, north] = town.position(column + 0.9, row + 0.9)
  return {
    id, kind: 'add-housing', name: '', people: { all: 512, '65plus': 100, under18: 40 },
    area: [[west, south], [east, south], [east, north], [west, north]],
  } // prettier-ignore
}

describe('new housing', () => {
  it('brings people, not faster walks: whoever moves to where people are served counts as population', () => {
    fc.assert(
      fc.property(towns, fc.nat(2), fc.nat(4), fc.integer({ min: 5, max: 7 }), (town, column, row, other) => {
        const engine = createWhatIfEngine(town.region)
        const side = (...modifications: Modification[]) => ({ profile: 'standard' as const, modifications })
        const [here, there] = [housingAt(town, column, row, 'h'), housingAt(town, other, 2, 'i')]
        for (const [before, after, people] of [
          [side(), side(here), 512],
          [side(here), side(), -512],
          [side(here), side(there), 0],
        ] as const) {
          const { effect, before: earlier, after: later, addedCellIds } = engine.effect(before, after, QUESTION)
          const { total } = effect
          expect([total.gained, total.lost, total.faster, total.slower]).toEqual([0, 0, 0, 0])
          expect(total.after.people - total.before.people).toBe(people)
          expect(total.servedByPopulation).toBe(total.after.served - total.before.served)
          expect(later).toEqual(earlier)
          expect(addedCellIds.before).toEqual(addedCellIds.after)
          expect(later.length).toBe(town.region.cells.cellCount + addedCellIds.after.length)
          expect(new Set([...town.region.cells.cellIds, ...addedCellIds.after]).size).toBe(later.length)
        }
      }),
      runs,
    )
  })

  it('keeps the bytes of the side that it does not change', () => {
    const town = createGridTown(11)
    const engine = createWhatIfEngine(town.region)
    const today = { profile: 'standard', modifications: [] } as const
    const built = { profile: 'standard', modifications: [housingAt(town, 2, 2, 'h')] } as const
    const plain = engine.effect(today, today, QUESTION).effect
    const { total, rows } = engine.effect(today, built, QUESTION).effect
    expect(total.before).toEqual(plain.total.before)
    expect(rows.map((row) => row.before)).toEqual(plain.rows.map((row) => row.before))
    // The kernel aligns by itself what it is given as it is.
    const state = buildBaseline(town.region, 'standard')
    const { state: after } = applyScenario(state, resolveScenario(town.region, built.modifications))
    const sides = [state, after].map((side) => ({ state: side, outcome: computeOutcome(side, QUESTION) }))
    expect(computeEffect(sides[0], sides[1], QUESTION, [])).toEqual(engine.effect(today, built, QUESTION).effect)
  })
})
