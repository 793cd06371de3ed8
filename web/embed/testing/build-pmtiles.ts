/** Writes small PMTiles archives for tests, straight from the specification and without any of the reader's code. */

export interface WrittenTile {
  readonly tileId: number
  readonly bytes: Uint8Array
}

export async function pack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Tiles in ascending order; with `leafSize` the root holds directories of so many tiles each. */
export async function buildPmtiles(tiles: readonly WrittenTile[], leafSize = Infinity): Promise<Uint8Array> {
  const packed = await Promise.all(tiles.map(({ bytes }) => pack(bytes)))
  let end = 0
  const entries = packed.map((bytes, i) => {
    const entry = { tileId: tiles[i].tileId, runLength: 1, length: bytes.length, offset: end }
    end += bytes.length
    return entry
  })
  const leaves: Uint8Array[] = []
  let root = entries
  if (leafSize < entries.length) {
    root = []
    let leafEnd = 0
    for (let first = 0; first < entries.length; first += leafSize) {
      const leaf = await pack(writeDirectory(entries.slice(first, first + leafSize)))
      root.push({ tileId: entries[first].tileId, runLength: 0, length: leaf.length, offset: leafEnd })
      leafEnd += leaf.length
      leaves.push(leaf)
    }
  }
  const rootBytes = await pack(writeDirectory(root))
  const leafBytes = join(leaves)
  const tileBytes = join(packed)
  const header = new Uint8Array(127)
  header.set(new TextEncoder().encode('PMTiles'))
  header[7] = 3
  const view = new DataView(header.buffer)
  const counts = [
    127, rootBytes.length, 127 + rootBytes.length, 0, 127 + rootBytes.length, leafBytes.length,
    127 + rootBytes.length + leafBytes.length, tileBytes.length, tiles.length, tiles.length, tiles.length,
  ] // prettier-ignore
  counts.forEach((count, i) => view.setBigUint64(8 + i * 8, BigInt(count), true))
  header.set([1, 2, 2, 1, 0, 14], 96)
  ;[6, 50.7, 6.2, 50.9].forEach((degrees, i) => view.setInt32(102 + i * 4, Math.round(degrees * 1e7), true))
  return join([header, rootBytes, leafBytes, tileBytes])
}

function writeDirectory(
  entries: readonly { tileId: number; runLength: number; length: number; offset: number }[],
): Uint8Array {
  const numbers = [entries.length]
  entries.forEach(({ tileId }, i) => numbers.push(i === 0 ? tileId : tileId - entries[i - 1].tileId))
  numbers.push(...entries.map(({ runLength }) => runLength), ...entries.map(({ length }) => length))
  entries.forEach(({ offset }, i) => {
    const isNext = i > 0 && offset === entries[i - 1].offset + entries[i - 1].length
    numbers.push(isNext ? 0 : offset + 1)
  })
  const bytes: number[] = []
  for (let number of numbers) {
    for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) | 128)
    bytes.push(number)
  }
  return Uint8Array.from(bytes)
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A server of one file, as `fetch`; remembers what was asked. */
export function serveFile(bytes: Uint8Array, { hasRanges = true } = {}) {
  const asked: string[] = []
  const load: typeof fetch = async (_address, init) => {
    const range = new Headers(init?.headers).get('range') ?? ''
    asked.push(range)
    init?.signal?.throwIfAborted()
    const found = /^bytes=(\d+)-(\d+)$/.exec(range)
    if (!hasRanges || !found) return new Response(bytes.slice(), { status: 200 })
    const [first, last] = [Number(found[1]), Number(found[2])]
    if (first >= bytes.length) return new Response(null, { status: 416 })
    return new Response(bytes.slice(first, last + 1), { status: 206 })
  }
  return { load, asked }
}
