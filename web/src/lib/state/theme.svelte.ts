import type { Theme } from '../map/palette.ts'
import { readStored, writeStored } from './browser-storage.ts'

export const themeChoices = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const storageKey = 'nahraum.theme'

class ThemeState {
  #choice: ThemeChoice = $state(themeChoices.find((item) => item === readStored(storageKey)) ?? 'auto')
  #systemIsDark = $state(false)

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#systemIsDark = query.matches
    query.addEventListener('change', (event) => (this.#systemIsDark = event.matches))
    this.#apply()
  }

  get choice(): ThemeChoice {
    return this.#choice
  }

  /** What is shown. */
  get current(): Theme {
    if (this.#choice !== 'auto') return this.#choice
    return this.#systemIsDark ? 'dark' : 'light'
  }

  /** The visitor's own choice; only "auto" needs no memory. */
  choose(choice: ThemeChoice): void {
    this.#choice = choice
    writeStored(storageKey, choice === 'auto' ? null : choice)
    this.#apply()
  }

  #apply(): void {
    if (this.#choice === 'auto') document.documentElement.removeAttribute('data-theme')
    else document.documentElement.setAttribute('data-theme', this.#choice)
  }
}

/** Light or dark, for as long as the page is open. */
export const theme = new ThemeState()
