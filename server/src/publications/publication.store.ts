import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { concatenateBytes } from '../columns/concatenate-bytes.ts'
import type { FrozenFile, PublicationDefinition } from '../contract/publication.ts'
import type { LocalText } from '../contract/common.ts'
import type { Queryable } from '../db/database.store.ts'

/** A publication as stored, with its current definition. */
export interface StoredPublication {
  readonly id: string
  readonly regionKey: string
  readonly draftVersion: number
  readonly definition: PublicationDefinition
  readonly version: number | null
  /** Of the version that is shown. */
  readonly publishedAt: string | null
  /** Save of the definition that is shown. */
  readonly publishedDraft: number | null
  readonly withdrawn: { readonly at: string; readonly reason: string } | null
  readonly deletedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** One frozen version. */
export interface StoredVersion {
  readonly version: number
  readonly draftVersion: number
  readonly title: LocalText
  readonly importId: string
  readonly runId: string
  readonly scenarioId: string | null
  readonly methodVersion: string
  readonly publishedAt: string
}

/** A file with its bytes as they are stored: packed by gzip where `gzipBytes` is given. */
export interface FileContent {
  readonly file: FrozenFile
  readonly stored: Uint8Array
}

/** Publications of a region, the one saved last first. */
export async function listPublications(
  db: Queryable,
  regionKey: string,
  deleted: boolean,
): Promise<StoredPublication[]> {
  const rows = await publications(db)
    .where('p.region_key', '=', regionKey)
    .where('p.deleted_at', deleted ? 'is not' : 'is', null)
    .orderBy('d.created_at', 'desc')
    .orderBy('p.id')
    .execute()
  return rows.map(toPublication)
}

export async function findPublication(db: Queryable, id: string): Promise<StoredPublication | undefined> {
  const row = await publications(db).where('p.id', '=', id).executeTakeFirst()
  return row && toPublication(row)
}

/** Stores a first draft and returns its id. Call it inside a transaction. */
export async function createPublication(
  tx: Queryable,
  regionKey: string,
  definition: PublicationDefinition,
): Promise<string> {
  const id = createPublicationId()
  await tx
    .insertInto('nahraum.publication')
    .values({
      id,
      region_key: regionKey,
      draft_version: 1,
      version: null,
      withdrawn_at: null,
      withdrawn_reason: null,
      deleted_at: null,
    })
    .execute()
  await insertDraft(tx, id, 1, definition)
  return id
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** 60 bits, so that nobody meets drafts by trying. */
function createPublicationId(): string {
  return Array.from(randomBytes(12), (byte) => ALPHABET[byte & 31]).join('')
}

/** Saves over a draft that the writer has seen; false where it is not the current one any more or the publication was deleted. */
export async function saveDraft(
  tx: Queryable,
  id: string,
  seenVersion: number,
  definition: PublicationDefinition,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('nahraum.publication')
    .set({ draft_version: seenVersion + 1 })
    .where('id', '=', id)
    .where('draft_version', '=', seenVersion)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await insertDraft(tx, id, seenVersion + 1, definition)
  return true
}

async function insertDraft(tx: Queryable, id: string, draftVersion: number, definition: PublicationDefinition) {
  await tx
    .insertInto('nahraum.publication_draft')
    .values({ publication_id: id, draft_version: draftVersion, definition: JSON.stringify(definition) })
    .execute()
}

/** Takes the publication from the public (with a reason) or gives it back (null). */
export async function markWithdrawn(db: Queryable, id: string, reason: string | null): Promise<void> {
  await db
    .updateTable('nahraum.publication')
    .set({
      withdrawn_at: reason === null ? null : sql`coalesce(withdrawn_at, now())`,
      withdrawn_reason: reason,
    })
    .where('id', '=', id)
    .execute()
}

/** Hides it from the list of the editors, or brings it back; only what the public does not see can be deleted. */
export async function markPublicationDeleted(db: Queryable, id: string, deleted: boolean): Promise<void> {
  await db
    .updateTable('nahraum.publication')
    .set({ deleted_at: deleted ? sql`coalesce(deleted_at, now())` : null })
    .where('id', '=', id)
    .execute()
}

/** Holds the publication until the end of the transaction, and says which version comes next; undefined where it is not there any more. */
export async function lockNextVersion(tx: Queryable, id: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('nahraum.publication')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const last = await tx
    .selectFrom('nahraum.publication_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('publication_id', '=', id)
    .executeTakeFirst()
  return (last?.version ?? 0) + 1
}

/** Bytes of one part of a content; a statement with more would hold the embedded database for long. */
const PART_BYTES = 4 << 20

/** Stores a frozen version and shows it. Call it inside a transaction, after `lockNextVersion`. */
export async function saveVersion(
  tx: Queryable,
  id: string,
  version: StoredVersion,
  files: readonly FileContent[],
): Promise<void> {
  await tx
    .insertInto('nahraum.publication_version')
    .values({
      publication_id: id,
      version: version.version,
      draft_version: version.draftVersion,
      title: JSON.stringify(version.title),
      import_id: version.importId,
      run_id: version.runId,
      scenario_id: version.scenarioId,
      method_version: version.methodVersion,
      published_at: new Date(version.publishedAt),
    })
    .execute()
  for (const [position, { file, stored }] of files.entries()) {
    for (let part = 0; part === 0 || part * PART_BYTES < stored.length; part++) {
      await tx
        .insertInto('nahraum.published_content')
        .values({ sha256: file.sha256, part, data: stored.slice(part * PART_BYTES, (part + 1) * PART_BYTES) })
        .onConflict((conflict) => conflict.columns(['sha256', 'part']).doNothing())
        .execute()
    }
    await tx
      .insertInto('nahraum.publication_file')
      .values({
        publication_id: id,
        version: version.version,
        position,
        name: file.name,
        type: file.type,
        bytes: file.bytes,
        gzip_bytes: file.gzipBytes,
        sha256: file.sha256,
      })
      .execute()
  }
  await tx.updateTable('nahraum.publication').set({ version: version.version }).where('id', '=', id).execute()
}

/** Frozen versions, newest first. */
export async function listVersions(db: Queryable, id: string): Promise<StoredVersion[]> {
  const rows = await db
    .selectFrom('nahraum.publication_version')
    .selectAll()
    .where('publication_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    draftVersion: row.draft_version,
    title: row.title,
    importId: row.import_id,
    runId: row.run_id,
    scenarioId: row.scenario_id,
    methodVersion: row.method_version,
    publishedAt: row.published_at.toISOString(),
  }))
}

/** Files of a version in their order; empty where there is no such version. */
export async function listFiles(db: Queryable, id: string, version: number): Promise<FrozenFile[]> {
  const rows = await db
    .selectFrom('nahraum.publication_file')
    .select(['name', 'type', 'bytes', 'gzip_bytes', 'sha256'])
    .where('publication_id', '=', id)
    .where('version', '=', version)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    gzipBytes: row.gzip_bytes,
    sha256: row.sha256,
  }))
}

/** Bytes as they are stored, or undefined. */
export async function findContent(db: Queryable, sha256: string): Promise<Uint8Array | undefined> {
  const rows = await db
    .selectFrom('nahraum.published_content')
    .select('data')
    .where('sha256', '=', sha256)
    .orderBy('part')
    .execute()
  return rows.length === 0 ? undefined : concatenateBytes(rows.map((row) => row.data))
}

/** Rows of publications with their current definition and the version that is shown. */
export function publications(db: Queryable) {
  return db
    .selectFrom('nahraum.publication as p')
    .innerJoin('nahraum.publication_draft as d', (join) =>
      join.onRef('d.publication_id', '=', 'p.id').onRef('d.draft_version', '=', 'p.draft_version'),
    )
    .leftJoin('nahraum.publication_version as v', (join) =>
      join.onRef('v.publication_id', '=', 'p.id').onRef('v.version', '=', 'p.version'),
    )
    .select([
      'p.id',
      'p.region_key',
      'p.draft_version',
      'p.version',
      'p.withdrawn_at',
      'p.withdrawn_reason',
      'p.deleted_at',
      'p.created_at',
      'd.definition',
      'd.created_at as updated_at',
      'v.published_at',
      'v.draft_version as published_draft',
    ])
}

type PublicationRow = Awaited<ReturnType<ReturnType<typeof publications>['execute']>>[number]

function toPublication(row: PublicationRow): StoredPublication {
  return {
    id: row.id,
    regionKey: row.region_key,
    draftVersion: row.draft_version,
    definition: row.definition as PublicationDefinition,
    version: row.version,
    publishedAt: row.published_at?.toISOString() ?? null,
    publishedDraft: row.published_draft,
    withdrawn:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at.toISOString(), reason: row.withdrawn_reason ?? '' },
    deletedAt: row.deleted_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
