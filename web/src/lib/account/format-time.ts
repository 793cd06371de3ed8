import { locale } from '../state/locale.svelte.ts'

const format = (tag: string) =>
  new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' })
const all = { de: format('de-DE'), en: format('en-GB') }

/** A moment as people in Germany read their clocks, in the page's language. */
export const formatTime = (iso: string): string => all[locale.current].format(new Date(iso))
