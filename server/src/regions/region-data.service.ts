import { LRUCache } from 'lru-cache'
import type { Queryable } from '../db/database.store.ts'
import type { DistrictLevel } from '../districts/district.ts'
import type { Facility } from '../facilities/facility.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { Population } from '../population/population.ts'
import { Problem } from '../problems/problems.ts'
import { holdsRegisterData } from './register-data.ts'
import type { StoredImport, StoredDistrict } from './region.store.ts'
import {
  findCurrentImportId,
  listImports,
  listDistricts,
  listFacilities,
  loadCells,
  loadNetwork,
  loadPopulation,
  loadPublicPopulation,
} from './region.store.ts'

/** One import of a region in memory, as the kernels need it. Large parts are loaded when first asked for. */
export interface RegionData extends StoredImport {
  readonly key: string
  readonly levels: readonly DistrictLevel[]
  /** Per level of the manifest, in its order. */
  readonly districts: readonly (readonly StoredDistrict[])[]
  readonly facilities: readonly Facility[]
  readonly cells: CellGrid
  readonly cellIndexOfId: ReadonlyMap<string, number>
  /** The people as they are: for editors where the region holds register data. */
  readonly population: Population
  /**
   * The people of which everything for the public is computed: the true ones, or where the region holds register data protected ones
   * (docs/decisions/0020-small-numbers.md) over the same cells and districts, with parts of their own.
   */
  publicPopulation(): Promise<Population>
  network(): Promise<StreetNetwork>
}

/** How long a region's pointer may be out of date where another process imports (real PostgreSQL). */
const POINTER_SECONDS = 3

/** Hands out regions; keeps the last few in memory and goes on with them while the database is away. */
export class RegionDataService {
  readonly #db: Queryable
  readonly #regions = new LRUCache<string, Promise<RegionData>>({ max: 8 })
  readonly #pointers = new Map<string, { importId: string; checkedAt: number }>()
  readonly #now: () => number

  constructor(db: Queryable, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** The region's current data; throws the problem `unknown-region`. */
  async get(key: string): Promise<RegionData> {
    return this.#load(key, await this.#currentImportId(key))
  }

  /** An import of the region that is still kept, the current one or an earlier one; throws the problem `unknown-import`. */
  async getImport(key: string, importId: string): Promise<RegionData> {
    if (importId === (await this.#currentImportId(key))) return this.#load(key, importId)
    const known = (await listImports(this.#db, key)).some((kept) => kept.importId === importId)
    if (!known) throw new Problem('unknown-import', `The region "${key}" has no import "${importId}".`)
    return this.#load(key, importId)
  }

  async listImports(key: string): Promise<StoredImport[]> {
    await this.#currentImportId(key)
    return listImports(this.#db, key)
  }

  #load(key: string, importId: string): Promise<RegionData> {
    const cacheKey = `${key}/${importId}`
    let region = this.#regions.get(cacheKey)
    if (!region) {
      region = loadRegionData(this.#db, key, importId)
      this.#regions.set(cacheKey, region)
      region.catch(() => this.#regions.delete(cacheKey))
    }
    return region
  }

  /** Forgets what is known about a region's pointer: call after an import. */
  refresh(key: string): void {
    this.#pointers.delete(key)
  }

  async #currentImportId(key: string): Promise<string> {
    const known = this.#pointers.get(key)
    if (known && this.#now() - known.checkedAt < POINTER_SECONDS * 1000) return known.importId
    try {
      const importId = await findCurrentImportId(this.#db, key)
      if (importId === null) {
        this.#pointers.delete(key)
        throw new Problem('unknown-region', `There is no region "${key}".`)
      }
      this.#pointers.set(key, { importId, checkedAt: this.#now() })
      return importId
    } catch (error) {
      if (error instanceof Problem || !known) throw error
      return known.importId
    }
  }
}

async function loadRegionData(db: Queryable, key: string, importId: string): Promise<RegionData> {
  const stored = (await listImports(db, key)).find((kept) => kept.importId === importId)
  if (!stored) throw new Problem('unknown-import', `The region "${key}" has no import "${importId}".`)
  const { summary } = stored
  const districts = await listDistricts(db, importId)
  const facilities = await listFacilities(db, importId)
  const cells = await loadCells(db, importId)
  const population = await loadPopulation(db, importId)
  let publicPopulation: Promise<Population> | undefined
  let network: Promise<StreetNetwork> | undefined
  return {
    ...stored,
    key,
    levels: summary.levels,
    districts: summary.levels.map((level) => districts.filter((d) => d.levelId === level.id)),
    facilities,
    cells: { resolution: summary.cellResolution, cellCount: cells.cellIds.length, ...cells },
    cellIndexOfId: new Map(cells.cellIds.map((id, index) => [id, index])),
    population,
    publicPopulation() {
      publicPopulation ??= holdsRegisterData(stored) ? loadPublicPopulation(db, importId) : Promise.resolve(population)
      publicPopulation.catch(() => (publicPopulation = undefined))
      return publicPopulation
    },
    network() {
      network ??= loadNetwork(db, importId)
      network.catch(() => (network = undefined))
      return network
    },
  }
}
