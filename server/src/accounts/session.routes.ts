import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SessionBody } from '../contract/account.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { isDemo } from '../http/route-access.service.ts'
import type { Services } from '../http/services.ts'
import { endOf } from './session.service.ts'

const tags = ['accounts']

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
    async (request): Promise<SessionBody> => {
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
        signIn: { password: true, oidc: null },
      }
    },
  )
}
