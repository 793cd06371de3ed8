/**
 * Makes the pictures of docs/handbuch: starts a server with a fresh demo town (or uses the one that NAHRAUM_ADDRESS names), drives its pages in Chromium and
 * writes docs/images/handbuch-*.png. With names behind it, only those: node scripts/run.mjs node scripts/handbook-pictures.ts karte planen
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { toPalettePng } from './palette-png.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const MOST_BYTES = 250_000
const patience = { timeout: 90_000 }

interface Picture {
  readonly name: string
  /** Path and query of the page, without the server. */
  readonly address: string
  /** Brings the page into the state to be shown. */
  readonly prepare: (page: Page) => Promise<unknown>
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

const mapIsIdle = (page: Page, map = 0) =>
  page.locator('[data-idle]').nth(map).waitFor({ state: 'attached', timeout: patience.timeout })

/** Waits until every map of the page has drawn what it has, and what has just appeared stands still. */
async function settle(page: Page): Promise<void> {
  await mapIsIdle(page)
  await page.waitForTimeout(1500)
  await mapIsIdle(page)
}

const balance = (page: Page, begin: RegExp) =>
  page.getByRole('region', { name: 'Bilanz' }).locator('.answer').filter({ hasText: begin }).waitFor(patience)

/** The western quarter of the demo town, which has no meeting place. */
const weststadt = '/r/demo/plan?at=11.2795,51.9,14'

async function placeSite(page: Page): Promise<void> {
  await button(page, 'Standort setzen').click()
  await page.mouse.click(870, 560)
  await balance(page, /^\+/)
}

const pictures: readonly Picture[] = [
  {
    name: 'karte',
    address: '/r/demo',
    prepare: async (page) => {
      await settle(page)
      await tab(page, 'Lücken').click()
    },
  },
  {
    name: 'planen',
    address: weststadt,
    prepare: async (page) => {
      await settle(page)
      await placeSite(page)
    },
  },
  {
    name: 'wege',
    address: '/r/demo/plan?at=11.3048,51.889,14.5',
    prepare: async (page) => {
      await settle(page)
      await button(page, 'Mehr').click()
      await button(page, /^Neue Brücke zeichnen/).click()
      for (const [x, y] of [
        [982, 250],
        [1098, 192],
      ]) {
        await page.mouse.click(x, y)
        await page.waitForTimeout(400)
      }
      await button(page, 'Weg fertig').click()
      await balance(page, /^Ob /)
      await button(page, 'Schließen').click()
      await button(page, 'Mehr').click()
    },
  },
  {
    name: 'vergleichen',
    address: '/r/demo/compare?b=profile:rollator',
    prepare: async (page) => {
      await mapIsIdle(page, 1)
      await page.getByRole('region', { name: 'Bilanz' }).locator('.answer').waitFor(patience)
    },
  },
  {
    name: 'ziele',
    address: '/r/demo/sites',
    prepare: async (page) => {
      await settle(page)
      await page.getByText('Weitere Ziele').click()
    },
  },
  {
    name: 'standorte',
    address: '/r/demo/sites',
    prepare: async (page) => {
      await settle(page)
      await button(page, 'Beste Standorte suchen').click()
      await page.locator('.proof').waitFor(patience)
      await tab(page, 'Ergebnis').waitFor(patience)
    },
  },
  {
    name: 'schliessung',
    address: '/r/demo',
    prepare: async (page) => {
      await settle(page)
      await tab(page, 'Was wäre, wenn …').click()
      await page.getByText('ohne Angebot').nth(1).waitFor(patience)
      await page.mouse.move(220, 600)
      await page.mouse.wheel(0, 560)
    },
  },
  {
    name: 'gehzeitgebiet',
    address: '/r/demo',
    prepare: async (page) => {
      await settle(page)
      await button(page, 'Gehzeit-Gebiet').first().click()
      await button(page, 'Kartenmitte nehmen').click()
      await page.getByRole('table', { name: 'Menschen im Gehzeit-Gebiet' }).waitFor(patience)
    },
  },
  {
    name: 'bericht',
    address: weststadt,
    prepare: async (page) => {
      await settle(page)
      await placeSite(page)
      await page.getByRole('textbox', { name: 'Name des Szenarios' }).fill('Treff Weststadt')
      await button(page, 'Speichern').click()
      await page.waitForURL(/scenario=/, patience)
      await page.getByRole('link', { name: 'Drucken (2 Seiten)' }).click()
      await page.getByText('Bereit zum Drucken').waitFor(patience)
    },
  },
  {
    name: 'veroeffentlichen',
    address: '/r/demo/publish',
    prepare: async (page) => {
      await publishMap(page, 'Treffs zu Fuß')
      await page.evaluate(() => scrollTo(0, 0))
      await button(page, 'Vorschau erzeugen').click()
      const shown = page.frameLocator('iframe[title="Vorschau der Veröffentlichung"]')
      await shown.getByRole('heading', { level: 1 }).waitFor(patience)
      await page.waitForTimeout(1500)
    },
  },
  {
    name: 'einbetten',
    address: '/r/demo/publish',
    prepare: async (page) => {
      await publishMap(page, 'Treffs in Auenstedt')
      await page.getByRole('link', { name: 'Einbetten' }).click()
      const shown = page.frameLocator('iframe[title="Treffs in Auenstedt"]')
      await shown.getByRole('heading', { level: 1 }).waitFor(patience)
      await page.waitForTimeout(1500)
    },
  },
]

/** A new publication with its texts, published. */
async function publishMap(page: Page, title: string): Promise<void> {
  await button(page, 'Neue Veröffentlichung').click(patience)
  await page.getByRole('textbox', { name: 'Titel – Deutsch' }).fill(title, patience)
  await page
    .getByRole('textbox', { name: 'Zusammenfassung – Deutsch' })
    .fill('Wo ältere Menschen in Auenstedt einen offenen Treff zu Fuß erreichen, und wo nicht.')
  await page.getByRole('textbox', { name: 'Adresse der Website' }).fill('https://www.auenstedt.example')
  await page.getByRole('textbox', { name: 'Adresse der Website' }).press('Enter')
  await button(page, 'Veröffentlichen').click()
  await page.getByRole('link', { name: /^Version 1/ }).waitFor(patience)
}

/** A running server's address, and what ends it and removes its data. */
async function start(): Promise<{ address: string; stop: () => Promise<void> }> {
  const running = process.env.NAHRAUM_ADDRESS
  if (running !== undefined && running !== '') return { address: running, stop: () => Promise.resolve() }
  const data = mkdtempSync(path.join(tmpdir(), 'nahraum-handbook-'))
  const args = ['server/src/cli/main.ts', 'serve', '--port', '0', '--data', data, '--language', 'de']
  const { DATABASE_URL: _unused, ...env } = process.env
  const server = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const stop = async () => {
    server.kill('SIGTERM')
    await closed
    rmSync(data, { recursive: true, force: true })
  }
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (text: Buffer) => {
      output += text.toString()
      const found = /http:\/\/[\w.:[\]]+/.exec(output)
      if (found) resolve(found[0])
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before it was ready:\n${output}`)),
    )
  })
  return { address, stop }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !pictures.some((picture) => picture.name === name))
if (unknown.length > 0)
  throw new Error(`No such picture: ${unknown.join(', ')}. There are: ${pictures.map(({ name }) => name).join(', ')}.`)

const { address, stop } = await start()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'],
})
try {
  for (const picture of pictures) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue
    const context = await browser.newContext({
      locale: 'de-DE',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 800 },
    })
    const page = await context.newPage()
    await page.goto(new URL(picture.address, address).href)
    await picture.prepare(page)
    await page.waitForTimeout(2500)
    const png = toPalettePng(await page.screenshot())
    if (png.length > MOST_BYTES) throw new Error(`${picture.name}: ${png.length} bytes are more than ${MOST_BYTES}.`)
    writeFileSync(path.join(root, `docs/images/handbuch-${picture.name}.png`), png)
    console.log(`handbuch-${picture.name}.png  ${png.length} bytes`)
    await context.close()
  }
} finally {
  await browser.close()
  await stop()
}
