import '../src/app.css'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Effect, WhatIfQuestion } from '../src/lib/api/contract.ts'
import { createRow } from '../src/lib/testing/fixtures.ts'
import { locale } from '../src/lib/state/locale.svelte.ts'
import { checkAccessibility, inBothThemes } from '../src/lib/testing/check-accessibility.ts'
import EmbedPage from './EmbedPage.svelte'
import { EmbedState } from './embed-state.svelte.ts'
import { EmbedTheme } from './embed-theme.svelte.ts'
import type { PublicationFile } from './publication-types.ts'
import { createLoaded, publication } from './testing/fixtures.ts'

const nothing = { language: null, theme: null, kindId: null, districtId: null }

async function show(
  changes: Partial<PublicationFile> = {},
  options: Partial<typeof nothing> | { kindId: string } = {},
) {
  const onselect = vi.fn()
  const embed = new EmbedState(createLoaded(changes), { ...nothing, ...options }, onselect)
  const screen = await render(EmbedPage, { embed, theme: new EmbedTheme(null) })
  return { embed, onselect, ...screen }
}
const text = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
const rowOf = (container: Element, name: string) =>
  [...container.querySelectorAll('tbody tr')].find((row) => text(row.querySelector('th')) === name) ?? null

afterEach(() => locale.show('de'))

test('what the choice comes to is said in sentences, with the best and the worst district', async () => {
  const { container } = await show()
  const result = text(container.querySelector('.result'))
  expect(result).toContain(
    'Apotheke: In Musterstadt wohnen 67 % aller Menschen höchstens 10 Minuten zu Fuß entfernt, 200 von 300.',
  )
  expect(result).toContain('100 Menschen haben es weiter.')
  expect(text(container)).toContain('Am besten steht Aue da (90 %), am schlechtesten Berg (20 %).')
})

test('another kind keeps what it can, and a district tells the page around', async () => {
  const { container, embed, onselect } = await show({}, { kindId: 'pharmacy' })
  await page.getByLabelText('Fußweg höchstens').selectOptions('15')
  await page.getByLabelText('Was', { exact: true }).selectOptions('library')
  expect(embed.minutes).toBe(15)
  await page.getByRole('button', { name: 'Berg' }).click()
  expect(onselect).toHaveBeenCalledExactlyOnceWith('berg')
  expect(text(container.querySelector('.result'))).toContain('Bibliothek: In Berg wohnen 0 bis 5 % aller Menschen')
  await page.getByRole('button', { name: 'Berg' }).click()
  expect(onselect).toHaveBeenLastCalledWith(null)
})

test('a figure that is not shown says why, in the table, in words and on the map', async () => {
  const { container, embed } = await show()
  await page.getByLabelText('Für wen').selectOptions('p65plus')
  expect(text(rowOf(container, 'Berg'))).toContain('geschützt')
  expect(text(rowOf(container, 'Leer'))).toContain('niemand')
  expect(container.querySelectorAll('path.district')[1].getAttribute('fill')).toMatch(/^url\(#/)
  embed.selectDistrict('berg')
  await expect.poll(() => text(container.querySelector('.result'))).toContain('Diese Zahl wird nicht gezeigt')
  expect(text(container)).toContain('Geschätzt.')
})

test('the table shows the published figures and sorts by each of them', async () => {
  const { container } = await show()
  const cells = [...(rowOf(container, 'Aue')?.querySelectorAll('td') ?? [])].map((cell) => text(cell))
  expect(cells).toEqual(['200', '180', '20', '90 %', '7,5 min', '2'])
  const names = () => [...container.querySelectorAll('tbody th')].map(text)
  expect(names()).toEqual(['Berg', 'Aue', 'Leer', 'Gesamt'])
  await page.getByRole('button', { name: 'Menschen, die höchstens so weit gehen', exact: true }).click()
  expect(names()).toEqual(['Aue', 'Berg', 'Leer', 'Gesamt'])
})

test('a new place changes figures, overview and legend as long as its answer is one to what is chosen; undone, everything is as published', async () => {
  const { container, embed } = await show()
  const published = container.querySelector('table')!.outerHTML
  const row = (districtId: string | null, people: number, served: number, gained: number) => ({
    districtId,
    gained,
    after: createRow('', people, served + gained, { districtId, meanMinutes: 7.5 }),
  })
  const effect = { rows: [row('aue', 200, 180, 0), row('berg', 100, 20, 60)], total: row(null, 300, 200, 60), problems: [] }
  const question: WhatIfQuestion = { profile: '65plus', categoryIds: ['pharmacy'], mode: 'any', rank: 1, groupId: 'all', levelId: 'stadtteil', minutes: 10 } // prettier-ignore
  const times = { cellIds: [], before: new Uint16Array(), after: new Uint16Array() }
  embed.moveSite({ lng: 9.71, lat: 50.905 })
  embed.moveSite({ lng: 9.712, lat: 50.905 }, 'drag 1')
  embed.moveSite({ lng: 9.713, lat: 50.905 }, 'drag 1')
  embed.answer = { ...times, question, effect: effect as unknown as Effect }
  const figures = () => [...(rowOf(container, 'Berg')?.querySelectorAll('td') ?? [])].map((cell) => text(cell))
  await expect.poll(figures).toEqual(['100', '20, dann→80', '80, dann→20', '20–25 %, dann→80 %', '7,5 min', '0'])
  expect(text(rowOf(container, 'Aue'))).not.toContain('dann')
  expect(text(container.querySelector('.legend'))).toContain('mit dem neuen Ort')
  expect(container.querySelectorAll('path.changed')).toHaveLength(1)
  await checkAccessibility(container)
  embed.chooseMinutes(15)
  await expect.poll(() => text(container)).not.toContain('dann→')
  embed.chooseMinutes(10)
  embed.undoSite()
  expect(embed.site).toEqual({ lng: 9.71, lat: 50.905 })
  embed.undoSite()
  expect([embed.site, embed.canUndoSite]).toEqual([null, false])
  await expect.poll(() => container.querySelector('table')!.outerHTML).toBe(published)
  expect(text(container.querySelector('.legend'))).not.toContain('neuer Ort')
}) // prettier-ignore

test('texts of the publisher are text, whatever they look like', async () => {
  const hostile = '<img src=x onerror="document.title=\'broken\'"> {@html "x"}'
  const { container } = await show({ title: { de: hostile, en: hostile }, summary: { de: hostile, en: hostile } })
  expect(text(container.querySelector('h1'))).toBe(hostile)
  expect(container.querySelector('img')).toBeNull()
})

test('what the publication does not allow is not there', async () => {
  const { container } = await show({ allowWhatIf: false, plainText: { de: '', en: '' }, allowCorrections: false })
  expect([...container.querySelectorAll('[role=tab]')].map(text)).toEqual([
    'Zahlen',
    'In meiner Nähe',
    'Über die Karte',
  ])
  await page.getByRole('tab', { name: 'Über die Karte' }).click()
  expect(text(container)).not.toContain('Fehler melden')
  expect(text(container)).toContain('© OpenStreetMap-Mitwirkende')
})

test('speaks English', async () => {
  const { container } = await show()
  await page.getByLabelText('Sprache').selectOptions('en')
  expect(text(container.querySelector('.result'))).toContain('Pharmacy: in Sampletown, 67% of all people live at most')
})

test('is accessible in both themes, with sources open and in plain language', async () => {
  const { container } = await show()
  await inBothThemes(() => checkAccessibility(container))
  for (const name of ['Über die Karte', 'Einfach erklärt']) {
    await page.getByRole('tab', { name }).click()
    await inBothThemes(() => checkAccessibility(container))
  }
  expect(publication.plainText.de.split('\n\n')).toHaveLength(container.querySelectorAll('.plain p').length)
})
