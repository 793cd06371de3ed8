/** House numbers as people and OpenStreetMap write them. */
export interface HouseNumber {
  /** 0 … 9999. */
  readonly number: number
  /** What follows the number: one small letter (`a`), or a text as written (`/1`, ` Gebäude B`); mostly empty. */
  readonly suffix: string
}

/** A range over more numbers than this is taken as its two ends: such ranges are mistakes more often than houses. */
const LONGEST_RANGE = 60
const LONGEST_SUFFIX = 20

const SINGLE = /^(\d{1,4})\s*(\p{L}?)$/u
const RANGE = /^(\d{1,4})\s*(\p{L}?)\s*[-–—]\s*(\d{1,4})\s*(\p{L}?)$/u
const LETTERS = /^(\d{1,4})\s*([a-z])\s*[-–—]\s*([a-z])$/i
const SLASH = /^(\d{1,4})\s*\/\s*(\d{1,4})$/
const LETTER = /^\p{L}$/u
const WITH_TEXT = /^(\d{1,4})(?!\d)\s*(.+)$/

/**
 * All numbers that one tag names: `12 a` · `12;14` · `12, 14` · `12-16` (12, 14, 16; every number where one end is odd and the other
 * even) · `12a-c` · `12 A/B` · `9/10` (both), `12/1` (one number) · `7 Gebäude B`. Empty where there is no number to be read.
 */
export function parseHouseNumbers(text: string): HouseNumber[] {
  const found: HouseNumber[] = []
  for (const part of text.split(/[;,]|\/(?=\s*\p{L}\s*(?:[/;,]|$))/u)) {
    const numbers = parsePart(part.trim(), found.at(-1))
    for (const house of numbers) {
      if (!found.some((other) => other.number === house.number && other.suffix === house.suffix)) found.push(house)
    }
  }
  return found
}

function parsePart(part: string, previous: HouseNumber | undefined): HouseNumber[] {
  const single = SINGLE.exec(part)
  if (single) return [{ number: Number(single[1]), suffix: single[2].toLowerCase() }]
  const range = RANGE.exec(part)
  if (range) return listRange(houseNumber(range[1], range[2]), houseNumber(range[3], range[4]))
  const letters = LETTERS.exec(part)
  if (letters) return listLetters(Number(letters[1]), letters[2].toLowerCase(), letters[3].toLowerCase())
  const slash = SLASH.exec(part)
  if (slash) {
    const [first, second] = [Number(slash[1]), Number(slash[2])]
    const areTwo = second > first && second - first <= LONGEST_RANGE
    return areTwo
      ? [
          { number: first, suffix: '' },
          { number: second, suffix: '' },
        ]
      : [{ number: first, suffix: `/${second}` }]
  }
  if (LETTER.test(part) && previous) return [{ number: previous.number, suffix: part.toLowerCase() }]
  const withText = WITH_TEXT.exec(part)
  if (withText && withText[2].length <= LONGEST_SUFFIX)
    return [{ number: Number(withText[1]), suffix: ` ${withText[2].replace(/\s+/g, ' ')}` }]
  return []
}

const houseNumber = (digits: string, letter: string): HouseNumber => ({
  number: Number(digits),
  suffix: letter.toLowerCase(),
})

function listRange(first: HouseNumber, last: HouseNumber): HouseNumber[] {
  const span = last.number - first.number
  if (span <= 0 || span > LONGEST_RANGE) return [first, last]
  const step = span % 2 === 0 ? 2 : 1
  const between: HouseNumber[] = []
  for (let number = first.number + step; number < last.number; number += step) between.push({ number, suffix: '' })
  return [first, ...between, last]
}

function listLetters(number: number, first: string, last: string): HouseNumber[] {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)]
  if (to <= from) return [first, last].map((suffix) => ({ number, suffix }))
  return Array.from({ length: to - from + 1 }, (_, i) => ({ number, suffix: String.fromCharCode(from + i) }))
}
