import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns } from '../columns/columns.ts'
import type { DistrictResults } from '../contract/result.ts'
import type { ClosureCheck, Effect, Modification, SharedUse } from '../contract/scenario.ts'
import type { StreetAnswer } from '../contract/street.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { WhatIfService } from './what-if.service.ts'

const PHARMACY = { profile: 'standard', categoryIds: ['pharmacy'], groupId: '65plus', minutes: 10 }
const COLUMNS = 'application/vnd.nahraum.columns'

describe.each(TEST_DATABASES)('what-if on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion
  let run: string

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    tiny = writeTinyRegion(folder)
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    run = (await services.analyses.run('tiny', 'standard', null)).runId
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await services?.whatIf.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = (what: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: `/api/v1/regions/tiny/what-if/${what}`, payload, headers })
  const ask = async <T>(what: string, payload: object): Promise<T> => {
    const response = await post(what, payload)
    expect(response.statusCode, response.body).toBe(200)
    return response.json() as T
  }
  const pharmacyAt = (column: number, row: number, id = 'new'): Modification => {
    const [lng, lat] = tiny.position(column, row)
    return { id, kind: 'add-facility', lng, lat, name: 'Apotheke Ost', categoryIds: ['pharmacy'] }
  }

  it('answers the empty scenario with the very figures and minutes of the run', async () => {
    const effect = await ask<Effect>('effect', { question: PHARMACY, after: {} })
    const url = `/api/v1/regions/tiny/runs/${run}`
    const query = 'categories=pharmacy&group=65plus&minutes=10'
    const results = (await app.inject({ url: `${url}/districts?${query}` })).json() as DistrictResults
    expect(effect.total).toMatchObject({ before: results.total, after: results.total, gained: 0, lost: 0 })
    expect(effect.rows.map((row) => row.after)).toEqual(results.rows)
    const stored = decodeColumns((await app.inject({ url: `${url}/cells?categories=pharmacy` })).rawPayload)
    const columns = decodeColumns(
      (await post('effect', { question: PHARMACY, after: {} }, { accept: COLUMNS })).rawPayload,
    )
    expect(columns.columns.before).toEqual(stored.columns.deciseconds)
    expect(columns.columns.after).toEqual(stored.columns.deciseconds)
    expect(columns.meta.effect).toEqual(effect)
  })

  it('tells who gains from a second pharmacy in the east, in bytes and in words', async () => {
    const request = { question: PHARMACY, after: { modifications: [pharmacyAt(8, 2)] } }
    const effect = await ask<Effect>('effect', request)
    const [west, east] = effect.rows
    expect(east.gained).toBeGreaterThan(0)
    expect(effect.total.lost).toBe(0)
    expect(west.gained + east.gained).toBe(effect.total.gained)
    expect(effect.total.after.served - effect.total.before.served).toBe(effect.total.gained)
    const { columns } = decodeColumns((await post('effect', request, { accept: COLUMNS })).rawPayload)
    const quicker = Array.from(columns.after).filter((time, cell) => time < columns.before[cell]).length
    expect(quicker).toBeGreaterThan(0)
  })

  it('compares two profiles, and a stored scenario with today', async () => {
    const slower = await ask<Effect>('effect', { question: PHARMACY, after: { profile: '80plus' } })
    expect(slower.total.gained).toBe(0)
    expect(slower.total.slower).toBeGreaterThan(0)
    const saved = await app.inject({
      method: 'POST',
      url: '/api/v1/regions/tiny/scenarios',
      payload: { name: 'Ost', modifications: [pharmacyAt(8, 2)] },
    })
    const scenario = saved.json().id as string
    const stored = await ask<Effect>('effect', { question: PHARMACY, after: { scenario } })
    const sent = await ask<Effect>('effect', { question: PHARMACY, after: { modifications: [pharmacyAt(8, 2)] } })
    expect(stored).toEqual(sent)
  })

  it('adds new housing with cells of its own', async () => {
    const [west, south] = tiny.position(6, 1)
    const [east, north] = tiny.position(6.4, 1.4)
    const area = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ]
    const housing = { id: 'h', kind: 'add-housing', name: 'Neubau', area, people: { all: 50, '65plus': 10 } }
    const effect = await ask<Effect>('effect', { question: PHARMACY, after: { modifications: [housing] } })
    expect(effect.total.after.people - effect.total.before.people).toBe(10)
    expect(effect.problems).toEqual([])
  })

  it('names the street at a position, closes it, and lets people walk a new way', async () => {
    const streetAt = async (column: number, row: number) => {
      const [lng, lat] = tiny.position(column, row)
      return app.inject({ url: `/api/v1/regions/tiny/street?lng=${lng}&lat=${lat}` })
    }
    const found = (await streetAt(4.5, 2)).json() as StreetAnswer
    expect(found.street?.metres).toBeLessThan(30)
    expect(found.street?.line.length).toBeGreaterThan(1)
    const { wayId, lng, lat } = found.street!
    const closed = { id: 'c', kind: 'close-street', wayId, lng, lat }
    const closing = await ask<Effect>('effect', { question: PHARMACY, after: { modifications: [closed] } })
    expect(closing.problems).toEqual([])
    expect(closing.streets.map(({ modificationId }) => modificationId)).toEqual(['c'])
    expect(closing.total.faster).toBe(0)

    const line = [tiny.position(0, 0), tiny.position(8, 3)]
    const path = { id: 'p', kind: 'add-path', way: 'path', line, name: 'Diagonale' }
    const opening = await ask<Effect>('effect', { question: PHARMACY, after: { modifications: [path] } })
    expect(opening.streets[0]).toMatchObject({ modificationId: 'p', name: 'Diagonale' })
    expect(opening.total.faster).toBeGreaterThan(0)
    expect(opening.total.slower).toBe(0)

    const gone = { ...closed, id: 'g', wayId: 987654321, lat: lat + 0.0012 }
    const short = { id: 's', kind: 'add-path', way: 'bridge', line: [[lng, lat], [lng, lat]] } // prettier-ignore
    const faulty = await ask<Effect>('effect', { question: PHARMACY, after: { modifications: [gone, short] } })
    expect(faulty.problems.map(({ code }) => code)).toEqual(['street-gone', 'way-too-short'])
    expect(faulty.total).toMatchObject({ gained: 0, lost: 0, faster: 0, slower: 0 })
    expect((await app.inject({ url: '/api/v1/regions/tiny/street?lng=0&lat=0' })).json().code).toBe('outside-region')
    expect((await post('effect', { question: PHARMACY, after: { modifications: [{ ...path, way: 'tunnel' }] } })).statusCode).toBe(400) // prettier-ignore
  })

  it('ranks closures and shared uses', async () => {
    const closures = await ask<ClosureCheck>('closures', {
      question: PHARMACY,
      side: { modifications: [pharmacyAt(8, 2)] },
    })
    expect(closures.rows).toHaveLength(2)
    for (const row of closures.rows) expect(row.losing).toBeGreaterThan(0)
    const shared = await ask<SharedUse>('shared-use', {
      question: PHARMACY,
      candidateCategoryIds: ['senior_meeting_place'],
    })
    expect(shared.candidateCategoryIds).toEqual(['senior_meeting_place'])
    expect(shared.rows.length).toBeGreaterThan(0)
  })

  it('refuses by name what it cannot answer, and goes on', async () => {
    const { question, ...refused } = { question: PHARMACY, after: {} }
    const cases: [string, object, number, string][] = [
      ['effect', { question: { ...question, categoryIds: ['castle'] }, ...refused }, 404, 'unknown-category'],
      ['effect', { question: { ...question, groupId: 'elves' }, ...refused }, 404, 'unknown-group'],
      ['effect', { question: { ...question, levelId: 'moon' }, ...refused }, 404, 'unknown-level'],
      ['effect', { question: { ...question, minutes: 61 }, ...refused }, 400, 'invalid-request'],
      ['effect', { question, after: { scenario: '0123456789abcdef' } }, 404, 'unknown-scenario'],
      ['effect', { question, after: { scenario: '0123456789abcdef', modifications: [] } }, 400, 'invalid-request'],
      ['effect', { question, after: { modifications: [{ kind: 'fly' }] } }, 400, 'invalid-request'],
      ['closures', { question: { ...question, mode: 'score' } }, 400, 'invalid-request'],
      ['shared-use', { question: { ...question, mode: 'score' } }, 400, 'invalid-request'],
    ]
    for (const [what, payload, status, code] of cases) {
      expect((await post(what, payload)).json()).toMatchObject({ status, code })
    }
    const sea = await ask<Effect>('effect', {
      question,
      after: { modifications: [{ ...pharmacyAt(0, 0), lng: 0, lat: 0 }] },
    })
    expect(sea.problems).toMatchObject([{ modificationId: 'new', code: 'outside-region', severity: 'error' }])
    expect(sea.total.gained).toBe(0)
  })

  it('tells whoever asks for too much, and answers the next one', async () => {
    const impatient = new WhatIfService(services.catalogue, 1)
    const region = await services.regions.get('tiny')
    const question = impatient.completeQuestion(region, PHARMACY as never)
    const today = { profile: 'standard', modifications: [] } as const
    const order = { before: today, after: today, question }
    await expect(impatient.effect(region, order)).rejects.toMatchObject({ code: 'took-too-long' })
    await impatient.close()
    expect((await services.whatIf.effect(region, order)).effect.total.gained).toBe(0)
  })
})
