import { encodeColumns } from '../../columns/columns.ts'
import type { CurrentFile, PublicationFile, TableFile } from '../../contract/publication.ts'
import { writePmtiles } from '../../tiles/pmtiles.writer.ts'
import type { PackageEntry } from '../package-content.ts'
import { sha256, type PackageInput } from '../package.writer.ts'

const ID = 'abcdefghijkl'
const text = (de: string, en = de) => ({ de, en })

/** Two districts with 60 and 40 people, 45 and 10 of them served; figures come from a register. */
export const SMALL_TABLE: TableFile = {
  format: 1,
  levelId: 'stadtteil',
  rows: [
    { kind: 'district', id: '1', name: text('Nord') },
    { kind: 'district', id: '2', name: text('Süd') },
    { kind: 'total', id: null, name: text('Testau') },
  ],
  people: [{ groupId: 'all', people: [60, 40, 100], reason: [null, null, null] }],
  places: [{ categoryId: 'pharmacy', count: [1, 0, 1] }],
  blocks: [
    {
      categoryId: 'pharmacy',
      minutes: 10,
      groupId: 'all',
      served: [45, 10, 55],
      unserved: [15, 30, 45],
      unknown: [0, 0, 0],
      uncertain: [0, 5, 5],
      share: [0.75, 0.25, 0.55],
      meanMinutes: [6, 14, 9.2],
      reason: [null, null, null],
    },
  ],
}

export interface SmallPackage {
  readonly version?: number
  readonly id?: string
  readonly title?: string
  readonly table?: TableFile
  readonly cellPeople?: readonly number[]
  readonly allowedParents?: readonly string[]
}

/** A publication as small as one can be, with every check of a package having something to look at. */
export function buildSmallPackage(options: SmallPackage = {}): PackageInput {
  const { version = 1, id = ID, title = 'Apotheken zu Fuß', table = SMALL_TABLE, allowedParents = [] } = options
  const { cellPeople = [60, 0, 40] } = options
  const json = (name: string, value: unknown): PackageEntry => ({
    path: name,
    bytes: Buffer.from(JSON.stringify(value)),
  })
  const frozen: PackageEntry[] = [
    json('table.json', table),
    json('districts.json', { type: 'FeatureCollection', features: [] }),
    json('places.json', { format: 1, places: [] }),
    {
      path: 'cells.nrc',
      bytes: encodeColumns({ meta: { cellCount: 3 }, columns: { 'people:all': Float32Array.from(cellPeople) } }),
    },
    {
      path: 'map.pmtiles',
      bytes: writePmtiles(
        [1, 2, 3].map((x) => ({ z: 6, x, y: 1, data: Uint8Array.of(x, 2, 3) })),
        { name: 'Testau', description: '', attribution: '', vectorLayers: [], bounds: { west: 6, south: 50, east: 7, north: 51 }, minimumZoom: 6, maximumZoom: 6 }, // prettier-ignore
      ),
    },
  ]
  const publication: PublicationFile = {
    kind: 'nahraum-publication',
    format: 1,
    id,
    version,
    publishedAt: '2026-11-26T04:00:00.000Z',
    region: { key: 'testau', name: text('Testau'), fictional: true },
    title: text(title),
    summary: text(''),
    plainText: text(''),
    language: 'de',
    profile: { id: 'standard', label: text('Standard'), note: text(''), speedMetresPerSecond: 1.33 },
    scenario: null,
    level: { id: 'stadtteil', label: text('Stadtteil') },
    categories: [],
    groups: [{ id: 'all', label: text('alle'), note: null }],
    extent: [6, 50, 7, 51],
    accent: { light: '#005f66', dark: '#74cdd4' },
    unknownColour: { light: '#888888', dark: '#888888' },
    showPlaces: true,
    allowWhatIf: false,
    allowCorrections: false,
    contact: { name: '', url: '', email: '' },
    method: { version: '1', cutoffMinutes: 60, runId: '0', runAt: '2026-11-26T04:00:00.000Z' },
    import: { id: '0', importedAt: '2026-11-26T04:00:00.000Z' },
    sources: [
      { kind: 'population', title: text('Melderegister'), url: null, licence: 'dl-de/by-2-0', attribution: 'Stadt Testau', keyDate: '2025-12-31', sha256: '0'.repeat(64) }, // prettier-ignore
    ],
    notes: [],
    disclosure: { rule: 'register', minimum: 5, note: text('In Schritten von 5.') },
    files: frozen.map(({ path: name, bytes }) => ({
      name,
      type: 'application/json',
      bytes: bytes.length,
      gzipBytes: null,
      sha256: sha256(bytes),
    })),
  }
  const current: CurrentFile = {
    format: 1,
    id,
    version,
    publishedAt: publication.publishedAt,
    base: `v/${version}/`,
    allowedParents: [...allowedParents],
    reportUrl: null,
    preview: false,
  }
  return {
    current,
    publication,
    files: [json('publication.json', publication), ...frozen],
    embed: {
      template:
        '<!doctype html>\n<html lang="de"><head>\n<meta charset="utf-8" />\n<title>Karte</title><script type="module" src="./_assets/index-1.js"></script></head></html>',
      assets: [{ path: '_assets/index-1.js', bytes: Buffer.from('export {}') }],
    },
  }
}
