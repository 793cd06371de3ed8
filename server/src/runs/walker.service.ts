import { LRUCache } from 'lru-cache'
import type { ProfileId } from '../network/profile.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { buildWalker, type Walker } from '../reach/walker.ts'

/** Keeps the search graphs of the profiles that people ask routes for. */
export class WalkerService {
  readonly #walkers = new LRUCache<string, Promise<Walker>>({ max: 6 })

  /** Built on first use: some tenths of a second for a city. */
  get(region: RegionData, profile: ProfileId): Promise<Walker> {
    const key = `${region.importId}/${profile}`
    let walker = this.#walkers.get(key)
    if (!walker) {
      walker = region.network().then((network) => buildWalker(network, profile, region.cells, region.facilities))
      this.#walkers.set(key, walker)
      walker.catch(() => this.#walkers.delete(key))
    }
    return walker
  }
}
