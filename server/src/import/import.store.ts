import { sql, type RawBuilder } from 'kysely'
import { addressBookToColumns } from '../addresses/address-book.ts'
import type { SourceInfo } from '../contract/region.ts'
import { packColumns, splitParts } from '../db/gzip-columns.service.ts'
import type { Queryable } from '../db/database.store.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import { cellToBoundary } from '../grid/cells.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { networkToColumns } from '../network/network-columns.ts'
import { populationToColumns } from '../population/population-columns.ts'
import { sumPeopleByCell, sumPeopleByDistrict } from '../population/people-sums.ts'
import { showImport } from '../regions/region.store.ts'
import type { ImportedRegion } from './imported-region.ts'

/** Rows per statement: bounds the memory of one statement in the embedded database. */
const CHUNK_ROWS = 4_000

export interface SaveProgress {
  (step: 'districts' | 'places' | 'cells' | 'columns' | 'basemap', share: number): void
}

/** Whether the region already has exactly this import as its current one. */
export async function isCurrentImport(db: Queryable, regionKey: string, importId: string): Promise<boolean> {
  const row = await db
    .selectFrom('nahraum.region')
    .select('current_import')
    .where('key', '=', regionKey)
    .executeTakeFirst()
  return row?.current_import === importId
}

/** Stores an import and makes it the region's current one: all of it or nothing. Call it inside a transaction. */
export async function saveImport(
  tx: Queryable,
  region: ImportedRegion,
  onProgress: SaveProgress = () => {},
): Promise<void> {
  const { manifest, id } = region
  await tx
    .insertInto('nahraum.region')
    .values({
      key: manifest.key,
      name: JSON.stringify(manifest.name),
      fictional: manifest.fictional,
      current_import: null,
    })
    .onConflict((c) =>
      c.column('key').doUpdateSet({ name: JSON.stringify(manifest.name), fictional: manifest.fictional }),
    )
    .execute()
  const known = await tx.selectFrom('nahraum.import').select('id').where('id', '=', id).executeTakeFirst()
  if (!known) await saveImportRows(tx, region, onProgress)
  await showImport(tx, manifest.key, id)
}

async function saveImportRows(tx: Queryable, region: ImportedRegion, onProgress: SaveProgress): Promise<void> {
  const { id, manifest } = region
  await tx
    .insertInto('nahraum.import')
    .values({
      id,
      region_key: manifest.key,
      manifest: JSON.stringify(manifest),
      summary: JSON.stringify(region.summary),
    })
    .execute()
  await saveDatasets(tx, id, region.sources)
  await saveIssues(tx, id, region.issues)
  onProgress('districts', 0)
  await saveDistricts(tx, region)
  onProgress('places', 0.1)
  await saveFacilities(tx, region)
  onProgress('cells', 0.2)
  await saveCells(tx, region, (share) => onProgress('cells', 0.2 + share * 0.4))
  onProgress('columns', 0.6)
  await saveColumns(tx, region)
  onProgress('basemap', 0.8)
  await saveBasemapTiles(tx, region)
  onProgress('basemap', 1)
}

/** @param firstPosition of the sources within their import */
export async function saveDatasets(
  tx: Queryable,
  importId: string,
  sources: readonly SourceInfo[],
  firstPosition = 0,
): Promise<void> {
  await tx
    .insertInto('nahraum.dataset')
    .values(
      sources.map((source, position) => ({
        import_id: importId,
        position: firstPosition + position,
        kind: source.kind,
        key: source.key,
        title: JSON.stringify(source.title),
        file_name: source.fileName,
        url: source.url,
        licence: source.licence,
        attribution: source.attribution,
        key_date: source.keyDate,
        sha256: source.sha256,
        count_in: source.countIn,
        count_out: source.countOut,
        count_rejected: source.countRejected,
        unit: source.unit,
      })),
    )
    .execute()
}

export async function saveIssues(tx: Queryable, importId: string, issues: readonly ImportIssue[]): Promise<void> {
  if (issues.length === 0) return
  await tx
    .insertInto('nahraum.import_issue')
    .values(
      issues.map((issue, position) => ({
        import_id: importId,
        position,
        kind: issue.kind,
        severity: issue.severity,
        source: issue.source,
        count: issue.count,
        examples: JSON.stringify(issue.examples),
      })),
    )
    .execute()
}

/** Inserts rows of one shape from parallel arrays: one parameter a column, whatever the number of rows. */
async function insertChunks<T>(
  rows: readonly T[],
  insert: (chunk: readonly T[]) => RawBuilder<unknown>,
  tx: Queryable,
  onShare?: (share: number) => void,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    await insert(rows.slice(start, start + CHUNK_ROWS)).execute(tx)
    onShare?.(Math.min(1, (start + CHUNK_ROWS) / rows.length))
  }
}

const multiPolygonJson = (geometry: MultiPolygon): string =>
  JSON.stringify({ type: 'MultiPolygon', coordinates: geometry })

async function saveDistricts(tx: Queryable, region: ImportedRegion): Promise<void> {
  const rows = region.districts.flatMap((districts, level) => {
    const people = sumPeopleByDistrict(region.population, level, districts.length)
    return districts.map((district, index) => ({
      district,
      index,
      people: Object.fromEntries(region.population.groupIds.map((group, g) => [group, people[g][index]])),
    }))
  })
  await insertChunks(
    rows,
    (chunk) => sql`
      insert into nahraum.district (import_id, level_id, district_index, id, name, area_square_metres, figures, people, geom)
      select ${region.id}, level_id, district_index, id, name, area, figures::jsonb, people::jsonb, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326))
      from unnest(
        ${chunk.map((r) => r.district.levelId)}::text[], ${chunk.map((r) => r.index)}::int[], ${chunk.map((r) => r.district.id)}::text[],
        ${chunk.map((r) => r.district.name)}::text[], ${chunk.map((r) => r.district.areaSquareMetres)}::float8[],
        ${chunk.map((r) => JSON.stringify(r.district.figures))}::text[], ${chunk.map((r) => JSON.stringify(r.people))}::text[],
        ${chunk.map((r) => multiPolygonJson(r.district.geometry))}::text[]
      ) as t(level_id, district_index, id, name, area, figures, people, geometry)`,
    tx,
  )
}

export async function saveFacilities(tx: Queryable, region: Pick<ImportedRegion, 'id' | 'facilities'>): Promise<void> {
  const rows = region.facilities.map((facility, index) => ({ facility, index }))
  await insertChunks(
    rows,
    (chunk) => sql`
      insert into nahraum.facility
        (import_id, facility_index, id, category_ids, name, capacity, provider, address, opening_hours, wheelchair, website, source, geom, access_points)
      select ${region.id}, facility_index, id, array(select jsonb_array_elements_text(category_ids::jsonb)), name, capacity, provider, address, opening_hours,
        wheelchair, website, source, ST_SetSRID(ST_MakePoint(lng, lat), 4326), ST_SetSRID(ST_GeomFromGeoJSON(access_points), 4326)
      from unnest(
        ${chunk.map((r) => r.index)}::int[], ${chunk.map((r) => r.facility.id)}::text[], ${chunk.map((r) => JSON.stringify(r.facility.categoryIds))}::text[],
        ${chunk.map((r) => r.facility.name)}::text[], ${chunk.map((r) => r.facility.capacity)}::float8[], ${chunk.map((r) => r.facility.provider)}::text[],
        ${chunk.map((r) => r.facility.address)}::text[], ${chunk.map((r) => r.facility.openingHours)}::text[], ${chunk.map((r) => r.facility.wheelchair)}::text[],
        ${chunk.map((r) => r.facility.website)}::text[], ${chunk.map((r) => r.facility.source)}::text[],
        ${chunk.map((r) => r.facility.lng)}::float8[], ${chunk.map((r) => r.facility.lat)}::float8[],
        ${chunk.map((r) => JSON.stringify({ type: 'MultiPoint', coordinates: r.facility.accessPoints }))}::text[]
      ) as t(facility_index, id, category_ids, name, capacity, provider, address, opening_hours, wheelchair, website, source, lng, lat, access_points)`,
    tx,
  )
}

async function saveCells(tx: Queryable, region: ImportedRegion, onShare: (share: number) => void): Promise<void> {
  const { cells } = region
  const people = sumPeopleByCell(region.population, cells.cellCount)
  const rows = cells.cellIds.map((h3, index) => ({ h3, index }))
  const polygonText = (h3: string) =>
    `POLYGON((${cellToBoundary(h3)
      .map(([lng, lat]) => `${lng} ${lat}`)
      .join(',')}))`
  await insertChunks(
    rows,
    (chunk) => sql`
      insert into nahraum.cell (import_id, cell_index, h3, people, geom, origin)
      select ${region.id}, cell_index, h3, people::float8[], ST_GeomFromText(polygon, 4326), ST_SetSRID(ST_MakePoint(lng, lat), 4326)
      from unnest(
        ${chunk.map((r) => r.index)}::int[], ${chunk.map((r) => r.h3)}::text[], ${chunk.map((r) => `{${people.map((group) => group[r.index]).join()}}`)}::text[],
        ${chunk.map((r) => polygonText(r.h3))}::text[], ${chunk.map((r) => cells.originLng[r.index])}::float8[], ${chunk.map((r) => cells.originLat[r.index])}::float8[]
      ) as t(cell_index, h3, people, polygon, lng, lat)`,
    tx,
    onShare,
  )
}

async function saveColumns(tx: Queryable, region: ImportedRegion): Promise<void> {
  const values = {
    network: packColumns(networkToColumns(region.network)),
    population: packColumns(populationToColumns(region.population)),
    public_population: region.publicPopulation && packColumns(populationToColumns(region.publicPopulation)),
    addresses: packColumns(addressBookToColumns(region.addresses)),
  }
  for (const name of ['network', 'population', 'public_population', 'addresses'] as const) {
    const packed = values[name]
    if (packed === null) continue
    for (const [part, data] of splitParts(packed).entries()) {
      await tx.insertInto('nahraum.import_columns').values({ import_id: region.id, name, part, data }).execute()
    }
  }
}

async function saveBasemapTiles(tx: Queryable, region: ImportedRegion): Promise<void> {
  const rowsPerStatement = 50
  for (let start = 0; start < region.basemapTiles.length; start += rowsPerStatement) {
    const chunk = region.basemapTiles.slice(start, start + rowsPerStatement)
    await tx
      .insertInto('nahraum.basemap_tile')
      .values(chunk.map((tile) => ({ import_id: region.id, ...tile })))
      .execute()
  }
}
