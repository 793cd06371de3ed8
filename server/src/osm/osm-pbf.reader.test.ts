import { existsSync, readFileSync } from 'node:fs'
import { deflateSync, gzipSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { MISSING_NODE } from './osm-extract.ts'
import { readOsmPbf } from './osm-pbf.reader.ts'
import { writeOsmPbf, type OsmWriteData, type OsmWriteOptions } from './osm-pbf.writer.ts'

const corner: OsmWriteData = {
  nodes: [
    { id: 30, lng: 6.0838, lat: 50.7753 },
    { id: 10, lng: 6.0801, lat: 50.7701, tags: { amenity: 'bench', name: 'Bank am Münsterplatz' } },
    { id: 20, lng: -0.0000001, lat: -33.1 },
  ],
  ways: [
    { id: 8, nodes: [10, 30, 99], tags: { highway: 'footway' } },
    { id: 7, nodes: [20, 10], tags: {} },
  ],
  relations: [{ id: 5, tags: { type: 'route' }, members: [{ type: 'way', ref: 8, role: '' }, { type: 'relation', ref: 4, role: 'stop' }] }], // prettier-ignore
}

describe('reading an extract', () => {
  const shapes: [string, OsmWriteOptions][] = [
    ['dense nodes in zlib blocks', {}],
    ['plain nodes', { plainNodes: true }],
    ['uncompressed blocks', { compression: 'raw' }],
    ['unsorted elements, relations first, one element a block', { keepOrder: true, blockSize: 1, kinds: ['relation', 'way', 'node'] }], // prettier-ignore
    ['offsets of coordinates', { latOffset: 50_000_000_000, lngOffset: -6_000_000_000 }],
  ]
  it.each(shapes)('gives the same elements for %s', (_name, options) => {
    const extract = readOsmPbf(writeOsmPbf(corner, options))
    expect([...extract.nodeIds]).toEqual([10, 20, 30])
    expect([...extract.nodeLng]).toEqual([60801000, -1, 60838000])
    expect([...extract.nodeLat]).toEqual([507701000, -331000000, 507753000])
    expect([...extract.nodeTags]).toEqual([[0, { amenity: 'bench', name: 'Bank am Münsterplatz' }]])
    expect([...extract.wayIds]).toEqual([7, 8])
    expect([...extract.wayFirstNode]).toEqual([0, 2, 5])
    expect([...extract.wayNodes]).toEqual([1, 0, 0, 2, MISSING_NODE])
    expect(extract.wayTags).toEqual([{}, { highway: 'footway' }])
    expect(extract.relations).toEqual(corner.relations)
  })

  it('rounds to the granularity of the file', () => {
    const extract = readOsmPbf(writeOsmPbf(corner, { granularity: 10_000 }))
    expect([...extract.nodeLng]).toEqual([60801000, 0, 60838000])
  })

  it('takes bounds and time from the header', () => {
    const bounds = { west: 6, south: 50.7, east: 6.2, north: 50.8 }
    const extract = readOsmPbf(writeOsmPbf({ ...corner, bounds, timestamp: '2021-08-01T23:59:58Z' }))
    expect(extract.bounds).toEqual(bounds)
    expect(extract.timestamp).toBe('2021-08-01T23:59:58Z')
  })

  it('takes bounds from the nodes and the time from an optional feature where the header names neither', () => {
    const extract = readOsmPbf(writeOsmPbf(corner, { optionalFeatures: ['timestamp=2013-05-01T10:00:00Z'] }))
    expect(extract.bounds).toEqual({ west: -0.0000001, south: -33.1, east: 6.0838, north: 50.7753 })
    expect(extract.timestamp).toBe('2013-05-01T10:00:00Z')
  })

  it('keeps the last occurrence of an id that comes twice', () => {
    const nodes = [
      { id: 2, lng: 1, lat: 1, tags: { name: 'old' } },
      { id: 1, lng: 0, lat: 0 },
      { id: 2, lng: 2, lat: 2 },
      { id: 1, lng: 0, lat: 0 },
    ]
    const ways = [{ id: 4, nodes: [1], tags: { note: 'old' } }, { id: 4, nodes: [2, 1], tags: { note: 'new' } }] // prettier-ignore
    const relations = [{ id: 4, members: [], tags: { note: 'old' } }, { id: 4, members: [], tags: { note: 'new' } }] // prettier-ignore
    const extract = readOsmPbf(writeOsmPbf({ nodes, ways, relations }, { keepOrder: true, blockSize: 1 }))
    expect([...extract.nodeIds]).toEqual([1, 2])
    expect([...extract.nodeLng]).toEqual([0, 20_000_000])
    expect(extract.nodeTags.size).toBe(0)
    expect([...extract.wayNodes]).toEqual([1, 0])
    expect(extract.wayTags).toEqual([{ note: 'new' }])
    expect(extract.relations).toEqual([{ id: 4, members: [], tags: { note: 'new' } }])
  })

  it('reads tags named like properties of JavaScript objects', () => {
    const tags = JSON.parse('{"constructor":"a","__proto__":"b","toString":"c"}') as Record<string, string>
    const extract = readOsmPbf(writeOsmPbf({ nodes: [{ id: 1, lng: 0, lat: 0, tags }, { id: 2, lng: 0, lat: 0, tags: { a: 'b' } }] })) // prettier-ignore
    expect(Object.entries(extract.nodeTags.get(0)!)).toEqual(Object.entries(tags))
    expect(extract.nodeTags.get(1)!.constructor).toBeUndefined()
    expect(extract.nodeTags.get(1)!['__proto__']).toBeUndefined()
  })

  it('reads back letters beyond the first planes of Unicode, which the string writer of pbf garbles', () => {
    const tags = { name: '\u{20000}\u{1F6B6} Straße' }
    const extract = readOsmPbf(writeOsmPbf({ nodes: [{ id: 1, lng: 0, lat: 0, tags }] }))
    expect(extract.nodeTags.get(0)).toEqual(tags)
  })

  it('joins files that were appended to one another', () => {
    const other = writeOsmPbf({
      nodes: [{ id: 40, lng: 7, lat: 51 }],
      bounds: { west: 6, south: 50, east: 8, north: 52 },
    })
    const first = writeOsmPbf({ ...corner, bounds: { west: 5, south: 49, east: 6, north: 51 } })
    const extract = readOsmPbf(Buffer.concat([first, other]))
    expect([...extract.nodeIds]).toEqual([10, 20, 30, 40])
    expect(extract.bounds).toEqual({ west: 5, south: 49, east: 8, north: 52 })
  })

  it('skips blocks of kinds it does not know', () => {
    const bytes = writeOsmPbf(corner)
    const unknown = blobOf('SomethingNew', (blob) => blob.writeBytesField(1, Uint8Array.of(1, 2, 3)))
    expect([...readOsmPbf(Buffer.concat([bytes, unknown])).nodeIds]).toEqual([10, 20, 30])
  })

  it('reports progress up to 1', () => {
    const shares: number[] = []
    readOsmPbf(writeOsmPbf(corner, { blockSize: 1 }), { onProgress: (share) => shares.push(share) })
    expect(shares.length).toBe(8)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })
})

describe('refusing a file', () => {
  const good = writeOsmPbf(corner, { blockSize: 2 })
  const foreign: [string, Uint8Array, RegExp][] = [
    ['text', Buffer.from('id;name\n1;Rathaus\n'), /not an OpenStreetMap PBF/],
    ['OSM XML', Buffer.from('<?xml version="1.0"?><osm version="0.6"></osm>'), /XML/],
    ['gzip', gzipSync(good), /gzip/],
    ['zip', Buffer.from('PK\u0003\u0004aachen.osm.pbf'), /zip/],
    ['GeoJSON', Buffer.from('{"type":"FeatureCollection"}'), /JSON/],
    ['one byte', Uint8Array.of(0), /block header|not an OpenStreetMap/],
    ['zeros', new Uint8Array(1000), /header of 0 bytes/],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 251), /not an OpenStreetMap PBF/],
  ]
  it.each(foreign)('says that %s is no extract', (_name, bytes, message) => {
    const error = errorOf(bytes)
    expect(error.message).toMatch(message)
    expect(error.where).toMatch(/^byte \d+$/)
    expect(error.remedy).not.toBe('')
  })

  it('says that an empty file is empty', () => {
    expect(errorOf(new Uint8Array(0)).kind).toBe('osm-empty')
  })

  it('says that a file without nodes holds nothing', () => {
    expect(errorOf(writeOsmPbf({ nodes: [] })).kind).toBe('osm-empty')
    expect(errorOf(writeOsmPbf({ nodes: [], ways: [{ id: 1, nodes: [1, 2], tags: {} }] })).kind).toBe('osm-empty')
  })

  it('notices every place at which a file can be cut off', () => {
    const boundaries = new Set<number>()
    for (let offset = 0; offset < good.length;) {
      boundaries.add(offset)
      offset = blobEnd(good, offset)
    }
    for (let length = 0; length < good.length; length++) {
      const cut = good.subarray(0, length)
      if (boundaries.has(length)) continue
      expect(['osm-truncated', 'osm-not-pbf']).toContain(errorOf(cut).kind)
    }
  })

  it('names the byte at which a cut file breaks', () => {
    const second = blobEnd(good, 0)
    const error = errorOf(good.subarray(0, second + 10))
    expect(error.kind).toBe('osm-truncated')
    expect(error.where).toBe(`byte ${second}`)
  })

  it.each([
    ['HistoricalInformation', /time-filter/],
    ['Has_Wings', /ordinary extract/],
  ])('names the required feature %s', (feature, remedy) => {
    const error = errorOf(writeOsmPbf(corner, { requiredFeatures: ['OsmSchema-V0.6', 'DenseNodes', feature] }))
    expect(error.kind).toBe('osm-unsupported-feature')
    expect(error.message).toContain(feature)
    expect(error.remedy).toMatch(remedy)
  })

  it.each([
    [4, 'LZMA'],
    [6, 'LZ4'],
    [7, 'Zstandard'],
  ])('names compression number %i as %s', (field, name) => {
    const header = good.subarray(0, blobEnd(good, 0))
    const error = errorOf(Buffer.concat([header, blobOf('OSMData', (blob) => blob.writeBytesField(field, Uint8Array.of(1)))])) // prettier-ignore
    expect(error.kind).toBe('osm-unsupported-compression')
    expect(error.message).toContain(name)
  })

  describe('that breaks a limit of the format', () => {
    const header = good.subarray(0, blobEnd(good, 0))
    const cases: [string, Uint8Array, RegExp][] = [
      ['a block header of 64 KiB', lengthPrefix(64 * 1024), /header of 65536 bytes/],
      ['a block above 32 MiB', headerOf('OSMData', 32 * 1024 * 1024 + 1), /33554433 bytes/],
      ['an unpacked size above 32 MiB', zlibBlob(deflateSync(new Uint8Array(10)), 33_554_433), /33554433/],
      ['more unpacked bytes than announced', zlibBlob(deflateSync(new Uint8Array(5_000_000)), 10), /unpack/],
      [
        'fewer unpacked bytes than announced',
        zlibBlob(deflateSync(new Uint8Array(10)), 30_000_000),
        /10 bytes instead/,
      ],
      ['no unpacked size', zlibBlob(deflateSync(new Uint8Array(10)), null), /no unpacked size/],
      ['no content', blobOf('OSMData', () => undefined), /without content/],
      ['content that is not zlib', zlibBlob(Uint8Array.of(1, 2, 3, 4), 4), /cannot be unpacked/],
    ]
    it.each(cases)('refuses %s', (_name, blob, message) => {
      const error = errorOf(Buffer.concat([header, blob]))
      expect(error.kind).toBe('osm-malformed')
      expect(error.message).toMatch(message)
      expect(error.where).toBe(`byte ${header.length}`)
    })

    it('stops a file of blocks that unpack to far more than its size', () => {
      const bomb = zlibBlob(deflateSync(new Uint8Array(30_000_000)), 30_000_000, 'Padding')
      expect(errorOf(Buffer.concat([header, bomb, bomb, bomb])).kind).toBe('osm-too-large')
    })
  })

  it('refuses a node that is not on Earth', () => {
    const error = errorOf(writeOsmPbf({ nodes: [{ id: 77, lng: 6, lat: 95 }] }))
    expect(error.kind).toBe('osm-malformed')
    expect(error.message).toContain('node 77')
  })
})

const data = new URL('../../../../shared/data/', import.meta.url)
describe.skipIf(!existsSync(data))('real extracts of ../shared/data (skipped where absent)', () => {
  // Nodes, ways and relations as osmium fileinfo counts them; node references of ways outside of the file.
  const counts: [string, number, number, number, number][] = [
    ['aachen/aachen-2021-08-01.osm.pbf', 293_587, 59_950, 1_170, 0],
    ['aachen/aachen-mini.osm.pbf', 44_193, 9_029, 484, 0],
    ['scale/milan.osm.pbf', 262_352, 69_043, 2_350, 42_142],
    ['scale/porto-district-2015-06-06.osm.pbf', 347_944, 51_458, 357, 0],
    ['scale/malta-2016-11-09.osm.pbf', 252_937, 40_028, 527, 0],
    ['scale/multi-region-merged.osm.pbf', 2_169_937, 375_350, 7_225, 50_168],
  ]
  it.each(counts)('reads %s', (file, nodes, ways, relations, missing) => {
    const extract = readOsmPbf(readFileSync(new URL(file, data)))
    expect(extract.nodeIds.length).toBe(nodes)
    expect(extract.wayIds.length).toBe(ways)
    expect(extract.relations.length).toBe(relations)
    expect(extract.wayNodes.reduce((sum, node) => sum + (node === MISSING_NODE ? 1 : 0), 0)).toBe(missing)
    expect(extract.nodeIds.every((id, i) => i === 0 || id > extract.nodeIds[i - 1])).toBe(true)
  })
})

function errorOf(bytes: Uint8Array): ImportError {
  try {
    readOsmPbf(bytes)
  } catch (error) {
    if (error instanceof ImportError) return error
    throw error
  }
  throw new Error('The file was read although it must be refused.')
}

function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(length)
  return prefix
}

function headerOf(type: string, dataLength: number): Buffer {
  const header = new PbfWriter()
  header.writeStringField(1, type)
  header.writeVarintField(3, dataLength)
  const body = header.finish()
  return Buffer.concat([lengthPrefix(body.length), body])
}

function blobOf(type: string, write: (blob: PbfWriter) => void): Buffer {
  const blob = new PbfWriter()
  write(blob)
  const body = blob.finish()
  return Buffer.concat([headerOf(type, body.length), body])
}

function zlibBlob(packed: Uint8Array, rawSize: number | null, type = 'OSMData'): Buffer {
  return blobOf(type, (blob) => {
    if (rawSize !== null) blob.writeVarintField(2, rawSize)
    blob.writeBytesField(3, packed)
  })
}

/** End of the blob that begins at the offset, read independently of the reader: our writer puts the length last. */
function blobEnd(bytes: Uint8Array, offset: number): number {
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset)
  const header = bytes.subarray(offset + 4, offset + 4 + headerLength)
  const typeLength = header[1]
  let dataLength = 0
  for (let i = headerLength - 1; i > 2 + typeLength; i--) dataLength = dataLength * 128 + (header[i] & 0x7f)
  return offset + 4 + headerLength + dataLength
}
