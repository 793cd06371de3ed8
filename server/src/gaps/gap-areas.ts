/**
 * Gap areas: cells in which people of the group live unserved, joined where they touch, with everything a planner needs to
 * talk about them. See docs/methods/gap-areas.md. Every unserved person is in exactly one area (or among the omitted, with a
 * minimum of people). Cells that cannot be assessed form areas of their own kind: a hole in the data is not a gap in supply.
 *
 * O(cells + parts + sides of the outlines); ids and order depend on the data alone.
 */
import { OUTCOME } from '../access/cell-outcome.ts'
import type { LocalText } from '../contract/common.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import { cellToBoundary, type CellNeighbours } from '../grid/cells.ts'
import { outlineCells } from './cell-outline.ts'
import { describeArea, spreadPeople, type AreaFacts, type GapAreaContext, type GapAreaKind } from './gap-area-facts.ts'
import { findDirection, nameGapAreas } from './gap-area-name.ts'
import { findComponents } from './gap-components.ts'

export interface GapAreaInput extends GapAreaContext {
  /** Of these cells: `buildCellNeighbours(cells.cellIds)`. */
  readonly cellNeighbours: CellNeighbours
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
  readonly kind: GapAreaKind
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
        otherDistricts: facts.districtPeople < facts.people / 2 ? facts.districtCount - 1 : 0,
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
