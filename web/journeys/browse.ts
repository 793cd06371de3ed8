import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Debian's Chromium, or the one that CHROMIUM_PATH names. WebGL is drawn in software, everything else without it: that takes a sixth of the time less. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-gpu-compositing',
      '--disable-gpu-rasterization',
    ],
  })

/** A remark of the software renderer about itself. */
const REMARK = /GPU stall due to ReadPixels/

/** A page of a visitor, and everything that went wrong or elsewhere while it was open. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
  readonly foreignRequests: readonly string[]
}

interface VisitOptions extends BrowserContextOptions {
  /** With streets, buildings and names under the results; without them a map is there a quarter sooner. */
  readonly hasBasemap?: boolean
}

/** Opens an address of the server as a new visitor. */
export async function visit(browser: Browser, path: string, visitOptions: VisitOptions = {}): Promise<Visit> {
  const { hasBasemap = false, ...options } = visitOptions
  const address = inject('address')
  const context = await browser.newContext({
    locale: 'de-DE',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  if (!hasBasemap) await context.route('**/tiles/*/basemap/**', (route) => route.fulfill({ status: 204 }))
  const page = await context.newPage()
  // Maps are drawn by the processor here: with a quarter of the pixels nothing but their sharpness is different.
  await page.addInitScript(() => Object.defineProperty(globalThis, 'devicePixelRatio', { get: () => 0.5 }))
  const complaints: string[] = []
  const foreignRequests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !REMARK.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(address).origin) foreignRequests.push(request.url())
  })
  await page.goto(new URL(path, address).href)
  return { page, complaints, foreignRequests }
}

/** Waits until the map has drawn everything it has. */
export const mapIsIdle = (page: Page) => page.waitForSelector('[data-idle]', { timeout: 60_000 })

/**
 * Moves the focus by Tab, or Shift and Tab for what stands before, until it is on `wanted`; throws where these keys do not lead there.
 * Nothing is skipped, so a way that is too long or ends in a trap is a failure.
 */
export async function tabTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  await wanted.waitFor({ state: 'attached', timeout: 30_000 })
  for (let step = 0; step <= most; step++) {
    const way = await wanted.evaluate((element) => {
      const focused = document.activeElement ?? document.body
      if (element === focused) return 'there'
      const isBehind = (element.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
      return isBehind || focused === document.body ? 'on' : 'back'
    })
    if (way === 'there') return
    await page.keyboard.press(way === 'on' ? 'Tab' : 'Shift+Tab')
  }
  throw new Error(`the Tab key does not lead to ${String(wanted)} within ${most} steps`)
}

/** Goes there by Tab and presses a key. */
export async function pressByKeys(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

/** From the top of a page with a map by its two links for that; the next Tab leads to the map. */
export async function skipToMap(page: Page): Promise<void> {
  for (const name of ['Zum Inhalt springen', 'Zur Karte springen'])
    await pressByKeys(page, page.getByRole('link', { name }), 'Enter')
}

const EVERY_RULE = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const
/** Light and dark, on a desk and on the narrowest screen that WCAG asks for: each state in both themes and both widths, one state one way round, the next the other. */
const LOOKS = [
  [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 320 },
  ],
  [
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 320 },
  ],
] as const
let states = 0
const HEIGHT = 844

/**
 * Expects the page in its present state to be accessible and free of sideways scrolling in both themes and both widths, and leaves it as on a desk.
 * One visit for all looks: what costs time is drawing a map for the first time, not looking at it.
 */
export async function expectAccessibleInEveryLook(page: Page, what: string): Promise<void> {
  for (const { colorScheme, width } of LOOKS[states++ % LOOKS.length]) {
    await look(page, colorScheme, width)
    const where = `${what} (${colorScheme}, ${width} px)`
    await expectAccessible(page, where)
    await expectReflow(page, where)
  }
  await look(page, 'light', 1280)
}

/** Changes theme and width, and waits for what follows from it: styles and observers of sizes. How the map is drawn nobody checks here. */
async function look(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: HEIGHT })
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  )
}

/** Expects no machine-detectable violation of WCAG 2.2 AA on the whole page. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const found = await page.evaluate(async ({ type, values }) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { runOnly: { type, values: [...values] } })
    return violations.map(
      (violation) =>
        `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
    )
  }, EVERY_RULE)
  expect(found, `${what} has accessibility violations`).toEqual([])
}

/** Expects that nothing has to be scrolled sideways. */
export async function expectReflow(page: Page, what: string): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content, `${what} is wider than the window`).toBeLessThanOrEqual(view)
}

/** Expects that text of twice the size needs no scrolling sideways on a desk. */
export async function expectLargeTextFits(page: Page, what: string): Promise<void> {
  const size = (value: string) => page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), value) // prettier-ignore
  await size('200%')
  await expectReflow(page, `${what} with text of twice the size`)
  await size('')
}
