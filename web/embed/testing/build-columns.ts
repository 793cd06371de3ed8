/** Writes the column format NRC1 for tests, straight from its description in docs/api.md. */

type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array

const nameOf = (column: Column) => column.constructor.name.replace('Array', '').toLowerCase()
const upToEight = (length: number) => Math.ceil(length / 8) * 8

export function buildColumnBytes(meta: unknown, columns: Readonly<Record<string, Column>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns)
  const describe = (start: number) => {
    let end = start
    return entries.map(([name, column]) => {
      const described = { name, type: nameOf(column), length: column.length, byteOffset: end }
      end = upToEight(end + column.byteLength)
      return described
    })
  }
  // Offsets are written with as many digits as they may need, so that the header's length does not depend on them.
  const room = upToEight(8 + JSON.stringify({ meta, columns: describe(1e7) }).length)
  const described = describe(room)
  const header = JSON.stringify({ meta, columns: described }).padEnd(room - 8, ' ')
  const last = described.at(-1)
  const bytes = new Uint8Array(upToEight((last?.byteOffset ?? room) + (entries.at(-1)?.[1].byteLength ?? 0)))
  bytes.set(new TextEncoder().encode(`NRC1`))
  new DataView(bytes.buffer).setUint32(4, room - 8, true)
  bytes.set(new TextEncoder().encode(header), 8)
  described.forEach(({ byteOffset }, i) => {
    const column = entries[i][1]
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), byteOffset)
  })
  return bytes
}
