import { sql } from 'kysely'
import type { Queryable } from './database.store.ts'

/** Rejects where the database does not answer. */
export async function ping(db: Queryable): Promise<void> {
  await sql`select 1`.execute(db)
}

/** Stored coverage rows in which served and not served do not add up to everybody; must be 0. */
export async function countUnbalancedRows(db: Queryable): Promise<number> {
  const { rows } = await sql<{
    n: string
  }>`select count(*) as n from nahraum.run_district where served + unserved <> people`.execute(db)
  return Number(rows[0].n)
}
