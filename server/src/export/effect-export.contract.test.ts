import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect, Modification, Scenario } from '../contract/scenario.ts'
import { splitRows } from '../csv/split-rows.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'

const QUESTION = { profile: 'standard', categoryIds: ['pharmacy'], groupId: '65plus', minutes: 10 }
const HOSTILE = '=HYPERLINK("http://x")'

interface Collection {
  readonly type: string
  readonly nahraum: Record<string, unknown>
  readonly features: readonly {
    readonly type: string
    readonly id: string
    readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
    readonly properties: Record<string, unknown>
  }[]
}

describe.each(TEST_DATABASES)('files of an effect on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion
  let modifications: Modification[]

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    tiny = writeTinyRegion(folder)
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    await services.analyses.run('tiny', 'standard', null)
    app = await buildApp(services)
    const at = (column: number, row: number) => {
      const [lng, lat] = tiny.position(column, row)
      return { lng, lat }
    }
    const old = services.regions.get('tiny').then(({ facilities }) => facilities[0].id)
    modifications = [
      {
        id: 'a',
        kind: 'add-facility',
        ...at(8, 2),
        name: HOSTILE,
        categoryIds: ['pharmacy'],
        note: '+1\r\nzweite Zeile',
      },
      { id: 'b', kind: 'move-facility', facilityId: 'scenario/a', ...at(7, 2) },
      { id: 'c', kind: 'close-facility', facilityId: await old },
      { id: 'd', kind: 'close-facility', facilityId: 'list/gone/\u202e1' },
      // Clockwise and open, as people draw.
      {
        id: 'e',
        kind: 'add-housing',
        name: 'Neu\u202ebau',
        area: [tiny.position(3, 1), tiny.position(3, 3), tiny.position(5, 3), tiny.position(5, 1)].map((p) => [...p]),
        people: { all: 100, '65plus': 40 },
      },
      {
        id: 'f',
        kind: 'change-population',
        levelId: 'stadtteil',
        entries: [
          { districtId: null, groupId: '65plus', percent: 10 },
          { districtId: '99', groupId: '65plus', people: 3 },
        ],
      },
    ]
  }, 180_000)

  afterAll(async () => {
    await services?.whatIf.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = (what: string, payload: object) =>
    app.inject({ method: 'POST', url: `/api/v1/regions/tiny/what-if/effect${what}`, payload })
  const request = () => ({ question: QUESTION, after: { modifications } })
  async function getFile(file: string, payload: object = request(), query = '') {
    const response = await post(`/export/${file}${query}`, payload)
    expect(response.statusCode, response.body).toBe(200)
    return response
  }
  async function getRows(file: string, payload?: object): Promise<Record<string, string>[]> {
    const [header, ...rows] = parseCsv((await getFile(file, payload)).body, ',')
    return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])))
  }
  const askEffect = async () => (await post('', request())).json() as Effect
  const sum = (rows: readonly Record<string, string>[], column: string) =>
    rows.reduce((total, row) => total + Number(row[column]), 0)

  it('districts have the very figures of the effect', async () => {
    const { rows } = await askEffect()
    const table = await getRows('districts.csv')
    expect(table).toHaveLength(rows.length)
    for (const [i, row] of rows.entries()) {
      expect(table[i].district_id).toBe(row.districtId ?? '')
      expect(Number(table[i].served_people_before)).toBe(row.before.served)
      expect(Number(table[i].served_people_after)).toBe(row.after.served)
      expect(Number(table[i].served_people_change)).toBe(row.after.served - row.before.served)
      expect(Number(table[i].gained_people)).toBe(row.gained)
      expect(Number(table[i].lost_people)).toBe(row.lost)
      expect(table[i].mean_minutes_after).toBe(row.after.meanMinutes === null ? '' : String(row.after.meanMinutes))
      expect(table[i].p90_minutes_before).toBe(row.before.p90Minutes === null ? '' : String(row.before.p90Minutes))
    }
  })

  it('cells add up to the effect exactly, on both sides, with cells that new housing adds', async () => {
    const { total } = await askEffect()
    const cells = await getRows('cells.csv')
    expect(sum(cells, 'people_before')).toBe(total.before.people)
    expect(sum(cells, 'people_after')).toBe(total.after.people)
    expect(total.after.people).toBeGreaterThan(total.before.people)
    expect(sum(cells, 'served_people_before')).toBe(total.before.served)
    expect(sum(cells, 'served_people_after')).toBe(total.after.served)
    const newly = cells.filter(({ change }) => change === 'newly-served')
    expect(sum(newly, 'people_after')).toBe(total.gained)
    expect(
      sum(
        cells.filter(({ change }) => change === 'no-longer-served'),
        'people_after',
      ),
    ).toBe(total.lost)
    expect(total.gained).toBeGreaterThan(0)
  })

  it('cells as GeoJSON are closed rings around their own middle, longitude first, and say the same', async () => {
    const collection = JSON.parse((await getFile('cells.geojson')).body) as Collection
    const table = await getRows('cells.csv')
    expect(collection.features).toHaveLength(table.length)
    for (const [i, { geometry, properties }] of collection.features.entries()) {
      const [ring] = geometry!.coordinates as [number, number][][]
      expect(ring[0]).toEqual(ring.at(-1))
      expect(areaOf(ring)).toBeGreaterThan(0)
      const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
      expect(Math.min(...lngs)).toBeLessThan(Number(table[i].lng_degrees))
      expect(Math.max(...lngs)).toBeGreaterThan(Number(table[i].lng_degrees))
      expect(Math.min(...lats)).toBeLessThan(Number(table[i].lat_degrees))
      expect(String(properties.people_after)).toBe(table[i].people_after)
      expect(properties.change).toBe(table[i].change)
    }
    expect(collection.nahraum).toMatchObject({ question: { minutes: 10 }, after: { modificationCount: 6 } })
  })

  it('modifications stand in their order, with places where each puts them, and with what is wrong', async () => {
    const { problems } = await askEffect()
    const rows = await getRows('changes.csv')
    expect(rows.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      '1 add-facility',
      '2 move-facility',
      '3 close-facility',
      '4 close-facility',
      '5 add-housing',
      '5 add-housing',
      '6 change-population',
      '6 change-population',
    ])
    expect([Number(rows[1].from_lng_degrees), Number(rows[1].from_lat_degrees)]).toEqual(tiny.position(8, 2))
    expect([Number(rows[1].lng_degrees), Number(rows[1].lat_degrees)]).toEqual(tiny.position(7, 2))
    expect(rows[2].lng_degrees).not.toBe('')
    expect(rows[3]).toMatchObject({ lng_degrees: '', problem_severity: 'error', problem_codes: 'facility-gone' })
    expect(rows.slice(4, 6).map(({ group_id, people }) => [group_id, people])).toEqual([
      ['all', '100'],
      ['65plus', '40'],
    ])
    expect(rows[6]).toMatchObject({ district_id: '', percent: '10', people: '' })
    const codes = (column: string) =>
      rows.filter((row, i) => row.number !== rows[i - 1]?.number).map((row) => row[column])
    expect(
      codes('problem_codes')
        .filter((text) => text !== '')
        .join(' ')
        .split(' '),
    ).toEqual(problems.map(({ code }) => code))
  })

  it('modifications as GeoJSON: points, an area to the left of its ring, and figures without a place', async () => {
    const { features } = JSON.parse((await getFile('changes.geojson')).body) as Collection
    expect(features.map(({ geometry }) => geometry?.type ?? null)).toEqual([
      'Point',
      'Point',
      'Point',
      null,
      'Polygon',
      null,
    ])
    const [ring] = features[4].geometry!.coordinates as [number, number][][]
    expect(ring).toHaveLength(5)
    expect(ring[0]).toEqual(ring[4])
    expect(areaOf(ring)).toBeGreaterThan(0)
    expect(features[5].properties.figures).toHaveLength(2)
    expect(new Set(features.map(({ id }) => id)).size).toBe(6)
  })

  it('what people wrote cannot run, break a line or turn the reading direction', async () => {
    for (const query of ['', '?variant=german']) {
      const { body } = await getFile('changes.csv', request(), query)
      expect(body).not.toMatch(/[\u202a-\u202e\u200e\u200f]/)
      const rows = parseCsv(body.replace('\ufeff', ''), query === '' ? ',' : ';')
      for (const row of rows) for (const field of row) expect(field).not.toMatch(/^[=+@\t\r\n]|[\r\n]/)
      expect(rows.flat()).toContain(`'${HOSTILE}`)
      expect(rows.flat()).toContain("'+1 zweite Zeile")
      expect(rows.flat()).toContain('Neubau')
    }
    const { features } = JSON.parse((await getFile('changes.geojson')).body) as Collection
    expect(features[4].properties.name).toBe('Neubau')
  })

  it('the German variant is for spreadsheets: mark, semicolons, decimal commas, a head with everything, and a total', async () => {
    const scenario = (
      await app.inject({
        method: 'POST',
        url: '/api/v1/regions/tiny/scenarios',
        payload: { name: 'Ärzte & Märkte: Süd/Öst', description: '=böse\nzwei', modifications },
      })
    ).json() as Scenario
    const payload = { question: QUESTION, after: { scenario: scenario.id } }
    const response = await getFile('districts.csv', payload, '?variant=german')
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="tiny-aerzte-maerkte-sued-oest-districts-\d{4}-\d{2}-\d{2}\.csv"$/,
    )
    const text = response.body
    expect(text.codePointAt(0)).toBe(0xfeff)
    const rows = parseCsv(text.slice(1), ';')
    const head = rows
      .slice(
        0,
        rows.findIndex((row) => row.join('') === ''),
      )
      .map(([line]) => line)
    expect(head.join('\n')).toMatch(/Region: Kleinstadt \(erfundene Region\)/)
    expect(head).toContain('vorher: heutiger Stand; Erwachsene')
    expect(head).toContain('nachher: Ärzte & Märkte: Süd/Öst, Version 1, 6 Änderungen; Erwachsene')
    expect(head).toContain('Beschreibung: =böse zwei')
    expect(head.join('\n')).toMatch(/Frage: Orte: Apotheke.*Gruppe: Menschen ab 65; höchstens Gehminuten: 10/)
    expect(head.join('\n')).toMatch(/Quelle: Straßen, 2026-01-01, Test, CC0-1\.0/)
    expect(head.join('\n')).toMatch(/Methode: http:\/\/\S+\/about#whatif/)
    const { total } = await askEffect()
    const [header, last] = [rows[head.length + 1], rows.at(-1)!]
    expect(header[0]).toBe('Gebiet-Nr.')
    expect(last.slice(0, 2)).toEqual(['', 'Gesamt'])
    expect(last[header.indexOf('neu versorgte Menschen')]).toBe(String(total.gained).replace('.', ','))
    const plain = await getFile('districts.csv', payload, '?head=true')
    expect(plain.body).toMatch(/^Effect of a scenario\n/)
    const bare = await getFile('districts.csv', payload, '?variant=german&head=false')
    expect(bare.body).toMatch(/^\ufeffGebiet-Nr\.;/)
  })

  it('the companion names region, data, question, both sides, sources, licences and method', async () => {
    const named = { after: { name: 'Entwurf Süd' } }
    const response = await getFile('about.json', { ...request(), named })
    expect(response.headers['content-disposition']).toMatch(/"tiny-entwurf-sued-about-[\d-]+\.json"/)
    const { nahraum } = JSON.parse(response.body) as { nahraum: Record<string, unknown> }
    expect(nahraum).toMatchObject({
      region: { key: 'tiny', fictional: true },
      question: { categoryIds: ['pharmacy'], mode: 'any', rank: 1 },
      before: { scenario: null, modificationCount: 0 },
      after: { scenario: null, name: 'Entwurf Süd', modificationCount: 6 },
      licences: ['CC0-1.0'],
    })
  })

  it('compares profiles as well, and says so in the name', async () => {
    const payload = { question: QUESTION, after: { profile: 'rollator' } }
    const response = await getFile('cells.csv', payload)
    expect(response.headers['content-disposition']).toMatch(/"tiny-standard-rollator-cells-/)
    const { total } = (await post('', payload)).json() as Effect
    expect(sum(await getRows('cells.csv', payload), 'served_people_after')).toBe(total.after.served)
  })

  it('answers what cannot be written with the problem of the effect', async () => {
    expect((await post('/export/districts.xlsx', request())).statusCode).toBe(400)
    expect((await post('/export/districts.csv', { question: QUESTION })).statusCode).toBe(400)
    const unknown = { question: QUESTION, after: { scenario: '0123456789abcdef' } }
    expect((await post('/export/cells.geojson', unknown)).json()).toMatchObject({ code: 'unknown-scenario' })
    const kinds = { question: { ...QUESTION, categoryIds: ['nothing_such'] }, after: {} }
    expect((await post('/export/about.json', kinds)).json()).toMatchObject({ code: 'unknown-category' })
  })

  it('500 modifications with the longest names are written whole', async () => {
    const name = '„Ü\u202e"'.padEnd(120, 'ß')
    const [lng, lat] = tiny.position(4, 4)
    const many = Array.from({ length: 500 }, (_, i) => ({
      id: `m${i}`, kind: 'add-facility', lng, lat, name, categoryIds: ['pharmacy'], note: name.repeat(30),
    })) // prettier-ignore
    const rows = await getRows('changes.csv', { question: QUESTION, after: { modifications: many } })
    expect(rows).toHaveLength(500)
    expect(rows[499].name).toBe(name.replace('\u202e', ''))
  })
})

function areaOf(ring: readonly (readonly [number, number])[]): number {
  let area = 0
  for (let i = 1; i < ring.length; i++) area += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return area / 2
}

function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  splitRows([text], delimiter, (cells) => void rows.push([...cells]))
  return rows
}
