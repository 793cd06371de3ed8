import { sql } from 'kysely'
import type { AuditEntryRow, Queryable } from '../db/database.store.ts'
import { NO_HASH, type AuditEntry } from './audit-entry.ts'

/** Which entries are wanted; what is left out does not restrict. */
export interface AuditFilter {
  readonly action?: string
  readonly regionKey?: string
  readonly accountId?: string
  /** ISO 8601; inclusive and exclusive. */
  readonly from?: string
  readonly to?: string
  /** Only entries with a smaller number: the next page. */
  readonly before?: number
}

/** Waits until nobody else adds an entry, to the end of the transaction, and returns the last one's number and hash. */
export async function lockAuditHead(tx: Queryable): Promise<{ number: number; hash: string }> {
  await sql`lock table nahraum.audit_entry in exclusive mode`.execute(tx)
  return readAuditHead(tx)
}

/** Number and hash of the last entry; 0 and zeros where there is none. */
export async function readAuditHead(db: Queryable): Promise<{ number: number; hash: string }> {
  const last = await db
    .selectFrom('nahraum.audit_entry')
    .select(['number', sql<string>`encode(hash, 'hex')`.as('hash')])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { number: Number(last.number), hash: last.hash } : { number: 0, hash: NO_HASH }
}

export async function insertAuditEntry(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('nahraum.audit_entry')
    .values({
      number: entry.number,
      at: entry.at,
      account_id: entry.accountId,
      person: entry.person,
      role: entry.role,
      action: entry.action,
      region_key: entry.regionKey,
      subject: entry.subject,
      before: entry.before,
      after: entry.after,
      previous_hash: Buffer.from(entry.previousHash, 'hex'),
      hash: Buffer.from(entry.hash, 'hex'),
    })
    .execute()
}

/** Entries, the newest first. */
export async function listAuditEntries(db: Queryable, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  let query = db.selectFrom('nahraum.audit_entry').selectAll()
  if (filter.action !== undefined) {
    // "account" stands for all actions that begin with "account.".
    const { action } = filter
    query = query.where((eb) =>
      eb.or([eb('action', '=', action), eb(sql`left(action, ${action.length + 1})`, '=', `${action}.`)]),
    )
  }
  if (filter.regionKey !== undefined) query = query.where('region_key', '=', filter.regionKey)
  if (filter.accountId !== undefined) query = query.where('account_id', '=', filter.accountId)
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from))
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to))
  if (filter.before !== undefined) query = query.where('number', '<', String(filter.before))
  return (await query.orderBy('number', 'desc').limit(limit).execute()).map(toEntry)
}

/** Entries in their order, from a number on. */
export async function listAuditEntriesFrom(db: Queryable, number: number, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('nahraum.audit_entry')
    .selectAll()
    .where('number', '>=', String(number))
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(toEntry)
}

function toEntry(row: { [K in keyof AuditEntryRow]: unknown }): AuditEntry {
  return {
    number: Number(row.number),
    at: (row.at as Date).toISOString(),
    accountId: row.account_id as string | null,
    person: row.person as string,
    role: row.role as string,
    action: row.action as string,
    regionKey: row.region_key as string | null,
    subject: row.subject as string | null,
    before: row.before as string | null,
    after: row.after as string | null,
    previousHash: Buffer.from(row.previous_hash as Uint8Array).toString('hex'),
    hash: Buffer.from(row.hash as Uint8Array).toString('hex'),
  }
}
