/**
 * The column format "NRC1": named typed arrays in one buffer, for the API, the database and worker messages.
 *
 *   bytes 0–3   "NRC1"
 *   bytes 4–7   uint32 LE: length of the header in bytes
 *   header      JSON in ASCII (other characters escaped as \uXXXX), padded with spaces so that the data starts at a multiple of 8
 *   columns     little-endian, each starting at a multiple of 8 from the start of the file
 *
 * Reading makes views, not copies, when the buffer itself is aligned.
 */
export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array

export interface ColumnSet {
  readonly meta: Readonly<Record<string, unknown>>
  readonly columns: Readonly<Record<string, Column>>
}

interface ColumnEntry {
  readonly name: string
  readonly type: ColumnTypeName
  readonly length: number
  /** From the start of the file. */
  readonly byteOffset: number
}

const COLUMN_TYPES = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const
type ColumnTypeName = keyof typeof COLUMN_TYPES

const MAGIC = [0x4e, 0x52, 0x43, 0x31]
const PREFIX_BYTES = 8

const alignTo8 = (offset: number): number => Math.ceil(offset / 8) * 8

function typeNameOf(column: Column): ColumnTypeName {
  for (const name of Object.keys(COLUMN_TYPES) as ColumnTypeName[]) {
    if (column instanceof COLUMN_TYPES[name]) return name
  }
  throw new TypeError(`column of type ${Object.prototype.toString.call(column)} has no place in the format`)
}

/** JSON whose characters are all ASCII, so that it can be written byte by byte without an encoder. */
function toAsciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Writes the set; columns keep their order. */
export function encodeColumns(set: ColumnSet): Uint8Array<ArrayBuffer> {
  const entries: ColumnEntry[] = []
  // Offsets depend on the header's length and the header on the offsets: place columns relative to the data first.
  let dataBytes = 0
  for (const [name, column] of Object.entries(set.columns)) {
    entries.push({ name, type: typeNameOf(column), length: column.length, byteOffset: dataBytes })
    dataBytes = alignTo8(dataBytes + column.byteLength)
  }
  const headerFor = (start: number) =>
    toAsciiJson({ meta: set.meta, columns: entries.map((e) => ({ ...e, byteOffset: e.byteOffset + start })) })
  let start = 0
  let header = headerFor(start)
  while (alignTo8(PREFIX_BYTES + header.length) !== start) {
    start = Math.max(start, alignTo8(PREFIX_BYTES + header.length))
    header = headerFor(start)
    if (alignTo8(PREFIX_BYTES + header.length) < start) header = header.padEnd(start - PREFIX_BYTES, ' ')
  }
  header = header.padEnd(start - PREFIX_BYTES, ' ')

  const bytes = new Uint8Array(start + dataBytes)
  bytes.set(MAGIC)
  new DataView(bytes.buffer).setUint32(4, header.length, true)
  for (let i = 0; i < header.length; i++) bytes[PREFIX_BYTES + i] = header.charCodeAt(i)
  Object.values(set.columns).forEach((column, i) => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + entries[i].byteOffset)
  })
  return bytes
}

/** Reads a set back. Throws a RangeError that says what is wrong with the bytes. */
export function decodeColumns(bytes: Uint8Array): ColumnSet {
  if (bytes.length < PREFIX_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new RangeError('not a column file: it does not start with "NRC1"')
  }
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true)
  if (PREFIX_BYTES + headerLength > bytes.length) throw new RangeError('column file is cut short within its header')
  let text = ''
  for (let i = 0; i < headerLength; i += 4096) {
    text += String.fromCharCode(...bytes.subarray(PREFIX_BYTES + i, PREFIX_BYTES + Math.min(i + 4096, headerLength)))
  }
  const header = JSON.parse(text) as { meta: Record<string, unknown>; columns: ColumnEntry[] }
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const columns: Record<string, Column> = {}
  for (const entry of header.columns) {
    const ArrayType = COLUMN_TYPES[entry.type]
    if (!ArrayType) throw new RangeError(`column ${entry.name} has the unknown type ${entry.type}`)
    if (entry.byteOffset + entry.length * ArrayType.BYTES_PER_ELEMENT > bytes.length) {
      throw new RangeError(`column file is cut short within column ${entry.name}`)
    }
    columns[entry.name] = new ArrayType(
      aligned.buffer as ArrayBuffer,
      aligned.byteOffset + entry.byteOffset,
      entry.length,
    )
  }
  return { meta: header.meta, columns }
}
