import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import {
  PasswordChange,
  PasswordLinkOpening,
  PasswordLinkOwner,
  PasswordLinkUse,
  SessionBody,
  SessionList,
  SessionsEnded,
} from '../contract/account.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkNotForeign } from '../http/route-access.service.ts'
import type { Services } from '../http/services.ts'
import { beginSession, describeSession } from '../http/session-answers.service.ts'
import { Problem, type ProblemCode } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { COMMAND_LINE_PERSON } from './account.ts'
import { describeSessionEntry } from './describe-account.ts'
import type { OpenSession } from './session.service.ts'

const tags = ['accounts']
/** Whoever is signed in has at least this role. */
const config = { access: 'provider' } as const
const PROBLEMS = ['sign-in-needed', 'database-away'] as const satisfies ProblemCode[]
const WRITING = [...PROBLEMS, 'other-origin', 'too-large', 'unsupported-media'] as const

/** What people do with their own account. */
export const ownAccountRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { accounts, sessions, signIn } = services

  app.get(
    '/account/sessions',
    {
      config,
      schema: {
        summary: 'One’s own open sessions, the one used last first',
        tags,
        response: { 200: SessionList, ...problemResponses(...PROBLEMS) },
      },
    },
    async (request) => {
      const { account, session } = ownSession(request)
      return { sessions: (await sessions.list(account.id)).map((entry) => describeSessionEntry(entry, session.id)) }
    },
  )

  app.delete(
    '/account/sessions',
    {
      config,
      schema: {
        summary: 'Sign out everywhere else; the session that asks stays',
        tags,
        response: { 200: SessionsEnded, ...problemResponses(...WRITING) },
      },
    },
    async (request) => {
      const { account, session } = ownSession(request)
      return { ended: await sessions.closeAll(account.id, session.id) }
    },
  )

  app.delete(
    '/account/sessions/:session',
    {
      config,
      schema: {
        summary: 'End one of one’s own sessions',
        tags,
        params: Type.Object({ session: Type.String({ pattern: '^[0-9a-f]{16}$' }) }),
        response: { 204: Type.Null(), ...problemResponses(...WRITING, 'unknown-session') },
      },
    },
    async (request, reply) => {
      const { account } = ownSession(request)
      const { session: id } = request.params
      if (!(await sessions.close(account.id, id)))
        throw new Problem('unknown-session', `There is no open session "${id}".`)
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/account/password',
    {
      config,
      schema: {
        summary: 'Set another password; all other sessions end',
        tags,
        body: PasswordChange,
        response: { 200: SessionBody, ...problemResponses(...WRITING, 'sign-in-failed', 'password-refused') },
      },
    },
    async (request, reply) => {
      const { account } = ownSession(request)
      const { current, password } = request.body
      await signIn.check(account.login, current, request.ip)
      await accounts.setPassword(request.person, account.id, password)
      await sessions.closeAll(account.id)
      await beginSession(services, request, reply, account, 'password')
      return describeSession(services, request)
    },
  )

  app.post(
    '/account/password-link',
    {
      config: { access: 'public', ...perMinute('link') },
      schema: {
        summary: 'Whom a link to set a password is for',
        description: 'The token comes in the body, so that it stands in no log.',
        tags,
        body: PasswordLinkOpening,
        response: {
          200: PasswordLinkOwner,
          ...problemResponses('link-over', 'other-origin', 'too-large', 'unsupported-media', 'database-away'),
        },
      },
    },
    async (request) => {
      request.isPrivate = true
      checkNotForeign(request)
      const { login, name } = await accounts.getByPasswordLink(request.body.token)
      return { login, name }
    },
  )

  app.put(
    '/account/password-link',
    {
      config: { access: 'public', ...perMinute('link') },
      schema: {
        summary: 'Set a password by a link, which is used up by it; all sessions of the account end, a new one begins',
        tags,
        body: PasswordLinkUse,
        response: {
          200: SessionBody,
          ...problemResponses(
            'link-over',
            'password-refused',
            'other-origin',
            'too-large',
            'unsupported-media',
            'database-away',
          ),
        },
      },
    },
    async (request, reply) => {
      request.isPrivate = true
      checkNotForeign(request)
      const account = await accounts.usePasswordLink(request.body.token, request.body.password)
      await sessions.closeAll(account.id)
      // A password that a command sets for somebody is no sign-in of theirs.
      if (request.person !== COMMAND_LINE_PERSON) await beginSession(services, request, reply, account, 'password')
      return describeSession(services, request)
    },
  )
}

/** Throws where somebody may act without a session: in the local demo, or by the command line. */
function ownSession({ session }: FastifyRequest): OpenSession {
  if (session) return session
  throw new TextProblem('sign-in-needed', {
    de: 'Hier ist niemand angemeldet; ohne Konto gibt es keine Sitzungen und kein Kennwort.',
    en: 'Nobody is signed in here; without an account there are no sessions and no password.',
  })
}
