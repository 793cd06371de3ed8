import { describe, expect, it } from 'vitest'
import type { AreaOfPeople } from '../population/area-of-people.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { sumPeopleByDistrict } from '../population/people-sums.ts'
import { DEFAULT_DISCLOSURE_RULE as rule } from './disclosure-rule.ts'
import type { NestedGroup } from './protect-atoms.ts'
import { protectFigures } from './protect-figures.ts'
import { protectGrid } from './protect-grid.ts'
import { protectPopulation } from './protect-population.ts'
import { createGrid } from '../population/testing/people-scene.ts'

const groups: readonly NestedGroup[] = [
  { id: 'all', within: null },
  { id: '65plus', within: 'all' },
]

/** The worked example of docs/methods/small-numbers.md. */
describe('the worked example', () => {
  it('protects what the register says of three districts, remainders carried on in the order of ids', () => {
    const districts: AreaOfPeople[] = [
      { id: '1', name: 'Nord', geometry: [], figures: { all: 63, old: 8, other: 2 } },
      { id: '2', name: 'Süd', geometry: [], figures: { all: 21, old: 4 } },
      { id: '3', name: 'Au', geometry: [], figures: { all: 9, old: 3 } },
    ]
    const benchmarks = [
      { groupId: 'all', figure: 'all' },
      { groupId: '65plus', figure: 'old' },
    ]
    const shown = protectFigures(districts, benchmarks, groups, rule)
    expect(shown.map(({ figures }) => figures)).toEqual([
      { all: 65, old: 10 },
      { all: 20, old: 0 },
      { all: 10, old: 5 },
    ])
  })

  it('puts the people of a district into its cells by fives, without losing one', () => {
    // Nord with 10 people of 65 and over, spread like its 65 people over five cells; Süd with 20 and nobody.
    const population: Population = {
      groupIds: ['all', '65plus'],
      partCount: 7,
      partCell: Uint32Array.of(0, 1, 2, 3, 4, 4, 5),
      partDistrict: [Uint32Array.of(0, 0, 0, 0, 0, 1, 1)],
      people: [Float64Array.of(13, 6.5, 26, 0, 19.5, 8, 12), Float64Array.of(2, 1, 4, 0, 3, 0, 0)],
    }
    const shown = protectPopulation(population, groups, rule)
    expect(shown.people.map((column) => [...column])).toEqual([
      [15, 5, 25, 0, 20, 10, 10],
      [0, 5, 0, 0, 5, 0, 0],
    ])
    expect(sumPeopleByDistrict(shown, 0, 2).map((sums) => [...sums])).toEqual([
      [65, 20],
      [10, 0],
    ])
    expect(shown.partCell).toBe(population.partCell)
  })
})

describe('protectPopulation', () => {
  const two: Population = {
    groupIds: ['all'],
    partCount: 4,
    partCell: Uint32Array.of(0, 1, 2, 3),
    // Parts 0 and 2 lie in one district, the others in another and in none.
    partDistrict: [Uint32Array.of(0, 1, 0, NO_DISTRICT)],
    people: [Float64Array.of(2, 4, 2, 2)],
  }
  const all = groups.slice(0, 1)

  it('carries on within a district first, then to the next, and to those in none last', () => {
    // District 0: 2 → 0, 2 + 2 → 5 (−1); district 1: 4 − 1 → 5 (−2); none: 2 − 2 → 0.
    expect([...protectPopulation(two, all, rule).people[0]]).toEqual([0, 5, 5, 0])
  })

  it('gives the same numbers each time and does not touch the true ones', () => {
    const before = two.people[0].slice()
    expect(protectPopulation(two, all, rule)).toEqual(protectPopulation(two, all, rule))
    expect(two.people[0]).toEqual(before)
  })

  it('refuses groups that are not those of the population, and groups that contain each other', () => {
    expect(() => protectPopulation(two, groups, rule)).toThrow(/groups/)
    const circle = [
      { id: 'all', within: '65plus' },
      { id: '65plus', within: 'all' },
    ]
    const population = { ...two, groupIds: ['all', '65plus'], people: [two.people[0], two.people[0]] }
    expect(() => protectPopulation(population, circle, rule)).toThrow(/contain each other/)
  })
})

describe('protectFigures', () => {
  it('leaves a missing figure missing, and orders by id, not by position in the file', () => {
    const district = (id: string, old?: number) => ({
      id,
      name: id,
      geometry: [],
      figures: old === undefined ? {} : ({ old } as Record<string, number>),
    })
    const benchmarks = [{ groupId: '65plus', figure: 'old' }]
    const shown = protectFigures([district('b', 3), district('c'), district('a', 2)], benchmarks, groups, rule)
    expect(shown.map(({ figures }) => figures)).toEqual([{ old: 5 }, {}, { old: 0 }])
  })
})

describe('protectGrid', () => {
  it('carries on among neighbours along the curve, whatever the order of rows, and keeps unknown squares unknown', () => {
    // Two rows of two squares: the curve visits south-west, south-east, north-west, north-east, then the next four to the east.
    const squares = [
      [0, 0, 2],
      [100, 0, 2],
      [200, 0, 4],
      [0, 100, 2],
      [100, 100, NaN],
    ]
    const shown = protectGrid(createGrid(squares), groups, rule)
    // 2 → 0, 4 → 5, −1 + 2 = 1 → 0, unknown, 1 + 4 → 5
    expect([...shown.people[0]]).toEqual([0, 5, 5, 0, NaN])
    const reversed = protectGrid(createGrid([...squares].reverse()), groups, rule)
    expect([...reversed.people[0]].reverse()).toEqual([...shown.people[0]])
  })
})
