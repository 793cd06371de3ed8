import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Effect, JobBody, Modification, Scenario, SitingAnswer } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const root = fileURLToPath(new URL('../..', import.meta.url))
const soon = { timeout: 30_000 }
/** A search with its proof takes seconds on the demo town; the machine may be busy. */
const search = { timeout: 90_000 }

async function getJson<T>(address: string, body?: object): Promise<T> {
  const init = body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return (await (await fetch(new URL(address, inject('address')), init)).json()) as T
}
/** The answer to the search that the page shows, as the server has it. */
async function answerOf(page: Page): Promise<SitingAnswer> {
  const id = new URL(page.url()).searchParams.get('job')
  return (await getJson<JobBody>(`/api/v1/jobs/${id}`)).result as unknown as SitingAnswer
}
const markers = (page: Page) => page.locator('.markers button')
const table = (page: Page) => page.getByRole('table', { name: 'Standorte', exact: true })
/** Waits for the end of a search; the sentence about its proof. */
async function proof(page: Page): Promise<string> {
  const said = page.locator('.proof')
  await said.waitFor(search)
  await page.getByRole('tab', { name: 'Ergebnis', exact: true }).waitFor(search)
  return said.innerText()
}

describe('a planner asks for the three best sites', () => {
  test('with the mouse, looks at the answer, and takes it into a scenario', async () => {
    const { page, complaints } = await visit(browser, '/r/demo')
    await mapIsIdle(page)
    await page.getByRole('tab', { name: 'Lücken' }).click()
    await page.getByRole('link', { name: 'Wo fehlt ein Ort? Beste Standorte suchen' }).click()
    await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
    expect(await proof(page)).toBe('Bewiesen: Besser geht es mit 3 neuen Orten nicht.')
    const answer = await answerOf(page)
    const solution = answer.solution!
    expect(await markers(page).count()).toBe(3)
    expect(await table(page).locator('tbody tr').count()).toBe(3)
    const people = Math.round(solution.served).toLocaleString('de-DE')
    await page.getByText(new RegExp(`^Mit 3 neuen Orten erreichen ${people} Menschen ab 65`)).waitFor()

    // The marker and its row are one.
    await page.getByRole('button', { name: /^Standort 2: / }).click()
    expect(await table(page).locator('tbody tr').nth(1).getByRole('button').getAttribute('aria-pressed')).toBe('true')
    await page.getByText('Kurve als Tabelle').click()
    const rows = page.getByRole('table', { name: 'Menschen versorgt gegen Zahl der Orte' }).locator('tbody tr')
    expect(await rows.count()).toBe(answer.curve.length)

    await page.getByRole('button', { name: 'Als Szenario öffnen' }).click()
    await page.waitForURL(/\/r\/demo\/plan\?.*scenario=[0-9a-f]{16}/)
    const balance = page.getByRole('region', { name: 'Bilanz' }).getByRole('status')
    const gained = Math.round(solution.gained).toLocaleString('de-DE')
    await expect
      .poll(() => balance.innerText(), soon)
      .toMatch(new RegExp(`^\\+${gained.replace('.', '\\.')} Menschen ab 65`))
    const id = new URL(page.url()).searchParams.get('scenario')
    const stored = await getJson<Scenario>(`/api/v1/regions/demo/scenarios/${id}`)
    expect(stored.modifications).toMatchObject(
      solution.sites.map(({ lng, lat }) => ({ kind: 'add-facility', lng, lat })),
    )
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('with keys only, outside a forbidden area that was drawn at the crosshair', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/sites')
    await mapIsIdle(page)
    await page.locator('summary', { hasText: 'Wo dürfen Orte liegen?' }).press('Enter')
    await page.getByRole('button', { name: 'Sperrfläche zeichnen' }).press('Enter')
    const map = page.getByRole('region', { name: 'Karte', exact: true })
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await map.focus()
      await page.keyboard.press('Enter')
      for (let i = 0; i < 2; i++) await page.keyboard.press(key)
      await mapIsIdle(page)
      await page.waitForTimeout(500)
    }
    await page.getByRole('button', { name: 'Fläche fertig' }).press('Enter')
    await page.waitForURL(/without=/)
    const corner = page.getByRole('button', { name: 'Sperrfläche 1, Ecke 1' })
    const before = (await corner.boundingBox())!
    await corner.focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(async () => (await corner.boundingBox())!.x, soon).toBeLessThan(before.x)
    await page.getByRole('button', { name: /neue Ecke nach Ecke 2/ }).press('Enter')
    await page.getByText('4 Ecken').waitFor()

    await page.getByRole('button', { name: 'Beste Standorte suchen' }).press('Enter')
    await proof(page)
    const { solution } = await answerOf(page)
    const asked = await page.evaluate(() => new URLSearchParams(location.search).get('without'))
    expect(asked).not.toBeNull()
    expect(solution!.sites).toHaveLength(3)
    await markers(page).nth(1).focus()
    await page.keyboard.press('Enter')
    expect(await table(page).locator('tbody tr').nth(1).getByRole('button').getAttribute('aria-pressed')).toBe('true')

    // A colleague opens the link: the same drawing, the same answer, nothing is searched again.
    const colleague = await visit(browser, page.url())
    await colleague.page.locator('.proof').waitFor(soon)
    expect(await colleague.page.locator('.sentence').first().innerText()).toBe(
      await page.locator('.statement .sentence').innerText(),
    )
    expect(await table(colleague.page).locator('tbody tr').count()).toBe(3)
    await colleague.page.getByRole('tab', { name: 'Frage' }).click()
    await colleague.page.getByText('ohne eine Sperrfläche').waitFor()
    expect([...complaints, ...colleague.complaints]).toEqual([])
    await colleague.page.context().close()
    await page.context().close()
  })

  test('and looks at another choice that is almost as good', async () => {
    const { page } = await visit(browser, '/r/demo/sites')
    await mapIsIdle(page)
    await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
    await proof(page)
    const answer = await answerOf(page)
    expect(answer.alternatives.length).toBeGreaterThan(0)
    const effectOf = async (modifications: Modification[]) =>
      (
        await getJson<Effect>('/api/v1/regions/demo/what-if/effect', {
          question: answer.question,
          after: { modifications },
        })
      ).total
    await page.getByRole('radio', { name: /Möglichkeit 1/ }).click()
    await page.getByText(/^Eine der fast gleich guten Möglichkeiten/).waitFor()
    const other = answer.alternatives[0]
    expect(await markers(page).count()).toBe(other.sites.length)
    // The figures of the page are those of the what-if.
    const categoryIds = answer.question.categoryIds
    const { after } = await effectOf(
      other.sites.map(({ lng, lat }, i) => ({ id: `s${i}`, kind: 'add-facility', lng, lat, name: '', categoryIds })),
    )
    expect(after.served).toBe(other.served)
    const people = Math.round(other.served).toLocaleString('de-DE')
    await page.getByText(new RegExp(`^Mit 3 neuen Orten erreichen ${people} `)).waitFor()
    await page.context().close()
  })
})

test('a long search is ended with the best so far, which is not called proven', async () => {
  const { page } = await visit(browser, '/r/demo/sites?sites=12&seconds=300')
  await mapIsIdle(page)
  await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
  await page.getByRole('button', { name: 'Abbrechen und Bestes behalten' }).click({ timeout: 90_000 })
  expect(await proof(page)).toMatch(/^Abgebrochen: das Beste bis dahin\. Nicht bewiesen/)
  expect(await table(page).locator('tbody tr').count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Als Szenario öffnen' }).waitFor()
  await page.context().close()
})

test('the downloaded files give the stated objective on the command line', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-sites-'))
  const { page } = await visit(browser, '/r/demo/sites', { acceptDownloads: true })
  await mapIsIdle(page)
  await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
  await proof(page)
  const { reproduction } = await answerOf(page)
  await page.getByText('Mit der Kommandozeile nachrechnen').click()
  expect(await page.getByRole('region', { name: 'Befehl' }).innerText()).toBe(reproduction.command)
  for (const name of reproduction.files) {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name, exact: true }).click()
    await (await download).saveAs(path.join(folder, name))
  }
  const [program, ...args] = reproduction.command.split(' ')
  expect(program).toBe('nahraum')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(root, 'server/src/cli/main.ts'), ...args, '--json'],
    { cwd: folder },
  )
  const computed = JSON.parse(stdout) as { objective: number; proven: boolean }
  expect(computed).toMatchObject({ objective: reproduction.objective, proven: true })
  rmSync(folder, { recursive: true })
  await page.context().close()
})

describe('the page of best sites', () => {
  test('is accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, '/r/demo/sites', { bypassCSP: true })
    await mapIsIdle(page)
    const check = (what: string) => expectAccessibleInEveryLook(page, what)
    for (const summary of ['Weitere Ziele', 'Wo dürfen Orte liegen?', 'Bedarf nach Gebieten'])
      await page.locator('summary', { hasText: summary }).click()
    await page
      .getByRole('spinbutton', { name: /^Bedarf in/ })
      .first()
      .waitFor(soon)
    await check('the question')
    await page.getByRole('button', { name: 'Fläche zeichnen', exact: true }).click()
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Ecke in der Kartenmitte' }).click()
    await check('a tool in hand')
    await page.getByRole('button', { name: 'Abbrechen', exact: true }).click()
    await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
    await page.getByRole('region', { name: 'Suche', exact: true }).waitFor(soon)
    await check('a search that goes on')
    await proof(page)
    for (const summary of ['Kurve als Tabelle', 'Alle Angaben zum Ergebnis', 'Mit der Kommandozeile nachrechnen'])
      await page.locator('summary', { hasText: summary }).click()
    await check('the answer')
    await page.context().close()
  }, 240_000)

  test('on a phone an area is drawn, and its corner dragged, with a finger', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/sites', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await mapIsIdle(page)
    await page.getByText('Wo dürfen Orte liegen?').tap()
    await page.getByRole('button', { name: 'Fläche zeichnen', exact: true }).tap()
    for (const [x, y] of [[120, 300], [260, 300], [260, 360]] as const) await page.touchscreen.tap(x, y) // prettier-ignore
    await page.getByRole('button', { name: 'Fläche fertig' }).tap()
    const corner = page.getByRole('button', { name: 'Fläche 1, Ecke 1' })
    const at = (await corner.boundingBox())!
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    await touch('touchStart', at.x + 14, at.y + 14)
    for (let i = 1; i <= 8; i++) await touch('touchMove', at.x + 14 - i * 5, at.y + 14 + i * 3)
    await touch('touchEnd', 0, 0)
    const moved = (await corner.boundingBox())!
    expect(moved.x - at.x).toBeCloseTo(-40, -1)
    expect(moved.y - at.y).toBeCloseTo(24, -1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
