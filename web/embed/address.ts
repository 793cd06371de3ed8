/** Where the page finds its files, and what its address asks for. */
import type { Theme } from '../src/lib/map/palette.ts'

/**
 * Folder of `current.json`: that of the page, or, where the address ends in a name without a dot as `/embed/{id}` does, the folder of this name.
 * A server may state another one, relative to the page.
 */
export function findDataFolder(pageAddress: string, stated: string): string {
  const page = new URL(pageAddress)
  page.search = ''
  page.hash = ''
  if (stated !== '') return new URL(stated, page).href
  const name = page.pathname.slice(page.pathname.lastIndexOf('/') + 1)
  if (name !== '' && !name.includes('.')) page.pathname += '/'
  return new URL('.', page).href
}

/** What the page around asks for by the address of the frame; null or undefined where it leaves it open. */
export interface EmbedOptions {
  readonly language: 'de' | 'en' | null
  readonly theme: Theme | null
  readonly kindId: string | null
  readonly districtId: string | null
}

/** Anything but what is on the list counts as left open. */
export function readEmbedOptions(query: string): EmbedOptions {
  const parameters = new URLSearchParams(query)
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | null =>
    values.find((value) => value === parameters.get(name)) ?? null
  return {
    language: oneOf('lang', ['de', 'en']),
    theme: oneOf('theme', ['light', 'dark']),
    kindId: parameters.get('kind'),
    districtId: parameters.get('district'),
  }
}
