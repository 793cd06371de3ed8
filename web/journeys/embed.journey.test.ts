import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Frame, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { TableFile } from '../../server/src/contract/publication.ts'
import { buildIframeSnippet } from '../../server/src/publications/embed-snippet.ts'
import { readBuiltEmbed, readFrozenThere } from '../../server/src/publications/package.service.ts'
import { writePackage } from '../../server/src/publications/package.writer.ts'
import { expectAccessibleInEveryLook, expectReflow, launch, mapIsIdle } from './browse.ts'
import { serveFolder, servePage, type FileServer } from './file-server.ts'
import { publishMap, type PublishedMap } from './publish-map.ts'

const server = inject('address').replace(/\/$/, '')
let browser: Browser
let town: FileServer
let stranger: FileServer
let published: PublishedMap

/** A page of a municipality with the snippet that the builder gives; it keeps what the map tells. */
const townPage = () => `<!doctype html><html lang="de"><title>Rathaus</title><h1>Rathaus</h1>
${buildIframeSnippet({ address: published.address, title: 'Karte', language: 'de', theme: 'auto', kindId: null, widthPixels: null, heightPixels: 720 })}
<script>told = []; addEventListener('message', (event) => told.push({ data: event.data, origin: event.origin }))</script>`

beforeAll(async () => {
  ;[browser, town, stranger] = await Promise.all([launch(), servePage(townPage), servePage(townPage)])
  published = await publishMap(server, { allowedParents: [town.origin] })
})
afterAll(async () => {
  await Promise.all([browser.close(), town.close(), stranger.close()])
})

interface Watched {
  readonly page: Page
  /** Origins of all requests. */
  readonly origins: ReadonlySet<string>
  readonly complaints: readonly string[]
}

/** Notes of the browser about headers, which are no faults of the page. */
const REMARKS = /Permissions-Policy header|Origin-Agent-Cluster|GPU stall|WebGL/

async function open(address: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Watched> {
  const context = await browser.newContext({
    locale: 'de-DE',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  const page = await context.newPage()
  const origins = new Set<string>()
  const complaints: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http')) origins.add(origin)
  })
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !REMARKS.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  return { page, origins, complaints }
}

type Inside = Page | FrameLocator
const choose = (inside: Inside, name: string): Locator => inside.getByRole('tab', { name, exact: true })
/** What the search has found; lists to choose from have options too. */
const found = (inside: Inside): Locator => inside.locator('[role=option]')
const result = (inside: Inside): Locator => inside.locator('.try .result strong')
const told = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { told: { data: Record<string, unknown>; origin: string }[] }).told)

/** Says by words and figures what a new place would change; the number of people. */
async function readGained(inside: Inside): Promise<number> {
  const text = await result(inside).innerText()
  const people = /^([\d.]+) Menschen mehr/.exec(text)
  if (!people) throw new Error(`no people in "${text}"`)
  return Number(people[1].replace('.', ''))
}

/** Puts a new place into a district without any, by the search. */
async function tryPlace(inside: Inside): Promise<void> {
  await choose(inside, 'Ausprobieren').click()
  await inside.getByRole('button', { name: /^Ausprobieren: Apotheke/ }).click()
  await inside.getByRole('combobox', { name: 'Adresse für den neuen Ort' }).fill('Weststadt')
  await found(inside).first().click()
  await result(inside).waitFor({ timeout: 60_000 })
}

test('a sandboxed frame in another site: map, figures, search and what-if work, nothing is asked elsewhere, nothing stored', async () => {
  const { page, origins, complaints } = await open(town.origin)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'Wie weit ist es zur Apotheke?' }).waitFor()
  expect(await frame.locator('path.district').count()).toBeGreaterThan(10)
  await frame.locator('.map').hover()
  await frame.locator('[data-idle]').waitFor({ timeout: 60_000 })

  await choose(frame, 'In meiner Nähe').click()
  await frame.getByRole('combobox', { name: 'Adresse, Straße oder Ort' }).fill('Markt')
  await found(frame).first().click()
  await frame.getByRole('heading', { name: /^Von hier: / }).waitFor()
  expect(await frame.locator('.near tbody tr').count()).toBe(2)

  await tryPlace(frame)
  const gained = await readGained(frame)
  expect(gained).toBeGreaterThan(100)
  await expect.poll(async () => (await told(page)).map(({ data }) => data.type)).toContain('ready')
  const messages = await told(page)
  expect(messages.every(({ origin, data }) => origin === 'null' && data.protocol === 'nahraum:1')).toBe(true)
  expect(messages.find(({ data }) => data.type === 'ready')?.data).toMatchObject({
    publication: published.id,
    version: 1,
  })
  expect(messages.some(({ data }) => data.type === 'resize' && Number(data.height) > 400)).toBe(true)

  expect([...origins].sort()).toEqual([town.origin, server].sort())
  expect(await page.context().cookies()).toEqual([])
  const inner = page.frames().find((item) => item.url().startsWith(published.address)) as Frame
  // Without an origin there is nothing that could be stored.
  expect(await inner.evaluate(() => self.origin)).toBe('null')
  expect(complaints).toEqual([])
  await page.context().close()
}, 120_000)

test('the page around selects and translates; forged messages and pages that are not listed get nothing', async () => {
  const { page } = await open(town.origin)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'Wie weit ist es zur Apotheke?' }).waitFor()
  const post = (data: unknown) =>
    page.evaluate((message) => document.querySelector('iframe')?.contentWindow?.postMessage(message, '*'), data)
  const table = (await (await fetch(`${published.address}/v/1/table.json`)).json()) as TableFile
  const [district] = table.rows
  const protocol = 'nahraum:1'
  const where = frame.getByRole('combobox', { name: /^Wo/ })
  for (const forged of [
    { protocol: 'nahraum:2', type: 'select', districtId: district.id },
    { protocol, type: 'select', districtId: district.id, html: '<img src=x>' },
    { protocol, type: 'select', districtId: 'no-such-district' },
    { protocol, type: 'eval', code: 'document.body.remove()' },
  ])
    await post(forged)
  // Messages arrive in their order: once this one has been heard, the others have been as well.
  await post({ protocol, type: 'language', lang: 'en' })
  await frame.getByRole('heading', { name: 'How far is the pharmacy?' }).waitFor()
  expect(await frame.getByRole('combobox', { name: /^Where/ }).inputValue()).toBe('')
  await post({ protocol, type: 'language', lang: 'de' })
  await post({ protocol, type: 'select', districtId: district.id })
  await expect.poll(() => where.inputValue()).toBe(district.id)
  await frame.getByRole('status').filter({ hasText: district.name.de }).first().waitFor()
  await where.selectOption('')
  // A change of its height may be told after it.
  const lastChoice = async () => (await told(page)).findLast(({ data }) => data.type === 'select')?.data
  await expect.poll(lastChoice).toEqual({ protocol, type: 'select', districtId: null })
  await page.context().close()

  const other = await open(stranger.origin)
  await expect.poll(() => other.complaints.join()).toContain('frame-ancestors')
  expect(await other.page.frameLocator('iframe').getByText('Apotheke').count()).toBe(0)
  await other.page.context().close()
})

test('by keyboard, on a desk and on a phone: choices, figures as published, table as file, every look accessible', async () => {
  const { page, complaints } = await open(`${published.address}?lang=de`)
  await page.getByRole('heading', { name: 'Wie weit ist es zur Apotheke?' }).waitFor()
  const table = (await (await fetch(`${published.address}/v/1/table.json`)).json()) as TableFile
  const block = table.blocks.find(({ categoryId, minutes, groupId }) => categoryId === 'pharmacy' && minutes === 10 && groupId === 'all') // prettier-ignore
  const format = (value: number | null) => new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 }).format(Math.round(value ?? NaN)) // prettier-ignore
  for (const [i, row] of table.rows.entries()) {
    const cells = page.getByRole('row', { name: row.name.de }).first().locator('td')
    expect(await cells.nth(1).innerText(), row.name.de).toBe(format(block?.served[i] ?? null))
    expect(await cells.nth(2).innerText(), row.name.de).toBe(format(block?.unserved[i] ?? null))
  }
  // From the top: language, kind, minutes, group, district.
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  const what = page.getByRole('combobox', { name: 'Was', exact: true })
  expect(await what.inputValue()).toBe('senior_meeting_place')
  await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: /^Weststadt/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'In Weststadt' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /als CSV speichern/ }).focus()
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  await expectAccessibleInEveryLook(page, 'the overview with its figures')

  await choose(page, 'Zahlen').focus()
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await page.getByRole('button', { name: /^Ausprobieren: Apotheke/ }).press('Enter')
  await page.getByRole('button', { name: 'Stelle in der Mitte' }).press('Enter')
  await result(page).waitFor({ timeout: 60_000 })
  const search = page.getByRole('combobox', { name: 'Adresse für den neuen Ort' })
  await search.fill('Weststadt')
  await found(page).first().waitFor()
  await search.press('ArrowDown')
  await search.press('Enter')
  await expect.poll(() => readGained(page).catch(() => 0)).toBeGreaterThan(100)
  const position = page.getByText(/Der neue Ort steht jetzt hier/)
  const before = await position.innerText()
  await page.getByRole('button', { name: 'nach Norden' }).press('Enter')
  await expect.poll(() => position.innerText()).not.toBe(before)
  await mapIsIdle(page)
  await expectAccessibleInEveryLook(page, 'a place tried out')

  await page.setViewportSize({ width: 390, height: 844 })
  await choose(page, 'Über die Karte').click()
  await page.getByRole('heading', { name: 'Quellen' }).waitFor()
  await expectReflow(page, 'the sources on a phone')
  expect(complaints).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
  await page.context().close()
}, 120_000)

test('the static package on plain web space does the same without the server, and a place is dragged in it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-package-'))
  const embed = await readBuiltEmbed(fileURLToPath(new URL('../build-embed', import.meta.url)))
  await writePackage(path.join(folder, 'karte'), { ...(await readFrozenThere(server, published.id)), embed })
  const space = await serveFolder(folder)
  const poor = await serveFolder(folder, { hasRanges: false })
  try {
    const { page, origins, complaints } = await open(`${space.origin}/karte/?lang=de`)
    await page.locator('.map').hover()
    await mapIsIdle(page)
    await tryPlace(page)
    const gained = await readGained(page)
    const mark = page.getByRole('button', { name: /^Neuer Ort/ })
    const box = await mark.boundingBox()
    if (!box) throw new Error('the new place is not on the map')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 60, y - 40, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => readGained(page).catch(() => -1), { timeout: 20_000 }).not.toBe(gained)
    // Legend and figures show the place until it is taken back: the drag first, then the place itself.
    const legend = page.locator('.legend')
    expect(await legend.innerText()).toMatch(/mit dem neuen Ort[^]*neu versorgt: jetzt höchstens 10 Minuten/)
    await page.getByRole('button', { name: 'Letzten Schritt zurücknehmen' }).click()
    await expect.poll(() => readGained(page).catch(() => -1), { timeout: 20_000 }).toBe(gained)
    await choose(page, 'Zahlen').click()
    const total = page.locator('tr.total td').nth(1)
    const [before, after] =
      (await total.innerText()).match(/[\d.]+/g)?.map((text) => Number(text.replace('.', ''))) ?? []
    expect(Math.abs(after - before - gained)).toBeLessThanOrEqual(1)
    await mark.press('Delete')
    await expect.poll(() => legend.innerText()).not.toContain('neuen Ort')
    expect((await total.innerText()).match(/[\d.]+/g)).toHaveLength(1)
    expect([...origins]).toEqual([space.origin])
    expect(complaints).toEqual([])
    await page.context().close()

    const without = await open(`${poor.origin}/karte/index.html?lang=de`)
    await without.page.getByRole('button', { name: /^Genaue Karte/ }).click()
    await without.page.getByText('Der Webspace gibt keine Teile von Dateien heraus').waitFor({ timeout: 60_000 })
    await without.page.context().close()
  } finally {
    await Promise.all([space.close(), poor.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

test('what goes wrong is said in plain words: no WebGL, a changed file, a missing file, no network, a withdrawn map', async () => {
  const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  const address = `${published.address}?lang=de`
  await page.goto(address)
  await page.getByRole('button', { name: /^Genaue Karte/ }).click()
  await page.getByText('Dieser Browser kann die genaue Karte nicht zeichnen').waitFor()
  expect(await page.locator('path.district').count()).toBeGreaterThan(10)

  const spoil = async (file: string, answer: Parameters<Page['route']>[1], expected: string | RegExp) => {
    await page.route(`**/${file}`, answer)
    await page.goto(address)
    await page.getByRole('alert').filter({ hasText: expected }).waitFor()
    await page.unroute(`**/${file}`)
  }
  await spoil(
    'table.json',
    async (route) => {
      const body = await (await route.fetch()).text()
      await route.fulfill({ body: body.replace(/\d\.\d/, '9.9') })
    },
    'beschädigt oder wurde verändert: table.json',
  )
  await spoil('districts.json', (route) => route.fulfill({ status: 404 }), 'Eine Datei fehlt: districts.json')
  await spoil('current.json', (route) => route.abort(), 'Der Server antwortet nicht')
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click()
  await page.getByRole('heading', { name: 'Wie weit ist es zur Apotheke?' }).waitFor()

  await page.route('**/current.json', (route) => route.fulfill({ status: 410, body: '{}' }))
  await page.goto(address)
  await page.getByRole('heading', { name: 'Diese Karte wurde zurückgezogen' }).waitFor()
  await context.close()
})
