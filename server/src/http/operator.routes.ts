import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { OperatorBody } from '../contract/operator.ts'
import { Problem } from '../problems/problems.ts'
import { problemResponses } from './problem-responses.ts'
import type { Services } from './services.ts'

export const operatorRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { config }) => {
  app.get(
    '/operator',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Who runs this installation, and whom to write to about barriers, privacy and weaknesses',
        tags: ['service'],
        response: { 200: OperatorBody, ...problemResponses() },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=60')
      return config.operator
    },
  )
}

/** Within it the file is renewed by itself, because its date moves with the day it is read on. */
const VALID_DAYS = 180
const DAY_MILLISECONDS = 24 * 3600 * 1000

/** Pages that are for people and their accounts; computed answers are too many for a crawler. */
const NOT_FOR_CRAWLERS = ['/api/', '/tiles/', '/login', '/account', '/admin', '/shared']

/** Files at addresses that the web has agreed on. */
export const wellKnownRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/robots.txt', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\n${NOT_FOR_CRAWLERS.map((path) => `Disallow: ${path}\n`).join('')}`),
  )

  app.get(
    '/.well-known/security.txt',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_request, reply) => {
      const { securityContact } = services.config.operator
      if (securityContact === null)
        throw new Problem('not-found', 'The operator has not set SECURITY_CONTACT, so there is no security.txt yet.')
      const expires = new Date(Math.floor(Date.now() / DAY_MILLISECONDS + VALID_DAYS) * DAY_MILLISECONDS)
      return reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .send(
          [
            `Contact: ${securityContact.includes('://') ? securityContact : `mailto:${securityContact}`}`,
            `Expires: ${expires.toISOString()}`,
            'Preferred-Languages: de, en',
            `Canonical: ${services.publicUrl()}/.well-known/security.txt`,
            '',
          ].join('\n'),
        )
    },
  )
}
