/** Who may call what: every route of the API's own description × everybody there can be, by real requests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountContent } from '../accounts/account.ts'
import { SHARE_HEADER } from '../contract/share-link.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { saveJob } from '../jobs/job.store.ts'
import { readText } from '../testing/source-files.service.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.service.ts'
import { createServices } from './create-services.service.ts'
import type { Services } from './services.ts'
import { OUTCOMES, type Who } from './testing/route-outcomes.ts'

const PEOPLE = ['nobody', 'provider', 'editor', 'editor elsewhere', 'admin', 'valid link', 'expired link', 'revoked link'] as const // prettier-ignore
type Somebody = (typeof PEOPLE)[number]
const LINKS = ['valid link', 'expired link', 'revoked link'] as const
const BY = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const
const PASSWORD = 'drei Pferde und ein Karren'
const JOB = '00000000000000aa'

/** 200: may, whatever the answer to the question is; else the status of the refusal. */
function expectedOf(who: Who, somebody: Somebody, hasRegion: boolean): number {
  if (who === 'public' || who === 'figures') return 200
  if (who === 'machine') return 403
  const kind = who.split(':')[1]
  if (kind !== undefined && somebody === 'valid link') return 200
  if (kind !== undefined && LINKS.some((link) => link === somebody)) return 410
  if (somebody === 'nobody' || LINKS.some((link) => link === somebody)) return 401
  if (somebody === 'admin') return 200
  // Elsewhere the role of an editor does not count; without a region it does.
  const held = somebody === 'provider' ? 1 : somebody === 'editor' || !hasRegion ? 2 : 0
  return held >= (who === 'admin' ? 3 : who === 'own' || who === 'provider' ? 1 : 2) ? 200 : 403
}

describe('who may call what', () => {
  let test: TestDatabase
  let services: { -readonly [K in keyof Services]: Services[K] }
  let app: FastifyInstance
  let folder: string
  let scenario: string
  let routes: { key: string; method: string; path: string }[]
  const accountIds: Record<string, string> = {}
  const tokens: Record<string, Record<string, string>> = { scenario: {}, publication: {} }

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-roles-'))
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(writeTinyRegion(folder).manifestFile, null)
    app = await buildApp(services)
    await app.ready()
    const { paths } = app.swagger() as { paths: Record<string, Record<string, unknown>> }
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((name) => ({ key: `${name.toUpperCase()} ${path}`, method: name.toUpperCase(), path })),
    )
    const make = async (login: string, change: Partial<AccountContent>) => {
      const content = { name: login, role: 'editor', regionKeys: 'all', organisation: null, facilityIds: [], disabled: false } as const // prettier-ignore
      accountIds[login] = (await services.accounts.create(BY, login.replaceAll(' ', '-'), { ...content, ...change }, { password: PASSWORD })).id // prettier-ignore
    }
    await make('admin', { role: 'admin' })
    await make('provider', { role: 'provider' })
    await make('editor', { regionKeys: ['tiny'] })
    await make('editor elsewhere', { regionKeys: ['other'] })
    scenario = (await services.scenarios.create('tiny', { name: 'Entwurf', modifications: [] })).id
    for (const kind of ['scenario', 'publication'] as const) {
      const subjectId = kind === 'scenario' ? scenario : 'aaaaaaaaaaaa'
      for (const link of LINKS) {
        const wanted = { regionKey: 'tiny', kind, subjectId, label: '', days: 1 }
        const { token, link: stored } = await services.shareLinks.create(BY, wanted)
        tokens[kind][link] = token
        if (link === 'revoked link') await services.shareLinks.revoke(BY, 'tiny', stored.id)
        if (link === 'expired link')
          await sql`update nahraum.share_link set expires_at = now() - interval '1 minute' where id = ${stored.id}`.execute(test.database.db) // prettier-ignore
      }
    }
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A session of its own for each request, so that what a request ends is only its own. */
  async function headersOf(somebody: Somebody, who: Who = 'public'): Promise<Record<string, string>> {
    if (somebody === 'nobody') return {}
    if (somebody in accountIds) {
      const account = await services.accounts.get(accountIds[somebody])
      return { cookie: `nahraum=${(await services.sessions.open(account, 'password')).token}` }
    }
    return { [SHARE_HEADER]: tokens[who === 'link:publication' ? 'publication' : 'scenario'][somebody] }
  }
  /** Parameters that name the region and draft that exist, and of everything else something that does not. */
  const fill = (path: string, ids: Record<string, string> = {}): string =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const known: Record<string, string> = { region: 'tiny', scenario, job: JOB, publication: 'aaaaaaaaaaaa', document: 'districts.json', set: 'districts', z: '6', x: '1', file: 'x', version: '1', token: 'x' } // prettier-ignore
      return ids[name] ?? known[name] ?? '0123456789abcdef'
    })

  it('every route has a stated outcome, and no outcome stands for a route that is gone', () => {
    const keys = routes.map(({ key }) => key)
    expect(
      keys.filter((key) => !(key in OUTCOMES)),
      'add a row to http/testing/route-outcomes.ts',
    ).toEqual([])
    expect(Object.keys(OUTCOMES).filter((key) => !keys.includes(key))).toEqual([])
    const silent = keys.filter((key) => !key.startsWith('GET ') && OUTCOMES[key]?.trail === undefined)
    expect(silent, 'routes that write say what they leave in the audit trail, or why nothing').toEqual([])
  })

  it.each(PEOPLE)('%s: every route lets pass or refuses as stated', { timeout: 120_000 }, async (somebody) => {
    await saveJob(test.database.db, { id: JOB, kind: 'import', region: 'tiny', status: 'interrupted', step: '', share: 0, message: null, createdAt: new Date().toISOString(), finishedAt: new Date().toISOString(), result: null }) // prettier-ignore
    const wrong: string[] = []
    for (const { key, method, path } of routes.filter(({ key }) => key in OUTCOMES)) {
      const outcome = OUTCOMES[key]
      const headers = await headersOf(somebody, outcome.who)
      // The draft goes on existing: who may delete it is asked about another one.
      const ids: Record<string, string> =
        method === 'GET' || !path.endsWith('{scenario}') ? {} : { scenario: '0123456789abcdef' }
      const payload = ['POST', 'PUT'].includes(method) ? { payload: {} } : {}
      const response = await app.inject({ method: method as 'GET', url: fill(path, ids), headers, ...payload })
      const expected = expectedOf(outcome.who, somebody, path.includes('{region}') || path.includes('{job}'))
      const { statusCode } = response
      // A link that is asked about itself says what became of it.
      const isRefused = [401, 403].includes(statusCode) || (statusCode === 410 && expected !== 200)
      const got = isRefused ? statusCode : statusCode >= 500 ? statusCode : 200
      if (got !== expected) wrong.push(`${key}: ${statusCode} instead of ${expected}: ${response.body.slice(0, 120)}`)
    }
    expect(wrong).toEqual([])
  })

  it('figures are for editors of the region where they come from a register', async () => {
    const { figures } = services
    Object.assign(figures, { areProtected: () => Promise.resolve(true) })
    const wrong: string[] = []
    const protectedRoutes = routes.filter(({ key }) => OUTCOMES[key]?.who === 'figures')
    expect(protectedRoutes.length).toBeGreaterThan(12)
    const tiles = ['hexagons', 'gaps'].flatMap((set) => [
      { key: `tiles of ${set}`, method: 'GET', path: `/tiles/{region}/${set}.json` },
      { key: `a tile of ${set}`, method: 'GET', path: `/tiles/{region}/${set}/0123456789abcdef/10/544/339.mvt` },
    ])
    for (const somebody of PEOPLE) {
      const headers = await headersOf(somebody)
      for (const { key, method, path } of [...protectedRoutes, ...tiles]) {
        const payload = method === 'POST' ? { payload: {} } : {}
        const { statusCode } = await app.inject({ method: method as 'GET', url: fill(path), headers, ...payload })
        const expected = expectedOf('editor', somebody, true)
        if (expected === 200 ? [401, 403].includes(statusCode) || statusCode >= 500 : statusCode !== expected)
          wrong.push(`${somebody}: ${key}: ${statusCode} instead of ${expected}`)
      }
    }
    const answer = await app.inject({ url: '/api/v1/regions/tiny/districts', headers: await headersOf('editor') })
    expect([answer.statusCode, answer.headers['cache-control'], answer.headers['access-control-allow-origin']]).toEqual([200, 'private, no-store', undefined]) // prettier-ignore
    Object.assign(figures, { areProtected: () => Promise.resolve(false) })
    expect(wrong).toEqual([])
  })

  it('a link opens its own draft for reading, and nothing else', async () => {
    const other = (await services.scenarios.create('tiny', { name: 'Anderer', modifications: [] })).id
    const headers = await headersOf('valid link', 'link:scenario')
    const status = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
      (await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) })).statusCode
    const list = '/regions/tiny/scenarios'
    expect(await status('GET', `${list}/${scenario}`)).toBe(200)
    expect(await status('GET', `${list}/${other}`)).toBe(401)
    expect(await status('GET', `/regions/other/scenarios/${scenario}`)).toBe(401)
    expect(await status('GET', `/regions/tiny/publications/${scenario}`)).toBe(401)
    expect(await status('DELETE', `${list}/${scenario}`)).toBe(401)
    expect(await status('POST', `${list}/${scenario}/copy`, { name: 'x' })).toBe(401)
    const effect = (id: string) => ({ question: { profile: 'standard', categoryIds: ['pharmacy'], groupId: 'all', minutes: 10 }, after: { scenario: id } }) // prettier-ignore
    expect([200, 400]).toContain(await status('POST', '/regions/tiny/what-if/effect', effect(scenario)))
    expect(await status('POST', '/regions/tiny/what-if/effect', effect(other))).toBe(401)
    const area = (id: string) => ({ lng: 11.25, lat: 51.9, profile: 'standard', scenario: id })
    expect(await status('POST', '/regions/tiny/isochrone', area(scenario))).not.toBe(401)
    expect(await status('POST', '/regions/tiny/isochrone', area(other))).toBe(401)
    expect(await status('GET', `/regions/tiny/isochrone?lng=11.25&lat=51.9&profile=standard&scenario=${other}`)).toBe(
      401,
    )
    // It starts no work either but the preview of its own draft (publications.contract.test.ts).
    for (const url of ['/publications/aaaaaaaaaaaa/preview', '/runs', `/scenarios/${scenario}/preview`])
      expect(await status('POST', `/regions/tiny${url}`, {}), url).not.toBe(202)
    expect(await status('POST', '/regions/tiny/publications/aaaaaaaaaaaa/preview')).toBe(401)
    const report = { regionKey: 'tiny', kind: 'report', subjectId: `/r/tiny/report?scenario=${other}`, label: '', days: 1 } as const // prettier-ignore
    headers[SHARE_HEADER] = (await services.shareLinks.create(BY, report)).token
    expect(await status('GET', `${list}/${other}`)).toBe(200)
    expect(await status('GET', `${list}/${scenario}`)).toBe(401)
    for (const junk of ['', 'x', `${tokens.scenario['valid link']}x`, 'a'.repeat(43)]) {
      headers[SHARE_HEADER] = junk
      expect(await status('GET', `${list}/${scenario}`), junk).toBe(404)
    }
  })

  it('an editor of one region reaches no object of another through the address of the own', async () => {
    const headers = await headersOf('editor elsewhere')
    for (const url of [`/regions/other/scenarios/${scenario}`, `/regions/other/share-links`])
      expect((await app.inject({ url: `/api/v1${url}`, headers })).statusCode, url).toBe(404)
  })

  describe('what is written leaves an entry in the audit trail', () => {
    /** A request that succeeds for each action that is shown here. */
    const acts: Record<string, () => Promise<{ ids?: Record<string, string>; body?: object; by?: Somebody }>> = {
      'PUT /api/v1/regions/{region}/providers/{account}': async () => ({ ids: { account: accountIds.provider }, body: { facilityIds: ['osm/node/1000'] } }), // prettier-ignore
      'POST /api/v1/regions/{region}/provider/confirmations': async () => ({ by: 'provider', body: { facilityId: 'osm/node/1000' } }), // prettier-ignore
      'PUT /api/v1/account/password': async () => ({ body: { current: PASSWORD, password: `${PASSWORD} 2` } }),
      'PUT /api/v1/account/password-link': async () => {
        const { token } = await services.accounts.createPasswordLink(BY, accountIds.provider)
        return { body: { token, password: `${PASSWORD} 3` } }
      },
      'POST /api/v1/accounts': async () => ({ body: { login: 'neu', name: 'Neu', role: 'editor', regionKeys: ['tiny'] } }), // prettier-ignore
      'PUT /api/v1/accounts/{account}': async () => ({
        ids: { account: accountIds.provider },
        body: { role: 'editor' },
      }),
      'DELETE /api/v1/accounts/{account}': async () => ({ ids: { account: accountIds['editor elsewhere'] } }),
      'POST /api/v1/accounts/{account}/password-link': async () => ({ ids: { account: accountIds.editor } }),
      'DELETE /api/v1/accounts/{account}/sessions': async () => ({ ids: { account: accountIds.editor } }),
      'POST /api/v1/regions/{region}/share-links': async () => ({ body: { kind: 'scenario', subjectId: scenario } }),
      'DELETE /api/v1/regions/{region}/share-links/{link}': async () => ({ ids: { link: (await services.shareLinks.list('tiny'))[0].id } }), // prettier-ignore
      'POST /api/v1/regions/{region}/runs': async () => ({ body: { profile: 'standard' } }),
      'POST /api/v1/regions/{region}/scenarios': async () => ({ body: { name: 'Neu', modifications: [] } }),
      'PUT /api/v1/regions/{region}/scenarios/{scenario}': async () => ({ body: { name: 'Neu', modifications: [], version: 1 } }), // prettier-ignore
      'POST /api/v1/regions/{region}/scenarios/{scenario}/copy': async () => ({ body: { name: 'Kopie' } }),
      'DELETE /api/v1/regions/{region}/scenarios/{scenario}': async () => ({}),
      'POST /api/v1/regions/{region}/scenarios/{scenario}/restore': async () => ({}),
      'DELETE /api/v1/jobs/{job}': async () => {
        const { job } = await services.jobs.start('analyse', 'tiny', (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))))) // prettier-ignore
        return { ids: { job: job.id } }
      },
    }

    it('by requests that succeed', { timeout: 60_000 }, async () => {
      for (const [key, act] of Object.entries(acts)) {
        const [method, path] = key.split(' ')
        const { ids, body, by = 'admin' } = await act()
        const headers = await headersOf(by)
        const [last] = await services.audit.list({}, 1)
        const response = await app.inject({ method: method as 'GET', url: fill(path, ids), headers, ...(body ? { payload: body } : {}) }) // prettier-ignore
        expect(response.statusCode, `${key}: ${response.body}`).toBeLessThan(300)
        const { trail } = OUTCOMES[key]
        const entries = (await services.audit.list({}, 10)).filter(({ number }) => number > (last?.number ?? 0))
        expect(trail !== undefined && 'action' in trail && entries.map(({ action }) => action), key).toContain((trail as { action: string }).action) // prettier-ignore
      }
    })

    it('or by the test that is named for it', () => {
      const unproven = Object.entries(OUTCOMES).flatMap(([key, { trail, who }]) => {
        if (trail === undefined || 'none' in trail || key in acts) return []
        if (who === 'machine') return [] // shown by the commands: the network cannot do it
        const text = trail.test === undefined ? '' : readText(trail.test)
        const word = trail.action.split('.')[1]
        return text.includes('audit') && (text.includes(`'${trail.action}'`) || text.includes(`'${word}'`)) ? [] : [key]
      })
      expect(unproven).toEqual([])
    })
  })
})
