import { sql } from 'kysely'
import type { RunInfo } from '../contract/region.ts'
import { packColumns, unpackColumns } from '../db/gzip-columns.service.ts'
import type { Queryable } from '../db/database.store.ts'
import { UNREACHED, type NearestTable } from '../reach/nearest-table.ts'
import type { AnalysedRun, DistrictOutcome, RunCells } from './analysed-run.ts'

/** Stores a run (once: the same inputs give the same id) and publishes it. Call it inside a transaction. */
export async function saveRun(
  tx: Queryable,
  regionKey: string,
  run: AnalysedRun,
  onShare: (share: number) => void = () => {},
): Promise<void> {
  const known = await tx.selectFrom('nahraum.run').select('id').where('id', '=', run.id).executeTakeFirst()
  if (!known) await saveRunRows(tx, run, onShare)
  await publishRun(tx, regionKey, run.profile, run.id)
}

/** Makes a stored run the one that the map and the views show. */
export async function publishRun(db: Queryable, regionKey: string, profile: string, runId: string): Promise<void> {
  await db
    .insertInto('nahraum.published_run')
    .values({ region_key: regionKey, profile, run_id: runId })
    .onConflict((c) => c.columns(['region_key', 'profile']).doUpdateSet({ run_id: runId }))
    .execute()
}

export async function isKnownRun(db: Queryable, runId: string): Promise<boolean> {
  return (await db.selectFrom('nahraum.run').select('id').where('id', '=', runId).executeTakeFirst()) !== undefined
}

async function saveRunRows(tx: Queryable, run: AnalysedRun, onShare: (share: number) => void): Promise<void> {
  const { status, edgeDeciseconds, accessDecimetres } = run.cells
  await tx
    .insertInto('nahraum.run')
    .values({
      id: run.id,
      import_id: run.importId,
      profile: run.profile,
      method_version: run.methodVersion,
      inputs: JSON.stringify(run.inputs),
      cutoff_minutes: run.cutoffMinutes,
      maximum_rank: run.maximumRank,
      category_ids: sql<
        string[]
      >`array(select jsonb_array_elements_text(${JSON.stringify(run.categories.map((c) => c.id))}::jsonb))` as unknown as string[],
      cells: packColumns({
        meta: { network: run.cells.network },
        columns: { status, edgeDeciseconds, accessDecimetres },
      }),
    })
    .execute()
  for (const [i, category] of run.categories.entries()) {
    const { k, originCount, cutoffDeciseconds, deciseconds, facility } = category.nearest
    const seconds = Array.from(deciseconds.subarray(0, originCount), (t) =>
      t === UNREACHED ? 'null' : String(Math.round(t / 10)),
    )
    await sql`
      insert into nahraum.run_category (run_id, category_id, facility_count, data, nearest_seconds)
      values (${run.id}, ${category.id}, ${category.facilityCount},
        ${packColumns({ meta: { k, originCount, cutoffDeciseconds }, columns: { deciseconds, facility } })}, ${`{${seconds.join()}}`}::int[])`.execute(
      tx,
    )
    onShare((i + 1) / run.categories.length)
  }
  await saveDistrictOutcomes(tx, run.id, run.districts)
}

async function saveDistrictOutcomes(tx: Queryable, runId: string, rows: readonly DistrictOutcome[]): Promise<void> {
  const rowsPerStatement = 400
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = rows.slice(start, start + rowsPerStatement)
    await sql`
      insert into nahraum.run_district (run_id, category_id, group_id, level_id, district_index, minutes, people, served, unserved, unknown, uncertain, mean_minutes, p90_minutes, gap_persons)
      select ${runId}, * from unnest(
        ${chunk.map((r) => r.categoryId)}::text[], ${chunk.map((r) => r.groupId)}::text[], ${chunk.map((r) => r.levelId)}::text[], ${chunk.map((r) => r.districtIndex)}::int[],
        ${chunk.map((r) => r.minutes)}::float8[], ${chunk.map((r) => r.people)}::float8[], ${chunk.map((r) => r.served)}::float8[], ${chunk.map((r) => r.unserved)}::float8[],
        ${chunk.map((r) => r.unknown)}::float8[], ${chunk.map((r) => r.uncertain)}::float8[], ${chunk.map((r) => r.meanMinutes)}::float8[],
        ${chunk.map((r) => r.p90Minutes)}::float8[], ${chunk.map((r) => r.gapPersons)}::float8[])`.execute(tx)
  }
}

/** Runs of a region's imports, newest first. */
export async function listRuns(db: Queryable, regionKey: string): Promise<(RunInfo & { importId: string })[]> {
  const rows = await db
    .selectFrom('nahraum.run as r')
    .innerJoin('nahraum.import as i', 'i.id', 'r.import_id')
    .leftJoin('nahraum.published_run as p', 'p.run_id', 'r.id')
    .select([
      'r.id',
      'r.import_id',
      'r.profile',
      'r.method_version',
      'r.cutoff_minutes',
      'r.maximum_rank',
      'r.category_ids',
      'r.created_at',
      'p.run_id as published',
    ])
    .where('i.region_key', '=', regionKey)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    importId: row.import_id,
    profile: row.profile as RunInfo['profile'],
    createdAt: row.created_at.toISOString(),
    published: row.published !== null,
    methodVersion: row.method_version,
    inputsHash: row.id,
    categoryIds: row.category_ids,
    cutoffMinutes: row.cutoff_minutes,
    maximumRank: row.maximum_rank,
  }))
}

/** Cell columns of a run, or undefined. */
export async function findRunCells(db: Queryable, runId: string): Promise<RunCells | undefined> {
  const row = await db.selectFrom('nahraum.run').select('cells').where('id', '=', runId).executeTakeFirst()
  if (!row) return undefined
  const { meta, columns } = unpackColumns(row.cells)
  return { ...(columns as unknown as Omit<RunCells, 'network'>), network: meta.network as RunCells['network'] }
}

/** Walking times of one kind in a run, or undefined where the run does not have it. */
export async function findRunCategory(
  db: Queryable,
  runId: string,
  categoryId: string,
): Promise<NearestTable | undefined> {
  const row = await db
    .selectFrom('nahraum.run_category')
    .select('data')
    .where('run_id', '=', runId)
    .where('category_id', '=', categoryId)
    .executeTakeFirst()
  if (!row) return undefined
  const { meta, columns } = unpackColumns(row.data)
  return {
    ...(meta as Pick<NearestTable, 'k' | 'originCount' | 'cutoffDeciseconds'>),
    ...(columns as unknown as Pick<NearestTable, 'deciseconds' | 'facility'>),
  }
}

export interface RegionCoverage {
  readonly categoryId: string
  readonly groupId: string
  readonly minutes: number
  readonly people: number
  readonly served: number
  readonly unserved: number
}

/** Coverage of the whole region per kind and group, by kind. */
export async function listRegionCoverage(db: Queryable, runId: string): Promise<RegionCoverage[]> {
  const rows = await db
    .selectFrom('nahraum.run_district')
    .select(['category_id', 'group_id', 'minutes', 'people', 'served', 'unserved'])
    .distinct()
    .where('run_id', '=', runId)
    .where('district_index', 'is', null)
    .orderBy('category_id')
    .orderBy('group_id')
    .execute()
  return rows.map((row) => ({
    categoryId: row.category_id,
    groupId: row.group_id,
    minutes: row.minutes,
    people: row.people,
    served: row.served,
    unserved: row.unserved,
  }))
}
