import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import { decodeColumns } from '../../server/src/columns/columns.ts'
import type { Effect, Modification } from '../../server/src/contract/scenario.ts'
import { TEST_DATABASES } from '../../server/src/db/testing/test-databases.service.ts'
import { buildApp } from '../../server/src/http/app.ts'
import { readConfig } from '../../server/src/http/config.service.ts'
import { createServices } from '../../server/src/http/create-services.service.ts'
import { saveImport } from '../../server/src/import/import.store.ts'
import type { ImportedRegion } from '../../server/src/import/imported-region.ts'
import { readRegionPack } from '../../server/src/scenario/region-pack.ts'
import type { BenchContext, BenchRow } from './bench.ts'
import { measureDrag } from './drag-trace.ts'
import {
  addAt,
  KIND,
  listSpots,
  loadTown,
  moveTo,
  questionOf,
  toWhatIf,
  withManyCells,
  withManyPlaces,
} from './towns.ts'
import { checksum, timed } from './what-if.bench.ts'

export const name = 'plan'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const BUILD = fileURLToPath(new URL('../../web/build/', import.meta.url))
const STEPS = 200
/** Answers that go into checksums. */
const CHECKED = 30

/**
 * The planner's page as people have it: the built client in Chromium over a server with 1,000 places of one kind. The pack, answers over HTTP, answers of
 * the worker with their way to the page, and the JavaScript of each step of a drag until its frame is finished.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const note = (text: string): BenchRow => ({ name: text, medianMilliseconds: 0, minMilliseconds: 0, checksum: '' })
  const test = await TEST_DATABASES[0].open()
  const config = readConfig({ data: test.dataFolder, port: '3000' }, { REQUESTS_PER_MINUTE: '9999999' })
  const services = createServices(config, test.database)
  const app = await buildApp(services)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const missing = whyNoBrowser()
  const browser = missing === null ? await launch() : null
  const rows: BenchRow[] = missing === null ? [] : [note(`skipped in the browser: ${missing}`)]
  try {
    const town = loadTown(context)
    const sizes: [string, ImportedRegion][] = [
      [`${town.cells.cellCount} cells`, town],
      ['20,000 cells', withManyCells(town, 20_000)],
      ['100,000 cells', withManyCells(town, 100_000)],
    ]
    for (const [at, [label, sized]] of sizes.entries()) {
      const region = { ...withManyPlaces(sized), id: `00000000000000b${at}` }
      await test.database.db.transaction().execute((tx) => saveImport(tx, region))
      services.regions.refresh(region.manifest.key)
      await services.analyses.run(region.manifest.key, '65plus', [KIND])
      const place: Place = { label, region, address }
      if (at === 0) rows.push(await benchPack(place))
      rows.push(...(await benchHttp(place)))
      if (browser === null) continue
      rows.push(...(await benchWorker(place, browser)), ...(await benchFrames(place, browser)))
    }
    return rows
  } finally {
    await browser?.close()
    await services.whatIf.close()
    await services.packs.close()
    await app.close()
    await test.close()
  }
}

interface Place {
  readonly label: string
  readonly region: ImportedRegion
  readonly address: string
}

function whyNoBrowser(): string | null {
  if (!existsSync(CHROMIUM)) return `there is no Chromium at ${CHROMIUM}; CHROMIUM_PATH names another one`
  return findWorker() === undefined ? 'the web client is not built (node scripts/run.mjs build)' : null
}

function findWorker(): string | undefined {
  const folder = `${BUILD}_app/immutable/workers`
  return existsSync(folder) ? readdirSync(folder).find((file) => /^plan\.worker.*\.js$/.test(file)) : undefined
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  }) // prettier-ignore

const pathOf = ({ region, address }: Place) => `${address}/api/v1/regions/${region.manifest.key}/what-if`

async function benchPack(place: Place): Promise<BenchRow> {
  const url = `${pathOf(place)}/pack`
  const first = performance.now()
  const gzip = await fetchRaw(url, 'gzip')
  const encoding = performance.now() - first
  const brotli = await fetchRaw(url, 'br')
  const bytes = brotliDecompressSync(brotli)
  const begin = performance.now()
  const decoded = readRegionPack(bytes)
  const decoding = performance.now() - begin
  return {
    name: `pack: ${kilobytes(gzip)} kB gzip, ${kilobytes(brotli)} kB brotli; first request ${encoding.toFixed(0)} ms, decoding`,
    medianMilliseconds: decoding,
    minMilliseconds: decoding,
    checksum: `${decoded.network.edgeCount} edges`,
  }
}

const kilobytes = (bytes: Uint8Array) => Math.round(bytes.length / 1000)

/** The bytes as they travel, wherever the address leads. */
async function fetchRaw(url: string, encoding: string): Promise<Uint8Array> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      const { location } = response.headers
      if (location !== undefined) {
        response.resume()
        resolve(fetchRaw(new URL(location, url).href, encoding))
        return
      }
      const pieces: Uint8Array[] = []
      response.on('data', (piece: Uint8Array) => pieces.push(piece))
      response.on('end', () => resolve(Buffer.concat(pieces)))
    })
      .on('error', reject)
      .end()
  })
}

/** The same list of questions for server and worker. */
function listSteps({ region }: Place): { readonly label: string; readonly modifications: readonly Modification[] }[] {
  const spots = listSpots(region, STEPS, 'moves')
  return [
    { label: 'drag a new place', modifications: spots.map(([lng, lat]) => addAt(lng, lat)) },
    { label: 'drag a place', modifications: spots.map(([lng, lat]) => moveTo(region.facilities[0].id, lng, lat)) },
  ]
}

async function benchHttp(place: Place): Promise<BenchRow[]> {
  const question = questionOf(toWhatIf(place.region))
  const rows: BenchRow[] = []
  for (const { label, modifications } of listSteps(place)) {
    const times: number[] = []
    const effects: Effect[] = []
    for (const modification of [...modifications.slice(0, 20), ...modifications]) {
      const begin = performance.now()
      const response = await fetch(`${pathOf(place)}/effect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/vnd.nahraum.columns' },
        body: JSON.stringify({ question, after: { modifications: [modification] } }),
      })
      const { meta } = decodeColumns(new Uint8Array(await response.arrayBuffer()))
      times.push(performance.now() - begin)
      effects.push(meta.effect as Effect)
    }
    const sorted = times.slice(20).sort((a, b) => a - b)
    rows.push(...timed(`${place.label}: ${label}, over HTTP`, sorted, checksum(effects.slice(20, 20 + CHECKED))))
  }
  return rows
}

/** What the page has of a worker; the server's types know none. */
interface PageWorker {
  onmessage: (event: { data: { kind: string; detail: string; answer: { effect: unknown } } }) => void
  onerror: (event: { message: string }) => void
  postMessage(message: unknown): void
  terminate(): void
}

/** From the page's question to its answer, as many in a row as a drag has. */
async function benchWorker(place: Place, browser: Browser): Promise<BenchRow[]> {
  const page = await browser.newPage()
  await page.goto(`${place.address}/api/v1/health`)
  const lists = listSteps(place)
  const answers = await page.evaluate(
    async ({ url, packUrl, importId, question, lists, warm, checked }) => {
      const { Worker } = globalThis as unknown as { Worker: new (url: string, options: object) => PageWorker }
      const worker = new Worker(url, { type: 'module' })
      const hear = (kind: string) =>
        new Promise<{ answer: { effect: unknown } }>((resolve, reject) => {
          worker.onmessage = ({ data }) => {
            if (data.kind === kind) resolve(data)
            else if (data.kind === 'failed' || data.kind === 'refused') reject(new Error(data.detail))
          }
          worker.onerror = (event) => reject(new Error(event.message))
        })
      worker.postMessage({ kind: 'open', url: packUrl, importId })
      await hear('ready')
      let id = 0
      const ask = async (modification: unknown) => {
        const answered = hear('answer')
        worker.postMessage({ kind: 'ask', id: id++, question, sides: { after: { modifications: [modification] } } })
        return (await answered).answer.effect
      }
      const given: { times: number[]; effects: string[] }[] = []
      for (const list of lists) {
        for (const modification of list.slice(0, warm)) await ask(modification)
        const times: number[] = []
        const effects: string[] = []
        for (const modification of list) {
          const begin = performance.now()
          const effect = await ask(modification)
          times.push(performance.now() - begin)
          if (effects.length < checked) effects.push(JSON.stringify(effect))
        }
        given.push({ times, effects })
      }
      worker.terminate()
      return given
    },
    {
      url: `${place.address}/_app/immutable/workers/${findWorker()}`,
      packUrl: `${pathOf(place)}/pack`,
      importId: place.region.id,
      question: questionOf(toWhatIf(place.region)),
      lists: lists.map(({ modifications }) => modifications),
      warm: 20,
      checked: CHECKED,
    },
  )
  await page.close()
  return answers.flatMap(({ times, effects }, i) =>
    timed(
      `${place.label}: ${lists[i].label}, in Chromium's worker`,
      times.sort((a, b) => a - b),
      checksum(effects.map((text) => JSON.parse(text) as Effect)),
    ),
  )
}

/** JavaScript of the page's main thread from one movement of the pointer to the next, the finished frame included. */
async function benchFrames({ label, region, address }: Place, browser: Browser): Promise<BenchRow[]> {
  const [lng, lat] = [region.summary.bounds.west + region.summary.bounds.east, region.summary.bounds.south + region.summary.bounds.north].map((sum) => sum / 2) // prettier-ignore
  const query = `what=${KIND}&who=65plus&walk=65plus&minutes=10&at=${lng.toFixed(4)},${lat.toFixed(4)},12`
  const { times, shown } = await measureDrag(browser, `${address}/r/${region.manifest.key}/plan?${query}`)
  return timed(`${label}: JavaScript of a step of a drag, to the finished frame`, times, `${shown} balances shown`)
}
