import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CurrentFile } from '../contract/publication.ts'
import { PERMISSIONS_POLICY } from '../http/security-headers.service.ts'
import {
  AWAY_NOTICE,
  buildNoticePage,
  chooseLanguage,
  completeEmbedPage,
  NOT_BUILT_NOTICE,
  NOTICE_STYLE,
  type Notice,
} from './embed-page.ts'
import { sendTagged } from './send-content.service.ts'
import type { ShownState } from './shown-state.store.ts'

/** How long browsers keep `current.json`. */
const CURRENT_SECONDS = 30

/** For pages, which say in words that something cannot be looked up now. */
export async function lookUp<T>(request: FastifyRequest, find: () => Promise<T>): Promise<T | typeof AWAY> {
  try {
    return await find()
  } catch (error) {
    request.log.error({ err: error }, 'a publication could not be looked up')
    return AWAY
  }
}

export interface PageOptions {
  readonly template: string | undefined
  readonly shown: Pick<ShownState, 'id' | 'title' | 'language' | 'allowedParents'>
  /** From the page to the folder of the embed's scripts. */
  readonly toAssets: string
  /** Address of the server, for content management systems; null for pages that are not to be embedded by them. */
  readonly discoveryAt: string | null
}

/** The page of a map, under a policy that names who may show it. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { template, shown, toAssets, discoveryAt }: PageOptions,
): FastifyReply {
  if (template === undefined) return sendNotice(request, reply, 503, NOT_BUILT_NOTICE)
  const language = languageOf(request, shown.language)
  const address = `${discoveryAt}/embed/${shown.id}?lang=${language}`
  const oembedUrl =
    discoveryAt === null ? null : `${discoveryAt}/api/v1/oembed?format=json&url=${encodeURIComponent(address)}`
  const page = completeEmbedPage(template, { title: shown.title, language, oembedUrl, toAssets })
  const policy = pagePolicy(["'self'", ...shown.allowedParents].join(' '))
  reply.headers({
    'content-security-policy': policy,
    'permissions-policy': EMBED_PERMISSIONS,
    'cache-control': 'no-cache',
    vary: 'accept-language',
  })
  // Asks browsers for a process per origin, which a frame without an origin cannot have, and which they complain about.
  reply.raw.removeHeader('origin-agent-cluster')
  return sendTagged(request, reply.type('text/html; charset=utf-8'), page, tagOf(policy + page))
}

export const AWAY = Symbol('the database is away')

export function sendAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendNotice(request, reply.header('retry-after', '30'), 503, AWAY_NOTICE)
}

/** Only `geolocation`, and only when a visitor asks for it. */
const EMBED_PERMISSIONS = PERMISSIONS_POLICY.replace('geolocation=()', 'geolocation=(self)')

/** What the embed's page may load: its own files. Workers start from blobs, because a frame without an origin may start no others. */
function pagePolicy(ancestors: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self' blob:; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`
}

const NOTICE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(NOTICE_STYLE).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *`

function languageOf(request: FastifyRequest, stated: ShownState['language']): 'de' | 'en' {
  const { lang } = request.query as { lang?: string }
  return chooseLanguage(lang, stated, request.headers['accept-language'])
}

/** A page without scripts and without anything worth framing for; who embeds it may show that the map is gone. */
export function sendNotice(request: FastifyRequest, reply: FastifyReply, status: number, notice: Notice): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': NOTICE_POLICY, 'cache-control': 'no-store', vary: 'accept-language' })
    .type('text/html; charset=utf-8')
    .send(buildNoticePage(notice, languageOf(request, 'browser')))
}

/** `current.json`, for as long as a page may go on showing the version before. */
export function sendCurrent(request: FastifyRequest, reply: FastifyReply, current: CurrentFile): FastifyReply {
  const body = JSON.stringify(current)
  reply.header('cache-control', `public, max-age=${CURRENT_SECONDS}`).type('application/json; charset=utf-8')
  return sendTagged(request, reply, body, tagOf(body))
}

const tagOf = (content: string): string => `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
