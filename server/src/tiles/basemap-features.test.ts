import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import type { OsmTags } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { writeOsmPbf, type OsmWriteNode, type OsmWriteRelation, type OsmWriteWay } from '../osm/osm-pbf.writer.ts'
import { classifyArea, classifyLine, classifyPlace } from './basemap-classes.ts'
import { buildBasemapFeatures } from './basemap-features.ts'

/** Nodes 1 … 9 on a square of 3 × 3 positions, 10⁻³ degrees apart: 1 2 3 / 4 5 6 / 7 8 9 from south-west. */
const nodes: OsmWriteNode[] = Array.from({ length: 9 }, (_, i) => ({
  id: i + 1,
  lng: 6 + (i % 3) / 1000,
  lat: 50 + Math.floor(i / 3) / 1000,
}))
const SQUARE = [1, 3, 9, 7, 1]

function build(scene: { nodes?: OsmWriteNode[]; ways?: OsmWriteWay[]; relations?: OsmWriteRelation[] }) {
  const issues = new IssueList()
  const extract = readOsmPbf(writeOsmPbf({ nodes, ...scene }))
  const features = buildBasemapFeatures(extract, issues)
  const briefly = features.map(({ layer, minimumZoom, properties, geometry }) => ({
    is: [layer, minimumZoom, ...Object.entries(properties).map(([key, value]) => `${key}=${value}`)].join(' '),
    shape: geometry.type,
  }))
  return { features, briefly, issues: issues.list().map(({ kind, count, examples }) => ({ kind, count, examples })) }
}

describe('basemap features', () => {
  it('draw ways as what their tags say', () => {
    const way = (id: number, nodeIds: number[], tags: Record<string, string>): OsmWriteWay => ({
      id,
      nodes: nodeIds,
      tags,
    })
    const { briefly, issues } = build({
      ways: [
        way(1, SQUARE, { landuse: 'forest', name: 'Stadtwald' }),
        way(2, SQUARE, { building: 'yes' }),
        way(3, SQUARE, { natural: 'water', name: 'Weiher' }),
        way(4, [1, 2, 3], { highway: 'residential', name: 'Lindenweg', bridge: 'yes' }),
        way(5, SQUARE, { highway: 'pedestrian', area: 'yes', name: 'Markt' }),
        way(6, SQUARE, { highway: 'residential', name: 'Ringweg' }),
        way(7, [1, 5, 9], { waterway: 'stream', name: 'Bach' }),
        way(8, [1, 5, 9], { waterway: 'stream', tunnel: 'culvert' }),
        way(9, [7, 8, 9], { railway: 'rail', service: 'siding' }),
        way(10, [7, 8, 9], { highway: 'trunk_link', ref: 'B 1' }),
        way(11, [7, 8, 9], { highway: 'proposed' }),
        way(12, [7, 8, 9], { landuse: 'forest' }),
      ],
    })
    expect(briefly).toEqual([
      { is: 'landuse 7 kind=forest', shape: 'MultiPolygon' },
      { is: 'building 13', shape: 'MultiPolygon' },
      { is: 'water 6 kind=lake name=Weiher', shape: 'MultiPolygon' },
      { is: 'street 12 kind=residential rank=4 name=Lindenweg bridge=true', shape: 'LineString' },
      { is: 'landuse 13 kind=square', shape: 'MultiPolygon' },
      { is: 'street 12 kind=residential rank=4 name=Ringweg', shape: 'LineString' },
      { is: 'water 12 kind=stream name=Bach', shape: 'LineString' },
      { is: 'rail 13 kind=rail service=true', shape: 'LineString' },
      { is: 'street 10 kind=motorway rank=0 ref=B 1 link=true', shape: 'LineString' },
    ])
    expect(issues).toEqual([])
  })

  it('cut a street where nodes are missing, and leave out an area without all its nodes', () => {
    const { features, issues } = build({
      ways: [
        { id: 1, nodes: [1, 2, 99, 5, 6, 98, 9], tags: { highway: 'path' } },
        { id: 2, nodes: [1, 3, 99, 7, 1], tags: { landuse: 'forest' } },
      ],
    })
    expect(features.map(({ geometry }) => geometry.coordinates)).toEqual([
      [
        [6, 50],
        [6.001, 50],
      ],
      [
        [6.001, 50.001],
        [6.002, 50.001],
      ],
    ])
    expect(issues).toEqual([{ kind: 'basemap-area-incomplete', count: 1, examples: ['way 2'] }])
  })

  it('assemble multipolygons with holes, and count the broken ones', () => {
    const member = (ref: number, role: string) => ({ type: 'way' as const, ref, role })
    const { features, issues } = build({
      nodes: [
        ...nodes,
        { id: 20, lng: 6.0005, lat: 50.0005 },
        { id: 21, lng: 6.001, lat: 50.0005 },
        { id: 22, lng: 6.001, lat: 50.0012 },
      ],
      ways: [
        { id: 1, nodes: [1, 3, 9], tags: {} },
        { id: 2, nodes: [9, 7, 1], tags: {} },
        { id: 3, nodes: [20, 21, 22, 20], tags: {} },
      ],
      relations: [
        {
          id: 1,
          tags: { type: 'multipolygon', natural: 'water' },
          members: [member(1, 'outer'), member(2, 'outer'), member(3, 'inner')],
        },
        {
          id: 2,
          tags: { type: 'multipolygon', landuse: 'forest' },
          members: [member(1, 'outer'), member(77, 'outer')],
        },
        { id: 3, tags: { type: 'multipolygon', landuse: 'forest' }, members: [member(78, 'outer')] },
        { id: 4, tags: { type: 'route', route: 'bus' }, members: [member(1, '')] },
      ],
    })
    expect(features).toHaveLength(1)
    expect(features[0]).toMatchObject({ layer: 'water', properties: { kind: 'lake' } })
    expect((features[0].geometry.coordinates as unknown as number[][][][])[0]).toHaveLength(2)
    expect(issues).toMatchObject([{ kind: 'basemap-relation-unusable', count: 2 }])
    expect(issues[0].examples[0]).toMatch(/^relation 2: /)
  })

  it('draw a boundary once, at its highest level, and name places', () => {
    const { briefly } = build({
      nodes: [
        ...nodes,
        {
          id: 30,
          lng: 6,
          lat: 50,
          tags: {
            place: 'city',
            name: 'Musterstadt',
            population: '612000',
            'name:en': 'Sample City',
            'name:de': 'Musterstadt',
          },
        },
        { id: 31, lng: 6, lat: 50, tags: { place: 'suburb' } },
      ],
      ways: [{ id: 1, nodes: [1, 2, 3], tags: {} }],
      relations: [9, 4, 6].map((level, id) => ({
        id: id + 1,
        tags: { type: 'boundary', boundary: 'administrative', admin_level: String(level) },
        members: [{ type: 'way' as const, ref: 1, role: 'outer' }],
      })),
    })
    expect(briefly).toEqual([
      { is: 'boundary 6 level=4', shape: 'LineString' },
      { is: 'place 6 kind=city name=Musterstadt name:en=Sample City rank=0', shape: 'Point' },
    ])
  })
})

describe('classes of the basemap', () => {
  it('know what lies under ground or is not there', () => {
    const areas: OsmTags[] = [
      { building: 'no' },
      { building: 'yes', location: 'underground' },
      { natural: 'water', covered: 'yes' },
      { amenity: 'parking', parking: 'underground' },
      { landuse: 'basin', basin: 'infiltration' },
      { constructor: 'x', landuse: 'toString' },
    ]
    for (const tags of areas) expect(classifyArea(tags)).toBeNull()
    const lines: OsmTags[] = [
      { railway: 'subway', tunnel: 'yes' },
      { highway: 'corridor' },
      { highway: 'constructor' },
      { waterway: 'dam' },
    ]
    for (const tags of lines) expect(classifyLine(tags)).toBeNull()
    expect(classifyPlace({ place: 'constructor', name: 'x' })).toBeNull()
  })
})
