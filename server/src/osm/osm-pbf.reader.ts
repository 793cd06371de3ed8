import { PbfReader } from 'pbf'
import { joinBounds, type Bounds } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import { ExtractBuilder, type ExtractHead } from './extract-builder.ts'
import type { OsmExtract } from './osm-extract.ts'
import { TooManyElements, readPrimitiveBlock } from './osm-pbf-block.reader.ts'
import { malformed, readOsmBlobs, type OsmBlob } from './osm-pbf-blobs.reader.ts'
import { KNOWN_REQUIRED_FEATURES, NANODEGREES_PER_DEGREE, WIRE_BYTES, WIRE_VARINT } from './osm-pbf-format.ts'
import { enterMessage, readMessageFields, requireWireType } from './pbf-message.reader.ts'

/**
 * Reads OpenStreetMap extracts in PBF: dense and plain nodes, ways and relations in any order, packed with zlib or not.
 * Format: https://wiki.openstreetmap.org/wiki/PBF_Format. Not read: history files, other compressions, authorship (user,
 * changeset, version, time of single elements).
 */

export interface OsmReadOptions {
  /** Called after each block with the share of the file read, 0 … 1. */
  onProgress?(share: number): void
}

interface Header extends ExtractHead {
  readonly requiredFeatures: readonly string[]
  readonly optionalFeatures: readonly string[]
}

/**
 * The extract that the bytes of a `.osm.pbf` file hold.
 * @throws ImportError with the byte offset and a remedy for a file that is foreign, cut off, damaged, too large, without
 * nodes, or in need of a feature that is not supported. Nothing else is thrown, whatever the bytes.
 */
export function readOsmPbf(bytes: Uint8Array, options: OsmReadOptions = {}): OsmExtract {
  const builder = new ExtractBuilder()
  const totals = { tags: 0 }
  let head: ExtractHead | null = null
  for (const blob of readOsmBlobs(bytes)) {
    if (blob.type === 'OSMHeader') {
      const header = readHeader(blob)
      refuseUnknownFeatures(header, blob.offset)
      head = head === null ? header : joinHeads(head, header)
    } else if (blob.type === 'OSMData') {
      readData(blob, builder, totals)
    }
    options.onProgress?.((blob.offset + 1) / bytes.length)
  }
  if (builder.nodeCount === 0 || head === null) {
    throw new ImportError(
      'osm-empty',
      'The OpenStreetMap file holds no nodes.',
      `${bytes.length} bytes`,
      'Choose an extract that covers the region, and keep nodes and ways when cutting it (osmium extract does).',
    )
  }
  const extract = builder.finish(head)
  options.onProgress?.(1)
  return extract
}

function readData(blob: OsmBlob, builder: ExtractBuilder, totals: { tags: number }): void {
  try {
    readPrimitiveBlock(blob.payload, builder, totals)
  } catch (error) {
    if (error instanceof TooManyElements) {
      throw new ImportError(
        'osm-too-large',
        `The file holds more than ${error.message}, more than one region needs.`,
        `byte ${blob.offset}`,
        'Cut it to the region and a few kilometres around it, for example with "osmium extract --bbox".',
      )
    }
    throw malformed(blob.offset, `a block of map data cannot be read (${(error as Error).message})`)
  }
}

function readHeader(blob: OsmBlob): Header {
  const { payload, offset } = blob
  const requiredFeatures: string[] = []
  const optionalFeatures: string[] = []
  let bounds: Bounds | null = null
  let timestampSeconds: number | null = null
  try {
    const pbf = new PbfReader(payload)
    const readText = (): string => {
      const end = enterMessage(pbf, payload.length)
      const text = Buffer.from(payload.buffer, payload.byteOffset + pbf.pos, end - pbf.pos).toString('utf8')
      pbf.pos = end
      return text
    }
    readMessageFields(pbf, payload.length, (field) => {
      if (field === 1) {
        requireWireType(pbf, WIRE_BYTES, 'bounding box')
        bounds = readBounds(pbf, enterMessage(pbf, payload.length))
      } else if (field === 4 || field === 5) {
        requireWireType(pbf, WIRE_BYTES, 'feature')
        const features = field === 4 ? requiredFeatures : optionalFeatures
        features.push(readText())
      } else if (field === 32) {
        requireWireType(pbf, WIRE_VARINT, 'time stamp')
        timestampSeconds = pbf.readVarint(true)
      }
    })
  } catch (error) {
    throw malformed(offset, `its header cannot be read (${(error as Error).message})`)
  }
  const timestamp = formatTimestamp(timestampSeconds) ?? findTimestamp(optionalFeatures)
  return { requiredFeatures, optionalFeatures, bounds, timestamp }
}

/** The header's box, or null where it is not a box on Earth: it is a hint, not worth refusing a file. */
function readBounds(pbf: PbfReader, end: number): Bounds | null {
  const sides = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
  readMessageFields(pbf, end, (field) => {
    if (field < 1 || field > 4) return
    requireWireType(pbf, WIRE_VARINT, 'side of the bounding box')
    sides[field - 1] = pbf.readSVarint() / NANODEGREES_PER_DEGREE
  })
  const [west, east, north, south] = sides
  const onEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  return onEarth && west < east && south < north ? { west, south, east, north } : null
}

function formatTimestamp(seconds: number | null): string | null {
  const date = new Date((seconds ?? 0) * 1000)
  if (seconds === null || seconds <= 0 || Number.isNaN(date.getTime())) return null
  return date.toISOString().replace('.000Z', 'Z')
}

/** Osmosis writes the time of an extract as an optional feature. */
function findTimestamp(features: readonly string[]): string | null {
  for (const feature of features) {
    const match = /^timestamp=(.+)$/.exec(feature)
    if (match) return formatTimestamp(Date.parse(match[1]) / 1000)
  }
  return null
}

function refuseUnknownFeatures(header: Header, offset: number): void {
  const unknown = header.requiredFeatures.filter((feature) => !KNOWN_REQUIRED_FEATURES.includes(feature))
  if (unknown.length > 0) {
    throw new ImportError(
      'osm-unsupported-feature',
      `The file requires ${unknown.join(', ')}, which is not supported.`,
      `byte ${offset}`,
      unknown.includes('HistoricalInformation')
        ? 'This is a history file. Make a snapshot of one date, for example with "osmium time-filter".'
        : 'Choose an ordinary extract, for example from download.geofabrik.de.',
    )
  }
}

/** Files that were simply appended to one another have several headers. */
function joinHeads(a: ExtractHead, b: ExtractHead): ExtractHead {
  const bounds = a.bounds && b.bounds ? joinBounds(a.bounds, b.bounds) : null
  return { bounds, timestamp: a.timestamp ?? b.timestamp }
}
