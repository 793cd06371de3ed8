import '../../app.css'
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { createRow, results } from '../testing/fixtures.ts'
import DistrictTable from './DistrictTable.svelte'

const show = (more = {}) => {
  const onsort = vi.fn()
  const onchoose = vi.fn()
  const props = {
    results,
    levelLabel: 'Stadtteil',
    sort: { column: 'unserved', direction: 'descending' } as const,
    chosenId: null,
    linkOf: (id: string) => `/d/${id}`,
    onsort,
    onchoose,
    ...more,
  }
  return { screen: render(DistrictTable, props), onsort, onchoose }
}
const textOf = (row: Element) => (row.textContent ?? '').replace(/\s+/g, ' ').trim()

test('districts stand in the wanted order, people outside districts last, the total below', async () => {
  const { screen } = show()
  const { container } = await screen
  const rows = [...container.querySelectorAll('tbody tr')]
  expect(rows.map((row) => textOf(row.querySelector('th') as Element))).toEqual([
    'Aue',
    'Burtscheid',
    'Leer',
    'außerhalb',
  ])
  expect(textOf(container.querySelector('tfoot tr') as Element)).toContain('Gesamt')
})

test('what is not known is a band, in figures and in words', async () => {
  await show().screen
  const row = page.getByRole('row', { name: /Aue/ })
  await expect.element(row).toMatchTextContent(/22 bis 32/)
  await expect.element(row).toMatchTextContent(/60–73/)
  await expect.element(row).toMatchTextContent(/mindestens 60\s%, höchstens 73\s%/)
})

test('a district without people says so instead of a number', async () => {
  await show().screen
  await expect.element(page.getByRole('row', { name: /Leer/ })).toMatchTextContent(/niemand in dieser Gruppe/)
})

test('the sorted column is announced, and a click asks for the next order', async () => {
  const { screen, onsort } = show()
  await screen
  await expect
    .element(page.getByRole('columnheader', { name: 'Nicht versorgte Menschen' }))
    .toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: 'Anteil der versorgten Menschen' }).click()
  expect(onsort).toHaveBeenCalledWith({ column: 'share', direction: 'ascending' })
})

test('a district is chosen by its name and has a page of its own', async () => {
  const { screen, onchoose } = show()
  await screen
  await page.getByRole('button', { name: 'Burtscheid' }).click()
  expect(onchoose).toHaveBeenCalledWith('burtscheid')
  await expect
    .element(page.getByRole('link', { name: 'Steckbrief von Burtscheid' }))
    .toHaveAttribute('href', '/d/burtscheid')
})

test('is accessible in both themes', async () => {
  const { container } = await show({ chosenId: 'aue' }).screen
  await inBothThemes(() => checkAccessibility(container))
})

test('a score is listed with the lowest first and can be sorted', async () => {
  const rows = [
    createRow('Aue', 80, 0, { score: 0.6 }),
    createRow('Burtscheid', 100, 0, { score: 0.4 }),
    createRow('Leer', 0, 0, { score: null }),
  ]
  const { screen, onsort } = show({ results: { ...results, mode: 'score', rows, total: { ...rows[0], score: 0.5 } } })
  const { container } = await screen
  const cells = [...container.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf))
  expect(cells.map((row) => row.slice(0, 3))).toEqual([
    ['Burtscheid', '100', '40'],
    ['Aue', '80', '60'],
    ['Leer', 'niemand in dieser Gruppe', ''],
  ])
  await page.getByRole('button', { name: 'Wert (0–100)' }).click()
  expect(onsort).toHaveBeenCalledWith({ column: 'share', direction: 'descending' })
  await checkAccessibility(container)
})
