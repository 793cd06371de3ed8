import { expect, test } from 'vitest'
import { decodeColumns, getColumn } from './columns.ts'

/** Writes a file as the format says, with the columns at multiples of 8. */
function encode(
  meta: object,
  columns: [string, string, Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array][],
): ArrayBuffer {
  const headerLength = 1016
  let byteOffset = 8 + headerLength
  const layout = columns.map(([name, type, array]) => {
    const entry = { name, type, length: array.length, byteOffset }
    byteOffset = Math.ceil((byteOffset + array.byteLength) / 8) * 8
    return entry
  })
  const bytes = new Uint8Array(byteOffset)
  bytes.set(new TextEncoder().encode('NRC1'))
  new DataView(bytes.buffer).setUint32(4, headerLength, true)
  bytes.set(new TextEncoder().encode(JSON.stringify({ meta, columns: layout }).padEnd(headerLength)), 8)
  columns.forEach(([, , array], i) =>
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), layout[i].byteOffset),
  )
  return bytes.buffer
}

test('columns come back with their values, types and meta', () => {
  const file = encode({ resolution: 10 }, [
    ['deciseconds', 'uint16', Uint16Array.of(0, 6000, 65535)],
    ['reason', 'uint8', Uint8Array.of(0, 0, 4)],
    ['people:all', 'float32', Float32Array.of(1.5, 0, 2.25)],
    ['idHigh', 'uint32', Uint32Array.of(1, 2, 4294967295)],
  ])
  const decoded = decodeColumns(file)
  expect(decoded.meta).toEqual({ resolution: 10 })
  expect([...getColumn(decoded, 'deciseconds', Uint16Array)]).toEqual([0, 6000, 65535])
  expect([...getColumn(decoded, 'people:all', Float32Array)]).toEqual([1.5, 0, 2.25])
  expect([...getColumn(decoded, 'idHigh', Uint32Array)]).toEqual([1, 2, 4294967295])
})

test('a file that is not one says where it fails', () => {
  expect(() => decodeColumns(new TextEncoder().encode('<html></html>').buffer)).toThrow(
    'expected "NRC1" at byte 0 of 13',
  )
  const cut = encode({}, [['a', 'uint32', new Uint32Array(100)]]).slice(0, 1100)
  expect(() => decodeColumns(cut)).toThrow('column "a" (100 × uint32 at byte 1024) does not fit into 1100 bytes')
  expect(() => decodeColumns(cut.slice(0, 100))).toThrow('header of 1016 bytes does not fit into 100')
})

test('a missing column or one of another type is named', () => {
  const decoded = decodeColumns(encode({}, [['score', 'uint8', Uint8Array.of(1)]]))
  expect(() => getColumn(decoded, 'score', Uint16Array)).toThrow(
    'expected column "score" as Uint16Array, found Uint8Array',
  )
  expect(() => getColumn(decoded, 'reason', Uint8Array)).toThrow('found none')
})
