import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Effect, ImportList, Scenario } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, pressByKeys, tabTo, visit } from './browse.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = ['server/src/cli/main.ts']
const { DATABASE_URL: _unused, ...env } = process.env
const run = (...args: string[]) => promisify(execFile)(process.execPath, [...program, ...args], { cwd: root, env })

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const question = {
  profile: '65plus', categoryIds: ['senior_meeting_place'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'stadtteil', minutes: 10,
} // prettier-ignore
async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(new URL(path, inject('address')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok, `${path} answered ${response.status}`).toBe(true)
  return (await response.json()) as T
}
const askEffect = (sides: object) => post<Effect>('/api/v1/regions/demo/what-if/effect', { question, ...sides })

const toNumber = (text: string) => Number(text.replaceAll('.', '').replace(',', '.').replace('−', '-').replace('+', ''))
const balance = (page: Page) => page.getByRole('region', { name: 'Bilanz' })
const sentence = (page: Page) => balance(page).locator('.answer').innerText()
async function figures(page: Page, row: string): Promise<number[]> {
  const cells = balance(page).getByRole('row', { name: row }).getByRole('cell')
  return (await cells.allInnerTexts()).map(toNumber)
}
const slider = (page: Page) => page.getByRole('slider', { name: 'Grenze zwischen den Karten' })
const queryOf = (page: Page) => new URL(page.url()).searchParams
/** Percent of the window that each map shows of itself. */
const clips = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.maps > .first, .maps > .second')].map((map) => getComputedStyle(map).clipPath),
  )
const canvases = (page: Page) => page.locator('canvas.maplibregl-canvas').count()
const bothMapsAreIdle = (page: Page) =>
  page.waitForFunction(() => document.querySelectorAll('[data-idle]').length === 2, undefined, { timeout: 60_000 })

describe('how much worse is it with a rollator?', () => {
  test('is answered from the map by keys alone and by swiping with the mouse, with the figures of the API', async () => {
    const { page, complaints, foreignRequests } = await visit(browser, '/r/demo')
    await mapIsIdle(page)
    await pressByKeys(page, page.getByRole('link', { name: 'Mit Rollator vergleichen' }))
    await bothMapsAreIdle(page)
    expect(queryOf(page).get('b')).toBe('profile:rollator')
    expect(await canvases(page)).toBe(2)
    await expect
      .poll(() => sentence(page), soon)
      .toMatch(/^Mit Rollator gegenüber Ab 65 Jahren: −[\d.]+ Menschen ab 65/)
    const { total } = await askEffect({ after: { profile: 'rollator' } })
    const [a, b, difference] = await figures(page, 'Versorgte Menschen')
    expect([a, b]).toEqual([Math.round(total.before.served), Math.round(total.after.served)])
    expect(difference).toBe(Math.round(total.after.served - total.before.served))

    // The keys.
    await tabTo(page, slider(page))
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => queryOf(page).get('split'), soon).toBe('49')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('PageDown')
    await expect.poll(() => slider(page).getAttribute('aria-valuetext'), soon).toMatch(/^29 % Seite A \(Ab 65 Jahren\), 71 % Seite B \(Mit Rollator\)$/) // prettier-ignore
    await page.keyboard.press('End')
    await expect.poll(() => queryOf(page).get('split'), soon).toBe('100')
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown')

    // The mouse.
    const box = (await slider(page).boundingBox())!
    const stage = (await page.locator('.maps').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(stage.x + stage.width * 0.6, box.y + 200, { steps: 4 })
    await page.mouse.move(stage.x + stage.width * 0.75, box.y + 200, { steps: 4 })
    expect(await slider(page).getAttribute('aria-valuenow')).toBe('75')
    await page.mouse.up()
    await expect.poll(() => queryOf(page).get('split'), soon).toBe('75')
    expect(await clips(page)).toEqual(['inset(0px 25% 0px 0px)', 'inset(0px 0px 0px 75%)'])
    expect(complaints).toEqual([])
    expect(foreignRequests).toEqual([])
    await page.context().close()
  })

  test('moves both maps together, shows the difference on one, and gives all graphics back on leaving', async () => {
    const { page, complaints } = await visit(browser, '/r/demo/compare?view=beside')
    await bothMapsAreIdle(page)
    const positions: string[] = []
    const map = page.getByRole('region', { name: /^Karte Seite B/ })
    await map.focus()
    for (const key of ['ArrowRight', '+', 'ArrowDown']) {
      await page.keyboard.press(key)
      await expect.poll(() => queryOf(page).get('at'), soon).not.toBe(positions.at(-1) ?? null)
      positions.push(queryOf(page).get('at')!)
    }
    // Nothing echoes: once both rest, the address does.
    await bothMapsAreIdle(page)
    const resting = queryOf(page).get('at')
    await page.waitForTimeout(1000)
    expect(queryOf(page).get('at')).toBe(resting)
    const scales = await page.locator('.maplibregl-ctrl-scale').allInnerTexts()
    expect(new Set(scales).size).toBe(1)

    await page.getByRole('radio', { name: 'Unterschied' }).check()
    await expect.poll(() => canvases(page), soon).toBe(1)
    await expect.poll(() => page.getByText('Seite B gegenüber Seite A').first().isVisible(), soon).toBe(true)
    expect(queryOf(page).get('view')).toBe('difference')
    await page.getByRole('radio', { name: 'Wischen' }).check()
    await bothMapsAreIdle(page)
    expect(await canvases(page)).toBe(2)
    await page.getByRole('link', { name: 'Daten', exact: true }).click()
    await expect.poll(() => canvases(page), soon).toBe(0)
    // Twenty times there and back: a browser drops contexts beyond sixteen and says so in the console.
    for (let i = 0; i < 9; i++) {
      await page.goBack()
      await expect.poll(() => canvases(page), soon).toBe(2)
      await page.goForward()
      await expect.poll(() => canvases(page), soon).toBe(0)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('exchanges the sides, sorts the districts, and keeps all of it in the address', async () => {
    const { page } = await visit(browser, '/r/demo/compare')
    await expect.poll(() => sentence(page), soon).toMatch(/^Mit Rollator/)
    const before = await figures(page, 'Versorgte Menschen')
    await page.getByRole('button', { name: 'Seiten tauschen' }).click()
    await expect.poll(() => sentence(page), soon).toMatch(/^Ab 65 Jahren gegenüber Mit Rollator: \+/)
    const after = await figures(page, 'Versorgte Menschen')
    expect(after).toEqual([before[1], before[0], -before[2]])
    const table = page.getByRole('table', { name: /beide Seiten und der Unterschied/ })
    await table.getByRole('button', { name: 'Anteil der Versorgten auf Seite A' }).click()
    await expect.poll(() => queryOf(page).get('order'), soon).toBe('before')
    const shares = (await table.locator('tbody tr td:nth-child(2)').allInnerTexts()).filter((text) => text.includes('%')).map((text) => Number.parseInt(text)) // prettier-ignore
    expect(shares).toEqual([...shares].sort((x, y) => x - y))
    expect(shares.length).toBeGreaterThan(3)
    const again = await visit(browser, page.url())
    await expect.poll(() => sentence(again.page), soon).toBe(await sentence(page))
    await again.page.getByLabel('Gehprofil').first().selectOption('65plus')
    await expect.poll(() => sentence(again.page), soon).toMatch(/^Beide Seiten sind gleich/)
    await again.page.context().close()
    await page.context().close()
  })
})

describe('a scenario', () => {
  test('is compared with today from the planner’s page, to the figures of the API', async () => {
    const modifications = [
      { id: 'a', kind: 'add-facility', lng: 11.2795, lat: 51.9, name: 'Treff West', categoryIds: ['senior_meeting_place'] },
    ] // prettier-ignore
    const { id } = await post<Scenario>('/api/v1/regions/demo/scenarios', { name: 'Treff West', modifications })
    const { page, complaints } = await visit(browser, `/r/demo/plan?scenario=${id}`)
    await page.getByRole('link', { name: 'Mit heute vergleichen' }).click()
    await expect
      .poll(() => sentence(page), soon)
      .toMatch(/^„Treff West“ gegenüber heute: \+[\d.]+ Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: \S/)
    const { total } = await askEffect({ after: { scenario: id } })
    const [a, b] = await figures(page, 'Versorgte Menschen')
    expect([a, b]).toEqual([Math.round(total.before.served), Math.round(total.after.served)])
    await page.getByRole('tab', { name: 'Zellen' }).click()
    await expect.poll(() => page.getByRole('table', { name: /^Zellen/ }).getByText('neu versorgt').count(), soon).toBeGreaterThan(0) // prettier-ignore
    expect(complaints).toEqual([])
    await fetch(new URL(`/api/v1/regions/demo/scenarios/${id}`, inject('address')), { method: 'DELETE' })
    await page.reload()
    await expect.poll(() => page.getByText('Das Szenario von Seite B gibt es nicht mehr').count(), soon).toBe(1)
    await page.context().close()
  })
})

describe('two dates', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'nahraum-dates-'))
  let server: ChildProcess | undefined
  let address = ''

  /** The demo town as it was before half of its list of places was known, then as it is. */
  beforeAll(async () => {
    const town = path.join(data, 'town')
    await run('demo-town', '--out', town)
    const list = path.join(town, 'facilities.csv')
    const whole = readFileSync(list, 'latin1')
    const [head, ...rows] = whole.trimEnd().split('\n')
    writeFileSync(list, `${[head, ...rows.filter((_, i) => i % 2 === 0)].join('\n')}\n`, 'latin1')
    await run('import', path.join(town, 'region.json'), '--data', path.join(data, 'store'))
    writeFileSync(list, whole, 'latin1')
    await run('import', path.join(town, 'region.json'), '--data', path.join(data, 'store'))
    server = spawn(process.execPath, [...program, 'serve', '--port', '0', '--data', path.join(data, 'store'), '--language', 'en'], { cwd: root, env }) // prettier-ignore
    address = await new Promise<string>((resolve, reject) => {
      let output = ''
      const read = (chunk: Buffer) => {
        output += chunk.toString()
        const found = /http:\/\/[\w.:[\]]+/.exec(output)
        if (found) resolve(found[0])
      }
      server!.stdout!.on('data', read)
      server!.stderr!.on('data', read)
      server!.once('exit', (code) => reject(new Error(`the server ended with code ${code}:\n${output}`)))
    })
  }, 600_000)
  afterAll(async () => {
    const ended = server && new Promise((resolve) => server!.once('close', resolve))
    server?.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  })

  test('are compared on maps and in figures, each with its sources', async () => {
    const { page, complaints } = await visit(browser, `${address}/r/demo/compare`)
    const { imports } = (await (await fetch(`${address}/api/v1/regions/demo/imports`)).json()) as ImportList
    expect(imports).toHaveLength(2)
    const earlier = imports[1].importId
    await page.getByLabel('Gehprofil').nth(1).selectOption('65plus')
    await expect.poll(() => sentence(page), soon).toMatch(/^Beide Seiten sind gleich/)
    await page.getByLabel('Daten vom').first().selectOption(earlier)
    await expect.poll(() => queryOf(page).get('a'), soon).toContain(`import:${earlier}`)
    await expect.poll(() => sentence(page), soon).toMatch(/^heute gegenüber Daten vom .*: \+[\d.]+ Menschen ab 65/)
    const response = await fetch(`${address}/api/v1/regions/demo/what-if/effect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question, before: { importId: earlier }, after: {} }),
    })
    const { total, imports: sides } = (await response.json()) as Effect
    expect([sides?.before.importId, sides?.after.importId]).toEqual([earlier, imports[0].importId])
    const [a, b] = await figures(page, 'Versorgte Menschen')
    expect([a, b]).toEqual([Math.round(total.before.served), Math.round(total.after.served)])
    await expect.poll(() => page.getByText(/^Seite A, eingelesen/).count(), soon).toBe(1)
    await expect.poll(() => page.getByText(/^Seite B, eingelesen/).count(), soon).toBe(1)
    await bothMapsAreIdle(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the page', () => {
  test('is accessible in both themes, on a desk and on a phone', async () => {
    const { page } = await visit(browser, '/r/demo/compare?view=swipe', { bypassCSP: true })
    await expect.poll(() => sentence(page), soon).toMatch(/^Mit Rollator/)
    for (const view of ['Wischen', 'Nebeneinander', 'Unterschied']) {
      await page.getByRole('radio', { name: view }).check()
      await expectAccessibleInEveryLook(page, `the comparison: ${view}`)
    }
    await page.context().close()
  })
})
