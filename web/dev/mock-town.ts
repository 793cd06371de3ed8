/**
 * A small made-up town for work on the page without a server: cells, districts, places and walking times that look
 * plausible, all from one seed. It implements the shapes of the contract, not the methods.
 */
import { cellToLatLng, cellsToMultiPolygon, greatCircleDistance, gridDisk, latLngToCell, UNITS } from 'h3-js'
import { readFileSync } from 'node:fs'
import type { CategoryInfo, CoverageRow, Region } from '../src/lib/api/contract.ts'

export type LatLng = [number, number]

function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const random = createRandom(20261122)
const center: LatLng = [50.9312, 9.7421]
const at = (east: number, north: number): LatLng => [center[0] + north / 111.2, center[1] + east / 70.1]
export const distance = (a: LatLng, b: LatLng) => greatCircleDistance(a, b, UNITS.m)

const districtSeeds: [string, LatLng, number, number][] = [
  ['Altstadt', at(0, 0), 1.9, 0],
  ['Nordend', at(0.2, 1.3), 1.3, 0],
  ['Bahnhofsviertel', at(1.2, 0.4), 1.5, 0],
  ['Südvorstadt', at(0.1, -1.2), 1.2, 1],
  ['Am Weinberg', at(-1.3, 0.3), 0.9, 2],
  ['Fulda-Insel', at(-0.9, -1.1), 0.5, 1],
  ['Lindenhof', at(1.5, -0.9), 1.1, 1],
  ['Gartenstadt', at(2.5, 0.9), 0.8, 3],
  ['Obermühle', at(-2.4, 1.2), 0.4, 2],
  ['Niederweiler', at(2.6, -2.0), 0.35, 3],
  ['Hohenrode', at(-2.2, -2.0), 0.3, 2],
  ['Kirchbach', at(0.9, 2.6), 0.45, 3],
]
const upperNames = ['Mitte', 'Süd', 'West', 'Ost']

export const cellIds = gridDisk(latLngToCell(center[0], center[1], 10), 38).sort()
export const cellCenters = cellIds.map((id) => cellToLatLng(id) as LatLng)
const nearestSeed = (point: LatLng) =>
  districtSeeds.reduce(
    (best, seed, i) => (distance(point, seed[1]) < distance(point, districtSeeds[best][1]) ? i : best),
    0,
  )
export const cellDistrict = cellCenters.map(nearestSeed)
const riverX = (lat: number) => center[1] + (-0.55 + 0.35 * Math.sin((lat - center[0]) * 130)) / 70.1
const isRiver = ([lat, lng]: LatLng) => Math.abs(lng - riverX(lat)) * 70_100 < 90
const bridges = [at(-0.55, 0.25), at(-0.35, -1.6)]
export const cellPeople = cellCenters.map((point, i) => {
  const seed = districtSeeds[cellDistrict[i]]
  const density = seed[2] * Math.exp(-((distance(point, seed[1]) / 620) ** 2))
  return isRiver(point) || density < 0.02 ? 0 : Math.round(density * 70 * (0.4 + random()) * 100) / 100
})
const olderShare = districtSeeds.map(() => 0.17 + random() * 0.16)
export const groupPeople: Record<string, number[]> = {
  all: cellPeople,
  '65plus': cellPeople.map((people, i) => people * olderShare[cellDistrict[i]]),
  '80plus': cellPeople.map((people, i) => people * olderShare[cellDistrict[i]] * 0.31),
  under18: cellPeople.map((people, i) => people * (0.3 - olderShare[cellDistrict[i]] * 0.6)),
}
const westEdge = at(-2.95, 0)[1]
export const cellOutside = cellCenters.map(([, lng]) => lng < westEdge)

interface RawCategory {
  id: string
  label_de: string
  label_en: string
  field: string
  threshold_minutes: CategoryInfo['thresholdMinutes']
  threshold_basis: string | null
  threshold_source: string[]
  evidence: string
  target_groups: string[]
  senior_use: CategoryInfo['seniorUse']
  osm_expected_completeness: string
  capacity_unit: string | null
  default_weight: number
  note_de: string | null
}
interface RawCatalogue {
  fields: { id: string; label_de: string; label_en: string }[]
  categories: RawCategory[]
}
const catalogueFile = [new URL('../../data/catalogue.json', import.meta.url), process.env.NAHRAUM_CATALOGUE ?? '']
export const rawCatalogue = catalogueFile.flatMap((file) => {
  try {
    return file === '' ? [] : [JSON.parse(readFileSync(file, 'utf8')) as RawCatalogue]
  } catch {
    return []
  }
})[0] ?? { fields: [], categories: [] }

export interface MockPlace {
  id: string
  name: string | null
  categoryId: string
  point: LatLng
  district: number
}
const many = new Set(['bench', 'pt_stop', 'post_box', 'cafe_restaurant', 'playground_0_6', 'small_food_shop'])
const absent = new Set(['hospice', 'food_bank', 'multigen_housing'])
export const places: MockPlace[] = rawCatalogue.categories.flatMap((category, c) => {
  const count = absent.has(category.id)
    ? 0
    : many.has(category.id)
      ? 40
      : category.id === 'senior_meeting_place'
        ? 6
        : 2 + ((c * 7) % 9)
  return Array.from({ length: count }, (_, i) => {
    const seed = districtSeeds[Math.floor(random() ** 1.6 * 9)]
    const point: LatLng = [seed[1][0] + (random() - 0.5) * 0.012, seed[1][1] + (random() - 0.5) * 0.018]
    const name = random() < 0.15 ? null : `${category.label_de.split(/[/,(]/)[0].trim()} ${seed[0]}`
    return { id: `osm/node/${c * 1000 + i}`, name, categoryId: category.id, point, district: nearestSeed(point) }
  })
})

export const speeds: Record<string, number> = {
  standard: 1.33,
  '65plus': 1,
  '80plus': 0.8,
  rollator: 0.7,
  wheelchair: 0.8,
  pram: 1.2,
}
const bankOf = ([lat, lng]: LatLng) => lng < riverX(lat)
/** Metres on foot: a detour factor, and the nearest bridge where the river lies between. */
export function walkMetres(a: LatLng, b: LatLng): number {
  if (bankOf(a) === bankOf(b)) return distance(a, b) * 1.28
  return Math.min(...bridges.map((bridge) => distance(a, bridge) + distance(bridge, b))) * 1.22
}
export function walkPath(a: LatLng, b: LatLng): LatLng[] {
  const via =
    bankOf(a) === bankOf(b)
      ? []
      : [bridges.reduce((x, y) => (distance(a, x) + distance(x, b) < distance(a, y) + distance(y, b) ? x : y))]
  return [a, ...via, b].flatMap((point, i, all): LatLng[] => (i === 0 ? [point] : [[all[i - 1][0], point[1]], point]))
}

export const levels = ['stadtteil', 'stadtbezirk'] as const
export const districtOf = (level: string, index: number) => (level === 'stadtbezirk' ? districtSeeds[index][3] : index)
export const districtNames = (level: string) =>
  level === 'stadtbezirk' ? upperNames : districtSeeds.map(([name]) => name)
export const districtId = (level: string, index: number) =>
  level === 'stadtbezirk' ? `b${index + 1}` : String(101 + index)
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)

export function listDistrictFeatures(level: string) {
  return districtNames(level).map((name, index) => {
    const members = cellIds.filter((_, i) => districtOf(level, cellDistrict[i]) === index)
    const coordinates = cellsToMultiPolygon(members, true)
    const points = coordinates.flat(2)
    const lngs = points.map((point) => point[0])
    const lats = points.map((point) => point[1])
    const people = Object.fromEntries(
      Object.entries(groupPeople).map(([group, values]) => [
        group,
        sum(values.filter((_, i) => districtOf(level, cellDistrict[i]) === index)),
      ]),
    )
    const bounds = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
    const id = districtId(level, index)
    const properties = {
      id,
      name,
      level,
      areaSquareMetres: members.length * 15_000,
      people,
      center: [sum(lngs) / lngs.length, sum(lats) / lats.length],
      bounds,
    }
    return { type: 'Feature', id: index, properties, geometry: { type: 'MultiPolygon', coordinates } }
  })
}

export interface MockTimes {
  deciseconds: Uint16Array
  reason: Uint8Array
  edgeDeciseconds: Uint16Array
}
const cutoff = 30 * 600
const timesCache = new Map<string, MockTimes>()
export function computeTimes(profile: string, categoryIds: readonly string[], rank: number): MockTimes {
  const key = `${profile}|${categoryIds.join()}|${rank}`
  const cached = timesCache.get(key)
  if (cached) return cached
  const targets = places.filter((place) => categoryIds.includes(place.categoryId))
  const count = cellIds.length
  const times = {
    deciseconds: new Uint16Array(count).fill(0xffff),
    reason: new Uint8Array(count),
    edgeDeciseconds: new Uint16Array(count).fill(0xffff),
  }
  const speed = speeds[profile] ?? 1
  for (let i = 0; i < count; i++) {
    const edgeMetres = (cellCenters[i][1] - westEdge) * 70_100
    if (cellOutside[i]) {
      times.reason[i] = 1
      continue
    }
    if (edgeMetres < 900) times.edgeDeciseconds[i] = Math.round((edgeMetres / speed) * 10)
    const metres = targets.map((place) => walkMetres(cellCenters[i], place.point))
    const sorted = rank === 1 ? [Math.min(...metres)] : metres.sort((a, b) => a - b)
    const time = targets.length < rank ? undefined : (sorted[rank - 1] / speed) * 10
    if (time === undefined) times.reason[i] = 3
    else if (time > cutoff) times.reason[i] = 4
    else times.deciseconds[i] = Math.round(time)
  }
  timesCache.set(key, times)
  return times
}

export function computeScores(profile: string, categoryIds: readonly string[]) {
  const kinds = rawCatalogue.categories.filter((category) => categoryIds.includes(category.id))
  const weight = sum(kinds.map((kind) => kind.default_weight))
  const all = kinds.map((kind) => computeTimes(profile, [kind.id], 1))
  const score = Uint8Array.from(cellIds, (_, i) =>
    cellOutside[i]
      ? 255
      : Math.round(
          (sum(
            kinds.map((kind, k) =>
              all[k].deciseconds[i] <= kind.threshold_minutes.default * 600 ? kind.default_weight : 0,
            ),
          ) /
            weight) *
            100,
        ),
  )
  return { score, reason: Uint8Array.from(cellOutside, (isOutside) => (isOutside ? 1 : 0)) }
}

export function computeRow(
  members: number[],
  people: number[],
  times: MockTimes,
  minutes: number,
  id: string | null,
  name: string,
  facilityCount: number,
): CoverageRow {
  const limit = minutes * 600
  const all = sum(members.map((i) => people[i]))
  const pick = (test: (i: number) => boolean) => sum(members.filter(test).map((i) => people[i]))
  const served = pick((i) => times.deciseconds[i] <= limit)
  const unknown = pick((i) => times.reason[i] === 1)
  const uncertain = pick(
    (i) => times.reason[i] !== 1 && times.deciseconds[i] > limit && times.edgeDeciseconds[i] <= limit,
  )
  const timed = members
    .filter((i) => times.deciseconds[i] !== 0xffff && people[i] > 0)
    .sort((a, b) => times.deciseconds[a] - times.deciseconds[b])
  const timedPeople = sum(timed.map((i) => people[i]))
  const quantile = (q: number) => {
    let reached = 0
    for (const i of timed) {
      reached += people[i]
      if (reached >= q * timedPeople) return times.deciseconds[i] / 600
    }
    return null
  }
  return {
    districtId: id,
    name,
    people: all,
    served,
    unserved: all - served,
    unknown,
    uncertain,
    share: all > 0 ? served / all : null,
    shareUpper: all > 0 ? (served + unknown + uncertain) / all : null,
    unservedPerThousand: all > 0 ? ((all - served) / all) * 1000 : null,
    meanMinutes: timedPeople > 0 ? sum(timed.map((i) => (people[i] * times.deciseconds[i]) / 600)) / timedPeople : null,
    medianMinutes: quantile(0.5),
    p90Minutes: quantile(0.9),
    peopleWithoutTime: all - timedPeople,
    gapPersons: sum(members.map((i) => people[i] * Math.min(1, Math.max(0, (times.deciseconds[i] - limit) / limit)))),
    facilityCount,
    reason: all > 0 ? null : 'no-people',
  }
}

export function computeCurve(people: number[], times: MockTimes): number[] {
  const total = sum(people)
  return Array.from(
    { length: 60 },
    (_, minute) =>
      people.reduce((a, count, i) => (times.deciseconds[i] <= (minute + 1) * 600 ? a + count : a), 0) / total,
  )
}

const text = (de: string, en: string) => ({ de, en })
export function describeRegion(runs: Region['runs']): Region {
  const feature = listDistrictFeatures('stadtteil').map((item) => item.properties.bounds)
  const bounds = [
    Math.min(...feature.map((b) => b[0])),
    Math.min(...feature.map((b) => b[1])),
    Math.max(...feature.map((b) => b[2])),
    Math.max(...feature.map((b) => b[3])),
  ]
  const groupLabels: Record<string, { de: string; en: string }> = {
    all: text('Alle Menschen', 'Everyone'),
    '65plus': text('Ab 65 Jahren', '65 and over'),
    '80plus': text('Ab 80 Jahren', '80 and over'),
    under18: text('Unter 18 Jahren', 'Under 18'),
  }
  const profiles: [Region['profiles'][number]['id'], string, string][] = [
    ['standard', 'Standard', 'Standard'],
    ['65plus', 'Ab 65 Jahren', '65 and over'],
    ['80plus', 'Ab 80 Jahren', '80 and over'],
    ['rollator', 'Mit Rollator', 'With a walking frame'],
    ['wheelchair', 'Mit Rollstuhl', 'In a wheelchair'],
    ['pram', 'Mit Kinderwagen', 'With a pram'],
  ]
  const source = (kind: Region['sources'][number]['kind'], title: { de: string; en: string }, countIn: number, unit: string): Region['sources'][number] => ({
    kind, key: kind, title, fileName: `${kind}.dat`, url: null, licence: 'CC0-1.0', attribution: 'Nahraum (erfunden)', keyDate: '2026-11-01',
    sha256: 'f'.repeat(64), countIn, countOut: countIn - 3, countRejected: 3, unit,
  }) // prettier-ignore
  return {
    key: 'fuldastadt',
    name: text('Fuldastadt', 'Fuldastadt'),
    bounds,
    fictional: true,
    people: sum(cellPeople),
    districtCount: 12,
    facilityCount: places.length,
    importedAt: '2026-11-20T08:00:00Z',
    analysed: true,
    levels: [
      { id: 'stadtteil', label: text('Stadtteil', 'District'), count: 12 },
      { id: 'stadtbezirk', label: text('Stadtbezirk', 'Borough'), count: 4 },
    ],
    groups: Object.entries(groupPeople).map(([id, values]) => ({
      id,
      label: groupLabels[id],
      people: sum(values),
      note: id === '80plus' ? text('Geschätzt aus der Gruppe ab 65.', 'Estimated from the group 65 and over.') : null,
      missingCells: id === '80plus' ? 41 : 0,
    })),
    profiles: profiles.map(([id, de, en]) => ({
      id,
      label: text(de, en),
      speedMetresPerSecond: speeds[id],
      note: text('Treppen kosten mehr Zeit.', 'Steps take more time.'),
    })),
    sources: [
      source('osm', text('OpenStreetMap-Auszug', 'OpenStreetMap extract'), 18_400, 'streets'),
      source('districts', text('Stadtteile', 'Districts'), 15, 'districts'),
      source('population', text('Bevölkerungsraster 100 m', 'Population grid 100 m'), 2380, 'cells'),
      source('facilities', text('Liste der Altenhilfe', 'List of services for older people'), 212, 'places'),
    ],
    notes: [
      text(
        'Im Westen enden die Straßendaten vor der Stadtgrenze. Für diese Flächen gibt es keine Werte.',
        'In the west the street data end before the city limits. There are no figures for these areas.',
      ),
    ],
    networkBounds: bounds,
    network: {
      edgeCount: 21_345,
      kilometres: 412.6,
      droppedKilometres: 3.4,
      unknownShares: { surface: 0.42, width: 0.91, kerb: 0.77, lit: 0.38 },
    },
    peopleOutside: 34,
    runs,
    tiles: {
      basemap: '/tiles/fuldastadt/basemap.json',
      districts: '/tiles/fuldastadt/districts.json',
      facilities: '/tiles/fuldastadt/facilities.json',
      hexagons: '/tiles/fuldastadt/hexagons.json',
      gaps: '/tiles/fuldastadt/gaps.json',
    },
    version: 'mock1',
  }
}
