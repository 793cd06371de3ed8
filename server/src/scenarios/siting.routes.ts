import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { JobBody } from '../contract/result.ts'
import { SitingRequest } from '../contract/siting.ts'
import { checkMayReadSides } from '../http/read-sides.service.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'

export const sitingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, siting } = services
  app.post(
    '/regions/:region/siting',
    {
      config: { access: 'figures', ...perMinute('job') },
      // Room for a list of points that is too long, so that it is refused by name.
      bodyLimit: BODY_LIMITS.siting,
      schema: {
        summary: 'Search for the best sites',
        description:
          'Starts a job (lane of its own, one search at a time; equal searches share a job). While it runs, `result` is the best set so far with its bound, in the end the answer (`SitingAnswer`). DELETE of the job ends it at once. Refusals have their text in German and English in `text`.',
        tags: ['what-if'],
        params: Type.Object({ region: RegionKey }),
        body: SitingRequest,
        response: {
          202: JobBody,
          ...problemResponses(
            'unknown-region',
            'unknown-category',
            'unknown-group',
            'unknown-level',
            'unknown-scenario',
            'newer-format',
            'too-many-jobs',
            'too-large',
            'unsupported-media',
            'database-away',
          ),
        },
      },
    },
    async (request, reply) => {
      const region = await regions.get(request.params.region)
      await checkMayReadSides(services, request, region.key, [request.body.side ?? {}])
      const { job, done } = await siting.start(await siting.resolve(region, request.body))
      done.catch(() => undefined)
      return reply.code(202).header('location', `/api/v1/jobs/${job.id}`).header('cache-control', 'no-store').send(job)
    },
  )
}
