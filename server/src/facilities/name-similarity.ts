/** Whether two names may be those of one place, beyond what both say because they are of one kind. */
import type { Catalogue } from './catalogue.ts'
import { foldText } from './facility-text.ts'

/** unknown: at least one name says nothing (there is none, or it is only "Kita"). */
export type NameSimilarity = 'equal' | 'similar' | 'unknown' | 'different'

/** A name made ready for comparing. */
export interface FoldedName {
  readonly folded: string
  /** Words that tell it from others of its kind. */
  readonly words: readonly string[]
}

export interface NameFolder {
  fold(name: string): FoldedName
}

const FILLER_WORDS = new Set(
  'der die das des dem den und am an im in zum zur von vom bei beim fuer mit e v ev ggmbh gmbh gem stadt staedt staedtische staedtischer staedtisches ev kath evangelische katholische the of and at'.split(' '), // prettier-ignore
)
const ABBREVIATIONS: Readonly<Record<string, string>> = { sankt: 'st', saint: 'st', str: 'strasse', dr: 'doktor' }

/** Words of the catalogue's labels are left out of names, as they are the same for all places of a kind. */
export function createNameFolder(catalogue: Catalogue): NameFolder {
  const kindWords = new Set<string>([
    'kindergarten',
    'kindertagesstaette',
    'kita',
    'schule',
    'praxis',
    'zentrum',
    'haus',
  ])
  for (const { label } of catalogue.categories) {
    for (const word of foldText(`${label.de} ${label.en}`).split(' ')) if (word.length > 2) kindWords.add(word)
  }
  return {
    fold(name) {
      const folded = foldText(name)
      const own = folded.split(' ').filter((word) => word !== '' && !FILLER_WORDS.has(word) && !kindWords.has(word))
      return { folded, words: own.map((word) => ABBREVIATIONS[word] ?? word) }
    },
  }
}

/**
 * Equal: the same words. Similar: all own words of the shorter name are in the longer one, or most pairs of neighbouring
 * letters agree (Dice ≥ 0.6), which forgives misspellings.
 */
export function findNameSimilarity(a: FoldedName | null, b: FoldedName | null): NameSimilarity {
  if (a === null || b === null) return 'unknown'
  if (a.folded === b.folded) return 'equal'
  if (a.words.length === 0 || b.words.length === 0) return 'unknown'
  const [shorter, longer] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words]
  if (shorter.every((word) => longer.includes(word))) return 'similar'
  return diceOfPairs(a.words.join(''), b.words.join('')) >= 0.6 ? 'similar' : 'different'
}

/** Twice the pairs of neighbouring letters that both have, over the pairs of both; 0 … 1. */
function diceOfPairs(a: string, b: string): number {
  const pairs = new Map<string, number>()
  for (let i = 1; i < a.length; i++) pairs.set(a.slice(i - 1, i + 1), (pairs.get(a.slice(i - 1, i + 1)) ?? 0) + 1)
  let common = 0
  for (let i = 1; i < b.length; i++) {
    const left = pairs.get(b.slice(i - 1, i + 1)) ?? 0
    if (left === 0) continue
    pairs.set(b.slice(i - 1, i + 1), left - 1)
    common++
  }
  const total = a.length + b.length - 2
  return total <= 0 ? 0 : (2 * common) / total
}
