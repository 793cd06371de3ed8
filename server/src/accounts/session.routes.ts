import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SessionBody, SignIn } from '../contract/account.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkNotForeign } from '../http/route-access.service.ts'
import type { Services } from '../http/services.ts'
import { beginSession, describeSession, forgetCookie } from '../http/session-answers.service.ts'

const tags = ['accounts']

/** Signing in and out. Every answer tells who one is afterwards. */
export const sessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get(
    '/session',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Who one is, and which ways there are to sign in',
        tags,
        response: { 200: SessionBody, ...problemResponses('database-away') },
      },
    },
    async (request) => describeSession(services, request),
  )

  app.post(
    '/session',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Sign in with name and password',
        description:
          'The session is a cookie that scripts cannot read. Five failed tries a minute for each address and each account.',
        tags,
        body: SignIn,
        response: {
          200: SessionBody,
          ...problemResponses('sign-in-failed', 'other-origin', 'too-large', 'unsupported-media', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      request.isPrivate = true
      checkNotForeign(request)
      const { login, password } = request.body
      const account = await services.signIn.check(login, password, request.ip)
      await beginSession(services, request, reply, account, 'password')
      return describeSession(services, request)
    },
  )

  app.delete(
    '/session',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Sign out',
        tags,
        response: { 200: SessionBody, ...problemResponses('other-origin', 'database-away') },
      },
    },
    async (request, reply) => {
      request.isPrivate = true
      checkNotForeign(request)
      const { session } = request
      if (session) await services.sessions.close(session.account.id, session.session.id)
      await forgetCookie(services, request, reply)
      return describeSession(services, request)
    },
  )
}
