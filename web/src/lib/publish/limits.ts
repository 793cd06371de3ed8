import { m } from '#messages'
import type { ACCENTS, PALETTES, PUBLICATION_LIMITS } from '../../../../server/src/contract/publication.ts'

/** The contract's figures and names; the types hold them equal, so that its schemas need not be loaded for them. */
export const limits: typeof PUBLICATION_LIMITS = {
  title: 120,
  text: 10_000,
  categories: 12,
  minutesPerCategory: 4,
  groups: 6,
  districts: 2000,
  parents: 20,
  reason: 1000,
  contact: 200,
}
export const accents: typeof ACCENTS = ['petrol', 'blue', 'green', 'violet', 'red', 'slate']
export const palettes: typeof PALETTES = ['sunset', 'viridis', 'cividis']
export type Accent = (typeof accents)[number]
export type PaletteId = (typeof palettes)[number]

/** Texts of a definition in both languages. */
export type TextPart = 'title' | 'summary' | 'plainText'
export const languageNames: Readonly<Record<'de' | 'en', () => string>> = { de: m.pub_german, en: m.pub_english }
