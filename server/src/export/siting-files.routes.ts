import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { SITING_LIMITS, SitingRequest } from '../contract/siting.ts'
import { checkMayReadSides } from '../http/read-sides.service.ts'
import { recordExport } from '../http/route-access.service.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { SITING_FILES, type SitingFile } from '../site-search/site-command.ts'
import { writeSitingTable } from './siting-tables.ts'

/** A search for sites as the files that the command line reads. */
export const sitingFileRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, siting } = services
  app.post(
    '/regions/:region/siting/files/:file',
    {
      config: { access: 'figures', ...perMinute('export') },
      bodyLimit: BODY_LIMITS.siting,
      schema: {
        summary: 'What `nahraum site` needs to give the same objective, to the last digit',
        description: `With the body of the search. Files: ${SITING_FILES.join(', ')}; readme.txt holds the command. matrix.csv has up to ${SITING_LIMITS.pairs / 1e6} million rows of about 45 bytes; larger searches are refused.`,
        tags: ['export'],
        params: Type.Object({
          region: RegionKey,
          file: Type.String({ pattern: `^(${SITING_FILES.join('|').replaceAll('.', '\\.')})$` }),
        }),
        body: SitingRequest,
        response: {
          200: Type.Any(),
          ...problemResponses(
            'unknown-region',
            'unknown-category',
            'unknown-group',
            'unknown-level',
            'unknown-scenario',
            'newer-format',
            'too-large',
            'unsupported-media',
            'database-away',
          ),
        },
      },
    },
    async (request, reply) => {
      const file = request.params.file as SitingFile
      const region = await regions.get(request.params.region)
      await checkMayReadSides(services, request, region.key, [request.body.side ?? {}])
      await recordExport(services, request, region.key, `siting/${file}`)
      const tables = await siting.tables(await siting.resolve(region, request.body))
      return reply
        .type(file.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(writeSitingTable(tables, file), { objectMode: false }))
    },
  )
}
