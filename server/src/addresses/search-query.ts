import { foldWords } from './fold-text.ts'

/** What somebody typed, taken apart. */
export interface SearchQuery {
  /** All words but postcodes, numbers included: for names with numbers in them. */
  readonly words: readonly string[]
  /** The last house number and the words without numbers, or null where there is no number or nothing else. */
  readonly address: { readonly words: readonly string[]; readonly number: number; readonly suffix: string } | null
}

export const LONGEST_QUERY = 200
/** More words than any address has; the rest is not looked at, so that a search stays bounded. */
const MOST_WORDS = 12

/** `Am Markt 5 a, 52062 Aachen`, `5a am markt`, `D-52062 Aachen Markt 12-16` (the first number of a range). */
export function parseSearchQuery(text: string): SearchQuery {
  const all = foldWords(text.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS)
  const words = all.filter((word, i) => !isPostcode(word) && !(word === 'd' && isPostcode(all[i + 1] ?? '')))
  let last = words.findLastIndex(isNumber)
  if (last < 0) return { words, address: null }
  while (last > 0 && isNumber(words[last - 1])) last--
  const [, digits, letter] = /^(\d{1,4})(\p{L}?)$/u.exec(words[last])!
  const suffix = letter === '' && /^\p{L}$/u.test(words[last + 1] ?? '') ? words[last + 1] : ''
  const others = words.filter((word, i) => !isNumber(word) && !(suffix !== '' && i === last + 1))
  return {
    words,
    address: others.length > 0 ? { words: others, number: Number(digits), suffix: letter || suffix } : null,
  }
}

const isPostcode = (word: string): boolean => /^\d{5}$/.test(word)
const isNumber = (word: string): boolean => /^\d{1,4}\p{L}?$/u.test(word)
