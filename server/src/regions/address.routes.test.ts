import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SearchAnswer } from '../contract/search.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'

describe.each(TEST_DATABASES)('search on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-search-'))
    tiny = writeTinyRegion(folder, {
      houses: [
        { column: 1, row: 2, street: 'Reihe 2', number: '12 a' },
        { column: 7, row: 3, street: 'Reihe 3', number: '4;6' },
      ],
    })
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const search = async (query: string, from: FastifyInstance = app): Promise<SearchAnswer> => {
    const response = await from.inject(`/api/v1/regions/tiny/search?${query}`)
    expect(response.statusCode, response.body).toBe(200)
    const answer = response.json() as unknown
    expect(Check(SearchAnswer, answer), response.body).toBe(true)
    return answer as SearchAnswer
  }

  it('finds a house number with its district and position', async () => {
    const { results, reason } = await search('q=reihe%202%2012a')
    expect(reason).toBeNull()
    const [lng, lat] = tiny.position(1, 2)
    expect(results[0]).toEqual({
      kind: 'address',
      id: null,
      label: 'Reihe 2 12a',
      detail: { de: 'Westend', en: 'Westend' },
      lng: expect.closeTo(lng, 6),
      lat: expect.closeTo(lat, 6),
      isApproximate: false,
      bounds: null,
    })
  })

  it('says where the number is not in the data', async () => {
    expect((await search('q=Reihe+3+8')).results[0]).toMatchObject({ label: 'Reihe 3 6', isApproximate: true })
  })

  it('finds streets in both districts with bounds, places with id and kind, and districts with their level', async () => {
    const streets = (await search('q=reihe%202&kinds=street')).results
    expect(streets.slice(0, 2).map(({ label, detail }) => `${label}, ${detail.de}`)).toEqual([
      'Reihe 2, Ostheim',
      'Reihe 2, Westend',
    ])
    expect(streets[0].bounds?.[0]).toBeCloseTo(tiny.position(4, 2)[0], 6)
    expect((await search('q=apotheke')).results).toMatchObject([
      { kind: 'place', id: 'osm/node/1000', label: 'Apotheke „1“ <b>&', detail: { de: 'Apotheke, Westend' } },
    ])
    expect((await search('q=ost')).results).toMatchObject([
      { kind: 'district', id: '2', label: 'Ostheim', detail: { de: 'Stadtteil', en: 'District' } },
    ])
  })

  it('keeps to the limit and to kinds, and takes a position', async () => {
    expect((await search('q=reihe')).results).toHaveLength(8)
    expect((await search('q=reihe&limit=3&near=11.3,51.9')).results).toHaveLength(3)
    expect((await search('q=reihe&kinds=place,district')).results).toEqual([])
  })

  it('says that nothing was found', async () => {
    expect(await search('q=nirgendwo')).toEqual({ results: [], reason: 'nothing-found' })
    expect(await search('q=!')).toEqual({ results: [], reason: 'nothing-found' })
  })

  it('answers 304 to a client that has the answer already, and only for the same question', async () => {
    const url = '/api/v1/regions/tiny/search?q=reihe'
    const { etag } = (await app.inject(url)).headers
    const again = (question: string) => app.inject({ url: question, headers: { 'if-none-match': etag as string } })
    expect((await again(url)).statusCode).toBe(304)
    expect((await again(`${url}&limit=2`)).statusCode).toBe(200)
    expect((await again(`${url}%202`)).statusCode).toBe(200)
  })

  it.each([
    ['/api/v1/regions/nowhere/search?q=a', 404, 'unknown-region'],
    ['/api/v1/regions/tiny/search', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=', 400, 'invalid-request'],
    [`/api/v1/regions/tiny/search?q=${'x'.repeat(201)}`, 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&q=b', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&limit=0', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&limit=21', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&limit=1e1', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&kinds=planet', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&kinds=street,', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&near=999,0', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&near=11.3', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/search?q=a&more=1', 400, 'invalid-request'],
  ])('refuses %s with %i %s', async (url, status, code) => {
    const response = await app.inject(url)
    expect(response.statusCode, response.body).toBe(status)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ code, status })
  })

  it('is limited like every other question', async () => {
    const config = readConfig({ data: test.dataFolder }, { REQUESTS_PER_MINUTE: '2' })
    const limited = await buildApp(createServices(config, test.database))
    await search('q=reihe', limited)
    await search('q=reih', limited)
    const refused = await limited.inject('/api/v1/regions/tiny/search?q=rei')
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    await limited.close()
  })

  it('of a region that an older version imported finds districts and places, and asks to import again', async () => {
    await sql`delete from nahraum.import_columns where name = 'addresses'`.execute(test.database.db)
    const fresh = await buildApp(createServices(readConfig({ data: test.dataFolder }, {}), test.database))
    expect(await search('q=reihe', fresh)).toEqual({ results: [], reason: 'import-again' })
    const districts = await search('q=ostheim', fresh)
    expect(districts).toMatchObject({ results: [{ kind: 'district', label: 'Ostheim' }], reason: 'import-again' })
    await fresh.close()
  })
})
