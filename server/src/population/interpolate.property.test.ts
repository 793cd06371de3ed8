import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { interpolatePopulation, type InterpolationInput } from './interpolate.ts'
import { createBox, createGrid, plane } from './testing/people-scene.ts'

const west = 4_045_000
const south = 3_080_000
const districtsByLevel = [
  [
    createBox('A', [west, south, west + 330, south + 700]),
    createBox('B', [west + 330, south, west + 700, south + 700]),
  ],
  [
    createBox('Süd', [west, south, west + 700, south + 250]),
    createBox('Nord', [west, south + 250, west + 700, south + 700]),
  ],
]

/** A few squares in and around two districts, with people of whom some are old; fractions as estimates have them. */
const square = fc.record({
  column: fc.integer({ min: -2, max: 8 }),
  row: fc.integer({ min: -2, max: 8 }),
  all: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 4000 }).map((n) => n / 10)), // prettier-ignore
  share: fc.double({ min: 0, max: 1, noNaN: true }),
})
const squares = fc
  .uniqueArray(square, { selector: ({ column, row }) => `${column} ${row}`, minLength: 1, maxLength: 12 })
  .map((list) => list.map(({ column, row, all, share }) => [west + 100 * column, south + 100 * row, all, all * share]))
  // Somebody must live inside, or the grid is refused.
  .map((list) => [...list.filter(([x, y]) => x !== west + 300 || y !== south + 300), [west + 300, south + 300, 7, 3]])

const building = fc.record({ x: fc.nat(700), y: fc.nat(700), weight: fc.nat(9) })

const interpolate = (input: Omit<InterpolationInput, 'resolution' | 'districtsByLevel'>) =>
  interpolatePopulation({ districtsByLevel, resolution: 10, ...input }, new IssueList())

const toBuildings = (list: readonly { x: number; y: number; weight: number }[]) => {
  const positions = list.map(({ x, y }) => plane.toLngLat(west + x, south + y))
  return {
    lng: Float64Array.from(positions, ([lng]) => lng),
    lat: Float64Array.from(positions, ([, lat]) => lat),
    weight: Float64Array.from(list, ({ weight }) => weight),
  }
}

describe('interpolation', () => {
  it('keeps the people of the grid, in whatever order they are added up', () => {
    fc.assert(
      fc.property(squares, fc.option(fc.array(building, { maxLength: 30 })), (list, buildings) => {
        const { population, groups } = interpolate({
          grid: createGrid(list, ['all', '65plus']),
          buildings: buildings === null ? undefined : toBuildings(buildings),
        })
        groups.forEach((group, g) => {
          const people = list.map((row) => row[2 + g]).filter((count) => count > 0)
          const sum = people.reduce((total, count) => total + count, 0)
          // Rounded once to a multiple of 2⁻²⁰ person.
          expect(Math.abs(group.peopleTotal - sum)).toBeLessThanOrEqual(2 ** -21 + 1e-9)
          expect(group.peopleInside + group.peopleOutside).toBe(group.peopleTotal)
          for (const column of population.partDistrict) {
            const byDistrict = new Map<number, number>()
            column.forEach((d, part) => byDistrict.set(d, (byDistrict.get(d) ?? 0) + population.people[g][part]))
            expect([...byDistrict.values()].reduce((total, count) => total + count, 0)).toBe(group.peopleInside)
          }
        })
        expect(population.people[1].every((old, part) => old <= population.people[0][part])).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps whole numbers of people exactly', () => {
    fc.assert(
      fc.property(squares, (list) => {
        const whole = list.map(([x, y, all]) => [x, y, Math.round(all)])
        const sum = whole.reduce((total, row) => total + (row[2] > 0 ? row[2] : 0), 0)
        expect(interpolate({ grid: createGrid(whole) }).groups[0].peopleTotal).toBe(sum)
      }),
      { numRuns: 20 },
    )
  })

  it('does not depend on the order of squares and of buildings', () => {
    const shuffled = <T>(list: T[]) => fc.shuffledSubarray(list, { minLength: list.length })
    const scene = fc.tuple(squares, fc.array(building, { maxLength: 20 }))
    fc.assert(
      fc.property(
        scene.chain(([list, buildings]) =>
          fc.tuple(fc.constant([list, buildings] as const), shuffled(list), shuffled(buildings)),
        ),
        ([[list, buildings], otherList, otherBuildings]) => {
          const one = interpolate({ grid: createGrid(list, ['all', '65plus']), buildings: toBuildings(buildings) })
          const two = interpolate({ grid: createGrid(otherList, ['all', '65plus']), buildings: toBuildings(otherBuildings) }) // prettier-ignore
          expect(two).toEqual(one)
        },
      ),
      { numRuns: 25 },
    )
  })
})
