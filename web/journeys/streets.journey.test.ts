import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectReflow, launch, mapIsIdle, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 30_000 }
const balance = (page: Page) => page.getByRole('region', { name: 'Bilanz' })
const sentence = (page: Page) => balance(page).locator('.answer').innerText()
const more = (page: Page) => page.getByRole('button', { name: 'Mehr', exact: true })
const card = (page: Page) => page.locator('section[aria-labelledby="selection-title"]')
interface Drafted {
  readonly kind: string
  readonly wayId?: number
  readonly line?: readonly (readonly [number, number])[]
}
async function draft(page: Page): Promise<readonly Drafted[]> {
  const text = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
  return text === null ? [] : (JSON.parse(text) as { document: { modifications: Drafted[] } }).document.modifications
}
const plan = '/r/demo/plan?at=11.2795,51.9,14.5'

describe('a planner changes the streets', () => {
  test('draws a path with the mouse, sees who gains, and undoes it', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, plan)
    await mapIsIdle(page)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await more(page).click()
    await page.getByRole('button', { name: /^Neuen Weg zeichnen/ }).click()
    for (const [x, y] of [[620, 300], [900, 460], [1180, 700]] as const) await page.mouse.click(x, y) // prettier-ignore
    await page.getByRole('button', { name: 'Weg fertig' }).click()
    await card(page).getByText('Neuer Weg', { exact: true }).first().waitFor()
    const [path] = await draft(page)
    expect(path.kind).toBe('add-path')
    expect(path.line).toHaveLength(3)
    await expect.poll(() => balance(page).innerText(), soon).toMatch(/nachher/)
    await page.getByText('Geänderte Wege').waitFor()
    await card(page).getByLabel('Name des Weges').fill('Uferweg')
    await page.getByRole('tab', { name: /Änderungen/ }).click()
    await page.getByRole('button', { name: /Uferweg/ }).first().waitFor() // prettier-ignore
    await card(page).getByRole('radio', { name: /Neue Treppe/ }).check() // prettier-ignore
    await expect.poll(async () => (await draft(page))[0], soon).toMatchObject({ way: 'steps' })
    for (let step = 0; step < 4 && (await draft(page)).length > 0; step++) await page.keyboard.press('Control+z')
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    expect(await page.getByText('Geänderte Wege').count()).toBe(0)
    expect(foreignRequests, 'requests to other sites').toEqual([])
    expect(complaints, 'errors and warnings in the console').toEqual([])
    await page.context().close()
  })

  test('without a mouse: closes the street at the crosshair, and makes it barrier-free instead', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/plan?at=11.2795,51.9,17')
    await mapIsIdle(page)
    // Somewhere on a street: the API names the one that is nearest to the middle of a wide search.
    const address = page.url()
    const street = await page.evaluate(async () => {
      for (let ring = 0; ring < 60; ring++) {
        const [lng, lat] = [11.2795 + (ring % 8) * 0.0004, 51.9 + Math.floor(ring / 8) * 0.0003]
        const response = await fetch(`/api/v1/regions/demo/street?lng=${lng}&lat=${lat}`)
        const found = ((await response.json()) as { street: { wayId: number; lng: number; lat: number } | null }).street
        if (found) return found
      }
      return null
    })
    expect(street).not.toBeNull()
    await page.goto(address.replace(/at=[^&]+/, `at=${street!.lng.toFixed(5)},${street!.lat.toFixed(5)},17`))
    await mapIsIdle(page)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    const takeTool = async (name: RegExp) => {
      await more(page).press('Enter')
      await page.getByRole('button', { name }).press('Enter')
      await page.getByRole('region', { name: 'Karte', exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    await takeTool(/^Straße sperren/)
    await card(page).getByText('Straße gesperrt').waitFor()
    await expect.poll(async () => (await draft(page)).map(({ kind }) => kind), soon).toEqual(['close-street'])
    await page.getByText('Gesperrt', { exact: true }).waitFor()
    await card(page).getByRole('button', { name: 'Diese Änderung löschen' }).press('Enter')
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await takeTool(/^Abschnitt barrierefrei machen/)
    await card(page).getByText('Barrierefrei gemacht').waitFor()
    expect((await draft(page)).map(({ kind }) => kind)).toEqual(['make-barrier-free'])
    expect(complaints, 'errors and warnings in the console').toEqual([])
    await page.context().close()
  })

  test('a click where there is no street says so and keeps the tool in hand', async () => {
    const { page } = await visit(browser, '/r/demo/plan?at=11.2795,51.9,14.5')
    await mapIsIdle(page)
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute/)
    await page.route('**/regions/demo/street?*', (route) => route.fulfill({ json: { street: null, kerb: null } }))
    await more(page).click()
    await page.getByRole('button', { name: /^Bordstein absenken/ }).click()
    await page.mouse.click(1000, 480)
    await page.getByText(/kein hoher Bordstein verzeichnet/).waitFor()
    expect(await draft(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.context().close()
  })

  test.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)('has no detectable barrier: %s, %i px', async (colorScheme, width) => {
    const { page } = await visit(browser, plan, { colorScheme, viewport: { width, height: 800 } })
    await mapIsIdle(page)
    await more(page).click()
    await expectAccessible(page, 'the menu of tools')
    await page.getByRole('button', { name: /^Neue Brücke zeichnen/ }).click()
    await page.getByRole('button', { name: 'Ecke in der Kartenmitte' }).click()
    await page.getByRole('region', { name: 'Karte', exact: true }).focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(300)
    await page.getByRole('button', { name: 'Ecke in der Kartenmitte' }).click()
    await page.getByRole('button', { name: 'Weg fertig' }).click()
    await card(page).getByLabel('Name des Weges').waitFor()
    await expectAccessible(page, 'a new bridge')
    await expectReflow(page, 'a new bridge')
    await page.context().close()
  })
})
