import { locale } from '../state/locale.svelte.ts'
import { createFormats } from './formats.ts'

const all = { de: createFormats('de'), en: createFormats('en') }

/** Formats of the page's language; called in a template, it follows a change of language. */
export const formats = () => all[locale.current]
