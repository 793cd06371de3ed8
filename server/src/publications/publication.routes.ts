import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import {
  Publication,
  PUBLICATION_LIMITS,
  PublicationDefinition,
  PublicationId,
  PublicationSummary,
  PublicationVersion,
} from '../contract/publication.ts'
import { JobBody } from '../contract/result.ts'
import { SHARE_HEADER } from '../contract/share-link.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { Problem } from '../problems/problems.ts'
import { buildOembed, parsePublicationAddress } from './oembed.ts'

const RegionParams = Type.Object({ region: RegionKey })
const Params = Type.Object({ region: RegionKey, publication: PublicationId })
const tags = ['publications']
/** Texts in two languages with 10,000 characters each, and lists of districts. */
const bodyLimit = BODY_LIMITS.publication
const writing = { config: { access: 'editor', ...perMinute('write') }, bodyLimit } as const
const DRAFT = { kind: 'publication', param: 'publication' } as const
const freezing = { config: { access: 'editor', ...perMinute('job') } } as const
const reading = { config: { access: 'editor' } } as const
/** Who may read the draft may see its map; a page of another site may not ask for it in somebody's name. */
const previewing = { config: { ...freezing.config, shared: { ...DRAFT, starts: true } } } as const
const readingOne = { config: { access: 'editor', shared: DRAFT } } as const
const READ_PROBLEMS = [
  'unknown-region',
  'unknown-publication',
  'sign-in-needed',
  'not-allowed',
  'unknown-share-link',
  'link-over',
  'database-away',
] as const
const WRITE_PROBLEMS = [
  'unknown-region',
  'unknown-publication',
  'sign-in-needed',
  'not-allowed',
  'other-origin',
  'too-large',
  'unsupported-media',
  'database-away',
] as const
const CONTENT_PROBLEMS = [...WRITE_PROBLEMS, 'unknown-category', 'unknown-group', 'unknown-level'] as const

/** Drafts, versions and what happens to them; what everybody sees is in embed.routes.ts. */
export const publicationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { publications, publishing, publishedFiles } = services

  app.get(
    '/regions/:region/publications',
    {
      ...reading,
      schema: {
        summary: 'Publications of a region, the one saved last first',
        tags,
        params: RegionParams,
        querystring: Type.Object({ deleted: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) }),
        response: {
          200: Type.Object({ publications: Type.Array(PublicationSummary) }),
          ...problemResponses(...READ_PROBLEMS),
        },
      },
    },
    async ({ params, query }) => ({ publications: await publications.list(params.region, query.deleted === 'true') }),
  )

  app.post(
    '/regions/:region/publications',
    {
      ...writing,
      schema: {
        summary: 'Save the first draft of a publication; nobody but editors sees it',
        tags,
        params: RegionParams,
        body: Type.Object({ definition: PublicationDefinition }, { additionalProperties: false }),
        response: { 201: Publication, ...problemResponses(...CONTENT_PROBLEMS) },
      },
    },
    async ({ params, body, person }, reply) => {
      const publication = await publications.create(person, params.region, body.definition)
      const location = `/api/v1/regions/${params.region}/publications/${publication.id}`
      return reply.code(201).header('location', location).send(publication)
    },
  )

  app.get(
    '/regions/:region/publications/:publication',
    {
      ...readingOne,
      schema: {
        summary: 'A publication with its draft',
        tags,
        params: Params,
        response: { 200: Publication, ...problemResponses(...READ_PROBLEMS) },
      },
    },
    async ({ params }) => publications.get(params.region, params.publication),
  )

  app.put(
    '/regions/:region/publications/:publication',
    {
      ...writing,
      schema: {
        summary: 'Save the draft over the version that the writer has seen',
        description:
          '409 publication-changed where somebody else has saved meanwhile. Of what is saved only `allowedParents`, `contact`, `language` and `allowCorrections` take effect at once (within a minute); everything else with the next version.',
        tags,
        params: Params,
        body: Type.Object(
          { draftVersion: Type.Integer({ minimum: 1 }), definition: PublicationDefinition },
          { additionalProperties: false },
        ),
        response: {
          200: Publication,
          ...problemResponses(...CONTENT_PROBLEMS, 'publication-changed', 'publication-deleted'),
        },
      },
    },
    async ({ params, body, person }) =>
      publications.save(person, params.region, params.publication, body.draftVersion, body.definition),
  )

  app.delete(
    '/regions/:region/publications/:publication',
    {
      ...writing,
      schema: {
        summary: 'Delete a publication that nobody sees; it can be restored',
        tags,
        params: Params,
        response: { 200: Publication, ...problemResponses(...WRITE_PROBLEMS, 'publication-shown') },
      },
    },
    async ({ params, person }) => publications.delete(person, params.region, params.publication),
  )

  app.get(
    '/regions/:region/publications/:publication/versions',
    {
      ...reading,
      schema: {
        summary: 'Frozen versions with their files, newest first',
        tags,
        params: Params,
        response: {
          200: Type.Object({ versions: Type.Array(PublicationVersion) }),
          ...problemResponses(...READ_PROBLEMS),
        },
      },
    },
    async ({ params }) => ({ versions: await publications.versions(params.region, params.publication) }),
  )

  app.post(
    '/regions/:region/publications/:publication/publish',
    {
      ...freezing,
      schema: {
        summary: 'Freeze the draft into a new version and show it to everybody',
        description:
          'Answers at once with a job; follow it at its Location. Its result is {publication, version, address, warnings}. A job that fails or is cancelled leaves the version before.',
        tags,
        params: Params,
        response: {
          202: JobBody,
          ...problemResponses(...WRITE_PROBLEMS, 'publication-deleted', 'publication-not-shown', 'too-many-jobs'),
        },
      },
    },
    async ({ params, person }, reply) => {
      const { job } = await publishing.publish(person, params.region, params.publication)
      return reply.code(202).header('location', `/api/v1/jobs/${job.id}`).send(job)
    },
  )

  app.post(
    '/regions/:region/publications/:publication/preview',
    {
      ...previewing,
      schema: {
        summary: 'Freeze the draft for its editors, or for whoever has a link to it',
        description: `A job; its result is {publication, preview, draftVersion, address, madeAt, expiresAt, warnings}. The address holds a random token, works for an hour on this server, and may be shown in frames of this server only. With a link (header "${SHARE_HEADER}") what an editor or another link had frozen of the same draft is shown again, the address stops when the link does, and whoever knows the job's id may cancel it.`,
        tags,
        params: Params,
        response: {
          202: JobBody,
          ...problemResponses(
            ...WRITE_PROBLEMS,
            'unknown-share-link',
            'link-over',
            'publication-deleted',
            'too-many-jobs',
          ),
        },
      },
    },
    async ({ params, share }, reply) => {
      const { job } = await publishing.preview(params.region, params.publication, share)
      return reply.code(202).header('location', `/api/v1/jobs/${job.id}`).send(job)
    },
  )

  app.post(
    '/regions/:region/publications/:publication/withdraw',
    {
      ...writing,
      schema: {
        summary: 'Take a publication from the public, with a reason that visitors read',
        description: 'All of its addresses answer 410 from then on, within a minute. Nothing is deleted.',
        tags,
        params: Params,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: PUBLICATION_LIMITS.reason }) },
          { additionalProperties: false },
        ),
        response: { 200: Publication, ...problemResponses(...WRITE_PROBLEMS, 'publication-not-shown') },
      },
    },
    async ({ params, body, person }) => publications.withdraw(person, params.region, params.publication, body.reason),
  )

  app.post(
    '/regions/:region/publications/:publication/restore',
    {
      ...writing,
      schema: {
        summary: 'Show a withdrawn publication again, or bring a deleted one back',
        tags,
        params: Params,
        response: { 200: Publication, ...problemResponses(...WRITE_PROBLEMS) },
      },
    },
    async ({ params, person }) => publications.restore(person, params.region, params.publication),
  )

  app.get(
    '/oembed',
    {
      config: { access: 'public' },
      schema: {
        summary: 'oEmbed 1.0 for content management systems: how to show a publication by its address',
        description:
          'Type "rich"; `html` is a frame with title, lazy loading and sandbox. Only addresses of publications of this server.',
        tags,
        querystring: Type.Object({
          url: Type.String({ minLength: 1, maxLength: 2000 }),
          format: Type.Optional(Type.String({ maxLength: 20 })),
          maxwidth: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,4}$' })),
          maxheight: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,4}$' })),
        }),
        response: {
          200: Type.Object({
            version: Type.Literal('1.0'),
            type: Type.Literal('rich'),
            title: Type.String(),
            provider_name: Type.String(),
            provider_url: Type.String(),
            cache_age: Type.Integer(),
            width: Type.Integer(),
            height: Type.Integer(),
            html: Type.String(),
          }),
          ...problemResponses('not-ours', 'publication-withdrawn', 'format-not-supported', 'database-away'),
        },
      },
    },
    async ({ query }, reply) => {
      if ((query.format ?? 'json') !== 'json')
        throw new Problem('format-not-supported', `The format "${query.format}" is not supported; there is json.`)
      const publicUrl = services.publicUrl()
      const asked = parsePublicationAddress(query.url, publicUrl)
      const shown = asked && (await publishedFiles.find(asked.id))
      if (!asked || !shown || shown.version === null)
        throw new Problem('not-ours', 'The address is none of a publication of this server.')
      if (shown.withdrawnReason !== null) throw new Problem('publication-withdrawn', shown.withdrawnReason)
      reply.header('cache-control', 'public, max-age=60')
      return buildOembed({ publicUrl, ...asked }, shown.title, query)
    },
  )
}
