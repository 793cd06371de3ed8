import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ping } from '../db/check.store.ts'
import type { Services } from './services.ts'
import { problemResponses } from './problem-responses.ts'

const Health = Type.Object({
  status: Type.Literal('ok'),
  version: Type.String(),
  database: Type.Object({
    kind: Type.Union([Type.Literal('embedded'), Type.Literal('postgresql')]),
    postgis: Type.String(),
  }),
})

export const healthRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { database, version }) => {
  app.get(
    '/health',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whether the service and its database answer',
        tags: ['service'],
        response: { 200: Health, ...problemResponses('database-away') },
      },
    },
    async () => {
      await ping(database.db)
      return { status: 'ok' as const, version, database: { kind: database.kind, postgis: database.postgisVersion } }
    },
  )
}
