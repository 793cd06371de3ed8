import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import type { OsmExtract } from './osm-extract.ts'
import { MISSING_NODE } from './osm-extract.ts'
import { readOsmPbf } from './osm-pbf.reader.ts'
import { writeOsmPbf, type OsmWriteData, type OsmWriteOptions } from './osm-pbf.writer.ts'

const id = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }))
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const tags = fc.dictionary(text, text, { maxKeys: 4 })
const degrees = (limit: number) => fc.integer({ min: -limit * 1e7, max: limit * 1e7 }).map((units) => units / 1e7)

const dataArbitrary: fc.Arbitrary<OsmWriteData> = fc.record({
  nodes: fc.uniqueArray(fc.record({ id, lng: degrees(180), lat: degrees(90), tags }), {
    selector: (node) => node.id,
    minLength: 1,
    maxLength: 20,
  }),
  ways: fc.uniqueArray(fc.record({ id, nodes: fc.array(id, { maxLength: 8 }), tags }), { selector: (way) => way.id }),
  relations: fc.uniqueArray(
    fc.record({
      id,
      members: fc.array(
        fc.record({
          type: fc.constantFrom('node' as const, 'way' as const, 'relation' as const),
          ref: id,
          role: fc.oneof(fc.constant(''), text),
        }),
        { maxLength: 5 },
      ),
      tags,
    }),
    { selector: (relation) => relation.id },
  ),
})

const optionsArbitrary: fc.Arbitrary<OsmWriteOptions> = fc.record({
  plainNodes: fc.boolean(),
  compression: fc.constantFrom('zlib' as const, 'raw' as const),
  blockSize: fc.integer({ min: 1, max: 30 }),
  keepOrder: fc.boolean(),
  kinds: fc.shuffledSubarray(['node', 'way', 'relation'], { minLength: 3 }) as fc.Arbitrary<OsmWriteOptions['kinds']>,
  granularity: fc.constantFrom(1, 10, 100),
  latOffset: fc.constantFrom(0, 51_000_000_000),
  lngOffset: fc.constantFrom(0, -7_000_000_000),
})

/** The elements of an extract by id, as they were given to the writer. */
function elementsOf(extract: OsmExtract): OsmWriteData {
  const nodes = [...extract.nodeIds].map((nodeId, i) => ({
    id: nodeId,
    lng: extract.nodeLng[i] / 1e7,
    lat: extract.nodeLat[i] / 1e7,
    tags: extract.nodeTags.get(i) ?? {},
  }))
  const ways = [...extract.wayIds].map((wayId, i) => ({
    id: wayId,
    nodes: [...extract.wayNodes.subarray(extract.wayFirstNode[i], extract.wayFirstNode[i + 1])].map((node) =>
      node === MISSING_NODE ? Number.NaN : extract.nodeIds[node],
    ),
    tags: extract.wayTags[i],
  }))
  return { nodes, ways, relations: extract.relations }
}

function expectedElements(data: OsmWriteData): OsmWriteData {
  const known = new Set(data.nodes.map((node) => node.id))
  const byId = (a: { id: number }, b: { id: number }) => a.id - b.id
  return {
    nodes: [...data.nodes].sort(byId),
    ways: data.ways!.map((way) => ({ ...way, nodes: way.nodes.map((node) => (known.has(node) ? node : Number.NaN)) })).sort(byId), // prettier-ignore
    relations: [...data.relations!].sort(byId),
  }
}

describe('OSM PBF', () => {
  it('reads back whatever is written, in any shape of file', () => {
    fc.assert(
      fc.property(dataArbitrary, optionsArbitrary, (data, options) => {
        const read = elementsOf(readOsmPbf(writeOsmPbf(data, options)))
        const plain = (elements: OsmWriteData): unknown =>
          JSON.parse(JSON.stringify(elements, (_key, value: unknown) => (Object.is(value, -0) ? 0 : value)))
        expect(plain(read)).toEqual(plain(expectedElements(data)))
      }),
      { numRuns: 300 },
    )
  })

  const seeds = fc.sample(fc.tuple(dataArbitrary, optionsArbitrary), { numRuns: 12, seed: 7 })
  it('answers damaged files with an ImportError or with an extract, never otherwise', () => {
    const outcomes = { read: 0, refused: 0 }
    const flip = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.nat({ max: seeds.length - 1 }), flip, fc.boolean(), (seed, flips, raw) => {
        const [data, options] = seeds[seed]
        const bytes = writeOsmPbf(data, { ...options, compression: raw ? 'raw' : 'zlib' })
        for (const [place, mask] of flips) bytes[place % bytes.length] ^= mask
        try {
          const extract = readOsmPbf(bytes)
          expect(extract.nodeIds.length).toBeGreaterThan(0)
          outcomes.read++
        } catch (error) {
          if (!(error instanceof ImportError)) throw error
          expect(error.where).toMatch(/byte/)
          outcomes.refused++
        }
      }),
      { numRuns: 4000 },
    )
    expect(outcomes.read, 'Some damage, as in the text of a tag, cannot be noticed.').toBeGreaterThan(0)
    expect(outcomes.refused).toBeGreaterThan(outcomes.read)
  })

  it('answers random bytes behind a good header with an ImportError', () => {
    const header = writeOsmPbf({ nodes: [] })
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (noise) => {
        expect(() => readOsmPbf(Buffer.concat([header, noise]))).toThrow(ImportError)
      }),
      { numRuns: 1000 },
    )
  })
})
