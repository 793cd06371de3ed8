import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Modification, Scenario, ScenarioSummary } from '../contract/scenario.ts'
import { SCENARIO_FORMAT } from '../contract/scenario.ts'
import type { Queryable } from '../db/database.store.ts'

/** What is saved of a scenario at one time. */
export interface ScenarioContent {
  readonly name: string
  readonly description: string
  readonly modifications: readonly Modification[]
  /** Import that it is looked at on. */
  readonly importId: string
}

/** Scenarios of a region, the one saved last first. */
export async function listScenarios(db: Queryable, regionKey: string, deleted: boolean): Promise<ScenarioSummary[]> {
  const rows = await summaries(db)
    .where('s.region_key', '=', regionKey)
    .where('s.deleted_at', deleted ? 'is not' : 'is', null)
    .orderBy('v.created_at', 'desc')
    .orderBy('s.id')
    .execute()
  return rows.map(toSummary)
}

/** Every save of a scenario, newest first. */
export async function listScenarioVersions(db: Queryable, id: string): Promise<ScenarioSummary[]> {
  const rows = await db
    .selectFrom('nahraum.scenario as s')
    .innerJoin('nahraum.scenario_version as v', 'v.scenario_id', 's.id')
    .select(summaryColumns)
    .select(modificationCount)
    .where('s.id', '=', id)
    .orderBy('v.version', 'desc')
    .execute()
  return rows.map(toSummary)
}

/** A scenario as it is, or as it was at one of its versions; deleted ones too. */
export async function findScenario(db: Queryable, id: string, version?: number): Promise<Scenario | undefined> {
  const row = await db
    .selectFrom('nahraum.scenario as s')
    .innerJoin('nahraum.scenario_version as v', 'v.scenario_id', 's.id')
    .select(summaryColumns)
    .select('v.modifications')
    .where('s.id', '=', id)
    .whereRef('v.version', '=', version === undefined ? 's.version' : sql.val(version))
    .executeTakeFirst()
  return row && { ...describe(row), modifications: row.modifications as Modification[] }
}

/** Stores a new scenario and returns its id. */
export async function createScenario(tx: Queryable, regionKey: string, content: ScenarioContent): Promise<string> {
  const id = randomBytes(8).toString('hex')
  await tx.insertInto('nahraum.scenario').values({ id, region_key: regionKey, version: 1, deleted_at: null }).execute()
  await insertVersion(tx, id, 1, content)
  return id
}

/**
 * Saves over a version that the writer has seen; false where another one has become the current one meanwhile, or the
 * scenario was deleted: then nothing is changed. Call it inside a transaction.
 */
export async function saveScenario(
  tx: Queryable,
  id: string,
  seenVersion: number,
  content: ScenarioContent,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('nahraum.scenario')
    .set({ version: seenVersion + 1 })
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await insertVersion(tx, id, seenVersion + 1, content)
  return true
}

/** Hides a scenario, or brings it back. Both may be said twice. */
export async function markScenarioDeleted(db: Queryable, id: string, deleted: boolean): Promise<void> {
  await db
    .updateTable('nahraum.scenario')
    .set({ deleted_at: deleted ? sql`coalesce(deleted_at, now())` : null })
    .where('id', '=', id)
    .execute()
}

async function insertVersion(tx: Queryable, id: string, version: number, content: ScenarioContent): Promise<void> {
  await tx
    .insertInto('nahraum.scenario_version')
    .values({
      scenario_id: id,
      version,
      format: SCENARIO_FORMAT,
      name: content.name,
      description: content.description,
      modifications: JSON.stringify(content.modifications),
      import_id: content.importId,
    })
    .execute()
}

const summaryColumns = [
  's.id',
  's.region_key',
  's.created_at as first_created_at',
  's.deleted_at',
  'v.version',
  'v.format',
  'v.name',
  'v.description',
  'v.import_id',
  'v.created_at',
] as const
const modificationCount = sql<number>`jsonb_array_length(v.modifications)`.as('modification_count')

function summaries(db: Queryable) {
  return db
    .selectFrom('nahraum.scenario as s')
    .innerJoin('nahraum.scenario_version as v', (join) =>
      join.onRef('v.scenario_id', '=', 's.id').onRef('v.version', '=', 's.version'),
    )
    .select(summaryColumns)
    .select(modificationCount)
}

interface DescribedRow {
  readonly id: string
  readonly region_key: string
  readonly first_created_at: Date
  readonly deleted_at: Date | null
  readonly version: number
  readonly format: number
  readonly name: string
  readonly description: string
  readonly import_id: string
  readonly created_at: Date
}

function describe(row: DescribedRow): Omit<Scenario, 'modifications'> {
  return {
    id: row.id,
    region: row.region_key,
    name: row.name,
    description: row.description,
    format: row.format,
    version: row.version,
    importId: row.import_id,
    createdAt: row.first_created_at.toISOString(),
    updatedAt: row.created_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  }
}

function toSummary(row: DescribedRow & { readonly modification_count: number }): ScenarioSummary {
  return { ...describe(row), modificationCount: Number(row.modification_count) }
}
