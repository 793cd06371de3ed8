import { timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProfileId, RegionKey } from '../contract/common.ts'
import { JobBody } from '../contract/result.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { Problem } from '../problems/problems.ts'
import type { Services } from '../http/services.ts'

/** Only commands on the same machine know the token: it is in the lock file beside the embedded database. */
function isControlToken(given: unknown, expected: string | undefined): boolean {
  if (typeof given !== 'string' || expected === undefined) return false
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Work that the command line hands over to a running server, because the embedded database has room for one process only.
 * Not for the network: every request needs the control token of the lock file.
 */
export const importRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { database, imports, analyses }) => {
  app.addHook('onRequest', async (request) => {
    if (!isControlToken(request.headers['x-control-token'], database.lock?.holder.controlToken)) {
      throw new Problem('forbidden', 'Imports are started by the command line on the machine of the server.')
    }
  })

  app.post(
    '/control/imports',
    {
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
      return reply.code(202).send(job)
    },
  )

  app.post(
    '/control/analyses',
    {
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
      return reply.code(202).send(job)
    },
  )
}
