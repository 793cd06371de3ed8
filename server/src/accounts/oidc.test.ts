import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SessionBody } from '../contract/account.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { findRole, readOidc } from './oidc-settings.ts'
import { startIdentityProvider, type IdentityProvider } from './testing/identity-provider.builder.ts'

const BEGIN = '/api/v1/session/oidc'

describe('settings of OpenID Connect', () => {
  const faultsOf = (env: Record<string, string>): string[] => {
    const faults: string[] = []
    readOidc(env, (fault) => faults.push(fault))
    return faults
  }
  const right = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'nahraum', OIDC_ROLES: 'a=admin' }

  it('are off by default, whole or refused by name', () => {
    expect(readOidc({}, () => {})).toBeNull()
    expect(faultsOf(right)).toEqual([])
    expect(faultsOf({ OIDC_CLIENT_ID: 'nahraum' })).toEqual(['OIDC_CLIENT_ID mean nothing without OIDC_ISSUER'])
    expect(faultsOf({ ...right, OIDC_ISSUER: 'http://id.example.org' })[0]).toMatch(
      /must be an address starting with https/,
    )
    expect(faultsOf({ OIDC_ISSUER: right.OIDC_ISSUER })).toHaveLength(2)
    for (const roles of ['a=chef', 'a', 'a=editor:Aachen', '=admin'])
      expect(faultsOf({ ...right, OIDC_ROLES: roles }).join(), roles).toContain(`"${roles}" is not of the form`)
  })

  it('give the highest role of the groups, for the regions of all rules of that role', () => {
    const settings = readOidc({ ...right, OIDC_ROLE_CLAIM: 'realm_access.roles', OIDC_ROLES: 'red=editor:aachen ; redaktion 2=editor:demo,aachen;chefs=admin;t=provider' }, () => {})! // prettier-ignore
    const of = (roles: unknown) => findRole(settings, { realm_access: { roles } })
    expect(of(['red', 'redaktion 2', 't'])).toEqual({ role: 'editor', regionKeys: ['aachen', 'demo'] })
    expect(of(['chefs', 'red'])).toEqual({ role: 'admin', regionKeys: 'all' })
    expect(of('t')).toEqual({ role: 'provider', regionKeys: 'all' })
    for (const none of [[], undefined, null, 'RED', { red: true }, ['re']]) expect(of(none)).toBeNull()
    expect(findRole({ ...settings, roleClaim: 'https://a.example/groups' }, { 'https://a.example/groups': ['t'] })?.role).toBe('provider') // prettier-ignore
    expect(findRole({ ...settings, roleClaim: '__proto__' }, {})).toBeNull()
  })
})

describe('signing in by OpenID Connect', () => {
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let provider: IdentityProvider
  let folder: string

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    provider = await startIdentityProvider('nahraum', 'geheim')
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-oidc-'))
    writeFileSync(path.join(folder, 'secret'), 'geheim\n')
    const env = {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'nahraum',
      OIDC_CLIENT_SECRET_FILE: path.join(folder, 'secret'),
      OIDC_LABEL: 'Mit dem Konto der Stadt anmelden',
      OIDC_ROLES: 'nahraum-admin=admin; redaktion=editor:tiny',
    }
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, env), test.database)
    app = await buildApp(services)
    await app.ready()
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await provider?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => (provider.forge = {}))

  const cookiesOf = (header: string | string[] | undefined): string =>
    [header ?? []].flat().map((cookie) => cookie.split(';')[0]).join('; ') // prettier-ignore
  const begin = async (back = '') => {
    const response = await app.inject(`${BEGIN}${back && `?back=${encodeURIComponent(back)}`}`)
    return { response, cookie: cookiesOf(response.headers['set-cookie']), url: String(response.headers.location) }
  }
  const returnTo = (address: string, cookie: string) =>
    app.inject({ url: address.replace('http://127.0.0.1:3000', ''), headers: { cookie } })
  const signIn = async (claims: Record<string, unknown>, back?: string) => {
    provider.claims = claims
    const { url, cookie } = await begin(back)
    const response = await returnTo(provider.signIn(url), cookie)
    return { response, cookie: cookiesOf(response.headers['set-cookie']), location: response.headers.location }
  }
  const session = async (cookie: string) =>
    (await app.inject({ url: '/api/v1/session', headers: { cookie } })).json() as SessionBody
  const ANNA = {
    sub: 'anna-1',
    name: 'Anna\u202e Beispiel',
    preferred_username: 'Anna',
    groups: ['redaktion', 'other'],
  }
  const ADA = { sub: 'ada-1', name: 'Ada', preferred_username: 'ada', groups: ['nahraum-admin'] }

  it('is offered by the session, and leads to the provider with code, PKCE, state and nonce', async () => {
    expect((await session('')).signIn).toEqual({ password: true, oidc: { label: 'Mit dem Konto der Stadt anmelden', url: BEGIN } }) // prettier-ignore
    const { response, url } = await begin()
    expect(response.statusCode).toBe(303)
    expect(response.headers['set-cookie']).toMatch(/^nahraum-oidc=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/) // prettier-ignore
    expect(url).toMatch(new RegExp(`^${provider.issuer}/authorize\\?`))
    expect(url).not.toContain('geheim')
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ redirect_uri: 'http://127.0.0.1:3000/api/v1/session/oidc/callback', scope: 'openid profile email' }) // prettier-ignore
  })

  it('makes the account at the first sign-in, with the role of the group, and leads back to where one came from', async () => {
    const ada = await signIn(ADA)
    expect([ada.response.statusCode, ada.location]).toEqual([303, '/'])
    expect(await session(ada.cookie)).toMatchObject({ person: { name: 'Ada', role: 'admin', regionKeys: 'all' }, demo: false }) // prettier-ignore
    const anna = await signIn(ANNA, '/r/tiny/plan?scenario=1')
    expect(anna.location).toBe('/r/tiny/plan?scenario=1')
    expect(await session(anna.cookie)).toMatchObject({ person: { name: 'Anna Beispiel', role: 'editor', regionKeys: ['tiny'] } }) // prettier-ignore
    const accounts = await services.accounts.list()
    expect(accounts.map(({ login, hasPassword, hasOidc }) => [login, hasPassword, hasOidc])).toEqual([['ada', false, true], ['anna', false, true]]) // prettier-ignore
    expect(await services.accounts.findByPassword('anna', '')).toBeUndefined()
  })

  it('takes the role as the provider says it at each sign-in, which stands in the audit trail', async () => {
    const anna = await signIn({ ...ANNA, groups: 'nahraum-admin' })
    expect((await session(anna.cookie)).person.role).toBe('admin')
    expect((await services.audit.list({ action: 'account.role' }, 1))[0]).toMatchObject({ person: 'OpenID Connect' })
    expect((await signIn({ ...ANNA, groups: [] })).location).toBe('/login?fault=no-role')
    await signIn(ANNA)
    expect((await services.accounts.list()).map(({ role }) => role)).toEqual(['admin', 'editor'])
  })

  it('gives nobody a local account of the same name, and no disabled one', async () => {
    const content = { name: 'Bert', role: 'admin', regionKeys: 'all', organisation: null, facilityIds: [], disabled: false } as const // prettier-ignore
    const by = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const
    const bert = await services.accounts.create(by, 'bert', content, { password: 'drei Pferde und ein Karren' })
    const other = await signIn({ sub: 'not-bert', preferred_username: 'BERT', groups: ['redaktion'] })
    const { person } = await session(other.cookie)
    expect(person.accountId).not.toBe(bert.id)
    expect(person.role).toBe('editor')
    await services.accounts.change(by, person.accountId!, { disabled: true })
    expect((await signIn({ sub: 'not-bert', preferred_username: 'BERT', groups: ['redaktion'] })).location).toBe('/login?fault=no-role') // prettier-ignore
  })

  it.each([
    ['a token signed by somebody else', { foreignKey: true }],
    ['a token for another service', { claims: { aud: 'other' } }],
    ['a token of another provider', { claims: { iss: 'https://evil.example' } }],
    ['a token that is over', { claims: { exp: 1_000_000_000 } }],
    ['a token of another sign-in', { claims: { nonce: 'replayed' } }],
  ])('refuses %s', async (_, forge) => {
    provider.forge = forge
    const { location, cookie } = await signIn(ANNA)
    expect(location).toBe('/login?fault=sign-in-failed')
    expect((await session(cookie)).person.role).toBe('public')
  })

  it('refuses an answer that this browser has not begun, that was used before, or that was changed', async () => {
    provider.claims = ANNA
    const first = await begin()
    const back = provider.signIn(first.url)
    const failed = '/login?fault=sign-in-failed'
    expect((await returnTo(back, '')).headers.location).toBe(failed)
    const other = await begin()
    expect((await returnTo(back, other.cookie)).headers.location).toBe(failed)
    expect((await returnTo(back, first.cookie)).headers.location).toBe('/')
    expect((await returnTo(back, first.cookie)).headers.location).toBe(failed)
    for (const change of [(url: string) => url.replace(/state=[^&]+/, 'state=x'), (url: string) => url.replace(/code=[^&]+/, 'code=x'), (url: string) => url.replace(/\?.*/, '?error=access_denied'), (url: string) => url.replace(/\?.*/, '')]) {
      const again = await begin()
      expect((await returnTo(change(provider.signIn(again.url)), again.cookie)).headers.location).toBe(failed)
    } // prettier-ignore
  })

  it('leads to no other site after signing in', async () => {
    for (const back of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
      '',
    ])
      if (back !== '') expect((await begin(back)).response.statusCode, JSON.stringify(back)).toBe(400)
  })

  it('says so when the provider is away', async () => {
    const env = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'n', OIDC_ROLES: 'a=admin' }
    const { oidc } = createServices(readConfig({ data: test.dataFolder }, env), test.database)
    await expect(oidc!.begin('/')).rejects.toMatchObject({ code: 'identity-provider-away', status: 503 })
  })
})
