import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeColumns } from '../columns/columns.ts'
import type { Modification } from '../contract/scenario.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { readRegionPack } from '../scenario/region-pack.ts'
import { createWhatIfEngine, type WhatIfSide } from '../scenario/what-if-engine.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { RegionPackService } from './pack.service.ts'
import { toWhatIfRegion } from './what-if-region.ts'

const PHARMACY = { profile: '65plus', categoryIds: ['pharmacy'], groupId: '65plus', minutes: 10 } as const
const COLUMNS = 'application/vnd.nahraum.columns'
const address = '/api/v1/regions/tiny/what-if/pack'

describe.each(TEST_DATABASES)('region packs on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    tiny = writeTinyRegion(folder)
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await services?.whatIf.close()
    await services?.packs.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
  const regionOf = async () => {
    const region = await services.regions.get('tiny')
    return { region, packed: toWhatIfRegion(region, await region.network(), services.catalogue) }
  }
  /** Where the redirects of an address end. */
  async function follow(url: string): Promise<string> {
    const response = await get(url)
    expect(response.statusCode, response.body).toBe(302)
    expect(response.headers['cache-control']).toBe('no-cache')
    return new URL(String(response.headers.location), `http://host${url}`).href.slice('http://host'.length)
  }

  it('leads to the newest import, whose address never changes its content', async () => {
    const { region } = await regionOf()
    const full = await follow(address)
    expect(full).toBe(`${address}?import=${region.importId}&edition=${services.packs.edition}`)
    expect(await follow(`${address}?import=${region.importId}`)).toBe(full)
    expect(await follow(`${address}?import=${region.importId}&edition=0123456789ab`)).toBe(full)
    const response = await get(full)
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'application/vnd.nahraum.region-pack',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringContaining('accept-encoding'),
    })
    const again = await get(full, { 'if-none-match': String(response.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('gives every bit of the region back, packed in each way', async () => {
    const { packed } = await regionOf()
    const full = await follow(address)
    const plain = await get(full, { 'accept-encoding': 'br;q=0, gzip;q=0.0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(readRegionPack(plain.rawPayload)).toEqual(packed)
    expect(Number(plain.headers['x-unpacked-length'])).toBe(plain.rawPayload.length)
    const gzip = await get(full, { 'accept-encoding': 'gzip, deflate' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload)
    const brotli = await get(full, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
    expect(Number(brotli.headers['content-length'])).toBe(brotli.rawPayload.length)
    expect(brotli.rawPayload.length).toBeLessThan(plain.rawPayload.length)
    expect(services.packs.getStatistics().encodings).toBe(1)
  })

  it('lets an engine give the bytes that the API gives, whatever is changed', async () => {
    const { region } = await regionOf()
    const engine = createWhatIfEngine(readRegionPack((await get(await follow(address))).rawPayload))
    const [lng, lat] = tiny.position(8, 2)
    const [west, south] = tiny.position(6, 1)
    const [east, north] = tiny.position(6.4, 1.4)
    const area = [[west, south], [east, south], [east, north], [west, north]] as [number, number][] // prettier-ignore
    const add: Modification = { id: 'a', kind: 'add-facility', lng, lat, name: 'Ost', categoryIds: ['pharmacy'] }
    const facilityId = engine.region.facilities.find(({ categoryIds }) => categoryIds.includes('pharmacy'))!.id
    const levelId = engine.region.levels[0].id
    const lists: Record<string, readonly Modification[]> = {
      nothing: [],
      add: [add],
      'add elsewhere, as in a drag': [{ ...add, lng: east }],
      'add further on, as in a drag': [{ ...add, lng: west, lat: north }],
      move: [{ id: 'm', kind: 'move-facility', facilityId, lng, lat }],
      close: [{ id: 'c', kind: 'close-facility', facilityId }],
      housing: [add, { id: 'h', kind: 'add-housing', name: 'Neubau', area, people: { all: 50, '65plus': 10 } }],
      growth: [
        { id: 'g', kind: 'change-population', levelId, entries: [{ districtId: null, groupId: null, percent: 25 }] },
      ],
      problems: [
        { ...add, lng: 0, lat: 0 },
        { id: 'x', kind: 'close-facility', facilityId: 'osm/node/404' },
      ],
    }
    for (const [what, modifications] of Object.entries(lists)) {
      const response = await app.inject({
        method: 'POST',
        url: '/api/v1/regions/tiny/what-if/effect',
        payload: { question: PHARMACY, after: { modifications } },
        headers: { accept: COLUMNS },
      })
      expect(response.statusCode, `${what}: ${response.body.slice(0, 300)}`).toBe(200)
      const question = services.whatIf.completeQuestion(region, { ...PHARMACY, categoryIds: [...PHARMACY.categoryIds] })
      const today: WhatIfSide = { profile: '65plus', modifications: [] }
      const { effect, addedCellIds, before, after } = engine.effect(today, { ...today, modifications }, question)
      const meta = { version: engine.region.importId, effect, addedCellIds }
      const bytes = encodeColumns({ meta, columns: { before, after } })
      expect(Buffer.compare(response.rawPayload, bytes), `${what} differs`).toBe(0)
    }
  })

  it('encodes an import once however many ask, and not at all for who has it', async () => {
    const { region } = await regionOf()
    const packs = new RegionPackService(services.catalogue)
    const answers = await Promise.all([packs.get(region), packs.get(region), packs.get(region)])
    expect(new Set(answers).size).toBe(1)
    expect(await packs.get(region)).toBe(answers[0])
    expect(packs.getStatistics()).toMatchObject({ encodings: 1, kept: 1 })
    const small = new RegionPackService(services.catalogue, { maximumKeptBytes: 1000 })
    expect((await small.get(region)).sha256).toBe(answers[0].sha256)
    await small.get(region)
    expect(small.getStatistics()).toMatchObject({ encodings: 2, kept: 0 })
    await Promise.all([packs.close(), small.close()])
  })

  it('encodes imports one after the other, and goes on after a failure', async () => {
    const { region } = await regionOf()
    const packs = new RegionPackService(services.catalogue)
    const log: string[] = []
    const asked = (importId: string, network = region.network) =>
      packs.get({
        ...region,
        importId,
        network: () => {
          log.push(`${importId} begins, ${packs.getStatistics().kept} kept`)
          return network()
        },
      })
    const failing = expect(asked('b', () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
    await Promise.all([asked('a'), failing, asked('c')])
    // "b" came first.
    expect(log).toEqual(['b begins, 0 kept', 'a begins, 0 kept', 'c begins, 1 kept'])
    await asked('b')
    expect(packs.getStatistics()).toMatchObject({ encodings: 4, kept: 3 })
    await packs.close()
  })

  it('says what it does not have, and what takes too long', async () => {
    const { region } = await regionOf()
    const cases: [string, number, string][] = [
      ['/api/v1/regions/atlantis/what-if/pack', 404, 'unknown-region'],
      [`${address}?import=0123456789abcdef`, 404, 'unknown-import'],
      [`${address}?import=0123456789abcdef&edition=${services.packs.edition}`, 404, 'unknown-import'],
      [`${address}?import=../etc`, 400, 'invalid-request'],
      [`${address}?edition=`, 400, 'invalid-request'],
    ]
    for (const [url, status, code] of cases) expect((await get(url)).json(), url).toMatchObject({ status, code })
    const impatient = new RegionPackService(services.catalogue, { timeoutMilliseconds: 1 })
    await expect(impatient.get(region)).rejects.toMatchObject({ name: 'Problem', code: 'took-too-long' })
    const closed = new RegionPackService(services.catalogue)
    const refused = expect(closed.get(region)).rejects.toMatchObject({ code: 'took-too-long' })
    await closed.close()
    await refused
    await impatient.close()
  })
})
