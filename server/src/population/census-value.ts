/**
 * Numbers as census and municipal tables print them: decimal point or comma, and the many signs for “no number”.
 */
const MISSING_SIGNS = new Set(['', '-', '–', '—', '.', '•', '/', 'x', 'X', '-1', '-9', 'NA', 'NaN', 'null', 'NULL'])

const NUMERAL = /^\+?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?$/

const MAXIMUM_COUNT = 1e9

/**
 * A number from zero up, NaN for a sign that stands for “no number”, undefined for anything else.
 * A comma or point is always read as decimal: see `DecimalCheck` for columns where it may not be.
 */
export function parseCount(text: string): number | undefined {
  const trimmed = text.trim()
  if (MISSING_SIGNS.has(trimmed)) return Number.NaN
  if (!NUMERAL.test(trimmed)) return undefined
  const value = Number(trimmed.replace(',', '.'))
  return value <= MAXIMUM_COUNT ? value : undefined
}

/**
 * Watches the numerals of a column for marks that can be read in two ways: points and commas in one column, or points that
 * look like thousands separators (`1.234` in a table with semicolons).
 */
export class DecimalCheck {
  #commas = 0
  #points = 0
  #thousands = 0
  #largeIntegers = 0

  add(text: string): void {
    if (text.includes(',')) this.#commas++
    else if (!text.includes('.')) this.#largeIntegers += text.trim().length > 3 ? 1 : 0
    else if (/^\s*[1-9]\d{0,2}\.\d{3}\s*$/.test(text)) this.#thousands++
    else this.#points++
  }

  /** What is ambiguous about the column, or undefined. `isGerman`: the table separates its columns by semicolons. */
  findProblem(isGerman: boolean): 'mixed-marks' | 'thousands' | undefined {
    if (this.#commas > 0 && this.#points + this.#thousands > 0) return 'mixed-marks'
    const couldBeThousands = isGerman && this.#thousands > 0 && this.#points === 0 && this.#largeIntegers === 0
    return couldBeThousands ? 'thousands' : undefined
  }
}
