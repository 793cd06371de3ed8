import { foldWords } from './fold-text.ts'

/** A street, told by words, and a house number. */
export interface AddressQuery {
  readonly words: readonly string[]
  readonly number: number
  /** A small letter, or empty. */
  readonly suffix: string
}

/** What somebody typed, taken apart. */
export interface SearchQuery {
  /** All words but postcodes, numbers included: for names with numbers in them. */
  readonly words: readonly string[]
  /** Ways to read a house number out of it, the likeliest first; empty where there is no number or nothing else. */
  readonly addresses: readonly AddressQuery[]
}

export const LONGEST_QUERY = 200
/** More words than any address has; the rest is not looked at, so that a search stays bounded. */
const MOST_WORDS = 12

/**
 * `Am Markt 5 a, 52062 Aachen` · `5a am markt` · `D-52062 Aachen Markt 12`. Of several numbers side by side the last is the house number
 * of a street with a number in its name ("Straße 105 12"), or the first that of a range ("Markt 12-16"): each is a way to read it.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const all = foldWords(text.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS)
  const words = all.filter((word, i) => !isPostcode(word) && !(word === 'd' && isPostcode(all[i + 1] ?? '')))
  const last = words.findLastIndex(isNumber)
  const addresses: AddressQuery[] = []
  for (let first = last; first >= 0 && isNumber(words[first]); first--) {
    const [, digits, letter] = /^(\d{1,4})(\p{L}?)$/u.exec(words[first])!
    const next = words[last + 1] ?? ''
    const suffix = first === last && letter === '' && /^\p{L}$/u.test(next) ? next : ''
    const others = words.filter((_, i) => i < first || i > (suffix === '' ? last : last + 1))
    if (others.length > 0) addresses.push({ words: others, number: Number(digits), suffix: letter || suffix })
  }
  return { words, addresses }
}

const isPostcode = (word: string): boolean => /^\d{5}$/.test(word)
const isNumber = (word: string): boolean => /^\d{1,4}\p{L}?$/u.test(word)
