import { gunzipSync, gzipSync } from 'node:zlib'
import { decodeColumns, encodeColumns, type ColumnSet } from '../columns/columns.ts'

/** Largest piece of a value stored at once; the embedded database is slow with larger ones. */
const PART_BYTES = 4 << 20

/** Columns as gzip; level 1 because the numbers are compact already. */
export function packColumns(set: ColumnSet): Uint8Array {
  return gzipSync(encodeColumns(set), { level: 1 })
}

export function unpackColumns(data: Uint8Array): ColumnSet {
  const bytes = gunzipSync(data)
  // Node's pool may hand out an unaligned slice; an own buffer lets columns be views.
  return decodeColumns(bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes))
}

/** Splits a long value into rows; `concatenateBytes` joins them again. */
export function splitParts(data: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let start = 0; start < data.length || start === 0; start += PART_BYTES)
    parts.push(data.subarray(start, start + PART_BYTES))
  return parts
}
