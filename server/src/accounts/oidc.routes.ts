import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { isHttps } from '../http/route-access.service.ts'
import type { Services } from '../http/services.ts'
import { beginSession } from '../http/session-answers.service.ts'
import { Problem } from '../problems/problems.ts'
import type { OidcService } from './oidc.service.ts'
import { SIGN_IN_MINUTES } from './oidc.service.ts'
import { findCookie, formatCookie, type CookieForm } from './session-cookie.ts'

const tags = ['accounts']
const config = { access: 'public', ...perMinute('link') } as const
/** An address of this service itself: one slash, and nothing that a browser reads as another host. */
const Back = Type.String({ pattern: '^/(?![/\\\\])[^\\s\\\\\\u0000-\\u001f]*$', maxLength: 2000 })

/** Signing in by OpenID Connect: two addresses that the browser is led through. */
export const oidcRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const form: CookieForm = isHttps(services.config.publicUrl)
    ? { name: '__Host-nahraum-oidc', isSecure: true }
    : { name: 'nahraum-oidc', isSecure: false }

  function getOidc(): OidcService {
    if (services.oidc) return services.oidc
    throw new Problem('not-found', 'Signing in by OpenID Connect is not set up here.')
  }

  /** Back to the page where one signs in, which says what became of it; the log has the reason. */
  function fail(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    if (!(error instanceof Problem)) throw error
    if (error.cause instanceof Error)
      request.log.warn({ reason: error.cause.message }, 'signing in by OpenID Connect failed')
    return reply.redirect(`/login?fault=${error.code}`, 303)
  }

  app.get(
    '/session/oidc',
    {
      config,
      schema: {
        summary: 'Begin signing in by OpenID Connect',
        description: 'Leads to the identity provider by 303; "back" is where one is led after signing in.',
        tags,
        querystring: Type.Object({ back: Type.Optional(Back) }),
        response: { 303: Type.Null(), ...problemResponses('not-found') },
      },
    },
    async (request, reply) => {
      request.isPrivate = true
      try {
        const { url, secret } = await getOidc().begin(request.query.back ?? '/')
        return await reply.header('set-cookie', formatCookie(form, secret, SIGN_IN_MINUTES * 60)).redirect(url, 303)
      } catch (error) {
        if (error instanceof Problem && error.code === 'not-found') throw error
        return fail(request, reply, error)
      }
    },
  )

  app.get(
    '/session/oidc/callback',
    {
      config,
      schema: {
        summary: 'Where the identity provider sends the browser back to',
        description:
          'Leads on by 303: signed in, to where one came from; else to /login?fault=… with the code of the problem.',
        tags,
        response: { 303: Type.Null(), ...problemResponses('not-found') },
      },
    },
    async (request, reply) => {
      const oidc = getOidc()
      request.isPrivate = true
      const at = request.url.indexOf('?')
      try {
        const secret = findCookie(request.headers.cookie, form.name)
        const { account, returnTo } = await oidc.finish(secret, at < 0 ? '' : request.url.slice(at))
        await beginSession(services, request, reply, account, 'oidc')
        return await reply.header('set-cookie', formatCookie(form, '', 0)).redirect(returnTo, 303)
      } catch (error) {
        reply.header('set-cookie', formatCookie(form, '', 0))
        return fail(request, reply, error)
      }
    },
  )
}
