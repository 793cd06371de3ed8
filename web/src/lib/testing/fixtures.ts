/** Small answers of the API for tests, with numbers that can be checked in one's head. */
import type {
  Categories,
  CategoryInfo,
  CoverageRow,
  DistrictResults,
  Explanation,
  JobBody,
  Region,
  RunInfo,
} from '../api/contract.ts'
import type { GapAreaCollection } from '../api/client.ts'

export const run: RunInfo = {
  id: '00000000000000aa',
  profile: '65plus',
  createdAt: '2026-11-20T10:00:00Z',
  published: true,
  methodVersion: '1',
  inputsHash: 'ab'.repeat(32),
  categoryIds: ['senior_meeting_place', 'pharmacy', 'library'],
  cutoffMinutes: 30,
  maximumRank: 3,
}

export const region: Region = {
  key: 'musterstadt',
  name: { de: 'Musterstadt', en: 'Sampletown' },
  bounds: [9.7, 50.9, 9.8, 51],
  fictional: true,
  people: 1000,
  districtCount: 3,
  facilityCount: 9,
  importedAt: '2026-11-20T08:00:00Z',
  analysed: true,
  levels: [
    { id: 'stadtteil', label: { de: 'Stadtteil', en: 'District' }, count: 3 },
    { id: 'stadtbezirk', label: { de: 'Stadtbezirk', en: 'Borough' }, count: 1 },
  ],
  groups: [
    { id: 'all', label: { de: 'Alle Menschen', en: 'Everyone' }, people: 1000, note: null, missingCells: 0 },
    { id: '65plus', label: { de: 'Ab 65 Jahren', en: '65 and over' }, people: 200, note: null, missingCells: 0 },
  ],
  profiles: [
    {
      id: 'standard',
      label: { de: 'Standard', en: 'Standard' },
      speedMetresPerSecond: 1.33,
      note: { de: 'Zügig.', en: 'Brisk.' },
    },
    {
      id: '65plus',
      label: { de: 'Ab 65 Jahren', en: '65 and over' },
      speedMetresPerSecond: 1,
      note: { de: 'Treppen dauern doppelt so lang.', en: 'Steps take twice as long.' },
    },
  ],
  sources: [
    {
      kind: 'osm', key: 'osm', title: { de: 'OpenStreetMap', en: 'OpenStreetMap' }, fileName: 'town.osm.pbf', url: null, licence: 'ODbL-1.0',
      attribution: '© OpenStreetMap', keyDate: '2026-11-01', sha256: 'c'.repeat(64), countIn: 10, countOut: 9, countRejected: 1, unit: 'streets',
    }, // prettier-ignore
  ],
  notes: [{ de: 'Das Netz ist unvollständig.', en: 'The network is incomplete.' }],
  networkBounds: [9.7, 50.9, 9.8, 51],
  network: { edgeCount: 100, kilometres: 12.5, droppedKilometres: 0.4, unknownShares: { surface: 0.4 } },
  peopleOutside: 0,
  runs: [run],
  tiles: {
    basemap: '/t/basemap.json',
    districts: '/t/districts.json',
    facilities: '/t/facilities.json',
    hexagons: '/t/hexagons.json',
    gaps: '/t/gaps.json',
  },
  version: 'v1',
}

export function createCategory(
  id: string,
  de: string,
  en: string,
  field: string,
  more: Partial<CategoryInfo> = {},
): CategoryInfo {
  return {
    id,
    label: { de, en },
    field,
    thresholdMinutes: { strict: 8, default: 10, wide: 15 },
    thresholdBasis: 'Etwa 500 m bei 0,8 m/s',
    thresholdSources: ['S-WALK80'],
    evidence: 'own_proposal',
    targetGroups: ['65+'],
    seniorUse: 'primary',
    osmCompleteness: 'low',
    capacityUnit: null,
    weight: 1,
    note: null,
    facilityCount: 3,
    ...more,
  }
}

export const catalogue: Categories = {
  fields: [
    { id: 'sorgende_gemeinschaft', label: { de: 'Sorgende Gemeinschaft', en: 'Caring community' } },
    { id: 'gesundheit', label: { de: 'Gesundheit', en: 'Health' } },
  ],
  categories: [
    createCategory(
      'senior_meeting_place',
      'Seniorentreff / Offener Treff',
      'Senior meeting place',
      'sorgende_gemeinschaft',
    ),
    createCategory('pharmacy', 'Apotheke', 'Pharmacy', 'gesundheit', {
      thresholdMinutes: { strict: 10, default: 15, wide: 20 },
    }),
    createCategory('tea_room', 'Teestube', 'Tea room', 'sorgende_gemeinschaft', { facilityCount: 0 }),
  ],
  bundles: [
    {
      id: 'daily',
      label: { de: 'Alltag', en: 'Daily life' },
      mode: 'score',
      categoryIds: ['senior_meeting_place', 'pharmacy'],
    },
  ],
}

/** A district with `served` of `people` served; `unknown` and `uncertain` of the rest. */
export function createRow(name: string, people: number, served: number, more: Partial<CoverageRow> = {}): CoverageRow {
  const { unknown = 0, uncertain = 0 } = more
  return {
    districtId: name.toLowerCase(),
    name,
    people,
    served,
    unserved: people - served,
    unknown,
    uncertain,
    share: people > 0 ? served / people : null,
    shareUpper: people > 0 ? (served + unknown + uncertain) / people : null,
    unservedPerThousand: people > 0 ? ((people - served) / people) * 1000 : null,
    meanMinutes: 8,
    medianMinutes: 7.5,
    p90Minutes: 14,
    peopleWithoutTime: 0,
    gapPersons: 0,
    facilityCount: 1,
    reason: null,
    ...more,
  }
}

export const results: DistrictResults = {
  run: run.id,
  level: 'stadtteil',
  group: '65plus',
  categoryIds: ['senior_meeting_place'],
  mode: 'any',
  rank: 1,
  minutes: 10,
  total: createRow('Musterstadt', 200, 130, { districtId: null, unknown: 10 }),
  rows: [
    createRow('Burtscheid', 100, 82),
    createRow('Aue', 80, 48, { unknown: 10 }),
    createRow('Leer', 0, 0, { reason: 'no-people' }),
    createRow('', 20, 0, { districtId: null }),
  ],
  curve: Array.from({ length: 60 }, (_, i) => Math.min(1, (i + 1) / 20)),
  categoriesWithoutPlace: [],
}

export const gapAreas: GapAreaCollection = {
  type: 'FeatureCollection',
  features: [18, 12, 5].map((people, i) => ({
    type: 'Feature',
    properties: {
      id: `g${i}`,
      name: `Lücke ${i + 1}`,
      districtId: 'aue',
      districtName: 'Aue',
      people,
      cells: 4,
      areaSquareMetres: 60_000,
      center: [9.75, 50.95],
      uncertainShare: i === 1 ? 0.25 : 0,
    },
    geometry: { type: 'Polygon', coordinates: [[[9.75, 50.95], [9.76, 50.95], [9.76, 50.96], [9.75, 50.95]]] }, // prettier-ignore
  })),
}

export const explanation: Explanation = {
  cellId: '8a1fac36b44ffff',
  origin: [9.74, 50.95],
  districts: [{ level: 'stadtteil', id: 'aue', name: 'Aue' }],
  people: { all: 12.4, '65plus': 3.1 },
  accessMetres: 24,
  reason: null,
  reasonText: null,
  uncertain: false,
  places: [
    {
      facilityId: 'osm/node/1',
      name: 'Treff am Markt',
      categoryIds: ['senior_meeting_place'],
      lng: 9.75,
      lat: 50.95,
      minutes: 12.4,
      metres: 744,
      route: [[9.74, 50.95], [9.75, 50.95]], // prettier-ignore
      steps: [{ kind: 'steps', label: { de: 'Treppe', en: 'Steps' }, metres: 12, lng: 9.745, lat: 50.95 }],
      unknownMetres: { surface: 372 },
    },
  ],
}

export const job: JobBody = {
  id: 'job-1',
  kind: 'run',
  region: 'musterstadt',
  status: 'running',
  step: 'reach',
  share: 0.25,
  message: { de: 'Wege werden berechnet', en: 'Computing walks' },
  createdAt: '2026-11-22T10:00:00Z',
  finishedAt: null,
  result: null,
}
