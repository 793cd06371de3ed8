import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { RegionKey } from '../contract/common.ts'
import { Isochrone } from '../contract/isochrone.ts'
import { formatIsochroneCsv } from '../export/isochrone-csv.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkMayReadSides } from '../http/read-sides.service.ts'
import { isNotModified } from '../http/send-versioned.service.ts'
import type { Services } from '../http/services.ts'
import { PROFILES } from '../network/profile.ts'
import { Problem, type ProblemCode } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { describeNoStreet } from './describe-no-street.ts'
import { buildIsochrone, ISOCHRONE_VERSION, type AskedScenario } from './isochrone-answer.ts'
import {
  IsochroneBody,
  IsochroneQuery,
  parseIsochroneBody,
  parseIsochroneQuery,
  type AskedIsochrone,
} from './isochrone-request.ts'

const PROBLEMS: readonly ProblemCode[] = [
  'unknown-region',
  'unknown-scenario',
  'unknown-facility',
  'outside-region',
  'no-street',
  'too-many-jobs',
  'took-too-long',
  'database-away',
]
const access = { access: 'figures', ...perMinute('isochrone') } as const
const params = Type.Object({ region: RegionKey })
const WHAT =
  'Of a position ("lng", "lat") walks away from it, of a place ("facility") walks to it, unless "direction" says otherwise. shape=area: areas without water; shape=streets: the streets within the time, cut where it is up. download=true sends a file, format=csv the people as a table.'
const AS_PLANNED =
  'The scenario counts as a whole: its streets, its places and its people. Modifications that do not apply to the data are left out and listed in "scenario.problems".'

export const isochroneRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, scenarios, isochrones } = services

  /** What is asked with its scenario; undefined: today. */
  async function readScenario(request: FastifyRequest, key: string, asked: AskedIsochrone) {
    const { scenario: id, modifications } = asked
    if (id === undefined) return modifications.length === 0 ? undefined : { id: null, version: null, modifications }
    await checkMayReadSides(services, request, key, [{ scenario: id }])
    const { version, modifications: stored } = await scenarios.get(key, id)
    return { id, version, modifications: stored }
  }

  /** Throws the problem that stands in the place of an isochrone. */
  async function answer(region: RegionData, { order }: AskedIsochrone, scenario: AskedScenario | undefined) {
    const found = await isochrones.answer(region, { ...order, modifications: scenario?.modifications ?? [] })
    if (found.kind === 'unknown-facility') {
      const { facilityId } = order.seed as { facilityId: string }
      const where = scenario === undefined ? `the region "${region.key}"` : `the scenario or the region "${region.key}"`
      throw new Problem('unknown-facility', `"${facilityId}" is no place of ${where}.`)
    }
    if (found.kind !== 'reached') throw describeNoStreet(found, found.origin, order.profile)
    return buildIsochrone(region, order, found, scenario)
  }

  function send(reply: FastifyReply, region: RegionData, asked: AskedIsochrone, isochrone: Isochrone) {
    const { order, minutes, format, variant, isDownload } = asked
    if (isDownload) {
      const what = isochrone.scenario === undefined ? ['isochrone'] : ['isochrone', 'scenario']
      const name = [region.key, ...what, order.profile, order.direction, `${minutes.join('-')}min`].join('-')
      reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
    }
    if (format === 'csv') {
      const names = { profile: PROFILES[order.profile].label, groups: region.summary.groups }
      // Text passes by the schema of the GeoJSON answer.
      return reply
        .type('text/csv; charset=utf-8')
        .send(Buffer.from(formatIsochroneCsv(isochrone, names, variant)) as never)
    }
    return reply
      .type('application/geo+json; charset=utf-8')
      .serializer((value: unknown) => JSON.stringify(value))
      .send(isochrone)
  }

  app.get(
    '/regions/:region/isochrone',
    {
      config: access,
      schema: {
        summary: 'How far people get on foot from a position or place, or from where they get there, as GeoJSON',
        description: `${WHAT} With "scenario" as that leaves things. ${AS_PLANNED}`,
        tags: ['results'],
        params,
        querystring: IsochroneQuery,
        response: { 200: Isochrone, ...problemResponses(...PROBLEMS) },
      },
    },
    async (request, reply) => {
      const asked = parseIsochroneQuery(request.query)
      const region = await regions.get(request.params.region)
      const scenario = await readScenario(request, region.key, asked)
      const { order, format, variant } = asked
      const saved = scenario && [scenario.id, scenario.version]
      const version = JSON.stringify([ISOCHRONE_VERSION, region.importId, order, format, variant, saved])
      // Bytes that the client has need not be computed again.
      if (isNotModified(request, reply, version)) return (reply as FastifyReply).code(304).send()
      // A problem instead of an answer must not be kept under its tag.
      reply.removeHeader('etag').removeHeader('cache-control')
      const isochrone = await answer(region, asked, scenario)
      isNotModified(request, reply, version)
      return send(reply as FastifyReply, region, asked, isochrone)
    },
  )

  app.post(
    '/regions/:region/isochrone',
    {
      config: access,
      bodyLimit: BODY_LIMITS.scenario,
      schema: {
        summary: 'The same with modifications: on streets, to places and with people that are planned',
        description: `${WHAT} "modifications" stand in the body, or "scenario" names a stored scenario. Nothing is stored. ${AS_PLANNED} Without any, the answer is that of GET.`,
        tags: ['what-if'],
        params,
        body: IsochroneBody,
        response: { 200: Isochrone, ...problemResponses(...PROBLEMS, 'too-large', 'unsupported-media') },
      },
    },
    async (request, reply) => {
      const asked = parseIsochroneBody(request.body)
      const region = await regions.get(request.params.region)
      const scenario = await readScenario(request, region.key, asked)
      return send(reply as FastifyReply, region, asked, await answer(region, asked, scenario))
    },
  )
}
