import type { Queryable, JobRow } from '../db/database.store.ts'
import type { Job } from './job.ts'
import type { Selectable } from 'kysely'

function toJob(row: Selectable<JobRow>): Job {
  return {
    id: row.id,
    kind: row.kind,
    region: row.region_key,
    status: row.status,
    step: row.step,
    share: row.share,
    message: row.message,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    result: row.result,
  }
}

export async function findJob(db: Queryable, id: string): Promise<Job | undefined> {
  const row = await db.selectFrom('nahraum.job').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toJob(row)
}

/** Writes the job as it is now. */
export async function saveJob(db: Queryable, job: Job): Promise<void> {
  const state = {
    status: job.status,
    step: job.step,
    share: job.share,
    message: job.message && JSON.stringify(job.message),
    result: job.result && JSON.stringify(job.result),
    finished_at: job.finishedAt === null ? null : new Date(job.finishedAt),
  }
  await db
    .insertInto('nahraum.job')
    .values({
      id: job.id,
      kind: job.kind as JobRow['kind'],
      region_key: job.region,
      created_at: new Date(job.createdAt),
      ...state,
    })
    .onConflict((c) => c.column('id').doUpdateSet(state))
    .execute()
}

/** Jobs that a stopped process left behind are marked as interrupted; they can be started again. Returns how many. */
export async function interruptAbandonedJobs(db: Queryable): Promise<number> {
  const result = await db
    .updateTable('nahraum.job')
    .set({
      status: 'interrupted',
      finished_at: new Date(),
      message: JSON.stringify({
        de: 'Unterbrochen, weil der Server beendet wurde. Gespeichert wurde nichts; der Auftrag kann neu gestartet werden.',
        en: 'Interrupted because the server stopped. Nothing was stored; the job can be started again.',
      }),
    })
    .where('status', 'in', ['accepted', 'running'])
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
