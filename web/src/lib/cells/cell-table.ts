import { getColumn, type Columns } from '../api/columns.ts'

/** Not a district: the value of `district` for cells outside all districts of a level. */
export const NO_DISTRICT = 0xffff

/** The cells of a region in their fixed order; `cellIndex` is the position in every array. */
export interface CellTable {
  readonly count: number
  readonly resolution: number
  /** H3 ids, 15 hexadecimal digits. */
  readonly ids: readonly string[]
  readonly indexOfId: ReadonlyMap<string, number>
  /** People per group. */
  readonly people: ReadonlyMap<string, Float32Array>
  /** Per level: index of the district in the order of the districts' list, or `NO_DISTRICT`. */
  readonly district: ReadonlyMap<string, Uint16Array>
}

/** H3 id of a 64-bit value given as two halves. */
export function formatCellId(high: number, low: number): string {
  return (high.toString(16) + low.toString(16).padStart(8, '0')).padStart(15, '0')
}

/** Builds the table from the columns of `GET cells`. */
export function buildCellTable(columns: Columns): CellTable {
  const high = getColumn(columns, 'idHigh', Uint32Array)
  const low = getColumn(columns, 'idLow', Uint32Array)
  const ids = Array.from(high, (value, i) => formatCellId(value, low[i]))
  const people = new Map<string, Float32Array>()
  const district = new Map<string, Uint16Array>()
  for (const name of columns.columns.keys()) {
    if (name.startsWith('people:')) people.set(name.slice(7), getColumn(columns, name, Float32Array))
    if (name.startsWith('district:')) district.set(name.slice(9), getColumn(columns, name, Uint16Array))
  }
  return {
    count: ids.length,
    resolution: Number(columns.meta.resolution ?? 10),
    ids,
    indexOfId: new Map(ids.map((id, i) => [id, i])),
    people,
    district,
  }
}
