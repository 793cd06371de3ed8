import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountBody, AuditList, PasswordLinkBody, SessionBody, SessionEntry } from '../contract/account.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { SessionService } from './session.service.ts'
import { SignInService } from './sign-in.service.ts'

const API = '/api/v1'
const SECRET = 'drei Pferde und ein Karren'
interface Call {
  readonly cookie?: string
  readonly body?: object
  readonly headers?: Record<string, string>
  readonly remoteAddress?: string
}

describe.each(TEST_DATABASES)('accounts on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: { -readonly [K in keyof Services]: Services[K] }
  let app: FastifyInstance
  let admin: string

  beforeAll(async () => {
    test = await open()
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    app = await buildApp(services)
    await app.ready()
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await test?.close()
  })

  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: Call = {}) =>
    app.inject({
      method,
      url: `${API}${url}`,
      remoteAddress: options.remoteAddress ?? '203.0.113.7',
      headers: { ...(options.cookie ? { cookie: options.cookie } : {}), ...options.headers },
      ...(options.body ? { payload: options.body } : {}),
    })
  const cookieOf = (response: LightMyRequestResponse): string => String(response.headers['set-cookie']).split(';')[0]
  const session = async (cookie?: string) => (await call('GET', '/session', { cookie })).json() as SessionBody
  const tokenOf = ({ url }: PasswordLinkBody): string => url.split('#')[1]
  const signIn = async (login: string, password: string, remoteAddress?: string): Promise<string> => {
    const response = await call('POST', '/session', { body: { login, password }, remoteAddress })
    expect(response.statusCode, response.body).toBe(200)
    return cookieOf(response)
  }
  /** Makes an account by the admin and sets its password by the link; returns it with a session. */
  const enrol = async (login: string, role: string, regionKeys: string[] | 'all' = 'all') => {
    const made = await call('POST', '/accounts', { cookie: admin, body: { login, name: login, role, regionKeys } })
    expect(made.statusCode, made.body).toBe(201)
    const { account, passwordLink } = made.json() as { account: AccountBody; passwordLink: PasswordLinkBody }
    const set = await call('PUT', '/account/password-link', {
      body: { token: tokenOf(passwordLink), password: SECRET },
    })
    expect(set.statusCode, set.body).toBe(200)
    return { account, cookie: cookieOf(set) }
  }

  it('are not needed on one’s own machine until there is one, and the server says so', async () => {
    expect(await session()).toEqual({
      person: { accountId: null, name: 'Demo', role: 'admin', regionKeys: 'all', organisation: null },
      demo: true,
      expiresAt: null,
      idleExpiresAt: null,
      signIn: { password: true, oidc: null },
    })
    // What a proxy passed on, or what comes under another name, does not come from this machine.
    const passedOn = [
      ['x-forwarded-for', '198.51.100.1'],
      ['forwarded', 'for=198.51.100.1'],
      ['host', 'evil.example:3000'],
    ]
    for (const headers of passedOn.map((pair) => Object.fromEntries([pair]) as Record<string, string>))
      expect((await call('GET', '/accounts', { headers })).statusCode, JSON.stringify(headers)).toBe(401)
    // Nor may a page of another site use the rights of whoever sits there.
    const foreign = [
      ['origin', 'http://evil.example'],
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
    ]
    for (const headers of foreign.map((pair) => Object.fromEntries([pair]) as Record<string, string>))
      expect((await call('POST', '/accounts', { headers, body: { login: 'x', name: 'x', role: 'admin', regionKeys: 'all' } })).json()).toMatchObject({ status: 403, code: 'other-origin' }) // prettier-ignore
    const own = await call('GET', '/accounts')
    expect(own.json()).toEqual({ accounts: [] })
    expect(own.headers['access-control-allow-origin']).toBeUndefined()
    expect(own.headers['cache-control']).toBe('private, no-store')
    expect((await call('GET', '/health')).headers['access-control-allow-origin']).toBe('*')
  })

  it('begin with an admin, whose making ends the time without signing in', async () => {
    const body = { login: 'Berta@Example.ORG ', name: 'Berta\u202e  <b>', role: 'editor', regionKeys: ['tiny'] }
    expect((await call('POST', '/accounts', { body })).json()).toMatchObject({ status: 409, code: 'last-admin' })
    const made = await call('POST', '/accounts', { body: { ...body, role: 'admin' } })
    expect(made.statusCode, made.body).toBe(201)
    const { account, passwordLink } = made.json() as { account: AccountBody; passwordLink: PasswordLinkBody }
    expect(account).toMatchObject({ login: 'berta@example.org', name: 'Berta <b>', role: 'admin', regionKeys: 'all', hasPassword: false }) // prettier-ignore
    expect(passwordLink.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/login\/password#[\w-]{43}$/)
    expect(await session()).toMatchObject({ demo: false, person: { role: 'public', name: '' } })
    expect((await call('GET', '/accounts')).json()).toMatchObject({ status: 401, code: 'sign-in-needed', text: { de: expect.any(String) } }) // prettier-ignore

    const token = tokenOf(passwordLink)
    expect((await call('POST', '/account/password-link', { body: { token } })).json()).toEqual({ login: account.login, name: account.name }) // prettier-ignore
    const use = (password: string) => call('PUT', '/account/password-link', { body: { token, password } })
    for (const weak of [
      'zu kurz',
      '123456789012',
      'aaaaaaaaaaaaaaa',
      'qwertzuiopü+asdf',
      'berta@example.org',
      'x'.repeat(300),
    ])
      expect((await use(weak)).json(), weak).toMatchObject({ status: 422, code: 'password-refused' })
    const set = await use(SECRET)
    expect(set.json()).toMatchObject({ person: { accountId: account.id, role: 'admin' }, demo: false })
    expect(set.headers['set-cookie']).toMatch(/^nahraum=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/)
    expect((await use('another good password')).json()).toMatchObject({ status: 410, code: 'link-over' })
    admin = cookieOf(set)
    expect((await call('GET', '/accounts', { cookie: admin })).json().accounts).toHaveLength(1)
  })

  it('sign in and out, with a new session each time that the server keeps only as a hash', async () => {
    const cookie = await signIn('BERTA@example.org', SECRET)
    expect(cookie).not.toBe(admin)
    expect(await session(cookie)).toMatchObject({ person: { name: 'Berta <b>', role: 'admin' } })
    const { rows } = await sql<{ text: string }>`
      select row_to_json(s)::text || coalesce((select password_hash from nahraum.account limit 1), '') as text from nahraum.session s`.execute(
      test.database.db,
    )
    const stored = rows.map(({ text }) => text).join()
    expect(stored).not.toContain(cookie.split('=')[1])
    expect(stored).toContain('$argon2id$v=19$')
    expect(stored).not.toContain(SECRET)
    const out = await call('DELETE', '/session', { cookie })
    expect(out.headers['set-cookie']).toBe('nahraum=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax')
    expect(out.json()).toMatchObject({ person: { role: 'public' } })
    expect(await session(cookie)).toMatchObject({ person: { role: 'public' } })
    for (const junk of ['nahraum=', 'nahraum=x', `nahraum=${'a'.repeat(43)}`, `other=${admin.split('=')[1]}`, '=;;=;'])
      expect(await session(junk)).toMatchObject({ person: { role: 'public' } })
  })

  it('do not let a page of another site act by the cookie, nor sign somebody in', async () => {
    const foreign = { origin: 'https://evil.example', host: 'localhost:3000' }
    const own = { origin: 'http://localhost:3000', host: 'localhost:3000' }
    const url = '/account/sessions'
    expect((await call('DELETE', url, { cookie: admin, headers: foreign })).json()).toMatchObject({
      code: 'other-origin',
    })
    const sameSite = { 'sec-fetch-site': 'same-site' }
    expect((await call('DELETE', url, { cookie: admin, headers: sameSite })).statusCode).toBe(403)
    expect((await call('DELETE', url, { cookie: admin, headers: own })).statusCode).toBe(200)
    const body = { login: 'berta@example.org', password: SECRET }
    expect((await call('POST', '/session', { body, headers: foreign })).json()).toMatchObject({ code: 'other-origin' })
    expect((await call('DELETE', '/session', { cookie: admin, headers: foreign })).statusCode).toBe(403)
    expect((await session(admin)).person.role).toBe('admin')
  })

  it('take five wrong tries a minute for an address and for an account, and say the same for names that do not exist', async () => {
    const attempt = (login: string, remoteAddress: string, password = 'falsch') =>
      call('POST', '/session', { body: { login, password }, remoteAddress })
    const wrong = await attempt('berta@example.org', '198.51.100.1')
    const unknown = await attempt('niemand@example.org', '198.51.100.1')
    const bare = ({ instance: _, ...body }: { instance?: string }) => body
    expect(bare(wrong.json())).toEqual(bare(unknown.json()))
    expect(wrong.json()).toMatchObject({ status: 401, code: 'sign-in-failed' })
    expect(wrong.headers['access-control-allow-origin']).toBeUndefined()
    for (let i = 0; i < 3; i++) await attempt(`wer-${i}`, '198.51.100.1')
    const full = await attempt('anders', '198.51.100.1')
    expect(full.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0)
    for (let i = 0; i < 4; i++) await attempt('berta@example.org', `198.51.100.${20 + i}`)
    // Even the right password is not looked at then, so a guess cannot be told from the answer.
    expect((await attempt('berta@example.org', '198.51.100.30', SECRET)).statusCode).toBe(429)
  })

  it('count for their regions and no others, and changes of role count at once', async () => {
    const { account, cookie } = await enrol('emil', 'editor', ['elsewhere'])
    expect(await session(cookie)).toMatchObject({ person: { role: 'editor', regionKeys: ['elsewhere'] } })
    expect((await call('GET', '/accounts', { cookie })).json()).toMatchObject({ status: 403, code: 'not-allowed' })
    expect((await call('GET', '/regions/tiny/scenarios', { cookie })).statusCode).toBe(403)
    const url = `/accounts/${account.id}`
    await call('PUT', url, { cookie: admin, body: { regionKeys: ['tiny'] } })
    expect((await call('GET', '/regions/tiny/scenarios', { cookie })).statusCode).toBe(404) // allowed, but there is no such region
    await call('PUT', url, { cookie: admin, body: { role: 'admin' } })
    expect((await call('GET', '/accounts', { cookie })).statusCode).toBe(200)
    await call('PUT', url, { cookie: admin, body: { disabled: true } })
    expect((await session(cookie)).person.role).toBe('public')
    await call('PUT', url, { cookie: admin, body: { disabled: false, role: 'provider', organisation: 'Träger e. V.' } })
    expect((await session(cookie)).person.role).toBe('public') // its sessions have ended for good
    const again = await signIn('emil', SECRET, '198.51.100.50')
    expect((await session(again)).person).toMatchObject({ role: 'provider', organisation: 'Träger e. V.' })
    expect((await call('DELETE', url, { cookie: admin })).statusCode).toBe(204)
    expect((await session(again)).person.role).toBe('public')
    expect((await call('GET', url, { cookie: admin })).json()).toMatchObject({ code: 'unknown-account' })
  })

  it('never lose the last admin', async () => {
    const [berta] = (await call('GET', '/accounts', { cookie: admin })).json().accounts as AccountBody[]
    const url = `/accounts/${berta.id}`
    for (const body of [{ role: 'editor' }, { disabled: true }])
      expect((await call('PUT', url, { cookie: admin, body })).json()).toMatchObject({
        status: 409,
        code: 'last-admin',
      })
    expect((await call('DELETE', url, { cookie: admin })).json()).toMatchObject({ status: 409, code: 'last-admin' })
    expect((await call('GET', url, { cookie: admin })).json()).toMatchObject({ role: 'admin', disabledAt: null })
  })

  it('are refused with a name that is taken or is none', async () => {
    const make = (login: string, name = 'N') =>
      call('POST', '/accounts', { cookie: admin, body: { login, name, role: 'editor', regionKeys: 'all' } })
    expect((await make('Berta@example.org')).json()).toMatchObject({ status: 409, code: 'login-taken' })
    for (const login of ['', 'a b', 'a\u0000b', 'x'.repeat(255), '\u200f'])
      expect((await make(login)).statusCode, JSON.stringify(login)).toBe(400)
    expect((await make('neu', '\u202e \u200b')).statusCode).toBe(400)
  })

  it('show their sessions and end them, one by one and all others at once', async () => {
    const { account, cookie } = await enrol('petra', 'provider')
    const others = [await signIn('petra', SECRET, '198.51.100.60'), await signIn('petra', SECRET, '198.51.100.61')]
    const list = async () => (await call('GET', '/account/sessions', { cookie })).json().sessions as SessionEntry[]
    expect((await list()).map((entry) => entry.current).filter(Boolean)).toHaveLength(1)
    const one = (await list()).find((entry) => !entry.current)!
    expect((await call('DELETE', `/account/sessions/${one.id}`, { cookie })).statusCode).toBe(204)
    expect((await call('DELETE', `/account/sessions/${one.id}`, { cookie })).statusCode).toBe(404)
    const foreign = (await call('GET', `/accounts/${account.id}/sessions`, { cookie: admin })).json().sessions as SessionEntry[] // prettier-ignore
    expect(foreign).toHaveLength(2)
    expect((await call('DELETE', '/account/sessions', { cookie })).json()).toEqual({ ended: 1 })
    for (const other of others) expect((await session(other)).person.role).toBe('public')
    expect((await session(cookie)).person.name).toBe('petra')

    const change = (current: string, password: string) =>
      call('PUT', '/account/password', { cookie, body: { current, password }, remoteAddress: '198.51.100.62' })
    expect((await change('falsch', 'ein ganz anderes Wort')).json()).toMatchObject({ code: 'sign-in-failed' })
    expect((await change(SECRET, 'kurz')).json()).toMatchObject({ code: 'password-refused' })
    const changed = await change(SECRET, 'ein ganz anderes Wort')
    expect(changed.statusCode).toBe(200)
    expect((await session(cookie)).person.role).toBe('public')
    expect((await session(cookieOf(changed))).person.name).toBe('petra')
    expect((await call('DELETE', `/accounts/${account.id}/sessions`, { cookie: admin })).json()).toEqual({ ended: 1 })
    expect((await session(cookieOf(changed))).person.role).toBe('public')
  })

  it('get a new password by a link that replaces the one before and ends all sessions', async () => {
    const { account, cookie } = await enrol('paul', 'provider')
    const link = async () =>
      (await call('POST', `/accounts/${account.id}/password-link`, { cookie: admin })).json() as PasswordLinkBody
    const [first, second] = [await link(), await link()]
    const open = (token: string) => call('POST', '/account/password-link', { body: { token } })
    expect((await open(tokenOf(first))).json()).toMatchObject({ status: 410, code: 'link-over' })
    expect((await open(tokenOf(second))).statusCode).toBe(200)
    for (const token of ['x', "' or 1=1", 'a'.repeat(43), '\u0000'])
      expect((await open(token)).json()).toMatchObject({ code: 'link-over' })
    await call('PUT', '/account/password-link', { body: { token: tokenOf(second), password: 'neues Kennwort, lang' } })
    expect((await session(cookie)).person.role).toBe('public')
    const third = await link()
    await sql`update nahraum.password_link set expires_at = now() - interval '1 second'`.execute(test.database.db)
    expect((await open(tokenOf(third))).json()).toMatchObject({ status: 410, code: 'link-over' })
  })

  it('end their sessions after eight hours without use, and after seven days in any case', async () => {
    services.signIn = new SignInService(services.accounts)
    const token = (await signIn('berta@example.org', SECRET, '198.51.100.70')).split('=')[1]
    let hours = 0
    const sessions = new SessionService(test.database, () => Date.now() + hours * 3600_000)
    const isOpen = async (at: number) => {
      hours = at
      return (await sessions.find(token)) !== null
    }
    expect(await isOpen(7.9)).toBe(true)
    expect(await isOpen(15.8)).toBe(true) // it was used in between
    for (let at = 23; at < 7 * 24 - 1; at += 7) expect(await isOpen(at), `${at} hours`).toBe(true)
    expect(await isOpen(7 * 24 + 1)).toBe(false)
    const unused = await signIn('berta@example.org', SECRET, '198.51.100.71')
    hours = 8.1
    expect(await sessions.find(unused.split('=')[1])).toBeNull()
  })

  it('leave an entry for every change, without passwords, and admins read, filter and export them', async () => {
    const cookie = admin
    const list = async (query = '') => {
      const response = await call('GET', `/audit${query}`, { cookie })
      expect(response.statusCode, response.body).toBe(200)
      return response.json() as AuditList
    }
    const all = await list()
    expect(new Set(all.entries.map(({ action }) => action))).toEqual(
      new Set([
        'account.create',
        'account.change',
        'account.role',
        'account.remove',
        'account.password',
        'account.password-link',
        'account.sign-out',
      ]),
    )
    const roles = await list('?action=account.role')
    expect(roles.entries.map(({ before, after }) => [JSON.parse(before!).role, JSON.parse(after!).role])).toEqual([
      ['admin', 'provider'],
      ['editor', 'admin'],
    ])
    expect(JSON.stringify(all)).not.toContain(SECRET)
    expect(JSON.stringify(all)).not.toContain('argon2')
    expect((await call('GET', '/audit/check', { cookie })).json()).toMatchObject({ fault: null })
    await services.audit.record({ person: { accountId: null, name: '=cmd()', role: 'admin', regionKeys: 'all' }, action: 'test.export', regionKey: null, subject: null }) // prettier-ignore
    const file = await call('GET', '/audit/entries.csv?action=test.export&variant=german', { cookie })
    expect(file.headers['content-disposition']).toContain('attachment')
    expect(file.body.split('\r\n')).toHaveLength(3)
    expect(file.body).toContain(`;'=cmd();admin;test.export;`)
    for (const query of ['?action=x%27', '?from=gestern', '?before=0', '?before=1e3'])
      expect((await call('GET', `/audit${query}`, { cookie })).statusCode).toBe(400)
  })

  it('have a cookie that is bound to the host over https, and links with the public address', async () => {
    const config = readConfig({ data: test.dataFolder }, { PUBLIC_URL: 'https://karte.example.org' })
    const open = await buildApp(createServices(config, test.database))
    const payload = { login: 'berta@example.org', password: SECRET }
    const headers = { origin: 'https://karte.example.org', host: '10.0.0.5:3000' }
    const signedIn = await open.inject({ method: 'POST', url: `${API}/session`, payload, headers })
    expect(signedIn.headers['set-cookie']).toMatch(/^__Host-nahraum=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/) // prettier-ignore
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]
    expect((await open.inject({ url: `${API}/accounts`, headers: { cookie } })).statusCode).toBe(200)
    const plain = cookie.replace('__Host-', '')
    expect((await open.inject({ url: `${API}/accounts`, headers: { cookie: plain } })).statusCode).toBe(401)
    // With PUBLIC_URL the host that a request names says nothing.
    const forged = { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000', cookie }
    const url = `${API}/account/sessions`
    expect((await open.inject({ method: 'DELETE', url, headers: forged })).statusCode).toBe(403)
    await open.close()
  })
})
