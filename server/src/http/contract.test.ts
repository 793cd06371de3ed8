import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns } from '../columns/columns.ts'
import type { DistrictResults, Explanation } from '../contract/result.ts'
import type { Region } from '../contract/region.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { saveJob } from '../jobs/job.store.ts'
import { NO_VALUE_REASONS } from '../reach/cell-status.ts'
import { TINY, writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.service.ts'
import { createServices } from './create-services.service.ts'
import type { Services } from './services.ts'

describe.each(TEST_DATABASES)('API on the $kind database', ({ kind, missing, open }) => {
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
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
  const json = async <T>(url: string): Promise<T> => {
    const response = await get(url)
    expect(response.statusCode, response.body).toBe(200)
    return response.json() as T
  }

  it('says that it is well and which database it uses', async () => {
    expect(await json('/api/v1/health')).toMatchObject({ status: 'ok', database: { kind } })
  })

  it('lists the region and describes it with sources, groups, counts and notes', async () => {
    expect(await json('/api/v1/regions')).toMatchObject({
      regions: [{ key: 'tiny', analysed: true, districtCount: 2 }],
    })
    const region = await json<Region>('/api/v1/regions/tiny')
    const people = TINY.columns * TINY.rows * TINY.peoplePerSquare
    expect(region.people).toBe(people)
    expect(region.groups.map((g) => [g.id, g.people])).toEqual([
      ['all', people],
      ['65plus', people / 4],
    ])
    expect(region.sources.map((s) => [s.key, s.countIn, s.countOut, s.countRejected])).toEqual([
      ['osm', 14, 14, 0],
      ['districts/stadtteil', 2, 2, 0],
      ['population', 45, 45, 0],
      ['facilities/treffs', 1, 1, 0],
    ])
    expect(region.network.kilometres).toBeCloseTo((5 * 8 + 9 * 4) * 0.2, 2)
    expect(region.runs).toMatchObject([{ id: run, profile: 'standard', published: true }])
  })

  it('counts the people within ten minutes of the pharmacy, and everybody else as not served', async () => {
    const results = await json<DistrictResults>(
      `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&group=65plus&minutes=10`,
    )
    // 10 minutes at 1.33 m/s are 798 m: junctions up to 3 streets away (600 m); the walk from the cell's origin costs some metres more.
    const [west, east] = results.rows
    expect(east.served).toBe(0)
    expect(west.served).toBeGreaterThan(0)
    for (const row of [...results.rows, results.total]) expect(row.served + row.unserved).toBe(row.people)
    expect(west.people + east.people).toBe(results.total.people)
    expect(results.total.people).toBe(90)
    expect(results.curve).toHaveLength(60)
  })

  it('gives cells and results as columns in one order, and as JSON on request', async () => {
    const cells = decodeColumns((await get('/api/v1/regions/tiny/cells')).rawPayload)
    const values = decodeColumns((await get(`/api/v1/regions/tiny/runs/${run}/cells?categories=pharmacy`)).rawPayload)
    expect(values.columns.deciseconds).toHaveLength(cells.columns.idHigh.length)
    expect(Array.from(cells.columns['people:all']).reduce((a, b) => a + b, 0)).toBeCloseTo(360, 3)
    const asJson = await get(`/api/v1/regions/tiny/runs/${run}/cells?categories=pharmacy`, {
      accept: 'application/json',
    })
    expect(asJson.json().columns.deciseconds).toEqual(Array.from(values.columns.deciseconds))
    const score = decodeColumns(
      (await get(`/api/v1/regions/tiny/runs/${run}/cells?categories=pharmacy,library&mode=score`)).rawPayload,
    )
    // The pharmacy weighs 1.5, the library, which nobody reaches, 1: 1.5 / 2.5.
    expect(Math.max(...score.columns.score.filter((value) => value !== 255))).toBe(60)
  })

  it('explains a cell with its nearest places, routes and names as plain text', async () => {
    const [lng, lat] = tiny.position(1, 2)
    const explanation = await json<Explanation>(
      `/api/v1/regions/tiny/explain?lng=${lng}&lat=${lat}&profile=standard&categories=pharmacy`,
    )
    expect(explanation.reason).toBeNull()
    expect(explanation.places).toHaveLength(1)
    expect(explanation.places[0]).toMatchObject({ facilityId: 'osm/node/1000', name: 'Apotheke „1“ <b>&' })
    expect(explanation.places[0].metres).toBeGreaterThan(100)
    expect(explanation.places[0].route.length).toBeGreaterThan(1)
    expect(explanation.districts).toEqual([{ level: 'stadtteil', id: '1', name: 'Westend' }])
  })

  it('says why there is no value where no place of the kind is known', async () => {
    const values = decodeColumns((await get(`/api/v1/regions/tiny/runs/${run}/cells?categories=hospice`)).rawPayload)
    const reasons = new Set(values.columns.reason)
    expect(reasons.has(0)).toBe(false)
    expect(reasons.has(1 + NO_VALUE_REASONS.indexOf('no-facility'))).toBe(true)
    expect([...values.columns.deciseconds].every((time) => time === 65535)).toBe(true)
  })

  it('names gap areas by district, their people summing up to those not served', async () => {
    const areas = (
      await json<{ features: { properties: { people: number; name: string } }[] }>(
        `/api/v1/regions/tiny/runs/${run}/gap-areas?categories=pharmacy&minutes=10`,
      )
    ).features
    const { total } = await json<DistrictResults>(
      `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&minutes=10`,
    )
    expect(areas.reduce((sum, area) => sum + area.properties.people, 0)).toBe(total.unserved)
    expect(areas[0].properties.name).toContain('Ostheim')
  })

  it('serves districts, places, kinds and import issues', async () => {
    const districts = await json<{ features: { properties: { name: string; people: Record<string, number> } }[] }>(
      '/api/v1/regions/tiny/districts',
    )
    expect(districts.features.map((f) => f.properties.name)).toEqual(['Westend', 'Ostheim'])
    const places = await json<{ features: { properties: { name: string; provider: string } }[] }>(
      '/api/v1/regions/tiny/facilities?categories=senior_meeting_place',
    )
    expect(places.features[0].properties).toMatchObject({
      name: 'Treff "Am Markt"',
      provider: '=Stadt',
      categoryIds: ['senior_meeting_place'],
    })
    const categories = await json<{ categories: { id: string; facilityCount: number }[] }>(
      '/api/v1/regions/tiny/categories',
    )
    expect(categories.categories).toHaveLength(52)
    expect(categories.categories.find((c) => c.id === 'pharmacy')?.facilityCount).toBe(1)
    expect(await json('/api/v1/regions/tiny/issues')).toHaveProperty('issues')
  })

  it.each(
    ['cells', 'districts', 'facilities', 'gap-areas'].flatMap((layer) =>
      ['geojson', 'csv', 'pmtiles'].map((format) => `${layer}.${format}`),
    ),
  )('exports %s as an attachment', async (file) => {
    const response = await get(`/api/v1/regions/tiny/runs/${run}/export/${file}?categories=pharmacy&variant=german`)
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200)
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="tiny-/)
    expect(response.rawPayload.length).toBeGreaterThan(50)
    if (file.endsWith('geojson')) expect(JSON.parse(response.body).type).toBe('FeatureCollection')
  })

  it('answers 304 to a client that has the answer already', async () => {
    const first = await get('/api/v1/regions/tiny/cells')
    const again = await get('/api/v1/regions/tiny/cells', { 'if-none-match': first.headers.etag as string })
    expect(again.statusCode).toBe(304)
  })

  it('serves every tile set with TileJSON, immutable tiles, 204 for empty ones and 404 outside', async () => {
    for (const set of ['basemap', 'districts', 'facilities', 'hexagons', 'gaps']) {
      const document = await json<{ tiles: string[]; bounds: number[]; maxzoom: number }>(
        `/tiles/tiny/${set}.json?categories=pharmacy`,
      )
      const z = document.maxzoom
      const x = Math.floor(((tiny.position(2, 2)[0] + 180) / 360) * 2 ** z)
      const radians = (tiny.position(2, 2)[1] * Math.PI) / 180
      const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z)
      const url = document.tiles[0]
        .replace('{z}', String(z))
        .replace('{x}', String(x))
        .replace('{y}', String(y))
        .replace(/^http:\/\/[^/]+/, '')
      const tile = await get(url, { 'accept-encoding': 'gzip' })
      expect([200, 204], `${set}: ${tile.body.slice(0, 200)}`).toContain(tile.statusCode)
      expect(tile.headers['cache-control']).toContain('immutable')
      expect((await get(url, { 'if-none-match': tile.headers.etag as string })).statusCode).toBe(304)
      expect((await get(url.replace(`/${z}/${x}/`, `/${z}/0x5/`))).statusCode).toBe(404)
      expect((await get(url.replace(`/${z}/${x}/`, `/${z}/1/`))).statusCode).toBe(404)
      expect((await get(url.replace(`/${z}/${x}/`, `/23/${x}/`))).statusCode).toBe(404)
    }
  })

  it.each([
    ['/api/v1/regions/nowhere', 404, 'unknown-region'],
    ['/api/v1/regions/Nowhere!', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/0123456789abcdef/cells?categories=pharmacy', 404, 'unknown-run'],
    ['/api/v1/regions/tiny/runs/RUN/cells?categories=nothing', 404, 'unknown-category'],
    ['/api/v1/regions/tiny/runs/RUN/cells', 400, 'invalid-request'],
    ["/api/v1/regions/tiny/runs/RUN/cells?categories=a';drop", 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&group=martians', 404, 'unknown-group'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&level=planet', 404, 'unknown-level'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&minutes=0', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&minutes=61', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&minutes=1e1', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/RUN/districts?categories=pharmacy&rank=4', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/explain?lng=0&lat=0&profile=standard&categories=pharmacy', 404, 'outside-region'],
    ['/api/v1/regions/tiny/explain?lng=999&lat=0&profile=standard&categories=pharmacy', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/explain?lng=11.3&lat=51.9&profile=bird&categories=pharmacy', 400, 'invalid-request'],
    ['/api/v1/regions/tiny/runs/RUN/export/cells.exe?categories=pharmacy', 400, 'invalid-request'],
    ['/api/v1/jobs/0123456789abcdef', 404, 'unknown-job'],
    ['/api/v1/jobs/0123456789abcdef/events', 404, 'unknown-job'],
    ['/tiles/tiny/nothing.json', 404, 'unknown-tile-set'],
    ['/api/v1/nothing', 404, 'not-found'],
  ])('refuses %s with %i %s', async (url, status, code) => {
    const response = await get(url.replace('RUN', run))
    expect(response.statusCode, response.body).toBe(status)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ code, status })
    expect(response.json().remedy).toBeTruthy()
  })

  it('runs an analysis as a job with events, publishes it, and joins equal requests', async () => {
    const post = () => app.inject({ method: 'POST', url: '/api/v1/regions/tiny/runs', payload: { profile: '80plus' } })
    const [first, second] = [await post(), await post()]
    expect(first.statusCode, first.body).toBe(202)
    expect(second.json().id).toBe(first.json().id)
    const events = await get(`/api/v1/jobs/${first.json().id}/events`)
    expect(events.headers['content-type']).toContain('text/event-stream')
    const last = events.body.trim().split('\n\n').at(-1) ?? ''
    expect(last).toContain('event: done')
    expect(JSON.parse(last.split('data: ')[1])).toMatchObject({
      status: 'successful',
      share: 1,
      result: { computed: true },
    })
    expect((await json<Region>('/api/v1/regions/tiny')).runs.map((r) => r.profile).sort()).toEqual([
      '80plus',
      'standard',
    ])
    const repeated = await services.analyses.run('tiny', '80plus', null)
    expect(repeated.computed).toBe(false)
  })

  it('cancels a job with nothing stored, and refuses to cancel it twice', async () => {
    const { id } = (
      await app.inject({ method: 'POST', url: '/api/v1/regions/tiny/runs', payload: { profile: 'pram' } })
    ).json()
    const cancelled = await app.inject({ method: 'DELETE', url: `/api/v1/jobs/${id}` })
    expect(cancelled.json()).toMatchObject({ id, status: 'dismissed' })
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/jobs/${id}` })).json()).toMatchObject({
      code: 'job-finished',
    })
    expect((await json<Region>('/api/v1/regions/tiny')).runs.map((r) => r.profile)).not.toContain('pram')
  })

  it('refuses bodies that are not what the route takes', async () => {
    const post = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/v1/regions/tiny/runs', payload, headers: { 'content-type': type } })
    expect((await post('{"profile":"bird"}')).statusCode).toBe(400)
    expect((await post('{"profile":"standard","more":1}')).statusCode).toBe(400)
    expect((await post('{')).statusCode).toBe(400)
    expect((await post('profile=standard', 'text/xml')).statusCode).toBe(415)
    expect((await post(`{"profile":"${'x'.repeat(100_000)}"}`)).statusCode).toBe(413)
  })

  it.each(['\u0000', '\ud800', 'x\udc00'])('refuses text that no database can hold: %j', async (bad) => {
    const closed = { id: 'a', kind: 'close-facility', facilityId: bad }
    const written = { method: 'POST', url: '/api/v1/regions/tiny/scenarios' } as const
    const saved = await app.inject({ ...written, payload: { name: 'a', modifications: [closed] } })
    expect(saved.json()).toMatchObject({ status: 400, code: 'invalid-request' })
    const named = await app.inject({ ...written, payload: { name: `a${bad}`, modifications: [] } })
    const asked = await get(`/api/v1/regions/${bad === '\u0000' ? '%00' : '%ED%A0%80'}/districts`)
    expect([named.statusCode, asked.statusCode]).toEqual(bad === '\u0000' ? [400, 400] : [201, 400])
  })

  it('starts and cancels no analyses for the network once it is public', async () => {
    const open = createServices(
      readConfig({ data: test.dataFolder }, { PUBLIC_URL: 'https://karte.example.org/' }),
      test.database,
    )
    const publicApp = await buildApp(open)
    const post = await publicApp.inject({
      method: 'POST',
      url: '/api/v1/regions/tiny/runs',
      payload: { profile: 'pram' },
    })
    expect(post.json()).toMatchObject({ code: 'sign-in-needed', status: 401 })
    const job = { id: '0123456789abcdef', kind: 'import', region: 'tiny', status: 'running', step: 'reading', share: 0, message: null, createdAt: '2026-01-01T00:00:00.000Z', finishedAt: null, result: null } as const // prettier-ignore
    await saveJob(test.database.db, job)
    expect((await publicApp.inject({ method: 'DELETE', url: `/api/v1/jobs/${job.id}` })).statusCode).toBe(401)
    const document = (await publicApp.inject('/tiles/tiny/districts.json')).json()
    expect(document.tiles[0]).toMatch(/^https:\/\/karte\.example\.org\/tiles\/tiny\//)
    await publicApp.close()
  })

  it('keeps imports to commands of the same machine', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/control/imports',
      payload: { manifest: tiny.manifestFile, sources: null },
    })
    expect(response.json()).toMatchObject({ code: 'forbidden', status: 403 })
  })

  it('describes every route with a summary, its problems and tags', async () => {
    const document = await json<{
      openapi: string
      paths: Record<string, Record<string, { summary?: string; tags?: string[]; responses: object }>>
    }>('/api/v1/openapi.json')
    expect(document.openapi).toBe('3.1.0')
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    )
    expect(operations.length).toBeGreaterThan(15)
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toBeTruthy()
      expect(operation.tags, name).toHaveLength(1)
      expect(Object.keys(operation.responses), name).toContain('400')
    }
  })

  it('can be read by SQL and QGIS through documented views, with the same numbers', async () => {
    const { db } = test.database
    const results = await json<DistrictResults>(
      `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&group=65plus`,
    )
    const { rows } = await sql<{
      district_id: string
      served: number
      unserved: number
      people: number
      valid: boolean
    }>`
      select district_id, served, unserved, people, ST_IsValid(geom) as valid from nahraum.district_coverage
      where region_key = 'tiny' and profile = 'standard' and category_id = 'pharmacy' and group_id = '65plus' order by district_id`.execute(
      db,
    )
    expect(rows).toEqual(
      results.rows.map(({ districtId, served, unserved, people }) => ({
        district_id: districtId,
        served,
        unserved,
        people,
        valid: true,
      })),
    )
    const cells = decodeColumns((await get(`/api/v1/regions/tiny/runs/${run}/cells?categories=pharmacy`)).rawPayload)
      .columns.deciseconds
    const view = await sql<{ seconds: number | null }>`
      select round(minutes * 60)::int as seconds from nahraum.cell_minutes
      where region_key = 'tiny' and profile = 'standard' and category_id = 'pharmacy' order by cell_index`.execute(db)
    expect(view.rows.map((row) => row.seconds)).toEqual(
      Array.from(cells, (time) => (time === 65535 ? null : Math.round(time / 10))),
    )
  })

  const hostile = [
    "'",
    '"; drop table nahraum.region; --',
    '../../etc/passwd',
    '%00',
    '%ff',
    '<script>',
    '${7*7}',
    'null',
    '-1',
    '1e309',
    '0x5',
    '٣',
    'a'.repeat(5000),
    '__proto__',
    '[]',
    '%F0%9F%92%A9',
    '{"$gt":""}',
  ]
  it.each(hostile.map((text) => [text.slice(0, 40), text]))(
    'answers hostile text %s in any parameter without a fault',
    async (_, text) => {
      const value = text.startsWith('%') ? text : encodeURIComponent(text)
      const addresses = [
        `/api/v1/regions/${value}`,
        `/api/v1/regions/tiny/districts?level=${value}`,
        `/api/v1/regions/tiny/facilities?categories=${value}`,
        `/api/v1/regions/tiny/runs/${value}/cells?categories=pharmacy`,
        ...['categories', 'mode', 'rank', 'group', 'minutes', 'level'].map(
          (name) => `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&${name}=${value}`,
        ),
        ...['lng', 'lat', 'profile', 'categories', 'count', 'minutes'].map(
          (name) =>
            `/api/v1/regions/tiny/explain?lng=11.3&lat=51.9&profile=standard&categories=pharmacy&${name}=${value}`,
        ),
        `/api/v1/regions/tiny/runs/${run}/export/${value}?categories=pharmacy`,
        `/api/v1/jobs/${value}`,
        `/tiles/${value}/basemap.json`,
        `/tiles/tiny/${value}`,
        `/tiles/tiny/basemap/${value}/14/1/1.mvt`,
        ...[`${value}/1/1`, `14/${value}/1`, `14/1/${value}`].map((tile) => `/tiles/tiny/hexagons/${run}/${tile}.mvt`),
        `/tiles/tiny/gaps.json?categories=${value}`,
      ]
      for (const address of addresses) {
        const response = await get(address)
        expect(response.statusCode, address.slice(0, 120)).toBeLessThan(500)
        expect(response.statusCode, address.slice(0, 120)).toBeGreaterThanOrEqual(
          address.startsWith('/tiles/tiny/null') ? 200 : 400,
        )
        expect(response.body).not.toMatch(/node_modules|at .*\.ts:\d+/)
      }
    },
  )

  it('imports the same files twice without writing anything', async () => {
    expect(await services.imports.run(tiny.manifestFile, null)).toMatchObject({ stored: false })
    expect((await json<Region>('/api/v1/regions/tiny')).runs.length).toBeGreaterThan(0)
  })
})
