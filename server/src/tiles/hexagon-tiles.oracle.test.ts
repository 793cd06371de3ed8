import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { cellToBoundary, gridDisk, latLngToCell } from 'h3-js'
import { PbfReader } from 'pbf'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgresCluster, whyNoPostgres, type PostgresCluster } from '../db/testing/postgres-cluster.service.ts'
import { buildHexagonPyramid, createHexagonTiles } from './hexagon-tiles.ts'
import { tileBounds, TILE_BUFFER } from './tile-math.ts'

/** A sliver that only touches the buffer may be kept by one side and dropped by the other: square units. */
const SLIVER = 400

const reason = whyNoPostgres()

describe.skipIf(reason !== null)(
  `hexagon tiles against ST_AsMVT of PostGIS${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    // Aachen, and a place whose cells are distorted at an icosahedron edge.
    const cellIds = [
      ...gridDisk(latLngToCell(50.7753, 6.0839, 10), 40),
      ...gridDisk(latLngToCell(58.4, 11.25, 10), 25),
    ].sort()
    const minutes = Uint16Array.from(cellIds, (_, cell) => (cell % 6 === 0 ? 65535 : (cell * 37) % 18_000))
    const people = Float64Array.from(cellIds, (_, cell) => (cell % 23) / 4)
    const tiles = createHexagonTiles(buildHexagonPyramid(cellIds, 10), people, [
      { kind: 'number', name: 'minutes', values: minutes, missing: 65535, divisor: 600, decimals: 1, rollUp: 'mean' },
      { kind: 'number', name: 'people', values: people, missing: null, divisor: 1, decimals: 2, rollUp: 'sum' },
    ])
    let cluster: PostgresCluster
    let client: Client

    beforeAll(async () => {
      cluster = await startPostgresCluster()
      client = new Client({ connectionString: cluster.url })
      await client.connect()
      await client.query('create extension if not exists postgis')
      await client.query(
        'create temporary table hexagon (id int, h3 text, minutes float8, people float8, geom geometry)',
      )
      const outlines = cellIds.map((id) => {
        const ring = cellToBoundary(id, true)
        return `POLYGON((${ring.map(([lng, lat]) => `${lng} ${lat}`).join(',')}))`
      })
      await client.query(
        `insert into hexagon
       select i - 1, h3, minutes, people, ST_Transform(ST_GeomFromText(outline, 4326), 3857)
       from unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) with ordinality as t (h3, minutes, people, outline, i)`,
        [
          cellIds,
          Array.from(minutes, (value) => (value === 65535 ? null : Math.round(value / 60) / 10)),
          Array.from(people),
          outlines,
        ],
      )
    })

    afterAll(async () => {
      await client?.end()
      cluster?.stop()
    })

    async function readOracle(z: number, x: number, y: number): Promise<Map<number, VectorTileFeature>> {
      const { rows } = await client.query(
        `select ST_AsMVT(tile, 'hexagon', 4096, 'geometry', 'id') as mvt from (
         select id, h3, minutes, people,
                ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3), 4096, $4, true) as geometry
         from hexagon where geom && ST_TileEnvelope($1, $2, $3, margin => $4 / 4096.0)) as tile
       where geometry is not null`,
        [z, x, y, TILE_BUFFER],
      )
      return featuresOf(rows[0].mvt)
    }

    it('has the same cells, attributes and geometries, to one unit, in every tile of zooms 12 to 14', async () => {
      let compared = 0
      for (const z of [12, 13, 14]) {
        for (const { x, y } of tiles.listAddresses(z)) {
          const own = featuresOf(tiles.get(z, x, y) ?? new Uint8Array(0))
          const oracle = await readOracle(z, x, y)
          for (const id of new Set([...own.keys(), ...oracle.keys()])) {
            const [mine, theirs] = [own.get(id), oracle.get(id)]
            const where = `cell ${cellIds[id]} in tile ${z}/${x}/${y} (${JSON.stringify(tileBounds({ z, x, y }))})`
            if (mine === undefined || theirs === undefined) {
              expect(
                areaOf(ringOf((mine ?? theirs) as VectorTileFeature)),
                `${where} is on one side only`,
              ).toBeLessThan(SLIVER)
              continue
            }
            expect(mine.properties, where).toEqual(theirs.properties)
            expect(furthest(ringOf(mine), ringOf(theirs)), where).toBeLessThanOrEqual(1)
            expect(furthest(ringOf(theirs), ringOf(mine)), where).toBeLessThanOrEqual(1)
            compared++
          }
        }
      }
      expect(compared).toBeGreaterThan(cellIds.length * 3)
    })
  },
)

function featuresOf(tile: Uint8Array): Map<number, VectorTileFeature> {
  const layer = new VectorTile(new PbfReader(tile)).layers.hexagon
  const features = new Map<number, VectorTileFeature>()
  for (let i = 0; i < (layer?.length ?? 0); i++) features.set(layer.feature(i).id ?? 0, layer.feature(i))
  return features
}

type Position = { x: number; y: number }

function ringOf(feature: VectorTileFeature): Position[] {
  return feature.loadGeometry()[0].slice(0, -1)
}

/** How far the corners of one ring are from the outline of the other, at most, in units of the larger axis. */
function furthest(from: readonly Position[], to: readonly Position[]): number {
  return Math.max(
    ...from.map((corner) =>
      Math.min(...to.map((end, i) => distanceToEdge(corner, to[(i + to.length - 1) % to.length], end))),
    ),
  )
}

function distanceToEdge(at: Position, a: Position, b: Position): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / square))
  return Math.max(Math.abs(at.x - a.x - share * dx), Math.abs(at.y - a.y - share * dy))
}

function areaOf(ring: readonly Position[]): number {
  return (
    Math.abs(
      ring.reduce((sum, { x, y }, i) => sum + x * ring[(i + 1) % ring.length].y - ring[(i + 1) % ring.length].x * y, 0),
    ) / 2
  )
}
