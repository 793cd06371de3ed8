import type { Component } from 'svelte'
import type { EmbedState } from './embed-state.svelte.ts'
import type { Trial } from './trial.svelte.ts'

/** What trying out takes: its script comes with the first visit of the tab, and the trial then lives as long as the page. */
export class LazyTrial {
  parts: { readonly Panel: Component<{ embed: EmbedState; trial: Trial }>; readonly trial: Trial } | null =
    $state.raw(null)
  hasFailed = $state(false)
  readonly #embed: EmbedState
  #isGone = false

  constructor(embed: EmbedState) {
    this.#embed = embed
  }

  /** Again after a failure. */
  async load(): Promise<void> {
    if (this.parts !== null) return
    this.hasFailed = false
    try {
      const [{ default: Panel }, { Trial }] = await Promise.all([
        import('./TryPanel.svelte'),
        import('./trial.svelte.ts'),
      ])
      if (!this.#isGone && this.parts === null) this.parts = { Panel, trial: new Trial(this.#embed) }
    } catch {
      this.hasFailed = true
    }
  }

  destroy(): void {
    this.#isGone = true
    this.parts?.trial.destroy()
  }
}
