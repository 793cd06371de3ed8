import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { JobBody } from '../contract/result.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkFigures, checkRole } from '../http/route-access.service.ts'
import { Problem } from '../problems/problems.ts'
import type { Services } from '../http/services.ts'
import { isFinished, type Job } from './job.ts'

const Params = Type.Object({ job: Type.String({ pattern: '^[0-9a-f]{16}$' }) })
const tags = ['jobs']

/** A comment now and then, so that proxies keep the connection. */
const HEARTBEAT_MILLISECONDS = 15_000
/** Open event streams; each holds a connection. */
const STREAM_LIMIT = 200

export const jobRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { jobs, audit, publishing } = services
  let openStreams = 0
  /** A job's result may hold figures of its region; that of freezing a map names addresses only. */
  const get = async (request: FastifyRequest, id: string): Promise<Job> => {
    const job = await jobs.find(id)
    if (!job) throw new Problem('unknown-job', `There is no job "${id}".`)
    if ((job.result !== null && job.kind !== 'publish') || job.kind === 'siting')
      await checkFigures(services, request, job.region)
    return job
  }

  app.get(
    '/jobs/:job',
    {
      config: { access: 'public' },
      schema: {
        summary: 'A job and how far it is',
        tags,
        params: Params,
        response: {
          200: JobBody,
          ...problemResponses('unknown-job', 'sign-in-needed', 'not-allowed', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return get(request, request.params.job)
    },
  )

  app.delete(
    '/jobs/:job',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Cancel a job; nothing of it is stored',
        tags,
        params: Params,
        response: {
          200: JobBody,
          ...problemResponses(
            'unknown-job',
            'job-finished',
            'sign-in-needed',
            'not-allowed',
            'other-origin',
            'database-away',
          ),
        },
      },
    },
    async (request) => {
      const { id, kind, region } = await get(request, request.params.job)
      // Whoever started a search for sites, or a preview by a link, knows its id, which nobody can guess; all other jobs change what everybody sees.
      if (kind === 'siting' || publishing.isStartedByLink(id)) return jobs.dismiss(id)
      checkRole(request, 'editor', region)
      const job = await jobs.dismiss(id)
      const { person } = request
      await audit.record({ person, action: 'job.cancel', regionKey: region, subject: `job/${id}`, before: { kind } })
      return job
    },
  )

  app.get(
    '/jobs/:job/events',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Progress as server-sent events until the job has finished',
        description:
          'Events "progress" and, last, "done"; the data of each is the job. The current state is sent first, so a client that reconnects misses nothing.',
        tags,
        params: Params,
        response: {
          200: { description: 'text/event-stream' },
          ...problemResponses('unknown-job', 'sign-in-needed', 'not-allowed', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      const first = await get(request, request.params.job)
      if (openStreams >= STREAM_LIMIT)
        throw new Problem('too-many-requests', `${STREAM_LIMIT} event streams are open.`, 10)
      openStreams++
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        ...(request.isPrivate ? {} : { 'access-control-allow-origin': '*' }),
      })
      let eventId = 0
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MILLISECONDS)
      const send = (job: Job) => {
        raw.write(
          `id: ${++eventId}\nevent: ${isFinished(job) && job.finishedAt ? 'done' : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`,
        )
        if (isFinished(job) && job.finishedAt) raw.end()
      }
      const stop = jobs.watch(first.id, send)
      raw.on('close', () => {
        stop()
        clearInterval(heartbeat)
        openStreams--
      })
      // It may have moved on between reading and listening.
      send((await jobs.find(first.id)) ?? first)
    },
  )
}
