import { describe, expect, it } from 'vitest'
import {
  findBestAndWorst,
  isVague,
  listFigureRows,
  nextFigureOrder,
  sortFigureRows,
  type FigureOrder,
} from './figure-rows.ts'
import { table } from './testing/fixtures.ts'

const rows = listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'all' })
const names = (order: FigureOrder, list = rows) =>
  sortFigureRows(list, order, (row) => row.name.de, (a, b) => a.localeCompare(b)).map((row) => row.name.de) // prettier-ignore

describe('rows of figures', () => {
  it('are the numbers of the table, none computed anew', () => {
    expect(rows[0]).toEqual({
      kind: 'district', districtId: 'aue', name: { de: 'Aue', en: 'Aue' }, people: 200, served: 180, unserved: 20, unsure: 0, share: 0.9, shareUpper: 0.9,
      meanMinutes: 7.5, placeCount: 2, reason: null,
    }) // prettier-ignore
    // 20 of 100 are served, and 5 more may be.
    expect(rows[1]).toMatchObject({ unsure: 5, share: 0.2, shareUpper: 0.25 })
    expect(rows[3]).toMatchObject({ kind: 'total', districtId: null, people: 300, served: 200 })
  })

  it('say why a figure is missing', () => {
    const old = listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'p65plus' })
    expect(old.map(({ share, reason }) => [share, reason])).toEqual([
      [0.75, null],
      [null, 'suppressed'],
      [null, 'no-people'],
      [0.75, null],
    ])
  })

  it('are refused for what the table does not have', () => {
    expect(() => listFigureRows(table, { categoryId: 'pharmacy', minutes: 12, groupId: 'all' })).toThrow('12 minutes')
    expect(() => listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'u18' })).toThrow('u18')
  })
})

describe('their order', () => {
  it('keeps the total last and districts without the figure behind the others, in both directions', () => {
    expect(names({ column: 'share', direction: 'ascending' })).toEqual(['Berg', 'Aue', 'Leer', 'Gesamt'])
    expect(names({ column: 'share', direction: 'descending' })).toEqual(['Aue', 'Berg', 'Leer', 'Gesamt'])
    expect(names({ column: 'name', direction: 'descending' })).toEqual(['Leer', 'Berg', 'Aue', 'Gesamt'])
  })

  it('of equal figures is that of the names', () => {
    expect(names({ column: 'placeCount', direction: 'ascending' })).toEqual(['Berg', 'Leer', 'Aue', 'Gesamt'])
    expect(names({ column: 'placeCount', direction: 'descending' })).toEqual(['Aue', 'Berg', 'Leer', 'Gesamt'])
  })

  it('turns with a second click and begins with the worst in a new column', () => {
    const order: FigureOrder = { column: 'share', direction: 'ascending' }
    expect(nextFigureOrder(order, 'share')).toEqual({ column: 'share', direction: 'descending' })
    expect(nextFigureOrder(order, 'unserved')).toEqual({ column: 'unserved', direction: 'descending' })
    expect(nextFigureOrder({ column: 'people', direction: 'ascending' }, 'share').direction).toBe('ascending')
  })
})

describe('the best and the worst district', () => {
  it('are those with the highest and the lowest share that is shown', () => {
    const found = findBestAndWorst(rows)
    expect([found?.best.name.de, found?.worst.name.de]).toEqual(['Aue', 'Berg'])
  })

  it('leave out districts of which too little is known', () => {
    const vague = rows.map((row) => (row.districtId === 'berg' ? { ...row, shareUpper: 0.31 } : row))
    expect([isVague(rows[1]), isVague(vague[1])]).toEqual([false, true])
    expect(findBestAndWorst(vague)).toBeNull()
  })

  it('are not named where only one has a share, or all the same', () => {
    expect(findBestAndWorst(rows.slice(0, 1))).toBeNull()
    expect(findBestAndWorst(listFigureRows(table, { categoryId: 'pharmacy', minutes: 15, groupId: 'all' }))).toBeNull()
    expect(findBestAndWorst([])).toBeNull()
  })
})
