/**
 * Columns of numbers that compress well and come back bit by bit: the difference to what the numbers before let expect, as bytes of like weight side by
 * side. O(values), no more memory than eight times the bytes read.
 */
import type { Column } from '../columns/columns.ts'

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float64Array
export type NumberArrayType<T extends NumberArray> = new (length: number) => T

export interface NumberOptions {
  /** Units per 1 in which most values are whole; default 1. */
  readonly unitsPerOne?: number
  /**
   * What the values before `i` let expect of the value at `i`; default: the value before. Must need nothing else that is not decoded by then.
   */
  readonly predict?: (i: number, values: ArrayLike<number>) => number
}

/** Whole numbers up to here have differences that doubled are still exact. */
const LARGEST_UNITS = 2 ** 51
const MOST_PLANES = 7

const previous = (i: number, values: ArrayLike<number>): number => (i === 0 ? 0 : values[i - 1])
/** For columns in which the value before says nothing. */
export const expectNothing = (): number => 0

/** The value in whole units, or 0 where it has none. */
function toUnits(value: number, unitsPerOne: number): number {
  const units = Math.round(value * unitsPerOne)
  return Math.abs(units) <= LARGEST_UNITS ? units : 0
}

/** Adds the column `name`, and where values are not whole units `name:at` and `name:value`; where most are not, `name:bits` instead. */
export function packNumbers(
  into: Record<string, Column>,
  name: string,
  values: NumberArray,
  { unitsPerOne = 1, predict = previous }: NumberOptions = {},
): void {
  const count = values.length
  const differences = new Float64Array(count)
  const at: number[] = []
  let largest = 0
  for (let i = 0; i < count; i++) {
    const units = toUnits(values[i], unitsPerOne)
    // Adding 0 makes an exception of −0, whose sign would be lost.
    if (!Object.is(units / unitsPerOne + 0, values[i])) {
      at.push(i)
      continue
    }
    const difference = units - toUnits(predict(i, values), unitsPerOne)
    differences[i] = difference < 0 ? -2 * difference - 1 : 2 * difference
    if (differences[i] > largest) largest = differences[i]
  }
  if (at.length * 2 > count) {
    into[`${name}:bits`] = splitBits(values as Float64Array)
    return
  }
  let planes = 1
  while (largest >= 256 ** planes) planes++
  const bytes = new Uint8Array(planes * count)
  for (let i = 0; i < count; i++) {
    let rest = differences[i]
    for (let plane = 0; rest > 0; plane++) {
      bytes[plane * count + i] = rest % 256
      rest = Math.floor(rest / 256)
    }
  }
  into[name] = bytes
  if (at.length === 0) return
  into[`${name}:at`] = Uint32Array.from(at)
  into[`${name}:value`] = Float64Array.from(at, (i) => values[i])
}

/**
 * The inverse of `packNumbers`, with the same options.
 *
 * @throws RangeError where the columns cannot be what `packNumbers` made of `count` values of this type
 */
export function unpackNumbers<T extends NumberArray>(
  from: Readonly<Record<string, Column>>,
  name: string,
  ArrayType: NumberArrayType<T>,
  count: number,
  { unitsPerOne = 1, predict = previous }: NumberOptions = {},
): T {
  const bits = from[`${name}:bits`]
  if (bits !== undefined && (ArrayType as unknown) === Float64Array) {
    return joinBits(expectBytes(bits, `${name}:bits`, 8 * count), count) as T
  }
  const bytes = from[name]
  const planes = count === 0 ? 0 : (bytes?.length ?? 0) / count
  if (!(bytes instanceof Uint8Array) || !Number.isInteger(planes) || planes > MOST_PLANES || (count > 0 && planes < 1))
    throw new RangeError(
      `column "${name}" does not hold 1 to ${MOST_PLANES} bytes for each of ${count} values, but ${bytes?.length ?? 0}`,
    )
  const at = from[`${name}:at`] ?? new Uint32Array(0)
  const exceptions = from[`${name}:value`] ?? new Float64Array(0)
  if (at.length !== exceptions.length) throw new RangeError(`columns "${name}:at" and "${name}:value" differ in length`)
  const values = new ArrayType(count)
  let used = 0
  for (let i = 0; i < count; i++) {
    let value: number
    if (used < at.length && at[used] === i) {
      value = exceptions[used++]
    } else {
      let difference = 0
      for (let plane = planes - 1; plane >= 0; plane--) difference = difference * 256 + bytes[plane * count + i]
      difference = difference % 2 === 1 ? -(difference + 1) / 2 : difference / 2
      value = (toUnits(predict(i, values), unitsPerOne) + difference) / unitsPerOne
    }
    values[i] = value
    if (!Object.is(values[i], value))
      throw new RangeError(`column "${name}" holds ${value} at ${i}, which is too large`)
  }
  if (used < at.length) throw new RangeError(`column "${name}:at" is not ascending or names more than ${count} values`)
  return values
}

function expectBytes(column: Column, name: string, length: number): Uint8Array {
  if (column instanceof Uint8Array && column.length === length) return column
  throw new RangeError(`column "${name}" has ${column.length} values instead of ${length} bytes`)
}

/** The eight bytes of each value, those of like weight side by side. */
function splitBits(values: Float64Array): Uint8Array {
  const count = values.length
  const view = new DataView(new ArrayBuffer(8))
  const bytes = new Uint8Array(8 * count)
  for (let i = 0; i < count; i++) {
    view.setFloat64(0, values[i], true)
    for (let plane = 0; plane < 8; plane++) bytes[plane * count + i] = view.getUint8(plane)
  }
  return bytes
}

function joinBits(bytes: Uint8Array, count: number): Float64Array {
  const view = new DataView(new ArrayBuffer(8))
  const values = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    for (let plane = 0; plane < 8; plane++) view.setUint8(plane, bytes[plane * count + i])
    values[i] = view.getFloat64(0, true)
  }
  return values
}
