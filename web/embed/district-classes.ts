/** Classes of districts by the share of people who are not served, for the map that is there at once. */
import { isVague, type FigureRow } from './figure-rows.ts'

/** Upper ends of the classes, shares 0 … 1 inclusive; the last class holds the rest. */
export const DISTRICT_BREAKS = [0.1, 0.25, 0.5, 0.75] as const
export const DISTRICT_CLASS_COUNT = DISTRICT_BREAKS.length + 1

/** Class 0 (few are not served) … 4, or null without a figure, or with one that is too vague. */
export function findDistrictClass(row: FigureRow | undefined): number | null {
  if (row === undefined || row.share === null || isVague(row)) return null
  const unserved = 1 - row.share
  const found = DISTRICT_BREAKS.findIndex((end) => unserved <= end + 1e-9)
  return found < 0 ? DISTRICT_BREAKS.length : found
}

/** `count` of the colours of a legend, evenly from its first to its last. */
export function spreadColours(colours: readonly string[], count: number): string[] {
  if (colours.length === 0) throw new RangeError('a legend without colours')
  return Array.from(
    { length: count },
    (_, i) => colours[Math.round((i * (colours.length - 1)) / Math.max(1, count - 1))],
  )
}
