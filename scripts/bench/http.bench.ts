import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { TEST_DATABASES } from '../../server/src/db/testing/test-databases.service.ts'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import { buildApp } from '../../server/src/http/app.ts'
import { readConfig } from '../../server/src/http/config.service.ts'
import { createServices } from '../../server/src/http/create-services.service.ts'
import { tileRange } from '../../server/src/tiles/tile-math.ts'
import type { BenchRow } from './bench.ts'
import type { LoadOutcome } from './load.worker.ts'

export const name = 'http'

const CONNECTIONS = 50
const SECONDS = 5
const MANIFEST = fileURLToPath(new URL('../../data/regions/demo.json', import.meta.url))

/** Requests per second through the whole server (limits, headers, cache), the load generator beside it on the same cores. */
export async function run(): Promise<BenchRow[]> {
  const test = await TEST_DATABASES[0].open()
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files))
    writeFileSync(path.join(folder, file), bytes)
  const services = createServices(
    readConfig({ data: test.dataFolder }, { REQUESTS_PER_MINUTE: '9999999' }),
    test.database,
  )
  await services.imports.run(MANIFEST, folder)
  const { runId } = await services.analyses.run('demo', 'standard', ['pharmacy'])
  const app = await buildApp(services)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const region = await services.regions.get('demo')
  const middle = tileRange(region.summary.bounds, 12)
  const [x, y] = [Math.floor((middle.minX + middle.maxX) / 2), Math.floor((middle.minY + middle.maxY) / 2)]
  const tile = `/tiles/demo/hexagons/${runId}/12/${x}/${y}.mvt?categories=pharmacy`
  const targets: [string, string][] = [
    ['hot hexagon tile', tile],
    ['district results', `/api/v1/regions/demo/runs/${runId}/districts?categories=pharmacy&group=65plus&minutes=10`],
  ]
  const rows: BenchRow[] = []
  for (const [label, target] of targets) {
    const outcome = await load(address, target)
    rows.push({
      name: `${label}: ${Math.round(outcome.requests / SECONDS)} requests/s, p99 ${outcome.p99Milliseconds.toFixed(1)} ms`,
      medianMilliseconds: outcome.medianMilliseconds,
      minMilliseconds: outcome.minMilliseconds,
      checksum: `${outcome.bytesPerAnswer} bytes, ${outcome.failures} failures`,
    })
  }
  await app.close()
  await test.close()
  rmSync(folder, { recursive: true })
  return rows
}

function load(address: string, target: string): Promise<LoadOutcome> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const worker = new Worker(new URL('./load.worker.ts', import.meta.url), {
      workerData: { hostname, port: Number(port), target, connections: CONNECTIONS, seconds: SECONDS },
    })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
