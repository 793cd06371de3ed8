import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkFigures } from '../http/route-access.service.ts'
import { isNotModified } from '../http/send-versioned.service.ts'
import type { Services } from '../http/services.ts'

const gunzipAsync = promisify(gunzip)

/** Columns (NRC1) whose meaning docs/region-pack.md describes. */
export const REGION_PACK_TYPE = 'application/vnd.nahraum.region-pack'
/** How many bytes there will be once unpacked, for whoever shows progress: `content-length` counts packed ones. */
export const UNPACKED_LENGTH_HEADER = 'x-unpacked-length'

export const packRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, packs } = services
  app.get(
    '/regions/:region/what-if/pack',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'The region as what-if needs it, for answering questions without the server',
        description: `${REGION_PACK_TYPE}, see docs/region-pack.md. Without "import" the newest one. Any address but the full one of a pack (import and edition) leads there by 302; the full one never changes its content. "${UNPACKED_LENGTH_HEADER}" tells how many bytes there are when unpacked.`,
        tags: ['what-if'],
        params: Type.Object({ region: RegionKey }),
        querystring: Type.Object({
          /** An import that is still kept; default: the newest. */
          import: Type.Optional(Type.String({ pattern: '^[0-9a-f]{1,64}$' })),
          /** As the redirect names it; a former one leads to today's. */
          edition: Type.Optional(Type.String({ pattern: '^[0-9a-f]{1,64}$' })),
        }),
        response: {
          200: Type.Any(),
          302: Type.Null(),
          304: Type.Null(),
          ...problemResponses('unknown-region', 'unknown-import', 'took-too-long', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      const { import: importId, edition } = request.query
      const { region: key } = request.params
      if (importId !== undefined) await checkFigures(services, request, key, importId)
      const region = importId === undefined ? await regions.get(key) : await regions.getImport(key, importId)
      if (importId === undefined || edition !== packs.edition) {
        // Relative, so that it holds behind any proxy.
        const address = `pack?import=${region.importId}&edition=${packs.edition}`
        return reply.code(302).header('location', address).header('cache-control', 'no-cache').send(null)
      }
      reply.header('vary', 'accept-encoding')
      const isKnown = isNotModified(request, reply, `${region.importId}-${edition}`)
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      if (isKnown) return reply.code(304).send(null)
      const packed = await packs.get(region)
      reply.type(REGION_PACK_TYPE).header(UNPACKED_LENGTH_HEADER, packed.unpackedBytes)
      const accepted = listAccepted(request.headers['accept-encoding'])
      const coding = (['br', 'gzip'] as const).find((name) => accepted.has(name))
      if (coding === undefined) return reply.send(await gunzipAsync(packed.gzip))
      const bytes = coding === 'br' ? packed.brotli : packed.gzip
      return reply
        .header('content-encoding', coding)
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}

/** Codings that `accept-encoding` names and does not refuse by `q=0`. */
function listAccepted(header: string | undefined): ReadonlySet<string> {
  const entries = (header ?? '').split(',').map((entry) => entry.trim().toLowerCase())
  return new Set(entries.filter((entry) => !/;\s*q=0(\.0*)?$/.test(entry)).map((entry) => entry.split(';')[0].trim()))
}
