import { sql } from 'kysely'
import type { Queryable } from '../db/database.store.ts'

export interface Contact {
  readonly name: string
  readonly email: string
}

export async function findContact(db: Queryable, correctionId: string): Promise<Contact | null> {
  const row = await db
    .selectFrom('nahraum.correction_contact')
    .select(['name', 'email'])
    .where('correction_id', '=', correctionId)
    .executeTakeFirst()
  return row ?? null
}

/** Deletes the contacts of everything decided, or withdrawn, before a time; joined reports are decided with the one they were joined to. */
export async function deleteContactsDecidedBefore(db: Queryable, time: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from nahraum.correction_contact c
    using nahraum.correction r left join nahraum.correction main on main.id = r.joined_to
    where r.id = c.correction_id
      and case when r.status = 'joined' then main.status <> 'open' and main.decided_at < ${time}
        else r.status <> 'open' and r.decided_at < ${time} end`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Everything kept about a person, found by the mail address. */
export async function listReportsOfPerson(db: Queryable, email: string) {
  const rows = await db
    .selectFrom('nahraum.correction_contact as c')
    .innerJoin('nahraum.correction as r', 'r.id', 'c.correction_id')
    .select([
      'r.id',
      'r.region_key',
      'r.number',
      'r.status',
      'r.change',
      'r.comment',
      'r.reason',
      'r.created_at',
      'r.decided_at',
      'c.name',
      'c.email',
    ]) // prettier-ignore
    .where(sql<string>`lower(c.email)`, '=', email.toLowerCase())
    .orderBy('r.region_key')
    .orderBy('r.number')
    .execute()
  const notes = await listNotesOf(db, rows.map(({ id }) => id)) // prettier-ignore
  return rows.map((row) => ({
    region: row.region_key,
    number: row.number,
    status: row.status,
    change: row.change,
    comment: row.comment,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    contact: { name: row.name, email: row.email },
    notes: (notes.get(row.id) ?? []).map(({ text, createdAt }) => ({ text, createdAt: createdAt.toISOString() })),
  }))
}

/**
 * Removes who made the reports: contact, comment, notes and the way to the status. What was said about places stays, because results were computed from
 * it. Call it inside a transaction. Returns how many reports.
 */
export async function erasePerson(tx: Queryable, email: string): Promise<number> {
  const rows = await tx
    .selectFrom('nahraum.correction_contact')
    .select('correction_id')
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .execute()
  const ids = rows.map((row) => row.correction_id)
  if (ids.length === 0) return 0
  await tx.deleteFrom('nahraum.correction_contact').where('correction_id', 'in', ids).execute()
  await tx.deleteFrom('nahraum.correction_note').where('correction_id', 'in', ids).execute()
  await tx.updateTable('nahraum.correction').set({ comment: '', token_hash: null }).where('id', 'in', ids).execute()
  return ids.length
}

export interface StoredNote {
  readonly text: string
  readonly createdAt: Date
}

export async function listNotesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, StoredNote[]>> {
  const notes = new Map<string, StoredNote[]>()
  if (ids.length === 0) return notes
  const rows = await db
    .selectFrom('nahraum.correction_note')
    .select(['correction_id', 'text', 'created_at'])
    .where('correction_id', 'in', ids)
    .orderBy('position')
    .execute()
  for (const row of rows) {
    const list = notes.get(row.correction_id) ?? []
    list.push({ text: row.text, createdAt: row.created_at })
    notes.set(row.correction_id, list)
  }
  return notes
}

/** Adds a note at the end; false where there are so many already. Call it inside a transaction. */
export async function insertNote(
  tx: Queryable,
  correctionId: string,
  note: StoredNote,
  limit: number,
): Promise<boolean> {
  await tx.selectFrom('nahraum.correction').select('id').where('id', '=', correctionId).forUpdate().execute()
  const known = (await listNotesOf(tx, [correctionId])).get(correctionId)?.length ?? 0
  if (known >= limit) return false
  await tx
    .insertInto('nahraum.correction_note')
    .values({ correction_id: correctionId, position: known, text: note.text, created_at: note.createdAt })
    .execute()
  return true
}
