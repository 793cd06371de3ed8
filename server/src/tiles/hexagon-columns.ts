/** Values of cells as they go into hexagon tiles: raw typed arrays with the rule how they read and how they roll up. */
import { MvtEncoder } from './mvt-encoder.ts'
import { majorityByParent, meanByParent, NO_CODE, sumByParent, type ParentCells } from './roll-up.ts'

export interface NumberColumn {
  readonly kind: 'number'
  /** Attribute name in the tile. */
  readonly name: string
  /** One per cell. */
  readonly values: ArrayLike<number>
  /** The value that stands for none (then the attribute is left out), e.g. `UNREACHED`; null when every cell has one. */
  readonly missing: number | null
  /** The attribute is value / divisor … */
  readonly divisor: number
  /** … rounded to this many decimals, 0 … 6. Few decimals make small tiles: equal values are stored once. */
  readonly decimals: number
  /** How parents get their value: `sum`, or `mean` weighted by people. */
  readonly rollUp: 'sum' | 'mean'
}

/** One of a few texts, or truth values, per cell; parents take that of most people. */
export interface CodeColumn {
  readonly kind: 'code'
  readonly name: string
  /** Positions in `labels`, or `NO_CODE` (then the attribute is left out). */
  readonly codes: Uint8Array
  readonly labels: readonly (string | boolean)[]
}

export type HexagonColumn = NumberColumn | CodeColumn

/** The column at the parents' resolution. `people` weighs the children, one per fine cell. */
export function rollUp(parents: ParentCells, people: ArrayLike<number>, column: HexagonColumn): HexagonColumn {
  if (column.kind === 'code') {
    return { ...column, codes: majorityByParent(parents, people, column.codes, column.labels.length) }
  }
  const { values, missing } = column
  return {
    ...column,
    values:
      column.rollUp === 'sum' ? sumByParent(parents, values, missing) : meanByParent(parents, people, values, missing),
  }
}

/** In `EncodedColumn.valueOf`: the cell has none. */
export const NO_VALUE = 0xffffffff

/** Distinct values as MVT wants them, encoded once, one after another; value v is `[firstByte[v], firstByte[v + 1])`. */
export interface EncodedValues {
  readonly count: number
  readonly bytes: Uint8Array
  readonly firstByte: Uint32Array
}

export interface EncodedColumn {
  readonly name: string
  /** Per cell: position among the values, or `NO_VALUE`. */
  readonly valueOf: Uint32Array
  readonly values: EncodedValues
}

/** Encodes columns over one list of distinct values, so that no value stands in a tile twice. */
export function encodeColumns(columns: readonly HexagonColumn[]): EncodedColumn[] {
  const encoder = new MvtEncoder(1 << 12)
  encoder.beginTile()
  const indexOf = new Map<number | string | boolean, number>()
  const firstByte = [0]
  const positionOf = (value: number | string | boolean): number => {
    let index = indexOf.get(value)
    if (index === undefined) {
      index = indexOf.size
      indexOf.set(value, index)
      if (typeof value === 'number') encoder.addNumberValue(value)
      else if (typeof value === 'boolean') encoder.addBooleanValue(value)
      else encoder.addTextValue(value)
      firstByte.push(encoder.byteLength)
    }
    return index
  }
  const valuesOf = columns.map((column) =>
    column.kind === 'code' ? indexCodes(column, positionOf) : indexNumbers(column, positionOf),
  )
  const values = { count: indexOf.size, bytes: encoder.takeValues(), firstByte: Uint32Array.from(firstByte) }
  return columns.map(({ name }, i) => ({ name, valueOf: valuesOf[i], values }))
}

function indexCodes(column: CodeColumn, positionOf: (value: string | boolean) => number): Uint32Array {
  const positions = column.labels.map(positionOf)
  return Uint32Array.from(column.codes, (code, cell) => {
    if (code === NO_CODE) return NO_VALUE
    if (code >= positions.length)
      throw new RangeError(`column ${column.name}: code ${code} of cell ${cell} has no label`)
    return positions[code]
  })
}

function indexNumbers(column: NumberColumn, positionOf: (value: number) => number): Uint32Array {
  const { values, missing, divisor } = column
  const scale = 10 ** column.decimals
  const indexes = new Uint32Array(values.length)
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]
    if (value === missing) {
      indexes[cell] = NO_VALUE
      continue
    }
    if (!Number.isFinite(value))
      throw new RangeError(`column ${column.name}: ${value} of cell ${cell} is no finite number`)
    indexes[cell] = positionOf((Math.round((value / divisor) * scale) + 0) / scale) // + 0 turns −0 into 0
  }
  return indexes
}

/** The `h3` attribute: every cell has a value of its own. */
export function encodeCellIds(cellIds: readonly string[]): EncodedColumn {
  const encoder = new MvtEncoder(cellIds.length * 20 + 64)
  encoder.beginTile()
  const firstByte = new Uint32Array(cellIds.length + 1)
  for (let cell = 0; cell < cellIds.length; cell++) {
    encoder.addTextValue(cellIds[cell])
    firstByte[cell + 1] = encoder.byteLength
  }
  return {
    name: 'h3',
    valueOf: Uint32Array.from(cellIds, (_, cell) => cell),
    values: { count: cellIds.length, bytes: encoder.takeValues(), firstByte },
  }
}
