import type { FastifyReply, FastifyRequest } from 'fastify'
import { DEMO_PERSON, PUBLIC_PERSON, toPerson, type Account } from '../accounts/account.ts'
import { formatCookie, sessionCookieForm } from '../accounts/session-cookie.ts'
import { endOf, LIFE_MILLISECONDS } from '../accounts/session.ts'
import type { SessionBody } from '../contract/account.ts'
import { isDemo, isHttps } from './route-access.service.ts'
import type { Services } from './services.ts'

/** Signs an account in: a new session, its cookie, and the request as one of that person. A session that the browser had ends. */
export async function beginSession(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
  method: 'password' | 'oidc',
): Promise<void> {
  const { sessions, accounts } = services
  if (request.session) await sessions.close(request.session.account.id, request.session.session.id)
  const { token, session } = await sessions.open(account, method)
  await accounts.markLogin(account.id)
  request.session = { session, account }
  request.person = toPerson(account)
  reply.header('set-cookie', formatCookie(cookieForm(services), token, LIFE_MILLISECONDS / 1000))
}

export async function forgetCookie(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.session = null
  request.person = (await isDemo(request, services)) ? DEMO_PERSON : PUBLIC_PERSON
  reply.header('set-cookie', formatCookie(cookieForm(services), '', 0))
}

/** Who asks, and which ways there are to sign in. */
export async function describeSession(services: Services, request: FastifyRequest): Promise<SessionBody> {
  request.isPrivate = true
  const { person, session } = request
  const { accountId, name, role, regionKeys } = person
  return {
    person: {
      accountId,
      name,
      role,
      regionKeys: regionKeys === 'all' ? 'all' : [...regionKeys],
      organisation: session?.account.organisation ?? null,
    },
    demo: await isDemo(request, services),
    expiresAt: session ? new Date(session.session.expiresAt).toISOString() : null,
    idleExpiresAt: session ? new Date(endOf(session.session)).toISOString() : null,
    signIn: {
      password: true,
      oidc: services.oidc && { label: services.oidc.label, url: '/api/v1/session/oidc' },
    },
  }
}

function cookieForm({ config }: Services) {
  return sessionCookieForm(isHttps(config.publicUrl))
}
