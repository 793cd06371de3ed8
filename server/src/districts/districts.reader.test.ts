import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LngLat } from '../geo/bounds.ts'
import { createProjection } from '../geo/projection.ts'
import { signedRingArea } from '../geo/polygon.ts'
import { ImportError } from '../issues/import-error.ts'
import type { ImportIssue, IssueSink } from '../issues/import-issue.ts'
import { districtIssues } from '../issues/catalogue/districts.ts'
import { GEOJSON_LIMITS, readGeojsonFeatures, type GeojsonLimits } from './geojson-features.reader.ts'
import { readDistrictFile, readDistricts, type DistrictReadOptions } from './districts.reader.ts'

const options: DistrictReadOptions = {
  level: 'stadtteil',
  idProperty: 'nr',
  nameProperty: 'name',
  source: 'districts/stadtteil',
}

class IssueList implements IssueSink {
  readonly list: Pick<ImportIssue, 'kind' | 'severity' | 'count' | 'examples'>[] = []
  add(kind: string, severity: ImportIssue['severity'], _source: string, example?: string, count = 1): void {
    this.list.push({ kind, severity, count, examples: example === undefined ? [] : [example] })
  }
  kinds(): string[] {
    return this.list.map((issue) => issue.kind)
  }
}

const box = (lng: number, lat: number, size = 0.01): LngLat[] => [
  [lng, lat],
  [lng + size, lat],
  [lng + size, lat + size],
  [lng, lat + size],
  [lng, lat],
]

const feature = (nr: unknown, name: unknown, coordinates: unknown, type = 'Polygon', more: object = {}) => ({
  type: 'Feature',
  properties: { nr, name, ...more },
  geometry: { type, coordinates },
})

const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })

const read = (features: unknown[], more: Partial<DistrictReadOptions> = {}, members: object = {}) => {
  const issues = new IssueList()
  const file = readDistrictFile(collection(features, members), { ...options, ...more }, issues)
  return { ...file, issues }
}

const refusal = (action: () => unknown): ImportError => {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError)
    expect(Object.keys(districtIssues)).toContain((error as ImportError).kind)
    return error as ImportError
  }
  throw new Error('The file should have been refused.')
}

const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } })

describe('readDistricts', () => {
  it('reads ids as text, names, levels, figures and areas', () => {
    const { districts, issues, countIn, countOut, countRejected } = read(
      [feature(7, ' Burtscheid ', [box(6.09, 50.76)], 'Polygon', { people: '12,5', old: null })],
      { figureProperties: ['people', 'old'] },
    )
    expect(districts).toHaveLength(1)
    expect(districts[0]).toMatchObject({ id: '7', levelId: 'stadtteil', name: 'Burtscheid', figures: { people: 12.5 } })
    expect(districts[0].areaSquareMetres / 1e6).toBeCloseTo(0.01 * 0.01 * 70.6 * 111.25, 2)
    expect({ countIn, countOut, countRejected }).toEqual({ countIn: 1, countOut: 1, countRejected: 0 })
    expect(issues.kinds()).toEqual(['district-figure-missing'])
  })

  it('ignores heights, turns rings, closes them and drops repeated positions', () => {
    const open = [[6, 50, 12], [6, 50.01, 0], [6, 50.01, 0], [6.01, 50.01, 0], [6.01, 50, 0]] // prettier-ignore
    const { districts, issues } = read([feature('a', 'A', [open])])
    const [ring] = districts[0].geometry[0]
    expect(ring).toHaveLength(5)
    expect(ring[0]).toEqual(ring[4])
    expect(signedRingArea(ring)).toBeGreaterThan(0)
    expect(issues.kinds()).toEqual(['district-ring-closed'])
  })

  it('reads every supported coordinate system to the same place', () => {
    for (const epsg of [3857, 25832, 25833, 3035]) {
      const projection = createProjection(epsg)
      const ring = box(9.2, 50.5).map(([lng, lat]) => projection.fromLngLat(lng, lat))
      const named = read([feature('a', 'A', [ring])], {}, crs(`urn:ogc:def:crs:EPSG::${epsg}`))
      const given = read([feature('a', 'A', [ring])], { epsg })
      for (const { districts } of [named, given]) {
        expect(districts[0].geometry[0][0][0][0]).toBeCloseTo(9.2, 7)
        expect(districts[0].geometry[0][0][0][1]).toBeCloseTo(50.5, 7)
      }
    }
  })

  it('understands the names of coordinate systems in use', () => {
    for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'http://www.opengis.net/def/crs/EPSG/0/4326']) {
      expect(read([feature('a', 'A', [box(6, 50)])], {}, crs(name)).districts).toHaveLength(1)
    }
    expect(refusal(() => read([feature('a', 'A', [box(6, 50)])], {}, crs('EPSG:31467'))).kind).toBe('crs-unknown')
    expect(refusal(() => read([feature('a', 'A', [box(6, 50)])], {}, crs('WGS Gauss'))).message).toContain('WGS Gauss')
  })

  it('asks for the coordinate system of metres', () => {
    const error = refusal(() => read([feature('a', 'A', [box(294_000, 5_628_000, 500)])]))
    expect(error.kind).toBe('district-crs-missing')
    expect(error.remedy).toContain('25832')
    expect(error.where).toBe('districts/stadtteil')
  })

  it('refuses coordinates that contradict their coordinate system', () => {
    const degrees = [feature('a', 'A', [box(6, 50)])]
    const metres = [feature('a', 'A', [box(294_000, 5_628_000, 500)])]
    const prefixed = [feature('a', 'A', [box(32_294_000, 5_628_000, 500)])]
    expect(refusal(() => read(degrees, { epsg: 25832 })).kind).toBe('district-crs-contradicts')
    expect(refusal(() => read(metres, { epsg: 4326 })).kind).toBe('district-crs-contradicts')
    expect(refusal(() => read(prefixed, { epsg: 25832 })).kind).toBe('district-crs-zone-prefix')
  })

  it('refuses swapped axes with a remedy', () => {
    const swap = (ring: LngLat[]) => ring.map(([x, y]) => [y, x])
    const degrees = refusal(() => read([feature('a', 'A', [swap(box(6.08, 50.77))])]))
    const metres = refusal(() => read([feature('a', 'A', [swap(box(294_000, 5_628_000, 500))])], { epsg: 25832 }))
    for (const error of [degrees, metres]) {
      expect(error.kind).toBe('district-axes-swapped')
      expect(error.remedy).toContain('Swap')
    }
  })

  it('repairs a bow-tie and says for which district', () => {
    const bow: LngLat[] = [[6, 50], [6.01, 50.01], [6.01, 50], [6, 50.01], [6, 50]] // prettier-ignore
    const { districts, issues } = read([feature('a', 'Schleife', [bow])])
    expect(districts[0].geometry).toHaveLength(2)
    expect(issues.list).toMatchObject([{ kind: 'district-ring-repaired', examples: ['feature 1 (Schleife)'] }])
  })

  it('keeps holes, drops slivers, and leaves out holes beside the district', () => {
    const rings = [box(6, 50), box(6.004, 50.004, 0.002), box(6.001, 50.001, 0.00001), box(6.05, 50.05, 0.002)]
    const { districts, issues } = read([feature('a', 'A', rings)])
    expect(districts[0].geometry[0]).toHaveLength(2)
    expect(signedRingArea(districts[0].geometry[0][1])).toBeLessThan(0)
    expect(issues.kinds()).toEqual([
      'district-sliver-dropped',
      'district-hole-outside',
      // The hole itself is a place that belongs to no district.
      'district-gap',
    ])
  })

  it('refuses by name what says two things at once', () => {
    const good = feature('ok', 'Good', [box(6.1, 50)])
    const crossing = feature('a', 'Kreuzung', [box(6, 50), box(6.005, 50.005)])
    const nested = feature('b', 'Nest', [[box(6, 50)], [box(6.004, 50.004, 0.002)]], 'MultiPolygon')
    const { districts, issues, countRejected } = read([crossing, nested, good])
    expect(districts.map((district) => district.id)).toEqual(['ok'])
    expect(countRejected).toBe(2)
    expect(issues.list.map((issue) => issue.examples[0])).toEqual([
      'feature 1 (Kreuzung): a hole near 6.00500, 50.00500 reaches beyond its area',
      'feature 2 (Nest): a part near 6.00400, 50.00400 lies inside another part',
    ])
  })

  it('rejects features without area, of other types and with broken positions, by row and name', () => {
    const { districts, issues } = read([
      { type: 'Feature', properties: { nr: 1, name: 'Leer' }, geometry: null },
      feature(2, 'Punkt', [6, 50], 'Point'),
      feature(3, 'Strich', [[[6, 50], [6.01, 50], [6, 50]]]), // prettier-ignore
      feature(4, 'Text', [[['6', '50'], [6.01, 50], [6, 51]]]), // prettier-ignore
      feature(5, 'Tief', [[[[[[6, 50]]]]]]),
      'kein Feature',
      feature(6, 'Gut', [box(6, 50)]),
    ])
    expect(districts.map((district) => district.name)).toEqual(['Gut'])
    expect(issues.list.map((issue) => [issue.kind, issue.examples[0]])).toEqual([
      ['district-geometry-empty', 'feature 1 (Leer)'],
      ['district-geometry-type', 'feature 2 (Punkt): Point'],
      ['district-geometry-empty', 'feature 3 (Strich)'],
      ['district-geometry-broken', 'feature 4 (Text): a position is not a pair of numbers'],
      ['district-geometry-broken', 'feature 5 (Tief): a position is not a pair of numbers'],
      ['district-id-missing', 'feature 6 (without a name)'],
    ])
    expect(issues.list.every((issue) => issue.severity === 'error')).toBe(true)
  })

  it('rejects missing and repeated ids, and shows the id where the name is missing', () => {
    const { districts, issues } = read([
      feature(null, 'Ohne', [box(6, 50)]),
      feature(1, 'Erste', [box(6, 50)]),
      feature('1', 'Zweite', [box(6.1, 50)]),
      feature(2, null, [box(6.2, 50)]),
    ])
    expect(districts.map((district) => district.name)).toEqual(['Erste', '2'])
    expect(issues.list.map((issue) => issue.examples[0])).toEqual([
      'feature 1 (Ohne)',
      'feature 3 (Zweite): id 1 as in feature 2',
      'feature 4 (id 2)',
    ])
  })

  it('counts a figure that is no number from zero up as missing', () => {
    const figures = (people: unknown) => feature(String(people), 'A', [box(6, 50)], 'Polygon', { people })
    const { districts } = read(['viele', -3, '-', 0, '1.200,5'].map(figures), { figureProperties: ['people'] })
    expect(districts.map((district) => district.figures)).toEqual([{}, {}, {}, { people: 0 }, {}])
  })

  it('names the properties that are there where one is not', () => {
    const error = refusal(() => read([feature(1, 'A', [box(6, 50)])], { idProperty: 'STATBEZ' }))
    expect(error.message).toContain('STATBEZ')
    expect(error.remedy).toContain('nr, name')
  })

  it('notes overlaps and enclosed gaps with about their size', () => {
    const frame = [
      feature(1, 'Süd', [box(6, 50, 0.03).map(([x, y]) => [x, 50 + (y - 50) / 3])]),
      feature(2, 'Nord', [box(6, 50.02, 0.03).map(([x, y]) => [x, 50.02 + (y - 50.02) / 3])]),
      feature(3, 'West', [box(6, 50.01)]),
      feature(4, 'Ost', [box(6.02, 50.009, 0.0111)]),
    ]
    const { issues } = read(frame)
    // The gap is 0.01° × 0.01° ≈ 79.7 ha; Ost reaches 0.001° into Süd and 0.0001° into Nord over 0.01° ≈ 8 ha and 0.8 ha.
    const overlaps = issues.list.filter((issue) => issue.kind === 'district-overlap')
    const gaps = issues.list.filter((issue) => issue.kind === 'district-gap')
    expect(overlaps[0].examples[0]).toMatch(/^Süd \/ Ost: about (7|8)\.\d ha$/)
    expect(gaps).toHaveLength(1)
    expect(gaps[0].examples[0]).toMatch(/about (7|8)\d\.\d ha$/)
  })

  it('refuses what is no GeoJSON FeatureCollection', () => {
    const kindOf = (text: string) => refusal(() => readDistricts(text, options, new IssueList())).kind
    expect(kindOf('')).toBe('district-file-not-json')
    expect(kindOf(collection([feature(1, 'A', [box(6, 50)])]).slice(0, 80))).toBe('district-file-not-json')
    expect(kindOf('[]')).toBe('district-file-not-geojson')
    expect(kindOf('null')).toBe('district-file-not-geojson')
    expect(kindOf('{"type":"Topology"}')).toBe('district-file-not-geojson')
    expect(kindOf('{"type":"FeatureCollection","features":{}}')).toBe('district-file-not-geojson')
    expect(kindOf(collection([]))).toBe('district-file-empty')
    expect(kindOf(collection([feature(1, 'A', [])]))).toBe('district-file-empty')
    expect(kindOf('['.repeat(100_000))).toBe('district-file-not-json')
  })

  it('refuses more text, features and positions than it can hold', () => {
    const text = collection([feature(1, 'A', [box(6, 50)]), feature(2, 'B', [box(6, 50)])])
    const messageUnder = (limits: Partial<GeojsonLimits>) =>
      refusal(() => readGeojsonFeatures(text, 'districts', { ...GEOJSON_LIMITS, ...limits })).message
    expect(messageUnder({ textLength: 100 })).toContain('too large: 1 MiB')
    expect(messageUnder({ features: 1 })).toContain('2 features, at most 1 features')
    expect(messageUnder({ positions: 9 })).toContain('10 positions by feature 2, at most 9')
    expect(GEOJSON_LIMITS).toEqual({ textLength: 209_715_200, features: 100_000, positions: 5_000_000 })
  })

  it('takes a byte order mark, and treats hostile keys and names as plain text', () => {
    const hostile = '{"__proto__":{"polluted":1},"nr":"__proto__","name":"<b>\\u0000\\"x\\"</b>","constructor":5}'
    const geometry = JSON.stringify({ type: 'Polygon', coordinates: [box(6, 50)] })
    const text = `\ufeff{"type":"FeatureCollection","features":[{"properties":${hostile},"geometry":${geometry}}]}`
    const figureProperties = ['constructor']
    const districts = readDistricts(text, { ...options, figureProperties }, new IssueList())
    expect(districts[0]).toMatchObject({ id: '__proto__', name: '<b> "x"</b>' })
    expect(districts[0].figures.constructor).toBe(5)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('reads the same from the same file twice', () => {
    const text = collection([feature(1, 'A', [box(6, 50)]), feature(2, 'B', [box(6.01, 50)])])
    expect(readDistricts(text, options, new IssueList())).toEqual(readDistricts(text, options, new IssueList()))
  })
})

const shared = new URL('../../../../shared/data/', import.meta.url)
const hasSharedData = existsSync(shared)

describe.skipIf(!hasSharedData)('real districts (skipped where ../shared/data is absent)', () => {
  const readReal = (file: string, more: Partial<DistrictReadOptions> = {}) => {
    const issues = new IssueList()
    const text = readFileSync(new URL(file, shared), 'utf8')
    return { ...readDistrictFile(text, { ...options, idProperty: 'id', ...more }, issues), issues }
  }
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

  it('reads the 34 districts of Aachen with the areas that their file gives', () => {
    const { districts } = readReal('aachen/statistische_bezirke.geojson', { figureProperties: ['area_km2'] })
    expect(districts).toHaveLength(34)
    for (const { areaSquareMetres, figures } of districts) {
      expect(Math.abs(areaSquareMetres / 1e6 - figures.area_km2)).toBeLessThan(0.01)
    }
  })

  it('reads the 7 boroughs of Aachen, whose area is that of the 34 districts', () => {
    const { districts } = readReal('aachen/stadtbezirke.geojson', { figureProperties: ['population_2016_official'] })
    const parts = readReal('aachen/statistische_bezirke.geojson').districts
    expect(districts).toHaveLength(7)
    const area = sumOf(districts.map((district) => district.areaSquareMetres))
    expect(area / sumOf(parts.map((district) => district.areaSquareMetres))).toBeCloseTo(1, 3)
    expect(sumOf(districts.map((district) => district.figures.population_2016_official))).toBe(254_782)
  })

  it('reads the 40 Stadtteile of Magdeburg, Pechau without the five holes that lie beside it', () => {
    const { districts, issues, countRejected } = readReal('magdeburg/stadtteile.geojson')
    expect(districts).toHaveLength(40)
    expect(countRejected).toBe(0)
    expect(issues.list).toEqual([
      { kind: 'district-hole-outside', severity: 'warning', count: 5, examples: ['feature 38 (Pechau)'] },
    ])
  })
})
