/**
 * People of census squares brought to parts of H3 cells × districts, mass-preserving: for every group, people in parts plus
 * people outside equal the people of the grid (card: docs/methods/population.md).
 *
 * A piece (square ∩ cell, or a building) belongs to the districts that hold its centre of gravity, one per level. What lies
 * outside every district of the first level is reported and is part of no result. Deterministic: the order of squares and of
 * buildings changes nothing.
 */
import { buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import { createProjection } from '../geo/projection.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { AreaOfPeople, PopulationGroup } from './area-of-people.ts'
import { computeCellOrigins } from './cell-origins.ts'
import type { CensusGrid } from './census-grid.ts'
import { formatSquareId } from './census-square-id.ts'
import { coverWithParts } from './cover-with-parts.ts'
import { createPartIndex, sortParts } from './part-index.ts'
import { indexOfMainGroup } from './main-group.ts'
import { NO_DISTRICT, PEOPLE_QUANTUM, type Population } from './population.ts'
import { quantisePeople, sumPeople } from './quantise.ts'
import { listSquarePieces, type ResidentialBuildings } from './square-pieces.ts'

export interface InterpolationInput {
  readonly grid: CensusGrid
  /** Per level its districts; the first level decides what is inside. */
  readonly districtsByLevel: readonly (readonly AreaOfPeople[])[]
  /** Where people live within the squares; without, by area. */
  readonly buildings?: ResidentialBuildings
  /** Groups of the result in their order; without, those of the grid. */
  readonly groups?: readonly PopulationGroup[]
  /** H3 resolution of the cells. */
  readonly resolution: number
  /** How issues name the grid; `population` where not given. */
  readonly source?: string
}

export interface GroupTotals {
  readonly id: string
  /** The group whose spread stands in until figures per district are applied, or null. */
  readonly like: string | null
  /** People of the whole grid, of the parts, and outside every district of the first level: total = inside + outside. */
  readonly peopleTotal: number
  readonly peopleInside: number
  readonly peopleOutside: number
  /** Squares with their centre in a district of the first level for which the grid gives no number. */
  readonly missingSquares: number
}

export interface InterpolatedPopulation {
  readonly cells: CellGrid
  readonly population: Population
  readonly groups: readonly GroupTotals[]
  /** People outside every district of the first level: of the group `all`, or of the first group where there is none. */
  readonly peopleOutside: number
}

export function interpolatePopulation(input: InterpolationInput, issues: IssueSink): InterpolatedPopulation {
  const { grid, districtsByLevel, resolution } = input
  const source = input.source ?? 'population'
  const groups: readonly PopulationGroup[] = input.groups ?? grid.groupIds.map((id) => ({ id }))
  const columns = groups.map((group) => columnOfGroup(grid, group, source))
  const main = indexOfMainGroup(groups.map((group) => group.id))
  const projection = createProjection(3035)
  const indexes = districtsByLevel.map((districts) => buildPolygonIndex(districts.map((district) => district.geometry)))

  const geometries = districtsByLevel[0].map((district) => district.geometry)
  const found = listSquarePieces(projection, resolution, grid, columns, geometries, input.buildings)
  if (input.buildings !== undefined && found.squaresByArea > 0) {
    issues.add('population-square-without-building', 'note', source, undefined, found.squaresByArea)
  }
  const parts = createPartIndex()
  const numberOfPiece = found.pieces.map((piece) => {
    const combination = indexes.map((index) => findArea(index, piece.lng, piece.lat))
    return combination[0] === NO_DISTRICT ? NO_DISTRICT : parts.findOrAdd(piece.cellId, combination)
  })
  coverWithParts(parts, districtsByLevel, indexes, resolution)
  const order = sortParts(parts)
  const rankOfNumber = new Uint32Array(order.length)
  order.forEach((number, rank) => (rankOfNumber[number] = rank))

  // Everything outside is one entry more behind the parts, so that rounding keeps the total of the grid.
  const outside = order.length
  const exact = columns.map((column) => {
    const people = new Float64Array(order.length + 1)
    found.pieces.forEach(({ square, share }, p) => {
      const number = numberOfPiece[p]
      if (column[square] > 0) people[number === NO_DISTRICT ? outside : rankOfNumber[number]] += share * column[square]
    })
    for (const square of found.squaresOutside) if (column[square] > 0) people[outside] += column[square]
    return people
  })
  const totals = columns.map((column) =>
    sumPeople(Float64Array.from(found.squares, (square) => Math.max(0, column[square] || 0))),
  )
  const mainPeople = quantisePeople(exact[main], totals[main])
  const quantised = exact.map((people, g) =>
    g === main ? mainPeople : quantisePeople(people, totals[g], capsOf(people, exact[main], mainPeople)),
  )

  const cellIds = [...new Set(order.map((number) => parts.cellOfPart[number]))]
  const cellIndexOf = new Map(cellIds.map((id, i) => [id, i]))
  const population: Population = {
    groupIds: groups.map((group) => group.id),
    partCount: order.length,
    partCell: Uint32Array.from(order, (number) => cellIndexOf.get(parts.cellOfPart[number])!),
    partDistrict: districtsByLevel.map((_, level) =>
      Uint32Array.from(order, (number) => parts.districtsOfPart[number][level]),
    ),
    people: quantised.map((people) => people.slice(0, outside)),
  }
  const missing = countMissingSquares(grid, columns, (x, y) => {
    const [lng, lat] = projection.toLngLat(x, y)
    return findArea(indexes[0], lng, lat) !== NO_DISTRICT
  })
  const summaries = groups.map((group, g): GroupTotals => {
    const peopleInside = sumPeople(population.people[g])
    const peopleOutside = quantised[g][outside]
    return {
      id: group.id,
      like: group.like ?? null,
      peopleTotal: peopleInside + peopleOutside,
      peopleInside,
      peopleOutside,
      missingSquares: missing[g],
    }
  })
  reportPeople(input, population, summaries[main], source, issues)
  reportGroupsAboveAll(grid, source, issues)
  const weights = Float64Array.from(found.pieces, ({ square, share }, p) =>
    numberOfPiece[p] !== NO_DISTRICT && columns[main][square] > 0 ? share * columns[main][square] : 0,
  )
  const origins = computeCellOrigins(projection, cellIds, found.pieces, weights)
  return {
    cells: { resolution, cellCount: cellIds.length, cellIds, ...origins },
    population,
    groups: summaries,
    peopleOutside: summaries[main].peopleOutside,
  }
}

/** The column of the grid that a group is spread by. */
function columnOfGroup(grid: CensusGrid, group: PopulationGroup, where: string): Float64Array {
  const g = grid.groupIds.indexOf(group.like ?? group.id)
  if (g >= 0) return grid.people[g]
  throw new ImportError(
    'population-groups-wrong',
    `The grid has no group “${group.like ?? group.id}”.`,
    where,
    `Map it to a column of the grid, or spread it like one of: ${grid.groupIds.join(', ')}.`,
  )
}

/** In each part the rounded people of the main group, but where the source itself has more people in the group. */
function capsOf(people: Float64Array, mainExact: Float64Array, mainPeople: Float64Array): Float64Array {
  return mainPeople.map((cap, i) => (people[i] > mainExact[i] + PEOPLE_QUANTUM ? Infinity : cap))
}

/** Per column the squares without a number whose centre is inside. */
function countMissingSquares(
  grid: CensusGrid,
  columns: readonly Float64Array[],
  isInside: (x: number, y: number) => boolean,
): number[] {
  const counts = columns.map(() => 0)
  const half = grid.cellSizeMetres / 2
  for (let i = 0; i < grid.squareCount; i++) {
    if (columns.every((column) => !Number.isNaN(column[i])) || !isInside(grid.x[i] + half, grid.y[i] + half)) continue
    columns.forEach((column, g) => (counts[g] += Number.isNaN(column[i]) ? 1 : 0))
  }
  return counts
}

function reportPeople(
  input: InterpolationInput,
  population: Population,
  main: GroupTotals,
  source: string,
  issues: IssueSink,
): void {
  if (main.peopleTotal > 0 && main.peopleInside === 0) {
    throw new ImportError(
      'population-grid-elsewhere',
      `None of the ${Math.round(main.peopleTotal)} people of the grid lives in a district.`,
      source,
      'Check that grid and districts belong to the same region, and that easting and northing of the grid are not swapped.',
    )
  }
  if (main.peopleOutside >= 1) {
    const example = `${Math.round(main.peopleOutside)} of ${Math.round(main.peopleTotal)} people`
    issues.add('population-outside', 'note', source, example, Math.round(main.peopleOutside))
  }
  const people = population.people[indexOfMainGroup(population.groupIds)]
  const inDistrict = new Float64Array(input.districtsByLevel[0].length)
  people.forEach((count, part) => (inDistrict[population.partDistrict[0][part]] += count))
  input.districtsByLevel[0].forEach((district, d) => {
    if (inDistrict[d] === 0) issues.add('population-district-empty', 'note', source, district.name)
  })
}

function reportGroupsAboveAll(grid: CensusGrid, source: string, issues: IssueSink): void {
  const main = indexOfMainGroup(grid.groupIds)
  grid.people.forEach((people, g) => {
    if (g === main) return
    for (let i = 0; i < grid.squareCount; i++) {
      // A number where that of the main group is missing is above it, too: nobody is known to be there.
      if (!(people[i] > 0) || people[i] <= grid.people[main][i]) continue
      const square = formatSquareId({ cellSizeMetres: grid.cellSizeMetres, x: grid.x[i], y: grid.y[i] })
      const of = Number.isNaN(grid.people[main][i]) ? 'an unknown number' : grid.people[main][i]
      const detail = `${square}: ${people[i]} of ${of}`
      issues.add('population-group-above-all', 'warning', source, `${grid.groupIds[g]}, ${detail}`)
    }
  })
}
