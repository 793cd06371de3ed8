import { overwriteGetLocale } from '#paraglide/runtime.js'
import type { LocalText } from '../api/contract.ts'
import { readStored, writeStored } from './browser-storage.ts'

export const locales = ['de', 'en'] as const
export type Locale = (typeof locales)[number]

const storageKey = 'nahraum.language'

const findLocale = (values: readonly (string | null | undefined)[]) =>
  values
    .map((value) => locales.find((item) => item === value?.slice(0, 2).toLowerCase()))
    .find((item) => item !== undefined)

/** Language of an address (`?lang=`), else of an earlier choice, else of the browser, else German. Reads only. */
export function chooseLocale(asked: string | null, stored: string | null, preferred: readonly string[]): Locale {
  return findLocale([asked, stored, ...preferred]) ?? 'de'
}

class LocaleState {
  #current: Locale = $state(
    chooseLocale(new URL(location.href).searchParams.get('lang'), readStored(storageKey), navigator.languages),
  )

  get current(): Locale {
    return this.#current
  }

  /** The visitor's own choice: remembered in this browser from now on. */
  choose(value: Locale): void {
    this.#current = value
    writeStored(storageKey, value)
  }

  /** For a language that an address asks for; nothing is remembered. */
  show(value: Locale): void {
    this.#current = value
  }
}

/** The language of the page; texts that read it change at once. */
export const locale = new LocaleState()
overwriteGetLocale(() => locale.current)

/** The text in the page's language. */
export const localText = (text: LocalText): string => text[locale.current]
