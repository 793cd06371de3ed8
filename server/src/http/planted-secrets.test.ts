import { describe, expect, it } from 'vitest'
import { buildApp } from './app.ts'
import { createOfflineServices } from './testing/offline-services.service.ts'

/** Each must appear in no answer; those marked `log` in no line of the log either. */
const PLANTED = {
  password: 'planted-database-password',
  sql: 'select planted_column from planted_table',
  path: '/srv/planted/secret/place.ts',
  row: 'planted-value-of-a-row',
  bearer: 'planted-bearer-credential',
  cookie: 'planted-session-of-somebody',
  control: 'planted-control-token',
  share: 'planted-share-token-0123456789',
  query: 'planted-token-in-the-query',
  program: 'planted-program-of-the-visitor',
  address: '203.0.113.77',
  proxied: '198.51.100.23',
}
const ONLY_FOR_THE_LOG: readonly string[] = [PLANTED.sql, PLANTED.path]

/** A fault of the database that tells too much. */
const talkative = Object.assign(
  new Error(
    `syntax error in "${PLANTED.sql}" at ${PLANTED.path}, connected to postgres://nahraum:${PLANTED.password}@db/x`,
  ),
  { code: '42601', parameters: [PLANTED.row], connectionString: `postgres://x:${PLANTED.password}@db` },
)

describe('secrets', () => {
  it('neither answers nor the log hold what was planted: passwords, tokens, SQL, paths, programs, whole addresses', async () => {
    const services = createOfflineServices(
      {
        LOG_LEVEL: 'debug',
        DATABASE_URL: `postgres://nahraum:${PLANTED.password}@db/x`,
        TRUST_PROXY: '127.0.0.1',
        PUBLIC_URL: 'https://nahraum.example.org',
      },
      talkative,
    )
    const lines: string[] = []
    const app = await buildApp(services, { write: (line) => lines.push(line) })
    const headers = {
      authorization: `Bearer ${PLANTED.bearer}`,
      cookie: `__Host-nahraum_session=${PLANTED.cookie}; nahraum_session=${PLANTED.cookie}`,
      'x-control-token': PLANTED.control,
      'x-nahraum-share': PLANTED.share,
      'user-agent': PLANTED.program,
      'x-forwarded-for': PLANTED.proxied,
    }
    const urls = [
      '/api/v1/health',
      '/api/v1/regions',
      '/api/v1/regions/tiny',
      `/api/v1/regions?token=${PLANTED.query}`,
      `/api/v1/jobs/0123456789abcdef?code=${PLANTED.query}`,
      `/shared/${PLANTED.share}`,
      '/tiles/tiny/districts.json',
      '/%c0',
    ]
    let faults = 0
    for (const url of urls) {
      const response = await app.inject({
        url,
        headers,
        remoteAddress: url.includes('token') ? PLANTED.address : '127.0.0.1',
      })
      if (response.statusCode >= 500) faults++
      const answer = JSON.stringify(response.headers) + response.body
      for (const [what, secret] of Object.entries(PLANTED))
        expect(answer, `${what} in the answer of ${url}`).not.toContain(secret)
      expect(answer, url).not.toMatch(/node_modules|\.ts:\d+|at \w+ \(/)
    }
    await app.close()
    expect(faults).toBeGreaterThan(3)
    const log = lines.join('')
    for (const [what, secret] of Object.entries(PLANTED))
      if (!ONLY_FOR_THE_LOG.includes(secret)) expect(log, `${what} in the log`).not.toContain(secret)
    // What the operator needs is there: which request, from which network, and why it failed.
    expect(log).toContain('"path":"/api/v1/regions/tiny"')
    expect(log).toContain('"address":"198.51.100.0"')
    expect(log).toContain('"address":"203.0.113.0"')
    expect(log).toContain(PLANTED.sql)
    expect(log).toMatch(/"reqId":"[0-9a-f-]{36}"/)
  })
})
