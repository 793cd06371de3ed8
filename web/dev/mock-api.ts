/** The API of the mock town, and the built page: `node dev/mock-api.ts [port]`. For work on the page without the server. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { cellsToMultiPolygon, gridDisk, latLngToCell } from 'h3-js'
import type { JobBody, Region } from '../src/lib/api/contract.ts'
import * as town from './mock-town.ts'

const groups = Object.keys(town.groupPeople)
const runOf = (profile: Region['runs'][number]['profile'], i: number): Region['runs'][number] => ({
  id: String(i).repeat(16),
  profile,
  createdAt: '2026-11-20T08:10:00Z',
  published: true,
  methodVersion: '1',
  inputsHash: 'a'.repeat(64),
  categoryIds: town.rawCatalogue.categories.map((category) => category.id),
  cutoffMinutes: 30,
  maximumRank: 3,
})
const runs = [runOf('standard', 1), runOf('65plus', 2), runOf('80plus', 3)]
const jobs = new Map<string, JobBody>()

function encodeColumns(
  meta: object,
  columns: Record<string, Uint8Array | Uint16Array | Uint32Array | Float32Array>,
): Buffer {
  const names = { Uint8Array: 'uint8', Uint16Array: 'uint16', Uint32Array: 'uint32', Float32Array: 'float32' }
  const layout = (start: number) => {
    let byteOffset = start
    return Object.entries(columns).map(([name, array]) => {
      const entry = {
        name,
        type: names[array.constructor.name as keyof typeof names],
        length: array.length,
        byteOffset,
      }
      byteOffset = Math.ceil((byteOffset + array.byteLength) / 8) * 8
      return entry
    })
  }
  const length = Math.ceil((JSON.stringify({ meta, columns: layout(0) }).length + 200) / 8) * 8
  const header = JSON.stringify({ meta, columns: layout(length) })
  const end = layout(length).at(-1)
  const buffer = Buffer.alloc(
    length + (end ? end.byteOffset - length : 0) + (Object.values(columns).at(-1)?.byteLength ?? 0),
  )
  buffer.write('NRC1')
  buffer.writeUInt32LE(length - 8, 4)
  buffer.fill(' ', 8, length)
  buffer.write(header, 8)
  layout(length).forEach((entry, i) => {
    const array = Object.values(columns)[i]
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(buffer, entry.byteOffset)
  })
  return buffer
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' })
  response.end(JSON.stringify(body))
}
const problem = (status: number, code: string, detail: string) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail,
  remedy: 'Prüfen Sie die Adresse.',
})

function sendCells(response: ServerResponse): void {
  const columns: Parameters<typeof encodeColumns>[1] = {
    idHigh: Uint32Array.from(town.cellIds, (id) => parseInt(id.slice(0, -8), 16)),
    idLow: Uint32Array.from(town.cellIds, (id) => parseInt(id.slice(-8), 16)),
  }
  for (const level of town.levels)
    columns[`district:${level}`] = Uint16Array.from(town.cellDistrict, (index) => town.districtOf(level, index))
  for (const group of groups) columns[`people:${group}`] = Float32Array.from(town.groupPeople[group])
  columns.status = Uint8Array.from(town.cellOutside, (isOutside) => (isOutside ? 1 : 0))
  response.writeHead(200, { 'content-type': 'application/vnd.nahraum.columns' })
  response.end(encodeColumns({ resolution: 10, version: 'mock1', groups, levels: town.levels }, columns))
}

const members = (level: string, index: number | null) =>
  town.cellIds.flatMap((_, i) => (index === null || town.districtOf(level, town.cellDistrict[i]) === index ? [i] : []))

function districtResults(profile: string, query: URLSearchParams) {
  const level = query.get('level') ?? 'stadtteil'
  const categoryIds = (query.get('categories') ?? '').split(',')
  const group = query.get('group') ?? 'all'
  const minutes = Number(query.get('minutes') ?? 10)
  const mode = query.get('mode') === 'score' ? ('score' as const) : ('any' as const)
  const rank = Number(query.get('rank') ?? 1)
  const people = town.groupPeople[group]
  const times = town.computeTimes(profile, categoryIds, rank)
  const scores = mode === 'score' ? town.computeScores(profile, categoryIds).score : null
  const row = (index: number | null, id: string | null, name: string) => {
    const cells = members(level, index)
    const count = town.places.filter(
      (place) =>
        categoryIds.includes(place.categoryId) && (index === null || town.districtOf(level, place.district) === index),
    ).length
    const result = town.computeRow(cells, people, times, minutes, id, name, count)
    if (!scores) return result
    const known = cells.filter((i) => scores[i] !== 255)
    const weight = known.reduce((a, i) => a + people[i], 0)
    return {
      ...result,
      score: weight > 0 ? known.reduce((a, i) => a + (people[i] * scores[i]) / 100, 0) / weight : null,
    }
  }
  const rows = town.districtNames(level).map((name, index) => row(index, town.districtId(level, index), name))
  const total = row(null, null, 'Fuldastadt')
  const curve = town.computeCurve(people, times)
  return {
    run: runs.find((run) => run.profile === profile)?.id,
    level,
    group,
    categoryIds,
    mode,
    rank,
    minutes,
    total,
    rows,
    curve,
    categoriesWithoutPlace: [],
  }
}

function gapAreas(profile: string, query: URLSearchParams) {
  const level = query.get('level') ?? 'stadtteil'
  const people = town.groupPeople[query.get('group') ?? 'all']
  const times = town.computeTimes(profile, (query.get('categories') ?? '').split(','), Number(query.get('rank') ?? 1))
  const limit = Number(query.get('minutes') ?? 10) * 600
  const open = new Map(
    town.cellIds.flatMap((id, i) =>
      people[i] > 0 && times.reason[i] !== 1 && times.deciseconds[i] > limit ? [[id, i] as const] : [],
    ),
  )
  const areas: { ids: string[]; people: number }[] = []
  for (const start of [...open.keys()]) {
    if (!open.has(start)) continue
    const area = { ids: [] as string[], people: 0 }
    const queue = [start]
    while (queue.length > 0) {
      const id = queue.pop()
      const index = id === undefined ? undefined : open.get(id)
      if (id === undefined || index === undefined) continue
      open.delete(id)
      area.ids.push(id)
      area.people += people[index]
      queue.push(...gridDisk(id, 1))
    }
    areas.push(area)
  }
  areas.sort((a, b) => b.people - a.people)
  const features = areas.map((area, i) => {
    const first = town.cellIds.indexOf(area.ids[Math.floor(area.ids.length / 2)])
    const index = town.districtOf(level, town.cellDistrict[first])
    const [lat, lng] = town.cellCenters[first]
    const name = town.districtNames(level)[index]
    const properties = {
      id: `g${i + 1}`,
      name: `${name} ${i + 1}`,
      nameEn: `${name} ${i + 1}`,
      kind: 'gap',
      districtId: town.districtId(level, index),
      districtName: name,
      people: area.people,
      cells: area.ids.length,
      areaSquareMetres: area.ids.length * 15_000,
      center: [lng, lat],
      uncertainShare: 0,
    }
    return {
      type: 'Feature',
      properties,
      geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(area.ids, true) },
    }
  })
  return { type: 'FeatureCollection', features }
}

function explanation(query: URLSearchParams) {
  const lng = Number(query.get('lng'))
  const lat = Number(query.get('lat'))
  const profile = query.get('profile') ?? 'standard'
  const cellId = latLngToCell(lat, lng, 10)
  const index = town.cellIds.indexOf(cellId)
  if (index < 0) return problem(404, 'cell-outside-region', 'Dieser Ort liegt außerhalb der Region.')
  const origin = town.cellCenters[index]
  const isOutside = town.cellOutside[index]
  const wanted = (query.get('categories') ?? '').split(',')
  const nearest = town.places
    .filter((place) => wanted.includes(place.categoryId))
    .map((place) => ({ place, metres: town.walkMetres(origin, place.point) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, Number(query.get('count') ?? 3))
  const places = nearest.map(({ place, metres }) => {
    const route = town.walkPath(origin, place.point).map(([y, x]) => [x, y])
    const middle = route[Math.floor(route.length / 2)]
    return {
      facilityId: place.id, name: place.name, categoryIds: [place.categoryId], lng: place.point[1], lat: place.point[0],
      minutes: metres / town.speeds[profile] / 60, metres, route,
      steps: [
        { kind: 'steps', label: { de: 'Treppe', en: 'Steps' }, metres: 12, lng: middle[0], lat: middle[1] },
        { kind: 'kerb-raised', label: { de: 'Hoher Bordstein', en: 'Raised kerb' }, metres: 0, lng: route[1][0], lat: route[1][1] },
      ],
      unknownMetres: { surface: metres * 0.4, kerb: metres * 0.7 },
    } // prettier-ignore
  })
  return {
    cellId,
    origin: [origin[1], origin[0]],
    districts: town.levels.map((level) => {
      const i = town.districtOf(level, town.cellDistrict[index])
      return { level, id: town.districtId(level, i), name: town.districtNames(level)[i] }
    }),
    people: Object.fromEntries(groups.map((group) => [group, town.groupPeople[group][index]])),
    accessMetres: isOutside ? null : 24,
    reason: isOutside ? 'outside-network' : null,
    reasonText: isOutside ? { de: 'Hier endet das Straßennetz der Daten.', en: 'The street data end here.' } : null,
    uncertain: town.computeTimes(profile, wanted, 1).edgeDeciseconds[index] < 6000,
    places: isOutside ? [] : places,
  }
}

function startJob(profile: Region['runs'][number]['profile']): JobBody {
  const id = `job-${jobs.size + 1}`
  const job: JobBody = {
    id,
    kind: 'run',
    region: 'fuldastadt',
    status: 'running',
    step: 'reach',
    share: 0,
    message: { de: 'Wege werden berechnet', en: 'Computing walks' },
    createdAt: new Date().toISOString(),
    finishedAt: null,
    result: null,
  }
  jobs.set(id, job)
  const timer = setInterval(() => {
    if (job.status !== 'running') return clearInterval(timer)
    job.share = Math.min(1, job.share + 0.1)
    if (job.share < 1) return
    Object.assign(job, { status: 'successful', finishedAt: new Date().toISOString() })
    runs.push(runOf(profile, runs.length + 1))
  }, 300)
  return job
}

function sendEvents(request: IncomingMessage, response: ServerResponse, job: JobBody): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const timer = setInterval(() => {
    const isDone = job.status !== 'running'
    response.write(`event: ${isDone ? 'done' : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`)
    if (isDone) clearInterval(timer)
  }, 200)
  request.on('close', () => clearInterval(timer))
}

const categories = {
  fields: town.rawCatalogue.fields.map(({ id, label_de, label_en }) => ({ id, label: { de: label_de, en: label_en } })),
  categories: town.rawCatalogue.categories.map((c) => ({
    id: c.id, label: { de: c.label_de, en: c.label_en }, field: c.field, thresholdMinutes: c.threshold_minutes, thresholdBasis: c.threshold_basis,
    thresholdSources: c.threshold_source, evidence: c.evidence, targetGroups: c.target_groups, seniorUse: c.senior_use,
    osmCompleteness: c.osm_expected_completeness, capacityUnit: c.capacity_unit, weight: c.default_weight, note: c.note_de,
    facilityCount: town.places.filter((place) => place.categoryId === c.id).length,
  })),
  bundles: [
    { id: 'meeting', label: { de: 'Alle Treffpunkte', en: 'All meeting places' }, mode: 'any', categoryIds: ['senior_meeting_place', 'senior_service_centre', 'neighbourhood_meeting', 'multigenerational_house', 'village_hall'] },
    { id: 'daily', label: { de: 'Alltag in 15 Minuten', en: 'Daily life in 15 minutes' }, mode: 'score', categoryIds: ['supermarket', 'pharmacy', 'general_practitioner', 'pt_stop', 'post', 'bank_atm', 'park', 'cafe_restaurant'] },
  ],
} // prettier-ignore

const issues = {
  issues: [
    { kind: 'district-ring-repaired', severity: 'note', source: 'districts/stadtteil', count: 1, examples: ['Lindenhof'], message: { de: 'Die Grenze von 1 Stadtteil schnitt sich selbst und wurde bereinigt.', en: 'The boundary of 1 district crossed itself and was repaired.' } },
    { kind: 'facility-without-position', severity: 'warning', source: 'facilities/altenhilfe', count: 3, examples: ['Zeile 14', 'Zeile 77', 'Zeile 103'], message: { de: '3 Einrichtungen haben keine Koordinaten und zählen nicht mit. Ergänzen Sie Breite und Länge.', en: '3 places have no coordinates and do not count. Add latitude and longitude.' } },
  ],
} // prettier-ignore

function sendFile(response: ServerResponse, path: string): void {
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
    '.json': 'application/json',
  }
  const file = new URL(`../build${path}`, import.meta.url)
  const found = path !== '/' && existsSync(file) ? file : new URL('../build/200.html', import.meta.url)
  response.writeHead(200, { 'content-type': types[extname(found.pathname)] ?? 'application/octet-stream' })
  response.end(readFileSync(found))
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname.startsWith('/tiles/')) {
    if (!url.pathname.endsWith('.json')) return void response.writeHead(204).end()
    const tiles = [`${url.pathname.replace(/\.json$/, '')}/v/{z}/{x}/{y}.mvt`]
    return sendJson(response, {
      tilejson: '3.0.0',
      tiles,
      minzoom: 0,
      maxzoom: 14,
      vector_layers: ['landuse', 'water', 'building', 'street', 'rail', 'place', 'boundary'].map((layer) => ({
        id: layer,
        fields: {},
      })),
    })
  }
  if (!url.pathname.startsWith('/api/v1')) return sendFile(response, url.pathname)
  const [, , , collection, key, part, id, leaf] = url.pathname.split('/')
  const query = url.searchParams
  if (collection === 'jobs') {
    const job = jobs.get(key)
    if (!job) return sendJson(response, problem(404, 'job-not-found', 'Diesen Auftrag gibt es nicht.'), 404)
    if (request.method === 'DELETE') job.status = 'dismissed'
    return part === 'events' ? sendEvents(request, response, job) : sendJson(response, job)
  }
  const region = town.describeRegion(runs)
  if (key === undefined) return sendJson(response, { regions: [region] })
  if (key !== region.key)
    return sendJson(response, problem(404, 'region-not-found', `Die Region „${key}“ gibt es nicht.`), 404)
  const profile = runs.find((run) => run.id === id)?.profile ?? 'standard'
  const categoryIds = (query.get('categories') ?? '').split(',')
  if (part === undefined) return sendJson(response, region)
  if (part === 'categories') return sendJson(response, categories)
  if (part === 'issues') return sendJson(response, issues)
  if (part === 'districts')
    return sendJson(response, {
      type: 'FeatureCollection',
      features: town.listDistrictFeatures(query.get('level') ?? 'stadtteil'),
    })
  if (part === 'facilities') {
    const features = town.places
      .filter((place) => categoryIds.includes(place.categoryId))
      .map((place, index) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [place.point[1], place.point[0]] },
        properties: {
          id: place.id,
          index,
          name: place.name,
          categoryIds: [place.categoryId],
          capacity: null,
          provider: null,
          address: null,
          openingHours: null,
          wheelchair: null,
          website: null,
          source: 'osm',
          snapped: true,
        },
      }))
    return sendJson(response, { type: 'FeatureCollection', features })
  }
  if (part === 'explain') {
    const body = explanation(query)
    return sendJson(response, body, 'status' in body ? 404 : 200)
  }
  if (part === 'cells') return sendCells(response)
  if (part === 'runs' && request.method === 'POST') {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () =>
      sendJson(response, startJob((JSON.parse(body) as { profile: Region['runs'][number]['profile'] }).profile), 202),
    )
    return
  }
  if (part === 'runs' && leaf === 'cells') {
    const columns =
      query.get('mode') === 'score'
        ? town.computeScores(profile, categoryIds)
        : { ...town.computeTimes(profile, categoryIds, Number(query.get('rank') ?? 1)) }
    response.writeHead(200, { 'content-type': 'application/vnd.nahraum.columns' })
    return void response.end(encodeColumns({ run: id }, columns))
  }
  if (part === 'runs' && leaf === 'districts') return sendJson(response, districtResults(profile, query))
  if (part === 'runs' && leaf === 'gap-areas') return sendJson(response, gapAreas(profile, query))
  if (part === 'runs') return sendJson(response, { runs })
  sendJson(response, problem(404, 'not-found', 'Diese Adresse gibt es nicht.'), 404)
}

/** Starts the mock; resolves with its address. */
export function startMock(port: number): Promise<{ address: string; close(): void }> {
  const server = createServer((request, response) => {
    try {
      answer(request, response)
    } catch (error) {
      sendJson(response, problem(500, 'mock-failed', String(error)), 500)
    }
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const { port: actual } = server.address() as { port: number }
      resolve({ address: `http://127.0.0.1:${actual}`, close: () => server.close() })
    })
  })
}

if (import.meta.main) {
  const { address } = await startMock(Number(process.argv[2] ?? 4100))
  process.stdout.write(`${address}\n`)
}
