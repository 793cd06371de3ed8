/** What the public gets to see of a region with register data: no figures over any route, protected ones in a publication, and the same in a package. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { PMTiles } from 'pmtiles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublicationDefinition, PublicationFile, TableFile } from '../contract/publication.ts'
import type { Region } from '../contract/region.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { verifyPackage } from './package.reader.ts'
import { readFrozenHere, readFrozenThere } from './package.service.ts'
import { writePackage } from './package.writer.ts'
import { serveFolder } from './testing/plain-file-server.builder.ts'
import { buildSmallPackage } from './testing/small-package.builder.ts'

const DEFINITION: PublicationDefinition = {
  title: { de: 'Apotheken zu Fuß', en: 'Pharmacies on foot' },
  summary: { de: '', en: '' },
  plainText: { de: '', en: '' },
  language: 'de',
  profile: 'standard',
  scenarioId: null,
  runId: null,
  categories: [{ id: 'pharmacy', minutes: [5, 10] }],
  groups: ['all', '65plus'],
  levelId: 'stadtteil',
  districtIds: null,
  extent: null,
  accent: 'petrol',
  palette: 'sunset',
  showPlaces: true,
  allowWhatIf: true,
  allowCorrections: false,
  allowedParents: [],
  contact: { name: '', url: '', email: '' },
}

/** Routes about a region that answer anybody: nothing in them is counted from people, or what is, is protected. */
const OPEN_TO_ALL = [
  'GET /api/v1/regions/{region}',
  'GET /api/v1/regions/{region}/imports',
  'GET /api/v1/regions/{region}/imports/{import}',
  'GET /api/v1/regions/{region}/issues',
  'GET /api/v1/regions/{region}/categories',
  'GET /api/v1/regions/{region}/facilities',
  'GET /api/v1/regions/{region}/runs',
  'GET /api/v1/regions/{region}/search',
  'GET /api/v1/regions/{region}/street',
  'GET /api/v1/regions/{region}/corrections/about',
  'GET /api/v1/regions/{region}/corrections/export',
  'GET /api/v1/regions/{region}/corrections/form',
  'POST /api/v1/regions/{region}/corrections',
]

describe('a region with register data', () => {
  let test: TestDatabase
  let folder: string
  let editors: FastifyInstance
  let services: Services
  let open: FastifyInstance
  let publication: string

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-register-'))
    const options = { data: test.dataFolder, port: '3000' }
    services = createServices(readConfig(options, {}), test.database)
    await services.imports.run(writeTinyRegion(folder, { isRegister: true }).manifestFile, null)
    await services.analyses.run('tiny', 'standard', ['pharmacy'])
    editors = await buildApp(services)
    open = await buildApp(createServices(readConfig(options, { PUBLIC_URL: 'https://karte.example' }), test.database))
    const list = '/api/v1/regions/tiny/publications'
    const made = await editors.inject({ method: 'POST', url: list, payload: { definition: DEFINITION } })
    publication = made.json<{ id: string }>().id
    const started = await editors.inject({ method: 'POST', url: `${list}/${publication}/publish` })
    expect(started.statusCode, started.body).toBe(202)
    const job = await finish(editors, started.headers.location as string)
    expect(job).toMatchObject({ status: 'successful' })
  }, 180_000)

  afterAll(async () => {
    await services?.jobs.close()
    await editors?.close()
    await open?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keeps its figures from nobody who edits it, and from everybody else on every route', async () => {
    const { paths } = (await open.inject('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, unknown>> }>() // prettier-ignore
    const answers: Record<string, number> = {}
    for (const [template, methods] of Object.entries(paths)) {
      if (!template.includes('{region}')) continue
      const values: Record<string, string> = { region: 'tiny', set: 'hexagons', layer: 'cells', format: 'csv', document: 'hexagons.json', z: '14', x: '1', file: '1.mvt' } // prettier-ignore
      const url = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '0123456789abcdef')
      for (const method of Object.keys(methods)) {
        const { statusCode } = await open.inject({ method: method.toUpperCase() as 'GET', url })
        answers[`${method.toUpperCase()} ${template}`] = statusCode
      }
    }
    const answered = Object.entries(answers).flatMap(([route, status]) => (status === 401 ? [] : [route]))
    expect(Object.keys(answers).length).toBeGreaterThan(25)
    expect(answered.filter((route) => !OPEN_TO_ALL.includes(route)).sort()).toEqual([])
  }, 60_000)

  it('keeps tiles that count people as well, and gives those of streets, outlines and places to all', async () => {
    const statusOf = async (set: string) => (await open.inject(`/tiles/tiny/${set}.json`)).statusCode
    expect([await statusOf('hexagons'), await statusOf('gaps')]).toEqual([401, 401])
    expect([await statusOf('basemap'), await statusOf('districts'), await statusOf('facilities')]).toEqual([200, 200, 200]) // prettier-ignore
  })

  it('tells everybody sums of people in steps only', async () => {
    const region = (await open.inject('/api/v1/regions/tiny')).json<Region>()
    expect(region.groups.map(({ people }) => people)).toEqual([360, 90])
    expect([region.people % 5, region.peopleOutside % 5]).toEqual([0, 0])
    const { regions } = (await open.inject('/api/v1/regions')).json<{ regions: Region[] }>()
    expect(regions.map(({ people }) => people)).toEqual([360])
  })

  it('publishes figures in steps, of people that are not the true ones in any cell, but in all', async () => {
    const table = (await open.inject(`/embed/${publication}/v/1/table.json`)).json<TableFile>()
    const about = (await open.inject(`/embed/${publication}/v/1/publication.json`)).json<PublicationFile>()
    expect(about.disclosure).toMatchObject({ rule: 'register', minimum: 5 })
    expect(table.people.map(({ people }) => people.at(-1))).toEqual([360, 90])
    for (const { served, unserved, unknown, uncertain } of table.blocks)
      for (const figure of [...served, ...unserved, ...unknown, ...uncertain]) expect(figure! % 5).toBe(0)
    // Some cell has from 1 to 4 people over 65, or the test would say nothing.
    const region = await services.regions.get('tiny')
    const [, seniors] = sumPeopleByCell(region.population, region.cells.cellCount)
    expect(seniors.some((people) => people >= 1 && people < 5)).toBe(true)
  })

  it('becomes a package with the very bytes of the server, read from the database or from the running server', async () => {
    const here = await readFrozenHere(services.publishedFiles, publication, null)
    const address = await editors.listen({ port: 0, host: '127.0.0.1' })
    const there = await readFrozenThere(address, publication)
    expect(there.files.map(({ path: name }) => name)).toEqual(here.files.map(({ path: name }) => name))
    const out = path.join(folder, 'karte')
    await writePackage(out, { ...here, embed: buildSmallPackage().embed })
    expect(await verifyPackage(out)).toMatchObject({ publication, version: 1, faults: [], foreign: [] })
    for (const { path: name, bytes } of there.files) {
      const served = await open.inject(`/embed/${publication}/v/1/${name}`)
      expect(served.statusCode, name).toBe(200)
      const written = readFileSync(path.join(out, 'v/1', name))
      expect(written.equals(served.rawPayload), name).toBe(true)
      expect(written.equals(bytes), name).toBe(true)
    }
    expect(here.files.map(({ path: name }) => name)).toEqual(expect.arrayContaining(['table.json', 'cells.nrc', 'map.pmtiles', 'pack.nrc', 'publication.json'])) // prettier-ignore
  })

  it('is served by a web space that knows files and byte ranges only', async () => {
    const out = path.join(folder, 'karte')
    expect(existsSync(out)).toBe(true)
    const space = await serveFolder(out)
    try {
      const current = (await (await fetch(`${space.url}current.json`)).json()) as { base: string }
      const table = await (await fetch(`${space.url}${current.base}table.json`)).text()
      expect(table).toBe((await open.inject(`/embed/${publication}/v/1/table.json`)).body)
      const archive = new PMTiles(`${space.url}${current.base}map.pmtiles`)
      const header = await archive.getHeader()
      expect(header).toMatchObject({ specVersion: 3, clustered: true })
      const tile = await archive.getZxy(header.maxZoom, ...tileAt(header.centerLon, header.centerLat, header.maxZoom))
      expect(tile?.data.byteLength).toBeGreaterThan(0)
    } finally {
      await space.close()
    }
  })

  it('is not published in other steps while it is shown in these', async () => {
    const coarser = path.join(folder, 'coarser.json')
    const manifest = readFileSync(path.join(folder, 'tiny.json'), 'utf8')
    writeFileSync(coarser, manifest.replace('{"rule":"register"}', '{"rule":"register","minimum":10}'))
    await services.imports.run(coarser, null)
    await services.analyses.run('tiny', 'standard', ['pharmacy'])
    const url = `/api/v1/regions/tiny/publications/${publication}/publish`
    const started = await editors.inject({ method: 'POST', url })
    const job = await finish(editors, started.headers.location as string)
    expect(job).toMatchObject({ status: 'failed' })
    expect(JSON.stringify(job)).toContain('shows numbers of the same register under another rule')
    expect((await open.inject(`/embed/${publication}/current.json`)).json()).toMatchObject({ version: 1 })
  }, 60_000)

  it('is refused for what is not shown', async () => {
    await expect(readFrozenHere(services.publishedFiles, 'aaaaaaaaaaaa', null)).rejects.toThrow(/no publication/)
    await expect(readFrozenHere(services.publishedFiles, '../../etc', null)).rejects.toThrow(/no publication/)
    const list = '/api/v1/regions/tiny/publications'
    const draft = (await editors.inject({ method: 'POST', url: list, payload: { definition: DEFINITION } })).json<{ id: string }>() // prettier-ignore
    await expect(readFrozenHere(services.publishedFiles, draft.id, null)).rejects.toThrow(/still a draft/)
    await editors.inject({ method: 'POST', url: `${list}/${publication}/withdraw`, payload: { reason: 'Zahlen falsch' } }) // prettier-ignore
    await expect(readFrozenHere(services.publishedFiles, publication, null)).rejects.toThrow(/withdrawn.*Zahlen falsch/)
  })
})

async function finish(app: FastifyInstance, address: string): Promise<{ status: string; finishedAt: string | null }> {
  for (;;) {
    const job = (await app.inject(address)).json<{ status: string; finishedAt: string | null }>()
    if (job.finishedAt !== null) return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The tile of a position. */
function tileAt(lng: number, lat: number, z: number): [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return [Math.floor((lng / 360 + 0.5) * 2 ** z), Math.floor(y * 2 ** z)]
}
