import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { StreetAnswer } from '../contract/street.ts'
import { boundsContain } from '../geo/bounds.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { Problem } from '../problems/problems.ts'

const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,20})?$' })

export const streetRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { regions, whatIf }) => {
  app.get(
    '/regions/:region/street',
    {
      config: { access: 'public', ...perMinute('street') },
      schema: {
        summary: 'The street and the kerb nearest to a position, as modifications of the streets name them',
        tags: ['what-if'],
        params: Type.Object({ region: RegionKey }),
        querystring: Type.Object({ lng: degrees, lat: degrees }),
        response: {
          200: StreetAnswer,
          ...problemResponses('unknown-region', 'outside-region', 'too-many-jobs', 'took-too-long', 'database-away'),
        },
      },
    },
    async ({ params, query }) => {
      const region = await regions.get(params.region)
      const [lng, lat] = [Number(query.lng), Number(query.lat)]
      const { bounds } = await region.network()
      if (!boundsContain(bounds, lng, lat))
        throw new Problem('outside-region', `The position ${lng}, ${lat} lies outside the streets of "${region.key}".`)
      return whatIf.findStreet(region, lng, lat)
    },
  )
}
