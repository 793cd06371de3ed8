import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { COMMAND_LINE_PERSON, DEMO_PERSON, PUBLIC_PERSON, toPerson } from '../accounts/account.ts'
import { isControlToken } from '../accounts/control-token.service.ts'
import { isLoopbackHost, isSameOrigin } from '../accounts/same-origin.ts'
import { findCookie, sessionCookieForm } from '../accounts/session-cookie.ts'
import type { OpenSession } from '../accounts/session.service.ts'
import { includesRole, roleIn, type Person, type Role } from '../contract/account.ts'
import { SHARE_HEADER, type OpenedShare } from '../contract/share-link.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { RouteAccess } from './route-access.ts'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session that the cookie opens, else null. */
    session: OpenSession | null
    /** Whether a page of another site may have made this request; then a cookie does not count for writing. */
    isForeign: boolean
    /** Whether the answer depends on who asks: then no other site may read it and no cache keep it. */
    isPrivate: boolean
  }
}

const READING = ['GET', 'HEAD', 'OPTIONS']

/**
 * Finds out who asks and refuses who may not, before anything of the body is read. Every route states its access; `checkAccessStated` names those
 * that do not.
 */
export function registerRouteAccess(app: FastifyInstance, services: Services): void {
  const publicOrigin = services.config.publicUrl === null ? null : new URL(services.config.publicUrl).origin
  app.decorateRequest('person')
  app.decorateRequest('share', null)
  app.decorateRequest('session', null)
  app.decorateRequest('isForeign', false)
  app.decorateRequest('isPrivate', false)

  app.addHook('onRequest', async (request) => {
    const { access, shared, anonymous } = request.routeOptions.config
    request.person = PUBLIC_PERSON
    const { headers } = request
    const origin = { secFetchSite: text(headers['sec-fetch-site']), origin: headers.origin, host: request.host }
    request.isForeign = !READING.includes(request.method) && !isSameOrigin(origin, publicOrigin)
    if (request.is404 || access === undefined || (access === 'public' && anonymous === true)) return
    await findPerson(request, services, access)
    if (access === 'public') return
    request.isPrivate = access !== 'figures'
    if (access === 'machine') {
      if (request.person === COMMAND_LINE_PERSON) return
      throw new TextProblem('forbidden', {
        de: 'Dies geht nur mit der Befehlszeile auf dem Rechner des Servers.',
        en: 'This is started by the command line on the machine of the server.',
      })
    }
    const { region = null } = (request.params ?? {}) as { region?: string }
    if (access === 'figures') return checkFigures(services, request, region)
    if (mayAct(request.person, access, region)) return
    const mayByLink =
      shared !== undefined && (READING.includes(request.method) || (shared.starts && !request.isForeign))
    if (mayByLink && headers[SHARE_HEADER] !== undefined) {
      request.share = await services.shareLinks.open(headers[SHARE_HEADER])
      const id = (request.params as Record<string, string>)[shared.param]
      if (opensSubject(request.share, region, shared.kind, id)) return
    }
    refuse(request, access)
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.isPrivate) markPrivate(reply)
  })
}

/** Throws where a route does not state who may call it. */
export function createAccessCheck(app: FastifyInstance): () => void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  return () => {
    const silent = routes.filter(({ config }) => config?.access === undefined)
    const names = silent.map(({ method, url }) => `${[method].flat().join('|')} ${url}`)
    if (names.length > 0)
      throw new Error(`These routes do not state who may call them (config.access): ${names.join(', ')}`)
  }
}

async function findPerson(request: FastifyRequest, services: Services, access: RouteAccess): Promise<void> {
  const { headers } = request
  const { config, database, sessions } = services
  if (isControlToken(headers['x-control-token'], database.lock?.holder.controlToken)) {
    request.person = COMMAND_LINE_PERSON
    return
  }
  if (request.isForeign) return
  try {
    const token = findCookie(headers.cookie, sessionCookieForm(isHttps(config.publicUrl)).name)
    if (token !== null) {
      request.session = await sessions.find(token)
      if (request.session) request.person = toPerson(request.session.account)
    }
    if (request.session === null && (await isDemo(request, services))) request.person = DEMO_PERSON
  } catch (error) {
    // What anybody may see is shown while the database is away.
    if (access !== 'public' && access !== 'figures') throw error
    request.log.error({ err: error }, 'the session could not be read')
  }
}

/**
 * Whether nobody needs to sign in: only this machine reaches the server, there is no account, and the request was neither passed on by a proxy
 * nor made under the name of another site that leads here.
 */
export async function isDemo(request: FastifyRequest, { config, accounts }: Services): Promise<boolean> {
  const { headers } = request
  const isPassedOn = 'x-forwarded-for' in headers || 'x-forwarded-host' in headers || 'forwarded' in headers
  if (config.isPublic || isPassedOn || !isLoopbackHost(headers.host)) return false
  return !(await accounts.hasAny())
}

export function isHttps(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false
}

function markPrivate(reply: FastifyReply): void {
  reply.removeHeader('access-control-allow-origin')
  reply.raw.setHeader('cross-origin-resource-policy', 'same-origin')
  const vary = [reply.getHeader('vary') ?? []].flat().join(', ')
  reply.header('vary', vary === '' ? 'cookie' : `${vary}, cookie`).header('cache-control', 'private, no-store')
}

export function mayAct(person: Person, wanted: Role, regionKey: string | null): boolean {
  return includesRole(roleIn(person, regionKey), wanted)
}

/** For objects that an address does not name the region of. Throws `sign-in-needed`, `not-allowed` or `other-origin`. */
export function checkRole(request: FastifyRequest, wanted: Role, regionKey: string | null): void {
  if (!mayAct(request.person, wanted, regionKey)) refuse(request, wanted)
}

/** For signing in and the like, which need no rights but must not be done in somebody's name by another site. Throws `other-origin`. */
export function checkNotForeign(request: FastifyRequest): void {
  if (request.isForeign) refuse(request, 'public')
}

/** For drafts that a question names: whoever may edit the region, or has a link to this very draft. */
export async function checkMayReadDraft(
  { shareLinks }: Services,
  request: FastifyRequest,
  regionKey: string,
  kind: OpenedShare['kind'],
  id: string,
): Promise<void> {
  if (mayAct(request.person, 'editor', regionKey)) return
  const token = request.headers[SHARE_HEADER]
  if (token !== undefined) request.share ??= await shareLinks.open(token)
  if (!opensSubject(request.share, regionKey, kind, id)) refuse(request, 'editor')
}

/**
 * Throws where the region holds figures that are not published and the person is no editor of it.
 *
 * @param importId an earlier import, whose people may come from a register where those of the newest do not
 */
export async function checkFigures(
  services: Services,
  request: FastifyRequest,
  regionKey: string | null,
  importId?: string,
): Promise<void> {
  if (regionKey === null || !(await services.figures.areProtected(regionKey, importId))) return
  request.isPrivate = true
  if (mayAct(request.person, 'editor', regionKey)) return
  const code = request.person.accountId === null ? 'sign-in-needed' : 'not-allowed'
  throw new TextProblem(code, {
    de: 'Diese Zahlen beruhen auf Registerdaten und sind nur für Bearbeiter der Region bestimmt. Geprüfte Zahlen stehen in den Veröffentlichungen der Region.',
    en: 'These figures come from register data and are for editors of the region only. Checked figures are in the publications of the region.',
  })
}

/** True numbers from a register that leave as a file stand in the audit trail: who took which. */
export async function recordExport(
  { figures, audit }: Services,
  { person }: FastifyRequest,
  regionKey: string,
  subject: string,
  importIds: readonly (string | undefined)[] = [undefined],
): Promise<void> {
  const areProtected = await Promise.all(importIds.map((importId) => figures.areProtected(regionKey, importId)))
  if (areProtected.includes(true)) await audit.record({ person, action: 'figures.export', regionKey, subject })
}

/** A report's address names the scenarios that it tells of: who may read the report may read them. */
function opensSubject(share: OpenedShare | null, regionKey: string | null, kind: string, id: string): boolean {
  if (share === null || share.regionKey !== regionKey) return false
  const named: readonly string[] = share.subjectId.match(/\b[0-9a-f]{16}\b/g) ?? []
  if (share.kind === 'report' && kind === 'scenario') return named.includes(id)
  return share.kind === kind && share.subjectId === id
}

const ROLE_NAMES: Readonly<Record<Role, { readonly de: string; readonly en: string }>> = {
  public: { de: 'alle', en: 'anybody' },
  provider: { de: 'Anbieter', en: 'providers' },
  editor: { de: 'Bearbeiter dieser Region', en: 'editors of this region' },
  admin: { de: 'Verwalter', en: 'admins' },
}

function refuse(request: FastifyRequest, wanted: Role): never {
  const { de, en } = ROLE_NAMES[wanted]
  if (request.isForeign) {
    throw new TextProblem('other-origin', {
      de: 'Diese Anfrage kommt von der Seite eines anderen Angebots. Öffnen Sie Nahraum selbst und versuchen Sie es dort noch einmal.',
      en: 'This request comes from a page of another site. Open Nahraum itself and try again there.',
    })
  }
  if (request.person.accountId === null) {
    throw new TextProblem('sign-in-needed', {
      de: `Das dürfen nur ${de}. Melden Sie sich an.`,
      en: `Only ${en} may do this. Sign in first.`,
    })
  }
  throw new TextProblem('not-allowed', {
    de: `Das dürfen nur ${de}; Ihr Konto „${request.person.name}“ gehört nicht dazu.`,
    en: `Only ${en} may do this; your account "${request.person.name}" is none of them.`,
  })
}

const text = (header: string | string[] | undefined): string | undefined => [header].flat()[0]
