import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BARRIER_LIMITS } from '../contract/barrier.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { AuditService } from '../accounts/audit.service.ts'
import { BarrierService } from './barrier.service.ts'

describe('reports of barriers', () => {
  let test: TestDatabase
  let app: FastifyInstance
  let services: Services
  /** Moved on by the test, as a form is not taken back at once. */
  let time = Date.parse('2026-11-26T10:00:00Z')

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    const config = readConfig({ data: test.dataFolder, port: '3000' }, { LOG_LEVEL: 'silent' })
    const barriers = new BarrierService(test.database.db, new AuditService(test.database.db), () => new Date(time))
    services = { ...createServices(config, test.database), barriers }
    app = await buildApp(services)
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await test?.close()
  })

  const send = async (payload: object, remoteAddress = '127.0.0.1') =>
    app.inject({ method: 'POST', url: '/api/v1/barriers', payload, remoteAddress })
  /** Past the limit of requests a minute, which is not what is tested here. */
  const form = async (): Promise<string> => {
    const token = services.barriers.createForm()
    time += 5000
    return token
  }
  const page = '/r/aachen/plan'

  it('are taken without an account, shown to admins as plain text, done with a note, and deleted', async () => {
    const description = '<img src=x onerror=alert(1)> Die Tabelle hat keine Überschrift. \u202e=1+1'
    const sent = await send({ form: await form(), page, description, email: 'leser@example.org' })
    expect(sent.statusCode, sent.body).toBe(201)
    const { id } = sent.json()
    const list = (await app.inject('/api/v1/barriers')).json().barriers
    expect(list).toMatchObject([{ id, page, description, email: 'leser@example.org', doneAt: null, note: '' }])
    const done = await app.inject({
      method: 'PUT',
      url: `/api/v1/barriers/${id}`,
      payload: { done: true, note: 'Behoben.' },
    })
    expect(done.json()).toMatchObject({ id, note: 'Behoben.', doneAt: expect.stringMatching(/^\d{4}-/) })
    const [entry] = await services.audit.list({}, 1)
    expect(entry).toMatchObject({ action: 'barrier.change', subject: `barrier/${id}` })
    expect(JSON.stringify(entry)).not.toMatch(/leser|Tabelle/)
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/barriers/${id}` })).statusCode).toBe(204)
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/barriers/${id}` })).json()).toMatchObject({
      code: 'unknown-barrier',
    })
  })

  it('forget the address of whoever reported 90 days after they are done', async () => {
    const { id } = (await send({ form: await form(), page, description: 'x', email: 'a@example.org' })).json()
    const age = (days: number) =>
      sql`update nahraum.barrier_report set done_at = now() - make_interval(days => ${days}) where id = ${id}`.execute(
        test.database.db,
      )
    const find = async () => (await services.barriers.list()).find((report) => report.id === id)
    await age(89)
    expect((await find())?.email).toBe('a@example.org')
    await age(91)
    expect(await find()).toMatchObject({ email: null, description: 'x' })
    await age(800)
    expect(await find()).toBeUndefined()
  })

  it.each([
    ['without a form', { form: 'x' }, 'form-expired'],
    ['with an address that is none', { email: 'nobody' }, 'invalid-request'],
    ['with a page elsewhere', { page: 'https://example.org' }, 'invalid-request'],
    ['with a question in the page', { page: '/shared?token=abc' }, 'invalid-request'],
    ['without words', { description: '   ' }, 'invalid-request'],
    ['one character too long', { description: 'x'.repeat(BARRIER_LIMITS.description + 1) }, 'invalid-request'],
    ['with more than is asked for', { role: 'admin' }, 'invalid-request'],
  ])('are refused %s', async (_what, change, code) => {
    const answer = await send({ form: await form(), page, description: 'x', ...change })
    expect(answer.json()).toMatchObject({ code })
  })

  it('are refused with a form that was used, is of another kind, or came too fast', async () => {
    const used = await form()
    expect((await send({ form: used, page, description: 'x' })).statusCode).toBe(201)
    expect((await send({ form: used, page, description: 'x' })).json()).toMatchObject({ code: 'form-expired' })
    const fresh = (await app.inject('/api/v1/barriers/form')).json().form
    expect((await send({ form: fresh, page, description: 'x' })).json()).toMatchObject({ code: 'form-expired' })
  })

  it('are few from one connection a day, by IPv4 address or IPv6 network, and others are not held up', async () => {
    const report = async (address: string) =>
      services.barriers.report({ form: await form(), page, description: 'x' }, address).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      )
    for (let n = 0; n < BARRIER_LIMITS.perDay; n++) expect(await report(`2001:db8:1:2::${n}`)).toBe('taken')
    expect(await report('2001:db8:1:2:ffff::1')).toBe('too-many-requests')
    expect(await report('2001:db8:1:3::1')).toBe('taken')
    time += 24 * 3600 * 1000
    expect(await report('2001:db8:1:2::1')).toBe('taken')
  })
})
