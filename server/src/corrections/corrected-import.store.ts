import { sql } from 'kysely'
import type { SourceInfo } from '../contract/region.ts'
import type { Queryable } from '../db/database.store.ts'
import { packColumns, splitParts } from '../db/gzip-columns.service.ts'
import type { Facility } from '../facilities/facility.ts'
import { saveDatasets, saveFacilities, saveIssues } from '../import/import.store.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { networkToColumns } from '../network/network-columns.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { ImportSummary } from '../regions/import-summary.ts'
import type { CorrectionOutcome } from './apply-corrections.ts'

/** An import made of another one: everything is taken over but what is given here. */
export interface CorrectedImport {
  readonly id: string
  readonly baseImportId: string
  readonly regionKey: string
  readonly summary: ImportSummary
  readonly facilities: readonly Facility[]
  /** Null: the streets of the base. */
  readonly network: StreetNetwork | null
  readonly source: SourceInfo
  readonly issues: readonly ImportIssue[]
  readonly outcomes: readonly CorrectionOutcome[]
}

/** Stores it; the region goes on showing what it shows. Call it inside a transaction: all of it or nothing. */
export async function saveCorrectedImport(
  tx: Queryable,
  corrected: CorrectedImport,
  onStep: (share: number) => void = () => {},
): Promise<void> {
  const { id, baseImportId: base } = corrected
  await sql`
    insert into nahraum.import (id, region_key, manifest, summary)
    select ${id}, region_key, manifest, ${JSON.stringify(corrected.summary)}::jsonb from nahraum.import where id = ${base}`.execute(
    tx,
  )
  await sql`
    insert into nahraum.dataset
    select (jsonb_populate_record(d, jsonb_build_object('import_id', ${id}::text))).* from nahraum.dataset d where import_id = ${base}`.execute(
    tx,
  )
  const { count } = await tx
    .selectFrom('nahraum.dataset')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('import_id', '=', base)
    .executeTakeFirstOrThrow()
  await saveDatasets(tx, id, [corrected.source], count)
  await saveIssues(tx, id, corrected.issues)
  await sql`
    insert into nahraum.district (import_id, level_id, district_index, id, name, area_square_metres, figures, people, geom)
    select ${id}, level_id, district_index, id, name, area_square_metres, figures, people, geom from nahraum.district where import_id = ${base}`.execute(
    tx,
  )
  onStep(0.1)
  await saveFacilities(tx, corrected)
  onStep(0.2)
  await sql`
    insert into nahraum.cell (import_id, cell_index, h3, people, geom, origin)
    select ${id}, cell_index, h3, people, geom, origin from nahraum.cell where import_id = ${base}`.execute(tx)
  onStep(0.5)
  await sql`
    insert into nahraum.import_columns (import_id, name, part, data)
    select ${id}, name, part, data from nahraum.import_columns
    where import_id = ${base} and (name <> 'network' or ${corrected.network === null}::boolean)`.execute(tx)
  if (corrected.network !== null) {
    for (const [part, data] of splitParts(packColumns(networkToColumns(corrected.network))).entries())
      await tx.insertInto('nahraum.import_columns').values({ import_id: id, name: 'network', part, data }).execute()
  }
  onStep(0.7)
  await sql`
    insert into nahraum.basemap_tile (import_id, z, x, y, data)
    select ${id}, z, x, y, data from nahraum.basemap_tile where import_id = ${base}`.execute(tx)
  await tx
    .insertInto('nahraum.corrected_import')
    .values({ import_id: id, base_import_id: base, outcomes: JSON.stringify(corrected.outcomes) })
    .execute()
  onStep(1)
}

/** The import of files behind an import: itself, or what it was made of. */
export async function findBase(
  db: Queryable,
  importId: string,
): Promise<{ readonly baseImportId: string; readonly outcomes: readonly CorrectionOutcome[] }> {
  const row = await db
    .selectFrom('nahraum.corrected_import')
    .select(['base_import_id', 'outcomes'])
    .where('import_id', '=', importId)
    .executeTakeFirst()
  return row === undefined
    ? { baseImportId: importId, outcomes: [] }
    : { baseImportId: row.base_import_id, outcomes: row.outcomes as CorrectionOutcome[] }
}

export async function isKnownImport(db: Queryable, importId: string): Promise<boolean> {
  const row = await db.selectFrom('nahraum.import').select('id').where('id', '=', importId).executeTakeFirst()
  return row !== undefined
}

/** Removes imports made for runs that never came about: neither shown, nor wanted now, and without results. */
export async function removeAbandoned(tx: Queryable, regionKey: string, wanted: string): Promise<void> {
  await tx
    .deleteFrom('nahraum.import')
    .where('region_key', '=', regionKey)
    .where('id', 'in', tx.selectFrom('nahraum.corrected_import').select('import_id'))
    .where('id', '<>', wanted)
    .where('id', 'not in', tx.selectFrom('nahraum.run').select('import_id'))
    .where(
      'id',
      'not in',
      tx.selectFrom('nahraum.region').select('current_import').where('current_import', 'is not', null),
    ) // prettier-ignore
    .execute()
}
