/**
 * Gap areas: cells in which people of the group live unserved, joined where they touch, with everything a planner needs to
 * talk about them. See docs/methods/gap-areas.md. Every unserved person is in exactly one area (or among the omitted, with a
 * minimum of people). Cells that cannot be assessed form areas of their own kind: a hole in the data is not a gap in supply.
 *
 * O(cells + parts + sides of the outlines); ids and order depend on the data alone.
 */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import type { LocalText } from '../contract/common.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { cellToBoundary, type CellNeighbours } from '../grid/cells.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { outlineCells } from './cell-outline.ts'
import { findDirection, nameGapAreas, type DistrictSpread } from './gap-area-name.ts'
import { findComponents } from './gap-components.ts'

export interface GapAreaInput {
  readonly outcome: CellOutcome
  readonly cells: CellGrid
  /** Of these cells: `buildCellNeighbours(cells.cellIds)`. */
  readonly cellNeighbours: CellNeighbours
  readonly population: Population
  readonly groupIndex: number
  readonly levelIndex: number
  /** Districts of the level in the order that `partDistrict` refers to. */
  readonly districts: readonly { readonly id: string; readonly name: string }[]
}

export interface GapAreaOptions {
  /** Whether one cell without people of the group may connect two parts of an area (a park, a wide street). Default true. */
  readonly bridgeEmptyCells?: boolean
  /** Areas with fewer people are left out and counted as omitted. Default 0. */
  readonly minimumPeople?: number
}

export interface GapArea {
  /** `gap-` and the smallest cell id of the area: the same area has the same id in every run. */
  readonly id: string
  readonly name: LocalText
  /** `gap`: people live beyond the threshold. `unknown`: nothing can be said there. */
  readonly kind: 'gap' | 'unknown'
  /** District with most of the people concerned (ties: first); null where they live in none. */
  readonly districtIndex: number | null
  /** Unserved people of the group. */
  readonly people: number
  /** Σ people × gap. */
  readonly gapPersons: number
  /** Ascending; bridging cells without people included. */
  readonly cellIndexes: Uint32Array
  readonly areaSquareMetres: number
  /** Origin of the cell next to the mean position of the people. */
  readonly center: LngLat
  /** Share of the people whom a place beyond the edge of the data could serve, or who cannot be assessed; 0 … 1. */
  readonly uncertainShare: number
  readonly outline: MultiPolygon
}

export interface GapAreas {
  /** Most people first, then by id. */
  readonly areas: GapArea[]
  /** What `minimumPeople` left out. */
  readonly omitted: { readonly areas: number; readonly people: number }
}

const MEMBER_GAP = 1
const MEMBER_UNKNOWN = 2

export function findGapAreas(input: GapAreaInput, options: GapAreaOptions = {}): GapAreas {
  const { outcome, cells, population, groupIndex } = input
  const { bridgeEmptyCells = true, minimumPeople = 0 } = options
  if (outcome.state.length !== cells.cellCount) {
    throw new RangeError(`outcome of ${outcome.state.length} cells does not fit a grid of ${cells.cellCount}`)
  }
  const people = population.people[groupIndex]
  const cellPeople = new Float64Array(cells.cellCount)
  const partFirst = new Uint32Array(cells.cellCount + 1)
  for (let part = 0; part < population.partCount; part++) {
    cellPeople[population.partCell[part]] += people[part]
    partFirst[population.partCell[part] + 1]++
  }
  for (let cell = 0; cell < cells.cellCount; cell++) partFirst[cell + 1] += partFirst[cell]

  const classes = new Uint8Array(cells.cellCount)
  const bridgeable = new Uint8Array(cells.cellCount)
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const state = outcome.state[cell]
    const isGap = state === OUTCOME.unserved || state === OUTCOME.uncertain
    if (state === OUTCOME.served) continue
    if (cellPeople[cell] > 0) classes[cell] = isGap ? MEMBER_GAP : MEMBER_UNKNOWN
    else bridgeable[cell] = isGap ? 1 : 0
  }
  const components = findComponents(input.cellNeighbours, classes, bridgeEmptyCells ? MEMBER_GAP : null, bridgeable)

  const spreads = spreadPeople(input)
  const kept: { cellIndexes: Uint32Array; facts: AreaFacts }[] = []
  let omittedAreas = 0
  let omittedPeople = 0
  for (const cellIndexes of components) {
    const facts = describeArea(input, cellIndexes, cellPeople, partFirst)
    if (facts.people < minimumPeople) {
      omittedAreas++
      omittedPeople += facts.people
    } else {
      kept.push({ cellIndexes, facts })
    }
  }
  // Components come in the order of their smallest cell, and ids ascend with cells: a stable sort breaks ties by id.
  kept.sort((a, b) => b.facts.people - a.facts.people)
  const names = nameGapAreas(
    kept.map(({ facts }) => {
      const spread = facts.districtIndex === null ? null : spreads[facts.districtIndex]
      const isMost = spread !== null && facts.districtPeople >= spread.people / 2
      return {
        districtName: facts.districtIndex === null ? null : input.districts[facts.districtIndex].name,
        direction: spread === null || isMost ? null : findDirection(spread, facts.center[0], facts.center[1]),
        unknown: facts.kind === 'unknown',
      }
    }),
  )
  const areas = kept.map(({ cellIndexes, facts }, index): GapArea => {
    const { kind, districtIndex, people, gapPersons, center, uncertainShare } = facts
    const outline = outlineCells(Array.from(cellIndexes, (cell) => cellToBoundary(cells.cellIds[cell])))
    return {
      id: `gap-${cells.cellIds[cellIndexes[0]]}`,
      name: names[index],
      kind,
      districtIndex,
      people,
      gapPersons,
      cellIndexes,
      areaSquareMetres: multiPolygonAreaSquareMetres(outline),
      center,
      uncertainShare,
      outline,
    }
  })
  return { areas, omitted: { areas: omittedAreas, people: omittedPeople } }
}

interface AreaFacts {
  readonly kind: GapArea['kind']
  readonly people: number
  readonly gapPersons: number
  readonly districtIndex: number | null
  /** People of the area in that district. */
  readonly districtPeople: number
  readonly center: LngLat
  readonly uncertainShare: number
}

function describeArea(
  { outcome, cells, population, groupIndex, levelIndex }: GapAreaInput,
  cellIndexes: Uint32Array,
  cellPeople: Float64Array,
  partFirst: Uint32Array,
): AreaFacts {
  const peopleOfDistrict = new Map<number, number>()
  let people = 0
  let gapPersons = 0
  let uncertain = 0
  let lng = 0
  let lat = 0
  let kind: GapArea['kind'] = 'gap'
  for (const cell of cellIndexes) {
    const persons = cellPeople[cell]
    const state = outcome.state[cell]
    people += persons
    gapPersons += persons * outcome.gap[cell]
    if (state !== OUTCOME.unserved) uncertain += persons
    if (state === OUTCOME.outsideNetwork || state === OUTCOME.noStreet) kind = 'unknown'
    lng += persons * cells.originLng[cell]
    lat += persons * cells.originLat[cell]
    for (let part = partFirst[cell]; part < partFirst[cell + 1]; part++) {
      const district = population.partDistrict[levelIndex][part]
      const partPeople = population.people[groupIndex][part]
      peopleOfDistrict.set(district, (peopleOfDistrict.get(district) ?? 0) + partPeople)
    }
  }
  let most = NO_DISTRICT
  for (const [district, persons] of peopleOfDistrict) {
    const best = peopleOfDistrict.get(most) ?? -1
    if (persons > best || (persons === best && district < most)) most = district
  }
  return {
    kind,
    people,
    gapPersons,
    districtIndex: most === NO_DISTRICT ? null : most,
    districtPeople: peopleOfDistrict.get(most) ?? 0,
    center: originNearest(cells, cellIndexes, cellPeople, lng / people, lat / people),
    uncertainShare: uncertain / people,
  }
}

/** Origin of the inhabited cell nearest to a position: a mean position itself can lie in a served cell or a lake. */
function originNearest(
  cells: CellGrid,
  cellIndexes: Uint32Array,
  cellPeople: Float64Array,
  lng: number,
  lat: number,
): LngLat {
  const scale = metresPerDegree(lat)
  let best = cellIndexes[0]
  let bestMetres = Infinity
  for (const cell of cellIndexes) {
    if (cellPeople[cell] === 0) continue
    const metres = Math.hypot((cells.originLng[cell] - lng) * scale.lng, (cells.originLat[cell] - lat) * scale.lat)
    if (metres < bestMetres) {
      bestMetres = metres
      best = cell
    }
  }
  return [cells.originLng[best], cells.originLat[best]]
}

/** Where the people of the group live in each district, from the origins of their cells. */
function spreadPeople({ cells, population, groupIndex, levelIndex, districts }: GapAreaInput): DistrictSpread[] {
  const people = population.people[groupIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const sums = districts.map(() => ({ people: 0, lng: 0, lat: 0, squares: 0 }))
  for (let part = 0; part < population.partCount; part++) {
    if (partDistrict[part] === NO_DISTRICT) continue
    const sum = sums[partDistrict[part]]
    sum.people += people[part]
    sum.lng += people[part] * cells.originLng[population.partCell[part]]
    sum.lat += people[part] * cells.originLat[population.partCell[part]]
  }
  const means = sums.map((sum) => ({ lng: sum.lng / sum.people, lat: sum.lat / sum.people }))
  for (let part = 0; part < population.partCount; part++) {
    if (partDistrict[part] === NO_DISTRICT || people[part] === 0) continue
    const mean = means[partDistrict[part]]
    const scale = metresPerDegree(mean.lat)
    const x = (cells.originLng[population.partCell[part]] - mean.lng) * scale.lng
    const y = (cells.originLat[population.partCell[part]] - mean.lat) * scale.lat
    sums[partDistrict[part]].squares += people[part] * (x * x + y * y)
  }
  return sums.map((sum, index) => ({
    people: sum.people,
    ...means[index],
    spreadMetres: Math.sqrt(sum.squares / sum.people),
  }))
}
