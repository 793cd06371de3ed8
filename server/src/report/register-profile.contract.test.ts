import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DistrictProfile, DistrictProfiles, ProfileDocumentResult } from '../contract/district-profile.ts'
import type { Categories, Region } from '../contract/region.ts'
import type { JobBody } from '../contract/result.ts'
import { splitRows } from '../csv/split-rows.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { listExpectedLines } from './testing/expected-figures.ts'
import { plainWords, readPdfText } from './testing/pdf-text.reader.ts'

const STEP = 5
const LOGIN_NEEDED = 401

/** People of the tiny region as a register counted them: 8 per square, 2 of them over 65, so that most hexagons hold from 1 to 4 of these. */
describe('profiles of a region whose people come from a register', () => {
  let test: TestDatabase
  let services: Services
  let editors: FastifyInstance
  let open: FastifyInstance
  let folder: string
  let runPath: string
  let shown: DistrictProfiles
  let counted: DistrictProfiles
  const chromium = process.env.CHROMIUM_PATH

  beforeAll(async () => {
    process.env.CHROMIUM_PATH = ''
    test = await TEST_DATABASES[0].open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-register-'))
    const options = { data: test.dataFolder, port: '3000' }
    services = createServices(readConfig(options, {}), test.database)
    await services.imports.run(writeTinyRegion(folder, { isRegister: true }).manifestFile, null)
    await services.analyses.run('tiny', 'standard', ['pharmacy', 'senior_meeting_place'])
    editors = await buildApp(services)
    open = await buildApp(createServices(readConfig(options, { PUBLIC_URL: 'https://karte.example' }), test.database))
    const [run] = await services.results.listPublished(await services.regions.get('tiny'))
    runPath = `/api/v1/regions/tiny/runs/${run.id}`
    shown = await get(`${runPath}/profiles?level=stadtteil&edition=public`)
    counted = await get(`${runPath}/profiles?level=stadtteil&edition=internal`)
  }, 120_000)
  afterAll(async () => {
    if (chromium === undefined) delete process.env.CHROMIUM_PATH
    else process.env.CHROMIUM_PATH = chromium
    await services.jobs.close()
    await editors.close()
    await open.close()
    await test.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const get = async <T>(url: string): Promise<T> => {
    const response = await editors.inject(url)
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200)
    return response.json<T>()
  }

  it('the public edition counts people in steps and shares in whole per cent of 30 and more', () => {
    for (const profile of shown.districts) {
      for (const people of listPeople(profile)) expect(people % STEP, String(people)).toBe(0)
      for (const [share, base] of listShares(profile)) {
        expect(base).toBeGreaterThanOrEqual(30)
        expect(Math.abs(share * 100 - Math.round(share * 100))).toBeLessThan(1e-9)
      }
    }
    expect(shown).toMatchObject({ edition: 'public', holdsRegisterData: true })
    // The true figures are no steps, or the test would say nothing.
    expect(counted.districts.flatMap(listPeople).some((people) => people % STEP !== 0)).toBe(true)
  })

  it('subtraction over districts, groups, kinds and outcomes leaves steps, none below the threshold', () => {
    const figures = shown.districts.flatMap(listPeople)
    for (const a of figures) for (const b of figures) expect(Math.abs(a - b) % STEP).toBe(0)
    const [first] = shown.districts
    for (const [k, kind] of first.kinds.entries()) {
      const rows = shown.districts.map(({ kinds }) => kinds[k].row)
      const sum = (key: 'people' | 'served' | 'unserved') => rows.reduce((total, row) => total + row[key]!, 0)
      // Districts add up to the region: nothing is left between them that could be told.
      expect([sum('people'), sum('served'), sum('unserved')]).toEqual([
        kind.region.people,
        kind.region.served,
        kind.region.unserved,
      ])
      for (const row of rows) expect(row.served! + row.unservedLower! + row.unknown! + row.uncertain!).toBe(row.people)
    }
  })

  it('true figures are for editors only, in every form', async () => {
    const { districtId } = shown.districts[0]
    const forms = [
      'profiles?level=stadtteil',
      `districts/stadtteil/${districtId}/profile?`,
      `profile-maps/stadtteil/${districtId}?`,
      'export-profiles/profiles.csv?level=stadtteil',
      'export-profiles/profiles.xlsx?level=stadtteil',
    ]
    for (const form of forms) {
      const answer = await open.inject(`${runPath}/${form}&edition=internal`)
      expect([form, answer.statusCode]).toEqual([form, LOGIN_NEEDED])
    }
    const payload = { level: 'stadtteil', edition: 'internal' }
    expect((await open.inject({ method: 'POST', url: `${runPath}/profiles/pdf`, payload })).statusCode).toBe(
      LOGIN_NEEDED,
    )
  })

  it('CSV of every table holds the protected figures', async () => {
    const tables = { districts: ['people'], groups: ['people', 'region_people'], kinds: ['people', 'served', 'unserved', 'unserved_lower', 'unknown', 'uncertain', 'gap_persons'], gaps: ['people', 'unserved_lower', 'uncertain', 'area_people'], needs: ['people'] } // prettier-ignore
    for (const [table, columns] of Object.entries(tables)) {
      const { body } = await editors.inject(`${runPath}/export-profiles/profiles.csv?level=stadtteil&table=${table}`)
      const rows: string[][] = []
      splitRows([body], ',', (cells) => void (cells.length > 1 && rows.push([...cells])))
      expect(rows.length).toBeGreaterThan(1)
      for (const name of columns) {
        const at = rows[0].indexOf(name)
        expect([table, name, at >= 0]).toEqual([table, name, true])
        for (const cells of rows.slice(1)) expect(Number(cells[at]) % STEP, `${table}.${name}`).toBe(0)
      }
    }
  })

  it('the text of the PDF is that of the protected figures, and no line of the true ones that differs', async () => {
    const { groups } = await get<Region>('/api/v1/regions/tiny')
    const { fields, categories } = await get<Categories>('/api/v1/regions/tiny/categories')
    const payload = { level: 'stadtteil', edition: 'public', language: 'de' }
    const accepted = await editors.inject({ method: 'POST', url: `${runPath}/profiles/pdf`, payload })
    expect(accepted.statusCode, accepted.body).toBe(202)
    const job = await finish(accepted.json<JobBody>().id)
    const file = await editors.inject((job.result as ProfileDocumentResult).file)
    const text = (await readPdfText(file.rawPayload)).join(' ')
    const lines = (of: DistrictProfiles) =>
      of.districts.flatMap((profile) => listExpectedLines(profile, { groups, fields, categories })).map(plainWords)
    const allowed = lines(shown)
    for (const line of allowed) expect(text).toContain(line)
    const forbidden = lines(counted).filter((line) => !allowed.some((other) => other.includes(line)))
    expect(forbidden.length).toBeGreaterThan(3)
    for (const line of forbidden) expect(text).not.toContain(line)
    expect(text).toContain('Kleine Zahlen sind geschützt')
  }, 60_000)

  it('the public map draws hexagons of shown people only, the internal one those of all', async () => {
    const region = await services.regions.get('tiny')
    const inhabited = async (isPublic: boolean) => {
      const population = isPublic ? await region.publicPopulation() : region.population
      return sumPeopleByCell(population, region.cells.cellCount)[0].filter((people) => people > 0).length
    }
    const drawn = async (edition: string) => {
      const { body } = await editors.inject(`${runPath}/profile-maps/stadtteil/all?edition=${edition}`)
      return body.length
    }
    expect(await inhabited(true)).toBeLessThan(await inhabited(false))
    expect(await drawn('public')).toBeLessThan(await drawn('internal'))
  })

  async function finish(id: string): Promise<JobBody> {
    for (;;) {
      const job = await get<JobBody>(`/api/v1/jobs/${id}`)
      if (job.finishedAt !== null) return job
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
})

/** Every count of people that a profile tells. */
function listPeople({ groups, kinds, gaps, needs }: DistrictProfile): number[] {
  const ofRow = ({ people, served, unserved, unservedLower, unknown, uncertain, gapPersons }: DistrictProfile['kinds'][number]['row']) => [people, served, unserved, unservedLower, unknown, uncertain, gapPersons] // prettier-ignore
  return [
    ...groups.flatMap(({ people, regionPeople }) => [people, regionPeople]),
    ...kinds.flatMap(({ row, region }) => [...ofRow(row), ...ofRow(region)]),
    ...gaps.flatMap(({ people, unservedLower, uncertain, areaPeople }) => [
      people,
      unservedLower,
      uncertain,
      areaPeople,
    ]),
    ...needs.map(({ people }) => people),
  ].filter((value) => value !== null)
}

/** Every share with the people that it is a share of. */
function listShares({ groups, kinds }: DistrictProfile): [number, number][] {
  return [
    ...groups.map(({ share }) => [share, groups[0].people] as const),
    ...kinds.flatMap(({ row }) => [[row.share, row.people] as const, [row.shareUpper, row.people] as const]),
  ].flatMap(([share, base]) => (share === null || base === null ? [] : [[share, base] as [number, number]]))
}
