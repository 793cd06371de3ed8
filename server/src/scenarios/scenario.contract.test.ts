import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Modification, Scenario, ScenarioSummary } from '../contract/scenario.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'

const SITE: Modification = {
  id: 'm1',
  kind: 'add-facility',
  lng: 11.3,
  lat: 51.9,
  name: 'Treff „Am <b>Tor</b>“; drop table',
  categoryIds: ['senior_meeting_place'],
}
const LIST = '/api/v1/regions/tiny/scenarios'

describe.each(TEST_DATABASES)('scenarios on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(writeTinyRegion(folder).manifestFile, null)
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
    app.inject({ method, url, ...(body ? { payload: body } : {}) })
  const create = async (name: string, modifications: Modification[] = [SITE]): Promise<Scenario> => {
    const response = await send('POST', LIST, { name, modifications })
    expect(response.statusCode, response.body).toBe(201)
    expect(response.headers.location).toBe(`${LIST}/${(response.json() as Scenario).id}`)
    return response.json() as Scenario
  }

  it('are saved whole, listed, and given back as they were written', async () => {
    const saved = await create('Neuer Treff')
    expect(saved).toMatchObject({ region: 'tiny', name: 'Neuer Treff', version: 1, modifications: [SITE], format: 1 })
    expect((await send('GET', `${LIST}/${saved.id}`)).json()).toEqual(saved)
    const { scenarios } = (await send('GET', LIST)).json() as { scenarios: ScenarioSummary[] }
    expect(scenarios.find(({ id }) => id === saved.id)).toMatchObject({ name: 'Neuer Treff', modificationCount: 1 })
  })

  it('are never overwritten unseen: the second of two writers is told, and both saves stay', async () => {
    const { id } = await create('Zwei Leute')
    const first = { name: 'Anna', version: 1, modifications: [SITE] }
    const [a, b] = await Promise.all([
      send('PUT', `${LIST}/${id}`, first),
      send('PUT', `${LIST}/${id}`, { ...first, name: 'Bert', modifications: [] }),
    ])
    expect([a.statusCode, b.statusCode].sort()).toEqual([200, 409])
    const refused = a.statusCode === 409 ? a : b
    expect(refused.json()).toMatchObject({ code: 'scenario-changed' })
    expect(refused.json().detail).toMatch(/version 2 now.*version 1/)
    const { versions } = (await send('GET', `${LIST}/${id}/versions`)).json() as { versions: ScenarioSummary[] }
    expect(versions.map(({ version }) => version)).toEqual([2, 1])
    expect((await send('GET', `${LIST}/${id}?version=1`)).json()).toMatchObject({ name: 'Zwei Leute' })
    expect((await send('GET', `${LIST}/${id}?version=9`)).statusCode).toBe(404)
  })

  it('are deleted, restored, and copied', async () => {
    const { id } = await create('Weg und wieder da')
    expect((await send('DELETE', `${LIST}/${id}`)).json().deletedAt).not.toBeNull()
    const listed = async (query = '') =>
      ((await send('GET', LIST + query)).json() as { scenarios: ScenarioSummary[] }).scenarios.map((s) => s.id)
    expect(await listed()).not.toContain(id)
    expect(await listed('?deleted=true')).toContain(id)
    const late = await send('PUT', `${LIST}/${id}`, { name: 'Spät', version: 1, modifications: [] })
    expect(late.json()).toMatchObject({ status: 409, code: 'scenario-deleted' })
    expect((await send('POST', `${LIST}/${id}/restore`)).json()).toMatchObject({ deletedAt: null, version: 1 })
    expect(await listed()).toContain(id)
    const copy = await send('POST', `${LIST}/${id}/copy`, { name: 'Kopie' })
    expect(copy.statusCode).toBe(201)
    expect(copy.json()).toMatchObject({ name: 'Kopie', version: 1, modifications: [SITE] })
    expect(copy.json().id).not.toBe(id)
  })

  it('outlive a new import of the region, and name the one they were saved on', async () => {
    const saved = await create('Überdauert')
    const before = saved.importId
    await sql`update nahraum.scenario_version set import_id = '0000000000000000' where scenario_id = ${saved.id}`.execute(
      test.database.db,
    )
    expect((await send('GET', `${LIST}/${saved.id}`)).json().importId).toBe('0000000000000000')
    const again = await send('PUT', `${LIST}/${saved.id}`, { name: 'Überdauert', version: 1, modifications: [SITE] })
    expect(again.json().importId).toBe(before)
  })

  it('name the modification at fault and store nothing', async () => {
    const count = async () => ((await send('GET', LIST)).json() as { scenarios: unknown[] }).scenarios.length
    const before = await count()
    const faults: [object, RegExp][] = [
      [{ ...SITE, lng: 'links' }, /modifications\/0\/lng/],
      [{ ...SITE, kind: 'fly' }, /modifications\/0/],
      [{ ...SITE, categoryIds: [] }, /modifications\/0\/categoryIds/],
      [{ id: 'x y', kind: 'close-facility', facilityId: 'osm/node/1' }, /modifications\/0\/id/],
      [{ id: 'x', kind: 'add-housing', name: 'N', area: [[0, 0]], people: {} }, /modifications\/0\/area/],
    ]
    for (const [modification, detail] of faults) {
      const response = await send('POST', LIST, { name: 'Fehler', modifications: [modification] })
      expect(response.statusCode).toBe(400)
      expect(response.json().detail).toMatch(detail)
    }
    const twice = await send('POST', LIST, { name: 'Doppelt', modifications: [SITE, SITE] })
    expect(twice.json()).toMatchObject({ status: 400 })
    expect(twice.json().detail).toMatch(/"m1"/)
    expect((await send('POST', LIST, { name: '   ', modifications: [] })).statusCode).toBe(400)
    expect(await count()).toBe(before)
  })

  it('of another region, of a newer format or unknown are refused by name', async () => {
    const other = await send('POST', LIST, { name: 'Fremd', region: 'aachen', modifications: [] })
    expect(other.json()).toMatchObject({ status: 409, code: 'other-region' })
    const newer = await send('POST', LIST, { name: 'Neu', region: 'tiny', format: 2, modifications: [] })
    expect(newer.json()).toMatchObject({ status: 409, code: 'newer-format' })
    expect((await send('GET', `${LIST}/0123456789abcdef`)).json()).toMatchObject({ code: 'unknown-scenario' })
    expect((await send('GET', '/api/v1/regions/nowhere/scenarios')).json()).toMatchObject({ code: 'unknown-region' })
    expect((await send('GET', `${LIST}/0x5`)).statusCode).toBe(400)
  })

  it('are points on the map of QGIS', async () => {
    const { id } = await create('Für QGIS')
    const { rows } = await sql<{ name: string; x: number }>`
      select name, ST_X(geom) as x from nahraum.scenario_site where scenario_id = ${id}`.execute(test.database.db)
    expect(rows).toEqual([{ name: SITE.name, x: 11.3 }])
  })

  it('are drafts on a public service: nobody reads or writes them without signing in', async () => {
    const config = readConfig({ data: test.dataFolder, port: '3000' }, { PUBLIC_URL: 'https://nahraum.example.org' })
    const open = await buildApp({ ...services, config })
    const response = await open.inject({ method: 'POST', url: LIST, payload: { name: 'Nein', modifications: [] } })
    expect(response.json()).toMatchObject({ status: 401, code: 'sign-in-needed' })
    expect((await open.inject({ method: 'GET', url: LIST })).statusCode).toBe(401)
    const effect = {
      question: { profile: 'standard', categoryIds: ['pharmacy'] },
      after: { scenario: '0123456789abcdef' },
    }
    const asked = await open.inject({ method: 'POST', url: '/api/v1/regions/tiny/what-if/effect', payload: effect })
    expect(asked.json()).toMatchObject({ status: 401, code: 'sign-in-needed' })
    await open.close()
  })
})
