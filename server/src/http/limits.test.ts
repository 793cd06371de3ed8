import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFiles, readText } from '../testing/source-files.service.ts'
import { buildApp } from './app.ts'
import { BODY_LIMITS, JOBS_PER_PERSON, PUBLISHED_FACTOR, RATE_LIMITS } from './limits.ts'
import type { Services } from './services.ts'
import { createOfflineServices } from './testing/offline-services.service.ts'

const PUBLIC = { PUBLIC_URL: 'https://karte.example.org' }
const away = new Error('Nothing of this needs the database.')
/** No region has figures to protect, so that nothing is looked up. */
const withoutFigures = (services: Services): Services =>
  ({ ...services, figures: { areProtected: async () => false } }) as unknown as Services

describe('limits of requests', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = await buildApp(withoutFigures(createOfflineServices({ ...PUBLIC, REQUESTS_PER_MINUTE: '1000000' }, away)))
  }, 120_000)
  afterAll(async () => app?.close())

  it('stand in one place: no route has a number of its own', () => {
    const own = listFiles('server/src', '.ts').filter(
      (file) => !file.includes('/http/limits') && /rateLimit: \{|bodyLimit(:| =) [\d_]/.test(readText(file)),
    )
    expect(own).toEqual([])
  })

  /** One route of each class; refused before it computes anything, which counts as well. */
  const ROUTES: readonly (readonly [keyof typeof RATE_LIMITS, 'GET' | 'POST', string])[] = [
    ['job', 'POST', '/api/v1/regions/x/siting'],
    ['explain', 'GET', '/api/v1/regions/x/explain'],
    ['export', 'GET', '/api/v1/regions/x/runs/0123456789abcdef/export/cells.csv'],
    ['whatIf', 'POST', '/api/v1/regions/x/what-if/effect'],
    ['street', 'GET', '/api/v1/regions/x/street'],
    ['isochrone', 'GET', '/api/v1/regions/x/isochrone'],
    ['isochrone', 'POST', '/api/v1/regions/x/isochrone'],
    ['report', 'GET', '/api/v1/barriers/form'],
    ['link', 'GET', '/api/v1/shared'],
  ]
  it.each(ROUTES)(
    '%s: one more than its limit a minute is answered 429 with the limit and when to try again',
    async (name, method, url) => {
      const { perMinute } = RATE_LIMITS[name]
      const remoteAddress = '198.51.100.7'
      expect(Number((await app.inject({ method, url })).headers['x-ratelimit-limit'])).toBe(perMinute)
      if (perMinute > 60) return // the same counter, only slower to fill
      let last
      for (let n = 0; n <= perMinute; n++) {
        last = await app.inject({ method, url, remoteAddress })
        if (n < perMinute) expect(last.statusCode, `request ${n + 1}`).not.toBe(429)
      }
      expect(last?.json()).toMatchObject({
        status: 429,
        code: 'too-many-requests',
        detail: expect.stringContaining(String(perMinute)),
      })
      expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
      // Somebody else is not held up.
      expect((await app.inject({ method, url, remoteAddress: '203.0.113.8' })).statusCode).not.toBe(429)
    },
  )

  it('all requests together have a limit, refused and unknown ones count, published maps have a wider one', async () => {
    const few = await buildApp(createOfflineServices({ ...PUBLIC, REQUESTS_PER_MINUTE: '3' }, away))
    const remoteAddress = '198.51.100.9'
    for (const url of ['/api/v1/operator', '/api/v1/accounts', '/nowhere']) {
      expect((await few.inject({ url, remoteAddress })).statusCode, url).not.toBe(429)
    }
    for (const url of ['/api/v1/operator', '/favicon.svg', '/api/v1/nowhere', '/']) {
      const refused = await few.inject({ url, remoteAddress })
      expect(refused.json(), url).toMatchObject({ status: 429, detail: 'More than 3 requests in a minute.' })
      expect(refused.headers['content-security-policy']).toContain("default-src 'none'")
    }
    for (let n = 0; n < 3 * PUBLISHED_FACTOR; n++)
      expect((await few.inject({ url: '/embed/abcdefghijkl/current.json', remoteAddress })).statusCode).not.toBe(429)
    expect((await few.inject({ url: '/embed/abcdefghijkl/current.json', remoteAddress })).statusCode).toBe(429)
    await few.close()
  })

  it.each([
    ['usual', '/api/v1/barriers', BODY_LIMITS.usual],
    ['scenario', '/api/v1/regions/x/what-if/effect', BODY_LIMITS.scenario],
    ['siting', '/api/v1/regions/x/siting', BODY_LIMITS.siting],
  ] as const)('a body of the %s size passes, one byte more is answered 413', async (_what, url, bytes) => {
    const send = (length: number) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        payload: `"${'x'.repeat(length - 2)}"`,
        remoteAddress: '198.51.100.10',
      })
    expect((await send(bytes)).statusCode).not.toBe(413)
    expect((await send(bytes + 1)).json()).toMatchObject({ status: 413, code: 'too-large' })
  })

  it('a packed body counts as it is unpacked, and packed twice is none', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000, ' '))
    expect(body.length).toBeLessThan(BODY_LIMITS.usual)
    const send = (payload: Buffer, coding: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/barriers',
        payload,
        headers: { 'content-type': 'application/json', 'content-encoding': coding },
      })
    expect((await send(body, 'gzip')).json()).toMatchObject({ status: 413, code: 'too-large' })
    expect((await send(gzipSync(body), 'gzip, gzip')).json()).toMatchObject({ status: 415, code: 'unsupported-media' })
  })

  it('the description of the API says them for every route', async () => {
    const { paths } = (await app.inject({ url: '/api/v1/openapi.json', remoteAddress: '203.0.113.77' })).json()
    expect(paths['/api/v1/regions/{region}/explain'].get['x-requests-per-minute']).toBe(RATE_LIMITS.explain.perMinute)
    expect(paths['/api/v1/regions/{region}/siting'].post['x-body-bytes']).toBe(BODY_LIMITS.siting)
    const known = new Set<number>(Object.values(RATE_LIMITS).map(({ perMinute }) => perMinute))
    const given = Object.values<Record<string, Record<string, number>>>(paths).flatMap((methods) =>
      Object.values(methods).flatMap((route) => route['x-requests-per-minute'] ?? []),
    )
    expect(given.length).toBeGreaterThan(15)
    expect(given.filter((limit) => !known.has(limit))).toEqual([])
  })
})

describe('jobs of one person', () => {
  it('are few at a time; a finished one makes room, and others are not held up', async () => {
    const services = createOfflineServices(PUBLIC, away)
    const finished = new Set<string>()
    let count = 0
    const fake = {
      ...withoutFigures(services),
      regions: { get: async () => ({ key: 'x' }) },
      siting: {
        resolve: async () => ({}),
        start: async () => ({ job: jobOf((++count).toString(16).padStart(16, '0')), done: Promise.resolve() }),
      },
      jobs: { find: async (id: string) => jobOf(id), watch: () => () => {} },
    } as unknown as Services
    const jobOf = (id: string) => ({
      id,
      kind: 'siting',
      region: 'x',
      status: finished.has(id) ? 'successful' : 'running',
      step: 'x',
      share: 0,
      message: null,
      createdAt: '2026-11-26T00:00:00Z',
      finishedAt: null,
      result: null,
    })
    const app = await buildApp(fake)
    const start = (remoteAddress: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/regions/x/siting',
        payload: {
          question: { profile: 'standard', group: 'all', categoryIds: ['pharmacy'], minutes: 10 },
          model: 'pmedian',
          sites: 1,
        },
        remoteAddress,
      })
    const first = await start('198.51.100.1')
    if (first.statusCode === 400) throw new Error(`the request of this test is out of date: ${first.body}`)
    for (let n = 1; n < JOBS_PER_PERSON; n++) expect((await start('198.51.100.1')).statusCode).toBe(202)
    expect((await start('198.51.100.1')).json()).toMatchObject({
      status: 429,
      code: 'too-many-jobs',
      detail: expect.stringContaining(String(JOBS_PER_PERSON)),
    })
    expect((await start('198.51.100.2')).statusCode).toBe(202)
    finished.add('0000000000000003')
    expect((await start('198.51.100.1')).statusCode).toBe(202)
    expect((await start('198.51.100.1')).statusCode).toBe(429)
    await app.close()
  })
})
