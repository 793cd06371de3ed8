/** The cells of a publication: what is drawn of them, and what they say about a position. */
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import { distanceMetres } from '../../server/src/geo/distance.ts'
import { decodeColumns, getColumn, type Columns } from '../src/lib/api/columns.ts'
import { buildCellTable, type CellTable } from '../src/lib/cells/cell-table.ts'
import { isUnassessable, NO_TIME, type CellValues } from '../src/lib/cells/cell-values.ts'
import { EmbedFailure } from './load-files.ts'

export interface CellData {
  readonly table: CellTable
  findCell(lng: number, lat: number): FoundCell | null
  walkOf(categoryId: string, cellIndex: number): CellWalk
  /** Times of a kind. */
  valuesOf(categoryId: string): CellValues & { readonly mode: 'any' }
  /** People per cell, as they may be shown. */
  peopleOf(groupId: string): Float32Array
}

/** @throws EmbedFailure `damaged` for anything but what was published */
export function readCells(bytes: Uint8Array<ArrayBuffer>): CellData {
  let columns: Columns
  let table: CellTable
  try {
    columns = decodeColumns(bytes.byteOffset === 0 ? bytes.buffer : bytes.slice().buffer)
    table = buildCellTable(columns)
  } catch (error) {
    throw new EmbedFailure('damaged', 'cells.nrc', error instanceof Error ? error.message : String(error))
  }
  const valuesOf = (categoryId: string) => ({
    mode: 'any' as const,
    deciseconds: getColumn(columns, `deciseconds:${categoryId}`, Uint16Array),
    reason: getColumn(columns, `reason:${categoryId}`, Uint8Array),
    edgeDeciseconds: getColumn(columns, 'edgeDeciseconds', Uint16Array),
  })
  return {
    table,
    findCell: (lng, lat) => findCell(table, lng, lat),
    walkOf: (categoryId, cellIndex) => readWalk(valuesOf(categoryId), cellIndex),
    valuesOf,
    peopleOf: (groupId) => getColumn(columns, `people:${groupId}`, Float32Array),
  }
}

/** How far around an uninhabited position the nearest inhabited cell is looked for, in steps of cells. */
const MOST_RINGS = 4

export interface FoundCell {
  readonly cellIndex: number
  /** From the position to the middle of the cell; 0 where it lies inside. */
  readonly metres: number
}

/** The cell of a position, else the nearest around it; null where none is near. */
export function findCell(table: CellTable, lng: number, lat: number): FoundCell | null {
  const own = latLngToCell(lat, lng, table.resolution)
  const inside = table.indexOfId.get(own)
  if (inside !== undefined) return { cellIndex: inside, metres: 0 }
  let best: FoundCell | null = null
  for (const id of gridDisk(own, MOST_RINGS)) {
    const cellIndex = table.indexOfId.get(id)
    if (cellIndex === undefined) continue
    const [cellLat, cellLng] = cellToLatLng(id)
    const metres = distanceMetres(lng, lat, cellLng, cellLat)
    if (best === null || metres < best.metres || (metres === best.metres && cellIndex < best.cellIndex))
      best = { cellIndex, metres }
  }
  return best
}

/** Walk from a cell to the nearest place of a kind. */
export type CellWalk =
  | { readonly status: 'known'; readonly minutes: number }
  /** Farther than was looked for, or no place at all. */
  | { readonly status: 'too-far' }
  | { readonly status: 'no-data' }

export function readWalk(values: CellValues & { readonly mode: 'any' }, cellIndex: number): CellWalk {
  const deciseconds = values.deciseconds[cellIndex]
  if (deciseconds !== NO_TIME) return { status: 'known', minutes: deciseconds / 600 }
  return { status: isUnassessable(values.reason[cellIndex]) ? 'no-data' : 'too-far' }
}
