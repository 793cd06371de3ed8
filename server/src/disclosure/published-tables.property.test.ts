/** Goals D1 to D3: whoever adds, subtracts and solves all that is published finds no number of people from 1 to 4. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Population } from '../population/population.ts'
import '../testing/property-seed.ts'
import { DEFAULT_DISCLOSURE_RULE as rule } from './disclosure-rule.ts'
import type { NestedGroup } from './protect-atoms.ts'
import { protectPopulation } from './protect-population.ts'
import { findDetermined, type Statement } from './testing/linear-attacker.ts'

const groups: readonly NestedGroup[] = [
  { id: 'all', within: null },
  { id: '65plus', within: 'all' },
  { id: '80plus', within: '65plus' },
]
const isSmall = (people: number): boolean => Math.abs(people) > 0 && Math.abs(people) < rule.minimum

/** Six cells, some of them across the border of two districts; small numbers, also parts of people. */
const populations = fc
  .array(fc.tuple(fc.nat(60), fc.nat(24), fc.nat(12)), { minLength: 8, maxLength: 8 })
  .map((atoms): Population => {
    const bands = atoms.map((numbers) => numbers.map((number) => number / 4))
    return {
      groupIds: groups.map(({ id }) => id),
      partCount: 8,
      partCell: Uint32Array.of(0, 1, 2, 2, 3, 3, 4, 5),
      partDistrict: [Uint32Array.of(0, 0, 0, 1, 1, 2, 2, 2), Uint32Array.of(0, 0, 0, 0, 0, 1, 1, 1)],
      people: [
        Float64Array.from(bands, ([a, b, c]) => a + b + c),
        Float64Array.from(bands, ([, b, c]) => b + c),
        Float64Array.from(bands, ([, , c]) => c),
      ],
    }
  })

/** Cells within reach of a kind at a threshold. */
const servedCells = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 })

/** Unknowns: people of the bands 0–64, 65–79 and 80+ in each part. Whatever a table counts is a sum of some. */
function count(population: Population, group: number, includes: (part: number) => boolean, value?: number): Statement {
  const { partCount, people } = population
  const weights = new Array<number>(partCount * groups.length).fill(0)
  let sum = 0
  for (let part = 0; part < partCount; part++) {
    if (!includes(part)) continue
    sum += people[group][part]
    for (let band = group; band < groups.length; band++) weights[band * partCount + part] = 1
  }
  return { weights, value: value ?? sum }
}

/** Cells, and people, served and unserved people per district of each level and group. */
function tablesOf(population: Population, kinds: readonly (readonly boolean[])[], withCells: boolean): Statement[] {
  const statements: Statement[] = []
  const { partCell, partDistrict } = population
  groups.forEach((_, group) => {
    if (withCells)
      for (let cell = 0; cell < 6; cell++) statements.push(count(population, group, (p) => partCell[p] === cell))
    for (const level of partDistrict) {
      for (let district = 0; district < 3; district++) {
        statements.push(count(population, group, (p) => level[p] === district))
        for (const served of kinds) {
          statements.push(count(population, group, (p) => level[p] === district && served[partCell[p]]))
          statements.push(count(population, group, (p) => level[p] === district && !served[partCell[p]]))
        }
      }
    }
  })
  return statements
}

const allUnknowns = (population: Population): number => population.partCount * groups.length

describe('who solves all published tables', () => {
  it('finds no number of people from 1 to 4: not in rows, groups and their differences, kinds, thresholds, levels or cells', () => {
    fc.assert(
      fc.property(populations, fc.array(servedCells, { minLength: 1, maxLength: 4 }), (population, kinds) => {
        const shown = protectPopulation(population, groups, rule)
        const statements = tablesOf(shown, kinds, true)
        expect(statements.filter(({ value }) => isSmall(value))).toEqual([])
        const found = [...findDetermined(statements, allUnknowns(shown)).values()]
        expect(found.filter(isSmall)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('finds none from the difference of two scenarios with sites one hexagon apart, in 1,000 pairs', () => {
    let pairs = 0
    fc.assert(
      fc.property(populations, servedCells, fc.nat(5), (population, served, cell) => {
        const shown = protectPopulation(population, groups, rule)
        // The second site serves one cell less, or one more.
        const other = served.map((is, c) => (c === cell ? !is : is))
        for (const [group] of groups.entries()) {
          const gained = (side: readonly boolean[]) => count(shown, group, (p) => side[shown.partCell[p]]).value
          expect(isSmall(gained(served) - gained(other))).toBe(false)
        }
        pairs++
      }),
      { numRuns: 1000 },
    )
    expect(pairs).toBe(1000)
    fc.assert(
      fc.property(populations, fc.array(servedCells, { minLength: 6, maxLength: 6 }), (population, scenarios) => {
        const shown = protectPopulation(population, groups, rule)
        const found = findDetermined(tablesOf(shown, scenarios, false), allUnknowns(shown))
        expect([...found.values()].filter(isSmall)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('finds none from the difference of two years', () => {
    fc.assert(
      fc.property(populations, populations, servedCells, (before, after, served) => {
        const [first, second] = [before, after].map((population) => protectPopulation(population, groups, rule))
        const earlier = tablesOf(first, [served], true)
        const later = tablesOf(second, [served], true)
        later.forEach(({ weights, value }, i) => {
          expect(weights).toEqual(earlier[i].weights)
          expect(isSmall(value - earlier[i].value)).toBe(false)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('would find many if small cells were left out of tables with true sums', () => {
    let isolated = 0
    fc.assert(
      fc.property(populations, servedCells, (drawn, served) => {
        const whole = { ...drawn, people: drawn.people.map((column) => column.map(Math.ceil)) }
        const statements = tablesOf(whole, [served], true)
        const open = statements.filter(({ value }) => !isSmall(value))
        isolated += [...findDetermined(open, allUnknowns(whole)).values()].filter(isSmall).length
      }),
      { numRuns: 40 },
    )
    expect(isolated).toBeGreaterThan(20)
  })
})

describe('the attacker', () => {
  it('solves what can be solved and nothing else', () => {
    // a + b = 5, b + c = 7, b = 2, d + e = 9
    const statements = [
      { weights: [1, 1, 0, 0, 0], value: 5 },
      { weights: [0, 1, 1, 0, 0], value: 7 },
      { weights: [0, 1, 0, 0, 0], value: 2 },
      { weights: [0, 0, 0, 1, 1], value: 9 },
    ]
    expect([...findDetermined(statements, 5)]).toEqual([[0, 3], [1, 2], [2, 5]]) // prettier-ignore
    expect(() => findDetermined([...statements, { weights: [1, 0, 0, 0, 0], value: 4 }], 5)).toThrow(/contradict/)
  })
})
