import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns } from './columns.ts'

describe('column format', () => {
  it('gives back the meta data and every column', () => {
    const columns = { people: Float64Array.of(1, 2.5), flag: Uint8Array.of(7, 8, 9), time: Uint16Array.of(65535) }
    const set = decodeColumns(encodeColumns({ meta: { name: 'Bürgerhaus „Süd“ €' }, columns }))
    expect(set.meta).toEqual({ name: 'Bürgerhaus „Süd“ €' })
    expect(set.columns).toEqual(columns)
  })

  it('starts every column at a multiple of eight', () => {
    const bytes = encodeColumns({ meta: {}, columns: { a: Uint8Array.of(1), b: Float64Array.of(2) } })
    const header = JSON.parse(
      Buffer.from(bytes.subarray(8, 8 + new DataView(bytes.buffer).getUint32(4, true))).toString(),
    )
    expect(header.columns.map((c: { byteOffset: number }) => c.byteOffset % 8)).toEqual([0, 0])
  })

  it('round-trips any set, from an unaligned buffer too', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9:]{0,9}$/), fc.uint32Array({ maxLength: 20 }), {
          noNullPrototype: true,
        }),
        fc.string({ unit: 'binary' }),
        (columns, note) => {
          const bytes = encodeColumns({ meta: { note }, columns })
          const shifted = new Uint8Array(bytes.length + 3)
          shifted.set(bytes, 3)
          const set = decodeColumns(shifted.subarray(3))
          expect(set.meta).toEqual({ note })
          expect(set.columns).toEqual(columns)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('says what is wrong with foreign or cut files', () => {
    const bytes = encodeColumns({ meta: {}, columns: { time: new Uint16Array(100) } })
    expect(() => decodeColumns(Uint8Array.of(1, 2, 3))).toThrow('not a column file')
    expect(() => decodeColumns(bytes.slice(0, 20))).toThrow('cut short within its header')
    expect(() => decodeColumns(bytes.slice(0, bytes.length - 50))).toThrow('cut short within column time')
  })
})
