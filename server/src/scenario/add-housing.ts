import type { AddHousing } from '../contract/scenario.ts'
import { clipToConvex, measureFlat } from '../geo/clip.ts'
import { buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import { orientRing } from '../geo/polygon.ts'
import { cellToBoundary, listCellsOver } from '../grid/cells.ts'
import type { Population } from '../population/population.ts'
import { quantisePeople, roundToQuantum } from '../population/quantise.ts'
import type { NewCell } from './align-states.ts'
import { closeRing } from './resolve-demand.ts'
import type { State } from './state.ts'

/** The piece of the housing area on one cell. */
interface Piece {
  readonly cellIndex: number
  readonly area: number
  readonly lng: number
  readonly lat: number
}

/**
 * Spreads new residents over the cells of a drawn area by the area that they share with it. Each piece belongs to the districts that its middle
 * lies in; cells of the region keep their origin. The people given are kept exactly (to 2⁻²⁰).
 */
export function addHousing(
  state: State,
  { area, people }: AddHousing,
): { readonly population: Population; readonly newCells: readonly NewCell[] } {
  const { cells, population, region } = state
  const indexOfId = new Map(cells.cellIds.map((id, index) => [id, index]))
  const newCells: NewCell[] = []
  const ring = closeRing(area)
  const subject = flatten(ring)
  const pieces: Piece[] = []
  for (const id of listCellsOver([[ring]], cells.resolution)) {
    const hexagon = flatten(orientRing(cellToBoundary(id), true))
    const piece = measureFlat(clipToConvex(subject, hexagon))
    const share = Math.abs(piece.area)
    if (share === 0) continue
    let cellIndex = indexOfId.get(id)
    if (cellIndex === undefined) {
      cellIndex = cells.cellCount + newCells.length
      newCells.push({ id, lng: piece.x, lat: piece.y })
    }
    pieces.push({ cellIndex, area: share, lng: piece.x, lat: piece.y })
  }
  const whole = pieces.reduce((sum, piece) => sum + piece.area, 0)
  const added = population.groupIds.map((id) => {
    const total = roundToQuantum(people[id] ?? 0)
    return quantisePeople(
      Float64Array.from(pieces, (piece) => (total * piece.area) / whole),
      total,
    )
  })
  const districts = region.levels.map((level) => {
    const index = buildPolygonIndex(level.districts.map(({ geometry }) => geometry))
    return Uint32Array.from(pieces, ({ lng, lat }) => findArea(index, lng, lat))
  })
  return { population: insertParts(population, pieces, districts, added), newCells }
}

/** The ring without its repeated end, as x, y, x, y … */
function flatten(ring: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(ring.slice(0, -1).flatMap(([lng, lat]) => [lng, lat]))
}

/** Parts ascend by cell: the new ones come behind those of their cell. */
function insertParts(
  population: Population,
  pieces: readonly Piece[],
  districts: readonly Uint32Array[],
  added: readonly Float64Array[],
): Population {
  const { partCount, partCell } = population
  /** Position in the old parts, or −1 − position in the new ones. */
  const order = [...Array.from(partCell, (_, part) => part), ...pieces.map((_, i) => -1 - i)]
  const cellOf = (entry: number) => (entry >= 0 ? partCell[entry] : pieces[-1 - entry].cellIndex)
  order.sort((a, b) => cellOf(a) - cellOf(b) || (a >= 0 && b >= 0 ? a - b : b >= 0 ? 1 : a >= 0 ? -1 : b - a))
  return {
    groupIds: population.groupIds,
    partCount: partCount + pieces.length,
    partCell: Uint32Array.from(order, cellOf),
    partDistrict: population.partDistrict.map((column, l) =>
      Uint32Array.from(order, (entry) => (entry >= 0 ? column[entry] : districts[l][-1 - entry])),
    ),
    people: population.people.map((column, g) =>
      Float64Array.from(order, (entry) => (entry >= 0 ? column[entry] : added[g][-1 - entry])),
    ),
  }
}
