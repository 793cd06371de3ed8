import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns } from '../columns/columns.ts'
import type { ImportDescription, ImportList } from '../contract/region.ts'
import type { ClosureCheck, Effect, Modification } from '../contract/scenario.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { halvesToCellId } from '../grid/cells.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { WhatIfService } from './what-if.service.ts'

const PHARMACY = { profile: 'standard', categoryIds: ['pharmacy'], groupId: '65plus', minutes: 10 }
const COLUMNS = 'application/vnd.nahraum.columns'

/** The pharmacy of the tiny town lies at its western end in the first import, and at the eastern one in the second. */
describe.each(TEST_DATABASES)('comparisons of imports on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion
  let earlier: string
  let newest: string

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    tiny = writeTinyRegion(folder)
    earlier = (await services.imports.run(tiny.manifestFile, null)).importId
    tiny = writeTinyRegion(folder, { pharmacies: [[8, 2]] })
    newest = (await services.imports.run(tiny.manifestFile, null)).importId
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await services?.whatIf.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = (payload: object, accept = 'application/json', what = 'effect') =>
    app.inject({ method: 'POST', url: `/api/v1/regions/tiny/what-if/${what}`, payload, headers: { accept } })
  const ask = async (payload: object): Promise<Effect> => {
    const response = await post({ question: PHARMACY, ...payload })
    expect(response.statusCode, response.body).toBe(200)
    return response.json()
  }
  const columnsOf = async (payload: object) => {
    const response = await post({ question: PHARMACY, ...payload }, COLUMNS)
    expect(response.statusCode).toBe(200)
    return decodeColumns(response.rawPayload)
  }
  const pharmacyInTheWest = (): Modification => {
    const [lng, lat] = tiny.position(0, 2)
    return { id: 'west', kind: 'add-facility', lng, lat, name: 'Apotheke West', categoryIds: ['pharmacy'] }
  }

  it('tell who gains and who loses between two dates, each district on its own side', async () => {
    const effect = await ask({ before: { importId: earlier }, after: {} })
    const [west, east] = effect.rows
    expect(effect.imports).toMatchObject({
      before: { importId: earlier, cellsOnlyHere: 0, groupIdsOnlyHere: [], levelIdsOnlyHere: [] },
      after: { importId: newest, cellsOnlyHere: 0 },
    })
    expect(west.lost).toBeGreaterThan(0)
    expect(west.gained).toBe(0)
    expect(east.gained).toBeGreaterThan(0)
    expect(east.lost).toBe(0)
    for (const row of [effect.total, ...effect.rows]) {
      expect(row.after.served - row.before.served).toBe(row.gained - row.lost + row.servedByPopulation)
    }
    // Each side is what it is alone.
    const then = await ask({ before: { importId: earlier }, after: { importId: earlier } })
    const now = await ask({ after: {} })
    expect(then.imports).toBeUndefined()
    expect(effect.rows.map((row) => row.before)).toEqual(then.rows.map((row) => row.after))
    expect(effect.rows.map((row) => row.after)).toEqual(now.rows.map((row) => row.before))
    expect([west.before.facilityCount, west.after.facilityCount]).toEqual([1, 0])
  })

  it('turned around exchange gains and losses, because the people are the same', async () => {
    const there = await ask({ before: { importId: earlier }, after: { importId: newest } })
    const back = await ask({ before: { importId: newest }, after: { importId: earlier } })
    expect([back.total.gained, back.total.lost]).toEqual([there.total.lost, there.total.gained])
    expect(back.total.personMinutesSaved).toBe(-there.total.personMinutesSaved)
  })

  it('combine with profiles and scenarios: a pharmacy back in the west leaves nobody behind', async () => {
    const effect = await ask({
      before: { importId: earlier, profile: 'rollator' },
      after: { modifications: [pharmacyInTheWest()] },
    })
    expect(effect.total.lost).toBe(0)
    expect(effect.total.gained).toBeGreaterThan(0)
    const closures = await post({ question: PHARMACY, side: { importId: earlier } }, 'application/json', 'closures')
    const [row] = (closures.json() as ClosureCheck).rows
    expect(row.lng).toBeCloseTo(tiny.position(0, 2)[0], 5)
  })

  it('come as columns with the ids, people and places of both sides', async () => {
    const { meta, columns } = await columnsOf({ before: { importId: earlier }, after: {} })
    const count = columns.idHigh.length
    const ids = Array.from(columns.idHigh, (high, i) => halvesToCellId(high, columns.idLow[i]))
    const region = await services.regions.get('tiny')
    expect([...ids].sort()).toEqual([...region.cells.cellIds].sort())
    for (const name of ['before', 'after', 'district', 'outcome:before', 'outcome:after', 'reason:before', 'reason:after', 'edgeDeciseconds:before', 'edgeDeciseconds:after', 'people:before', 'people:after', 'isThere:before', 'isThere:after'])
      expect(columns[name], name).toHaveLength(count) // prettier-ignore
    const { effect, places } = meta as unknown as { effect: Effect; places: Record<string, { lng: number }[]> }
    const served = (side: string) =>
      Array.from(columns[`people:${side}`]).reduce(
        (sum, people, i) => sum + (columns[`outcome:${side}`][i] === 0 ? people : 0),
        0,
      )
    expect(served('before')).toBeCloseTo(effect.total.before.served, 3)
    expect(served('after')).toBeCloseTo(effect.total.after.served, 3)
    expect(places.before[0].lng).toBeCloseTo(tiny.position(0, 2)[0], 5)
    expect(places.after[0].lng).toBeCloseTo(tiny.position(8, 2)[0], 5)
  })

  it('give one import the same columns where they are asked for, and the old ones where they are not', async () => {
    const payload = { after: { modifications: [pharmacyInTheWest()] } }
    const [full, plain] = [await columnsOf({ ...payload, cells: true }), await columnsOf(payload)]
    expect(Object.keys(plain.columns).sort()).toEqual(['after', 'before'])
    expect(full.columns.before).toEqual(plain.columns.before)
    expect(full.columns.after).toEqual(plain.columns.after)
    expect((full.meta.effect as Effect).total).toEqual((plain.meta.effect as Effect).total)
    expect((full.meta.places as { after: unknown[] }).after).toHaveLength(2)
    const score = await columnsOf({ question: { ...PHARMACY, mode: 'score' }, after: {}, cells: true })
    expect(score.columns['score:after']).toHaveLength(score.columns.after.length)
  })

  it('are files with the figures of the answer, and name both imports', async () => {
    const payload = { question: PHARMACY, before: { importId: earlier }, after: {} }
    const effect = (await post(payload)).json<Effect>()
    const file = await post(payload, '*/*', 'effect/export/districts.csv?head=true')
    expect(file.statusCode).toBe(200)
    const day = new Date().toISOString().slice(0, 10)
    expect(file.headers['content-disposition']).toBe(`attachment; filename="tiny-${day}-${day}-districts-${day}.csv"`)
    for (const [side, id] of [['before', earlier], ['after', newest]]) expect(file.body).toContain(`data (import), ${side}: ${id}, `) // prettier-ignore
    expect(file.body).toContain('before: without modifications')
    const about = (await post(payload, '*/*', 'effect/export/about.json')).json().nahraum
    expect([about.before.import.id, about.after.import.id]).toEqual([earlier, newest])
    const cells = (await post(payload, '*/*', 'effect/export/cells.geojson')).json()
    const servedIn = (side: string) => cells.features.reduce((sum: number, { properties }: { properties: Record<string, number> }) => sum + properties[`served_people_${side}`], 0) // prettier-ignore
    expect(servedIn('before')).toBe(effect.total.before.served)
    expect(servedIn('after')).toBe(effect.total.after.served)
  })

  it('refuse by name what cannot be compared', async () => {
    const cases: [object, number, string, RegExp][] = [
      [{ before: { importId: 'ffffffffffffffff' }, after: {} }, 404, 'unknown-import', /ffff/],
      [{ before: { importId: '' }, after: {} }, 400, 'invalid-request', /importId/],
      [{ question: { ...PHARMACY, levelId: 'moon' }, before: { importId: earlier }, after: {} }, 404, 'unknown-level', /moon/],
      [{ question: { ...PHARMACY, groupId: 'elves' }, before: { importId: earlier }, after: {} }, 404, 'unknown-group', /elves/],
    ] // prettier-ignore
    for (const [payload, status, code, detail] of cases) {
      const answer = (await post({ question: PHARMACY, ...payload })).json()
      expect(answer).toMatchObject({ status, code })
      expect(answer.detail).toMatch(detail)
    }
    // Levels, groups and hexagons that an import of an older version did not have.
    const [then, now] = [await services.regions.getImport('tiny', earlier), await services.regions.get('tiny')]
    const question = services.whatIf.completeQuestion(now, PHARMACY as never)
    const side = { profile: 'standard', modifications: [] } as const
    const compare = (old: object) =>
      services.whatIf.compare({ region: { ...then, ...old }, side }, { region: now, side }, question)
    const coarser = { cells: { ...then.cells, resolution: 9 } }
    await expect(compare(coarser)).rejects.toMatchObject({ code: 'not-comparable' })
    await expect(compare({ levels: [] })).rejects.toMatchObject({ code: 'unknown-level' })
    const fewer = { population: { ...then.population, groupIds: ['all'] } }
    await expect(compare(fewer)).rejects.toMatchObject({ code: 'unknown-group' })
  })

  it('tell whoever asks for too much, and answer the next one', async () => {
    const impatient = new WhatIfService(services.catalogue, 1)
    const [then, now] = [await services.regions.getImport('tiny', earlier), await services.regions.get('tiny')]
    const question = impatient.completeQuestion(now, PHARMACY as never)
    const side = { profile: 'standard', modifications: [] } as const
    const ask = (service: WhatIfService) => service.compare({ region: then, side }, { region: now, side }, question)
    await expect(ask(impatient)).rejects.toMatchObject({ code: 'took-too-long' })
    await impatient.close()
    expect((await ask(services.whatIf)).effect.total.gained).toBeGreaterThan(0)
  })

  it(
    'keep an earlier import from a register to editors, where the newest one is of published numbers',
    { timeout: 120_000 },
    async () => {
      const files = mkdtempSync(path.join(folder, 'changed-'))
      const town = (isRegister: boolean) => writeTinyRegion(files, { key: 'changed', isRegister }).manifestFile
      const register = (await services.imports.run(town(true), null)).importId
      await services.imports.run(town(false), null)
      const side = { importId: register }
      const asked: { method: 'GET' | 'POST'; what: string; payload?: object }[] = [
        { method: 'GET', what: `pack?import=${register}` },
        { method: 'GET', what: `pack?import=${register}&edition=${services.packs.edition}` },
        { method: 'POST', what: 'effect', payload: { question: PHARMACY, before: side, after: {} } },
        { method: 'POST', what: 'effect', payload: { question: PHARMACY, after: side } },
        { method: 'POST', what: 'effect/export/districts.csv', payload: { question: PHARMACY, after: side } },
        { method: 'POST', what: 'closures', payload: { question: PHARMACY, side } },
        { method: 'POST', what: 'shared-use', payload: { question: PHARMACY, side } },
      ]
      // What a proxy passed on comes from a visitor.
      const visitor = { 'x-forwarded-for': '203.0.113.7' }
      for (const { method, what, payload } of asked) {
        const url = `/api/v1/regions/changed/what-if/${what}`
        const refused = await app.inject({ method, url, payload, headers: visitor })
        expect([what, refused.statusCode, refused.headers['cache-control']]).toEqual([what, 401, 'private, no-store'])
      }
      const [, , , , file] = asked
      const url = `/api/v1/regions/changed/what-if/${file.what}`
      expect((await app.inject({ ...file, url })).statusCode, 'an editor').toBe(200)
      const exports = await services.audit.list({ action: 'figures.export' }, 10)
      expect(exports.map(({ subject }) => subject)).toEqual(['what-if/districts.csv'])
      const open = { question: PHARMACY, after: {} }
      const today = await app.inject({ method: 'POST', url: '/api/v1/regions/changed/what-if/effect', payload: open, headers: visitor }) // prettier-ignore
      expect(today.statusCode).toBe(200)
    },
  )

  it('find the imports in a list, newest first, each with its sources', async () => {
    const { imports } = (await app.inject({ url: '/api/v1/regions/tiny/imports' })).json() as ImportList
    expect(imports.map(({ importId, current }) => [importId, current])).toEqual([
      [newest, true],
      [earlier, false],
    ])
    const one = await app.inject({ url: `/api/v1/regions/tiny/imports/${earlier}` })
    expect(one.statusCode).toBe(200)
    const described = one.json() as ImportDescription
    expect(described).toMatchObject({ importId: earlier, current: false, levels: [{ id: 'stadtteil' }] })
    expect(described.sources.map(({ kind }) => kind)).toContain('osm')
    const missing = await app.inject({ url: '/api/v1/regions/tiny/imports/nothing' })
    expect(missing.json()).toMatchObject({ status: 404, code: 'unknown-import' })
  })
})
