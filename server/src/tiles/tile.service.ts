import { LRUCache } from 'lru-cache'
import { gzipTile } from './tile-gzip.service.ts'
import type { TileAddress } from './tile-math.ts'

/** Where the tiles of one version of one set come from. */
export interface TileProvider {
  /** True where `get` gives tiles that are already packed by gzip, e.g. from the database; they are passed on as they are. */
  readonly packed?: boolean
  /** The encoded tile, or null where it is empty. */
  get(z: number, x: number, y: number): Promise<Uint8Array | null>
}

export interface ServedTile {
  /** Packed by gzip; null for an empty tile (answer 204). */
  readonly gzip: Uint8Array | null
  /** Weak, because the same tile may also be sent unpacked. */
  readonly etag: string
}

export interface TileServiceStatistics {
  readonly hits: number
  readonly misses: number
  readonly entries: number
  readonly bytes: number
  readonly inFlight: number
}

export interface TileService {
  /**
   * The tile from memory or from the provider. However many ask for a tile at the same time, the provider computes it once.
   * Failures reach all who waited and are not kept. `set` names region, set and parameters; `version` changes with the content.
   */
  getTile(set: string, version: string, address: TileAddress, provider: TileProvider): Promise<ServedTile>
  /** Forgets all tiles whose set begins so. */
  forget(setPrefix: string): void
  getStatistics(): TileServiceStatistics
}

/** What an entry costs beside its bytes: key, objects, list nodes. */
const ENTRY_BYTES = 300

export function createTileService(options: { readonly maximumBytes: number }): TileService {
  const cache = new LRUCache<string, ServedTile>({
    maxSize: options.maximumBytes,
    sizeCalculation: (tile, key) => ENTRY_BYTES + key.length * 2 + (tile.gzip?.byteLength ?? 0),
  })
  const inFlight = new Map<string, Promise<ServedTile>>()
  let hits = 0
  let misses = 0

  function startFlight(
    key: string,
    etag: string,
    { z, x, y }: TileAddress,
    provider: TileProvider,
  ): Promise<ServedTile> {
    // Deferred, so that a provider that throws at once fails like one that fails later.
    const flight: Promise<ServedTile> = Promise.resolve()
      .then(() => provider.get(z, x, y))
      .then(async (tile) => ({ gzip: tile === null || provider.packed === true ? tile : await gzipTile(tile), etag }))
      .then((served) => {
        // A set forgotten meanwhile must not come back.
        if (inFlight.get(key) === flight) cache.set(key, served)
        return served
      })
      .finally(() => {
        if (inFlight.get(key) === flight) inFlight.delete(key)
      })
    inFlight.set(key, flight)
    return flight
  }

  return {
    getTile(set, version, address, provider) {
      const key = `${set}|${version}|${address.z}/${address.x}/${address.y}`
      const cached = cache.get(key)
      if (cached !== undefined) {
        hits++
        return Promise.resolve(cached)
      }
      let flight = inFlight.get(key)
      if (flight === undefined) {
        misses++
        flight = startFlight(key, etagOf(version, address), address, provider)
      } else hits++
      return flight
    },
    forget(setPrefix) {
      for (const key of [...cache.keys()]) if (key.startsWith(setPrefix)) cache.delete(key)
      for (const key of [...inFlight.keys()]) if (key.startsWith(setPrefix)) inFlight.delete(key)
    },
    getStatistics: () => ({
      hits,
      misses,
      entries: cache.size,
      bytes: cache.calculatedSize,
      inFlight: inFlight.size,
    }),
  }
}

/** The version and the address name the content, so nothing has to be hashed. */
export function etagOf(version: string, { z, x, y }: TileAddress): string {
  return `W/"${version}-${z}-${x}-${y}"`
}

/** Whether an `If-None-Match` header already has the tile (weak comparison). */
export function etagMatches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.split(',').some((tag) => bare(tag) === bare(etag))
}
