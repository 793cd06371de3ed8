import { describe, expect, it } from 'vitest'
import { readPmtiles } from './pmtiles.reader.ts'
import { tileIdOf, writePmtiles, type PmtilesTile } from './pmtiles.writer.ts'

const options = {
  name: 'Karte',
  description: '',
  attribution: '© OpenStreetMap',
  vectorLayers: [],
  bounds: { west: 6.026, south: 50.7451, east: 6.1479, north: 50.7941 },
  minimumZoom: 6,
  maximumZoom: 14,
}
const tiles = (count: number): PmtilesTile[] =>
  Array.from({ length: count }, (_, i) => {
    const at = Math.imul(i + 1, 0x9e3779b1) >>> 0
    return { z: 14, x: at & 0x3fff, y: (at >>> 14) & 0x3fff, data: new Uint8Array(1 + (at % 300)).fill(at & 0xff) }
  })

describe('reading a PMTiles archive', () => {
  it('finds every tile that was written, in leaf directories too, and what the header says', () => {
    const written = [...new Map(tiles(12_000).map((tile) => [tileIdOf(tile), tile])).values()]
    const archive = readPmtiles(writePmtiles(written, options))
    expect(archive).toMatchObject({ minimumZoom: 6, maximumZoom: 14, isClustered: true, metadata: { name: 'Karte' } })
    expect(archive.bounds).toEqual([6.026, 50.7451, 6.1479, 50.7941])
    const found = new Map(archive.entries.flatMap((entry) => Array.from({ length: entry.runLength }, (_, i) => [entry.tileId + i, entry] as const))) // prettier-ignore
    expect(found.size).toBe(written.length)
    for (const tile of written.slice(0, 500)) expect(archive.readTile(found.get(tileIdOf(tile))!)).toEqual(Buffer.from(tile.data)) // prettier-ignore
    expect(readPmtiles(writePmtiles([], options)).entries).toEqual([])
  })

  it('says of every cut or changed archive that it is damaged, and never reads beyond its end', () => {
    const bytes = writePmtiles(tiles(50), options)
    for (const length of [0, 6, 126, 127, 200, bytes.length - 1])
      expect(() => readPmtiles(bytes.subarray(0, length)), `${length} bytes`).toThrow()
    const damage = (at: number, value: number): Uint8Array => {
      const copy = bytes.slice()
      copy[at] = value
      return copy
    }
    expect(() => readPmtiles(damage(0, 0x51))).toThrow(/does not begin/)
    expect(() => readPmtiles(damage(7, 2))).toThrow(/version 2/)
    expect(() => readPmtiles(damage(98, 1))).toThrow(/not packed/)
    expect(() => readPmtiles(damage(99, 2))).toThrow(/no vector tiles/)
    expect(() => readPmtiles(damage(130, bytes[130] ^ 0xff))).toThrow()
    expect(() => readPmtiles(damage(72, bytes[72] + 1))).toThrow(/header counts 51 tiles/)
    expect(() => readPmtiles(damage(62, 1))).toThrow(/should end at byte/)
    // A tile itself: found when it is unpacked.
    const archive = readPmtiles(damage(bytes.length - 5, bytes[bytes.length - 5] ^ 0xff))
    expect(() => archive.entries.forEach((entry) => archive.readTile(entry))).toThrow(/tile \d+ cannot be unpacked/)
  })
})
