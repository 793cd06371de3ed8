import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { TEST_DATABASES } from '../db/testing/test-databases.service.ts'
import { openDatabase } from '../db/open-database.service.ts'
import { startPostgresCluster } from '../db/testing/postgres-cluster.service.ts'
import { DEFINITION } from '../publications/testing/definition.builder.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.service.ts'
import { createServices } from './create-services.service.ts'

describe('while the database is away', () => {
  const { missing } = TEST_DATABASES[1]
  it.skipIf(missing)(
    'what was shown goes on being shown, everything else is answered 503 with a time to try again',
    async () => {
      const cluster = await startPostgresCluster()
      const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-away-'))
      const database = await openDatabase({ databaseUrl: cluster.url, dataFolder: folder })
      const services = createServices(readConfig({ data: folder, port: '3000' }, { LOG_LEVEL: 'silent' }), database)
      await services.imports.run(writeTinyRegion(folder).manifestFile, null)
      const { runId } = await services.analyses.run('tiny', 'standard', ['pharmacy', 'library'])
      const person = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const
      // Without the library: its times are asked for first when the database is away.
      const definition = { ...DEFINITION, categories: [{ id: 'pharmacy', minutes: [10] }] }
      const { id } = await services.publications.create(person, 'tiny', definition)
      expect(await (await services.publishing.publish(person, 'tiny', id)).done).toMatchObject({ status: 'successful' })
      const app = await buildApp(services)
      const results = `/api/v1/regions/tiny/runs/${runId}`
      const shown = [
        '/api/v1/regions',
        '/api/v1/regions/tiny',
        '/api/v1/regions/tiny/issues',
        '/api/v1/regions/tiny/categories',
        '/api/v1/regions/tiny/cells',
        '/api/v1/regions/tiny/districts',
        `${results}/cells?categories=pharmacy`,
        `${results}/districts?categories=pharmacy`,
        '/tiles/tiny/districts.json',
      ]
      for (const url of shown) expect((await app.inject(url)).statusCode, url).toBe(200)
      cluster.stop()
      for (const url of shown) expect((await app.inject(url)).statusCode, url).toBe(200)
      // Published maps were not even looked at before; they come from their copies on disk.
      for (const file of ['current.json', 'v/1/publication.json', 'v/1/map.pmtiles', 'v/1/table.json'])
        expect((await app.inject(`/embed/${id}/${file}`)).statusCode, file).toBe(200)
      expect((await app.inject(`/embed/${'z'.repeat(12)}/current.json`)).json()).toMatchObject({ status: 503 })
      const fresh = await app.inject(`${results}/cells?categories=library`)
      expect(fresh.json()).toMatchObject({ status: 503, code: 'database-away' })
      expect(Number(fresh.headers['retry-after'])).toBeGreaterThan(0)
      expect((await app.inject('/api/v1/health')).statusCode).toBe(503)
      await app.close()
      await database.close()
      rmSync(folder, { recursive: true })
    },
    120_000,
  )
})
