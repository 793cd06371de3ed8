import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../db/open-database.service.ts'
import { TEST_DATABASES } from '../db/testing/test-databases.service.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { listFiles } from './publication.store.ts'
import { DEFINITION } from './testing/definition.builder.ts'

const SCRIPT = fileURLToPath(new URL('testing/publish-once.service.ts', import.meta.url))
const PERSON = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const

describe.each(TEST_DATABASES)('kill -9 while publishing into the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }

  it('leaves the version before whole, and the next one is numbered after it', async () => {
    const test = await open()
    const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-publish-crash-'))
    try {
      const services = createServices(readConfig({ data: test.dataFolder }, {}), test.database)
      await services.imports.run(writeTinyRegion(folder).manifestFile, null)
      await services.analyses.run('tiny', 'standard', ['pharmacy', 'library'])
      const { id } = await services.publications.create(PERSON, 'tiny', DEFINITION)
      await (
        await services.publishing.publish(PERSON, 'tiny', id)
      ).done
      await services.publications.save(PERSON, 'tiny', id, 1, { ...DEFINITION, accent: 'red' })
      await test.database.close()

      const env = { ...process.env, ...(test.databaseUrl ? { DATABASE_URL: test.databaseUrl } : {}) }
      /** Ends when the job reports the step, `delay` milliseconds later, or with the job. */
      const publishUntil = (step: string | null, delay = 0) =>
        new Promise<number | null>((resolve) => {
          const child = spawn(process.execPath, [SCRIPT, test.dataFolder, 'tiny', id], { env, stdio: ['ignore', 'pipe', 'inherit'] }) // prettier-ignore
          child.stdout.on('data', (text: Buffer) => {
            if (step !== null && text.toString().includes(step)) setTimeout(() => child.kill('SIGKILL'), delay)
          })
          child.once('exit', resolve)
        })
      const look = async () => {
        const database = await openDatabase({ databaseUrl: test.databaseUrl, dataFolder: test.dataFolder })
        const { rows } = await sql<{ version: number; versions: string }>`
          select version, (select count(*) from nahraum.publication_version where publication_id = ${id}) as versions
          from nahraum.publication where id = ${id}`.execute(database.db)
        const files = (await listFiles(database.db, id, rows[0].version)).length
        await database.close()
        return { version: rows[0].version, versions: Number(rows[0].versions), files }
      }
      expect(await publishUntil('figures')).toBeNull()
      expect(await look()).toEqual({ version: 1, versions: 1, files: 8 })
      // Within the transaction, or just after it: the old version or the new one, never a piece of it.
      await publishUntil('storing', 5)
      const after = await look()
      expect([1, 2]).toContain(after.version)
      expect(after).toEqual({ version: after.version, versions: after.version, files: 8 })
      expect(await publishUntil(null)).toBe(0)
      expect(await look()).toEqual({ version: after.version + 1, versions: after.version + 1, files: 8 })
    } finally {
      await test.close().catch(() => {})
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }, 240_000)
})
