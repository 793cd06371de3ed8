import { untrack } from 'svelte'
import type { Region } from '../api/contract.ts'
import { LiveEngine, type LiveEngineOptions } from './live-engine.svelte.ts'
import type { PlanEngine } from './plan-engine.ts'

/** Whoever asks the engine; it is given a new one for every import. */
export interface EngineUser {
  engine: PlanEngine | null
}

/** Keeps the engine of the region's import as long as a page is shown. */
export class EngineKeeper {
  engine: LiveEngine | null = $state.raw(null)
  /** Import that was asked for again because it is not kept any more. */
  #outdatedKey: string | null = null

  /** Call while a component is being set up. `reload` asks for the region again, for a page whose import is not kept any more. */
  constructor(
    user: EngineUser,
    getRegion: () => Region,
    reload: () => void,
    options: Omit<LiveEngineOptions, 'onOutdated'> = {},
  ) {
    // As text: the region is a new object after every run, with the same import.
    const importKey = $derived.by(() => `${getRegion().key}@${getRegion().version}`)
    $effect(() => {
      const wanted = importKey
      const created = untrack(() => {
        const { key, version } = getRegion()
        return new LiveEngine(key, version, { ...options, onOutdated: () => this.#reloadOnce(wanted, reload) })
      })
      this.engine = created
      user.engine = created
      return () => created.destroy()
    })
  }

  /** Where asking again gives the same import, the server goes on answering. */
  #reloadOnce(key: string, reload: () => void): void {
    if (this.#outdatedKey === key) return
    this.#outdatedKey = key
    reload()
  }
}
