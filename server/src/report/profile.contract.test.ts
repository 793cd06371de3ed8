import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DistrictProfileAnswer, DistrictProfiles, ProfileDocumentResult } from '../contract/district-profile.ts'
import type { Categories, Region } from '../contract/region.ts'
import type { DistrictResults, JobBody } from '../contract/result.ts'
import { splitRows } from '../csv/split-rows.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { expectedContentsLine, listExpectedLines } from './testing/expected-figures.ts'
import { plainWords, readPdfText } from './testing/pdf-text.reader.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'

const HOSTILE = '=cmd|"/c calc"!A1 <b>Ost</b> \u202egnp & ' + 'x'.repeat(9_950)
const [embedded] = TEST_DATABASES

/** What the routes add to stored runs: no SQL of their own, so one database is enough. */
describe('profiles of districts over the API', () => {
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let runPath: string
  let profiles: DistrictProfiles
  const chromium = process.env.CHROMIUM_PATH

  beforeAll(async () => {
    // Without a browser: quick, and the same everywhere. The journey prints with Chromium.
    process.env.CHROMIUM_PATH = ''
    test = await embedded.open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    const tiny = writeTinyRegion(folder)
    const file = path.join(folder, 'districts.geojson')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Ostheim"', JSON.stringify(HOSTILE)))
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    await services.analyses.run('tiny', 'standard', null)
    app = await buildApp(services)
    const [run] = await services.results.listPublished(await services.regions.get('tiny'))
    runPath = `/api/v1/regions/tiny/runs/${run.id}`
    profiles = await get<DistrictProfiles>(`${runPath}/profiles?level=stadtteil`)
  }, 120_000)
  afterAll(async () => {
    if (chromium === undefined) delete process.env.CHROMIUM_PATH
    else process.env.CHROMIUM_PATH = chromium
    await app.close()
    await services.jobs.close()
    await test.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const get = async <T>(url: string): Promise<T> => {
    const response = await app.inject(url)
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200)
    return response.json<T>()
  }

  it('every row is the result route’s, and served and unserved are everybody', async () => {
    for (const [k, kind] of profiles.districts[0].kinds.entries()) {
      const query = `categories=${kind.categoryId}&group=${kind.groupId}&minutes=${kind.minutes}&level=stadtteil`
      const { rows, total } = await get<DistrictResults>(`${runPath}/districts?${query}`)
      profiles.districts.forEach((district, d) => {
        const { row, region } = district.kinds[k]
        const { people, served, unserved, unknown, uncertain, share, facilityCount, medianMinutes } = rows[d]
        // Shares of fewer than 30 people are not shown in the public edition.
        const shown = people < 30 ? null : share
        expect(row).toMatchObject({
          people,
          served,
          unserved,
          unknown,
          uncertain,
          share: shown,
          facilityCount,
          medianMinutes,
        })
        expect(row.served! + row.unserved!).toBe(row.people)
        expect(region).toMatchObject({ people: total.people, served: total.served, unserved: total.unserved })
      })
    }
    expect(profiles.districts[0].kinds.map(({ categoryId }) => categoryId)).toContain('pharmacy')
    expect(profiles.absentCategoryIds).toContain('hospital')
  })

  it('one district is the same as among all, and a group can be chosen', async () => {
    const { districtId } = profiles.districts[0]
    const { district, ...frame } = await get<DistrictProfileAnswer>(
      `${runPath}/districts/stadtteil/${districtId}/profile`,
    )
    expect(district).toEqual(profiles.districts[0])
    expect(frame).toMatchObject({ edition: 'public', group: null, holdsRegisterData: false })
    const chosen = await get<DistrictProfiles>(`${runPath}/profiles?level=stadtteil&group=65plus`)
    expect(new Set(chosen.districts[0].kinds.map(({ groupId }) => groupId))).toEqual(new Set(['65plus']))
  })

  it.each([
    ['profiles?level=nowhere', 404, 'unknown-level'],
    ['profiles?level=stadtteil&group=martians', 404, 'unknown-group'],
    ['profiles', 400, 'invalid-request'],
    ['profiles?level=stadtteil&edition=secret', 400, 'invalid-request'],
    ['districts/stadtteil/nobody/profile', 404, 'not-found'],
    ['profile-maps/stadtteil/nobody', 404, 'not-found'],
    ['export-profiles/profiles.doc?level=stadtteil', 400, 'invalid-request'],
  ])('%s is refused with %i %s', async (address, status, code) => {
    const response = await app.inject(`${runPath}/${address}`)
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code])
  })

  it('maps are SVG without anything that runs or is fetched', async () => {
    for (const id of [profiles.districts[0].districtId, profiles.districts[1].districtId, 'all']) {
      const { body, headers } = await app.inject(`${runPath}/profile-maps/stadtteil/${id}?extent=equal&language=en`)
      expect(headers['content-type']).toContain('image/svg+xml')
      expect(body).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
      expect(body).not.toMatch(/<script|<b>|onload|href|NaN|undefined/)
    }
  })

  it('CSV holds the API’s figures in both variants, and no formula', async () => {
    const address = `${runPath}/export-profiles/profiles.csv?level=stadtteil&table=kinds`
    const { body } = await app.inject(address)
    const rows: string[][] = []
    splitRows([body], ',', (cells) => void (cells.length > 1 && rows.push([...cells])))
    const at = (name: string) => rows[0].indexOf(name)
    const expected = profiles.districts.flatMap(({ kinds }) => kinds)
    expect(rows.length).toBe(expected.length + 1)
    expected.forEach(({ row, region, nearest }, i) => {
      const cells = rows[i + 1]
      const number = (name: string) => (cells[at(name)] === '' ? null : Number(cells[at(name)]))
      expect(number('people')).toBe(row.people)
      expect(number('unserved')).toBe(row.unserved)
      expect(number('share')).toBe(row.share)
      expect(number('region_share')).toBe(region.share)
      expect(number('nearest_minutes')).toBe(nearest?.minutes ?? null)
    })
    expect(rows.at(-1)![1]).toMatch(/^'=cmd/)
    const german = (await app.inject(`${address}&variant=german`)).rawPayload.toString('utf8')
    expect(german.startsWith('\ufeffBezirk-Nr.;Bezirk;')).toBe(true)
    expect(german).toContain('nicht versorgt (Menschen)')
  })

  it('the workbook holds the same figures, every table and the sources, and nothing that runs', async () => {
    const { rawPayload } = await app.inject(`${runPath}/export-profiles/profiles.xlsx?level=stadtteil&language=de`)
    const files = unzip(rawPayload)
    expect([...files.keys()].filter((name) => name.includes('worksheets/')).length).toBe(8)
    expect(files.get('xl/workbook.xml')).toContain('name="Quellen und Methode"')
    const kinds = files.get('xl/worksheets/sheet4.xml')!
    const numbers = [...kinds.matchAll(/<row r="(\d+)">(.*?)<\/row>/g)].slice(1).map(([, , cells]) => {
      const value = (name: string) => new RegExp(`<c r="${name}\\d+" s="\\d"><v>([^<]*)</v>`).exec(cells)?.[1]
      return [Number(value('I')), Number(value('K'))]
    })
    const rows = profiles.districts.flatMap((district) => district.kinds.map(({ row }) => [row.people, row.unserved]))
    expect(numbers).toEqual(rows)
    for (const content of files.values()) {
      expect(content).not.toMatch(/<f>|<b>Ost|\u202e/)
      expect(content).not.toMatch(/<t xml:space="preserve">[=+@-][^<\d]/)
    }
    expect(kinds).toContain('&lt;b&gt;Ost')
  })

  it('a document is printed as a job, its numbers are the API’s, and it says that it has no tags', async () => {
    const title = {
      heading: 'Steckbriefe',
      municipality: 'Kleinstadt',
      foreword: 'Vorwort.',
      accent: '#8a1538',
      logo: null,
    }
    const accepted = await app.inject({
      method: 'POST',
      url: `${runPath}/profiles/pdf`,
      payload: { level: 'stadtteil', language: 'de', title },
    })
    expect(accepted.statusCode).toBe(202)
    const job = await waitForJob(accepted.json<JobBody>().id)
    const result = job.result as ProfileDocumentResult
    expect(job.status).toBe('successful')
    expect(result).toMatchObject({ tagged: false, note: { en: expect.stringContaining('no Chromium') as string } })
    const file = await app.inject(result.file)
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(file.rawPayload.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(file.rawPayload.length).toBe(result.bytes)
    expect(file.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBe(result.pages)
    const pages = await readPdfText(file.rawPayload)
    const text = pages.join(' ')
    const { groups } = await get<Region>('/api/v1/regions/tiny')
    const { fields, categories } = await get<Categories>('/api/v1/regions/tiny/categories')
    for (const profile of profiles.districts) {
      const lines = listExpectedLines(profile, { groups, fields, categories })
      expect(lines.length).toBeGreaterThan(8)
      for (const line of lines) expect(text).toContain(plainWords(line))
    }
    const first = profiles.districts.find(({ name }) => name.length < 80)!
    const page = pages.findIndex((words) => words.includes(`Öffentliche Ausgabe ${first.name} `))
    expect(pages[1]).toContain(plainWords(expectedContentsLine(first, page + 1)))
    const gone = await app.inject(`/api/v1/regions/tiny/profiles/files/${'0'.repeat(32)}`)
    expect(gone.statusCode).toBe(404)
  }, 30_000)

  it.each([
    ['a script as logo', Buffer.from('<script>alert(1)</script>').toString('base64'), 'PNG'],
    ['an SVG as logo', Buffer.from('<svg onload="x()"/>').toString('base64'), 'SVG'],
  ])('%s is refused in plain words', async (_name, logo, word) => {
    const title = { heading: '', municipality: '', foreword: '', accent: '#000000', logo }
    const payload = { level: 'stadtteil', title }
    const response = await app.inject({ method: 'POST', url: `${runPath}/profiles/pdf`, payload })
    expect(response.statusCode).toBe(400)
    expect(response.json<{ text: { de: string } }>().text.de).toContain(word)
  })

  it('a district that the level does not have, an accent that is no colour and unknown fields are refused', async () => {
    const title = { heading: '', municipality: '', foreword: '', accent: 'red;}', logo: null }
    for (const payload of [
      { level: 'stadtteil', districts: ['nobody'] },
      { level: 'stadtteil', title },
      { level: 'stadtteil', script: 'x' },
    ]) {
      const response = await app.inject({ method: 'POST', url: `${runPath}/profiles/pdf`, payload })
      expect(response.statusCode).toBe(400)
    }
  })

  async function waitForJob(id: string): Promise<JobBody> {
    for (;;) {
      const job = await get<JobBody>(`/api/v1/jobs/${id}`)
      if (job.finishedAt !== null) return job
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
})

/** A second reader of archives: by the central directory, as spreadsheets do. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const [nameLength, extraLength, size] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt32LE(at + 20),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    files.set(name, inflateRawSync(bytes.subarray(start, start + size)).toString('utf8'))
    at += 46 + nameLength + extraLength
  }
  return files
}
