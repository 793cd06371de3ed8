import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { BarrierBody, BarrierChange, BarrierList, NewBarrier } from '../contract/barrier.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'

const tags = ['accessibility']
const Params = Type.Object({ barrier: Type.String({ pattern: '^[0-9a-f]{16}$' }) })
const admin = { access: 'admin' } as const

/** Reports of barriers in the pages themselves. */
export const barrierRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { barriers }) => {
  app.get(
    '/barriers/form',
    {
      config: { access: 'public', ...perMinute('report') },
      schema: {
        summary: 'A form to report a barrier with; counts once, for twelve hours',
        tags,
        response: { 200: Type.Object({ form: Type.String() }), ...problemResponses() },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { form: barriers.createForm() }
    },
  )

  app.post(
    '/barriers',
    {
      config: { access: 'public', ...perMinute('report') },
      schema: {
        summary: 'Report a barrier, without an account',
        description: 'The address of the sender is not kept; an e-mail address only where it is given.',
        tags,
        body: NewBarrier,
        response: {
          201: Type.Object({ id: Type.String() }),
          ...problemResponses('form-expired', 'too-many-requests', 'too-large', 'unsupported-media', 'database-away'),
        },
      },
    },
    async (request, reply) => reply.code(201).send({ id: await barriers.report(request.body, request.ip) }),
  )

  app.get(
    '/barriers',
    {
      config: admin,
      schema: {
        summary: 'Reported barriers, those that wait first',
        tags,
        response: { 200: BarrierList, ...problemResponses('sign-in-needed', 'not-allowed', 'database-away') },
      },
    },
    async () => ({ barriers: await barriers.list() }),
  )

  app.put(
    '/barriers/:barrier',
    {
      config: admin,
      schema: {
        summary: 'Mark a report as done or open again, with a note',
        tags,
        params: Params,
        body: BarrierChange,
        response: {
          200: BarrierBody,
          ...problemResponses(
            'unknown-barrier',
            'sign-in-needed',
            'not-allowed',
            'other-origin',
            'too-large',
            'unsupported-media',
            'database-away',
          ),
        },
      },
    },
    async ({ person, params, body }) => barriers.change(person, params.barrier, body.done, body.note),
  )

  app.delete(
    '/barriers/:barrier',
    {
      config: admin,
      schema: {
        summary: 'Delete a report with its contact, for instance when the person asks for it',
        tags,
        params: Params,
        response: {
          204: Type.Null(),
          ...problemResponses('unknown-barrier', 'sign-in-needed', 'not-allowed', 'other-origin', 'database-away'),
        },
      },
    },
    async ({ person, params }, reply) => {
      await barriers.remove(person, params.barrier)
      return reply.code(204).send(null)
    },
  )
}
