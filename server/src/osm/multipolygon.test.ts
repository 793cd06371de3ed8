import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MultiPolygon, Ring } from '../geo/bounds.ts'
import { assembleMultipolygon, type AssembledMultipolygon } from './multipolygon.ts'
import { buildOsmIndex } from './osm-index.ts'
import { readOsmPbf } from './osm-pbf.reader.ts'
import { writeOsmPbf } from './osm-pbf.writer.ts'
import { isClosedWay, wayPolygon, wayPositions } from './way-geometry.ts'

/** Ways drawn as "x,y x,y …" in thousandths of a degree, each with its role; missing ways are named by a role only. */
function assemble(...ways: [role: string, points: string | null][]): AssembledMultipolygon {
  const ids = new Map<string, number>()
  const drawn = ways.flatMap(([, points], i) =>
    points === null ? [] : [{ id: i + 1, tags: {}, nodes: points.split(' ').map((point) => nodeId(ids, point)) }],
  )
  const members = ways.map(([role], i) => ({ type: 'way' as const, ref: i + 1, role }))
  const extract = readOsmPbf(
    writeOsmPbf({
      nodes: [...ids].map(([point, id]) => {
        const [x, y] = point.split(',').map(Number)
        return { id, lng: x / 1000, lat: y / 1000 }
      }),
      ways: drawn,
      relations: [{ id: 1, tags: { type: 'multipolygon' }, members }],
    }),
  )
  return assembleMultipolygon(extract, extract.relations[0], buildOsmIndex(extract))
}

function nodeId(ids: Map<string, number>, point: string): number {
  if (!ids.has(point)) ids.set(point, ids.size + 1)
  return ids.get(point)!
}

/** Signed area of each ring in square thousandths of a degree. */
function areas(polygons: MultiPolygon): number[][] {
  return polygons.map((rings) => rings.map(areaOf)).sort((a, b) => a[0] - b[0])
}

function areaOf(ring: Ring): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return Math.round((sum / 2) * 1e6)
}

describe('multipolygon', () => {
  it('joins ways of any order and direction to a ring around a hole', () => {
    const { polygons, problems } = assemble(
      ['outer', '10,10 10,0'],
      ['inner', '2,2 4,2 4,4 2,4 2,2'],
      ['outer', '0,10 0,0 10,0'],
      ['outer', '0,10 10,10'],
    )
    expect(areas(polygons)).toEqual([[100, -4]])
    expect(problems).toEqual([])
  })

  it('tells several outer rings apart and gives each its own hole', () => {
    const { polygons } = assemble(
      ['outer', '0,0 4,0 4,4 0,4 0,0'],
      ['outer', '20,0 30,0 30,10 20,10 20,0'],
      ['inner', '22,2 24,2 24,4 22,4 22,2'],
      ['inner', '1,1 2,1 2,2 1,2 1,1'],
    )
    expect(areas(polygons)).toEqual([[16, -1], [100, -4]]) // prettier-ignore
  })

  it('keeps two rings that touch in a point as two rings', () => {
    const { polygons } = assemble(['outer', '0,0 4,0 4,4'], ['outer', '4,4 8,4 8,8 4,8 4,4'], ['outer', '4,4 0,4 0,0'])
    expect(areas(polygons)).toEqual([[16], [16]])
  })

  it('keeps a hole that touches the outer ring in a point as a hole', () => {
    const { polygons, problems } = assemble(['outer', '0,0 5,0 10,0 10,10 0,10 0,0'], ['inner', '5,0 7,4 3,4 5,0'])
    expect(areas(polygons)).toEqual([[100, -8]])
    expect(problems).toEqual([])
  })

  it('finds the island within a hole', () => {
    const { polygons } = assemble(
      ['outer', '0,0 10,0 10,10 0,10 0,0'],
      ['inner', '2,2 8,2 8,8 2,8 2,2'],
      ['outer', '4,4 6,4 6,6 4,6 4,4'],
    )
    expect(areas(polygons)).toEqual([[4], [100, -36]])
  })

  it('merges two holes side by side, whose common edge comes twice', () => {
    const { polygons } = assemble(
      ['outer', '0,0 10,0 10,10 0,10 0,0'],
      ['inner', '2,2 4,2 4,4 2,4 2,2'],
      ['inner', '4,2 6,2 6,4 4,4 4,2'],
    )
    expect(areas(polygons)).toEqual([[100, -8]])
  })

  it('needs no roles', () => {
    const { polygons } = assemble(['', '0,0 10,0 10,10 0,10 0,0'], ['', '2,2 4,2 4,4 2,4 2,2'])
    expect(areas(polygons)).toEqual([[100, -4]])
  })

  it('says that member ways are missing, and makes no area of a hole without its outer ring', () => {
    const { polygons, problems } = assemble(['outer', null], ['outer', '0,0 10,0 10,10'], ['inner', '2,2 4,2 4,4 2,2'])
    expect(polygons).toEqual([])
    expect(problems).toEqual([
      '1 of 3 member ways are missing from the extract',
      '2 of 5 edges do not close a ring',
      '1 inner rings lie in no outer ring',
      'no closed outer ring',
    ])
  })

  it('keeps the whole rings of a relation of which another ring is cut', () => {
    const { polygons, problems } = assemble(['outer', '0,0 4,0 4,4 0,4 0,0'], ['outer', '10,0 14,0 14,4'])
    expect(areas(polygons)).toEqual([[16]])
    expect(problems).toEqual(['2 of 6 edges do not close a ring'])
  })

  it('counts a way that is a member twice once', () => {
    const extract = readOsmPbf(
      writeOsmPbf({
        nodes: [{ id: 1, lng: 0, lat: 0 }, { id: 2, lng: 1, lat: 0 }, { id: 3, lng: 0, lat: 1 }], // prettier-ignore
        ways: [{ id: 9, nodes: [1, 2, 3, 1], tags: {} }],
      }),
    )
    const member = { type: 'way' as const, ref: 9, role: 'outer' }
    const relation = { id: 1, tags: {}, members: [member, member] }
    expect(assembleMultipolygon(extract, relation, buildOsmIndex(extract)).polygons.length).toBe(1)
  })
})

describe('closed way', () => {
  const nodes = [
    { id: 1, lng: 0, lat: 0 },
    { id: 2, lng: 0.004, lat: 0 },
    { id: 3, lng: 0.004, lat: 0.004 },
    { id: 4, lng: 0.002, lat: 0.002 },
  ]
  const read = (wayNodes: number[]) => readOsmPbf(writeOsmPbf({ nodes, ways: [{ id: 1, nodes: wayNodes, tags: {} }] }))

  it('is a polygon, counterclockwise whichever way it runs', () => {
    expect(areaOf(wayPolygon(read([1, 2, 3, 1]), 0)![0])).toBe(8)
    expect(areaOf(wayPolygon(read([1, 3, 2, 1]), 0)![0])).toBe(8)
  })

  it('is none when open, when a node is missing or when it surrounds nothing', () => {
    expect(wayPolygon(read([1, 2, 3]), 0)).toBeNull()
    expect(wayPolygon(read([1, 2, 99, 1]), 0)).toBeNull()
    expect(wayPolygon(read([1, 4, 3, 4, 1]), 0)).toBeNull()
    expect(isClosedWay(read([1, 2, 1]), 0)).toBe(false)
  })

  it('gives its positions without the missing ones', () => {
    expect(wayPositions(read([1, 99, 2]), 0)).toEqual([[0, 0], [0.004, 0]]) // prettier-ignore
  })
})

const aachen = new URL('../../../../shared/data/aachen/aachen-2021-08-01.osm.pbf', import.meta.url)
describe.skipIf(!existsSync(aachen))('areas of Aachen, from ../shared/data (skipped where absent)', () => {
  it('are whole or say why not, with holes inside and rings in the right direction', () => {
    const extract = readOsmPbf(readFileSync(aachen))
    const index = buildOsmIndex(extract)
    let whole = 0
    const relations = extract.relations.filter(({ tags }) => tags['type'] === 'multipolygon')
    for (const relation of relations) {
      const { polygons, problems } = assembleMultipolygon(extract, relation, index)
      if (problems.length === 0) whole++
      expect(polygons.length > 0 || problems.length > 0).toBe(true)
      for (const [outer, ...holes] of polygons) {
        expect(areaOf(outer)).toBeGreaterThanOrEqual(0)
        for (const hole of holes) expect(-areaOf(hole)).toBeLessThanOrEqual(areaOf(outer))
      }
    }
    // The others are cut by the edge of the extract.
    expect(whole / relations.length).toBeGreaterThan(0.9)
  })
})
