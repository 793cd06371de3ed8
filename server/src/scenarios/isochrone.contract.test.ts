import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Isochrone } from '../contract/isochrone.ts'
import type { DistrictResults } from '../contract/result.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { multiPolygonContains, signedRingArea } from '../geo/polygon.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { IsochroneService } from './isochrone.service.ts'

describe.each(TEST_DATABASES)('isochrones on the $kind database', ({ missing, open }) => {
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
    await services?.isochrones.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (query: string, headers: Record<string, string> = {}) =>
    app.inject({ url: `/api/v1/regions/tiny/isochrone?${query}`, headers })
  const json = async (query: string): Promise<Isochrone> => {
    const response = await get(query)
    expect(response.statusCode, response.body).toBe(200)
    return response.json() as Isochrone
  }
  const at = (column: number, row: number): string => {
    const [lng, lat] = tiny.position(column, row)
    return `lng=${lng.toFixed(7)}&lat=${lat.toFixed(7)}`
  }
  const PHARMACY = 'facility=osm/node/1000'

  it('draws nested areas around a position, the longest time first, in the directions of RFC 7946', async () => {
    const isochrone = await json(`${at(4, 2)}&profile=standard`)
    expect(isochrone).toMatchObject({ direction: 'from', shape: 'area', profile: 'standard', region: 'tiny' })
    expect(isochrone.origin).toMatchObject({ facilityId: null, name: null })
    expect(isochrone.features.map(({ id }) => id)).toEqual([15, 10, 5])
    const [long, middle, short] = isochrone.features.map(({ geometry }) => geometry.coordinates as MultiPolygon)
    // In whole 10⁻⁷ degrees, where common borders are exactly the same.
    const units = (area: MultiPolygon): MultiPolygon =>
      area.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [Math.round(x * 1e7), Math.round(y * 1e7)])))
    for (const [outer, ...holes] of long) {
      expect(signedRingArea(outer)).toBeGreaterThan(0)
      for (const hole of holes) expect(signedRingArea(hole)).toBeLessThan(0)
    }
    for (const [x, y] of units(short).flat(2)) expect(multiPolygonContains(units(middle), x, y)).toBe(true)
    for (const [x, y] of units(middle).flat(2)) expect(multiPolygonContains(units(long), x, y)).toBe(true)
    // 5 minutes at 1.33 m/s are 399 m: the junction one street away is inside, the one two streets (400 m) away is not reached.
    expect(multiPolygonContains(short, ...tiny.position(5, 2))).toBe(true)
    expect(multiPolygonContains(short, ...tiny.position(4, 3))).toBe(true)
    expect(multiPolygonContains(short, ...tiny.position(5, 4))).toBe(false)
  })

  it('is valid for PostGIS, and of the area that it states', async () => {
    const isochrone = await json(`${at(3, 1)}&profile=65plus&minutes=3,7.5,20,60`)
    for (const { geometry, properties } of isochrone.features) {
      const { rows } = await sql<{ valid: boolean; area: number }>`
        select ST_IsValid(g) as valid, ST_Area(g::geography) as area
        from (select ST_GeomFromGeoJSON(${JSON.stringify(geometry)}) as g) t`.execute(test.database.db)
      expect(rows[0].valid).toBe(true)
      expect(rows[0].area / properties.areaSquareMetres!).toBeCloseTo(1, 4)
    }
    const streets = await json(`${at(3, 1)}&profile=65plus&minutes=7.5&shape=streets`)
    const [{ geometry, properties }] = streets.features
    expect(properties.areaSquareMetres).toBeNull()
    const { rows } = await sql<{ valid: boolean; metres: number }>`
      select ST_IsValid(g) as valid, ST_Length(g::geography) as metres
      from (select ST_GeomFromGeoJSON(${JSON.stringify(geometry)}) as g) t`.execute(test.database.db)
    expect(rows[0].valid).toBe(true)
    expect(rows[0].metres / (properties.streetKilometres * 1000)).toBeCloseTo(1, 2)
  })

  it('counts, towards a place, the very people that coverage counts as served', async () => {
    const minutes = [5, 10, 15, 20]
    const { features, direction, origin } = await json(`${PHARMACY}&profile=standard&minutes=${minutes.join()}`)
    expect(direction).toBe('to')
    expect(origin).toMatchObject({ facilityId: 'osm/node/1000', name: 'Apotheke „1“ <b>&' })
    for (const group of ['all', '65plus']) {
      for (const [i, time] of minutes.entries()) {
        const results = await app.inject({
          url: `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&group=${group}&minutes=${time}`,
        })
        const { total } = results.json() as DistrictResults
        expect(features[3 - i].properties.people[group]).toBe(total.served)
        expect(total.served).toBeGreaterThan(0)
      }
    }
  })

  it('cuts streets where the time is up', async () => {
    const { features } = await json(`${at(4, 2)}&profile=standard&minutes=2&shape=streets`)
    const lines = features[0].geometry.coordinates as LngLat[][]
    // 2 minutes are 159.6 m in each of four directions, less than the 200 m to the next junction.
    expect(features[0].properties.streetKilometres).toBeCloseTo(4 * 0.1596, 2)
    const [lng, lat] = tiny.position(4, 2)
    const [eastLng] = tiny.position(5, 2)
    const farthest = Math.max(...lines.flat().map(([x]) => x))
    expect((farthest - lng) / (eastLng - lng)).toBeCloseTo(159.6 / 200, 2)
    expect(Math.max(...lines.flat().map(([, y]) => y))).toBeGreaterThan(lat)
  })

  it('says where the street data end, and that nothing is reached where the way to the street takes longer', async () => {
    const wide = await json(`${at(4, 2)}&profile=standard&minutes=3,30`)
    expect(wide.features.map(({ properties }) => properties.reachesDataEdge)).toEqual([true, false])
    const [lng, lat] = tiny.position(3, 2)
    const off = await json(
      `lng=${(lng + 0.0014).toFixed(6)}&lat=${(lat + 0.0009).toFixed(6)}&profile=rollator&minutes=1`,
    )
    expect(off.features[0].properties).toMatchObject({ reason: 'access-too-long', streetKilometres: 0 })
    expect(off.features[0].properties.people.all).toBe(0)
  })

  it('is a file on request, kept by its tag, and the same whenever asked', async () => {
    const query = `${PHARMACY}&profile=pram&minutes=12&download=true`
    const first = await get(query)
    expect(first.headers['content-type']).toContain('application/geo+json')
    expect(first.headers['content-disposition']).toBe('attachment; filename="tiny-isochrone-pram-to-12min.geojson"')
    expect((await get(query)).body).toBe(first.body)
    expect((await get(query, { 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304)
    const other = await get(`${PHARMACY}&profile=pram&minutes=13&download=true`)
    expect(other.headers.etag).not.toBe(first.headers.etag)
  })

  it('hands out the people within as a table, with the figures of the areas', async () => {
    const query = `${PHARMACY}&profile=standard&minutes=5,10`
    const [, short] = (await json(query)).features
    const plain = await get(`${query}&format=csv`)
    expect(plain.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(plain.headers['content-disposition']).toBe('attachment; filename="tiny-isochrone-standard-to-5-10min.csv"')
    const [header, first, ...rest] = plain.body.trimEnd().split('\n')
    const people = header.split(',').indexOf('people')
    expect(first.split(',').slice(0, people + 1)).toEqual(['standard', 'to', '5', 'all', String(short.properties.people.all)]) // prettier-ignore
    expect(rest).toHaveLength(2 * Object.keys(short.properties.people).length - 1)
    const german = await get(`${query}&format=csv&variant=german`)
    expect(german.body).toMatch(/^\ufeffGehprofil;Richtung;Minuten;/)
    expect(german.headers.etag).not.toBe(plain.headers.etag)
  })

  it('refuses what it cannot answer, with the reason and the limits', async () => {
    const refuse = async (query: string, status: number, code: string, detail: RegExp) => {
      const response = await get(query)
      expect([response.statusCode, response.json().code]).toEqual([status, code])
      expect(response.json().detail).toMatch(detail)
      expect(response.json().remedy).toBeTruthy()
      expect(response.headers.etag).toBeUndefined()
    }
    await refuse(`${at(4, 2)}&profile=standard&minutes=75`, 400, 'invalid-request', /1 to 60, not 75/)
    await refuse(`${at(4, 2)}&profile=standard&minutes=1,2,3,4,5`, 400, 'invalid-request', /at most 4 times.*not 5/)
    await refuse(`${at(4, 2)}&profile=standard&minutes=abc`, 400, 'invalid-request', /minutes/)
    await refuse(`${at(4, 2)}&profile=flying`, 400, 'invalid-request', /profile/)
    await refuse(`${at(4, 2)}&${PHARMACY}&profile=standard`, 400, 'invalid-request', /either/)
    await refuse('lng=11&profile=standard', 400, 'invalid-request', /either/)
    await refuse('lng=200&lat=51&profile=standard', 400, 'invalid-request', /degrees/)
    await refuse('lng=2.35&lat=48.85&profile=standard', 404, 'outside-region', /street data.*2\.35, 48\.85/)
    await refuse('facility=osm/node/7&profile=standard', 404, 'unknown-facility', /"osm\/node\/7"/)
    const nowhere = await app.inject({ url: `/api/v1/regions/nix/isochrone?${at(4, 2)}&profile=standard` })
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'unknown-region'])
  })

  describe('with a scenario', () => {
    const post = (body: object) => app.inject({ method: 'POST', url: '/api/v1/regions/tiny/isochrone', payload: body })
    /** A bridge across two blocks begins here. */
    const body = () => {
      const [lng, lat] = tiny.position(4, 2)
      return { lng, lat, profile: 'standard', minutes: [2, 8] }
    }
    const shortcut = () => ({ id: 'w', kind: 'add-path', way: 'bridge', line: [[...tiny.position(4, 2)], [...tiny.position(6, 4)]] }) // prettier-ignore

    it('answers without modifications with the bytes of today', async () => {
      const today = await get(`${at(4, 2)}&profile=standard&minutes=2,8`)
      const [lng, lat] = at(4, 2)
        .match(/[\d.]+/g)!
        .map(Number)
      for (const more of [{}, { modifications: [] }]) {
        const same = await post({ ...body(), lng, lat, ...more })
        expect(same.statusCode, same.body).toBe(200)
        expect(same.body).toBe(today.body)
        expect(same.headers.etag).toBeUndefined()
      }
      expect(today.json().scenario).toBeUndefined()
    })

    it('counts new streets, and lists what does not apply', async () => {
      const gone = { id: 'g', kind: 'close-facility', facilityId: 'osm/node/404' }
      const response = await post({ ...body(), modifications: [shortcut(), gone] })
      expect(response.statusCode, response.body).toBe(200)
      const planned = response.json() as Isochrone
      expect(planned.scenario).toEqual({
        id: null,
        version: null,
        modificationCount: 2,
        problems: [expect.objectContaining({ modificationId: 'g', code: 'facility-gone', severity: 'error' })],
      })
      const today = await json(`${at(4, 2)}&profile=standard&minutes=2,8`)
      planned.features.forEach(({ properties }, i) => {
        const before = today.features[i].properties
        expect(properties.streetKilometres).toBeGreaterThan(before.streetKilometres)
        expect(properties.people.all).toBeGreaterThanOrEqual(before.people.all)
      })
      // Across two blocks at 1.33 m/s: 566 m are walked in 425 s, 800 m by the streets in 601 s.
      const [long] = planned.features.map(({ geometry }) => geometry.coordinates as MultiPolygon)
      expect(multiPolygonContains(long, ...tiny.position(6, 4))).toBe(true)
      const [longToday] = today.features.map(({ geometry }) => geometry.coordinates as MultiPolygon)
      expect(multiPolygonContains(longToday, ...tiny.position(6, 4))).toBe(false)
    })

    it('counts the people whom the what-if effect calls served by a place that is planned', async () => {
      const [lng, lat] = tiny.position(6, 4)
      const added = { id: 'n', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['senior_meeting_place'] }
      const modifications = [shortcut(), added]
      const effect = await app.inject({
        method: 'POST',
        url: '/api/v1/regions/tiny/what-if/effect',
        payload: {
          question: { profile: 'standard', categoryIds: ['senior_meeting_place'], groupId: 'all', minutes: 5 },
          after: { modifications },
        },
      })
      const { features, origin } = (
        await post({ facility: 'scenario/n', profile: 'standard', minutes: [5], modifications })
      ).json() as Isochrone
      expect(origin).toMatchObject({ facilityId: 'scenario/n', name: 'Neu', lng, lat })
      expect(features[0].properties.people.all).toBe(effect.json().total.after.served)
      expect((await post({ facility: 'scenario/n', profile: 'standard' })).json().code).toBe('unknown-facility')
    })

    it('takes a stored scenario, over GET by a tag that changes with its versions', async () => {
      const url = '/api/v1/regions/tiny/scenarios'
      const saved = await app.inject({ method: 'POST', url, payload: { name: 'Weg', modifications: [shortcut()] } })
      const { id } = saved.json() as { id: string }
      const query = `${at(4, 2)}&profile=standard&minutes=2&scenario=${id}`
      const first = await get(query)
      expect(first.json().scenario).toEqual({ id, version: 1, modificationCount: 1, problems: [] })
      expect((await get(query, { 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304)
      expect(first.headers.etag).not.toBe((await get(`${at(4, 2)}&profile=standard&minutes=2`)).headers.etag)
      await app.inject({ method: 'PUT', url: `${url}/${id}`, payload: { name: 'Weg', modifications: [], version: 1 } })
      const second = await get(query, { 'if-none-match': String(first.headers.etag) })
      expect([second.statusCode, second.json().scenario.version]).toEqual([200, 2])
      const file = await post({ ...body(), scenario: id, format: 'csv', variant: 'german' })
      expect(file.headers['content-disposition']).toBe('attachment; filename="tiny-isochrone-scenario-standard-from-2-8min.csv"') // prettier-ignore
      expect(file.body).toContain(`;${id} (2);0`)
    })

    it('refuses what it cannot answer', async () => {
      const refuse = async (more: object, status: number, code: string, detail: RegExp) => {
        const response = await post({ ...body(), ...more })
        expect([response.statusCode, response.json().code]).toEqual([status, code])
        expect(response.json().detail).toMatch(detail)
      }
      await refuse({ modifications: [], scenario: '0123456789abcdef' }, 400, 'invalid-request', /not both/)
      await refuse({ scenario: '0123456789abcdef' }, 404, 'unknown-scenario', /0123456789abcdef/)
      await refuse({ modifications: [{ id: 'a', kind: 'fly' }] }, 400, 'invalid-request', /modifications/)
      await refuse({ minutes: [1, 2, 3, 4, 5] }, 400, 'invalid-request', /at most 4 times/)
      await refuse({ minutes: [1.234] }, 400, 'invalid-request', /hundredths, not 1.234/)
      await refuse({ facility: 'osm/node/1000' }, 400, 'invalid-request', /either/)
      const [lng, lat] = tiny.position(4, 2)
      const far = Array.from({ length: 501 }, (_, i) => ({ id: `a${i}`, kind: 'close-street', wayId: 1, lng, lat }))
      await refuse({ modifications: far }, 400, 'invalid-request', /modifications/)
    })
  })

  it('tells whoever asks for too much, and answers the next one', async () => {
    const region = await services.regions.get('tiny')
    const impatient = new IsochroneService(test.database.db, services.catalogue, 1)
    const order = {
      seed: { kind: 'point', position: tiny.position(4, 2) },
      profile: 'standard',
      direction: 'from',
      cutoffs: [36_000],
      shape: 'area',
      modifications: [],
    } as const
    await expect(impatient.answer(region, order)).rejects.toMatchObject({ code: 'took-too-long' })
    await impatient.close()
    expect((await services.isochrones.answer(region, order)).kind).toBe('reached')
  })
})
