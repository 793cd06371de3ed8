import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Isochrone } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const card = (page: Page) => page.getByRole('region', { name: 'Gehzeit-Gebiet', exact: true })
const answer = (page: Page) => card(page).getByText(/^In [\d]+ Minuten: [\d.]+ Menschen\.$/)
const query = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const toNumber = (text: string) => Number(text.replaceAll('.', ''))
/** People of the first row of the table. */
const everybody = async (page: Page) =>
  (
    await card(page)
      .getByRole('row', { name: /^alle Menschen/ })
      .getByRole('cell')
      .allInnerTexts()
  ).map(toNumber)
async function ask(parameters: string): Promise<Isochrone> {
  const response = await fetch(new URL(`/api/v1/regions/demo/isochrone?${parameters}`, inject('address')))
  return (await response.json()) as Isochrone
}
const weststadt = '/r/demo?at=11.2795,51.9,14'

describe('somebody asks how far a walk leads', () => {
  test('with the mouse: button, click, other times, another profile beside it, files, and the link', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, weststadt)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Gehzeit-Gebiet', exact: true }).click()
    await card(page).getByText('Noch kein Punkt gewählt').waitFor()
    await page.mouse.click(700, 450)
    await answer(page).waitFor()
    const [lng, lat] = query(page, 'reach')!.split(',')
    const expected = await ask(`lng=${lng}&lat=${lat}&profile=65plus&minutes=5,10,15`)
    expect(await everybody(page)).toEqual(
      expected.features.toReversed().map(({ properties }) => Math.round(properties.people.all)),
    )

    await card(page).getByRole('button', { name: '10 Minuten' }).click()
    await card(page).getByRole('button', { name: '30 Minuten' }).click()
    await answer(page).filter({ hasText: 'In 30 Minuten' }).waitFor()
    await card(page).getByRole('combobox', { name: 'Vergleichen mit' }).selectOption({ label: 'Mit Rollator' })
    await card(page)
      .getByText(/zeigt die Karte nur die längste Zeit/)
      .waitFor()
    await card(page)
      .getByRole('row', { name: /^Mit Rollator/ })
      .first()
      .waitFor()
    expect([query(page, 'reach-minutes'), query(page, 'reach-versus')]).toEqual(['5,15,30', 'rollator'])

    const download = page.waitForEvent('download')
    await card(page).getByRole('link', { name: 'Gebiet (GeoJSON)' }).first().click()
    expect((await download).suggestedFilename()).toBe('demo-isochrone-65plus-from-5-15-30min.geojson')
    const csv = await card(page).getByRole('link', { name: 'Tabelle (CSV)' }).last().getAttribute('href')
    const table = await (await fetch(new URL(csv!, inject('address')))).text()
    expect(table).toMatch(/^Gehprofil;Richtung;Minuten;Gruppe;Menschen/)

    const figures = await card(page).getByRole('table').innerText()
    const { pathname, search } = new URL(page.url())
    const colleague = await visit(browser, pathname + search)
    await expect.poll(() => card(colleague.page).getByRole('table').innerText(), soon).toBe(figures)
    // Another point by a click: the card stays and shows that one.
    await mapIsIdle(page)
    await page.mouse.click(640, 520)
    await expect.poll(() => query(page, 'reach'), soon).not.toBe(`${lng},${lat}`)
    await expect.poll(() => card(page).getByRole('table').innerText(), soon).not.toBe(figures)
    await card(page).getByRole('button', { name: 'Schließen' }).click()
    await expect.poll(() => query(page, 'reach')).toBeNull()
    expect([...foreignRequests, ...colleague.foreignRequests]).toEqual([])
    expect([...complaints, ...colleague.complaints]).toEqual([])
    await colleague.page.context().close()
    await page.context().close()
  })

  test('with keys only: the crosshair, a search, and the places of the explanation', async () => {
    const { page, complaints } = await visit(browser, weststadt)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Gehzeit-Gebiet', exact: true }).press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('isochrone-title')
    const map = page.getByRole('region', { name: 'Karte', exact: true })
    await map.focus()
    await page.keyboard.press('Enter')
    await answer(page).waitFor()
    const first = query(page, 'reach')
    expect(await map.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(600)
    await mapIsIdle(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => query(page, 'reach'), soon).not.toBe(first)

    await page.getByRole('combobox', { name: 'Adresse oder Ort suchen' }).fill('Apotheke')
    await page.keyboard.press('Enter')
    await expect.poll(() => query(page, 'reach'), soon).toMatch(/^place:/)
    await card(page).getByRole('radio', { name: 'Von wo kommt man hierher?', checked: true }).waitFor()
    await answer(page).waitFor()
    await card(page).getByRole('button', { name: 'Schließen' }).press('Enter')
    await expect.poll(() => query(page, 'reach'), soon).toBeNull()

    await map.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Gehzeit-Gebiet von hier' }).press('Enter')
    await answer(page).waitFor()
    expect(query(page, 'reach')).toMatch(/^11\.\d+,51\.\d+$/)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('is told why there is none, and taken to the nearest street', async () => {
    const { page } = await visit(browser, '/r/demo?reach=2.35,48.85')
    await card(page).getByText('Bis dorthin reichen die Straßendaten nicht.', { exact: false }).waitFor()
    // The middle of a field, between the villages.
    await page.goto(new URL('/r/demo?reach=11.2405,51.9265', inject('address')).href)
    await card(page).getByRole('heading', { name: 'Hier beginnt kein Weg' }).waitFor()
    await card(page)
      .getByRole('button', { name: /Nächste nutzbare Straße nehmen/ })
      .click()
    await answer(page).waitFor()
    await page.goto(new URL('/r/demo?reach=place:osm/node/7', inject('address')).href)
    await card(page).getByText('Diesen Ort gibt es hier nicht oder nicht mehr.', { exact: false }).waitFor()
    await page.context().close()
  })
})

describe('a planner asks who reaches a site', () => {
  test('of a scenario: the area follows the position that is planned', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/plan?at=11.2795,51.9,14.5')
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    const selection = page.getByRole('region', { name: 'Standort 1' })
    await selection.getByRole('button', { name: 'Gehzeit-Gebiet' }).click()
    await answer(page).waitFor()
    await card(page).getByText('Standort 1', { exact: true }).waitFor()
    await card(page)
      .getByText(/Gerechnet für den Standort im Szenario/)
      .waitFor()
    expect(query(page, 'reach')).toMatch(/^place:scenario\//)
    const before = await card(page).getByRole('table').innerText()

    const marker = page.locator('[data-facility]')
    await marker.focus()
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('region', { name: 'Standort 1' }).getByRole('button', { name: 'Gehzeit-Gebiet' }).click()
    await expect.poll(() => card(page).getByRole('table').innerText(), soon).not.toBe(before)
    const { modifications } = JSON.parse((await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new')))!)
      .document as { modifications: { lng: number; lat: number }[] }
    const [{ lng, lat }] = modifications
    const { features } = await ask(`lng=${lng}&lat=${lat}&profile=65plus&minutes=5,10,15&direction=to`)
    expect(await everybody(page)).toEqual(
      features.toReversed().map(({ properties }) => Math.round(properties.people.all)),
    )

    // A new way through the quarter: the area counts it, as the server does for the same draft.
    await page.getByRole('button', { name: 'Mehr', exact: true }).click()
    await page.getByRole('button', { name: /^Neuen Weg zeichnen/ }).click()
    for (const [x, y] of [[620, 300], [900, 460], [1180, 700]] as const) await page.mouse.click(x, y) // prettier-ignore
    await page.getByRole('button', { name: 'Weg fertig' }).click()
    const selected = page.locator('section[aria-labelledby="selection-title"]')
    await selected.getByText('Neuer Weg', { exact: true }).first().waitFor()
    await selected.getByRole('button', { name: 'Schließen' }).click()
    const draft = JSON.parse((await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new')))!).document as { modifications: { id: string; kind: string }[] } // prettier-ignore
    expect(draft.modifications.map(({ kind }) => kind)).toEqual(['add-facility', 'add-path'])
    const planned = await fetch(new URL('/api/v1/regions/demo/isochrone', inject('address')), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ facility: `scenario/${draft.modifications[0].id}`, profile: '65plus', modifications: draft.modifications }), // prettier-ignore
    })
    const reached = (await planned.json()) as Isochrone
    expect(reached.features[0].properties.streetKilometres).toBeGreaterThan(features[0].properties.streetKilometres)
    await card(page).getByText('Das Gebiet gilt, wie das Szenario es plant', { exact: false }).waitFor()
    await expect.poll(() => everybody(page), soon).toEqual(reached.features.toReversed().map(({ properties }) => Math.round(properties.people.all))) // prettier-ignore
    const download = page.waitForEvent('download')
    await card(page).getByRole('button', { name: 'Tabelle (CSV)' }).click()
    expect((await download).suggestedFilename()).toBe('demo-isochrone-scenario-65plus-to-5-10-15min.csv')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the card of a walking area', () => {
  test('is accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, '/r/demo?reach=open', { bypassCSP: true })
    const check = (what: string) => expectAccessibleInEveryLook(page, what)
    await card(page).waitFor()
    await check('a point to be chosen')
    await card(page).getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await answer(page).waitFor()
    await check('a walking area')
    await card(page).getByRole('combobox', { name: 'Vergleichen mit' }).selectOption({ label: 'Mit Rollator' })
    await card(page)
      .getByRole('row', { name: /^Mit Rollator/ })
      .first()
      .waitFor()
    await card(page).getByText('Quellen und Stand').click()
    await check('two profiles compared')
    await page.goto(new URL('/r/demo/plan?reach=2.35,48.85', inject('address')).href)
    await card(page).getByText('Außerhalb der Region').waitFor()
    await check('no area, in the planner')
    await page.context().close()
  }, 240_000)

  test('on a phone is opened and moved with a finger', async () => {
    const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const { page, complaints } = await visit(browser, weststadt, options)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Gehzeit-Gebiet', exact: true }).tap()
    await card(page).waitFor()
    await page.touchscreen.tap(200, 240)
    await answer(page).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
