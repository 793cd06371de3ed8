import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Effect, Scenario } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, expectReflow, launch, mapIsIdle, pressByKeys, visit } from './browse.ts'

let browser: Browser
let scenario: Scenario
/** Maps for paper are large, and here they are drawn without a graphics card. */
const soon = { timeout: 110_000 }
const question = {
  profile: '65plus', categoryIds: ['senior_meeting_place'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'stadtteil', minutes: 10,
} // prettier-ignore
const place = (id: string, lng: number, lat: number, name: string, note?: string) => ({
  id, kind: 'add-facility', lng, lat, name, categoryIds: ['senior_meeting_place'], ...(note === undefined ? {} : { note }),
}) // prettier-ignore

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(new URL(`/api/v1/regions/demo/${path}`, inject('address')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
const askEffect = (after: object) => post<Effect>('what-if/effect', { question, after })

beforeAll(async () => {
  browser = await launch()
  const facilities = (await (
    await fetch(new URL('/api/v1/regions/demo/facilities?categories=senior_meeting_place', inject('address')))
  ).json()) as { features: { properties: { id: string } }[] }
  scenario = await post<Scenario>('scenarios', {
    name: 'Treff am Rand',
    description: 'Neuer Treff im Westen.\nVorschlag des Seniorenrats.',
    modifications: [
      place('a', 11.2795, 51.9, 'Treff West', 'Leerstand der alten Schule'),
      { id: 'c', kind: 'close-facility', facilityId: facilities.features[0].properties.id },
      { id: 'g', kind: 'close-facility', facilityId: 'osm/node/gone' },
    ],
  })
})
afterAll(() => browser.close())

const isReady = (page: Page) => page.locator('.report[data-ready]').waitFor(soon)
/** Pages of a PDF of Chromium, and whether it is tagged for screen readers. */
async function print(page: Page): Promise<{ pages: number; sizes: string[]; isTagged: boolean; bytes: number }> {
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true })
  const text = pdf.toString('latin1')
  return {
    pages: text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0,
    sizes: text.match(/\/MediaBox\s*\[[^\]]*\]/g) ?? [],
    isTagged: text.includes('/StructTreeRoot'),
    bytes: pdf.length,
  }
}
/** Expects that nothing on the sheets is cut off, as they are printed. */
async function expectNothingCut(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const sheets = await page.evaluate(() =>
    [...document.querySelectorAll('.sheet')].map((sheet) => ({
      down: sheet.scrollHeight - sheet.clientHeight,
      across: sheet.scrollWidth - sheet.clientWidth,
      room:
        sheet.querySelector('footer')!.getBoundingClientRect().top -
        sheet.querySelector('.flow')!.getBoundingClientRect().bottom,
    })),
  )
  expect(sheets).toHaveLength(2)
  for (const { down, across, room } of sheets) {
    expect(down, 'a sheet is too full').toBeLessThanOrEqual(0)
    expect(across, 'a sheet is too wide').toBeLessThanOrEqual(0)
    expect(room, 'the text runs into the footer').toBeGreaterThanOrEqual(0)
  }
}
async function expectTwoPages(page: Page): Promise<void> {
  const { pages, sizes, isTagged, bytes } = await print(page)
  expect(pages).toBe(2)
  expect(new Set(sizes).size, sizes.join()).toBe(1)
  const [width, height] = sizes[0]
    .match(/[\d.]+/g)!
    .slice(2)
    .map(Number)
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
  expect(isTagged).toBe(true)
  expect(bytes, 'a picture of the map is in it').toBeGreaterThan(200_000)
}
const toNumber = (text: string) => Number(text.replaceAll('.', '').replace(',', '.').replace('−', '-').replace('+', ''))

describe('a comparison on paper', () => {
  test('is two tagged pages of A4 with the figures of the API', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, `/r/demo/report?scenario=${scenario.id}`)
    await isReady(page)
    const { total, rows, problems } = await askEffect({ scenario: scenario.id })
    const figure = async (name: string) =>
      toNumber((await page.locator(`[data-figure="${name}"]`).innerText()).replace(/\s*min$/, ''))
    expect(await figure('served-before')).toBe(Math.round(total.before.served))
    expect(await figure('served-after')).toBe(Math.round(total.after.served))
    expect(await figure('gained')).toBe(Math.round(total.gained))
    expect(await figure('lost')).toBe(-Math.round(total.lost))
    expect(await figure('mean-after')).toBe(Math.round((total.after.meanMinutes ?? 0) * 10) / 10)
    expect(await figure('p90-before')).toBe(Math.round((total.before.p90Minutes ?? 0) * 10) / 10)

    const table = page.getByRole('table', { name: /Alle Gebiete/ })
    expect(await table.locator('tbody tr').count()).toBe(rows.length)
    for (const row of rows) {
      const cells = table.getByRole('row', { name: row.name, exact: false }).first().getByRole('cell')
      const texts = await cells.allInnerTexts()
      expect([row.name, ...texts.slice(1, 6).map(toNumber)]).toEqual([
        row.name,
        Math.round(row.before.served),
        Math.round(row.after.served),
        Math.round(row.after.served - row.before.served) + 0,
        Math.round(row.gained),
        -Math.round(row.lost) + 0,
      ])
    }
    await page.getByText('Leerstand der alten Schule').first().waitFor()
    expect(problems).toHaveLength(1)
    await page.getByText(problems[0].message.de).waitFor()
    const image = page.getByRole('img', { name: /^Karte: Was sich ändert/ })
    expect(await image.getAttribute('alt')).toContain(
      `${Math.round(total.gained).toLocaleString('de-DE')} Menschen gewinnen`,
    )
    expect(await image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(1200)
    await expectTwoPages(page)
    await expectNothingCut(page)
    expect(await page.locator('.unprinted').count(), 'everything fits on paper').toBe(0)
    expect(foreignRequests).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('prints light in the dark theme, and from a phone, with before and after side by side', async () => {
    const { page } = await visit(browser, `/r/demo/report?scenario=${scenario.id}&map=pair`, {
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    })
    await isReady(page)
    expect(await page.getByRole('img', { name: /^Karte: (Vorher|Nachher)/ }).count()).toBe(2)
    await expectTwoPages(page)
    await page.emulateMedia({ media: 'print' })
    const colours = await page.evaluate(() => {
      const [sheet] = document.querySelectorAll('.sheet')
      const { color, backgroundColor } = getComputedStyle(sheet)
      return [color, backgroundColor, getComputedStyle(document.documentElement).backgroundColor]
    })
    expect(colours).toEqual(['rgb(26, 36, 44)', 'rgb(255, 255, 255)', 'rgb(255, 255, 255)'])
    await page.context().close()
  })

  test('with 500 modifications and very long names stays two pages and says how much is not printed', async () => {
    const name = 'Überaus-langer-Name-ohne-Leerzeichen-'.padEnd(120, 'x')
    const many = await post<Scenario>('scenarios', {
      name,
      description: 'Sehr lange Beschreibung. '.repeat(150),
      modifications: Array.from({ length: 500 }, (_, i) =>
        place(`m${i}`, 11.27 + (i % 25) * 0.002, 51.89 + Math.floor(i / 25) * 0.001, name, name.repeat(20)),
      ),
    })
    const { page } = await visit(browser, `/r/demo/report?scenario=${many.id}`)
    await isReady(page)
    expect(await page.locator('[data-list] [data-row]').count(), 'all are on the screen').toBe(500)
    await expectReflow(page, 'the long report')
    await expectTwoPages(page)
    await expectNothingCut(page)
    const printed = await page
      .locator('[data-list] [data-row]')
      .evaluateAll((rows) => rows.filter((row) => getComputedStyle(row).display !== 'none').length)
    expect(printed).toBeGreaterThan(0)
    expect(printed).toBeLessThan(500)
    expect(await page.locator('[data-rest="changes"]').innerText()).toMatch(
      new RegExp(`^${500 - printed} weitere Änderungen sind hier nicht gedruckt\\. .*changes\\.csv`),
    )
    await page.context().close()
  })

  test('compares two walking profiles by the address of the comparison page', async () => {
    const { page } = await visit(browser, '/r/demo/report?what=pharmacy&a=today&b=profile:rollator')
    await isReady(page)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      'heute (Ab 65 Jahren) und heute (Mit Rollator)',
    )
    await page.getByText('Keine: Verglichen werden zwei Gehprofile').waitFor()
    await expectTwoPages(page)
    await page.context().close()
  })
})

describe('what leaves the planner', () => {
  const outskirts = '/r/demo/plan?at=11.2795,51.9,14.5'
  async function openMenu(page: Page): Promise<void> {
    await pressByKeys(page, page.locator('summary', { hasText: 'Herunterladen' }))
  }

  test('is printed before it is saved, and says so', async () => {
    const { page } = await visit(browser, outskirts)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await page.getByRole('textbox', { name: 'Name des Szenarios' }).fill('Idee für Montag')
    await page.getByRole('textbox', { name: 'Notiz' }).fill('Mit dem Amt klären')
    await page.getByRole('button', { name: 'Beschreiben' }).click()
    await page.getByRole('textbox', { name: 'Beschreibung' }).fill('Erster Wurf')
    await page.getByRole('link', { name: 'Drucken (2 Seiten)' }).click()
    await isReady(page)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Idee für Montag')
    await page.getByText('nicht gespeicherter Entwurf „Idee für Montag“').waitFor()
    for (const text of ['Mit dem Amt klären', 'Erster Wurf']) await page.getByText(text).first().waitFor()
    await expectTwoPages(page)
    const stranger = await visit(browser, new URL(page.url()).pathname + new URL(page.url()).search)
    await stranger.page.getByText('In diesem Browser gibt es keinen nicht gespeicherten Entwurf').waitFor(soon)
    await stranger.page.context().close()
    await page.context().close()
  })

  test('are files, by mouse and by keyboard, with the figures of the API and names that say what they are', async () => {
    const { page } = await visit(browser, `/r/demo/plan?scenario=${scenario.id}`)
    await mapIsIdle(page)
    await page.getByText('Gespeichert, Version 1').waitFor(soon)
    await openMenu(page)
    const { total } = await askEffect({ scenario: scenario.id })
    const download = async (button: string, way: 'click' | 'press') => {
      const [file] = await Promise.all([
        page.waitForEvent('download', soon),
        way === 'click'
          ? page.getByRole('button', { name: button, exact: true }).click()
          : pressByKeys(page, page.getByRole('button', { name: button, exact: true })),
      ])
      await page.getByText(`Gespeichert: ${file.suggestedFilename()}`).waitFor(soon)
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
    }
    const districts = await download('Gebiete (CSV)', 'click')
    expect(districts.name).toMatch(/^demo-treff-am-rand-districts-\d{4}-\d{2}-\d{2}\.csv$/)
    expect(districts.text.codePointAt(0)).toBe(0xfeff)
    expect(districts.text).toContain(`;${String(total.gained).replace('.', ',')};`)
    const changes = await download('Änderungen (GeoJSON)', 'press')
    const { features } = JSON.parse(changes.text) as { features: { properties: { note: string | null } }[] }
    expect(features.map(({ properties }) => properties.note)).toEqual(['Leerstand der alten Schule', null, null])
    for (const button of [
      'Zellen (CSV)',
      'Zellen (GeoJSON)',
      'Änderungen (CSV)',
      'Angaben zu Frage, Quellen und Methode (JSON)',
    ])
      expect((await download(button, 'press')).text.length).toBeGreaterThan(100)
    const whole = await download('Szenario zum Weitergeben (JSON)', 'press')
    expect(JSON.parse(whole.text)).toMatchObject({
      format: 1,
      region: 'demo',
      name: 'Treff am Rand',
      modifications: scenario.modifications,
    })

    // Opened again it is a new scenario, and what is none or belongs elsewhere is refused in words.
    const open = (text: string) =>
      page
        .getByLabel('Szenario aus Datei öffnen')
        .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await open(whole.text.replace('"demo"', '"aachen"'))
    await page.getByRole('alert').getByText('Das Szenario gehört zur Region „aachen“').waitFor()
    await open(whole.text.replace('"format": 1', '"format": 9'))
    await page.getByRole('alert').getByText('Die Datei hat das Format 9').waitFor()
    await open('<html>')
    await page.getByRole('alert').getByText('Das ist keine Szenario-Datei').waitFor()
    await open(' '.repeat((4 << 20) + 1))
    await page.getByRole('alert').getByText('Die Datei ist größer als 4 MB').waitFor()
    expect(new URL(page.url()).searchParams.get('scenario')).toBe(scenario.id)
    await open(whole.text.replace('Treff am Rand', 'Aus der Datei'))
    await page.getByText('„Aus der Datei“ ist geöffnet und noch nicht gespeichert.').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('scenario'), soon).toBeNull()
    expect(await page.getByRole('textbox', { name: 'Name des Szenarios' }).inputValue()).toBe('Aus der Datei')
    await page.getByText('Noch nicht gespeichert; in diesem Browser gemerkt').waitFor()
    await page.context().close()
  })
})

describe('the page of the printed comparison', () => {
  test('is accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, `/r/demo/report?scenario=${scenario.id}`, { bypassCSP: true })
    await isReady(page)
    await page.locator('summary', { hasText: 'Herunterladen' }).click()
    await expectAccessibleInEveryLook(page, 'the report')
    await page.context().close()
  }, 240_000)
})
