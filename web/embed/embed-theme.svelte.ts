import type { Theme } from '../src/lib/map/palette.ts'

/** Light or dark: what the address asks for, else what the visitor's system shows. */
export class EmbedTheme {
  readonly #asked: Theme | null
  #isSystemDark = $state(false)

  constructor(asked: Theme | null) {
    this.#asked = asked
    if (asked !== null) document.documentElement.setAttribute('data-theme', asked)
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#isSystemDark = query.matches
    query.addEventListener('change', (event) => (this.#isSystemDark = event.matches))
  }

  get current(): Theme {
    return this.#asked ?? (this.#isSystemDark ? 'dark' : 'light')
  }
}
