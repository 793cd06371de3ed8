import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import type { CurrentFile } from '../../server/src/contract/publication.ts'
import { startPostgresCluster, whyNoPostgres } from '../../server/src/db/testing/postgres-cluster.service.ts'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { readPmtiles } from '../../server/src/tiles/pmtiles.reader.ts'
import { publishMap } from '../../web/journeys/publish-map.ts'
import type { BenchRow } from './bench.ts'
import { runCommand, startServer, type StartedServer } from './start-server.ts'
import type { VisitOrder, VisitOutcome, VisitRequest } from './visits.worker.ts'

/**
 * 1,000 people open the same published map at one server in a process of its own: page, scripts, fonts, the files of the first view, then the detailed map
 * with its tiles by byte ranges. At once and over ten seconds; idle, while an analysis runs, while an import runs, and with PostgreSQL stopped. The visitors
 * are made by a thread on the same machine, which takes its share of the two cores. `page` is the first answer on a new connection: Node accepts one of them in
 * each turn of its loop, so on a busy machine it waits behind the answers to those who are in already.
 */
export const name = 'publish'

const VISITORS = 1000
const TILES = 8
const MANIFEST = fileURLToPath(new URL('../../data/regions/demo.json', import.meta.url))
/** All visitors come from one address here. */
const SETTINGS = { REQUESTS_PER_MINUTE: '9999999' }

export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const server = await startServer(SETTINGS)
  try {
    const { id } = await publishMap(server.address)
    const requests = await listRequests(server.address, id)
    const measure = async (label: string, overMilliseconds: number): Promise<void> => {
      rows.push(...describe(label, await load(server.address, requests, overMilliseconds)))
    }
    await load(server.address, requests, 0, 20)
    await measure('idle, all at once', 0)
    await measure('idle, over 10 s', 10_000)
    await during(startAnalysis(server), () => measure('while an analysis runs, over 10 s', 10_000))
    await during(startImport(server), () => measure('while an import runs, over 10 s', 10_000))
  } finally {
    await server.stop()
  }
  rows.push(...(await withoutDatabase()))
  return rows
}

/** With PostgreSQL stopped after the map was seen once. */
async function withoutDatabase(): Promise<BenchRow[]> {
  const missing = whyNoPostgres()
  if (missing !== null)
    return [{ name: `skipped: ${missing}`, medianMilliseconds: 0, minMilliseconds: 0, checksum: '' }]
  const cluster = await startPostgresCluster()
  let isStopped = false
  const stop = (): void => {
    if (!isStopped) cluster.stop()
    isStopped = true
  }
  try {
    const server = await startServer({ ...SETTINGS, DATABASE_URL: cluster.url })
    try {
      const { id } = await publishMap(server.address)
      const requests = await listRequests(server.address, id)
      await load(server.address, requests, 0, 20)
      stop()
      return describe('with PostgreSQL stopped, over 10 s', await load(server.address, requests, 10_000))
    } finally {
      await server.stop()
    }
  } finally {
    stop()
  }
}

/** Repeats the work in the background until the measurement is over. */
async function during(work: () => Promise<unknown>, measurement: () => Promise<void>): Promise<void> {
  let isOver = false
  const background = (async () => {
    while (!isOver) await work()
  })()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  await measurement()
  isOver = true
  await background
}

function startAnalysis({ dataFolder }: StartedServer): () => Promise<unknown> {
  const profiles = ['65plus', '80plus', 'rollator', 'wheelchair', 'pram']
  let next = 0
  return () => runCommand(['analyse', 'demo', '--profile', profiles[next++ % profiles.length], '--data', dataFolder])
}

function startImport({ dataFolder }: StartedServer): () => Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-town-'))
  for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files))
    writeFileSync(path.join(folder, file), bytes)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return () => runCommand(['import', MANIFEST, '--sources', folder, '--data', dataFolder])
}

/** What a browser asks for, in its order; scripts, styles and preloads as the page names them. */
async function listRequests(server: string, id: string): Promise<VisitRequest[]> {
  const folder = `/embed/${id}/`
  const page = await (await fetch(`${server}/embed/${id}`)).text()
  const current = (await (await fetch(`${server}${folder}current.json`)).json()) as CurrentFile
  const base = `${folder}${current.base}`
  const archive = readPmtiles(new Uint8Array(await (await fetch(`${server}${base}map.pmtiles`)).arrayBuffer()))
  const ask = (kind: string, address: string, headers: Record<string, string> = {}): VisitRequest => ({ kind, address, headers }) // prettier-ignore
  const assets = [...page.matchAll(/(?:src|href)="\.\/(_assets\/[^"]+)"/g)].map(([, name]) => `/embed/${name}`)
  if (assets.length === 0) throw new Error('the embed is not built: node scripts/run.mjs build')
  // Tiles from the middle of the archive: those of the deepest zooms.
  const middle = archive.entries.slice(archive.entries.length >> 1).slice(0, TILES)
  return [
    ask('page', `/embed/${id}`),
    ...assets.map((address) => ask('script', address)),
    ask('file', `${folder}current.json`),
    ...['publication.json', 'table.json', 'districts.json', 'cells.nrc'].map((name) => ask('file', base + name)),
    ask('tile', `${base}map.pmtiles`, { range: 'bytes=0-16383', 'accept-encoding': 'identity' }),
    ...middle.map(({ offset, length }) => {
      const start = archive.tileOffset + offset
      return ask('tile', `${base}map.pmtiles`, { range: `bytes=${start}-${start + length - 1}`, 'accept-encoding': 'identity' }) // prettier-ignore
    }),
  ]
}

function load(
  server: string,
  requests: readonly VisitRequest[],
  overMilliseconds: number,
  visitors = VISITORS,
): Promise<VisitOutcome> {
  // prettier-ignore
  const { hostname, port } = new URL(server)
  const order: VisitOrder = { hostname, port: Number(port), visitors, overMilliseconds, requests }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./visits.worker.ts', import.meta.url), { workerData: order })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function describe(label: string, { times, visits, failures, bytes, milliseconds }: VisitOutcome): BenchRow[] {
  const at = (list: readonly number[], share: number): number => list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN // prettier-ignore
  const failed = Object.entries(failures).map(([what, count]) => `${count} × ${what}`)
  const answers = Object.values(times).reduce((sum, list) => sum + list.length, 0)
  const [load1] = loadavg()
  const about = `${visits.length} of ${VISITORS} visits, ${Math.round((1000 * answers) / milliseconds)} answers/s, ${(bytes / 1e6).toFixed(0)} MB, failures: ${failed.join(', ') || 'none'}, load ${load1.toFixed(1)}`
  return [
    ...Object.entries(times).map(([kind, list]) => ({
      name: `${label}: ${kind}, p99 ${at(list, 0.99).toFixed(0)} ms`,
      medianMilliseconds: at(list, 0.5),
      minMilliseconds: list[0],
      checksum: `${list.length} answers`,
    })),
    {
      name: `${label}: whole visit, p99 ${at(visits, 0.99).toFixed(0)} ms`,
      medianMilliseconds: at(visits, 0.5),
      minMilliseconds: visits[0] ?? NaN,
      checksum: about,
    },
  ]
}
