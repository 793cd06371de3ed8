import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import type { OsmTags } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { writeOsmPbf, type OsmWriteRelation } from '../osm/osm-pbf.writer.ts'
import { parseCatalogue } from './catalogue.ts'
import { collectIssues } from './collect-issues.ts'
import { extractFacilities } from './extract-facilities.ts'
import type { FacilityResult } from './facility-result.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)

const ORIGIN = { lng: 6.08, lat: 50.77 }
const PER_DEGREE = metresPerDegree(ORIGIN.lat)
const toLngLat = (x: number, y: number) => ({
  lng: ORIGIN.lng + x / PER_DEGREE.lng,
  lat: ORIGIN.lat + y / PER_DEGREE.lat,
})
/** Back to whole metres east and north of the origin. */
const toMetres = (lng: number, lat: number) => [
  Math.round((lng - ORIGIN.lng) * PER_DEGREE.lng),
  Math.round((lat - ORIGIN.lat) * PER_DEGREE.lat),
]

/** A town drawn in metres: points with tags, and lines through points given as "x,y x,y …". */
function town(scene: {
  points?: Record<string, OsmTags>
  lines?: [id: number, points: string, tags: OsmTags][]
  relations?: OsmWriteRelation[]
}) {
  const points = new Map<string, { id: number; tags: OsmTags }>()
  const nodeAt = (point: string, tags: OsmTags = {}): number => {
    if (!points.has(point)) points.set(point, { id: points.size + 1, tags })
    return points.get(point)!.id
  }
  for (const [point, tags] of Object.entries(scene.points ?? {})) nodeAt(point, tags)
  const ways = (scene.lines ?? []).map(([id, line, tags]) => ({ id, tags, nodes: line.split(' ').map((p) => (p === '?' ? 99_999 : nodeAt(p))) })) // prettier-ignore
  const nodes = [...points].map(([point, { id, tags }]) => {
    const [x, y] = point.split(',').map(Number)
    return { id, ...toLngLat(x, y), tags }
  })
  const extract = readOsmPbf(writeOsmPbf({ nodes, ways, relations: scene.relations }))
  const issues = collectIssues()
  const result = extractFacilities(extract, catalogue, issues)
  const byId = Object.fromEntries(result.facilities.map((facility) => [facility.id, facility]))
  const accessOf = (id: string) => byId[id].accessPoints.map(([lng, lat]) => toMetres(lng, lat))
  return { ...result, issues: issues.byKind, byId, accessOf }
}

const SQUARE_20 = '0,0 20,0 20,20 0,20 0,0'
const SQUARE_200 = '0,0 200,0 200,200 0,200 0,0'

describe('places from OpenStreetMap', () => {
  it('takes name, figures and address from the tags', () => {
    const { facilities } = town({
      points: {
        '0,0': {
          amenity: 'kindergarten',
          name: ' Kita\tRegenbogen ',
          capacity: '45',
          operator: 'AWO',
          wheelchair: 'limited', // prettier-ignore
          'addr:street': 'Markt',
          'addr:housenumber': '3',
          'addr:postcode': '52062',
          'addr:city': 'Aachen', // prettier-ignore
          opening_hours: 'Mo-Fr 07:00-16:00',
          website: 'https://example.org/kita', // prettier-ignore
        },
      },
    })
    expect(facilities).toEqual([
      {
        id: 'osm/node/1',
        categoryIds: ['kindergarten'],
        name: 'Kita Regenbogen',
        lng: 6.08,
        lat: 50.77,
        accessPoints: [[6.08, 50.77]],
        capacity: 45,
        provider: 'AWO',
        address: 'Markt 3, 52062 Aachen',
        openingHours: 'Mo-Fr 07:00-16:00',
        wheelchair: 'limited',
        website: 'https://example.org/kita',
        source: 'osm',
      },
    ])
  })

  it('takes no figure and no address of a page that cannot be trusted', () => {
    const { byId } = town({
      points: { '0,0': { amenity: 'bank', capacity: 'viele', website: 'javascript:alert(1)', wheelchair: 'bad', name: '<b>"Bank"</b>' } }, // prettier-ignore
    })
    expect(byId['osm/node/1']).toMatchObject({ capacity: null, website: null, wheelchair: null, name: '<b>"Bank"</b>' })
  })

  it('sorts by id and counts what came in', () => {
    const { facilities, countIn, countMerged, countRejected } = town({
      points: { '0,0': { amenity: 'bank' }, '900,0': { amenity: 'bench' }, '1,1': { natural: 'tree' } },
      lines: [[10, SQUARE_200, { leisure: 'park' }], [9, '500,0 520,0 520,20 500,0', { shop: 'bakery', building: 'yes' }]], // prettier-ignore
    })
    expect(facilities.map((facility) => facility.id)).toEqual(['osm/node/1', 'osm/node/2', 'osm/way/10', 'osm/way/9'])
    expect({ countIn, countMerged, countRejected }).toEqual({ countIn: 4, countMerged: 0, countRejected: 0 })
  })

  it('leaves out what is closed for good', () => {
    const { facilities, issues, countRejected } = town({
      points: {
        '0,0': { amenity: 'library', disused: 'yes', name: 'Alte Bücherei' },
        '50,0': { 'disused:amenity': 'library' },
        '90,0': { 'was:shop': 'butcher', shop: 'bakery' },
        '150,0': { shop: 'butcher', opening_hours: 'closed' },
      },
    })
    expect(facilities.map((facility) => facility.id)).toEqual(['osm/node/3'])
    expect(issues).toEqual({ 'facility-disused': ['osm/node/1 (Alte Bücherei)', 'osm/node/4'] })
    expect(countRejected).toBe(2)
  })

  it('leaves out grounds that are not open, but no school that only closes its yard', () => {
    const { facilities, issues } = town({
      points: {
        '0,0': { leisure: 'playground', access: 'private' },
        '100,0': { leisure: 'garden', 'garden:type': 'residential' },
        '200,0': { leisure: 'sports_centre', sport: 'swimming', access: 'no' },
        '300,0': { amenity: 'school', access: 'private' },
      },
    })
    expect(facilities.map((facility) => facility.id)).toEqual(['osm/node/4'])
    expect(issues['facility-private']?.length).toBe(3)
  })

  it('notes areas that the edge of the extract cuts, and relations without area', () => {
    const { facilities, issues } = town({
      lines: [[1, '0,0 9,0 ? 0,0', { amenity: 'school', name: 'Randschule' }], [2, '0,0 99,0', {}]], // prettier-ignore
      relations: [
        { id: 7, tags: { type: 'multipolygon', leisure: 'park' }, members: [{ type: 'way', ref: 2, role: 'outer' }] },
        { id: 8, tags: { type: 'site', amenity: 'school' }, members: [{ type: 'way', ref: 1, role: '' }] },
      ],
    })
    expect(facilities).toEqual([])
    expect(issues).toEqual({
      'facility-area-cut': [
        'osm/relation/7: 1 of 1 edges do not close a ring, no closed outer ring',
        'osm/way/1 (Randschule): 1 nodes are missing',
      ],
      'facility-relation-without-area': ['osm/relation/8'],
    })
  })

  it('draws an area inside of it and a line half-way', () => {
    const { byId, accessOf } = town({
      lines: [
        [1, '0,0 90,0 90,10 10,10 10,90 0,90 0,0', { amenity: 'school', building: 'yes' }],
        [2, '300,0 310,0 320,0', { public_transport: 'platform' }],
      ],
    })
    const [x, y] = toMetres(byId['osm/way/1'].lng, byId['osm/way/1'].lat)
    expect((x > 0 && x < 10 && y > 0 && y < 90) || (y > 0 && y < 10 && x > 0 && x < 90)).toBe(true)
    expect(accessOf('osm/way/2')).toEqual([[310, 0], [300, 0], [320, 0]]) // prettier-ignore
  })
})

describe('access points', () => {
  it('are the entrances of a building, main and others', () => {
    const { accessOf } = town({
      points: { '0,10': { entrance: 'main' }, '20,10': { entrance: 'yes' }, '10,0': { entrance: 'emergency' } },
      lines: [[1, '0,0 10,0 20,0 20,10 20,20 0,20 0,10 0,0', { amenity: 'library', building: 'yes' }]],
    })
    expect(accessOf('osm/way/1')).toEqual([[20, 10], [0, 10]]) // prettier-ignore
  })

  it('are a point inside for a small building without entrances', () => {
    const { accessOf } = town({ lines: [[1, SQUARE_20, { amenity: 'pharmacy', building: 'yes' }]] })
    expect(accessOf('osm/way/1')).toEqual([[10, 10]])
  })

  it('of a park are its gates, the nodes it shares with paths and the crossings of paths', () => {
    const { accessOf } = town({
      points: { '100,200': { barrier: 'gate' }, '150,200': { barrier: 'gate', access: 'private' } },
      lines: [
        [1, '0,0 100,0 200,0 200,200 150,200 100,200 0,200 0,0', { leisure: 'park' }],
        [2, '100,0 100,-50', { highway: 'footway' }],
        [3, '-50,120 50,120', { highway: 'path' }],
        [4, '250,50 150,50', { highway: 'service', access: 'private' }],
      ],
    })
    expect(accessOf('osm/way/1')).toEqual([[100, 200], [100, 0], [0, 120]]) // prettier-ignore
  })

  it('of a park without paths are points of its outline, at most 50 m apart', () => {
    const { byId, accessOf } = town({ lines: [[1, SQUARE_200, { leisure: 'park' }]] })
    const points = byId['osm/way/1'].accessPoints
    expect(points.length).toBeGreaterThanOrEqual(16)
    expect(points.length).toBeLessThanOrEqual(17)
    points.forEach((point, i) => {
      expect(distanceMetres(...point, ...points[(i + 1) % points.length])).toBeLessThan(50.5)
    })
    expect(accessOf('osm/way/1')[0]).toEqual([0, 0])
  })

  it('of a large building without entrances are points of its outline', () => {
    const { byId } = town({ lines: [[1, SQUARE_200, { amenity: 'hospital', building: 'yes' }]] })
    expect(byId['osm/way/1'].accessPoints.length).toBeGreaterThanOrEqual(16)
  })

  it('of a relation lie on its outer rings', () => {
    const { accessOf } = town({
      lines: [
        [1, '0,0 200,0 200,200', {}],
        [2, '200,200 0,200 0,0', {}],
        [3, '50,50 60,50 60,60 50,50', {}],
        [4, '200,100 300,100', { highway: 'footway' }],
        [5, '190,100 200,100', { highway: 'footway' }],
        [6, '55,40 55,55', { highway: 'footway' }],
      ],
      relations: [
        {
          id: 1,
          tags: { type: 'multipolygon', leisure: 'park' },
          members: [
            { type: 'way', ref: 1, role: 'outer' },
            { type: 'way', ref: 2, role: 'outer' },
            { type: 'way', ref: 3, role: 'inner' },
          ],
        },
      ],
    })
    // The path ends exactly on the outline without a common corner: a crossing as well.
    expect(accessOf('osm/relation/1')).toEqual([[200, 100]])
  })
})

describe('places that OpenStreetMap holds twice', () => {
  const school: [number, string, OsmTags] = [1, SQUARE_20, { amenity: 'school', building: 'yes', name: 'Domschule' }]

  it('become one with position and access of the area and attributes of both', () => {
    const { facilities, issues, accessOf, countMerged } = town({
      points: {
        '40,10': { amenity: 'school', name: 'DOMSCHULE', capacity: '200', operator: 'Stadt', wheelchair: 'yes' },
        '20,10': { entrance: 'main' },
      },
      lines: [[1, '0,0 20,0 20,10 20,20 0,20 0,0', school[2]]],
    })
    expect(facilities.length).toBe(1)
    expect(facilities[0]).toMatchObject({ id: 'osm/node/1', name: 'DOMSCHULE', capacity: 200, provider: 'Stadt' })
    expect(accessOf('osm/node/1')).toEqual([[20, 10]])
    expect(issues).toEqual({ 'facility-duplicate-merged': ['osm/node/1 + osm/way/1'] })
    expect(countMerged).toBe(1)
  })

  it.each([
    ['the other has no name', { amenity: 'school' }, '10,10', 1],
    ['it has another name', { amenity: 'school', name: 'Marienschule' }, '10,10', 2],
    ['it is further away than 30 m', { amenity: 'school', name: 'Domschule' }, '51,10', 2],
    ['it is of another kind', { amenity: 'library', name: 'Domschule' }, '10,10', 2],
  ])('are told apart by name, distance and kind: %s', (_name, tags, point, count) => {
    expect(town({ points: { [point]: tags as OsmTags }, lines: [school] }).facilities.length).toBe(count)
  })

  it('are not a café beside a restaurant without a name', () => {
    const lines: [number, string, OsmTags][] = [[1, SQUARE_20, { amenity: 'restaurant', building: 'yes' }]]
    expect(town({ points: { '25,10': { amenity: 'cafe', name: 'Central' } }, lines }).facilities.length).toBe(2)
  })

  it('are a cash machine in its bank', () => {
    const lines: [number, string, OsmTags][] = [[1, SQUARE_20, { amenity: 'bank', name: 'Sparkasse' }]]
    expect(town({ points: { '10,10': { amenity: 'atm' } }, lines }).facilities.length).toBe(1)
  })

  it('are never benches', () => {
    const lines: [number, string, OsmTags][] = [[1, '0,0 2,0 2,1 0,0', { amenity: 'bench' }]]
    expect(
      town({ points: { '3,0': { amenity: 'bench' }, '4,0': { amenity: 'bench' } }, lines }).facilities.length,
    ).toBe(3)
  })

  it('pair each stop with its own platform', () => {
    const platform = { public_transport: 'platform' }
    const { facilities } = town({
      points: { '0,3': { highway: 'bus_stop', name: 'Markt' }, '0,20': { highway: 'bus_stop', name: 'Markt' } },
      lines: [[1, '-5,0 5,0 5,2 -5,2 -5,0', platform], [2, '-5,21 5,21 5,23 -5,23 -5,21', platform]], // prettier-ignore
    })
    expect(facilities.map((facility) => facility.name)).toEqual(['Markt', 'Markt'])
  })

  it('are a relation and its outline with the same tags', () => {
    const tags = { leisure: 'park', name: 'Stadtpark' }
    const { facilities } = town({
      lines: [[1, SQUARE_200, tags]],
      relations: [
        { id: 1, tags: { ...tags, type: 'multipolygon' }, members: [{ type: 'way', ref: 1, role: 'outer' }] },
      ],
    })
    expect(facilities.map((facility) => facility.id)).toEqual(['osm/relation/1'])
  })
})

const aachen = new URL('../../../../shared/data/aachen/', import.meta.url)
describe.skipIf(!existsSync(aachen))('places of Aachen, from ../shared/data (skipped where absent)', () => {
  let result: FacilityResult
  const counts = new Map<string, number>()
  beforeAll(() => {
    const extract = readOsmPbf(readFileSync(new URL('aachen-2021-08-01.osm.pbf', aachen)))
    result = extractFacilities(extract, catalogue, collectIssues())
    for (const { categoryIds } of result.facilities) {
      for (const id of categoryIds) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  })

  it('are as many as an independent extraction found', () => {
    // Figures of pois.geojson; it also has 29 playgrounds that are private and 5 cash machines inside of banks.
    expect(counts.get('pharmacy')).toBe(46)
    expect(counts.get('kindergarten')).toBe(94)
    expect(counts.get('library')).toBe(19)
    expect(counts.get('post')).toBe(8)
    expect(counts.get('drugstore')).toBe(12)
    expect(counts.get('hospital')).toBe(9)
    expect(Math.abs(counts.get('supermarket')! - 61)).toBeLessThanOrEqual(1)
    expect(counts.get('playground_0_6')).toBe(197 - 29)
    expect(counts.get('bank_atm')).toBe(123 - 5)
  })

  it('lie where the independent extraction has them', () => {
    const known = JSON.parse(readFileSync(new URL('pois.geojson', aachen), 'utf8')) as {
      features: { properties: { osm_id: string; category: string }; geometry: { coordinates: [number, number] } }[]
    }
    const byId = new Map(result.facilities.map((facility) => [facility.id, facility]))
    const wanted = known.features.filter(({ properties }) =>
      /^(pharmacy|library|supermarket|kindergarten)$/.test(properties.category),
    )
    let missing = 0
    for (const { properties, geometry } of wanted) {
      const facility = byId.get(`osm/${properties.osm_id}`)
      if (!facility) missing++
      else expect(distanceMetres(facility.lng, facility.lat, ...geometry.coordinates)).toBeLessThan(100)
    }
    expect(wanted.length).toBe(46 + 19 + 61 + 94)
    expect(missing, 'Merged places may go by the id of the other element.').toBeLessThanOrEqual(5)
  })

  it('add up', () => {
    const { facilities, countIn, countMerged, countRejected } = result
    expect(facilities.length + countMerged + countRejected).toBe(countIn)
    expect(facilities.every((facility) => facility.accessPoints.length > 0 && facility.categoryIds.length > 0)).toBe(
      true,
    )
    expect(new Set(facilities.map((facility) => facility.id)).size).toBe(facilities.length)
  })
})
