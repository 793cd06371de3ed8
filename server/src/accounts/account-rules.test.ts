import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { includesRole, roleIn, ROLES, type Person } from '../contract/account.ts'
import { cleanName, foldLogin } from './account.ts'
import { formatAddressKey, LoginLimit } from './login-limit.ts'
import { findPasswordFault } from './password-rules.ts'
import { PasswordService } from './password.service.ts'
import { isLoopbackHost, isSameOrigin } from './same-origin.ts'
import { createToken, hashToken } from './secret-token.service.ts'
import { findCookie, formatCookie, sessionCookieForm } from './session-cookie.ts'

describe('roles', () => {
  it('include the ones before, and count for the regions of the person', () => {
    for (const [i, held] of ROLES.entries())
      for (const [j, wanted] of ROLES.entries()) expect(includesRole(held, wanted)).toBe(i >= j)
    const person = (regionKeys: Person['regionKeys']): Person => ({
      accountId: 'a',
      name: '',
      role: 'editor',
      regionKeys,
    })
    expect(roleIn(person(['aachen']), 'aachen')).toBe('editor')
    expect(roleIn(person(['aachen']), 'demo')).toBe('public')
    expect(roleIn(person([]), 'aachen')).toBe('public')
    expect(roleIn(person('all'), 'aachen')).toBe('editor')
    expect(roleIn(person([]), null)).toBe('editor')
  })
})

describe('names', () => {
  it('for signing in are one name however they are typed', () => {
    expect(foldLogin(' Anna@Stadt.Example ')).toBe('anna@stadt.example')
    expect(foldLogin('ＡＮＮＡ')).toBe('anna')
    for (const none of ['', ' ', 'a b', 'a\u200bb', 'a\u202eb', 'x'.repeat(255)])
      expect(foldLogin(none), none).toBeNull()
  })
  it('for reading are one line without anything invisible', () => {
    expect(cleanName(' Anna\n\tBeispiel\u202e\u0000 ')).toBe('Anna Beispiel')
    expect(cleanName('\u200b\u202e \n')).toBeNull()
  })
})

describe('passwords', () => {
  it.each([
    'drei Pferde und ein Karren',
    'Тревожный чемоданчик',
    '馬が三頭と荷車が一台ありますよね',
    'kU7#kq0-;öäÜ',
    'aaaaaaaaaaaaaaaabcdf',
  ])('"%s" is taken', (password) => expect(findPasswordFault(password, ['anna@stadt.example'])).toBeNull())

  it.each([
    ['elf Zeichen', /at least 12 characters; it has 11/],
    ['🐴🐴🐴🐴🐴', /it has 5/],
    ['aaaaaaaaaaaaaaaa', /too few different/],
    ['abababababab', /too few different/],
    ['ABCDEFGHIJKLMNOP', /run of keys/],
    ['poiuztrewqüp', null],
    ['987654321098', /run of keys/],
    ['qwertzqwertz', /run of keys/],
    ['1qay2wsx3edc', /run of keys/],
    ['anna@stadt.example1', /your own name/],
    ['x'.repeat(257), /at most 256/],
  ])('"%s"', (password, fault) => {
    const found = findPasswordFault(password, ['anna@stadt.example'])
    if (fault === null) expect(found).toBeNull()
    else expect(found?.en).toMatch(fault)
  })

  it('are kept as argon2id with a salt each, compared after normalising, and hashed again at another cost', async () => {
    const cheap = { memoryKibibytes: 64, passes: 1, lanes: 1 }
    const passwords = new PasswordService(cheap)
    const [one, two] = await Promise.all([passwords.hash('Ä-Pferde, drei'), passwords.hash('Ä-Pferde, drei')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
    expect(await passwords.verify('A\u0308-Pferde, drei', one)).toEqual({ matches: true, isOutdated: false })
    expect(await passwords.verify('ä-Pferde, drei', one)).toEqual({ matches: false, isOutdated: false })
    expect(await passwords.verify('', null)).toEqual({ matches: false, isOutdated: false })
    const dearer = new PasswordService({ ...cheap, passes: 2 })
    expect(await dearer.verify('Ä-Pferde, drei', one)).toEqual({ matches: true, isOutdated: true })
    await expect(passwords.verify('x', '$argon2i$v=19$m=64,t=1,p=1$YQ$YQ')).rejects.toThrow('unknown form')
  })

  it('are refused when too many wait, and the ones that wait are all answered', async () => {
    const passwords = new PasswordService({ memoryKibibytes: 64, passes: 1, lanes: 1 })
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.verify('x', null)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(52)
    expect(await passwords.verify('x', null)).toMatchObject({ matches: false })
  })
})

describe('tries to sign in', () => {
  it('are five in any minute for each key, and waiting is as long as it is said', () => {
    const limit = new LoginLimit(5, 60_000)
    for (let i = 0; i < 5; i++) expect(limit.take(['a', `b${i}`], i * 1000)).toBe(0)
    expect(limit.take(['a', 'c'], 5000)).toBe(55)
    // What was refused did not count, neither for the other key.
    for (let i = 0; i < 5; i++) expect(limit.take(['c'], 6000)).toBe(0)
    expect(limit.take(['a'], 59_999)).toBe(1)
    expect(limit.take(['a'], 60_001)).toBe(0)
    expect(limit.take(['a'], 60_002)).toBe(1)
    limit.giveBack(['a'])
    expect(limit.take(['a'], 60_003)).toBe(0)
  })

  it('never pass more than five in a window, whatever comes when (slow oracle)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 40_000 })), { maxLength: 40 }), (tries) => {
        const limit = new LoginLimit(5, 60_000)
        const passed: [number, number][] = []
        let now = 0
        for (const [key, pause] of tries) {
          now += pause
          const before = passed.filter(([other, at]) => other === key && at > now - 60_000).length
          const wait = limit.take([String(key)], now)
          expect(wait === 0).toBe(before < 5)
          if (wait === 0) passed.push([key, now])
        }
      }), // prettier-ignore
      { seed: 4, numRuns: 200 },
    )
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0000:0001:1:2:3:4', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('count %s as %s', (address, key) => expect(formatAddressKey(address)).toBe(key))
})

describe('where a request comes from', () => {
  const from = (origin?: string, secFetchSite?: string, host = 'localhost:3000', publicOrigin: string | null = null) =>
    isSameOrigin({ origin, secFetchSite, host }, publicOrigin)

  it('says the browser by Sec-Fetch-Site, or by Origin', () => {
    expect(from('http://evil.example', 'same-origin')).toBe(true)
    expect(from(undefined, 'none')).toBe(true)
    for (const site of ['cross-site', 'same-site', '', 'nonsense'])
      expect(from('http://localhost:3000', site)).toBe(false)
    expect(from(undefined)).toBe(true)
    expect(from('http://localhost:3000')).toBe(true)
    for (const foreign of ['null', '', 'http://evil.example', 'http://localhost:3001', 'http://localhost:3000.evil.example', 'http://localhost:3000/', 'file://'])
      expect(from(foreign), foreign).toBe(false) // prettier-ignore
  })

  it('is compared with the public address where there is one, and with nothing else', () => {
    const own = 'https://karte.example.org'
    expect(from(own, undefined, '10.0.0.5:3000', own)).toBe(true)
    expect(from('http://10.0.0.5:3000', undefined, '10.0.0.5:3000', own)).toBe(false)
    expect(from('http://karte.example.org', undefined, 'karte.example.org', own)).toBe(false)
  })

  it('is this machine only by its own names', () => {
    for (const own of ['localhost', 'localhost:3000', '127.0.0.1:80', '127.1.2.3', '[::1]:3000']) expect(isLoopbackHost(own)).toBe(true) // prettier-ignore
    for (const other of [undefined, '', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '0.0.0.0:3000', 'localhost:', '[::2]'])
      expect(isLoopbackHost(other), other).toBe(false) // prettier-ignore
  })
})

describe('cookies and tokens', () => {
  it('a cookie is bound to the host over https', () => {
    expect(formatCookie(sessionCookieForm(true), 'v', 5)).toBe('__Host-nahraum=v; Path=/; Max-Age=5; HttpOnly; SameSite=Lax; Secure') // prettier-ignore
    expect(formatCookie(sessionCookieForm(false), '', 0)).toBe('nahraum=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax')
    expect(findCookie('a=1; nahraum=x=y ; b', 'nahraum')).toBe('x=y')
    expect(findCookie('xnahraum=1;nahraum =2', 'nahraum')).toBe('2')
    for (const none of [undefined, '', 'nahraum', '=x', '__Host-nahraum=1'])
      expect(findCookie(none, 'nahraum')).toBeNull()
  })

  it('a token has 256 bits, and only what has its form is looked up', () => {
    const { token, hash } = createToken()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hash).toHaveLength(32)
    expect(hashToken(token)).toEqual(hash)
    for (const none of [undefined, null, 5, '', token.slice(1), `${token}=`, `${token} `, [token]])
      expect(hashToken(none)).toBeNull()
  })
})
