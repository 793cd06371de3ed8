import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDistricts } from '../districts/districts.reader.ts'
import { NO_AREA } from '../geo/polygon-index.ts'
import { cellToBoundary, cellToCenter, lngLatToCell } from '../grid/cells.ts'
import { ImportError } from '../issues/import-error.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildPopulation } from './build-population.ts'
import { readCensusGrid } from './census-grid.reader.ts'
import { interpolatePopulation, type InterpolatedPopulation, type InterpolationInput } from './interpolate.ts'
import { NO_DISTRICT } from './population.ts'
import { createBox, createGrid, plane } from './testing/people-scene.ts'

const interpolate = (input: Omit<InterpolationInput, 'resolution'>, resolution = 10) => {
  const issues = new IssueList()
  return { ...interpolatePopulation({ resolution, ...input }, issues), issues: issues.list() }
}

/** Parts with people as [cell id, district per level …, people per group …]. */
const listPeople = ({ cells, population }: InterpolatedPopulation) =>
  Array.from({ length: population.partCount }, (_, part) => ({
    cell: cells.cellIds[population.partCell[part]],
    districts: population.partDistrict.map((column) => column[part]),
    people: population.people.map((column) => column[part]),
  })).filter(({ people }) => people.some((count) => count > 0))

/** A cell in Aachen and its neighbour across the steepest edge, with the middle of that edge in EPSG:3035 metres. */
const west = lngLatToCell(6.0839, 50.7753, 10)
const steepEdge = (() => {
  const boundary = cellToBoundary(west).map(([lng, lat]) => plane.fromLngLat(lng, lat))
  const edges = boundary.slice(1).map((end, i) => ({ start: boundary[i], end }))
  const isEast = edges.filter(({ start, end }) => end[1] > start[1])
  return isEast.sort((a, b) => slope(b) - slope(a))[0]
  function slope({ start, end }: (typeof edges)[number]) {
    return (end[1] - start[1]) / Math.abs(end[0] - start[0])
  }
})()
const middleX = (steepEdge.start[0] + steepEdge.end[0]) / 2
const middleY = (steepEdge.start[1] + steepEdge.end[1]) / 2
const east = lngLatToCell(...plane.toLngLat(middleX + 5, middleY), 10)
/** A small square would be cut by this edge alone; one of 100 m is, too, as far as it is no longer than the edge. */
const squareX = Math.round(middleX - 50)
const squareY = Math.round(middleY - 50)
const around = (dx: number, dy: number): [number, number, number, number] => [
  middleX - dx,
  middleY - dy,
  middleX + dx,
  middleY + dy,
]

describe('a square over the edge of two cells', () => {
  const town = createBox('Stadt', around(400, 400))

  it('gives each cell its share of the area', () => {
    const { population, cells } = interpolate({
      grid: createGrid([[squareX, squareY, 10]]),
      districtsByLevel: [[town]],
    })
    // The slow oracle: the cells of 200 × 200 points of the square.
    const counts = new Map<string, number>()
    for (let i = 0; i < 200; i++) {
      for (let k = 0; k < 200; k++) {
        const cell = lngLatToCell(...plane.toLngLat(squareX + (i + 0.5) / 2, squareY + (k + 0.5) / 2), 10)
        counts.set(cell, (counts.get(cell) ?? 0) + 10 / 40_000)
      }
    }
    population.people[0].forEach((people, part) => {
      expect(Math.abs(people - (counts.get(cells.cellIds[population.partCell[part]]) ?? 0))).toBeLessThan(0.02)
    })
    expect(counts.get(west)).toBeGreaterThan(4)
    expect(counts.get(east)).toBeGreaterThan(4)
  })

  it('gives people to the buildings that stand in it, in proportion to their weights', () => {
    const places = [[-30, 0], [-20, 10], [25, 0], [400, 0]] // prettier-ignore
    const positions = places.map(([dx, dy]) => plane.toLngLat(middleX + dx, middleY + dy))
    // The lattice of the grid decides which square a building stands in.
    const x = Math.floor(middleX / 100) * 100
    const y = Math.floor(middleY / 100) * 100
    const squares = [-100, 0, 100].flatMap((dx) => [-100, 0, 100].map((dy) => [x + dx, y + dy, 0]))
    const home = (dx: number, dy: number) =>
      squares.find(
        ([sx, sy]) => middleX + dx >= sx && middleX + dx < sx + 100 && middleY + dy >= sy && middleY + dy < sy + 100,
      )!
    home(-30, 0)[2] = 8
    const sameSquare = places.slice(0, 3).map(([dx, dy]) => home(dx, dy) === home(-30, 0))
    const weights = [3, 1, 4, 100]
    const inSquare = weights.slice(0, 3).reduce((sum, weight, i) => sum + (sameSquare[i] ? weight : 0), 0)
    const result = interpolate({
      grid: createGrid(squares),
      districtsByLevel: [[town]],
      buildings: {
        lng: Float64Array.from(positions, ([lng]) => lng),
        lat: Float64Array.from(positions, ([, lat]) => lat),
        weight: Float64Array.from(weights),
      },
    })
    const westPeople = listPeople(result).find(({ cell }) => cell === west)!.people[0]
    const westWeight = 3 + (sameSquare[1] ? 1 : 0)
    expect(westPeople).toBeCloseTo((8 * westWeight) / inSquare, 5)
    expect(result.issues).toEqual([])
    // The origin is one of the buildings: the mean of weights 3 and 1 is nearest to the first.
    const index = result.cells.cellIds.indexOf(west)
    expect(result.cells.originLng[index]).toBe(positions[0][0])
    expect(result.cells.originLat[index]).toBe(positions[0][1])
  })

  it('falls back to area where a square has no building, and says so', () => {
    const none = { lng: new Float64Array(0), lat: new Float64Array(0), weight: new Float64Array(0) }
    const grid = createGrid([[squareX, squareY, 10]])
    const byArea = interpolate({ grid, districtsByLevel: [[town]] })
    const result = interpolate({ grid, districtsByLevel: [[town]], buildings: none })
    expect(result.population).toEqual(byArea.population)
    expect(result.issues).toMatchObject([{ kind: 'population-square-without-building', count: 1 }])
  })

  it('gives the two halves to the districts on both sides of a border between them', () => {
    // A border along the cell edge: the centres of the halves lie some 25 m away on either side.
    const [dx, dy] = [steepEdge.end[0] - steepEdge.start[0], steepEdge.end[1] - steepEdge.start[1]]
    const far = 600 / Math.hypot(dx, dy)
    const [top, bottom] = [
      [middleX + dx * far, middleY + dy * far],
      [middleX - dx * far, middleY - dy * far],
    ] as const
    const side = (name: string, sign: number) => {
      const outer = [top, bottom].map(([x, y]) => [x + sign * 600, y] as const)
      const corners = sign > 0 ? [bottom, outer[1], outer[0], top] : [top, outer[0], outer[1], bottom]
      const ring = corners.map(([x, y]) => plane.toLngLat(x, y))
      return { id: name, name, geometry: [[[...ring, ring[0]]]], figures: {} }
    }
    const grid = createGrid([[squareX, squareY, 10]])
    const result = interpolate({ grid, districtsByLevel: [[side('West', -1), side('Ost', 1)], [town]] })
    const inDistrict = [0, 0]
    for (const { cell, districts, people } of listPeople(result)) {
      inDistrict[districts[0]] += people[0]
      if (cell === west) expect(districts).toEqual([0, 0])
      if (cell === east) expect(districts).toEqual([1, 0])
    }
    // A line through the centre halves a square; its corner lies on whole metres, so up to half a metre off.
    expect(Math.abs(inDistrict[0] - 5)).toBeLessThan(0.1)
    expect(inDistrict[0] + inDistrict[1]).toBe(10)
  })
})

describe('interpolatePopulation', () => {
  const origin = [4_045_000, 3_080_000] as const
  const box = (name: string, x: number, y: number, size: number) =>
    createBox(name, [origin[0] + x, origin[1] + y, origin[0] + x + size, origin[1] + y + size])
  const square = (x: number, y: number, ...people: number[]) => [origin[0] + x, origin[1] + y, ...people]

  it('reports people outside the first level, and keeps those outside a second one', () => {
    const { population, groups, peopleOutside, issues } = interpolate({
      grid: createGrid([square(400, 400, 20), square(1400, 400, 30), square(5000, 0, 7), square(90_000, 0, 4)]),
      districtsByLevel: [[box('Stadt', 0, 0, 2000)], [box('Mitte', 0, 0, 1000)]],
    })
    expect(peopleOutside).toBe(11)
    expect(groups[0]).toMatchObject({ peopleTotal: 61, peopleInside: 50, peopleOutside: 11 })
    expect(issues).toMatchObject([{ kind: 'population-outside', count: 11, examples: ['11 of 61 people'] }])
    let outsideMitte = 0
    population.people[0].forEach((people, part) => {
      expect(population.partDistrict[0][part]).toBe(0)
      if (population.partDistrict[1][part] === NO_DISTRICT) outsideMitte += people
    })
    expect(outsideMitte).toBe(30)
    expect(NO_DISTRICT).toBe(NO_AREA)
  })

  it('gives every cell over a district a part, and a district smaller than a cell one too', () => {
    const districts = [box('Groß', 0, 0, 1000), box('Winzig', 1000, 500, 8)]
    const { population, cells, issues } = interpolate({
      grid: createGrid([square(400, 400, 5)]),
      districtsByLevel: [districts],
    })
    expect(new Set(population.partCell).size).toBe(cells.cellCount)
    expect(new Set(population.partDistrict[0])).toEqual(new Set([0, 1]))
    // A square kilometre is about 66 cells of 1.5 ha, and some 36 more along its border.
    expect(cells.cellCount).toBeGreaterThan(85)
    expect(cells.cellCount).toBeLessThan(120)
    expect(issues).toMatchObject([{ kind: 'population-district-empty', examples: ['Winzig'] }])
    expect([...cells.cellIds]).toEqual([...cells.cellIds].sort())
  })

  it('starts from the centre of a cell where nobody lives, and from its people where somebody does', () => {
    const { cells, population } = interpolate({
      grid: createGrid([square(400, 400, 5)]),
      districtsByLevel: [[box('A', 0, 0, 1000)]],
    })
    const peopled = new Set([...population.partCell].filter((_, part) => population.people[0][part] > 0))
    cells.cellIds.forEach((id, cell) => {
      const [lng, lat] = cellToCenter(id)
      if (!peopled.has(cell)) expect([cells.originLng[cell], cells.originLat[cell]]).toEqual([lng, lat])
      expect(lngLatToCell(cells.originLng[cell], cells.originLat[cell], 10)).toBe(id)
    })
    const start = [...peopled].map((cell) => plane.fromLngLat(cells.originLng[cell], cells.originLat[cell]))
    for (const [x, y] of start) {
      expect(x - origin[0]).toBeGreaterThanOrEqual(400)
      expect(x - origin[0]).toBeLessThanOrEqual(500)
      expect(y - origin[1]).toBeGreaterThanOrEqual(400)
      expect(y - origin[1]).toBeLessThanOrEqual(500)
    }
  })

  it('adds nobody for a missing value and counts the squares inside', () => {
    const { groups, issues } = interpolate({
      grid: createGrid(
        [
          square(400, 400, 9, Number.NaN),
          square(600, 400, 8, 2),
          square(9000, 0, Number.NaN, 1),
          square(600, 600, Number.NaN, 3),
        ],
        ['all', '65plus'],
      ),
      districtsByLevel: [[box('A', 0, 0, 1000)]],
    })
    expect(groups.map((group) => [group.peopleTotal, group.missingSquares])).toEqual([
      [17, 1],
      [6, 1],
    ])
    expect(issues).toMatchObject([{ kind: 'population-group-above-all', count: 2 }])
  })

  it('says where a group is larger than all', () => {
    const { issues } = interpolate({
      grid: createGrid([square(400, 400, 2, 3)], ['all', '80plus']),
      districtsByLevel: [[box('A', 0, 0, 1000)]],
    })
    expect(issues).toMatchObject([
      { kind: 'population-group-above-all', examples: ['80plus, CRS3035RES100mN3080400E4045400: 3 of 2'] },
    ])
  })

  it('refuses a grid that lies elsewhere, and a group that it does not have', () => {
    const kindOf = (action: () => unknown) => {
      try {
        action()
      } catch (error) {
        return (error as ImportError).kind
      }
    }
    const districtsByLevel = [[box('A', 0, 0, 1000)]]
    const elsewhere = createGrid([square(50_000, 0, 9)])
    expect(kindOf(() => interpolate({ grid: elsewhere, districtsByLevel }))).toBe('population-grid-elsewhere')
    const grid = createGrid([square(0, 0, 9)])
    expect(kindOf(() => interpolate({ grid, districtsByLevel, groups: [{ id: 'families' }] }))).toBe(
      'population-groups-wrong',
    )
  })

  it('cuts squares of a kilometre as well', () => {
    const result = interpolate({
      grid: createGrid([square(0, 0, 1000)], ['all'], 1000),
      districtsByLevel: [[box('West', 0, 0, 1000), box('Ost', 1000, 0, 1000)]],
    })
    const parts = listPeople(result)
    expect(parts.length).toBeGreaterThan(60)
    expect(parts.reduce((sum, { people }) => sum + people[0], 0)).toBe(1000)
    // A whole cell of about 1.5 ha holds about 15 of the 1,000 people on 100 ha.
    expect(Math.max(...parts.map(({ people }) => people[0]))).toBeGreaterThan(12)
    expect(Math.max(...parts.map(({ people }) => people[0]))).toBeLessThan(18)
  })
})

const shared = new URL('../../../../shared/data/', import.meta.url)

describe.skipIf(!existsSync(shared))('real towns (skipped where ../shared/data is absent)', () => {
  const readLevel = (file: string, figureProperties: string[] = []) => {
    const options = { level: file, idProperty: 'id', nameProperty: 'name', figureProperties, source: file }
    return readDistricts(readFileSync(new URL(file, shared), 'utf8'), options, new IssueList())
  }
  const readGrid = (file: string, columns: Record<string, string>) =>
    readCensusGrid(readFileSync(new URL(file, shared)), { columns, source: 'population' }, new IssueList())
  const sumBy = (people: Float64Array, keys: Uint32Array, count: number) => {
    const sums = new Float64Array(count)
    people.forEach((value, part) => (sums[keys[part]] += value))
    return sums
  }

  it('keeps the people of Aachen and meets the register of its boroughs', () => {
    const boroughs = readLevel('aachen/stadtbezirke.geojson', ['population_2016_official', 'population_2011_est'])
    const districts = readLevel('aachen/statistische_bezirke.geojson')
    const grid = readGrid('aachen/zensus2011_100m.csv', { all: 'population_est', '65plus': 'age_65plus_est' })
    const input = { grid, districtsByLevel: [districts, boroughs], resolution: 10 }
    const plain = interpolatePopulation(input, new IssueList())
    expect(plain.groups.map((group) => group.peopleTotal.toFixed(4))).toEqual(['236271.4000', '43025.6000'])
    expect(plain.peopleOutside).toBeLessThan(100)
    const byBorough = sumBy(plain.population.people[0], plain.population.partDistrict[1], 7)
    boroughs.forEach((borough, d) => {
      // The sum of the grid is 91 … 99 % of the register of 2016, and the file's own estimate of 2011 within 3 %.
      expect(byBorough[d] / borough.figures.population_2016_official).toBeGreaterThan(0.89)
      expect(byBorough[d] / borough.figures.population_2016_official).toBeLessThan(1)
      expect(Math.abs(byBorough[d] / borough.figures.population_2011_est - 1)).toBeLessThan(0.03)
    })
    const benchmarks = [{ groupId: 'all', level: 1, figure: 'population_2016_official' }]
    const met = buildPopulation({ ...input, benchmarks }, new IssueList())
    expect([...sumBy(met.population.people[0], met.population.partDistrict[1], 7)]).toEqual(
      boroughs.map((borough) => borough.figures.population_2016_official),
    )
    const [all, old] = met.population.people
    expect(old.every((people, part) => people <= all[part])).toBe(true)
  })

  it('keeps the 241,374 people of Magdeburg and spreads its 65+ like all within each Stadtteil', () => {
    const districts = readLevel('magdeburg/stadtteile.geojson', ['population_2025', 'age_65plus_2025'])
    const grid = readGrid('magdeburg/zensus2022_bevoelkerung_100m.csv', { all: 'einwohner_2022' })
    const issues = new IssueList()
    const { population, groups } = buildPopulation(
      {
        grid,
        districtsByLevel: [districts],
        groups: [{ id: 'all' }, { id: '65plus', like: 'all' }],
        benchmarks: [{ groupId: '65plus', level: 0, figure: 'age_65plus_2025' }],
        resolution: 10,
      },
      issues,
    )
    expect(groups[0].peopleTotal).toBe(241_374)
    expect(sumBy(population.people[0], population.partCell, 20_000).reduce((sum, value) => sum + value, 0)).toBe(
      groups[0].peopleInside,
    )
    const met = sumBy(population.people[1], population.partDistrict[0], 40)
    districts.forEach((district, d) => {
      if ('age_65plus_2025' in district.figures) expect(met[d]).toBe(district.figures.age_65plus_2025)
    })
    expect(population.people[1].every((people, part) => people <= population.people[0][part])).toBe(true)
    expect(issues.list().find((issue) => issue.kind === 'population-figure-missing')?.examples).toEqual([
      '65plus: Sülzegrund',
      '65plus: Großer Silberberg',
      '65plus: Kreuzhorst',
      '65plus: Industriehafen',
    ])
  })
})
