import { sql } from 'kysely'
import { addressBookFromColumns, type AddressBook } from '../addresses/address-book.ts'
import { concatenateBytes } from '../columns/concatenate-bytes.ts'
import type { RegionSummary, SourceInfo } from '../contract/region.ts'
import { unpackColumns } from '../db/gzip-columns.service.ts'
import type { Queryable } from '../db/database.store.ts'
import type { District } from '../districts/district.ts'
import type { Facility } from '../facilities/facility.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { networkFromColumns } from '../network/network-columns.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { populationFromColumns } from '../population/population-columns.ts'
import type { Population } from '../population/population.ts'
import { summariseRegion, type ImportSummary } from './import-summary.ts'
import type { RegionManifest } from './manifest.ts'

/** Every region with a current import, by key. */
export async function listRegions(db: Queryable): Promise<RegionSummary[]> {
  const rows = await db
    .selectFrom('nahraum.region as r')
    .innerJoin('nahraum.import as i', 'i.id', 'r.current_import')
    .select((b) => [
      'r.key',
      'r.name',
      'r.fictional',
      'i.summary',
      'i.created_at',
      b
        .selectFrom('nahraum.published_run as p')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .whereRef('p.region_key', '=', 'r.key')
        .as('runs'),
    ])
    .orderBy('r.key')
    .execute()
  return rows.map((row) =>
    summariseRegion(row.summary as ImportSummary, {
      key: row.key,
      name: row.name,
      fictional: row.fictional,
      importedAt: row.created_at.toISOString(),
      analysed: Number(row.runs) > 0,
    }),
  )
}

export interface StoredImport {
  readonly importId: string
  readonly manifest: RegionManifest
  readonly summary: ImportSummary
  readonly importedAt: string
}

/** Imports of a region that are still kept, newest first. */
export async function listImports(db: Queryable, key: string): Promise<StoredImport[]> {
  const rows = await db
    .selectFrom('nahraum.import')
    .select(['id', 'manifest', 'summary', 'created_at'])
    .where('region_key', '=', key)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    importId: row.id,
    manifest: row.manifest as RegionManifest,
    summary: row.summary as ImportSummary,
    importedAt: row.created_at.toISOString(),
  }))
}

export async function findCurrentImportId(db: Queryable, key: string): Promise<string | null> {
  const row = await db.selectFrom('nahraum.region').select('current_import').where('key', '=', key).executeTakeFirst()
  return row?.current_import ?? null
}

/** Makes an import the region's current one. Call it inside a transaction. */
export async function showImport(tx: Queryable, key: string, importId: string): Promise<void> {
  await tx.updateTable('nahraum.region').set({ current_import: importId }).where('key', '=', key).execute()
  // A result belongs to the data it was computed from: what was published for other data is no longer shown.
  await tx
    .deleteFrom('nahraum.published_run')
    .where('region_key', '=', key)
    .where('run_id', 'not in', tx.selectFrom('nahraum.run').select('id').where('import_id', '=', importId))
    .execute()
}

/**
 * Shows the import that a result was made of, in one transaction with the result. Throws where other data were imported meanwhile: they are newer, and
 * the result is of data that nobody wants to see any more.
 */
export async function switchImport(tx: Queryable, key: string, from: string, to: string): Promise<void> {
  const row = await tx
    .selectFrom('nahraum.region')
    .select('current_import')
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
  if (row?.current_import === to) return
  if (row?.current_import !== from) {
    throw new TextProblem('data-changed', {
      de: 'Während der Auswertung wurden neue Daten eingelesen. Gespeichert wurde nichts; bitte noch einmal starten.',
      en: 'New data were imported while the analysis ran. Nothing was stored; start it again.',
    })
  }
  await showImport(tx, key, to)
}

export async function listSources(db: Queryable, importId: string): Promise<SourceInfo[]> {
  const rows = await db
    .selectFrom('nahraum.dataset')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    key: row.key,
    title: row.title,
    fileName: row.file_name,
    url: row.url,
    licence: row.licence,
    attribution: row.attribution,
    keyDate: row.key_date,
    sha256: row.sha256,
    countIn: row.count_in,
    countOut: row.count_out,
    countRejected: row.count_rejected,
    unit: row.unit,
  }))
}

export async function listIssues(db: Queryable, importId: string): Promise<ImportIssue[]> {
  return db
    .selectFrom('nahraum.import_issue')
    .select(['kind', 'severity', 'source', 'count', 'examples'])
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute()
}

export type StoredDistrict = District & { readonly people: Readonly<Record<string, number>> }

/** Districts of all levels, in the order of their index within the level. */
export async function listDistricts(db: Queryable, importId: string): Promise<StoredDistrict[]> {
  const rows = await db
    .selectFrom('nahraum.district')
    .select([
      'level_id',
      'id',
      'name',
      'area_square_metres',
      'figures',
      'people',
      sql<string>`ST_AsGeoJSON(geom, 7)`.as('geometry'),
    ])
    .where('import_id', '=', importId)
    .orderBy('level_id')
    .orderBy('district_index')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    levelId: row.level_id,
    name: row.name,
    geometry: JSON.parse(row.geometry).coordinates as MultiPolygon,
    areaSquareMetres: row.area_square_metres,
    figures: row.figures,
    people: row.people,
  }))
}

/** Facilities in the order of their index. */
export async function listFacilities(db: Queryable, importId: string): Promise<Facility[]> {
  const rows = await db
    .selectFrom('nahraum.facility')
    .select([
      'id',
      'category_ids',
      'name',
      'capacity',
      'provider',
      'address',
      'opening_hours',
      'wheelchair',
      'website',
      'source',
    ])
    .select([
      sql<number>`ST_X(geom)`.as('lng'),
      sql<number>`ST_Y(geom)`.as('lat'),
      sql<string>`ST_AsGeoJSON(access_points, 7)`.as('access'),
    ])
    .where('import_id', '=', importId)
    .orderBy('facility_index')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    categoryIds: row.category_ids,
    name: row.name,
    lng: row.lng,
    lat: row.lat,
    accessPoints: JSON.parse(row.access).coordinates as LngLat[],
    capacity: row.capacity,
    provider: row.provider,
    address: row.address,
    openingHours: row.opening_hours,
    wheelchair: row.wheelchair,
    website: row.website,
    source: row.source,
  }))
}

export interface StoredCells {
  readonly cellIds: readonly string[]
  readonly originLng: Float64Array
  readonly originLat: Float64Array
}

/** Cells in the order of their index. */
export async function loadCells(db: Queryable, importId: string): Promise<StoredCells> {
  const rows = await db
    .selectFrom('nahraum.cell')
    .select(['h3', sql<number>`ST_X(origin)`.as('lng'), sql<number>`ST_Y(origin)`.as('lat')])
    .where('import_id', '=', importId)
    .orderBy('cell_index')
    .execute()
  return {
    cellIds: rows.map((row) => row.h3),
    originLng: Float64Array.from(rows, (row) => row.lng),
    originLat: Float64Array.from(rows, (row) => row.lat),
  }
}

type ColumnsName = 'network' | 'population' | 'public_population' | 'addresses'

async function findColumns(db: Queryable, importId: string, name: ColumnsName) {
  const rows = await db
    .selectFrom('nahraum.import_columns')
    .select('data')
    .where('import_id', '=', importId)
    .where('name', '=', name)
    .orderBy('part')
    .execute()
  return rows.length === 0 ? undefined : unpackColumns(concatenateBytes(rows.map((row) => row.data)))
}

async function getColumns(db: Queryable, importId: string, name: ColumnsName) {
  const columns = await findColumns(db, importId, name)
  if (!columns) throw new Error(`import ${importId} has no ${name} columns`)
  return columns
}

export async function loadNetwork(db: Queryable, importId: string): Promise<StreetNetwork> {
  return networkFromColumns(await getColumns(db, importId, 'network'))
}

export async function loadPopulation(db: Queryable, importId: string): Promise<Population> {
  return populationFromColumns(await getColumns(db, importId, 'population'))
}

/** People as they may be published; only imports with figures of a register have them apart from the true ones. */
export async function loadPublicPopulation(db: Queryable, importId: string): Promise<Population> {
  return populationFromColumns(await getColumns(db, importId, 'public_population'))
}

/** Streets and house numbers, or undefined where an older version imported the region. */
export async function findAddressBook(db: Queryable, importId: string): Promise<AddressBook | undefined> {
  const columns = await findColumns(db, importId, 'addresses')
  return columns && addressBookFromColumns(columns)
}

/** Gzipped basemap tile, or undefined where the basemap has none. */
export async function findBasemapTile(
  db: Queryable,
  importId: string,
  z: number,
  x: number,
  y: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('nahraum.basemap_tile')
    .select('data')
    .where('import_id', '=', importId)
    .where('z', '=', z)
    .where('x', '=', x)
    .where('y', '=', y)
    .executeTakeFirst()
  return row?.data
}

/** The import whose basemap an address names, checked to belong to the region. */
export async function isImportOf(db: Queryable, key: string, importId: string): Promise<boolean> {
  const row = await db
    .selectFrom('nahraum.import')
    .select('id')
    .where('id', '=', importId)
    .where('region_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}
