import { sql } from 'kysely'
import type { CorrectionChange, CorrectionKind, CorrectionStatus, PlaceState } from '../contract/correction.ts'
import type { Queryable } from '../db/database.store.ts'
import type { AcceptedCorrection } from './apply-corrections.ts'

/** What is stored with an acceptance. */
export type Acceptance = Omit<AcceptedCorrection, 'id' | 'number'>

/** A report with its decision, without the person who made it. */
export interface StoredCorrection {
  readonly id: string
  readonly regionKey: string
  readonly number: number
  readonly version: number
  readonly status: CorrectionStatus
  readonly change: CorrectionChange
  readonly facilityId: string | null
  readonly lng: number
  readonly lat: number
  readonly districtName: string | null
  readonly comment: string
  readonly reported: PlaceState | null
  readonly joinedTo: string | null
  readonly providerName: string | null
  readonly createdAt: Date
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly reason: string
  readonly accepted: Acceptance | null
  readonly turn: number | null
}

const COLUMNS = [
  'id', 'region_key', 'number', 'version', 'status', 'change', 'facility_id', 'lng', 'lat', 'district_name', 'comment', 'reported', 'joined_to',
  'provider_name', 'created_at', 'decided_at', 'decided_by', 'reason', 'accepted', 'turn',
] as const // prettier-ignore

function select(db: Queryable) {
  return db.selectFrom('nahraum.correction').select(COLUMNS)
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const toCorrection = (row: Row): StoredCorrection => ({
  id: row.id,
  regionKey: row.region_key,
  number: row.number,
  version: row.version,
  status: row.status,
  change: row.change as CorrectionChange,
  facilityId: row.facility_id,
  lng: row.lng,
  lat: row.lat,
  districtName: row.district_name,
  comment: row.comment,
  reported: row.reported as PlaceState | null,
  joinedTo: row.joined_to,
  providerName: row.provider_name,
  createdAt: row.created_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  reason: row.reason,
  accepted: row.accepted as Acceptance | null,
  turn: row.turn,
})

export type NewCorrection = Omit<StoredCorrection, 'number' | 'version' | 'decidedAt' | 'decidedBy' | 'reason' | 'accepted' | 'turn'> & {
  readonly tokenHash: Uint8Array
  readonly providerAccountId: string | null
  readonly contact: { readonly name: string; readonly email: string } | null
} // prettier-ignore

/** Stores a report with the next number of the region; call it inside a transaction. Returns the number. */
export async function insertCorrection(tx: Queryable, report: NewCorrection): Promise<number> {
  // Reports of one region one after the other, so that every number is given once.
  await tx.selectFrom('nahraum.region').select('key').where('key', '=', report.regionKey).forUpdate().execute()
  const { number } = await tx
    .selectFrom('nahraum.correction')
    .select(sql<number>`coalesce(max(number), 0)::int + 1`.as('number'))
    .where('region_key', '=', report.regionKey)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('nahraum.correction')
    .values({
      id: report.id,
      region_key: report.regionKey,
      number,
      token_hash: report.tokenHash,
      status: report.status,
      kind: report.change.kind,
      change: JSON.stringify(report.change),
      facility_id: report.facilityId,
      lng: report.lng,
      lat: report.lat,
      district_name: report.districtName,
      comment: report.comment,
      reported: report.reported === null ? null : JSON.stringify(report.reported),
      joined_to: report.joinedTo,
      provider_name: report.providerName,
      provider_account_id: report.providerAccountId,
      created_at: report.createdAt,
      decided_at: null,
      decided_by: null,
      accepted: null,
      turn: null,
    })
    .execute()
  if (report.contact !== null) {
    await tx
      .insertInto('nahraum.correction_contact')
      .values({ correction_id: report.id, ...report.contact, created_at: report.createdAt })
      .execute()
  }
  return number
}

export async function findCorrection(
  db: Queryable,
  regionKey: string,
  id: string,
): Promise<StoredCorrection | undefined> {
  const row = await select(db).where('region_key', '=', regionKey).where('id', '=', id).executeTakeFirst()
  return row && toCorrection(row)
}

export async function findByToken(db: Queryable, tokenHash: Uint8Array): Promise<StoredCorrection | undefined> {
  const row = await select(db).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row && toCorrection(row)
}

export interface CorrectionFilter {
  readonly status?: CorrectionStatus
  readonly kind?: CorrectionKind
  readonly facilityId?: string
}

/** Newest first. */
export async function listCorrections(
  db: Queryable,
  regionKey: string,
  { status, kind, facilityId }: CorrectionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly corrections: StoredCorrection[]; readonly total: number }> {
  let query = select(db).where('region_key', '=', regionKey)
  let count = db.selectFrom('nahraum.correction').select(sql<number>`count(*)::int`.as('total')).where('region_key', '=', regionKey) // prettier-ignore
  for (const [column, value] of [['status', status], ['kind', kind], ['facility_id', facilityId]] as const) {
    if (value === undefined) continue
    query = query.where(column, '=', value)
    count = count.where(column, '=', value)
  } // prettier-ignore
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { corrections: rows.map(toCorrection), total: (await count.executeTakeFirstOrThrow()).total }
}

export async function countByStatus(db: Queryable, regionKey: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('nahraum.correction')
    .select(['status', sql<number>`count(*)::int`.as('count')])
    .where('region_key', '=', regionKey)
    .groupBy('status')
    .execute()
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

/** Open reports of one kind, and how many came since a time: for joining, and for quotas. */
export async function listOpenOfKind(db: Queryable, regionKey: string, kind: CorrectionKind): Promise<StoredCorrection[]> {
  const rows = await select(db)
    .where('region_key', '=', regionKey)
    .where('kind', '=', kind)
    .where('status', '=', 'open')
    .orderBy('number')
    .execute()
  return rows.map(toCorrection)
} // prettier-ignore

export async function countQueue(
  db: Queryable,
  regionKey: string,
  since: Date,
): Promise<{ readonly open: number; readonly recent: number }> {
  return db
    .selectFrom('nahraum.correction')
    .select([
      sql<number>`(count(*) filter (where status = 'open'))::int`.as('open'),
      sql<number>`(count(*) filter (where created_at >= ${since}))::int`.as('recent'),
    ])
    .where('region_key', '=', regionKey)
    .executeTakeFirstOrThrow()
}

/** Reports joined to each of these, by its id. */
export async function countJoined(db: Queryable, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('nahraum.correction')
    .select(['joined_to', sql<number>`count(*)::int`.as('count')])
    .where('joined_to', 'in', ids)
    .groupBy('joined_to')
    .execute()
  return new Map(rows.map((row) => [row.joined_to!, row.count]))
}

export async function listJoined(db: Queryable, id: string): Promise<StoredCorrection[]> {
  return (await select(db).where('joined_to', '=', id).orderBy('number').execute()).map(toCorrection)
}

/** Accepted ones in the order of their turn: what the next import has. */
export async function listAccepted(db: Queryable, regionKey: string): Promise<AcceptedCorrection[]> {
  const rows = await db
    .selectFrom('nahraum.correction')
    .select(['id', 'number', 'accepted'])
    .where('region_key', '=', regionKey)
    .where('status', '=', 'accepted')
    .orderBy('turn')
    .execute()
  return rows.map(({ id, number, accepted }) => {
    const { change, before, knownIds, wayId } = accepted as Acceptance
    return { id, number, change, before, knownIds, wayId }
  })
}

export interface Verdict {
  readonly status: CorrectionStatus
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly reason: string
  readonly accepted: Acceptance | null
  readonly joinedTo: string | null
}

/** Writes a decision over the version that was seen; false where somebody else was faster. Call it inside a transaction. */
export async function decideCorrection(tx: Queryable, before: StoredCorrection, verdict: Verdict): Promise<boolean> {
  await tx.selectFrom('nahraum.region').select('key').where('key', '=', before.regionKey).forUpdate().execute()
  const nextTurn = sql<number>`(select coalesce(max(turn), 0) + 1 from nahraum.correction where region_key = ${before.regionKey})`
  const result = await tx
    .updateTable('nahraum.correction')
    .set({
      version: before.version + 1,
      status: verdict.status,
      decided_at: verdict.decidedAt,
      decided_by: verdict.decidedBy,
      reason: verdict.reason,
      accepted: verdict.accepted === null ? null : JSON.stringify(verdict.accepted),
      turn: verdict.accepted === null ? null : nextTurn,
      joined_to: verdict.joinedTo,
    })
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Moves all that were joined to a report to another one. */
export async function rejoin(tx: Queryable, from: string, to: string): Promise<void> {
  await tx.updateTable('nahraum.correction').set({ joined_to: to }).where('joined_to', '=', from).execute()
}
