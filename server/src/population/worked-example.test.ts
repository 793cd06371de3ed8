import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildPopulation } from './build-population.ts'
import { interpolatePopulation } from './interpolate.ts'
import { createBox, createGrid, plane } from './testing/people-scene.ts'

/** The worked example of docs/methods/population.md. */
const x = 4_046_100
const y = 3_080_000
const grid = createGrid([[x, y, 8]])
const northWest = plane.toLngLat(x + 20, y + 80)
const northEast = plane.toLngLat(x + 80, y + 80)
const southEast = plane.toLngLat(x + 80, y + 20)
const houses = [northWest, northEast, southEast]
const buildings = {
  lng: Float64Array.from(houses, ([lng]) => lng),
  lat: Float64Array.from(houses, ([, lat]) => lat),
  weight: Float64Array.of(3, 1, 4),
}
const districtsByLevel = [
  [
    createBox('Nord', [x - 300, y + 50, x + 400, y + 400], { all: 6, old: 2 }),
    createBox('Süd', [x - 300, y - 300, x + 400, y + 50], { all: 4, old: 3 }),
  ],
]
const hexagons = [lngLatToCell(...northWest, 10), lngLatToCell(...northEast, 10)]

/** People of a group by “hexagon / district”, parts without people left out. */
const listParts = ({ cells, population }: ReturnType<typeof interpolatePopulation>, group: number) =>
  Object.fromEntries(
    [...population.people[group]].flatMap((people, part) => {
      const hexagon = hexagons.indexOf(cells.cellIds[population.partCell[part]])
      const district = districtsByLevel[0][population.partDistrict[0][part]].name
      return people > 0 ? [[`hexagon ${hexagon} / ${district}`, people]] : []
    }),
  )

describe('the worked example of the method card on people', () => {
  it('gives the people of a square to its houses, in hexagons and districts', () => {
    const result = interpolatePopulation({ grid, districtsByLevel, buildings, resolution: 10 }, new IssueList())
    expect(hexagons[1]).toBe(lngLatToCell(...southEast, 10))
    expect(listParts(result, 0)).toEqual({ 'hexagon 0 / Nord': 3, 'hexagon 1 / Nord': 1, 'hexagon 1 / Süd': 4 })
    const origin = result.cells.cellIds.indexOf(hexagons[1])
    expect(distanceMetres(result.cells.originLng[origin], result.cells.originLat[origin], ...southEast)).toBe(0)
  })

  it('brings them to the register, and a group without a column with them', () => {
    const result = buildPopulation(
      {
        grid,
        districtsByLevel,
        buildings,
        groups: [{ id: 'all' }, { id: '65plus', like: 'all' }],
        benchmarks: [
          { groupId: 'all', level: 0, figure: 'all' },
          { groupId: '65plus', level: 0, figure: 'old' },
        ],
        resolution: 10,
      },
      new IssueList(),
    )
    expect(listParts(result, 0)).toEqual({ 'hexagon 0 / Nord': 4.5, 'hexagon 1 / Nord': 1.5, 'hexagon 1 / Süd': 4 })
    expect(listParts(result, 1)).toEqual({ 'hexagon 0 / Nord': 1.5, 'hexagon 1 / Nord': 0.5, 'hexagon 1 / Süd': 3 })
  })

  it('would spread them over four hexagons by area without the houses', () => {
    const { cells, population } = interpolatePopulation({ grid, districtsByLevel, resolution: 10 }, new IssueList())
    const people = new Float64Array(cells.cellCount)
    population.people[0].forEach((count, part) => (people[population.partCell[part]] += count))
    // Shares of a million points of the square, counted by the hexagon that holds each.
    const counted: Record<string, number> = {
      [hexagons[0]]: 0.4485,
      [hexagons[1]]: 0.4479,
      '8a1fa0a00caffff': 0.0778,
      '8a1fa0a00c9ffff': 0.0258,
    }
    cells.cellIds.forEach((id, cell) => expect(people[cell] / 8).toBeCloseTo(counted[id] ?? 0, 3))
  })
})
