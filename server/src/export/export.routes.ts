import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey, RunId } from '../contract/common.ts'
import { recordExport } from '../http/route-access.service.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { QUESTION_PROBLEMS, QuestionQuery } from '../runs/question.ts'
import { EXPORT_FORMATS, EXPORT_LAYERS, exportLayer, type ExportFormat, type ExportLayer } from './export.service.ts'

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  geojson: 'application/geo+json',
  csv: 'text/csv; charset=utf-8',
  pmtiles: 'application/vnd.pmtiles',
}

/** Results as files: attachments with the region, the layer and the run in their name. */
export const exportRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, results } = services
  app.get(
    '/regions/:region/runs/:run/export/:file',
    {
      config: { access: 'figures', ...perMinute('export') },
      schema: {
        summary: 'Results as a file',
        description: `Files: ${EXPORT_LAYERS.join(', ')} with the endings ${EXPORT_FORMATS.join(', ')}. CSV is German (semicolon, decimal comma, UTF-8 with mark) with variant=german, else plain.`,
        tags: ['export'],
        params: Type.Object({
          region: RegionKey,
          run: RunId,
          file: Type.String({ pattern: `^(${EXPORT_LAYERS.join('|')})\\.(${EXPORT_FORMATS.join('|')})$` }),
        }),
        querystring: Type.Object({
          ...QuestionQuery.properties,
          variant: Type.Optional(Type.Union([Type.Literal('plain'), Type.Literal('german')])),
        }),
        response: {
          200: Type.Any(),
          ...problemResponses(...QUESTION_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { region: key, run: runId, file } = request.params
      const [layer, format] = file.split('.') as [ExportLayer, ExportFormat]
      const run = await results.get(await regions.get(key), runId)
      const question = results.resolve(run, request.query)
      const pieces = await exportLayer(services, run, question, layer, format, request.query.variant ?? 'plain')
      await recordExport(services, request, key, `run/${runId}/${file}`)
      const name = `${key}-${layer}-${question.categoryIds.slice(0, 3).join('-')}-${runId}.${format}`
      return reply
        .type(MEDIA_TYPES[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-cache')
        .send(Readable.from(pieces, { objectMode: false }))
    },
  )
}
