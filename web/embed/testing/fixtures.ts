/** A publication of three districts with numbers that can be checked in one's head. */
import { buildColumnBytes } from './build-columns.ts'
import type { DistrictFile } from '../district-drawing.ts'
import type { PublishedFiles } from '../load-files.ts'
import type { LoadedPublication } from '../load-publication.ts'
import type { CurrentFile, PlacesFile, PublicationFile, TableFile } from '../publication-types.ts'

const text = (de: string, en: string) => ({ de, en })
const legend = (minutes: number) => ({
  minutes,
  breaks: [minutes / 2, minutes, minutes * 2],
  servedClasses: 2,
  colours: { light: ['#fff3cf', '#f4936a', '#a93580', '#35135a'], dark: ['#232244', '#8f4092', '#ec6f5e', '#fde9a5'] },
})

export const current: CurrentFile = {
  format: 1,
  id: 'abcdefgh2345',
  version: 3,
  publishedAt: '2026-11-20T10:00:00Z',
  base: 'v/3/',
  allowedParents: ['https://www.musterstadt.example'],
  reportUrl: 'https://karte.example/report/musterstadt',
  preview: false,
}

export const publication: PublicationFile = {
  kind: 'nahraum-publication',
  format: 1,
  id: 'abcdefgh2345',
  version: 3,
  publishedAt: '2026-11-20T10:00:00Z',
  region: { key: 'musterstadt', name: text('Musterstadt', 'Sampletown'), fictional: false },
  title: text('Apotheken in Musterstadt', 'Pharmacies in Sampletown'),
  summary: text('Wo fehlt eine Apotheke?', 'Where is a pharmacy missing?'),
  plainText: text('Das ist eine Karte.\n\nSie zeigt Apotheken.', 'This is a map.\n\nIt shows pharmacies.'),
  language: 'browser',
  profile: { id: '65plus', label: text('Ab 65', '65 and over'), note: text('Ruhiges Tempo.', 'A calm pace.'), speedMetresPerSecond: 1 },
  scenario: null,
  level: { id: 'stadtteil', label: text('Stadtteil', 'District') },
  categories: [
    { id: 'pharmacy', label: text('Apotheke', 'Pharmacy'), field: text('Gesundheit', 'Health'), minutes: [10, 15], legends: [legend(10), legend(15)], placeCount: 2, thresholdBasis: null },
    { id: 'library', label: text('Bibliothek', 'Library'), field: text('Kultur', 'Culture'), minutes: [15], legends: [legend(15)], placeCount: 0, thresholdBasis: null },
  ],
  groups: [
    { id: 'all', label: text('Alle', 'Everybody'), note: null },
    { id: 'p65plus', label: text('Ab 65', '65 and over'), note: text('Geschätzt.', 'Estimated.') },
  ],
  extent: [9.7, 50.9, 9.73, 50.91],
  accent: { light: '#0c5d68', dark: '#74cdd4' },
  unknownColour: { light: '#7d8894', dark: '#8b97a4' },
  showPlaces: true,
  allowWhatIf: true,
  allowCorrections: true,
  contact: { name: 'Amt für Stadtentwicklung', url: '', email: 'karte@musterstadt.example' },
  method: { version: '1', cutoffMinutes: 30, runId: '00000000000000aa', runAt: '2026-11-19T10:00:00Z' },
  import: { id: '00000000000000bb', importedAt: '2026-11-18T10:00:00Z' },
  sources: [
    { kind: 'osm', title: text('OpenStreetMap', 'OpenStreetMap'), url: null, licence: 'ODbL 1.0', attribution: '© OpenStreetMap-Mitwirkende', keyDate: '2026-11-01', sha256: 'ab' },
  ],
  notes: [text('Am Rand enden die Straßendaten.', 'Street data end at the border.')],
  disclosure: { rule: 'published', minimum: null, note: text('Veröffentlichte Zensuszahlen.', 'Published census figures.') },
  files: [],
} // prettier-ignore

const block = (categoryId: string, minutes: number, groupId: string, served: (number | null)[], people: (number | null)[]) => ({
  categoryId,
  minutes,
  groupId,
  served,
  unserved: served.map((value, i) => (value === null ? null : (people[i] ?? 0) - value)),
  unknown: served.map((value) => (value === null ? null : 0)),
  uncertain: served.map((value, i) => (value === null ? null : i === 1 ? 5 : 0)),
  share: served.map((value, i) => (value === null || !people[i] ? null : value / people[i])),
  meanMinutes: served.map((value) => (value ? 7.5 : null)),
  reason: served.map((value, i) => (value === null ? ('suppressed' as const) : people[i] ? null : ('no-people' as const))),
}) // prettier-ignore

const everybody = [200, 100, 0, 300]
const old = [40, null, 0, 60]
export const table: TableFile = {
  format: 1,
  levelId: 'stadtteil',
  rows: [
    { kind: 'district', id: 'aue', name: text('Aue', 'Aue') },
    { kind: 'district', id: 'berg', name: text('Berg', 'Berg') },
    { kind: 'district', id: 'leer', name: text('Leer', 'Leer') },
    { kind: 'total', id: null, name: text('Gesamt', 'Total') },
  ],
  people: [
    { groupId: 'all', people: everybody, reason: [null, null, 'no-people', null] },
    { groupId: 'p65plus', people: old, reason: [null, 'suppressed', 'no-people', null] },
  ],
  places: [
    { categoryId: 'pharmacy', count: [2, 0, 0, 2] },
    { categoryId: 'library', count: [0, 0, 0, 0] },
  ],
  blocks: [
    block('pharmacy', 10, 'all', [180, 20, 0, 200], everybody),
    block('pharmacy', 10, 'p65plus', [30, null, 0, 45], old),
    block('pharmacy', 15, 'all', [200, 100, 0, 300], everybody),
    block('pharmacy', 15, 'p65plus', [40, null, 0, 60], old),
    block('library', 15, 'all', [0, 0, 0, 0], everybody),
    block('library', 15, 'p65plus', [0, null, 0, 0], old),
  ],
}

const square = (west: number, id: string, name: string) => ({
  type: 'Feature' as const,
  properties: { id, name, chosen: true, position: [west + 0.005, 50.905] },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [[west, 50.9], [west + 0.01, 50.9], [west + 0.01, 50.91], [west, 50.91], [west, 50.9]], // prettier-ignore
    ],
  },
})
/** Three squares side by side. */
export const districts: DistrictFile = {
  type: 'FeatureCollection',
  features: [square(9.7, 'aue', 'Aue'), square(9.71, 'berg', 'Berg'), square(9.72, 'leer', 'Leer')],
}

export const places: PlacesFile['places'] = [
  { id: 'a', name: 'Adler-Apotheke', categoryIds: ['pharmacy'], lng: 9.705, lat: 50.905, districtId: 'aue', address: 'Markt 1', provider: null, openingHours: 'Mo-Fr 08:00-18:00', wheelchair: 'yes', website: null, planned: false },
  { id: 'b', name: null, categoryIds: ['pharmacy'], lng: 9.7, lat: 50.905, districtId: 'aue', address: null, provider: null, openingHours: null, wheelchair: null, website: null, planned: true },
] // prettier-ignore

/** Two neighbouring cells of resolution 10 in Aue: 4 minutes to a pharmacy, and none within 30. */
export const cellIds = ['8a1faac0a0cffff', '8a1faac0a0effff'] as const
const halves = cellIds.map((id) => [parseInt(id.slice(0, -8), 16), parseInt(id.slice(-8), 16)])
export const createCellBytes = (): Uint8Array<ArrayBuffer> =>
  buildColumnBytes(
    { format: 1, resolution: 10, cellCount: 2, categories: ['pharmacy', 'library'], groups: ['all', 'p65plus'] },
    {
      idHigh: Uint32Array.from(halves, ([high]) => high),
      idLow: Uint32Array.from(halves, ([, low]) => low),
      district: Uint16Array.of(0, 0),
      edgeDeciseconds: Uint16Array.of(0xffff, 0xffff),
      'deciseconds:pharmacy': Uint16Array.of(2400, 0xffff),
      'reason:pharmacy': Uint8Array.of(0, 4),
      'deciseconds:library': Uint16Array.of(0xffff, 0xffff),
      'reason:library': Uint8Array.of(3, 1),
      'people:all': Float32Array.of(12, 8),
      'people:p65plus': Float32Array.of(3, 0),
    },
  )

/** Files out of memory; a name that is not there is missing. */
export function createFiles(contents: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): PublishedFiles {
  return {
    has: (name) => name in contents,
    sizeOf: (name) => contents[name]?.length ?? 0,
    packedSizeOf: (name) => contents[name]?.length ?? 0,
    addressOf: (name) => `https://karte.example/embed/abcdefgh2345/v/3/${name}`,
    load: async (name) => contents[name],
    check: async (_name, bytes) => bytes,
  }
}

const json = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))

export function createLoaded(changes: Partial<PublicationFile> = {}): LoadedPublication {
  return {
    current,
    publication: { ...publication, ...changes },
    table,
    districts,
    files: createFiles({ 'cells.nrc': createCellBytes(), 'places.json': json({ format: 1, places }) }),
  }
}
