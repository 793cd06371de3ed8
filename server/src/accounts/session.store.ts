import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Queryable } from '../db/database.store.ts'
import type { Account } from './account.ts'
import { findAccount } from './account.store.ts'
import type { StoredSession } from './session.ts'

/** Stores a session and deletes those that are over. */
export async function insertSession(
  db: Queryable,
  tokenHash: Uint8Array,
  session: Omit<StoredSession, 'id'>,
  idleSince: number,
): Promise<StoredSession> {
  const id = randomBytes(8).toString('hex')
  const now = new Date(session.createdAt)
  await db
    .deleteFrom('nahraum.session')
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('last_seen_at', '<=', new Date(idleSince))]))
    .execute()
  await db
    .insertInto('nahraum.session')
    .values({
      token_hash: tokenHash,
      id,
      account_id: session.accountId,
      method: session.method,
      created_at: now,
      last_seen_at: new Date(session.lastSeenAt),
      expires_at: new Date(session.expiresAt),
    })
    .execute()
  return { id, ...session }
}

/** A stored session with its account, whether it is over or not. */
export async function findSession(
  db: Queryable,
  tokenHash: Uint8Array,
): Promise<{ session: StoredSession; account: Account } | undefined> {
  const row = await db
    .selectFrom('nahraum.session')
    .select(COLUMNS)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  const account = row && (await findAccount(db, row.account_id))
  return row && account && { session: toSession(row), account }
}

export async function listSessions(db: Queryable, accountId: string): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom('nahraum.session')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toSession)
}

export async function touchSession(db: Queryable, id: string, at: number): Promise<void> {
  await db
    .updateTable('nahraum.session')
    .set({ last_seen_at: sql<Date>`greatest(last_seen_at, ${new Date(at)})` })
    .where('id', '=', id)
    .execute()
}

/** Whether there was one. */
export async function deleteSession(db: Queryable, accountId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('nahraum.session')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** All of an account, but for one that may stay; returns how many. */
export async function deleteSessions(db: Queryable, accountId: string, except: string | null): Promise<number> {
  let query = db.deleteFrom('nahraum.session').where('account_id', '=', accountId)
  if (except !== null) query = query.where('id', '!=', except)
  return (await query.returning('id').execute()).length
}

const COLUMNS = ['id', 'account_id', 'method', 'created_at', 'last_seen_at', 'expires_at'] as const

function toSession(row: {
  id: string
  account_id: string
  method: 'password' | 'oidc'
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}): StoredSession {
  return {
    id: row.id,
    accountId: row.account_id,
    method: row.method,
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  }
}
