import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectedContentsLine, listExpectedLines } from '../../server/src/report/testing/expected-figures.ts'
import { plainWords, readPdfText } from '../../server/src/report/testing/pdf-text.reader.ts'
import type { Categories, DistrictProfiles, Region } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, visit } from './browse.ts'

let browser: Browser
let profiles: DistrictProfiles
const soon = { timeout: 60_000 }
const german = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 })

async function get<T>(path: string): Promise<T> {
  const response = await fetch(new URL(`/api/v1/regions/demo${path}`, inject('address')))
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

beforeAll(async () => {
  browser = await launch()
  const { runs, levels } = await get<Region>('')
  const run = runs.find(({ profile }) => profile === '65plus')!
  profiles = await get<DistrictProfiles>(`/runs/${run.id}/profiles?level=${levels[0].id}`)
})
afterAll(() => browser.close())

test('the profile of a district stands on its page, with the API’s figures, and compares with what is chosen', async () => {
  const district = profiles.districts.find(({ needs }) => needs.length > 1)!
  const path = `/r/demo/district/${profiles.level}/${district.districtId}?profile=65plus`
  const { page, complaints, foreignRequests } = await visit(browser, path)
  const profile = page.getByRole('region', { name: 'Steckbrief', exact: true })
  // The list goes on in a second table, as on paper.
  const kinds = profile.getByRole('table', { name: 'Versorgung nach Arten von Orten' }).first()
  await kinds.waitFor(soon)
  for (const { text } of district.needs) await profile.getByText(text.de).waitFor()
  const pharmacy = district.kinds.find(({ categoryId }) => categoryId === 'pharmacy')!
  const row = profile.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Apotheke', exact: true }) })
  expect(await row.getByRole('cell').allTextContents()).toContain(
    german.format(Math.round(pharmacy.row.unservedLower!)),
  )
  const map = profile.getByRole('img', { name: 'Karte des Bezirks' })
  await map.scrollIntoViewIfNeeded()
  await expect.poll(() => map.evaluate((image: HTMLImageElement) => image.naturalWidth), soon).toBeGreaterThan(0)
  expect(await kinds.getByRole('columnheader', { name: 'ähnliche' }).count()).toBe(1)
  await profile.getByRole('checkbox', { name: 'ähnlichen Bezirken' }).press('Space')
  expect(await kinds.getByRole('columnheader', { name: 'ähnliche' }).count()).toBe(0)
  await expectAccessibleInEveryLook(page, 'page of a district with its profile')
  expect([complaints, foreignRequests]).toEqual([[], []])
  await page.context().close()
}, 120_000)

test('all profiles are shown as sheets, printed as they are shown, and handed over as PDF and tables', async () => {
  const { page, complaints, foreignRequests } = await visit(
    browser,
    '/r/demo/profiles?profile=65plus&level=stadtbezirk',
    {
      acceptDownloads: true,
    },
  )
  const sheets = page.locator('.sheets.book .sheet')
  await sheets.first().waitFor(soon)
  const count = await sheets.count()
  expect(count).toBeGreaterThan(3)
  await page.getByText('Titelseite: Texte, Farbe und Logo').click()
  await page.getByLabel('Überschrift').fill('Unsere Viertel <b>=1+1</b>')
  const logo = page.getByLabel('Logo (PNG oder JPEG, höchstens 1 MB)')
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="x()"/>') })
  await page.getByRole('alert').filter({ hasText: 'SVG wird nicht angenommen' }).waitFor()
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') })
  await page.locator('.sheet .logo').waitFor()
  await page.getByRole('heading', { name: 'Unsere Viertel <b>=1+1</b>' }).waitFor()
  await expectAccessibleInEveryLook(page, 'all profiles')

  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)!.length).toBe(count)

  const download = page.waitForEvent('download', soon)
  await page.getByRole('button', { name: 'PDF erstellen' }).press('Enter')
  const file = await readFile(await (await download).path())
  expect(file.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect(file.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)!.length).toBe(count)
  expect(file.toString('latin1')).toContain('/StructTreeRoot')
  const sheetsOfPdf = await readPdfText(file)
  const [{ groups }, { fields, categories }] = await Promise.all([get<Region>(''), get<Categories>('/categories')])
  const { districts } = await get<DistrictProfiles>(`/runs/${profiles.run}/profiles?level=stadtbezirk`)
  expect(districts.length).toBeGreaterThan(1)
  for (const district of districts) {
    const first = sheetsOfPdf.findIndex((text) => text.includes(`Öffentliche Ausgabe ${district.name} `))
    // A sheet in the middle has no name on it: the lines must stand on this or on one of the next.
    const own = sheetsOfPdf.slice(first, first + 4).join(' ')
    for (const line of listExpectedLines(district, { groups, fields, categories }))
      expect(own).toContain(plainWords(line))
    expect(sheetsOfPdf[1]).toContain(plainWords(expectedContentsLine(district, first + 1)))
  }
  await page.getByText(`Das PDF ist fertig: ${count} Seiten`).waitFor(soon)

  const table = page.waitForEvent('download', soon)
  await page.getByRole('link', { name: 'Tabelle als CSV' }).click()
  const csv = await readFile(await (await table).path(), 'utf8')
  expect(csv.startsWith('\ufeffBezirk-Nr.;')).toBe(true)
  expect([complaints, foreignRequests]).toEqual([[], []])
  await page.context().close()
}, 120_000)

/** A PNG of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
