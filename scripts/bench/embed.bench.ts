import { chromium, type Browser } from 'playwright-core'
import { publishMap } from '../../web/journeys/publish-map.ts'
import type { BenchRow } from './bench.ts'
import { startServer } from './start-server.ts'

/**
 * How soon a published map is of use on a poor phone: processor slowed down four times, 1.6 Mbit/s, 150 ms to and fro, nothing in the cache. Measured from
 * the outside of a built client (`node scripts/run.mjs build`). `NAHRAUM_EMBED_URL` names a map that is there already, for instance of real data.
 */
export const name = 'embed'

const RUNS = 3
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const SLOWDOWN = 4
/** What still comes by itself after the map is of use counts as well, if it comes within this time. */
const QUIET_MILLISECONDS = 4000

interface Visit {
  readonly usableMilliseconds: number
  readonly bytes: number
  readonly requests: number
  readonly layoutShift: number
  /** From the press of "load the detailed map" until it is drawn, and what that transfers. */
  readonly detailedMilliseconds: number
  readonly detailedBytes: number
}

export async function run(): Promise<BenchRow[]> {
  const given = process.env.NAHRAUM_EMBED_URL
  const server = given === undefined ? await startServer() : null
  const address = given ?? (await publishMap(server!.address)).address
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  const visits: Visit[] = []
  try {
    for (let i = 0; i < RUNS; i++) visits.push(await visit(browser, address))
  } finally {
    await browser.close()
    await server?.stop()
  }
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]
  const row = (label: string, values: readonly number[], checksum: string): BenchRow => ({
    name: label,
    medianMilliseconds: middle(values),
    minMilliseconds: Math.min(...values),
    checksum,
  })
  const [first] = visits
  return [
    row(
      'usable map of districts with figures (4× slower, 1.6 Mbit/s)',
      visits.map((v) => v.usableMilliseconds),
      `${Math.round(first.bytes / 1000)} kB in ${first.requests} requests, layout shift ${Math.max(...visits.map((v) => v.layoutShift)).toFixed(3)}`,
    ),
    row(
      'detailed map after its button was pressed',
      visits.map((v) => v.detailedMilliseconds),
      `${Math.round(first.detailedBytes / 1000)} kB more`,
    ),
  ]
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'de-DE', hasTouch: true })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', NETWORK)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  let bytes = 0
  let requests = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests++
  })
  // Runs in the page, before its own scripts.
  await page.addInitScript(() => {
    const seen = { usable: 0, shift: 0 }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) seen.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
    const look = () => {
      const isThere = document.querySelector('svg path.district') && document.querySelector('table tbody tr td')
      // Two frames later it is on the screen.
      if (isThere) requestAnimationFrame(() => requestAnimationFrame(() => (seen.usable = performance.now())))
      else requestAnimationFrame(look)
    }
    look()
  })
  const readSeen = () =>
    page.evaluate(() => (globalThis as unknown as { seen: { usable: number; shift: number } }).seen)
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForFunction(() => (globalThis as unknown as { seen: { usable: number } }).seen.usable > 0, undefined, {
    timeout: 60_000,
  })
  await page.waitForTimeout(QUIET_MILLISECONDS)
  const { usable, shift } = await readSeen()
  const before = { bytes, requests }
  const start = performance.now()
  await page.locator('.keys button').first().click()
  await page.waitForSelector('[data-idle]', { timeout: 120_000 })
  const detailedMilliseconds = performance.now() - start
  await context.close()
  return {
    usableMilliseconds: usable,
    bytes: before.bytes,
    requests: before.requests,
    layoutShift: shift,
    detailedMilliseconds,
    detailedBytes: bytes - before.bytes,
  }
}
