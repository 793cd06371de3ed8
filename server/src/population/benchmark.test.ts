import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { benchmarkPopulation, type Benchmark } from './benchmark.ts'
import { NO_DISTRICT, type Population } from './population.ts'

/** Parts in districts with people per group; each part is a cell of its own. */
const createPopulation = (districts: number[], people: Record<string, number[]>): Population => ({
  groupIds: Object.keys(people),
  partCount: districts.length,
  partCell: Uint32Array.from(districts, (_, i) => i),
  partDistrict: [Uint32Array.from(districts)],
  people: Object.values(people).map((column) => Float64Array.from(column)),
})

const areas = (...figures: Record<string, number>[]) =>
  figures.map((figure, d) => ({ id: `${d}`, name: `Gebiet ${d}`, geometry: [], figures: figure }))

const benchmark = (
  population: Population,
  districts: ReturnType<typeof areas>,
  benchmarks: Omit<Benchmark, 'level'>[],
  groups: { id: string; like?: string }[] = [],
) => {
  const issues = new IssueList()
  const input = {
    population,
    groups,
    districtsByLevel: [districts],
    benchmarks: benchmarks.map((b) => ({ level: 0, ...b })),
  }
  const result = benchmarkPopulation(input, issues)
  return { people: result.people.map((column) => [...column]), issues: issues.list() }
}

describe('benchmarkPopulation', () => {
  it('scales each district to its figure', () => {
    const population = createPopulation([0, 0, 1, 1], { all: [5, 15, 1, 1] })
    const { people, issues } = benchmark(population, areas({ official: 30 }, { official: 1 }), [
      { groupId: 'all', figure: 'official' },
    ])
    expect(people).toEqual([[7.5, 22.5, 0.5, 0.5]])
    expect(issues).toEqual([])
    expect([...population.people[0]]).toEqual([5, 15, 1, 1])
  })

  it('keeps a subgroup within all and gives the rest to the other parts', () => {
    const population = createPopulation([0, 0], { '65plus': [4, 2], all: [4, 16] })
    const { people } = benchmark(population, areas({ old: 9 }), [{ groupId: '65plus', figure: 'old' }])
    expect(people[0]).toEqual([4, 5])
  })

  it('takes all first, whatever the order of the figures', () => {
    const population = createPopulation([0, 0], { '65plus': [1, 1], all: [2, 2] })
    const figures = areas({ all: 20, old: 10 })
    const order = [{ groupId: '65plus', figure: 'old' }, { groupId: 'all', figure: 'all' }] // prettier-ignore
    expect(benchmark(population, figures, order).people).toEqual([[5, 5], [10, 10]]) // prettier-ignore
    expect(benchmark(population, figures, order.toReversed()).people).toEqual([[5, 5], [10, 10]]) // prettier-ignore
  })

  it('lets a subgroup be larger than all only where the figures say so, and notes it', () => {
    const population = createPopulation([0, 0], { all: [2, 2], '65plus': [1, 1] })
    const { people, issues } = benchmark(population, areas({ old: 6 }), [{ groupId: '65plus', figure: 'old' }])
    expect(people[1]).toEqual([3, 3])
    expect(issues).toMatchObject([{ kind: 'population-group-above-all', examples: ['65plus, Gebiet 0: 6 of 4'] }])
  })

  it('keeps groups without figures within all where all shrinks', () => {
    const population = createPopulation([0, 0, 1], { all: [10, 10, 10], '80plus': [6, 1, 2] })
    const { people } = benchmark(population, areas({ n: 10 }, { n: 10 }), [{ groupId: 'all', figure: 'n' }])
    expect(people).toEqual([
      [5, 5, 10],
      [5, 2, 2],
    ])
  })

  it('spreads people evenly where the grid knows nobody, and notes it', () => {
    const population = createPopulation([0, 0, 0, 1], { all: [0, 0, 0, 8] })
    const { people, issues } = benchmark(population, areas({ n: 12 }, { n: 8 }), [{ groupId: 'all', figure: 'n' }])
    expect(people[0]).toEqual([4, 4, 4, 8])
    expect(issues).toMatchObject([{ kind: 'population-spread-evenly', examples: ['all, Gebiet 0: 12'] }])
  })

  it('leaves nobody where the figure is zero', () => {
    expect(
      benchmark(createPopulation([0], { all: [3] }), areas({ n: 0 }), [{ groupId: 'all', figure: 'n' }]).people,
    ).toEqual([[0]])
  })

  it('keeps the grid where a figure is missing, and outside the districts of the level', () => {
    const population = createPopulation([0, 1, NO_DISTRICT], { all: [3, 4, 5] })
    const { people, issues } = benchmark(population, areas({ n: 6 }, {}), [{ groupId: 'all', figure: 'n' }])
    expect(people[0]).toEqual([6, 4, 5])
    expect(issues).toMatchObject([
      {
        kind: 'population-figure-missing',
        examples: ['all: Gebiet 1', 'all: outside the districts of this level'],
      },
    ])
  })

  it('brings a group without a column to its figures, with the mean share where a figure is missing', () => {
    const groups = [{ id: 'all' }, { id: '65plus', like: 'all' }]
    const population = createPopulation([0, 0, 1, 2], { all: [30, 10, 40, 20], '65plus': [30, 10, 40, 20] })
    const { people } = benchmark(
      population,
      areas({ old: 12 }, { old: 8 }, {}),
      [{ groupId: '65plus', figure: 'old' }],
      groups,
    )
    // 20 of the 80 people where both are known: a quarter of the 20 in the third district.
    expect(people[1]).toEqual([9, 3, 8, 5])
  })

  it('refuses a group without a column and without figures, and figures of an unknown group', () => {
    const population = createPopulation([0], { all: [3], '65plus': [3] })
    const groups = [{ id: '65plus', like: 'all' }]
    expect(() => benchmark(population, areas({ n: 3 }), [{ groupId: 'all', figure: 'n' }], groups)).toThrow(
      'neither a column',
    )
    expect(() => benchmark(population, areas({ n: 3 }), [{ groupId: 'families', figure: 'n' }])).toThrow('families')
  })

  it('refuses figures of a level that there is not', () => {
    const input = { population: createPopulation([0], { all: [3] }), groups: [], districtsByLevel: [areas({ n: 3 })] }
    const benchmarks = [{ groupId: 'all', level: -1, figure: 'n' }]
    expect(() => benchmarkPopulation({ ...input, benchmarks }, new IssueList())).toThrow('level -1 of 1')
  })

  it('meets whole figures exactly and never lets a subgroup out of all without need', () => {
    const part = fc.record({ district: fc.integer({ min: 0, max: 2 }), all: fc.nat(4000), share: fc.double({ min: 0, max: 1, noNaN: true }) }) // prettier-ignore
    const figure = fc.record({ all: fc.integer({ min: 0, max: 900 }), old: fc.integer({ min: 0, max: 900 }) })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 25 }),
        fc.tuple(figure, figure, figure),
        (parts, figures) => {
          const whole = parts.map(({ all }) => all / 16)
          const old = parts.map(({ all, share }) => Math.floor(all * share) / 16)
          const population = createPopulation(parts.map(({ district }) => district), { all: whole, '65plus': old }) // prettier-ignore
          const { people } = benchmark(population, areas(...figures), [
            { groupId: 'all', figure: 'all' },
            { groupId: '65plus', figure: 'old' },
          ])
          figures.forEach((figureOf, d) => {
            const mine = parts.flatMap(({ district }, i) => (district === d ? [i] : []))
            if (mine.length === 0) return
            expect(mine.reduce((sum, i) => sum + people[0][i], 0)).toBe(figureOf.all)
            expect(mine.reduce((sum, i) => sum + people[1][i], 0)).toBe(figureOf.old)
            if (figureOf.old <= figureOf.all) expect(mine.every((i) => people[1][i] <= people[0][i])).toBe(true)
          })
        },
      ),
      { numRuns: 200 },
    )
  })
})
