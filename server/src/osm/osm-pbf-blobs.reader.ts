import { inflateSync } from 'node:zlib'
import { PbfReader } from 'pbf'
import { ImportError } from '../issues/import-error.ts'
import {
  BLOB_RAW,
  BLOB_RAW_SIZE,
  BLOB_ZLIB,
  MAXIMUM_BLOB_BYTES,
  MAXIMUM_BLOB_HEADER_BYTES,
  UNSUPPORTED_COMPRESSIONS,
  WIRE_BYTES,
  WIRE_VARINT,
} from './osm-pbf-format.ts'
import { enterMessage, readMessageFields, requireWireType } from './pbf-message.reader.ts'

/** One blob of the file, unpacked. */
export interface OsmBlob {
  readonly type: string
  readonly payload: Uint8Array
  /** Byte of the file at which the blob begins, its length included. */
  readonly offset: number
}

const REMEDY_AGAIN = 'Download or export the extract again and compare its size or checksum with the source.'
const REMEDY_FORMAT = 'Choose an OpenStreetMap extract that ends in .osm.pbf.'

/** How far all blobs together may grow when unpacked: real extracts stay below 10 times their size. */
const MAXIMUM_INFLATION = 100
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024

/** Beginnings of files that people mistake for an extract. */
const FOREIGN_FILES: readonly (readonly [name: string, beginning: readonly number[]])[] = [
  ['gzip archive', [0x1f, 0x8b]],
  ['zip archive', [0x50, 0x4b]],
  ['bzip2 archive (often .osm.bz2)', [0x42, 0x5a, 0x68]],
  ['xz archive', [0xfd, 0x37, 0x7a]],
  ['SQLite database or GeoPackage', [0x53, 0x51, 0x4c, 0x69]],
  ['o5m file', [0xff, 0xe0]],
  ['XML file (perhaps .osm)', [0x3c]],
  ['XML file (perhaps .osm)', [0xef, 0xbb, 0xbf, 0x3c]],
  ['JSON file', [0x7b]],
  ['JSON file', [0x5b]],
]

/**
 * Walks through the blobs of an OSM PBF file and unpacks them one at a time, within the limits of the format.
 * @throws ImportError with the byte offset for anything that is not such a file, is cut off or breaks a limit.
 */
export function* readOsmBlobs(bytes: Uint8Array): Generator<OsmBlob> {
  if (bytes.length === 0) {
    throw new ImportError('osm-empty', 'The file is empty (0 bytes).', 'byte 0', REMEDY_AGAIN)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const inflationLimit = Math.max(ALWAYS_ALLOWED_BYTES, bytes.length * MAXIMUM_INFLATION)
  let unpacked = 0
  let offset = 0
  while (offset < bytes.length) {
    if (offset === 0) refuseForeignFile(bytes)
    if (offset + 4 > bytes.length) throw truncated(bytes, offset, 'the length of a block header')
    const headerLength = view.getUint32(offset)
    if (headerLength >= MAXIMUM_BLOB_HEADER_BYTES || headerLength === 0) {
      const found = `a block header of ${headerLength} bytes`
      if (offset === 0) throw notPbf(`it begins with ${found}`)
      throw malformed(offset, `${found}, allowed are 1 to ${MAXIMUM_BLOB_HEADER_BYTES - 1}`)
    }
    const bodyOffset = offset + 4 + headerLength
    if (bodyOffset > bytes.length) {
      if (offset === 0 && bytes.length < 16) throw notPbf(`it has only ${bytes.length} bytes`)
      throw truncated(bytes, offset, 'a block header')
    }
    const header = decodeBlobHeader(bytes.subarray(offset + 4, bodyOffset), offset)
    if (header.dataLength > MAXIMUM_BLOB_BYTES) {
      throw malformed(offset, `a block of ${header.dataLength} bytes, allowed are ${MAXIMUM_BLOB_BYTES}`)
    }
    const end = bodyOffset + header.dataLength
    if (end > bytes.length) throw truncated(bytes, offset, `a block that should end at byte ${end}`)
    const payload = unpackBlob(bytes.subarray(bodyOffset, end), offset)
    unpacked += payload.length
    if (unpacked > inflationLimit) {
      const message = `The blocks of the file unpack to more than ${MAXIMUM_INFLATION} times its size.`
      throw new ImportError(
        'osm-too-large',
        message,
        `byte ${offset}`,
        'Do not use this file; take one from a known source.',
      )
    }
    yield { type: header.type, payload, offset }
    offset = end
  }
}

/** An `ImportError` for content that breaks the format. */
export function malformed(offset: number, found: string): ImportError {
  return new ImportError('osm-malformed', `The file is damaged: ${found}.`, `byte ${offset}`, REMEDY_AGAIN)
}

function notPbf(found: string): ImportError {
  return new ImportError('osm-not-pbf', `This is not an OpenStreetMap PBF file: ${found}.`, 'byte 0', REMEDY_FORMAT)
}

function truncated(bytes: Uint8Array, offset: number, inside: string): ImportError {
  const message = `The file is cut off: it ends after ${bytes.length} bytes within ${inside}.`
  return new ImportError('osm-truncated', message, `byte ${offset}`, REMEDY_AGAIN)
}

function refuseForeignFile(bytes: Uint8Array): void {
  for (const [name, beginning] of FOREIGN_FILES) {
    if (beginning.every((byte, i) => bytes[i] === byte)) throw notPbf(`it looks like a ${name}`)
  }
}

function decodeBlobHeader(bytes: Uint8Array, offset: number): { type: string; dataLength: number } {
  let type: string | null = null
  let dataLength = -1
  try {
    const pbf = new PbfReader(bytes)
    readMessageFields(pbf, bytes.length, (field) => {
      if (field === 1) {
        requireWireType(pbf, WIRE_BYTES, 'type of a block')
        const end = enterMessage(pbf, bytes.length)
        type = Buffer.from(bytes.buffer, bytes.byteOffset + pbf.pos, end - pbf.pos).toString('latin1')
        pbf.pos = end
      } else if (field === 3) {
        requireWireType(pbf, WIRE_VARINT, 'length of a block')
        dataLength = pbf.readVarint()
      }
    })
  } catch (error) {
    if (offset === 0) throw notPbf('its first block header cannot be read')
    throw malformed(offset, `block header: ${(error as Error).message}`)
  }
  if (type === null || dataLength < 0) {
    if (offset === 0) throw notPbf('its first block names no type and length')
    throw malformed(offset, 'a block header without type or length')
  }
  if (offset === 0 && type !== 'OSMHeader') throw notPbf('it does not begin with an OSMHeader block')
  return { type, dataLength }
}

function unpackBlob(bytes: Uint8Array, offset: number): Uint8Array {
  let raw: Uint8Array | null = null
  let packed: Uint8Array | null = null
  let rawSize = -1
  let unsupported: string | null = null
  try {
    const pbf = new PbfReader(bytes)
    readMessageFields(pbf, bytes.length, (field) => {
      if (field === BLOB_RAW_SIZE) {
        requireWireType(pbf, WIRE_VARINT, 'unpacked size')
        rawSize = pbf.readVarint()
      } else if (field === BLOB_RAW || field === BLOB_ZLIB || field in UNSUPPORTED_COMPRESSIONS) {
        requireWireType(pbf, WIRE_BYTES, 'content of a block')
        const end = enterMessage(pbf, bytes.length)
        const content = bytes.subarray(pbf.pos, end)
        pbf.pos = end
        if (field === BLOB_RAW) raw = content
        else if (field === BLOB_ZLIB) packed = content
        else unsupported = UNSUPPORTED_COMPRESSIONS[field]
      }
    })
  } catch (error) {
    throw malformed(offset, `block: ${(error as Error).message}`)
  }
  if (raw !== null) return raw
  if (packed !== null) return inflate(packed, rawSize, offset)
  if (unsupported !== null) {
    throw new ImportError(
      'osm-unsupported-compression',
      `The file is packed with ${unsupported as string}; only zlib and unpacked blocks are read.`,
      `byte ${offset}`,
      'Convert it, for example with "osmium cat in.osm.pbf -o out.osm.pbf" (zlib is the default).',
    )
  }
  throw malformed(offset, 'a block without content')
}

function inflate(packed: Uint8Array, rawSize: number, offset: number): Uint8Array {
  if (rawSize > MAXIMUM_BLOB_BYTES || rawSize < 0) {
    const claimed = rawSize < 0 ? 'no unpacked size' : `an unpacked size of ${rawSize} bytes`
    throw malformed(offset, `a packed block with ${claimed}, allowed are ${MAXIMUM_BLOB_BYTES}`)
  }
  let payload: Uint8Array
  try {
    payload = inflateSync(packed, { maxOutputLength: Math.max(1, rawSize), chunkSize: chunkSizeFor(packed, rawSize) })
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    throw malformed(offset, `a block that cannot be unpacked (${code ?? message})`)
  }
  if (payload.length !== rawSize) {
    throw malformed(offset, `a block that unpacks to ${payload.length} bytes instead of ${rawSize}`)
  }
  return payload
}

/** One buffer suffices for a credible size; an incredible claim must not allocate before it has proved true. */
function chunkSizeFor(packed: Uint8Array, rawSize: number): number {
  return Math.max(1024, Math.min(rawSize, packed.length * 8))
}
