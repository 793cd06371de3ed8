import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { ProfileId, RegionKey } from '../contract/common.ts'
import { Isochrone, IsochroneDirection, IsochroneShape } from '../contract/isochrone.ts'
import { formatIsochroneCsv } from '../export/isochrone-csv.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { isNotModified } from '../http/send-versioned.service.ts'
import type { Services } from '../http/services.ts'
import type { IsochroneOrder } from '../isochrone/isochrone-engine.ts'
import { PROFILES } from '../network/profile.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { toDeciseconds } from '../runs/run-results.service.ts'
import { describeNoStreet } from './describe-no-street.ts'
import { buildIsochrone, ISOCHRONE_VERSION } from './isochrone-answer.ts'

const MOST_TIMES = 4
const LONGEST_MINUTES = 60
const DEFAULT_MINUTES = '5,10,15'
const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,20})?$' })

const Query = Type.Object(
  {
    lng: Type.Optional(degrees),
    lat: Type.Optional(degrees),
    facility: Type.Optional(
      Type.String({ minLength: 1, maxLength: 300, description: 'Id of a place, instead of "lng" and "lat".' }),
    ),
    profile: ProfileId,
    minutes: Type.Optional(
      Type.String({
        pattern: '^\\d{1,3}(\\.\\d{1,2})?(,\\d{1,3}(\\.\\d{1,2})?)*$',
        maxLength: 100,
        description: `1 to ${LONGEST_MINUTES} minutes, at most ${MOST_TIMES} times divided by commas; ${DEFAULT_MINUTES} where left out.`,
      }),
    ),
    direction: Type.Optional(IsochroneDirection),
    shape: Type.Optional(IsochroneShape),
    format: Type.Optional(
      Type.Union([Type.Literal('geojson'), Type.Literal('csv')], {
        description: 'csv: the people by group as a table, always a file.',
      }),
    ),
    variant: Type.Optional(
      Type.Union([Type.Literal('plain'), Type.Literal('german')], {
        description: 'Of CSV: german has semicolons, decimal commas and German names.',
      }),
    ),
    download: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  },
  { additionalProperties: false },
)
type Query = Static<typeof Query>

export const isochroneRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { regions, isochrones }) => {
  app.get(
    '/regions/:region/isochrone',
    {
      config: { access: 'figures', ...perMinute('isochrone') },
      schema: {
        summary: 'How far people get on foot from a position or place, or from where they get there, as GeoJSON',
        description:
          'Of a position ("lng", "lat") walks away from it, of a place ("facility") walks to it, unless "direction" says otherwise. shape=area: areas without water; shape=streets: the streets within the time, cut where it is up. download=true sends a file, format=csv the people as a table.',
        tags: ['results'],
        params: Type.Object({ region: RegionKey }),
        querystring: Query,
        response: {
          200: Isochrone,
          ...problemResponses(
            'unknown-region',
            'unknown-facility',
            'outside-region',
            'no-street',
            'too-many-jobs',
            'took-too-long',
            'database-away',
          ),
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const minutes = parseMinutes(query.minutes ?? DEFAULT_MINUTES)
      const position = parsePosition(query)
      const region = await regions.get(request.params.region)
      const facility = query.facility === undefined ? null : getFacility(region, query.facility)
      const order: IsochroneOrder = {
        seed:
          facility === null
            ? { kind: 'point', position: position! }
            : { kind: 'facility', facilityIndex: region.facilities.indexOf(facility) },
        profile: query.profile,
        direction: query.direction ?? (facility === null ? 'from' : 'to'),
        cutoffs: minutes.map(toDeciseconds),
        shape: query.shape ?? 'area',
      }
      const { format = 'geojson', variant = 'plain' } = query
      const version = JSON.stringify([ISOCHRONE_VERSION, region.importId, order, format, variant])
      // Bytes that the client has need not be computed again.
      if (isNotModified(request, reply, version)) return (reply as FastifyReply).code(304).send()
      // A problem instead of an answer must not be kept under its tag.
      reply.removeHeader('etag').removeHeader('cache-control')
      const answer = await isochrones.answer(region, order)
      if (answer.kind !== 'reached') throw describeNoStreet(answer, facility, position, order.profile)
      isNotModified(request, reply, version)
      if (query.download === 'true' || format === 'csv') {
        const name = [region.key, 'isochrone', order.profile, order.direction, `${minutes.join('-')}min`].join('-')
        reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
      }
      if (format === 'csv') {
        const names = { profile: PROFILES[order.profile].label, groups: region.summary.groups }
        const text = formatIsochroneCsv(buildIsochrone(region, order, facility, answer), names, variant)
        // Text passes by the schema of the GeoJSON answer.
        return reply.type('text/csv; charset=utf-8').send(Buffer.from(text) as never)
      }
      return reply
        .type('application/geo+json; charset=utf-8')
        .serializer((value: unknown) => JSON.stringify(value))
        .send(buildIsochrone(region, order, facility, answer))
    },
  )
}

/** Distinct and ascending. */
function parseMinutes(text: string): number[] {
  const minutes = [...new Set(text.split(',').map(Number))].sort((a, b) => a - b)
  const odd = minutes.find((value) => value < 1 || value > LONGEST_MINUTES)
  if (odd !== undefined) throw new Problem('invalid-request', `"minutes" are 1 to ${LONGEST_MINUTES}, not ${odd}.`)
  if (minutes.length > MOST_TIMES)
    throw new Problem('invalid-request', `"minutes" are at most ${MOST_TIMES} times at once, not ${minutes.length}.`)
  return minutes
}

/** Null where a place is named instead. */
function parsePosition({ lng, lat, facility }: Query): [number, number] | null {
  const isPosition = lng !== undefined || lat !== undefined
  if (isPosition === (facility !== undefined) || (isPosition && (lng === undefined || lat === undefined)))
    throw new Problem('invalid-request', 'Name either a position ("lng" and "lat") or a place ("facility").')
  if (facility !== undefined) return null
  const position: [number, number] = [Number(lng), Number(lat)]
  if (Math.abs(position[0]) > 180 || Math.abs(position[1]) > 90)
    throw new Problem('invalid-request', `"lng" and "lat" must be degrees, not ${lng} and ${lat}.`)
  return position
}

function getFacility(region: RegionData, id: string) {
  const facility = region.facilities.find((known) => known.id === id)
  if (!facility) throw new Problem('unknown-facility', `"${id}" is no place of the region "${region.key}".`)
  return facility
}
