import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import { CORRECTION_LIMITS, PlaceReports, Report, ReportForm, ReportReceipt, ReportStatus, StatusToken } from '../contract/correction.ts' // prettier-ignore
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { listAccepted } from './correction.store.ts'
import { formatSuggestionsCsv, formatSuggestionsGeoJson, listOsmSuggestions } from './osm-suggestions.ts'

const Params = Type.Object({ region: RegionKey })
const tags = ['corrections']
/** A report is a few hundred bytes; texts may be long. */
const bodyLimit = BODY_LIMITS.usual
const CLEAN_UP_MILLISECONDS = 6 * 3600 * 1000
const few = { max: 120, timeWindow: '1 minute' }

/** What anybody may do without an account: report, look how it stands, add something, take it back. */
export const correctionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { reports, providers, regions, database, catalogue } = services

  let timer: NodeJS.Timeout | undefined
  const cleanUp = () =>
    void reports.deleteExpiredContacts().catch((error: unknown) => app.log.error({ err: error }, 'contacts of reports could not be deleted')) // prettier-ignore
  // A server that nobody listens to keeps no contacts, and describing its routes needs no database.
  app.addHook('onListen', async () => {
    cleanUp()
    timer = setInterval(cleanUp, CLEAN_UP_MILLISECONDS).unref()
  })
  app.addHook('onClose', async () => clearInterval(timer))

  app.get(
    '/regions/:region/corrections/form',
    {
      config: { access: 'public', rateLimit: few },
      schema: {
        summary: 'A form for one report, and whether reports are accepted now',
        tags,
        params: Params,
        response: { 200: ReportForm, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return reports.createForm(request.params.region)
    },
  )

  app.post(
    '/regions/:region/corrections',
    {
      config: { access: 'public', ...perMinute('report') },
      bodyLimit,
      schema: {
        summary: 'Report a missing, moved, closed or wrong place, or an obstacle on a way',
        description:
          'Without an account. The answer has the token of the reporter’s link to the status; it is told once. A report of what is reported already is joined to that one.',
        tags,
        params: Params,
        body: Report,
        response: {
          201: ReportReceipt,
          ...problemResponses('unknown-region', 'unknown-facility', 'unknown-category', 'position-outside', 'form-expired', 'queue-full', 'too-large', 'unsupported-media', 'database-away'), // prettier-ignore
        },
      },
    },
    async (request, reply) => {
      const { region } = request.params
      const { person, ip } = request
      const { change } = request.body
      const facilityId = 'facilityId' in change ? change.facilityId : null
      const provider = await providers.findProvider(person, region, facilityId)
      reply.header('cache-control', 'no-store')
      return reply.code(201).send(await reports.report(region, request.body, { person, address: ip, provider }))
    },
  )

  app.get(
    '/regions/:region/corrections/about',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What others have reported about a place, and when its provider confirmed it',
        tags,
        params: Params,
        querystring: Type.Object({ facility: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: { 200: PlaceReports, ...problemResponses('unknown-region', 'unknown-facility', 'database-away') },
      },
    },
    async (request) => reports.about(request.params.region, request.query.facility),
  )

  app.get(
    '/regions/:region/corrections/export',
    {
      config: { access: 'public', rateLimit: few },
      schema: {
        summary: 'Accepted reports for the community of OpenStreetMap: what is wrong, in words and as tags',
        description: 'Without anything about persons, CC0. Places that only office lists have are left out.',
        tags,
        params: Params,
        querystring: Type.Object({
          format: Type.Optional(Type.Union([Type.Literal('geojson'), Type.Literal('csv')])),
          variant: Type.Optional(Type.Union([Type.Literal('plain'), Type.Literal('german')])),
        }),
        response: { 200: Type.Any(), ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request, reply) => {
      const { key } = await regions.get(request.params.region)
      const { format = 'geojson', variant = 'plain' } = request.query
      const suggestions = listOsmSuggestions(await listAccepted(database.db, key), catalogue)
      const [type, text] =
        format === 'csv'
          ? ['text/csv; charset=utf-8', formatSuggestionsCsv(suggestions, variant)]
          : ['application/geo+json', formatSuggestionsGeoJson(suggestions)]
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="${key}-osm-suggestions.${format}"`)
        .header('cache-control', 'no-cache')
        .send(text)
    },
  )

  // The token travels in the body: addresses end up in logs and histories.
  app.post(
    '/corrections/status',
    {
      config: { access: 'public', rateLimit: few },
      bodyLimit,
      schema: {
        summary: 'How a report stands, for whoever has its link',
        tags,
        body: Type.Object({ token: StatusToken }),
        response: {
          200: ReportStatus,
          ...problemResponses('unknown-correction', 'too-large', 'unsupported-media', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return reports.status(request.body.token)
    },
  )

  app.post(
    '/corrections/status/note',
    {
      config: { access: 'public', rateLimit: few },
      bodyLimit,
      schema: {
        summary: 'Add something to a report',
        tags,
        body: Type.Object({
          token: StatusToken,
          text: Type.String({ minLength: 1, maxLength: CORRECTION_LIMITS.comment }),
        }),
        response: {
          200: ReportStatus,
          ...problemResponses('unknown-correction', 'correction-not-possible', 'too-large', 'unsupported-media', 'database-away'), // prettier-ignore
        },
      },
    },
    async (request) => {
      await reports.addNote(request.body.token, request.body.text)
      return reports.status(request.body.token)
    },
  )

  app.post(
    '/corrections/status/withdraw',
    {
      config: { access: 'public', rateLimit: few },
      bodyLimit,
      schema: {
        summary: 'Take back a report that nobody has decided on',
        tags,
        body: Type.Object({ token: StatusToken }),
        response: {
          200: ReportStatus,
          ...problemResponses('unknown-correction', 'correction-not-possible', 'correction-changed', 'too-large', 'unsupported-media', 'database-away'), // prettier-ignore
        },
      },
    },
    async (request) => {
      await reports.withdraw(request.body.token)
      return reports.status(request.body.token)
    },
  )
}
