import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import {
  CreatedShareLink,
  NewShareLink,
  OpenedShare,
  SHARE_DAYS,
  SHARE_HEADER,
  ShareLinkBody,
  ShareLinkList,
} from '../contract/share-link.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import type { ProblemCode } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { StoredShareLink } from './share-link.store.ts'

const tags = ['share-links']
const config = { access: 'editor' } as const
const RegionParams = Type.Object({ region: RegionKey })
const PROBLEMS = ['unknown-region', 'sign-in-needed', 'not-allowed', 'database-away'] as const satisfies ProblemCode[]
const WRITING = [...PROBLEMS, 'other-origin', 'too-large', 'unsupported-media'] as const

function describeLink({ regionKey: _, ...link }: StoredShareLink): ShareLinkBody {
  return { ...link, valid: link.revokedAt === null && Date.parse(link.expiresAt) > Date.now() }
}

function noReport(key: string): TextProblem {
  return new TextProblem('invalid-request', {
    de: `Das ist keine Adresse eines Berichts dieser Region; sie beginnt mit /r/${key}/report.`,
    en: `This is no address of a report of this region; it begins with /r/${key}/report.`,
  })
}

/** Links by which somebody without an account reads one draft. */
export const shareLinkRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, scenarios, publications, shareLinks } = services

  app.get(
    '/regions/:region/share-links',
    {
      config,
      schema: {
        summary: 'Links to drafts of the region, the newest first; those that are over as well',
        tags,
        params: RegionParams,
        response: { 200: ShareLinkList, ...problemResponses(...PROBLEMS) },
      },
    },
    async ({ params }) => {
      const { key } = await regions.get(params.region)
      return { links: (await shareLinks.list(key)).map(describeLink) }
    },
  )

  app.post(
    '/regions/:region/share-links',
    {
      config: { ...config, ...perMinute('write') },
      schema: {
        summary: 'A link to one draft, for reading, until it expires or is taken back',
        description: `Its address is shown in this answer only. ${SHARE_DAYS.standard} days unless "days" says otherwise.`,
        tags,
        params: RegionParams,
        body: NewShareLink,
        response: { 201: CreatedShareLink, ...problemResponses(...WRITING, 'unknown-scenario', 'unknown-publication') },
      },
    },
    async ({ person, params, body }, reply) => {
      const { key } = await regions.get(params.region)
      const { kind, subjectId, label = '', days = SHARE_DAYS.standard } = body
      // A link to nothing would look like a working one.
      if (kind === 'scenario') await scenarios.get(key, subjectId)
      if (kind === 'publication') await publications.get(key, subjectId)
      if (kind === 'report' && !subjectId.startsWith(`/r/${key}/report`)) throw noReport(key)
      const { link, token } = await shareLinks.create(person, { regionKey: key, kind, subjectId, label, days })
      return reply.code(201).send({ link: describeLink(link), url: `${services.publicUrl()}/shared#${token}` })
    },
  )

  app.delete(
    '/regions/:region/share-links/:link',
    {
      config,
      schema: {
        summary: 'Take a link back; it opens nothing from then on',
        tags,
        params: Type.Object({ region: RegionKey, link: Type.String({ pattern: '^[0-9a-f]{16}$' }) }),
        response: { 200: ShareLinkBody, ...problemResponses(...WRITING, 'unknown-share-link') },
      },
    },
    async ({ person, params }) => {
      const { key } = await regions.get(params.region)
      return describeLink(await shareLinks.revoke(person, key, params.link))
    },
  )

  app.get(
    '/shared',
    {
      config: { access: 'public', ...perMinute('link') },
      schema: {
        summary: 'What a link opens',
        description: `The token comes in the header "${SHARE_HEADER}": in an address it would stand in logs. The same header opens the routes of the draft, for reading.`,
        tags,
        headers: Type.Object({ [SHARE_HEADER]: Type.Optional(Type.String({ maxLength: 200 })) }),
        response: { 200: OpenedShare, ...problemResponses('unknown-share-link', 'link-over', 'database-away') },
      },
    },
    async (request) => {
      request.isPrivate = true
      const { linkId: _, ...share } = await shareLinks.open(request.headers[SHARE_HEADER])
      return share
    },
  )
}
