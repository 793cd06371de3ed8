import { getContext, setContext } from 'svelte'
import type { Categories, CategoryInfo, Region } from '../api/contract.ts'

const key = Symbol('region')

/** What every page of a region needs; pages below the region's layout read it with `getRegionContext`. */
export class RegionContext {
  region: Region = $state.raw() as Region
  catalogue: Categories
  /** Asks for the region again, after a new run has been published. */
  readonly reload: () => Promise<void>

  constructor(region: Region, catalogue: Categories, reload: (context: RegionContext) => Promise<void>) {
    this.region = region
    this.catalogue = catalogue
    this.reload = () => reload(this)
  }

  /** The kinds of the given ids, in catalogue order. */
  listCategories(ids: readonly string[]): CategoryInfo[] {
    return this.catalogue.categories.filter((category) => ids.includes(category.id))
  }

  getGroup(id: string): Region['groups'][number] {
    const group = this.region.groups.find((item) => item.id === id)
    if (!group) throw new Error(`region context: no group "${id}"`)
    return group
  }
}

export const setRegionContext = (context: RegionContext) => setContext(key, context)
export const getRegionContext = () => getContext<RegionContext>(key)
