import { describe, expect, it } from 'vitest'
import { createPmtilesSource, PmtilesError, toTileId } from './pmtiles-source.ts'
import { buildPmtiles, serveFile, type WrittenTile } from './testing/build-pmtiles.ts'

const text = (value: string) => new TextEncoder().encode(value)
const tileAt = (zoom: number, x: number, y: number): WrittenTile => ({
  tileId: toTileId(zoom, x, y),
  bytes: text(`tile ${zoom}/${x}/${y}`),
})
const listed = [
  tileAt(0, 0, 0),
  tileAt(1, 1, 0),
  ...Array.from({ length: 64 }, (_, i) => tileAt(3, i % 8, i >> 3)),
  tileAt(12, 3423, 1763),
].sort((a, b) => a.tileId - b.tileId)

const faultOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof PmtilesError ? error.fault : error),
  )
const read = async (bytes: Uint8Array, zoom: number, x: number, y: number) =>
  createPmtilesSource('map.pmtiles', serveFile(bytes).load).getTile(zoom, x, y)

describe('numbers of tiles', () => {
  it('are those of the specification', () => {
    const known = [
      [0, 0, 0, 0], [1, 0, 0, 1], [1, 0, 1, 2], [1, 1, 1, 3], [1, 1, 0, 4], [2, 0, 0, 5], [12, 3423, 1763, 19_078_479],
    ] // prettier-ignore
    for (const [zoom, x, y, id] of known) expect(toTileId(zoom, x, y)).toBe(id)
  })

  it('run through a zoom without a gap, each a neighbour of the one before', () => {
    const width = 16
    const at: [number, number][] = []
    for (let x = 0; x < width; x++) for (let y = 0; y < width; y++) at[toTileId(4, x, y) - 85] = [x, y]
    expect(at).toHaveLength(256)
    for (let i = 1; i < 256; i++) expect(Math.abs(at[i][0] - at[i - 1][0]) + Math.abs(at[i][1] - at[i - 1][1])).toBe(1)
  })

  it('are not given for tiles that there are not', () => {
    for (const [zoom, x, y] of [
      [1, 2, 0],
      [1, 0, -1],
      [-1, 0, 0],
      [2, 0.5, 0],
      [27, 0, 0],
    ])
      // prettier-ignore
      expect(() => toTileId(zoom, x, y)).toThrow(RangeError)
  })
})

describe('an archive', () => {
  it('gives every tile that was written, and null for the others, from the root and from leaves', async () => {
    for (const leafSize of [Infinity, 10, 1]) {
      const source = createPmtilesSource('map.pmtiles', serveFile(await buildPmtiles(listed, leafSize)).load)
      for (const [zoom, x, y] of [
        [0, 0, 0],
        [1, 1, 0],
        [3, 0, 0],
        [3, 7, 7],
        [3, 4, 2],
        [12, 3423, 1763],
      ])
        // prettier-ignore
        expect(new TextDecoder().decode((await source.getTile(zoom, x, y)) ?? undefined)).toBe(`tile ${zoom}/${x}/${y}`)
      for (const [zoom, x, y] of [
        [1, 0, 0],
        [2, 1, 1],
        [12, 0, 0],
        [13, 1, 1],
        [15, 1, 1],
      ])
        // prettier-ignore
        expect(await source.getTile(zoom, x, y)).toBeNull()
    }
  })

  it('tells what it covers', async () => {
    const source = createPmtilesSource('map.pmtiles', serveFile(await buildPmtiles(listed)).load)
    expect(await source.getHeader()).toMatchObject({ minimumZoom: 0, maximumZoom: 14, bounds: [6, 50.7, 6.2, 50.9] })
  })

  it('is asked for its beginning once and for each directory once', async () => {
    const { load, asked } = serveFile(await buildPmtiles(listed, 10))
    const source = createPmtilesSource('map.pmtiles', load)
    await Promise.all([source.getTile(3, 0, 0), source.getTile(3, 0, 1), source.getTile(3, 1, 0)])
    await source.getTile(3, 0, 0)
    expect(asked.filter((range) => range.startsWith('bytes=0-'))).toHaveLength(1)
    expect(asked).toHaveLength(1 + 1 + 4)
  })
})

describe('what goes wrong', () => {
  it('a server without ranges is named as such, and its answer is not read', async () => {
    const { load } = serveFile(await buildPmtiles(listed), { hasRanges: false })
    expect(await faultOf(createPmtilesSource('map.pmtiles', load).getTile(0, 0, 0))).toBe('no-ranges')
  })

  it('no answer and other answers are "unreachable", and the next try asks again', async () => {
    const bytes = await buildPmtiles(listed)
    const { load } = serveFile(bytes)
    let tries = 0
    const source = createPmtilesSource('map.pmtiles', async (...request) => {
      if (++tries === 1) throw new TypeError('Failed to fetch')
      return tries === 2 ? new Response(null, { status: 404 }) : load(...request)
    })
    expect(await faultOf(source.getTile(0, 0, 0))).toBe('unreachable')
    expect(await faultOf(source.getTile(0, 0, 0))).toBe('unreachable')
    expect(await source.getTile(0, 0, 0)).not.toBeNull()
  })

  it('an archive cut off anywhere is "damaged" where the tile is missing, never a wrong tile', async () => {
    const bytes = await buildPmtiles(listed, 10)
    const whole = new TextDecoder().decode((await read(bytes, 12, 3423, 1763)) ?? undefined)
    for (const length of [0, 6, 126, 127, 140, bytes.length - 1]) {
      const answer = read(bytes.slice(0, length), 12, 3423, 1763)
      expect([length, await faultOf(answer)]).toEqual([length, 'damaged'])
    }
    expect(whole).toBe('tile 12/3423/1763')
  })

  it('any byte of the header or the directories that is changed gives a tile, none, or an error of its own', async () => {
    const bytes = await buildPmtiles(listed, 10)
    for (let at = 0; at < 400; at += 3) {
      const damaged = bytes.slice()
      damaged[at] ^= 0xff
      const fault = await faultOf(read(damaged, 3, 4, 2))
      expect([null, 'damaged'], `byte ${at}`).toContain(fault)
    }
  })

  it('another version and another compression are refused', async () => {
    const bytes = await buildPmtiles(listed)
    for (const [at, value] of [
      [7, 2],
      [97, 4],
      [98, 3],
    ]) {
      // prettier-ignore
      const other = bytes.slice()
      other[at] = value
      expect(await faultOf(read(other, 0, 0, 0))).toBe('damaged')
    }
  })

  it('who gives up gets the abort, and nobody else does', async () => {
    const source = createPmtilesSource('map.pmtiles', serveFile(await buildPmtiles(listed)).load)
    const gaveUp = source.getTile(0, 0, 0, AbortSignal.abort())
    await expect(gaveUp).rejects.toMatchObject({ name: 'AbortError' })
    expect(await source.getTile(0, 0, 0)).not.toBeNull()
  })
})
