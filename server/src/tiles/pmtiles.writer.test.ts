import fc from 'fast-check'
import { Compression, PMTiles, TileType, zxyToTileId, type Source } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { tileIdOf, writePmtiles, type PmtilesTile } from './pmtiles.writer.ts'
import { TILE_SETS } from './tile-sets.ts'

const options = {
  name: 'Hexagone',
  description: 'Gehminuten',
  attribution: '© OpenStreetMap contributors',
  vectorLayers: TILE_SETS.hexagons.layers,
  bounds: { west: 6.026, south: 50.7451, east: 6.1479, north: 50.7941 },
  minimumZoom: 6,
  maximumZoom: 14,
}

function open(archive: Uint8Array): PMTiles {
  const source: Source = {
    getKey: () => 'test',
    getBytes: async (offset, length) => ({ data: archive.slice(offset, offset + length).buffer as ArrayBuffer }),
  }
  return new PMTiles(source)
}

describe('PMTiles', () => {
  it('numbers tiles as the reader does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 22 }), fc.nat(), fc.nat(), (z, a, b) => {
        const [x, y] = [a % 2 ** z, b % 2 ** z]
        expect(tileIdOf({ z, x, y })).toBe(zxyToTileId(z, x, y))
      }),
    )
    expect(tileIdOf({ z: 0, x: 0, y: 0 })).toBe(0)
    expect(tileIdOf({ z: 1, x: 1, y: 0 })).toBe(4)
  })

  it('reads back every tile, and nothing elsewhere', async () => {
    const tiles: PmtilesTile[] = []
    for (let z = 6; z <= 9; z++) {
      for (let x = 0; x < 12; x++) tiles.push({ z, x, y: (x * 7) % 31, data: Uint8Array.of(z, x, 1, 2, 3) })
    }
    const archive = open(writePmtiles(tiles, options))
    for (const { z, x, y, data } of tiles) {
      const read = await archive.getZxy(z, x, y)
      expect(new Uint8Array((read as { data: ArrayBuffer }).data)).toEqual(data)
    }
    expect(await archive.getZxy(9, 300, 300)).toBeUndefined()
    const header = await archive.getHeader()
    expect(header).toMatchObject({
      specVersion: 3,
      clustered: true,
      internalCompression: Compression.Gzip,
      tileCompression: Compression.Gzip,
      tileType: TileType.Mvt,
      minZoom: 6,
      maxZoom: 14,
      minLon: 6.026,
      maxLat: 50.7941,
      numAddressedTiles: 48,
    })
    expect(await archive.getMetadata()).toMatchObject({ name: 'Hexagone', vector_layers: [{ id: 'hexagon' }] })
  })

  it('stores equal tiles once and runs of them in one entry', async () => {
    const same = Uint8Array.from({ length: 500 }, (_, i) => i)
    const run: PmtilesTile[] = []
    for (let x = 0; x < 64; x++) for (let y = 0; y < 64; y++) run.push({ z: 6, x, y, data: same })
    const bytes = writePmtiles(run, options)
    const header = await open(bytes).getHeader()
    expect([header.numAddressedTiles, header.numTileEntries, header.numTileContents]).toEqual([4096, 1, 1])
    const read = await open(bytes).getZxy(6, 40, 21)
    expect(new Uint8Array((read as { data: ArrayBuffer }).data)).toEqual(same)
  })

  it('moves a large directory into leaves and keeps the root within the first 16 KiB', async () => {
    const tiles: PmtilesTile[] = []
    // Scattered addresses and lengths, so that the directory packs badly.
    for (let i = 0; i < 20_000; i++) {
      const at = Math.imul(i + 1, 0x9e3779b1) >>> 0
      tiles.push({
        z: 14,
        x: at & 0x3fff,
        y: (at >>> 14) & 0x3fff,
        data: new Uint8Array(1 + (at % 977)).fill(at & 0xff),
      })
    }
    const unique = [...new Map(tiles.map((tile) => [tileIdOf(tile), tile])).values()]
    const bytes = writePmtiles(unique, options)
    const archive = open(bytes)
    const header = await archive.getHeader()
    expect(header.rootDirectoryLength).toBeLessThanOrEqual(16_257)
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    for (let i = 0; i < unique.length; i += 997) {
      const { z, x, y, data } = unique[i]
      const read = await archive.getZxy(z, x, y)
      expect(new Uint8Array((read as { data: ArrayBuffer }).data)).toEqual(data)
    }
  })

  it('makes a valid archive without tiles, and refuses an address twice', async () => {
    expect(await open(writePmtiles([], options)).getZxy(6, 1, 1)).toBeUndefined()
    const tile = { z: 6, x: 1, y: 1, data: Uint8Array.of(1) }
    expect(() => writePmtiles([tile, tile], options)).toThrow(/twice/)
  })

  it('writes the same bytes for the same tiles in any order', () => {
    const tiles = [3, 1, 2].map((x) => ({ z: 6, x, y: 0, data: Uint8Array.of(x) }))
    expect(writePmtiles(tiles, options)).toEqual(writePmtiles([...tiles].reverse(), options))
  })
})
