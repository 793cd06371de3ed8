import type { ColumnsHeader } from './contract.ts'

export type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array

export interface Columns {
  readonly meta: Readonly<Record<string, unknown>>
  readonly columns: ReadonlyMap<string, ColumnArray>
}

const arrayTypes = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const

/**
 * Decodes `application/vnd.nahraum.columns`: "NRC1", header length (uint32, little-endian), JSON header padded to a
 * multiple of 8 bytes, then columns at multiples of 8. The arrays are views into `buffer`, nothing is copied; like every
 * browser platform, this expects a little-endian machine. Throws with the offset where the bytes are not what they should be.
 */
export function decodeColumns(buffer: ArrayBuffer): Columns {
  const bytes = new Uint8Array(buffer)
  if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'NRC1') {
    throw new Error(`columns: expected "NRC1" at byte 0 of ${bytes.length}`)
  }
  const headerLength = new DataView(buffer).getUint32(4, true)
  if (8 + headerLength > bytes.length) {
    throw new Error(`columns: header of ${headerLength} bytes does not fit into ${bytes.length}`)
  }
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength))) as ColumnsHeader
  const columns = new Map<string, ColumnArray>()
  for (const { name, type, length, byteOffset } of header.columns) {
    const ArrayType = arrayTypes[type]
    if (ArrayType === undefined) throw new Error(`columns: unknown type "${type}" of column "${name}"`)
    if (byteOffset % 8 !== 0 || byteOffset + length * ArrayType.BYTES_PER_ELEMENT > bytes.length) {
      throw new Error(
        `columns: column "${name}" (${length} × ${type} at byte ${byteOffset}) does not fit into ${bytes.length} bytes`,
      )
    }
    columns.set(name, new ArrayType(buffer, byteOffset, length))
  }
  return { meta: header.meta, columns }
}

/** The column `name` in the expected array type; throws when it is absent or of another type. */
export function getColumn<T extends ColumnArray>(
  columns: Columns,
  name: string,
  type: abstract new (...values: never[]) => T,
): T {
  const column = columns.columns.get(name)
  if (column instanceof type) return column
  throw new Error(`columns: expected column "${name}" as ${type.name}, found ${column?.constructor.name ?? 'none'}`)
}
