import { LRUCache } from 'lru-cache'
import { searchAddresses, type SearchOptions } from '../addresses/search-addresses.ts'
import { buildSearchIndex, type SearchIndex } from '../addresses/search-index.ts'
import type { SearchAnswer } from '../contract/search.ts'
import type { Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { polygonLabelPoint } from '../tiles/label-point.ts'
import type { RegionData } from './region-data.service.ts'
import { findAddressBook } from './region.store.ts'

/** Searches regions by name and address; keeps the indexes of the last few imports in memory. */
export class AddressSearchService {
  readonly #db: Queryable
  readonly #catalogue: Catalogue
  readonly #indexes = new LRUCache<string, Promise<SearchIndex>>({ max: 8 })

  constructor(db: Queryable, catalogue: Catalogue) {
    this.#db = db
    this.#catalogue = catalogue
  }

  /** @param limit 1 … 20 */
  async search(region: RegionData, query: string, limit: number, options: SearchOptions = {}): Promise<SearchAnswer> {
    const index = await this.#getIndex(region)
    const results = searchAddresses(index, query, limit, options).map(({ bounds, detail, ...result }) => ({
      ...result,
      detail: { ...detail },
      bounds: bounds && [bounds.west, bounds.south, bounds.east, bounds.north],
    }))
    const reason = index.book === null ? 'import-again' : results.length === 0 ? 'nothing-found' : null
    return { results, reason }
  }

  #getIndex(region: RegionData): Promise<SearchIndex> {
    let index = this.#indexes.get(region.importId)
    if (!index) {
      index = this.#load(region)
      this.#indexes.set(region.importId, index)
      index.catch(() => this.#indexes.delete(region.importId))
    }
    return index
  }

  async #load({ importId, manifest, levels, districts, facilities }: RegionData): Promise<SearchIndex> {
    const book = await findAddressBook(this.#db, importId)
    const labelOfKind = new Map(this.#catalogue.categories.map(({ id, label }) => [id, label]))
    return buildSearchIndex({
      book: book ?? null,
      regionNames: [manifest.name.de, manifest.name.en],
      levels: levels.map(({ label }, level) => ({
        label,
        districts: districts[level].map((d) => ({ ...d, position: polygonLabelPoint(d.geometry) })),
      })),
      facilities: facilities.flatMap(({ id, name, categoryIds: [kind], lng, lat }) =>
        name === null ? [] : [{ id, name, what: labelOfKind.get(kind) ?? { de: kind, en: kind }, lng, lat }],
      ),
    })
  }
}
