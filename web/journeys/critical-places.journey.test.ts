import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ClosureCheck, Effect } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const question = {
  profile: '65plus', categoryIds: ['pharmacy'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'stadtteil', minutes: 15,
} // prettier-ignore
async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(new URL(`/api/v1/regions/demo/what-if/${path}`, inject('address')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, ...body }),
  })
  return (await response.json()) as T
}
const closures = (page: Page) => page.getByRole('region', { name: 'Wenn ein Ort schließt' })
const rows = (page: Page) => closures(page).locator('[data-place]')
const chosen = (page: Page) => closures(page).locator('[aria-current="true"]')
const sentence = (page: Page) => page.getByRole('region', { name: 'Bilanz' }).locator('.answer').innerText()
const draftOf = async (page: Page) => {
  const text = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
  return text === null
    ? []
    : (JSON.parse(text) as { document: { modifications: { kind: string; facilityId: string }[] } }).document
        .modifications
}
const german = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 })

describe('somebody asks which pharmacy would be missed most', () => {
  test('points in the list and on the map, and tries the closure in the planner', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, '/r/demo?what=pharmacy&list=whatif')
    await mapIsIdle(page)
    const check = await post<ClosureCheck>('closures', {})
    const [worst] = check.rows
    await rows(page).first().waitFor()
    expect(await rows(page).first().getAttribute('data-place')).toBe(worst.facilityId)
    expect(await rows(page).first().innerText()).toContain(`${german.format(worst.losing)} Menschen ohne Angebot`)

    // On the map: where the place stands. The pointer there marks its row, a click chooses it.
    await closures(page).getByRole('button', { name: worst.name!, exact: true }).click()
    await page.waitForTimeout(500)
    await mapIsIdle(page)
    expect(await chosen(page).innerText()).toBe(worst.name)
    const box = (await page.locator('.maplibregl-canvas').boundingBox())!
    await page.mouse.move(box.x + 40, box.y + box.height / 2)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(() => rows(page).first().getAttribute('class'), soon).toMatch(/hovered/)
    await page.mouse.move(box.x + 40, box.y + box.height / 2)
    await expect.poll(() => rows(page).first().getAttribute('class'), soon).not.toMatch(/hovered/)
    await closures(page).getByRole('button', { name: check.rows[1].name!, exact: true }).click()
    expect(await chosen(page).innerText()).toBe(check.rows[1].name)
    await page.waitForTimeout(500)
    await mapIsIdle(page)

    await closures(page)
      .getByRole('link', { name: `Schließung durchspielen – ${worst.name}` })
      .click()
    await page.waitForURL(/\/plan\?/)
    await page.getByText(`Durchgespielt wird: ${worst.name} schließt.`, { exact: false }).waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('try'), soon).toBeNull()
    await expect.poll(async () => (await draftOf(page)).length, soon).toBe(1)
    const modifications = await draftOf(page)
    expect(modifications).toMatchObject([{ kind: 'close-facility', facilityId: worst.facilityId }])
    const { total } = await post<Effect>('effect', { after: { modifications } })
    expect(total.lost).toBeCloseTo(worst.losing, 6)
    await expect
      .poll(() => sentence(page), soon)
      .toContain(`−${german.format(total.before.served - total.after.served)} Menschen ab 65`)
    // A reload does not close it again, and undo gives today.
    await page.reload()
    await page.getByText('Nicht gespeicherte Änderungen vom letzten Mal sind wieder da.').waitFor()
    expect(await draftOf(page)).toHaveLength(1)
    expect(complaints).toEqual([])
    expect(foreignRequests).toEqual([])
    await page.context().close()
  })

  test('clicks a diamond on the map: its row is chosen, not the cell explained', async () => {
    const { rows: places } = await post<ClosureCheck>('closures', {})
    const { lng, lat, name } = places[0]
    const { page } = await visit(browser, `/r/demo?what=pharmacy&list=whatif&at=${lng.toFixed(5)},${lat.toFixed(5)},14`)
    await mapIsIdle(page)
    await rows(page).first().waitFor()
    await mapIsIdle(page)
    const box = (await page.locator('.maplibregl-canvas').boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(() => chosen(page).innerText(), soon).toBe(name)
    expect(new URL(page.url()).searchParams.get('cell')).toBeNull()
    await page.context().close()
  })
})

describe('a planner checks closures over a plan', () => {
  test('with keys only: closes one after the other, and takes the last one back', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/plan?what=pharmacy&panel=check')
    await mapIsIdle(page)
    const [worst] = (await post<ClosureCheck>('closures', {})).rows
    await page.getByRole('button', { name: `${worst.name} schließen` }).press('Enter')
    await page.getByText(`${worst.name} ist jetzt im Szenario geschlossen.`).waitFor()
    await expect.poll(() => sentence(page), soon).toMatch(/^−/)
    const side = { modifications: await draftOf(page) }
    const [next] = (await post<ClosureCheck>('closures', { side })).rows
    await expect.poll(() => rows(page).first().getAttribute('data-place'), soon).toBe(next.facilityId)
    expect(await rows(page).first().innerText()).toContain(german.format(next.losing))
    await page.getByRole('button', { name: `${next.name} schließen` }).press('Enter')
    await page.getByText(`${next.name} ist jetzt im Szenario geschlossen.`).waitFor()
    await page.getByRole('button', { name: 'Rückgängig', exact: true }).last().press('Enter')
    await expect.poll(async () => (await draftOf(page)).map(({ facilityId }) => facilityId), soon).toEqual([worst.facilityId]) // prettier-ignore
    await expect.poll(() => rows(page).first().getAttribute('data-place'), soon).toBe(next.facilityId)
    await page.getByRole('tab', { name: 'Änderungen (1)' }).press('Enter')
    await page.getByText('Ort geschlossen').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('opens a place of another kind to the need', async () => {
    const { page } = await visit(browser, '/r/demo/plan?panel=check')
    await mapIsIdle(page)
    const shared = page.getByRole('region', { name: 'Orte, die mitgenutzt werden könnten' })
    await shared
      .getByRole('button', { name: / öffnen$/ })
      .first()
      .click()
    await page.getByText(/ist jetzt im Szenario dafür geöffnet/).waitFor()
    await expect.poll(() => sentence(page), soon).toMatch(/^\+[\d.]+ Menschen ab 65/)
    await page.context().close()
  })
})

describe('critical places', () => {
  test('are accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, '/r/demo?list=whatif', { bypassCSP: true })
    const check = (what: string) => expectAccessibleInEveryLook(page, what)
    await rows(page).first().waitFor()
    await rows(page).first().getByRole('button').first().click()
    await check('the map page')
    await page.goto(new URL('/r/demo/plan?panel=check', inject('address')).href)
    await rows(page).first().waitFor()
    await check('the planner')
    await rows(page)
      .first()
      .getByRole('button', { name: / schließen$/ })
      .click()
    await page.getByText(/ist jetzt im Szenario geschlossen/).waitFor()
    await check('the planner after a closure')
    await page.context().close()
  }, 240_000)
})
