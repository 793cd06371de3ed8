/**
 * CSV text in two variants: `plain` for programs (comma, decimal point, UTF-8 without mark, full precision so that numbers
 * parse back to the same doubles) and `german` for spreadsheets set to German (byte order mark, semicolon, decimal comma).
 * Text that a spreadsheet would run as a formula is made harmless by a leading apostrophe.
 */

export type CsvVariant = 'plain' | 'german'
export type CsvValue = string | number | boolean | null

const STYLE = {
  plain: { mark: '', delimiter: ',', lineEnd: '\n' },
  german: { mark: '\ufeff', delimiter: ';', lineEnd: '\r\n' },
} as const

const ROWS_PER_PIECE = 500

/** Spreadsheets take text that begins so for a formula, or cut it there. */
const FORMULA_START = /^[=+\-@\t\r\n]/
/** A number written as text is no formula. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/**
 * @param header column names
 * @param rows values in the order of the header; null is an empty field
 * @param options.guardFormulas false only where every text is the caller's own id, which must come back as it was given
 * @returns text with a line end after every row; throws a RangeError for a row of another length or a number that is not finite
 */
export function formatCsv(
  header: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
  variant: CsvVariant,
  options: { readonly guardFormulas?: boolean } = {},
): string {
  return [...formatCsvPieces(header, rows, variant, options)].join('')
}

/**
 * The same text in pieces, so that a large file need not stand in memory at once.
 *
 * @param options.lines text above the table, a line each and an empty one below them; for people, not for programs
 */
export function* formatCsvPieces(
  header: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
  variant: CsvVariant,
  options: { readonly guardFormulas?: boolean; readonly lines?: readonly string[] } = {},
): Generator<string> {
  const { guardFormulas = true, lines = [] } = options
  const { mark, delimiter, lineEnd } = STYLE[variant]
  const above = lines.length === 0 ? [] : [...lines.map((line) => formatField(line, variant)), '']
  yield mark + [...above, header.map((name) => formatField(name, variant)).join(delimiter)].join(lineEnd) + lineEnd
  let piece = ''
  let count = 0
  for (const row of rows) {
    count++
    if (row.length !== header.length) {
      throw new RangeError(`row ${count} has ${row.length} values for ${header.length} columns`)
    }
    piece += row.map((value) => formatField(value, variant, guardFormulas)).join(delimiter) + lineEnd
    if (count % ROWS_PER_PIECE === 0) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/** One value as it stands between two delimiters. */
export function formatField(value: CsvValue, variant: CsvVariant, guardFormulas = true): string {
  if (value === null) return ''
  if (typeof value === 'boolean')
    return value ? (variant === 'german' ? 'ja' : 'true') : variant === 'german' ? 'nein' : 'false'
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number`)
    return variant === 'german' ? String(value).replace('.', ',') : String(value)
  }
  const safe = guardFormulas ? neutraliseFormula(value) : value
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Text that no spreadsheet runs as a formula: `=1+1` becomes `'=1+1`. */
export function neutraliseFormula(text: string): string {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}
