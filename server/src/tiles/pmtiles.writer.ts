/**
 * Writes PMTiles version 3 archives (specification: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): header,
 * root directory, metadata, leaf directories, tiles. Tiles lie along the Hilbert curve (clustered), equal tiles are stored
 * once, runs of equal tiles take one entry. Tiles and directories are packed by gzip. The archive is built in memory.
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { concatenateBytes } from '../columns/concatenate-bytes.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { TileAddress } from './tile-math.ts'
import type { VectorLayer } from './tile-sets.ts'

export interface PmtilesTile extends TileAddress {
  /** Vector tile, not packed. */
  readonly data: Uint8Array
}

export interface PmtilesOptions {
  readonly name: string
  readonly description: string
  readonly attribution: string
  readonly vectorLayers: readonly VectorLayer[]
  readonly bounds: Bounds
  readonly minimumZoom: number
  readonly maximumZoom: number
  /** Further keys of the metadata. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

const HEADER_BYTES = 127
/** Header and root directory together must lie within the first 16 KiB. */
const MAXIMUM_ROOT_BYTES = 16_384 - HEADER_BYTES
const GZIP = 2
const MVT = 1

interface Entry {
  tileId: number
  offset: number
  length: number
  /** 0 in the root's entries for leaf directories. */
  runLength: number
}

/** The archive's bytes. Tiles may come in any order, but each address once. */
export function writePmtiles(tiles: Iterable<PmtilesTile>, options: PmtilesOptions): Uint8Array {
  const sorted = [...tiles].map((tile) => ({ id: tileIdOf(tile), data: tile.data })).sort((a, b) => a.id - b.id)
  const { entries, contents, contentBytes } = collectEntries(sorted)
  const { root, leaves } = buildDirectories(entries)
  const metadata = gzipSync(
    JSON.stringify({
      name: options.name,
      description: options.description,
      attribution: options.attribution,
      type: 'overlay',
      format: 'pbf',
      vector_layers: options.vectorLayers,
      ...options.metadata,
    }),
  )
  const metadataOffset = HEADER_BYTES + root.length
  const leavesOffset = metadataOffset + metadata.length
  const tilesOffset = leavesOffset + leaves.length
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'ascii')
  header[7] = 3
  const offsets = [
    HEADER_BYTES,
    root.length,
    metadataOffset,
    metadata.length,
    leavesOffset,
    leaves.length,
    tilesOffset,
    contentBytes,
  ]
  const counts = [sorted.length, entries.length, contents.length]
  ;[...offsets, ...counts].forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * i))
  header.set([1, GZIP, GZIP, MVT, options.minimumZoom, options.maximumZoom], 96)
  const { west, south, east, north } = options.bounds
  const positions = [west, south, east, north].map((degrees) => Math.round(degrees * 1e7))
  positions.forEach((value, i) => header.writeInt32LE(value, 102 + 4 * i))
  header[118] = Math.min(options.maximumZoom, Math.max(options.minimumZoom, 12))
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return concatenateBytes([header, root, metadata, leaves, ...contents])
}

/** Number of the tile: all tiles of lower zooms first, then along the Hilbert curve of its zoom. */
export function tileIdOf({ z, x, y }: TileAddress): number {
  let id = (4 ** z - 1) / 3
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0
    const below = (y & side) > 0 ? 1 : 0
    id += side * side * ((3 * right) ^ below)
    if (below === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1))
        y = side - 1 - (y & (side - 1))
      }
      ;[x, y] = [y, x]
    }
  }
  return id
}

function collectEntries(sorted: readonly { readonly id: number; readonly data: Uint8Array }[]) {
  const entries: Entry[] = []
  const contents: Uint8Array[] = []
  const known = new Map<string, { offset: number; length: number }>()
  let contentBytes = 0
  let before = -1
  for (const { id, data } of sorted) {
    if (id === before) throw new RangeError(`tile ${id} of the archive occurs twice`)
    before = id
    const hash = createHash('sha256').update(data).digest('base64')
    let content = known.get(hash)
    if (content === undefined) {
      const packed = gzipSync(data, { level: 9 })
      content = { offset: contentBytes, length: packed.length }
      known.set(hash, content)
      contents.push(packed)
      contentBytes += packed.length
    }
    const last = entries.at(-1)
    if (last !== undefined && last.offset === content.offset && last.tileId + last.runLength === id) last.runLength++
    else entries.push({ tileId: id, ...content, runLength: 1 })
  }
  return { entries, contents, contentBytes }
}

/** One root directory, or, where that is too large, a root of leaves with as many entries as it takes for the root to fit. */
function buildDirectories(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = packDirectory(entries)
  if (single.length <= MAXIMUM_ROOT_BYTES) return { root: single, leaves: new Uint8Array(0) }
  for (let leafEntries = 4096; ; leafEntries *= 2) {
    const rootEntries: Entry[] = []
    const leaves: Uint8Array[] = []
    let offset = 0
    for (let first = 0; first < entries.length; first += leafEntries) {
      const leaf = packDirectory(entries.slice(first, first + leafEntries))
      rootEntries.push({ tileId: entries[first].tileId, offset, length: leaf.length, runLength: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = packDirectory(rootEntries)
    if (root.length <= MAXIMUM_ROOT_BYTES) return { root, leaves: concatenateBytes(leaves) }
  }
}

function packDirectory(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = []
  const writeVarint = (value: number): void => {
    for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80)
    bytes.push(value)
  }
  writeVarint(entries.length)
  entries.forEach((entry, i) => writeVarint(entry.tileId - (i > 0 ? entries[i - 1].tileId : 0)))
  for (const entry of entries) writeVarint(entry.runLength)
  for (const entry of entries) writeVarint(entry.length)
  entries.forEach((entry, i) => {
    const follows = i > 0 && entry.offset === entries[i - 1].offset + entries[i - 1].length
    writeVarint(follows ? 0 : entry.offset + 1)
  })
  return gzipSync(Uint8Array.from(bytes), { level: 9 })
}
