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

test('ranges are ranked by what is certain: nobody knows of 500, five are surely not served', () => {
  const unjudged = createRow('Rand', 500, 0, { unknown: 400, uncertain: 100 })
  const judged = createRow('Kern', 100, 95)
  for (const column of ['unserved', 'perThousand'] as const) {
    const sorted = sortRows([unjudged, judged], { column, direction: 'descending' }, compare)
    expect(sorted.map((row) => row.name)).toEqual(['Kern', 'Rand'])
  }
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
