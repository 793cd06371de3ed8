import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProfileId, RegionKey } from '../contract/common.ts'
import { JobBody } from '../contract/result.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'

/**
 * Work that the command line hands over to a running server, because the embedded database has room for one process only.
 * Not for the network: every request needs the control token of the lock file (access `machine`).
 */
export const importRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { imports, analyses, audit }) => {
  app.post(
    '/control/imports',
    {
      config: { access: 'machine' },
      schema: {
        summary: 'Import a region from files on this machine',
        tags: ['control'],
        body: Type.Object(
          {
            manifest: Type.String({ maxLength: 4096 }),
            sources: Type.Union([Type.String({ maxLength: 4096 }), Type.Null()]),
          },
          { additionalProperties: false },
        ),
        response: {
          202: JobBody,
          ...problemResponses('forbidden', 'too-many-jobs', 'database-away', 'too-large', 'unsupported-media'),
        },
      },
    },
    async (request, reply) => {
      const { job } = await imports.start(request.body.manifest, request.body.sources)
      const { person } = request
      await audit.record({ person, action: 'import.start', regionKey: job.region, subject: `job/${job.id}` })
      return reply.code(202).send(job)
    },
  )

  app.post(
    '/control/analyses',
    {
      config: { access: 'machine' },
      schema: {
        summary: 'Analyse a region with chosen kinds',
        tags: ['control'],
        body: Type.Object(
          {
            region: RegionKey,
            profile: ProfileId,
            categories: Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 200 }), Type.Null()]),
          },
          { additionalProperties: false },
        ),
        response: {
          202: JobBody,
          ...problemResponses(
            'forbidden',
            'unknown-region',
            'unknown-category',
            'too-many-jobs',
            'database-away',
            'too-large',
            'unsupported-media',
          ),
        },
      },
    },
    async (request, reply) => {
      const { region, profile, categories } = request.body
      const { job } = await analyses.start(region, profile, categories)
      const { person } = request
      const after = { profile, categories }
      await audit.record({ person, action: 'analysis.start', regionKey: region, subject: `job/${job.id}`, after })
      return reply.code(202).send(job)
    },
  )
}
