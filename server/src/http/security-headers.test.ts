import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.service.ts'
import { createServices } from './create-services.service.ts'

const PUBLIC_URL = 'https://nahraum.example.org'

/** Every kind of answer: method, address, headers, expected status. Without a built client, pages are 404. */
const ANSWERS: readonly (readonly [what: string, method: string, url: string])[] = [
  ['JSON', 'GET', '/api/v1/health'],
  ['a list', 'GET', '/api/v1/regions'],
  ['the description of the API', 'GET', '/api/v1/openapi.json'],
  ['an unknown region', 'GET', '/api/v1/regions/nowhere'],
  ['an address of the API that leads nowhere', 'GET', '/api/v1/nothing'],
  ['an invalid parameter', 'GET', '/api/v1/jobs/x'],
  ['a wrong method', 'PATCH', '/api/v1/regions'],
  ['a body that is no JSON', 'POST', '/api/v1/regions/nowhere/scenarios'],
  ['a refused command', 'POST', '/api/v1/control/imports'],
  ['an unknown tile set', 'GET', '/tiles/nowhere/cells.json'],
  ['a page', 'GET', '/r/aachen'],
  ['the start page', 'GET', '/'],
  ['a file of the client', 'GET', '/favicon.svg'],
  ['a missing file of the client', 'GET', '/_app/immutable/nothing.js'],
  ['an address that cannot be decoded', 'GET', '/%c0%ae'],
  ['a parameter that is too long', 'GET', `/api/v1/jobs/${'a'.repeat(300)}`],
  ['a question before writing', 'OPTIONS', '/api/v1/regions'],
]

describe('security headers', () => {
  let test: TestDatabase
  let app: FastifyInstance

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    const config = readConfig({ data: test.dataFolder, port: '3000' }, { PUBLIC_URL, LOG_LEVEL: 'silent' })
    app = await buildApp(createServices(config, test.database))
    await app.listen({ host: '127.0.0.1', port: 0 })
  }, 60_000)
  afterAll(async () => {
    await app?.close()
    await test?.close()
  })

  it.each(ANSWERS)('of %s allow no more than they need', async (_what, method, url) => {
    const sent = method === 'POST' ? { payload: 'x', headers: { 'content-type': 'text/plain' } } : {}
    const response = await app.inject({ method: method as 'GET', url, ...sent })
    expect(response.statusCode).toBeLessThan(500)
    const policy = String(response.headers['content-security-policy'])
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    if (String(response.headers['content-type']).includes('json')) expect(policy).toContain("default-src 'none'")
    if (String(response.headers['content-type']).includes('html'))
      expect(response.body).toMatch(/http-equiv="content-security-policy"/)
    else expect(policy).toContain("default-src 'none'")
    expect(response.headers['x-content-type-options']).toBe('nosniff')
    expect(response.headers['referrer-policy']).toBe('no-referrer')
    expect(response.headers['x-frame-options']).toBe('DENY')
    expect(response.headers['permissions-policy']).toMatch(/^(\w|-)+=\(\)(, (\w|-)+=\(\))*$/)
    expect(response.headers['x-powered-by']).toBeUndefined()
    expect(response.headers.server).toBeUndefined()
    if (!url.includes('%c0') && !url.includes('aaaa')) {
      expect(response.headers['strict-transport-security']).toBe('max-age=31536000')
      expect(response.headers['cross-origin-opener-policy']).toBe('same-origin')
    }
  })

  it('no page allows inline scripts or styles, or code made from text', async () => {
    for (const url of ['/', '/about', '/r/somewhere', '/login']) {
      const { body, statusCode } = await app.inject(url)
      if (statusCode === 404) continue // the client is not built
      const policy = /http-equiv="content-security-policy" content="([^"]+)"/.exec(body)?.[1]
      expect(policy, url).toContain("default-src 'self'")
      expect(policy, url).not.toMatch(/unsafe|https?:|\*/)
      expect(body, url).not.toMatch(/<style|\sstyle=|\son\w+=/)
    }
  })

  const sendRaw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.setTimeout(5000, () => reject(new Error('no answer')))
      socket.on('data', (chunk) => (answer += chunk.toString()))
      socket.on('error', reject)
      socket.on('close', () => resolve(answer))
    })

  it.each([
    ['what is not HTTP', 'HELLO <b>there</b>\r\n\r\n', 400],
    ['headers beyond 16 KiB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered as a problem, without repeating it', async (_what, text, status) => {
    const answer = await sendRaw(text)
    expect(answer).toContain(`HTTP/1.1 ${status} `)
    expect(answer).toContain("content-security-policy: default-src 'none'")
    expect(answer).toContain('x-content-type-options: nosniff')
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status })
    expect(answer).not.toMatch(/there|aaaa/)
  })
})
