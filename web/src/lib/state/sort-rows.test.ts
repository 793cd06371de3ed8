import { expect, test } from 'vitest'
import { createRow } from '../testing/fixtures.ts'
import { nextOrder, sortRows } from './sort-rows.ts'

const compare = (a: string, b: string) => a.localeCompare(b, 'de')
const rows = [
  createRow('Mitte', 100, 40),
  createRow('Öd', 0, 0),
  createRow('Aue', 50, 45),
  createRow('', 10, 0, { districtId: null }),
  createRow('Zell', 100, 40),
]
const names = (column: Parameters<typeof nextOrder>[1], direction: 'ascending' | 'descending') =>
  sortRows(rows, { column, direction }, compare).map((row) => row.name)

test('the worst comes first, equals by name, districts without people and people outside districts at the end', () => {
  expect(names('unserved', 'descending')).toEqual(['Mitte', 'Zell', 'Aue', 'Öd', ''])
  expect(names('share', 'ascending')).toEqual(['Mitte', 'Zell', 'Aue', 'Öd', ''])
  expect(names('share', 'descending')).toEqual(['Aue', 'Mitte', 'Zell', 'Öd', ''])
  expect(names('name', 'descending')).toEqual(['Zell', 'Öd', 'Mitte', 'Aue', ''])
})

test('a second click turns the order round, a new column starts with the worst', () => {
  expect(nextOrder({ column: 'share', direction: 'ascending' }, 'share')).toEqual({
    column: 'share',
    direction: 'descending',
  })
  expect(nextOrder({ column: 'name', direction: 'ascending' }, 'share')).toEqual({
    column: 'share',
    direction: 'ascending',
  })
  expect(nextOrder({ column: 'name', direction: 'ascending' }, 'perThousand')).toEqual({
    column: 'perThousand',
    direction: 'descending',
  })
})
