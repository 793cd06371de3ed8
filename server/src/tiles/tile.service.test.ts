import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createTileService, etagMatches, type TileProvider } from './tile.service.ts'

const address = { z: 12, x: 2117, y: 1375 }

/** A provider that counts its work and answers when told to. */
function createControlledProvider() {
  const waiting: { resolve(tile: Uint8Array | null): void; reject(error: Error): void }[] = []
  const provider: TileProvider = {
    get: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
  }
  return { provider, waiting }
}

describe('the tile service', () => {
  it('computes a cold tile once for 200 simultaneous requests', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const { provider, waiting } = createControlledProvider()
    const requests = Array.from({ length: 200 }, () => service.getTile('aachen/hexagons', 'v1', address, provider))
    await Promise.resolve()
    expect(waiting).toHaveLength(1)
    waiting[0].resolve(Uint8Array.of(1, 2, 3))
    const tiles = await Promise.all(requests)
    expect(new Set(tiles).size).toBe(1)
    expect([...gunzipSync(tiles[0].gzip as Uint8Array)]).toEqual([1, 2, 3])
    expect(tiles[0].etag).toBe('W/"v1-12-2117-1375"')
    await service.getTile('aachen/hexagons', 'v1', address, provider)
    expect(waiting).toHaveLength(1)
    expect(service.getStatistics()).toMatchObject({ hits: 200, misses: 1, entries: 1, inFlight: 0 })
  })

  it('tells everyone of a failure and tries again next time', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const { provider, waiting } = createControlledProvider()
    const first = [1, 2].map(() => service.getTile('a', 'v', address, provider))
    await Promise.resolve()
    waiting[0].reject(new Error('database gone'))
    for (const request of first) await expect(request).rejects.toThrow('database gone')
    const second = service.getTile('a', 'v', address, provider)
    await Promise.resolve()
    waiting[1].resolve(null)
    expect((await second).gzip).toBeNull()
    expect(waiting).toHaveLength(2)
  })

  it('hands on a failure that is thrown at once', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const provider: TileProvider = {
      get: () => {
        throw new Error('at once')
      },
    }
    await expect(service.getTile('a', 'v', address, provider)).rejects.toThrow('at once')
    expect(service.getStatistics().inFlight).toBe(0)
  })

  it('remembers empty tiles, and keeps sets and versions apart', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const asked: string[] = []
    const providerOf = (name: string): TileProvider => ({ get: async () => (asked.push(name), null) })
    for (const name of ['a|1', 'a|2', 'b|1', 'a|1']) {
      const [set, version] = name.split('|')
      await service.getTile(set, version, address, providerOf(name))
    }
    expect(asked).toEqual(['a|1', 'a|2', 'b|1'])
  })

  it('passes on tiles that are already packed', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const stored = Uint8Array.of(0x1f, 0x8b, 8)
    const tile = await service.getTile('a', 'v', address, { packed: true, get: async () => stored })
    expect(tile.gzip).toBe(stored)
  })

  it('stays within its bytes by forgetting what was not used longest', async () => {
    const service = createTileService({ maximumBytes: 50_000 })
    let computed = 0
    // Noise does not pack, so each tile costs a little over 10,000 bytes.
    let state = 1
    const noise = Uint8Array.from(
      { length: 10_000 },
      () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 24,
    )
    const provider: TileProvider = { get: async () => (computed++, noise) }
    for (let x = 0; x < 20; x++) await service.getTile('a', 'v', { z: 12, x, y: 0 }, provider)
    expect(service.getStatistics().bytes).toBeLessThanOrEqual(50_000)
    expect(service.getStatistics().entries).toBe(4)
    await service.getTile('a', 'v', { z: 12, x: 19, y: 0 }, provider)
    expect(computed).toBe(20)
    await service.getTile('a', 'v', { z: 12, x: 0, y: 0 }, provider)
    expect(computed).toBe(21)
  })

  it('forgets a set, also tiles that are under way', async () => {
    const service = createTileService({ maximumBytes: 1 << 20 })
    const { provider, waiting } = createControlledProvider()
    const request = service.getTile('aachen/hexagons', 'v', address, provider)
    service.forget('aachen/')
    await Promise.resolve()
    waiting[0].resolve(Uint8Array.of(1))
    expect((await request).gzip).not.toBeNull()
    expect(service.getStatistics().entries).toBe(0)
  })
})

describe('If-None-Match', () => {
  it('matches weakly, in lists and by star', () => {
    expect(etagMatches('W/"v-1-0-0"', 'W/"v-1-0-0"')).toBe(true)
    expect(etagMatches('"x", "v-1-0-0"', 'W/"v-1-0-0"')).toBe(true)
    expect(etagMatches('*', 'W/"v-1-0-0"')).toBe(true)
    expect(etagMatches('"v-1-0-1"', 'W/"v-1-0-0"')).toBe(false)
    expect(etagMatches(undefined, 'W/"v-1-0-0"')).toBe(false)
  })
})
