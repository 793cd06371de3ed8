import { randomBytes } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { AccountRow, Queryable } from '../db/database.store.ts'
import type { Account, AccountContent } from './account.ts'

/** Makes an account and returns its id; null where the name for signing in is taken. */
export async function insertAccount(
  db: Queryable,
  login: string,
  content: AccountContent,
  oidc: { readonly issuer: string; readonly subject: string } | null,
): Promise<string | null> {
  const id = randomBytes(8).toString('hex')
  const inserted = await db
    .insertInto('nahraum.account')
    .values({
      id,
      login,
      ...toColumns(content),
      disabled_at: content.disabled ? new Date() : null,
      oidc_issuer: oidc?.issuer ?? null,
      oidc_subject: oidc?.subject ?? null,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

export async function updateAccount(db: Queryable, id: string, content: AccountContent): Promise<void> {
  await db
    .updateTable('nahraum.account')
    .set({
      ...toColumns(content),
      disabled_at: content.disabled ? sql<Date>`coalesce(disabled_at, now())` : null,
    })
    .where('id', '=', id)
    .execute()
}

export async function deleteAccount(db: Queryable, id: string): Promise<void> {
  await db.deleteFrom('nahraum.account').where('id', '=', id).execute()
}

/** In the order of their names for signing in. */
export async function listAccounts(db: Queryable): Promise<Account[]> {
  return (await db.selectFrom('nahraum.account').selectAll().orderBy('login').execute()).map(toAccount)
}

export async function findAccount(db: Queryable, id: string): Promise<Account | undefined> {
  const row = await db.selectFrom('nahraum.account').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAccount(row)
}

export async function findAccountByLogin(
  db: Queryable,
  login: string,
): Promise<{ account: Account; passwordHash: string | null } | undefined> {
  const row = await db.selectFrom('nahraum.account').selectAll().where('login', '=', login).executeTakeFirst()
  return row && { account: toAccount(row), passwordHash: row.password_hash }
}

export async function findAccountBySubject(
  db: Queryable,
  issuer: string,
  subject: string,
): Promise<Account | undefined> {
  const row = await db
    .selectFrom('nahraum.account')
    .selectAll()
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst()
  return row && toAccount(row)
}

/** Whether there is any account, and how many admins may sign in. Admins are locked to the end of a transaction. */
export async function countAccounts(db: Queryable): Promise<{ all: number; enabledAdmins: number }> {
  const row = await db
    .selectFrom('nahraum.account')
    .select([
      sql<string>`count(*)`.as('all'),
      sql<string>`count(*) filter (where role = 'admin' and disabled_at is null)`.as('admins'),
    ])
    .executeTakeFirstOrThrow()
  return { all: Number(row.all), enabledAdmins: Number(row.admins) }
}

/** Waits until nobody else changes accounts, to the end of the transaction: two admins cannot remove one another at the same time. */
export async function lockAccounts(tx: Queryable): Promise<void> {
  await sql`lock table nahraum.account in share row exclusive mode`.execute(tx)
}

export async function savePasswordHash(db: Queryable, id: string, hash: string | null): Promise<void> {
  await db.updateTable('nahraum.account').set({ password_hash: hash }).where('id', '=', id).execute()
}

export async function markLogin(db: Queryable, id: string): Promise<void> {
  await db
    .updateTable('nahraum.account')
    .set({ last_login_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Replaces the account's link, if it has one. */
export async function savePasswordLink(db: Queryable, id: string, tokenHash: Uint8Array, expires: Date): Promise<void> {
  const values = { token_hash: tokenHash, expires_at: expires }
  await db
    .insertInto('nahraum.password_link')
    .values({ account_id: id, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute()
}

/** The account that a valid link is for; the link stays. */
export async function findPasswordLink(db: Queryable, tokenHash: Uint8Array): Promise<string | undefined> {
  const row = await db
    .selectFrom('nahraum.password_link')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row?.account_id
}

/** Takes a valid link out, so that it is used once; false where there is none (any more). */
export async function takePasswordLink(db: Queryable, tokenHash: Uint8Array): Promise<boolean> {
  const taken = await db
    .deleteFrom('nahraum.password_link')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('account_id')
    .executeTakeFirst()
  return taken !== undefined
}

function toColumns({ name, role, regionKeys, organisation, facilityIds }: AccountContent) {
  return {
    display_name: name,
    role,
    region_keys: role === 'admin' || regionKeys === 'all' ? null : [...regionKeys],
    organisation,
    facility_ids: [...facilityIds],
  }
}

function toAccount(row: Selectable<AccountRow>): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.display_name,
    role: row.role,
    regionKeys: row.region_keys ?? 'all',
    organisation: row.organisation,
    facilityIds: row.facility_ids,
    hasPassword: row.password_hash !== null,
    hasOidc: row.oidc_subject !== null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
  }
}
