/**
 * How the words of a query meet a name. A name is kept as one run of letters (`triererstrasse`) with the places in it at which a word may
 * begin: its own words, and endings such as `strasse`, so that "Trierer Straße", "Triererstr." and "Trierer str" all meet.
 */
import { expandStreetWord, foldWords } from './fold-text.ts'

export interface SearchName {
  /** All folded words in one. */
  readonly text: string
  /** Ascending positions in `text` at which a word begins; the first is 0. */
  readonly starts: readonly number[]
}

/** Ways for words to meet a name, the best first. */
export const MATCHES = ['exact', 'beginning', 'words'] as const
export type Match = (typeof MATCHES)[number]

/** Endings that people write as a word of their own, or not. */
const ENDINGS = ['strasse', 'weg', 'platz', 'alle', 'gasse', 'ring']
const LEAST_STEM = 3
/** Shorter words must be spelled right. */
export const LEAST_FUZZY_LETTERS = 5

/** Whether the word is no more than such an ending, written out or not: it tells nothing apart. */
export const isGenericWord = (word: string): boolean => ENDINGS.includes(expandStreetWord(word))

export function buildSearchName(name: string): SearchName {
  const starts: number[] = []
  let text = ''
  for (const word of foldWords(name).map(expandStreetWord)) {
    starts.push(text.length)
    const ending = ENDINGS.find((e) => word.endsWith(e) && word.length >= e.length + LEAST_STEM)
    if (ending !== undefined) starts.push(text.length + word.length - ending.length)
    text += word
  }
  return { text, starts }
}

/** Whether the word is the beginning of what follows one of the name's starts. */
export function nameHasWord({ text, starts }: SearchName, word: string): boolean {
  for (const start of starts) if (text.startsWith(word, start)) return true
  return false
}

/** The same with at most one letter wrong, missing, too many, or swapped with its neighbour; for words of at least five letters. */
export function nameHasWordNearly({ text, starts }: SearchName, word: string): boolean {
  if (!isFuzzyWord(word)) return false
  for (const start of starts) if (startsNearly(text, start, word)) return true
  return false
}

export const isFuzzyWord = (word: string): boolean => word.length >= LEAST_FUZZY_LETTERS && !/\d/.test(word)

/** How well words that all meet the name do so: together they are the name, its beginning, or only words of it. */
export function gradeMatch({ text }: SearchName, words: readonly string[]): Match {
  const written = words.join('')
  const expanded = words.map(expandStreetWord).join('')
  // All but the last word are complete; the last may still be typed.
  const typed = words.map((word, i) => (i + 1 < words.length ? expandStreetWord(word) : word)).join('')
  if (text === expanded || text === written) return 'exact'
  return text.startsWith(typed) || text.startsWith(written) ? 'beginning' : 'words'
}

/** The same for words that may have an error: `exact` where together they are the name but for one edit. */
export function gradeNearMatch({ text }: SearchName, words: readonly string[]): Match {
  return isOneEdit(text, words.map(expandStreetWord).join('')) ? 'exact' : 'words'
}

/** Whether one edit makes one text of the other: a letter exchanged, left out, put in, or swapped with its neighbour. */
function isOneEdit(a: string, b: string): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const [restA, restB] = [a.slice(same), b.slice(same)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

/** Whether the word differs by at most one edit from some beginning of `text` from `start` on. The first difference decides what the edit is. */
function startsNearly(text: string, start: number, word: string): boolean {
  let same = 0
  while (same < word.length && text.charCodeAt(start + same) === word.charCodeAt(same)) same++
  if (same >= word.length - 1) return true
  const at = start + same
  const rest = word.slice(same + 1)
  if (text.startsWith(rest, at)) return true // one too many
  if (at < text.length && text.startsWith(rest, at + 1)) return true // a wrong one
  if (text.startsWith(word.slice(same), at + 1)) return true // one missing
  return (
    word[same] === text[at + 1] && word[same + 1] === text[at] && text.startsWith(word.slice(same + 2), at + 2) // two swapped
  )
}
