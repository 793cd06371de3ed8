import { expect, test } from 'vitest'
import { buildCellTable, formatCellId } from './cell-table.ts'

test('cell ids are put together from their halves', () => {
  expect(formatCellId(0x8a1fac3, 0x6b44ffff)).toBe('8a1fac36b44ffff')
  expect(formatCellId(0x8a1fac3, 0x0000ffff)).toBe('8a1fac30000ffff')
})

test('groups and levels are read from the names of the columns', () => {
  const table = buildCellTable({
    meta: { resolution: 10 },
    columns: new Map<string, Uint32Array | Float32Array | Uint16Array>([
      ['idHigh', Uint32Array.of(0x8a1fac3)],
      ['idLow', Uint32Array.of(0x6b44ffff)],
      ['people:65plus', Float32Array.of(2.5)],
      ['district:stadtteil', Uint16Array.of(3)],
    ]),
  })
  expect(table.indexOfId.get('8a1fac36b44ffff')).toBe(0)
  expect(table.people.get('65plus')?.[0]).toBe(2.5)
  expect(table.district.get('stadtteil')?.[0]).toBe(3)
})
