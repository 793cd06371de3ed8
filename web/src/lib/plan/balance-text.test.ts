import { afterEach, expect, test } from 'vitest'
import { locale } from '../state/locale.svelte.ts'
import { createEffect, createEffectRow } from '../testing/plan-fixtures.ts'
import { balanceSentence, signedMinutes, signedPeople } from './balance-text.ts'
import { nextEffectOrder, sortEffectRows } from './sort-effect-rows.ts'

afterEach(() => locale.show('de'))
const rows = (...figures: [string, number, number][]) =>
  figures.map(([name, before, after]) => createEffectRow(name, 4000, before, after))
const say = (...figures: [string, number, number][]) =>
  balanceSentence(createEffect(rows(...figures)), 'Menschen ab 65')

test('the balance names who gains and where most', () => {
  locale.show('de')
  expect(say(['Brand', 200, 1200], ['Aue', 100, 340])).toBe(
    '+1.240 Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: Brand',
  )
  locale.show('en')
  expect(say(['Brand', 0, 1])).toBe('+1 Menschen ab 65 served within 10 minutes; largest gain: Brand')
})

test('losses come first where they weigh more, and both sides are named', () => {
  locale.show('de')
  expect(say(['Brand', 500, 100], ['Aue', 100, 150])).toBe(
    '−350 Menschen ab 65 in 10 Minuten versorgt; größter Verlust: Brand; größter Gewinn: Aue',
  )
  expect(say(['Brand', 500, 400], ['Aue', 100, 200])).toBe(
    'Unterm Strich gleich viele Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: Aue; größter Verlust: Brand',
  )
  expect(say(['Brand', 500, 500.3])).toBe('Ob Menschen ab 65 in 10 Minuten versorgt sind, ändert sich nirgends')
})

test('signs are those of the rounded figures', () => {
  locale.show('de')
  expect([0.4, -0.4, 1234.6, -20].map(signedPeople)).toEqual(['0', '0', '+1.235', '−20'])
  expect(signedMinutes(29.55, 25.54)).toBe('−4,1 min')
  expect(signedMinutes(10, 10.04)).toBe('gleich')
  expect(signedMinutes(null, 3)).toBeNull()
})

test('districts sort by what changes, those without a figure last, people outside all districts after them', () => {
  const list = [
    createEffectRow('', 10, 0, 9, { districtId: null }),
    ...rows(['Brand', 500, 100], ['Aue', 100, 150], ['Öd', 0, 0]),
  ]
  const order = (column: 'net' | 'name' | 'minutes', direction: 'ascending' | 'descending') =>
    sortEffectRows(list, { column, direction }, (a, b) => a.localeCompare(b, 'de')).map(({ name }) => name)
  expect(order('net', 'descending')).toEqual(['Aue', 'Öd', 'Brand', ''])
  expect(order('net', 'ascending')).toEqual(['Brand', 'Öd', 'Aue', ''])
  expect(order('name', 'descending')).toEqual(['Öd', 'Brand', 'Aue', ''])
  expect(nextEffectOrder({ column: 'net', direction: 'descending' }, 'net').direction).toBe('ascending')
  expect(nextEffectOrder({ column: 'net', direction: 'descending' }, 'name')).toEqual({ column: 'name', direction: 'ascending' }) // prettier-ignore
})
