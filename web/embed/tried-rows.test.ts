import { expect, test } from 'vitest'
import type { Effect } from '../src/lib/api/contract.ts'
import { createRow } from '../src/lib/testing/fixtures.ts'
import { listFigureRows } from './figure-rows.ts'
import { publication, table } from './testing/fixtures.ts'
import { listTriedRows } from './tried-rows.ts'

/** Aue 200 people, 180 served; Berg 100, 20 (5 of them perhaps); nobody in Leer; together 300 and 200. */
const rows = listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'all' })
const change = (districtId: string | null, served: number, people: number, gained: number, meanMinutes = 7.5) => ({
  districtId,
  gained,
  after: createRow('', people, served + gained, { districtId, meanMinutes, uncertain: districtId === 'berg' ? 2 : 0 }),
})
const effect = (berg: number, aue = 0) =>
  ({
    rows: [change('aue', 180, 200, aue), change('berg', 20, 100, berg, berg > 0 ? 6.2 : 7.5)],
    total: change(null, 200, 300, berg + aue, 7.1),
  }) as unknown as Effect
const published = publication.disclosure
const register = { ...published, rule: 'register' as const, minimum: 5 }

test('people gained are added to the published figures of the districts that change, and to the total', () => {
  const found = listTriedRows(rows, effect(40), published)
  expect(found.map(({ row, gained }) => [row.districtId, gained])).toEqual([
    ['berg', 40],
    [null, 40],
  ])
  expect(found[0].after).toMatchObject({ served: 60, unserved: 40, share: 0.6, unsure: 2, shareUpper: 0.62, meanMinutes: 6.2 })
  expect(found[1].after).toMatchObject({ served: 240, unserved: 60, share: 0.8, meanMinutes: 7.1 })
  expect(found[0].row.served).toBe(20)
}) // prettier-ignore

test('a walk that only gets shorter changes the mean alone; nothing at all changes no row', () => {
  const shorter = { rows: [change('aue', 180, 200, 0, 7.2)], total: change(null, 200, 300, 0) } as unknown as Effect
  const [only, ...others] = listTriedRows(rows, shorter, published)
  expect(only).toMatchObject({ gained: 0, row: { districtId: 'aue' }, after: { served: 180, meanMinutes: 7.2 } })
  expect(others).toEqual([])
  const none = { rows: [], total: change(null, 200, 300, 0) } as unknown as Effect
  expect(listTriedRows(rows, none, published)).toEqual([])
})

test('of protected figures only rounded gains are added, small ones are not shown, and means stay', () => {
  const found = listTriedRows(rows, effect(37, 3), register)
  expect(found.map(({ gained, after }) => [gained, after?.served, after?.meanMinutes])).toEqual([
    [null, undefined, undefined],
    [40, 60, 7.5],
    [40, 240, 7.5],
  ])
})

test('what is not published is not shown with the place either', () => {
  const old = listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'p65plus' })
  expect(listTriedRows(old, effect(9), published).find(({ row }) => row.districtId === 'berg')?.after).toBeNull()
  const small = rows.map((row) => ({ ...row, share: null, shareUpper: null }))
  expect(listTriedRows(small, effect(40), published)[0].after).toMatchObject({ served: 60, share: null })
})

test('people elsewhere are what the listed districts leave of the total', () => {
  const elsewhere = { ...rows[1], kind: 'elsewhere' as const, districtId: null }
  const found = listTriedRows([rows[0], elsewhere, rows[3]], effect(40, 12), published)
  expect(found.map(({ row, gained }) => [row.kind, gained])).toEqual([
    ['district', 12],
    ['elsewhere', 40],
    ['total', 52],
  ])
})
