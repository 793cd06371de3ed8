import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from './app.ts'
import { readConfig } from './config.service.ts'
import { createOfflineServices } from './testing/offline-services.service.ts'

const away = new Error('The database is not asked for any of this.')
const PUBLIC = { PUBLIC_URL: 'https://karte.example.org' }

/** One whose operator has set nothing, and one behind a proxy whose operator has. */
let bare: FastifyInstance
let told: FastifyInstance
beforeAll(async () => {
  bare = await buildApp(createOfflineServices(PUBLIC, away))
  const settings = {
    OPERATOR_NAME: 'Stadt Nahwinkel',
    ACCESSIBILITY_CONTACT_EMAIL: 'b@example.org',
    SECURITY_CONTACT: 'cert@example.org',
    TRUST_PROXY: '127.0.0.1',
  }
  told = await buildApp(createOfflineServices({ ...PUBLIC, ...settings }, away))
}, 120_000)
afterAll(async () => {
  await bare?.close()
  await told?.close()
})

describe('what the operator says', () => {
  it('is served as it is set, and is null where it is not', async () => {
    expect((await told.inject('/api/v1/operator')).json()).toMatchObject({
      name: 'Stadt Nahwinkel',
      accessibility: { email: 'b@example.org', phone: null, enforcementName: null },
      securityContact: 'cert@example.org',
    })
    expect((await bare.inject('/api/v1/operator')).json()).toMatchObject({ name: null, securityContact: null })
    const none = await bare.inject('/.well-known/security.txt')
    expect(none.json()).toMatchObject({ status: 404, code: 'not-found' })
    expect(none.json().detail).toContain('SECURITY_CONTACT')
  })

  it('security.txt names the contact, a date within a year, and its own address', async () => {
    const { body, headers } = await told.inject('/.well-known/security.txt')
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(body).toContain('Contact: mailto:cert@example.org\n')
    expect(body).toContain('Canonical: https://karte.example.org/.well-known/security.txt\n')
    const days = (Date.parse(/Expires: (.*)/.exec(body)![1]) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(170)
    expect(days).toBeLessThan(365)
  })

  it('robots.txt keeps crawlers from the API and from the pages of accounts, and lets them read published maps', async () => {
    const { body } = await bare.inject('/robots.txt')
    for (const path of ['/api/', '/tiles/', '/login', '/admin', '/shared'])
      expect(body).toContain(`Disallow: ${path}\n`)
    expect(body).not.toMatch(/Disallow: \/(embed)?\/?\n/)
  })

  it.each([
    ['OPERATOR_NAME', 'a\nSet-Cookie: b'],
    ['SECURITY_CONTACT', 'javascript:alert(1)'],
    ['ACCESSIBILITY_CONTACT_EMAIL', 'nobody'],
    ['PRIVACY_URL', 'ftp://example.org'],
    ['OPERATOR_NAME', 'x'.repeat(201)],
  ])('%s refuses what it cannot be: %j', (name, value) => {
    expect(() => readConfig({}, { [name]: value })).toThrow(name)
  })
})

describe('the public address', () => {
  it('must be set where others can reach the server', () => {
    expect(() => readConfig({ host: '0.0.0.0' }, {})).toThrow(/PUBLIC_URL/)
    expect(() => readConfig({ host: '::' }, {})).toThrow(/PUBLIC_URL/)
    expect(readConfig({ host: '0.0.0.0' }, PUBLIC)).toMatchObject({ isPublic: true })
    expect(readConfig({}, {})).toMatchObject({ isPublic: false, publicUrl: null })
  })

  it.each([
    'https://example.org/nahraum',
    'https://user:password@example.org',
    'https://example.org/?a',
    'example.org',
  ])('must be a host alone, not %s', (url) => expect(() => readConfig({}, { PUBLIC_URL: url })).toThrow(/PUBLIC_URL/))

  it('is in every link, whatever a request says about host and protocol', async () => {
    const forged = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'ftp',
      'x-forwarded-for': '203.0.113.9',
      forwarded: 'host=evil.example;proto=ftp',
      'x-original-url': '/evil.example',
      'x-rewrite-url': '/evil.example',
    }
    for (const app of [bare, told]) {
      for (const url of ['/.well-known/security.txt', '/robots.txt', '/', '/r/x', '/api/v1/nothing']) {
        const { body, headers } = await app.inject({ url, headers: forged })
        expect(body + JSON.stringify(headers), url).not.toContain('evil.example')
      }
    }
    const description = await told.inject({ url: '/api/v1/openapi.json', headers: forged })
    expect(description.body).not.toContain('evil.example')
    expect(description.json().servers).toEqual([{ url: 'https://karte.example.org' }])
  })
})
