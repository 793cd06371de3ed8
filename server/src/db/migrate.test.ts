import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../testing/source-files.service.ts'
import { openDatabase } from './open-database.service.ts'
import { TEST_DATABASES } from './testing/test-databases.service.ts'

describe.each(TEST_DATABASES)('schema on the $kind database', ({ kind, missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }

  it('is made once, opens again unchanged, and a database of a newer version is refused by name', async () => {
    const test = await open()
    try {
      const { db } = test.database
      const tables = await sql<{
        name: string
      }>`select table_name as name from information_schema.tables where table_schema = 'nahraum' and table_type = 'VIEW' order by 1`.execute(
        db,
      )
      expect(tables.rows.map((row) => row.name)).toEqual(['cell_minutes', 'district_coverage', 'scenario_site'])
      const undocumented = await sql<{ name: string }>`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'nahraum' and c.relkind in ('r', 'v') and c.relname <> 'schema_script' and obj_description(c.oid) is null`.execute(
        db,
      )
      expect(undocumented.rows, 'every table and view has a comment for people in QGIS').toEqual([])
      await sql`insert into nahraum.schema_script (name, sha256) values ('migrations/9999_future.sql', 'x')`.execute(db)
      await test.database.close()
      const reopen = () => openDatabase({ databaseUrl: test.databaseUrl, dataFolder: test.dataFolder })
      await expect(reopen()).rejects.toThrow('migrations/9999_future.sql')
    } finally {
      await test.close().catch(() => {})
    }
  })

  // The embedded database has room for one process only.
  if (kind === 'embedded') return
  it('is migrated once when two servers start at the same time', async () => {
    const test = await open()
    try {
      await sql`drop schema nahraum cascade`.execute(test.database.db)
      const opened = await Promise.all(
        [1, 2, 3].map(() => openDatabase({ databaseUrl: test.databaseUrl, dataFolder: test.dataFolder })),
      )
      const { rows } = await sql<{
        n: string
      }>`select count(*) as n from nahraum.schema_script where name like 'migrations/%'`.execute(opened[0].db)
      expect(Number(rows[0].n)).toBe(listFiles('sql/migrations', '.sql').length)
      await Promise.all(opened.map((database) => database.close()))
    } finally {
      await test.close()
    }
  })
})
