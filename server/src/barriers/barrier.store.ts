import { randomBytes } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { BarrierBody, NewBarrier } from '../contract/barrier.ts'
import type { BarrierReportRow, Queryable } from '../db/database.store.ts'

const YEARS_OF_DONE_REPORTS = 2

const toBarrier = (row: Selectable<BarrierReportRow>): BarrierBody => ({
  id: row.id,
  reportedAt: row.reported_at.toISOString(),
  page: row.page,
  description: row.description,
  email: row.email,
  doneAt: row.done_at?.toISOString() ?? null,
  note: row.note,
})

export async function insertBarrier(db: Queryable, report: Omit<NewBarrier, 'form'>): Promise<string> {
  const id = randomBytes(8).toString('hex')
  const { page, description, email = null } = report
  await db.insertInto('nahraum.barrier_report').values({ id, page, description, email }).execute()
  return id
}

/** Those that wait first, the newest of each first. */
export async function listBarriers(db: Queryable): Promise<BarrierBody[]> {
  const rows = await db
    .selectFrom('nahraum.barrier_report')
    .selectAll()
    .orderBy(sql`done_at is not null`)
    .orderBy('reported_at', 'desc')
    .orderBy('id')
    .limit(2000)
    .execute()
  return rows.map(toBarrier)
}

export async function countOpenBarriers(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('nahraum.barrier_report')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The report after the change, and undefined where there is none. */
export async function changeBarrier(
  db: Queryable,
  id: string,
  done: boolean,
  note: string,
): Promise<BarrierBody | undefined> {
  const row = await db
    .updateTable('nahraum.barrier_report')
    .set({ note, done_at: done ? sql`coalesce(done_at, now())` : null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toBarrier(row)
}

export async function deleteBarrier(db: Queryable, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('nahraum.barrier_report').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Deletes addresses and reports whose time is over. */
export async function forgetOldBarriers(db: Queryable, contactDays: number): Promise<void> {
  await db
    .updateTable('nahraum.barrier_report')
    .set({ email: null })
    .where('email', 'is not', null)
    .where(sql<boolean>`done_at < now() - make_interval(days => ${contactDays})`)
    .execute()
  await db
    .deleteFrom('nahraum.barrier_report')
    .where(sql<boolean>`done_at < now() - make_interval(years => ${YEARS_OF_DONE_REPORTS})`)
    .execute()
}
