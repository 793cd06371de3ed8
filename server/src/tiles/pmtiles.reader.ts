/**
 * Reads PMTiles version 3 archives that lie in memory whole, to check what was written: header, metadata, every entry of every directory, every tile.
 * The map itself is read by byte ranges, in the browser.
 */
import { gunzipSync } from 'node:zlib'

/** What is wrong with the bytes; the message says what and where. */
export class PmtilesError extends Error {
  override readonly name = 'PmtilesError'
}

export interface PmtilesEntry {
  readonly tileId: number
  /** From the beginning of the tiles. */
  readonly offset: number
  readonly length: number
  /** Equal tiles in a row, at least 1. */
  readonly runLength: number
}

export interface PmtilesArchive {
  readonly minimumZoom: number
  readonly maximumZoom: number
  readonly isClustered: boolean
  /** Degrees: west, south, east, north. */
  readonly bounds: readonly [number, number, number, number]
  readonly metadata: Readonly<Record<string, unknown>>
  /** Where the tiles begin in the archive. */
  readonly tileOffset: number
  /** Ascending by tile, none of them overlapping. */
  readonly entries: readonly PmtilesEntry[]
  /** The tiles of an entry, unpacked. Throws PmtilesError where they cannot be. */
  readTile(entry: PmtilesEntry): Uint8Array
}

const HEADER_BYTES = 127
/** Header and root directory are read together by this first range. */
const FIRST_BYTES = 16_384
const GZIP = 2
const MVT = 1
/** Unpacked bytes of a directory, the metadata or a tile. */
const LARGEST_PART = 64 << 20

/** @throws PmtilesError for anything but a whole archive of gzipped vector tiles */
export function readPmtiles(bytes: Uint8Array): PmtilesArchive {
  if (bytes.length < HEADER_BYTES || Buffer.from(bytes.subarray(0, 7)).toString('latin1') !== 'PMTiles')
    throw new PmtilesError('it does not begin like a PMTiles archive')
  if (bytes[7] !== 3) throw new PmtilesError(`it is of version ${bytes[7]} instead of 3`)
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  const count = (at: number): number => Number(header.getBigUint64(at, true))
  const part = (name: string, at: number): Uint8Array => {
    const [offset, length] = [count(at), count(at + 8)]
    if (!(offset >= HEADER_BYTES && offset + length <= bytes.length))
      throw new PmtilesError(`${name} should end at byte ${offset + length} of ${bytes.length}`)
    return bytes.subarray(offset, offset + length)
  }
  if (bytes[97] !== GZIP || bytes[98] !== GZIP) throw new PmtilesError('it is not packed by gzip')
  if (bytes[99] !== MVT) throw new PmtilesError('its tiles are no vector tiles')
  const root = part('the root directory', 8)
  if (count(8) + root.length > FIRST_BYTES) throw new PmtilesError('the root directory is not within the first 16 KiB')
  const metadata = part('the metadata', 24)
  const leaves = part('the leaf directories', 40)
  const tiles = part('the tiles', 56)
  const entries = listEntries(readDirectory(root), leaves, tiles.length)
  const addressed = entries.reduce((sum, { runLength }) => sum + runLength, 0)
  if (count(72) !== addressed)
    throw new PmtilesError(`its header counts ${count(72)} tiles, its directories ${addressed}`)
  return {
    minimumZoom: bytes[100],
    maximumZoom: bytes[101],
    isClustered: bytes[96] === 1,
    bounds: [102, 106, 110, 114].map((at) => header.getInt32(at, true) / 1e7) as [number, number, number, number],
    metadata: JSON.parse(Buffer.from(unpack(metadata, 'the metadata')).toString('utf8')) as Record<string, unknown>,
    tileOffset: count(56),
    entries,
    readTile: ({ offset, length, tileId }) => unpack(tiles.subarray(offset, offset + length), `tile ${tileId}`),
  }
}

function listEntries(root: readonly PmtilesEntry[], leaves: Uint8Array, tileBytes: number): PmtilesEntry[] {
  const entries = root.flatMap((entry) => {
    if (entry.runLength > 0) return [entry]
    if (entry.offset + entry.length > leaves.length) throw new PmtilesError('a directory lies beyond the directories')
    const leaf = readDirectory(leaves.subarray(entry.offset, entry.offset + entry.length))
    if (leaf.some(({ runLength }) => runLength === 0)) throw new PmtilesError('a leaf directory leads to a third level')
    return leaf
  })
  entries.forEach(({ tileId, offset, length }, i) => {
    if (length === 0 || offset + length > tileBytes) throw new PmtilesError(`tile ${tileId} lies beyond the tiles`)
    const before = entries[i - 1]
    if (before !== undefined && tileId < before.tileId + before.runLength)
      throw new PmtilesError(`tile ${tileId} is in the directories twice`)
  })
  return entries
}

function readDirectory(packed: Uint8Array): PmtilesEntry[] {
  const bytes = unpack(packed, 'a directory')
  let at = 0
  const next = (): number => {
    let value = 0
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      if (at >= bytes.length) break
      const byte = bytes[at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw new PmtilesError('a directory ends too early')
  }
  const length = next()
  if (length > bytes.length) throw new PmtilesError(`a directory of ${bytes.length} bytes claims ${length} entries`)
  const column = (): number[] => Array.from({ length }, next)
  let tileId = 0
  const tileIds = column().map((step) => (tileId += step))
  const [runLengths, lengths] = [column(), column()]
  let end = 0
  return column().map((stored, i) => {
    const offset = stored === 0 && i > 0 ? end : stored - 1
    end = offset + lengths[i]
    return { tileId: tileIds[i], offset, length: lengths[i], runLength: runLengths[i] }
  })
}

function unpack(packed: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: LARGEST_PART })
  } catch {
    throw new PmtilesError(`${name} cannot be unpacked`)
  }
}
