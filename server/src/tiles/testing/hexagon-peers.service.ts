/** Other ways to make the same hexagon tiles, to compare with: geojson-vt with vt-pbf, and PostGIS. For benchmarks. */
import { VectorTile } from '@mapbox/vector-tile'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import GeoJSONVT from 'geojson-vt'
import { cellToBoundary, gridDisk, latLngToCell } from 'h3-js'
import { PbfReader } from 'pbf'
import { Client } from 'pg'
import { startPostgresCluster } from '../../db/testing/postgres-cluster.service.ts'
import type { HexagonColumn } from '../hexagon-columns.ts'
import { TILE_BUFFER, TILE_EXTENT, type TileAddress } from '../tile-math.ts'

export type Encode = (address: TileAddress) => Uint8Array | null | Promise<Uint8Array | null>

/** Cells of resolution 10 in so many rings around a place, ids ascending. */
export function listCellsAround(lng: number, lat: number, rings: number): string[] {
  return gridDisk(latLngToCell(lat, lng, 10), rings).sort()
}

/** The rounded value that the tiles show, or null. */
function valueOf(column: HexagonColumn, cell: number): number | null {
  if (column.kind === 'code' || column.values[cell] === column.missing) return null
  return Math.round((column.values[cell] / column.divisor) * 10 ** column.decimals) / 10 ** column.decimals
}

/** Tiles by geojson-vt, index built beforehand, and vt-pbf. */
export function createGeojsonEncoder(cellIds: readonly string[], columns: readonly HexagonColumn[], z: number): Encode {
  const features = cellIds.map((h3, id): Feature => {
    const values = columns.map((column) => [column.name, valueOf(column, id)] as const)
    const properties = Object.fromEntries(values.filter(([, value]) => value !== null))
    return {
      type: 'Feature',
      id,
      properties: { h3, ...properties },
      geometry: { type: 'Polygon', coordinates: [cellToBoundary(h3, true)] },
    }
  })
  const index = new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: z, indexMaxZoom: z, indexMaxPoints: 0, tolerance: 0, extent: TILE_EXTENT, buffer: TILE_BUFFER },
  )
  return ({ x, y }) => {
    const tile = index.getTile(z, x, y)
    return tile === null ? null : fromGeojsonVt({ hexagon: tile as never }, { version: 2, extent: TILE_EXTENT })
  }
}

export interface PostgisEncoder {
  /** Stores the rows (columns minutes, people, served) in a table of its own and gives the query for its tiles. */
  createEncoder(cellIds: readonly string[], columns: readonly HexagonColumn[]): Promise<Encode>
  close(): Promise<void>
}

/** Tiles by `ST_AsMVT`, one prepared query each, in a private cluster or the one of `TEST_DATABASE_URL`. */
export async function openPostgisEncoder(): Promise<PostgisEncoder> {
  const cluster = await startPostgresCluster()
  const client = new Client({ connectionString: cluster.url })
  await client.connect()
  await client.query('create extension if not exists postgis')
  let table = 0
  return {
    async createEncoder(cellIds, columns) {
      const hexagons = `bench_hexagon_${table++}`
      await client.query(
        `create temporary table ${hexagons} (id int, h3 text, minutes float8, people float8, served float8, geom geometry(polygon, 3857))`,
      )
      const outlines = cellIds.map(
        (id) =>
          `POLYGON((${cellToBoundary(id, true)
            .map((position) => position.join(' '))
            .join(',')}))`,
      )
      await client.query(
        `insert into ${hexagons}
         select i - 1, h3, minutes, people, served, ST_Transform(ST_GeomFromText(outline, 4326), 3857)
         from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::float8[]) with ordinality
           as t (h3, outline, minutes, people, served, i)`,
        [cellIds, outlines, ...columns.map((column) => cellIds.map((_, cell) => valueOf(column, cell)))],
      )
      await client.query(`create index on ${hexagons} using gist (geom)`)
      await client.query(`analyze ${hexagons}`)
      const text = `select ST_AsMVT(tile, 'hexagon', ${TILE_EXTENT}, 'geometry', 'id') as mvt from (
          select id, h3, minutes, people, served,
                 ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3), ${TILE_EXTENT}, ${TILE_BUFFER}, true) as geometry
          from ${hexagons} where geom && ST_TileEnvelope($1, $2, $3, margin => ${TILE_BUFFER / TILE_EXTENT})) as tile
        where geometry is not null`
      return async ({ z, x, y }) =>
        (await client.query({ name: hexagons, text, values: [z, x, y] })).rows[0].mvt as Uint8Array
    },
    async close() {
      await client.end()
      cluster.stop()
    },
  }
}

/** Hexagons with a corner inside a tile, and their people: equal for every encoder, whatever it does with slivers in the buffer. */
export function checksumOf(tiles: readonly Uint8Array[]): string {
  let count = 0
  let people = 0
  for (const tile of tiles) {
    const layer = new VectorTile(new PbfReader(tile)).layers.hexagon
    for (let i = 0; i < (layer?.length ?? 0); i++) {
      const feature = layer.feature(i)
      const within = (value: number): boolean => value > 2 && value < TILE_EXTENT - 2
      if (!feature.loadGeometry()[0].some(({ x, y }) => within(x) && within(y))) continue
      count++
      people += feature.properties.people as number
    }
  }
  return `${count} hexagons, ${people.toFixed(1)} people`
}
