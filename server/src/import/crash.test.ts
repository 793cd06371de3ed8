import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../db/open-database.service.ts'
import { TEST_DATABASES } from '../db/testing/test-databases.service.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'

const CLI = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
/** Moments after the start of the command, in milliseconds: while opening, reading, computing, storing, and after it. */
const MOMENTS = [300, 1200, 2200, 3500]

describe.each(TEST_DATABASES)('kill -9 during an import into the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }

  it('leaves the whole import or none of it, and the next one works', async () => {
    const test = await open()
    const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-crash-'))
    try {
      const { manifestFile } = writeTinyRegion(folder)
      await test.database.close()
      const env = { ...process.env, ...(test.databaseUrl ? { DATABASE_URL: test.databaseUrl } : {}) }
      const runImport = (killAfter?: number) =>
        new Promise<number | null>((resolve) => {
          const child = spawn(process.execPath, [CLI, 'import', manifestFile, '--data', test.dataFolder], {
            env,
            stdio: 'ignore',
          })
          if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter)
          child.once('exit', resolve)
        })
      for (const moment of MOMENTS) {
        await runImport(moment)
        const database = await openDatabase({ databaseUrl: test.databaseUrl, dataFolder: test.dataFolder })
        const { rows } = await sql<Record<string, string | null>>`
          select (select current_import from nahraum.region where key = 'tiny') as current,
            (select count(*) from nahraum.import) as imports, (select count(*) from nahraum.district) as districts,
            (select count(*) from nahraum.import_columns) as columns, (select count(*) from nahraum.facility) as facilities`.execute(
          database.db,
        )
        await database.close()
        const [row] = rows
        const counts = [row.imports, row.districts, row.columns, row.facilities].map(Number)
        expect(
          [
            [0, 0, 0, 0],
            [1, 2, 3, 2],
          ],
          `after ${moment} ms`,
        ).toContainEqual(counts)
        expect(row.current === null, `after ${moment} ms`).toBe(counts[0] === 0)
      }
      expect(await runImport()).toBe(0)
    } finally {
      await test.close().catch(() => {})
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }, 240_000)
})
