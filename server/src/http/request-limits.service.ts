import rateLimit, { type CreateRateLimitOptions } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import { isFinished } from '../jobs/job.ts'
import { Problem } from '../problems/problems.ts'
import { JOBS_PER_PERSON, PUBLISHED_FACTOR } from './limits.ts'

const MINUTE = '1 minute'

/**
 * Counts requests before anything else is done for them, so that looking up sessions is limited too. One count for all a visitor asks, a wider one for
 * published maps (whose files cost next to nothing), and a narrow one for each route that says so by `perMinute`.
 */
export async function registerRequestLimits(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { max, ttl }) => tooMany(max, ttl),
  })
  const all = app.createRateLimit(limitOf(requestsPerMinute))
  const published = app.createRateLimit(limitOf(requestsPerMinute * PUBLISHED_FACTOR))
  app.addHook('onRequest', async (request) => {
    const count = await (/^\/embed(\/|$|\?)/.test(request.url) ? published : all)(request)
    if (!count.isAllowed && count.isExceeded) throw tooMany(count.max, count.ttl)
  })
}

const limitOf = (max: number): CreateRateLimitOptions => ({ max, timeWindow: MINUTE })
const tooMany = (max: number, ttlMilliseconds: number): Problem =>
  new Problem('too-many-requests', `More than ${max} requests in a minute.`, Math.ceil(ttlMilliseconds / 1000))

/**
 * Nobody fills the queue alone: whoever has `JOBS_PER_PERSON` jobs waiting or running starts no other. Counted by account, else by address; a route
 * starts jobs if it may answer 202.
 */
export function registerJobQuota(app: FastifyInstance, jobs: JobRunner): void {
  const started = new Map<string, Set<string>>()
  const startsJobs = ({ routeOptions }: FastifyRequest): boolean =>
    routeOptions.config.access !== 'machine' &&
    '202' in ((routeOptions.schema?.response as Record<string, unknown> | undefined) ?? {})
  const keyOf = ({ person, ip }: FastifyRequest): string => person.accountId ?? ip

  app.addHook('preHandler', async (request) => {
    if (!startsJobs(request)) return
    const own = started.get(keyOf(request))
    if (own === undefined || own.size < JOBS_PER_PERSON) return
    for (const id of own) {
      const job = await jobs.find(id)
      if (job === undefined || isFinished(job)) own.delete(id)
    }
    if (own.size >= JOBS_PER_PERSON)
      throw new Problem('too-many-jobs', `${JOBS_PER_PERSON} jobs of yours are waiting or running already.`, 30)
  })
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode !== 202 || !startsJobs(request)) return
    const id = /\/jobs\/([0-9a-f]{16})$/.exec(String(reply.getHeader('location')))?.[1]
    if (id === undefined) return
    const key = keyOf(request)
    const own = started.get(key) ?? new Set()
    started.set(key, own.add(id))
    const stop = jobs.watch(id, (job) => {
      if (!isFinished(job)) return
      stop()
      own.delete(id)
      if (own.size === 0 && started.get(key) === own) started.delete(key)
    })
  })
}
