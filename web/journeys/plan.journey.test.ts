import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { DistrictResults, Effect, Region, Scenario } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, pressByKeys, skipToMap, tabTo, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const getJson = async <T>(path: string) => (await (await fetch(new URL(path, inject('address')))).json()) as T
const askEffect = async (modifications: readonly object[]) => {
  const question = {
    profile: '65plus', categoryIds: ['senior_meeting_place'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'stadtteil', minutes: 10,
  } // prettier-ignore
  const response = await fetch(new URL('/api/v1/regions/demo/what-if/effect', inject('address')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, after: { modifications } }),
  })
  return (await response.json()) as Effect
}
const balance = (page: Page) => page.getByRole('region', { name: 'Bilanz' })
const sentence = (page: Page) => balance(page).locator('.answer').innerText()
/** Figures of a row of the balance: before and after. */
async function figures(page: Page, row: string): Promise<string[]> {
  const cells = balance(page).getByRole('row', { name: row }).getByRole('cell')
  return (await cells.allInnerTexts()).slice(0, 2)
}
const toNumber = (text: string) => Number(text.replaceAll('.', '').replace(',', '.'))
const markers = (page: Page) => page.locator('[data-facility]')
/** An outlying part of the demo town without a meeting place near. */
const outskirts = '/r/demo/plan?at=11.2795,51.9,14.5'

describe('a planner tests a site', () => {
  test('places it with the mouse, drags it while the balance follows, and undoes everything', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, outskirts)
    await mapIsIdle(page)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute: .* versorgt \(Menschen ab 65\)$/)
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.mouse.click(1000, 480)
    await expect
      .poll(() => sentence(page), soon)
      .toMatch(/^\+[\d.]+ Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: \S/)
    const placed = await sentence(page)

    const box = (await markers(page).boundingBox())!
    await page.mouse.move(box.x + 18, box.y + 18)
    await page.mouse.down()
    const seen = new Set<string>()
    for (let step = 1; step <= 12; step++) {
      await page.mouse.move(box.x + 18 - step * 12, box.y + 18 + step * 4)
      await page.waitForTimeout(150)
      seen.add(await sentence(page))
    }
    expect(seen.size, 'balances seen while dragging').toBeGreaterThan(2)
    await page.mouse.up()
    await expect.poll(() => sentence(page), soon).not.toBe(placed)

    // What the page says is what the API answers for the same list.
    const draft = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
    const { modifications } = (JSON.parse(draft!) as { document: { modifications: object[] } }).document
    expect(modifications).toHaveLength(1)
    const { total } = await askEffect(modifications)
    await expect
      .poll(async () => (await figures(page, 'Versorgte Menschen')).map(toNumber), soon)
      .toEqual([Math.round(total.before.served), Math.round(total.after.served)])

    await page.keyboard.press('Control+z')
    await expect.poll(() => sentence(page), soon).toBe(placed)
    await page.keyboard.press('Control+z')
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute: /)
    expect(await markers(page).count()).toBe(0)
    // The baseline's values: those of the run.
    const region = await getJson<Region>('/api/v1/regions/demo')
    const run = region.runs.find((item) => item.profile === '65plus')
    const results = await getJson<DistrictResults>(
      `/api/v1/regions/demo/runs/${run?.id}/districts?categories=senior_meeting_place&group=65plus&minutes=10&level=stadtteil`,
    )
    const { total: today } = await askEffect([])
    expect([today.before, today.after]).toEqual([results.total, results.total])
    await page.getByRole('tab', { name: 'Gebiete' }).click()
    const net = await page.locator('tfoot td').first().innerText()
    expect(net).toBe('0')
    await page.keyboard.press('Control+y')
    await expect.poll(() => sentence(page), soon).toBe(placed)
    expect(foreignRequests, 'requests to other sites').toEqual([])
    expect(complaints, 'errors and warnings in the console').toEqual([])
    await page.context().close()
  })

  test('without a mouse: places it at the crosshair, moves it by arrow keys, saves it, and a colleague opens the link', async () => {
    const { page, complaints } = await visit(browser, outskirts)
    await mapIsIdle(page)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await skipToMap(page)
    await pressByKeys(page, page.getByRole('button', { name: 'Standort setzen' }))
    await pressByKeys(page, page.getByRole('region', { name: 'Karte', exact: true }))
    const marker = page.getByRole('button', { name: 'Neuer Standort Standort 1' })
    await marker.waitFor()
    await expect.poll(() => marker.evaluate((node) => node === document.activeElement), soon).toBe(true)
    await expect.poll(() => sentence(page), soon).toMatch(/^\+/)
    const readPosition = async () => {
      const text = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
      return (JSON.parse(text!) as { document: { modifications: { lng: number; lat: number }[] } }).document
        .modifications[0]
    }
    const before = await readPosition()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowUp')
    const after = await readPosition()
    const metres = (degrees: number) => degrees * 111_320
    expect(metres(after.lng - before.lng) * Math.cos((before.lat * Math.PI) / 180)).toBeCloseTo(30, 0)
    expect(metres(after.lat - before.lat)).toBeCloseTo(50, 0)

    await tabTo(page, page.getByRole('textbox', { name: 'Name des Szenarios' }))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('Treff am Rand')
    await pressByKeys(page, page.getByRole('button', { name: 'Speichern' }))
    await page.getByText('Gespeichert, Version 1').waitFor()
    await page.waitForURL(/scenario=[0-9a-f]{16}/)
    const said = await sentence(page)
    const id = new URL(page.url()).searchParams.get('scenario')
    const stored = await getJson<Scenario>(`/api/v1/regions/demo/scenarios/${id}`)
    expect(stored.modifications).toMatchObject([{ kind: 'add-facility', lng: after.lng, lat: after.lat }])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])

    const colleague = await visit(browser, new URL(page.url()).pathname + new URL(page.url()).search)
    await expect.poll(() => sentence(colleague.page), soon).toBe(said)
    expect(await colleague.page.getByRole('textbox', { name: 'Name des Szenarios' }).inputValue()).toBe('Treff am Rand')
    expect([...complaints, ...colleague.complaints]).toEqual([])
    await colleague.page.context().close()
    await page.context().close()
  })

  test('finds what was not saved again after a reload, and gives it up', async () => {
    const { page } = await visit(browser, outskirts)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^\+/)
    await page.reload()
    await page.getByText('Nicht gespeicherte Änderungen vom letzten Mal sind wieder da.').waitFor()
    await expect.poll(() => sentence(page), soon).toMatch(/^\+/)
    await page.getByRole('button', { name: 'Verwerfen' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await page.context().close()
  })

  test('is told that a colleague has saved meanwhile, and both lists are kept', async () => {
    const first = await visit(browser, outskirts)
    await mapIsIdle(first.page)
    await first.page.getByRole('button', { name: 'Standort setzen' }).click()
    await first.page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await first.page.getByRole('textbox', { name: 'Name des Szenarios' }).fill('Zu zweit')
    await first.page.getByRole('button', { name: 'Speichern' }).click()
    await first.page.getByText('Gespeichert, Version 1').waitFor()
    await first.page.waitForURL(/scenario=/)
    const { pathname, search } = new URL(first.page.url())
    const second = await visit(browser, pathname + search, { bypassCSP: true })
    // Both see the first version before either saves.
    await mapIsIdle(second.page)
    await second.page.getByText('Gespeichert, Version 1').waitFor()
    for (const { page } of [first, second]) {
      await mapIsIdle(page)
      await page.getByRole('button', { name: 'Standort setzen' }).click()
      await page.mouse.click(950, 420)
      await page.getByRole('button', { name: 'Speichern' }).click()
    }
    await second.page.getByRole('alertdialog', { name: /Jemand anderes/ }).waitFor()
    await expectAccessibleInEveryLook(second.page, 'a conflict')
    await second.page.getByRole('button', { name: 'Zusammenführen und speichern (3)' }).click()
    await second.page.getByText('Gespeichert, Version 3').waitFor()
    expect(await markers(second.page).count()).toBe(3)
    await first.page.context().close()
    await second.page.context().close()
  })
})

describe('a planner changes what exists', () => {
  test('closes a place from the list and sees who loses', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/plan')
    await mapIsIdle(page)
    await page.getByText('Bestehende Orte als Liste').click()
    const first = page.locator('.places').getByRole('button').first()
    const hasFocus = (wanted: Locator) => wanted.evaluate((node) => node === document.activeElement)
    await first.press('Enter')
    // The card's own button is no second "close the place", and leads back to where it came from.
    await page.getByRole('button', { name: 'Angaben schließen' }).press('Enter')
    await expect.poll(() => hasFocus(first), soon).toBe(true)
    await first.press('Enter')
    await page.getByRole('button', { name: 'Ort schließen' }).press('Enter')
    // The button is gone, the focus is not.
    await expect.poll(() => hasFocus(page.locator('#selection-title')), soon).toBe(true)
    await expect
      .poll(() => sentence(page), soon)
      .toMatch(/^−[\d.]+ Menschen ab 65 in 10 Minuten versorgt; größter Verlust: \S/)
    await page.getByRole('tab', { name: 'Zellen' }).click()
    await page
      .getByRole('table', { name: /Zellen vorher und nachher/ })
      .getByText('nicht mehr versorgt')
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Wieder öffnen' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    // What scrolls is the panel; below the page there is nothing.
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('moves a place without dragging: select, then the target', async () => {
    const { page } = await visit(browser, '/r/demo/plan')
    await mapIsIdle(page)
    await page.getByText('Bestehende Orte als Liste').click()
    await page.locator('.places').getByRole('button').first().click()
    await page.getByRole('button', { name: 'Verschieben', exact: true }).click()
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await page.getByText('Ort verschoben').first().waitFor()
    await expect.poll(() => sentence(page), soon).not.toMatch(/^Heute/)
    await page.getByRole('button', { name: 'Alles zurück zum heutigen Stand' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await page.context().close()
  })

  test('draws new housing by corners at the crosshair, with keys only', async () => {
    const { page } = await visit(browser, outskirts)
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Mehr', exact: true }).press('Enter')
    await page.getByRole('button', { name: /Neue Wohnungen zeichnen/ }).press('Enter')
    const map = page.getByRole('region', { name: 'Karte', exact: true })
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await map.focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press(key)
      await mapIsIdle(page)
      await page.waitForTimeout(500)
    }
    await page.getByRole('button', { name: 'Fläche fertig' }).press('Enter')
    const card = page.getByRole('region', { name: 'Wohngebiet 1' })
    await card.getByRole('spinbutton', { name: 'Alle' }).first().fill('1000')
    await card.getByRole('button', { name: 'Gruppen wie in der ganzen Region' }).press('Enter')
    await page.getByRole('tab', { name: 'Gruppen' }).click()
    await expect
      .poll(async () => (await askEffect(await draftOf(page))).total.after.people, soon)
      .toBeGreaterThan((await askEffect([])).total.before.people + 100)
    await page.context().close()
  })
})

const draftOf = async (page: Page) => {
  const text = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
  return (JSON.parse(text!) as { document: { modifications: object[] } }).document.modifications
}

describe('the planner’s page', () => {
  let longest: Scenario
  beforeAll(async () => {
    const response = await fetch(new URL('/api/v1/regions/demo/scenarios', inject('address')), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(120), description: 'Sehr lang. '.repeat(300), modifications: [] }),
    })
    longest = (await response.json()) as Scenario
  })
  afterAll(async () => {
    await fetch(new URL(`/api/v1/regions/demo/scenarios/${longest.id}`, inject('address')), { method: 'DELETE' })
  })

  test('is accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, outskirts, { bypassCSP: true })
    await mapIsIdle(page)
    const check = (what: string) => expectAccessibleInEveryLook(page, what)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await check('the empty plan')
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await check('a tool in hand')
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^\+/)
    await check('a placed site with its card')
    await page.getByRole('button', { name: 'Angaben schließen' }).click()
    for (const tab of ['Gebiete', 'Gruppen', 'Zellen']) {
      await page.getByRole('tab', { name: tab }).click()
      await check(`the tab ${tab}`)
    }
    await page.getByRole('button', { name: 'Szenarien', exact: true }).click()
    await page.getByRole('heading', { name: 'Szenarien' }).waitFor()
    await page.getByRole('button', { name: longest.name, exact: true }).waitFor()
    await check('the list of scenarios')
    await page.context().close()
  }, 240_000)

  test('on a phone a site is placed and dragged with a finger', async () => {
    const { page, complaints } = await visit(browser, outskirts, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Standort setzen' }).tap()
    await page.touchscreen.tap(200, 300)
    await markers(page).waitFor()
    await page.getByRole('button', { name: 'Angaben schließen' }).tap()
    const at = (await markers(page).boundingBox())!
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    await touch('touchStart', at.x + 18, at.y + 18)
    for (let i = 1; i <= 8; i++) await touch('touchMove', at.x + 18 + i * 8, at.y + 18 - i * 4)
    await touch('touchEnd', 0, 0)
    const moved = (await markers(page).boundingBox())!
    expect(moved.x - at.x).toBeCloseTo(64, -1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
