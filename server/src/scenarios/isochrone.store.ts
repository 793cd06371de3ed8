import type { Queryable } from '../db/database.store.ts'

export interface StoredTile {
  readonly x: number
  readonly y: number
  /** Gzipped vector tile. */
  readonly data: Uint8Array
}

/** Columns of tiles read at once; a tile of a city has 20 to 80 kB. */
const COLUMNS_AT_ONCE = 8

/** All basemap tiles of one zoom, a few columns of the map at a time. */
export async function* listBasemapTiles(db: Queryable, importId: string, z: number): AsyncGenerator<StoredTile[]> {
  const columns = await db
    .selectFrom('nahraum.basemap_tile')
    .select('x')
    .distinct()
    .where('import_id', '=', importId)
    .where('z', '=', z)
    .orderBy('x')
    .execute()
  for (let i = 0; i < columns.length; i += COLUMNS_AT_ONCE) {
    const some = columns.slice(i, i + COLUMNS_AT_ONCE).map(({ x }) => x)
    yield await db
      .selectFrom('nahraum.basemap_tile')
      .select(['x', 'y', 'data'])
      .where('import_id', '=', importId)
      .where('z', '=', z)
      .where('x', 'in', some)
      .orderBy('x')
      .orderBy('y')
      .execute()
  }
}
