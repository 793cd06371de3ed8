import { randomBytes } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { Person } from '../contract/account.ts'
import type { ShareKind } from '../contract/share-link.ts'
import type { Queryable, ShareLinkRow } from '../db/database.store.ts'

/** A link to a draft, as it is stored: the token itself is not. */
export interface StoredShareLink {
  readonly id: string
  readonly regionKey: string
  readonly kind: ShareKind
  readonly subjectId: string
  readonly label: string
  readonly createdBy: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

export async function insertShareLink(
  db: Queryable,
  tokenHash: Uint8Array,
  link: Pick<StoredShareLink, 'regionKey' | 'kind' | 'subjectId' | 'label' | 'expiresAt'>,
  by: Person,
): Promise<StoredShareLink> {
  const row = await db
    .insertInto('nahraum.share_link')
    .values({
      id: randomBytes(8).toString('hex'),
      token_hash: tokenHash,
      region_key: link.regionKey,
      subject_kind: link.kind,
      subject_id: link.subjectId,
      label: link.label,
      created_by: by.accountId,
      created_name: by.name,
      expires_at: new Date(link.expiresAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toLink(row)
}

/** Links of a region, the newest first; those that are over as well. */
export async function listShareLinks(db: Queryable, regionKey: string): Promise<StoredShareLink[]> {
  const rows = await db
    .selectFrom('nahraum.share_link')
    .selectAll()
    .where('region_key', '=', regionKey)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toLink)
}

export async function findShareLink(db: Queryable, tokenHash: Uint8Array): Promise<StoredShareLink | undefined> {
  const row = await db
    .selectFrom('nahraum.share_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row && toLink(row)
}

export async function findShareLinkById(db: Queryable, id: string): Promise<StoredShareLink | undefined> {
  const row = await db.selectFrom('nahraum.share_link').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLink(row)
}

export async function markShareLinkUsed(db: Queryable, id: string): Promise<void> {
  await db
    .updateTable('nahraum.share_link')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Takes a link of the region back; a second time changes nothing. Undefined where there is none. */
export async function revokeShareLink(
  db: Queryable,
  regionKey: string,
  id: string,
): Promise<StoredShareLink | undefined> {
  const row = await db
    .updateTable('nahraum.share_link')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('region_key', '=', regionKey)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toLink(row)
}

function toLink(row: Selectable<ShareLinkRow>): StoredShareLink {
  return {
    id: row.id,
    regionKey: row.region_key,
    kind: row.subject_kind,
    subjectId: row.subject_id,
    label: row.label,
    createdBy: row.created_name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
