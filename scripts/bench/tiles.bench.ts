import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { whyNoPostgres } from '../../server/src/db/testing/postgres-cluster.service.ts'
import type { Bounds } from '../../server/src/geo/bounds.ts'
import { readOsmPbf } from '../../server/src/osm/osm-pbf.reader.ts'
import { buildBasemapFeatures } from '../../server/src/tiles/basemap-features.ts'
import { buildBasemapTiles } from '../../server/src/tiles/build-basemap-tiles.ts'
import { rollUp, type HexagonColumn } from '../../server/src/tiles/hexagon-columns.ts'
import { buildHexagonPyramid, createHexagonTiles } from '../../server/src/tiles/hexagon-tiles.ts'
import {
  checksumOf,
  createGeojsonEncoder,
  listCellsAround,
  openPostgisEncoder,
  type Encode,
} from '../../server/src/tiles/testing/hexagon-peers.service.ts'
import type { TileAddress } from '../../server/src/tiles/tile-math.ts'
import { createTileService } from '../../server/src/tiles/tile.service.ts'
import { measure, type BenchContext, type BenchRow } from './bench.ts'

export const name = 'tiles'

/** Rings around the middle cell: 16,651 cells of resolution 10, as many as a city has. */
const RINGS = 74
const UNREACHED = 0xffff

/**
 * All hexagon tiles of zooms 10, 12 and 14 that have content, encoded one after another from the same rows (at zoom 10 the
 * parents' rows), by the own encoder, by geojson-vt with vt-pbf (index built before), and by ST_AsMVT through `pg` where
 * PostGIS is installed. Times are per tile.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const cellIds = listCellsAround(6.0839, 50.7753, RINGS)
  const { people, columns } = createColumns(cellIds.length)
  const start = performance.now()
  const pyramid = buildHexagonPyramid(cellIds, 10)
  for (const z of [10, 12, 14]) pyramid.levelOfZoom(z).cellsByTile(z)
  const preparation = performance.now() - start
  rows.push({
    name: 'prepare geometry and indexes of 3 zooms, once per grid',
    medianMilliseconds: preparation,
    minMilliseconds: preparation,
    checksum: `${cellIds.length} cells`,
  })
  const database = whyNoPostgres() === null ? await openPostgisEncoder() : null
  try {
    for (const z of [10, 12, 14]) {
      const { parents } = pyramid.levelOfZoom(z)
      const rolled = parents.resolution === 10 ? columns : columns.map((column) => rollUp(parents, people, column))
      const tiles = createHexagonTiles(pyramid, people, columns)
      const addresses = tiles.listAddresses(z).filter(({ x, y }) => tiles.get(z, x, y) !== null)
      const geojson = await measureTiles(
        `z${z}: geojson-vt + vt-pbf`,
        addresses,
        3,
        createGeojsonEncoder(parents.cellIds, rolled, z),
      )
      const postgis =
        database === null
          ? null
          : await measureTiles(`z${z}: ST_AsMVT`, addresses, 3, await database.createEncoder(parents.cellIds, rolled))
      const own = await measureTiles(`z${z}: own encoder, ${addresses.length} tiles`, addresses, 15, ({ x, y }) =>
        tiles.get(z, x, y),
      )
      rows.push(geojson, ...(postgis === null ? [] : [postgis]), ratioOf(own, postgis ?? geojson))
      rows.push(await measureHot(`z${z}: hot tile from memory (gzip)`, addresses, tiles.get))
    }
  } finally {
    await database?.close()
  }
  const file = context.dataFolder === null ? null : join(context.dataFolder, 'aachen', 'aachen-2021-08-01.osm.pbf')
  if (file !== null && existsSync(file)) rows.push(...(await measureBasemap(file)))
  return rows
}

function createColumns(count: number): { people: Float64Array; columns: HexagonColumn[] } {
  const minutes = Uint16Array.from({ length: count }, (_, cell) => (cell % 6 === 0 ? UNREACHED : (cell * 37) % 18_000))
  const people = Float64Array.from({ length: count }, (_, cell) => ((cell * 13) % 230) / 4)
  const served = Float64Array.from(people, (value, cell) => (minutes[cell] <= 6000 ? value : 0))
  return {
    people,
    columns: [
      {
        kind: 'number',
        name: 'minutes',
        values: minutes,
        missing: UNREACHED,
        divisor: 600,
        decimals: 1,
        rollUp: 'mean',
      },
      { kind: 'number', name: 'people', values: people, missing: null, divisor: 1, decimals: 2, rollUp: 'sum' },
      { kind: 'number', name: 'served', values: served, missing: null, divisor: 1, decimals: 2, rollUp: 'sum' },
    ],
  }
}

async function measureTiles(
  rowName: string,
  addresses: readonly TileAddress[],
  runs: number,
  encode: Encode,
): Promise<BenchRow> {
  const times = await measure(runs, async () => {
    for (const address of addresses) {
      const tile = encode(address)
      if (tile instanceof Promise) await tile
    }
  })
  let bytes = 0
  const tiles: Uint8Array[] = []
  for (const address of addresses) {
    const tile = await encode(address)
    if (tile === null) continue
    bytes += tile.length
    tiles.push(tile)
  }
  return {
    name: `${rowName}, ${Math.round(bytes / addresses.length / 1000)} kB a tile`,
    medianMilliseconds: times.medianMilliseconds / addresses.length,
    minMilliseconds: times.minMilliseconds / addresses.length,
    checksum: checksumOf(tiles),
  }
}

function ratioOf(row: BenchRow, slower: BenchRow): BenchRow {
  return { ...row, ratio: slower.medianMilliseconds / row.medianMilliseconds, ratioTo: slower.name.split(',')[0] }
}

async function measureHot(
  rowName: string,
  addresses: readonly TileAddress[],
  get: (z: number, x: number, y: number) => Uint8Array | null,
): Promise<BenchRow> {
  const service = createTileService({ maximumBytes: 1 << 28 })
  const provider = { get: async (z: number, x: number, y: number) => get(z, x, y) }
  const tiles = await Promise.all(addresses.map((address) => service.getTile('bench', 'v', address, provider)))
  const times = await measure(50, async () => {
    for (const address of addresses) await service.getTile('bench', 'v', address, provider)
  })
  return {
    name: rowName,
    medianMilliseconds: times.medianMilliseconds / addresses.length,
    minMilliseconds: times.minMilliseconds / addresses.length,
    checksum: checksumOf(tiles.flatMap(({ gzip }) => (gzip === null ? [] : [gunzipSync(gzip)]))),
  }
}

async function measureBasemap(file: string): Promise<BenchRow[]> {
  const extract = readOsmPbf(readFileSync(file))
  const build = () => buildBasemapFeatures(extract, { add: () => undefined })
  const features = build()
  const cut = () => [...buildBasemapTiles(features, extract.bounds as Bounds)]
  const tiles = cut()
  return [
    { name: 'basemap of Aachen: features', ...(await measure(3, build)), checksum: `${features.length} features` },
    {
      name: 'basemap of Aachen: all tiles of zooms 6 to 14',
      ...(await measure(3, cut)),
      checksum: `${tiles.length} tiles, ${tiles.reduce((sum, { data }) => sum + data.length, 0)} bytes`,
    },
  ]
}
