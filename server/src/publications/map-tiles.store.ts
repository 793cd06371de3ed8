import { sql } from 'kysely'
import type { Queryable } from '../db/database.store.ts'
import type { TileRange } from '../tiles/tile-math.ts'

/** Tiles of one zoom of an import's basemap, both ends of the range included. */
export async function loadBasemapTiles(db: Queryable, importId: string, z: number, range: TileRange) {
  return basemapTiles(db, importId, z, range).select(['z', 'x', 'y', 'data']).orderBy('y').orderBy('x').execute()
}

/** How many bytes they are, packed. */
export async function countBasemapBytes(db: Queryable, importId: string, z: number, range: TileRange): Promise<number> {
  const row = await basemapTiles(db, importId, z, range)
    .select(sql<string | null>`sum(octet_length(data))`.as('bytes'))
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

function basemapTiles(db: Queryable, importId: string, z: number, { minX, minY, maxX, maxY }: TileRange) {
  return db
    .selectFrom('nahraum.basemap_tile')
    .where('import_id', '=', importId)
    .where('z', '=', z)
    .where('x', '>=', minX)
    .where('x', '<=', maxX)
    .where('y', '>=', minY)
    .where('y', '<=', maxY)
}
