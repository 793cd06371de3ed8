/**
 * Reads tiles out of a PMTiles version 3 archive by byte ranges: any web space that answers ranges can hold the map. The header and the directories are
 * kept, so that a tile costs one request; neighbouring tiles that are asked for at once are not joined. Specification: protomaps/PMTiles, spec/v3.
 */

/** Why the archive cannot be read. */
export type PmtilesFault =
  /** The server answers the whole file where a part was asked for. */
  | 'no-ranges'
  /** Nothing came, or an answer other than 200, 206 or 416. */
  | 'unreachable'
  /** What came is no archive, or ends before it should. */
  | 'damaged'

export class PmtilesError extends Error {
  override readonly name = 'PmtilesError'
  readonly fault: PmtilesFault

  constructor(fault: PmtilesFault, message: string) {
    super(message)
    this.fault = fault
  }
}

export interface PmtilesHeader {
  readonly minimumZoom: number
  readonly maximumZoom: number
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number]
}

export interface PmtilesSource {
  getHeader(signal?: AbortSignal): Promise<PmtilesHeader>
  /** The tile unpacked, or null where the archive has none. @throws PmtilesError, or the abort of `signal` */
  getTile(zoom: number, x: number, y: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null>
}

interface Archive extends PmtilesHeader {
  readonly root: readonly Entry[]
  readonly isPackedInside: boolean
  readonly areTilesPacked: boolean
  readonly leafOffset: number
  readonly leafLength: number
  readonly tileOffset: number
  readonly tileLength: number
}
interface Entry {
  readonly tileId: number
  readonly offset: number
  readonly length: number
  /** 0 where the entry leads to another directory. */
  readonly runLength: number
}

/** Header and root directory lie in here by the specification. */
const FIRST_BYTES = 16_384
const HEADER_BYTES = 127
/** The specification allows three levels of directories; a fourth would be a circle. */
const MOST_LEVELS = 4
/** A directory of a municipality has some thousand entries. */
const MOST_ENTRIES = 1_000_000
const COMPRESSION = { none: 1, gzip: 2 } as const

export function createPmtilesSource(address: string, load: typeof fetch = fetch): PmtilesSource {
  let archive: Promise<Archive> | null = null
  const leaves = new Map<number, Promise<readonly Entry[]>>()

  async function readRange(offset: number, length: number, signal?: AbortSignal, mayBeShort = false) {
    let response: Response
    try {
      response = await load(address, { headers: { range: `bytes=${offset}-${offset + length - 1}` }, signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw new PmtilesError('unreachable', error instanceof Error ? error.message : String(error))
    }
    if (response.status !== 206) {
      void response.body?.cancel()
      if (response.status === 200) throw new PmtilesError('no-ranges', 'a part was asked for, the whole file came')
      if (response.status === 416) throw new PmtilesError('damaged', `the file ends before byte ${offset}`)
      throw new PmtilesError('unreachable', `the server answered ${response.status}`)
    }
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > length || (bytes.length < length && !mayBeShort))
      throw new PmtilesError('damaged', `${length} bytes at ${offset} were asked for, ${bytes.length} came`)
    return bytes
  }

  /** Nobody else's abort may spoil what is kept for all, so it is loaded without a signal. */
  function open(): Promise<Archive> {
    archive ??= readRange(0, FIRST_BYTES, undefined, true).then(readArchive)
    archive.catch(() => (archive = null))
    return archive
  }

  function openLeaf(from: Archive, { offset, length }: Entry): Promise<readonly Entry[]> {
    const known = leaves.get(offset)
    if (known) return known
    const loaded = (async () => {
      if (offset + length > from.leafLength)
        throw new PmtilesError('damaged', 'a directory lies beyond the directories')
      const bytes = await readRange(from.leafOffset + offset, length)
      return readDirectory(await unpack(bytes, from.isPackedInside))
    })()
    leaves.set(offset, loaded)
    loaded.catch(() => leaves.delete(offset))
    return loaded
  }

  return {
    getHeader: open,
    async getTile(zoom, x, y, signal) {
      const opened = await open()
      signal?.throwIfAborted()
      if (zoom < opened.minimumZoom || zoom > opened.maximumZoom) return null
      const tileId = toTileId(zoom, x, y)
      let directory = opened.root
      for (let level = 0; level < MOST_LEVELS; level++) {
        const entry = findEntry(directory, tileId)
        if (entry === null) return null
        if (entry.runLength > 0) {
          if (entry.offset + entry.length > opened.tileLength)
            throw new PmtilesError('damaged', 'a tile lies beyond the tiles')
          const bytes = await readRange(opened.tileOffset + entry.offset, entry.length, signal)
          return unpack(bytes, opened.areTilesPacked)
        }
        directory = await openLeaf(opened, entry)
        signal?.throwIfAborted()
      }
      throw new PmtilesError('damaged', 'the directories lead in a circle')
    },
  }
}

async function readArchive(bytes: Uint8Array<ArrayBuffer>): Promise<Archive> {
  if (bytes.length < HEADER_BYTES || new TextDecoder('latin1').decode(bytes.subarray(0, 7)) !== 'PMTiles')
    throw new PmtilesError('damaged', 'the file does not begin like a PMTiles archive')
  if (bytes[7] !== 3) throw new PmtilesError('damaged', `PMTiles version ${bytes[7]}; this page reads version 3`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const count = (at: number): number => {
    const value = Number(view.getBigUint64(at, true))
    if (!Number.isSafeInteger(value)) throw new PmtilesError('damaged', `the number at byte ${at} is too large`)
    return value
  }
  const degrees = (at: number) => view.getInt32(at, true) / 1e7
  const isPacked = (at: number): boolean => {
    const code = bytes[at]
    if (code !== COMPRESSION.none && code !== COMPRESSION.gzip)
      throw new PmtilesError('damaged', `compression ${code}; this page reads gzip`)
    return code === COMPRESSION.gzip
  }
  const [rootOffset, rootLength] = [count(8), count(16)]
  if (rootOffset < HEADER_BYTES || rootOffset + rootLength > bytes.length)
    throw new PmtilesError('damaged', 'the root directory is not where it should be')
  const isPackedInside = isPacked(97)
  const root = await unpack(bytes.slice(rootOffset, rootOffset + rootLength), isPackedInside)
  return {
    root: readDirectory(root),
    isPackedInside,
    areTilesPacked: isPacked(98),
    leafOffset: count(40),
    leafLength: count(48),
    tileOffset: count(56),
    tileLength: count(64),
    minimumZoom: bytes[100],
    maximumZoom: bytes[101],
    bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
  }
}

async function unpack(bytes: Uint8Array<ArrayBuffer>, isPacked: boolean): Promise<Uint8Array<ArrayBuffer>> {
  if (!isPacked) return bytes
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch (error) {
    throw new PmtilesError('damaged', `what is packed cannot be unpacked: ${String(error)}`)
  }
}

/** Entries of a directory: four columns of variable-length numbers. */
function readDirectory(bytes: Uint8Array): Entry[] {
  let at = 0
  const next = (): number => {
    let value = 0
    for (let scale = 1; scale < 2 ** 56; scale *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new PmtilesError('damaged', 'a directory ends too early')
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw new PmtilesError('damaged', 'a number in a directory is too long')
  }
  const length = next()
  if (length > MOST_ENTRIES) throw new PmtilesError('damaged', `a directory claims ${length} entries`)
  const column = () => Array.from({ length }, next)
  let tileId = 0
  const tileIds = column().map((step) => (tileId += step))
  const runLengths = column()
  const lengths = column()
  let end = 0
  return column().map((stored, i) => {
    if (stored === 0 && i === 0) throw new PmtilesError('damaged', 'the first entry of a directory has no position')
    const offset = stored === 0 ? end : stored - 1
    end = offset + lengths[i]
    return { tileId: tileIds[i], offset, length: lengths[i], runLength: runLengths[i] }
  })
}

/** The entry that covers a tile, or the one of the directory that may. */
function findEntry(directory: readonly Entry[], tileId: number): Entry | null {
  let low = 0
  let high = directory.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (directory[middle].tileId <= tileId) low = middle + 1
    else high = middle
  }
  if (low === 0) return null
  const entry = directory[low - 1]
  return entry.runLength === 0 || tileId < entry.tileId + entry.runLength ? entry : null
}

/** Position on the Hilbert curve of the zoom, behind all tiles of the zooms before. @throws RangeError for a tile that there is not */
export function toTileId(zoom: number, x: number, y: number): number {
  const width = 2 ** zoom
  if (![zoom, x, y].every(Number.isInteger) || zoom < 0 || zoom > 26 || x < 0 || y < 0 || x >= width || y >= width)
    throw new RangeError(`there is no tile ${zoom}/${x}/${y}`)
  let id = (4 ** zoom - 1) / 3
  let [column, row] = [x, y]
  for (let side = width / 2; side >= 1; side /= 2) {
    const right = (column & side) > 0 ? 1 : 0
    const lower = (row & side) > 0 ? 1 : 0
    id += side * side * ((3 * right) ^ lower)
    if (lower === 0) {
      if (right === 1) {
        column = side - 1 - (column & (side - 1))
        row = side - 1 - (row & (side - 1))
      }
      ;[column, row] = [row, column]
    }
  }
  return id
}
