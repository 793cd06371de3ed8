/** Texts of reports: they stay plain text whatever is in them, and what only deceives the eye is left out. */
import type { CorrectionChange, PlaceDetails } from '../contract/correction.ts'
import { cleanText } from '../facilities/facility-text.ts'

/** Several lines without control characters and without those that turn the direction of writing. */
export function cleanLines(text: string | null | undefined): string {
  return (text ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const cleanLine = (text: string | null): string | null => cleanText(text?.replace(/[\u200e\u200f\u061c]/g, ''))

/** The change with every text cleaned; positions to the seventh decimal (a centimetre), as everything stored. */
export function cleanChange(change: CorrectionChange): CorrectionChange {
  const rounded = 'lng' in change ? { lng: roundDegrees(change.lng), lat: roundDegrees(change.lat) } : {}
  switch (change.kind) {
    case 'missing':
      return { ...change, ...rounded, ...(cleanDetails(change) as PlaceDetails) }
    case 'details':
      return { ...change, details: cleanDetails(change.details) }
    default:
      return { ...change, ...rounded }
  }
}

const roundDegrees = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

function cleanDetails(details: Partial<PlaceDetails>): Partial<PlaceDetails> {
  const clean: Partial<PlaceDetails> = {}
  for (const name of ['name', 'address', 'openingHours', 'provider'] as const) {
    const value = details[name]
    if (value !== undefined) clean[name] = cleanLine(value)
  }
  for (const name of ['categoryIds', 'wheelchair', 'capacity'] as const) {
    if (details[name] !== undefined) Object.assign(clean, { [name]: details[name] })
  }
  return clean
}

/** One line as people typed it into a field, cleaned; null: nothing. */
export const cleanField = (text: string | null | undefined): string | null => cleanLine(text ?? null)

/** Enough to be answered to, no more is checked. */
export const isEmail = (text: string): boolean => /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]{2,}$/.test(text)
