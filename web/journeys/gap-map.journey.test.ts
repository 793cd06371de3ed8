import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { DistrictResults, Region } from '../src/lib/api/contract.ts'
import {
  expectAccessibleInEveryLook,
  expectLargeTextFits,
  launch,
  mapIsIdle,
  pressByKeys,
  skipToMap,
  tabTo,
  visit,
} from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const getJson = async <T>(path: string) => (await (await fetch(new URL(path, inject('address')))).json()) as T
const soon = { timeout: 15_000 }
const toNumber = (text: string) => Number(text.replaceAll('.', '').replace(',', '.'))

describe('a planner who opens the product', () => {
  test('lands on the map of the only region and reads the result in one sentence', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, '/', { hasBasemap: true })
    await page.waitForURL('**/r/demo**')
    await mapIsIdle(page)
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 'empty page below').toBe(0)
    const sentence = page.locator('.answer')
    expect(await sentence.innerText()).toMatch(
      /^In Auenstedt erreichen \d+\s% der Menschen ab 65 einen Seniorentreff zu Fuß in 10 Minuten; [\d.]+ nicht\./,
    )
    expect(await page.getByText('Fiktive Stadt').first().isVisible()).toBe(true)
    expect(foreignRequests, 'requests to other sites').toEqual([])
    expect(complaints, 'errors and warnings in the console').toEqual([])
    expect(await page.context().cookies()).toEqual([])
    expect(
      await page.evaluate(() => [
        localStorage.length,
        sessionStorage.length === 0 || Object.keys(sessionStorage).every((key) => key.startsWith('sveltekit')),
      ]),
    ).toEqual([0, true])
    await page.context().close()
  })

  test('finds the same figures in the table as in the API, and they add up', async () => {
    const region = await getJson<Region>('/api/v1/regions/demo')
    const run = region.runs.find((item) => item.profile === '65plus')
    const results = await getJson<DistrictResults>(
      `/api/v1/regions/demo/runs/${run?.id}/districts?categories=senior_meeting_place&group=65plus&minutes=10&level=stadtteil`,
    )
    expect(results.total.served + results.total.unserved).toBe(results.total.people)
    const { page } = await visit(browser, '/r/demo')
    const table = page.getByRole('table', { name: /Stadtteil: Menschen/ })
    await table.waitFor()
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((items) => items.map((item) => [...item.children].map((cell) => cell.textContent?.trim() ?? '')))
    const expected = results.rows.filter((row) => row.districtId !== null).sort((a, b) => b.unserved - a.unserved)
    expect(rows.slice(0, 3).map((row) => row[0])).toEqual(expected.slice(0, 3).map((row) => row.name))
    expect(toNumber(rows[0][1])).toBe(Math.round(expected[0].unserved))
    const total = await table.locator('tfoot td').first().innerText()
    expect(toNumber(total)).toBe(Math.round(results.total.unserved))
    await page.context().close()
  })

  test('asks for another kind, sorts, and comes back with the back button', async () => {
    const { page } = await visit(browser, '/r/demo')
    await page.locator('.answer').waitFor()
    await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
    await page.getByRole('searchbox').fill('apoth')
    await page.getByRole('radio', { name: /Apotheke/ }).check()
    await page.waitForURL('**what=pharmacy**')
    await expect.poll(() => page.locator('.answer').innerText(), soon).toContain('eine Apotheke zu Fuß in 15 Minuten')
    await page.getByRole('button', { name: 'Anteil der versorgten Menschen' }).click()
    await page.waitForURL('**sort=share**')
    const shares = await page
      .locator('tbody td.share')
      .evaluateAll((cells) => cells.map((cell) => parseInt(cell.textContent ?? '', 10)))
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    await page.goBack()
    await expect.poll(() => page.locator('.answer').innerText(), soon).toContain('einen Seniorentreff')
    await page.context().close()
  })

  test('opens a link of a colleague and sees the same question, place and cell', async () => {
    const address =
      '/r/demo?what=pharmacy,library&who=80plus&walk=rollator&minutes=12&colour=people&list=gaps&at=11.3,51.9,14'
    const { page } = await visit(browser, address)
    await mapIsIdle(page)
    expect(await page.locator('.answer').innerText()).toMatch(
      /Menschen ab 80 eine Apotheke oder eine Bibliothek zu Fuß in 12 Minuten/,
    )
    expect(await page.getByRole('tab', { name: 'Lücken' }).getAttribute('aria-selected')).toBe('true')
    expect(await page.getByRole('radio', { name: 'Ohne Angebot' }).isChecked()).toBe(true)
    expect(new URL(page.url()).searchParams.get('at')).toBe('11.3,51.9,14')
    await page.context().close()
  })

  test('goes from a district in the ranking to its page', async () => {
    const { page, complaints } = await visit(browser, '/r/demo')
    await page.getByRole('button', { name: 'Weststadt', exact: true }).click()
    await page.waitForURL('**district=**')
    expect(await page.getByRole('button', { name: 'Weststadt', exact: true }).getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('link', { name: 'Steckbrief von Weststadt' }).click()
    await page.getByRole('heading', { level: 1, name: 'Weststadt' }).waitFor()
    expect(await page.locator('.sentence[role=status]').innerText()).toMatch(
      /^In Weststadt erreichen \d+\s% der Menschen ab 65 einen Seniorentreff zu Fuß in 10 Minuten; [\d.]+ nicht\.$/,
    )
    await expect.poll(() => page.getByText(/von \d+ Arten geladen/).count(), { timeout: 30_000 }).toBe(0)
    const share = await page
      .getByRole('row', { name: /^Apotheke/ })
      .locator('td')
      .nth(1)
      .innerText()
    expect(share).toMatch(/\d+\s%/)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('sees which meeting place would be missed most, and where it lies', async () => {
    const { page, complaints } = await visit(browser, '/r/demo')
    await page.getByRole('tab', { name: 'Was wäre, wenn …' }).click()
    const closures = page.getByRole('region', { name: 'Wenn ein Ort schließt' })
    const first = closures.getByRole('listitem').first()
    await first.waitFor()
    const figures = await closures
      .getByRole('listitem')
      .locator('strong')
      .evaluateAll((list) => list.map((item) => Number((item.textContent ?? '').replace(/\D/g, ''))))
    expect(figures).toEqual([...figures].sort((a, b) => b - a))
    expect(figures[0]).toBeGreaterThan(100)
    await first.getByRole('button').first().click()
    await page.waitForURL('**at=**')
    await page
      .getByRole('region', { name: 'Orte, die mitgenutzt werden könnten' })
      .getByRole('listitem')
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('reaches a score over several kinds', async () => {
    const { page } = await visit(browser, '/r/demo')
    await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
    await page.getByRole('button', { name: /gut älter werden/ }).click()
    await expect
      .poll(() => page.locator('.answer').innerText(), soon)
      .toMatch(/liegt der 15-Minuten-Wert für Menschen ab 65 bei \d+ von 100, über 11 Arten/)
    await page.context().close()
  })
})

describe('someone without a mouse', () => {
  test('explains the cell in the middle of the map, reads why, and gets back', async () => {
    const { page, complaints } = await visit(browser, '/r/demo?at=11.2795,51.9,15')
    await mapIsIdle(page)
    await skipToMap(page)
    await pressByKeys(page, page.getByRole('region', { name: 'Karte', exact: true }))
    const panel = page.getByRole('region', { name: 'Warum dieser Wert?' })
    await panel.getByText('Die nächsten Einrichtungen').waitFor()
    expect(await panel.innerText()).toMatch(
      /\d+ Minuten bis zur nächsten Einrichtung: weiter als 10 Minuten, also eine Lücke\./,
    )
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('explain-title')
    await pressByKeys(page, page.getByRole('button', { name: 'Schließen' }))
    await panel.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('changes the walking time and what the colours show', async () => {
    const { page, complaints } = await visit(browser, '/r/demo')
    await mapIsIdle(page)
    const unserved = () => page.locator('.answer').innerText()
    const before = await unserved()
    await pressByKeys(page, page.getByRole('button', { name: '10 Minuten' }))
    const slider = page.getByRole('slider', { name: 'Längste Gehzeit' })
    await tabTo(page, slider)
    // As fast as keys repeat: no step is lost while the address follows.
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight')
    await expect.poll(() => slider.getAttribute('aria-valuetext'), soon).toBe('15 Minuten')
    await pressByKeys(page, page.getByRole('button', { name: 'Fertig' }))
    await expect.poll(unserved, soon).toMatch(/in 15 Minuten/)
    expect(await unserved()).not.toBe(before)
    expect(new URL(page.url()).searchParams.get('minutes')).toBe('15')

    await tabTo(page, page.getByRole('radio', { name: 'Gehzeit', exact: true }))
    await page.keyboard.press('ArrowRight')
    await page.getByText('Nicht versorgte Menschen je Zelle').first().waitFor()
    expect(await page.getByRole('radio', { name: 'Ohne Angebot' }).isChecked()).toBe(true)
    await mapIsIdle(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('finds every figure of the map in the table of cells', async () => {
    const { page } = await visit(browser, '/r/demo')
    await tabTo(page, page.getByRole('tab', { name: 'Gebiete' }))
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
    const table = page.getByRole('table', { name: /Bewohnte Zellen/ })
    await table.waitFor()
    await pressByKeys(page, table.getByRole('button').first())
    await page.getByRole('region', { name: 'Warum dieser Wert?' }).getByText('Menschen in dieser Zelle').waitFor()
    expect(new URL(page.url()).searchParams.get('cell')).toMatch(/^8a[0-9a-f]{13}$/)
    await page.context().close()
  })
})

describe('every page', () => {
  const plainPages = [
    ['what if', '/r/demo?list=whatif'],
    ['a district', '/r/demo/district/stadtteil/08'],
    ['data', '/r/demo/data'],
    ['method', '/about'],
    ['the link to a report that is not there', '/report/status'],
    ['the print page of a scenario that is not there', '/r/demo/report?scenario=0000000000000000'],
    ['a publication that is not there', '/r/demo/publish/0000000000000000'],
    ['the places of a provider', '/provider'],
    ['a region that is not there', '/r/nowhere'],
    ['a page that is not there', '/no/such/page'],
  ] as const
  test('is accessible in both themes, on a desk and on a phone', async () => {
    // The accessibility checker is a script that the page's own policy would refuse.
    const { page } = await visit(browser, '/r/demo', { bypassCSP: true })
    const check = (what: string) => expectAccessibleInEveryLook(page, what)
    await mapIsIdle(page)
    await check('the map')
    await page.getByRole('combobox', { name: 'Adresse oder Ort suchen' }).fill('xqzzv')
    await page
      .getByText(/nichts gefunden/i)
      .first()
      .waitFor()
    await check('a search without results')
    await page.getByRole('combobox', { name: 'Adresse oder Ort suchen' }).press('Escape')
    await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
    await check('the choice of kinds')
    await page.getByRole('button', { name: 'Kartenmitte erklären' }).click()
    await page.getByText('Menschen in dieser Zelle').waitFor()
    await check('an explained cell')
    for (const [what, path] of plainPages) {
      await page.goto(new URL(path, inject('address')).href)
      await page.locator('h1, [role=alert]').first().waitFor()
      await page.waitForLoadState('networkidle')
      await check(what)
      if (['a district', 'data', 'method'].includes(what)) await expectLargeTextFits(page, what)
    }
    const regions = await getJson<{ regions: object[] }>('/api/v1/regions')
    const others = [...regions.regions, { ...regions.regions[0], key: 'other', analysed: false }]
    await page.route('**/api/v1/regions', (route) => route.fulfill({ json: { ...regions, regions: others } }))
    await page.goto(new URL('/', inject('address')).href)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await check('the choice of a region')
    await page.context().close()
  }, 300_000)

  test('changes its language without a reload and remembers it', async () => {
    const { page } = await visit(browser, '/r/demo')
    await page.locator('.answer').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await expect
      .poll(() => page.locator('.answer').innerText(), soon)
      .toMatch(/can walk to a senior meeting place within 10 minutes/)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.goto(new URL('/about', inject('address')).href)
    await page.getByRole('heading', { level: 1, name: 'How does Nahraum compute?' }).waitFor()
    await page.context().close()
  })

  test('says what is wrong where a region or a page does not exist', async () => {
    const { page } = await visit(browser, '/r/nowhere')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/„nowhere“.*(\n.*)*Wo: \/api\/v1\/regions\/nowhere/)
    await page.goto(new URL('/no/such/page', inject('address')).href)
    await page.getByRole('heading', { name: 'Diese Seite gibt es nicht' }).waitFor()
    await page.context().close()
  })
})
