import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProfileId, RegionKey } from '../contract/common.ts'
import { Correction, CORRECTION_LIMITS, CorrectionChange, CorrectionDetail, CorrectionKind, CorrectionList, CorrectionStatus, Decision, OwnPlaces, PersonReports, ProviderPlaces } from '../contract/correction.ts' // prettier-ignore
import { AskedQuestion, Effect } from '../contract/scenario.ts'
import { BODY_LIMITS } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import type { ProblemCode } from '../problems/problems.ts'
import { listRuns } from '../runs/run.store.ts'
import { EFFECT_PROBLEMS } from '../scenarios/what-if-side.service.ts'

const Params = Type.Object({ region: RegionKey })
const ReportParams = Type.Object({ region: RegionKey, correction: Correction.properties.id })
const tags = ['corrections']
const bodyLimit = BODY_LIMITS.usual
const PAGE = 50
const REFUSED: readonly ProblemCode[] = ['sign-in-needed', 'not-allowed', 'other-origin', 'unknown-region', 'database-away'] // prettier-ignore
const DECIDED: readonly ProblemCode[] = [...REFUSED, 'unknown-correction', 'correction-changed', 'correction-not-possible', 'position-outside', 'unknown-category', 'unknown-facility', 'too-large', 'unsupported-media'] // prettier-ignore

/** What editors do with reports, and providers with their own places. */
export const moderationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { moderation, providers, persons, regions, results, database } = services

  app.get(
    '/regions/:region/corrections',
    {
      config: { access: 'editor' },
      schema: {
        summary: 'Reports of the region, newest first, with the place as reported and as it is now',
        tags,
        params: Params,
        querystring: Type.Object({
          status: Type.Optional(CorrectionStatus),
          kind: Type.Optional(CorrectionKind),
          facility: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          page: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,4}$' })),
        }),
        response: { 200: CorrectionList, ...problemResponses(...REFUSED) },
      },
    },
    async (request) => {
      const { region: key } = request.params
      const { status, kind, facility, page = '1' } = request.query
      const list = await moderation.list(key, { status, kind, facilityId: facility }, { limit: PAGE, offset: (Number(page) - 1) * PAGE }) // prettier-ignore
      const profiles = (await results.listPublished(await regions.get(key))).map(({ profile }) => profile)
      const ever = (await listRuns(database.db, key)).map(({ profile }) => profile)
      const missingProfiles = [...new Set(ever)].filter((profile) => !profiles.includes(profile)).sort()
      return { ...list, profiles, missingProfiles }
    },
  )

  app.get(
    '/regions/:region/corrections/:correction',
    {
      config: { access: 'editor' },
      schema: {
        summary: 'A report with contact, additions and places near',
        tags,
        params: ReportParams,
        response: { 200: CorrectionDetail, ...problemResponses(...REFUSED, 'unknown-correction') },
      },
    },
    async ({ params }) => moderation.get(params.region, params.correction),
  )

  app.post(
    '/regions/:region/corrections/:correction/effect',
    {
      config: { access: 'editor' },
      bodyLimit,
      schema: {
        summary: 'What accepting would change, for whom and where; null where it changes no figure',
        tags,
        params: ReportParams,
        body: Type.Object({
          question: Type.Object({
            ...Type.Partial(AskedQuestion).properties,
            profile: ProfileId,
          }),
          change: Type.Optional(CorrectionChange),
        }),
        response: {
          200: Type.Object({ effect: Type.Union([Effect, Type.Null()]) }),
          ...problemResponses(...EFFECT_PROBLEMS, ...DECIDED),
        },
      },
    },
    async ({ params, body }) => ({
      effect: await moderation.effect(params.region, params.correction, body.question, body.change),
    }),
  )

  const decisions = {
    accept: 'Accept a report, as it is or changed; it counts from the next run',
    reject: 'Reject a report with a reason that the reporter reads',
    undo: 'Undo a decision within 30 days, or separate a joined report',
  } as const
  for (const [verb, summary] of Object.entries(decisions)) {
    app.post(
      `/regions/:region/corrections/:correction/${verb}`,
      {
        config: { access: 'editor' },
        bodyLimit,
        schema: {
          summary,
          tags,
          params: ReportParams,
          body: Decision,
          response: { 200: CorrectionDetail, ...problemResponses(...DECIDED) },
        },
      },
      async ({ params, body, person }) => {
        await moderation[verb as keyof typeof decisions](params.region, params.correction, body, person)
        return moderation.get(params.region, params.correction)
      },
    )
  }

  app.post(
    '/regions/:region/corrections/:correction/join',
    {
      config: { access: 'editor' },
      bodyLimit,
      schema: {
        summary: 'Join reports of the same thing to this one',
        tags,
        params: ReportParams,
        body: Type.Object({
          ids: Type.Array(Correction.properties.id, {
            minItems: 1,
            maxItems: CORRECTION_LIMITS.bulk,
            uniqueItems: true,
          }),
        }),
        response: { 200: CorrectionDetail, ...problemResponses(...DECIDED) },
      },
    },
    async ({ params, body, person }) => {
      await moderation.join(params.region, params.correction, body.ids, person)
      return moderation.get(params.region, params.correction)
    },
  )

  app.get(
    '/regions/:region/providers',
    {
      config: { access: 'editor' },
      schema: {
        summary: 'Providers with an account, and the places that they look after',
        tags,
        params: Params,
        response: { 200: Type.Object({ providers: Type.Array(ProviderPlaces) }), ...problemResponses(...REFUSED) },
      },
    },
    async ({ params }) => providers.listProviders(params.region),
  )

  app.put(
    '/regions/:region/providers/:account',
    {
      config: { access: 'editor' },
      bodyLimit,
      schema: {
        summary: 'Assign places of the region to a provider',
        tags,
        params: Type.Object({ region: RegionKey, account: Type.String({ pattern: '^[0-9a-f]{16}$' }) }),
        body: Type.Pick(ProviderPlaces, ['facilityIds']),
        response: {
          200: Type.Object({ providers: Type.Array(ProviderPlaces) }),
          ...problemResponses(...REFUSED, 'unknown-account', 'unknown-facility', 'too-large', 'unsupported-media'),
        },
      },
    },
    async ({ params, body, person }) => {
      await providers.assign(person, params.region, params.account, body.facilityIds)
      return providers.listProviders(params.region)
    },
  )

  app.get(
    '/provider/places',
    {
      config: { access: 'provider' },
      schema: {
        summary: 'Places that the account looks after',
        tags,
        response: {
          200: OwnPlaces,
          ...problemResponses('sign-in-needed', 'not-allowed', 'other-origin', 'database-away'),
        },
      },
    },
    async ({ person }) => providers.listPlaces(person),
  )

  app.post(
    '/regions/:region/provider/confirmations',
    {
      config: { access: 'provider' },
      bodyLimit,
      schema: {
        summary: 'Everything about a place of one’s own is right',
        tags,
        params: Params,
        body: Type.Object({ facilityId: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: {
          200: OwnPlaces,
          ...problemResponses(...REFUSED, 'unknown-facility', 'too-large', 'unsupported-media'),
        },
      },
    },
    async ({ params, body, person }) => {
      await providers.confirm(person, params.region, body.facilityId)
      return providers.listPlaces(person)
    },
  )

  app.post(
    '/control/persons',
    {
      config: { access: 'machine' },
      bodyLimit,
      schema: {
        summary: 'What is kept about a person by the mail address, or its removal from all reports',
        tags: ['control'],
        body: Type.Object(
          {
            email: Type.String({ minLength: 3, maxLength: CORRECTION_LIMITS.email }),
            action: Type.Union([Type.Literal('export'), Type.Literal('erase')]),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Union([PersonReports, Type.Object({ erased: Type.Integer() })]),
          ...problemResponses('forbidden', 'too-large', 'unsupported-media', 'database-away'),
        },
      },
    },
    async ({ body: { email, action }, person }, reply) => {
      reply.header('cache-control', 'no-store')
      return action === 'export' ? persons.export(person, email) : { erased: await persons.erase(person, email) }
    },
  )
}
