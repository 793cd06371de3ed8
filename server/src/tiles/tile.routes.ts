import { gunzipSync } from 'node:zlib'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkFigures } from '../http/route-access.service.ts'
import { Problem } from '../problems/problems.ts'
import type { Services } from '../http/services.ts'
import { QuestionQuery } from '../runs/question.ts'
import { TileSources } from './tile-sources.service.ts'
import { parseTileAddress, tileTouchesBounds } from './tile-math.ts'
import { TILE_SETS, type TileSetId } from './tile-sets.ts'
import { buildTileJson } from './tile-json.ts'
import { createTileService, etagMatches } from './tile.service.ts'

const MAXIMUM_CACHE_BYTES = 256 << 20

/** Sets from which people are counted; the others are streets, outlines and places. */
const COUNTS_PEOPLE: ReadonlySet<TileSetId> = new Set(['hexagons', 'gaps'])

const setPattern = `^(${Object.keys(TILE_SETS).join('|')})$`
const TileQuery = Type.Object({
  ...Type.Partial(QuestionQuery).properties,
  /** Published run; default: the one of the profile `65plus`, else any. Only for hexagons and gaps. */
  run: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
})

/** TileJSON documents and tiles. A tile's address holds the version of what it shows, so it never changes and may be kept for ever. */
export const tileRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions } = services
  const sources = new TileSources(services)
  const cache = createTileService({ maximumBytes: MAXIMUM_CACHE_BYTES })

  app.get(
    '/tiles/:region/:document',
    {
      config: { access: 'public' },
      schema: {
        summary: 'TileJSON 3.0 of a tile set',
        description: `Documents: ${Object.keys(TILE_SETS)
          .map((set) => `${set}.json`)
          .join(', ')}. hexagons and gaps take the question as query.`,
        tags: ['tiles'],
        params: Type.Object({ region: RegionKey, document: Type.String({ maxLength: 40 }) }),
        querystring: TileQuery,
        response: {
          200: Type.Any(),
          ...problemResponses(
            'unknown-region',
            'unknown-tile-set',
            'unknown-run',
            'not-analysed',
            'unknown-category',
            'database-away',
          ),
        },
      },
    },
    async (request, reply) => {
      const set = /^(\w+)\.json$/.exec(request.params.document)?.[1] as TileSetId | undefined
      if (!set || !TILE_SETS[set])
        throw new Problem('unknown-tile-set', `There is no tile document "${request.params.document}".`)
      const region = await regions.get(request.params.region)
      if (COUNTS_PEOPLE.has(set)) await checkFigures(services, request, region.key)
      const { version, query } = await sources.describe(region, set, request.query)
      reply.header('cache-control', 'public, max-age=60')
      return buildTileJson({
        set,
        region: region.key,
        name: `${region.manifest.name.de}: ${set}`,
        publicUrl: services.publicUrl(),
        version,
        query,
        bounds: sources.bounds(region, set),
        attribution: sources.attribution(region),
      })
    },
  )

  app.get(
    '/tiles/:region/:set/:version/:z/:x/:file',
    {
      config: { access: 'public' },
      schema: {
        summary: 'One vector tile (MVT 2.1)',
        description:
          '200 with the tile, 204 where it is empty, 404 outside the bounds or zooms of the set. The address ends in {y}.mvt.',
        tags: ['tiles'],
        params: Type.Object({
          region: RegionKey,
          set: Type.String({ pattern: setPattern }),
          version: Type.String({ pattern: '^[0-9a-f]{16}$' }),
          z: Type.String({ maxLength: 3 }),
          x: Type.String({ maxLength: 10 }),
          file: Type.String({ pattern: '^[^.]{1,10}\\.mvt$' }),
        }),
        querystring: TileQuery,
        response: {
          200: Type.Any(),
          204: Type.Null(),
          304: Type.Null(),
          ...problemResponses('unknown-region', 'tile-outside', 'unknown-run', 'unknown-category', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      const { region: key, version, z, x, file } = request.params
      const set = request.params.set as TileSetId
      const address = parseTileAddress(z, x, file.slice(0, -'.mvt'.length))
      const { minimumZoom, maximumZoom } = TILE_SETS[set]
      if (!address || address.z < minimumZoom || address.z > maximumZoom) {
        throw new Problem(
          'tile-outside',
          `"${z}/${x}/${file}" is no tile of zoom ${minimumZoom} to ${maximumZoom}; numbers are plain decimals.`,
        )
      }
      const region = await regions.get(key)
      if (COUNTS_PEOPLE.has(set)) await checkFigures(services, request, key)
      if (!tileTouchesBounds(address, sources.bounds(region, set)))
        throw new Problem('tile-outside', `The tile ${z}/${x}/${file} lies outside the set.`)
      const { provider, name } = await sources.open(region, set, version, request.query)
      const tile = await cache.getTile(`${key}/${name}`, version, address, provider)
      reply
        .header('etag', tile.etag)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
      if (etagMatches(request.headers['if-none-match'], tile.etag)) return reply.code(304).send(null)
      if (tile.gzip === null) return reply.code(204).send(null)
      const bytes = Buffer.from(tile.gzip.buffer, tile.gzip.byteOffset, tile.gzip.byteLength)
      reply.type('application/vnd.mapbox-vector-tile')
      if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
        return reply.header('content-encoding', 'gzip').send(bytes)
      return reply.send(gunzipSync(bytes))
    },
  )
}
