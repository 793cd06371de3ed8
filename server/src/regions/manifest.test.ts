import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseManifest, readManifest } from './manifest.reader.ts'

const REGIONS = fileURLToPath(new URL('../../../data/regions/', import.meta.url))

const source = {
  url: null,
  sha256: null,
  licence: 'CC0-1.0',
  attribution: 'Test',
  keyDate: '2026',
  title: { de: 'x', en: 'x' },
}
const sound = () => ({
  key: 'testau',
  name: { de: 'Testau', en: 'Testau' },
  fictional: true,
  levels: [{ id: 'stadtteil', label: { de: 'Stadtteil', en: 'District' } }],
  sources: [
    { kind: 'osm', key: 'osm', file: 'a.osm.pbf', ...source },
    {
      kind: 'districts',
      key: 'districts',
      file: 'd.geojson',
      ...source,
      level: 'stadtteil',
      idProperty: 'id',
      nameProperty: 'name',
      figures: { seniors: 'ab65' },
    },
    {
      kind: 'population',
      key: 'population',
      file: 'p.csv',
      ...source,
      cellSizeMetres: 100,
      weighting: 'area',
      groups: [{ id: 'all', label: { de: 'alle', en: 'all' }, column: 'Einwohner' }],
    },
  ],
  notes: [],
})
type Manifest = ReturnType<typeof sound>
const faultOf = (change: (manifest: Manifest) => unknown) => {
  const manifest = sound()
  change(manifest)
  try {
    parseManifest(JSON.stringify(manifest), 'test.json')
    return null
  } catch (error) {
    return (error as Error).message
  }
}

describe('region manifest', () => {
  it('says of a source whether its people come from a register, and refuses rules without sense', () => {
    const withRule = (disclosure: unknown) => faultOf((manifest) => Object.assign(manifest.sources[2], { disclosure }))
    expect(withRule({ rule: 'register' })).toBeNull()
    expect(withRule({ rule: 'register', minimum: 10 })).toBeNull()
    expect(withRule({ rule: 'published' })).toBeNull()
    expect(withRule({ rule: 'secret' })).toMatch(/disclosure/)
    expect(withRule({ rule: 'register', minimum: 2 })).toMatch(/minimum/)
    expect(withRule({ rule: 'published', minimum: 5 })).toMatch(/source "population" is published as it is/)
  })

  it('says which group contains another, which must stand before it', () => {
    const within = (of: string) =>
      faultOf((manifest) =>
        Object.assign(manifest.sources[2], {
          groups: [
            { id: 'all', label: { de: 'alle', en: 'all' }, column: 'Einwohner' },
            { id: '80plus', label: { de: '80+', en: '80+' }, column: 'Ab80', within: of },
          ],
        }),
      )
    expect(within('all')).toBeNull()
    expect(within('65plus')).toMatch(/within "65plus", which must stand before it/)
  })

  it('of every region that ships is sound', () => {
    for (const file of readdirSync(REGIONS))
      expect(readManifest(`${REGIONS}${file}`).key).toBe(file.replace('.json', ''))
  })

  it('is taken when it is sound', () => expect(faultOf(() => {})).toBeNull())

  it.each<[string, (manifest: Manifest) => unknown, string]>([
    ['a missing network', (m) => m.sources.shift(), 'exactly one source of kind "osm"'],
    [
      'a level without districts',
      (m) => m.levels.push({ id: 'bezirk', label: { de: 'x', en: 'x' } }),
      'level "bezirk" needs exactly one source',
    ],
    [
      'districts of an unlisted level',
      (m) => Object.assign(m.sources[1], { level: 'quartier' }),
      'names the level "quartier"',
    ],
    [
      'a first group that is not "all"',
      (m) => Object.assign(m.sources[2], { groups: [{ id: '65plus', label: { de: 'x', en: 'x' }, column: 'a' }] }),
      'must be "all"',
    ],
    [
      'a group without a column',
      (m) => Object.assign(m.sources[2], { groups: [{ id: 'all', label: { de: 'x', en: 'x' } }] }),
      'needs exactly one of',
    ],
    [
      'a group spread like another without a benchmark',
      (m) =>
        Object.assign(m.sources[2], {
          groups: [
            { id: 'all', label: { de: 'x', en: 'x' }, column: 'a' },
            { id: '65plus', label: { de: 'x', en: 'x' }, like: 'all' },
          ],
        }),
      'needs a "benchmark"',
    ],
    [
      'a benchmark that no source gives',
      (m) =>
        Object.assign(m.sources[2], {
          groups: [
            {
              id: 'all',
              label: { de: 'x', en: 'x' },
              column: 'a',
              benchmark: { level: 'stadtteil', figure: 'nothing' },
            },
          ],
        }),
      'which no source gives',
    ],
    ['a key used twice', (m) => Object.assign(m.sources[1], { key: 'osm' }), 'occurs twice'],
    ['a field that does not exist', (m) => Object.assign(m, { levles: [] }), 'fault'],
    ['an absolute file', (m) => Object.assign(m.sources[0], { file: '/etc/passwd' }), '/sources/0/file'],
    ['a file outside the folder', (m) => Object.assign(m.sources[0], { file: 'a/../../passwd' }), '/sources/0/file'],
  ])('with %s is refused and says so', (_, change, message) => expect(faultOf(change)).toContain(message))

  it('names the faults of a source by its own kind, and no others', () => {
    expect(faultOf((m) => Object.assign(m.sources[2], { columns: {}, weighting: 'guess' }))).toMatch(
      /^the region manifest has [12] fault\(s\): (?=.*\/sources\/2\/columns is no field of a manifest)[^;]*(; [^;]*)?$/,
    )
    expect(faultOf((m) => Object.assign(m.sources[0], { kind: 'shapefile' }))).toBe(
      'the region manifest has 1 fault(s): /sources/0/kind is none of osm, extent, districts, population, facilities',
    )
    expect(faultOf((m) => Object.assign(m.sources[1], { nameProperty: 7 }))).toBe(
      'the region manifest has 1 fault(s): /sources/1/nameProperty must be string',
    )
  })

  it('that is no JSON or does not exist is refused with its place', () => {
    expect(() => parseManifest('{', 'x.json')).toThrow('not JSON')
    expect(() => readManifest('/nowhere/x.json')).toThrow('cannot be read')
  })
})
