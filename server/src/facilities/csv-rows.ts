/**
 * Splits CSV text into rows of cells, as Excel does (RFC 4180): a cell that begins with a quotation mark ends with one, holds
 * delimiters and line breaks as they are, and doubles quotation marks; elsewhere a quotation mark is a plain character.
 *
 * Own code because every row must cost the same and broken quotes must name their row: libraries that forgive rows of unequal
 * length build an error object for each of them. O(length); one row is held at a time.
 */

/** A quoted cell that does not end, or goes on behind its closing quotation mark. */
export class CsvFault extends Error {
  /** Number of the row in which the cell begins; the first row is 1. */
  readonly row: number
  readonly isEndless: boolean

  constructor(row: number, isEndless: boolean) {
    super(`quotation mark in row ${row}`)
    this.row = row
    this.isEndless = isEndless
  }
}

export const MAXIMUM_ROW_CHARACTERS = 1024 * 1024

const QUOTE = 0x22
const SPACE = 0x20
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Calls `onRow` for every row, blank ones included, until it answers false. Rows end with \n, \r\n or \r.
 * @throws CsvFault
 */
export function readCsvRows(
  text: string,
  delimiter: string,
  onRow: (cells: readonly string[], row: number) => boolean | void,
): void {
  const delimiterCode = delimiter.charCodeAt(0)
  let position = 0
  let row = 0
  while (position < text.length) {
    row++
    const rowStart = position
    const cells: string[] = []
    for (;;) {
      if (text.charCodeAt(position) === QUOTE) {
        const [cell, end] = readQuoted(text, position, rowStart, row)
        cells.push(cell)
        position = end
        while (text.charCodeAt(position) === SPACE && delimiterCode !== SPACE) position++
      } else {
        const start = position
        while (position < text.length && !endsCell(text.charCodeAt(position), delimiterCode)) position++
        cells.push(text.slice(start, position))
      }
      if (position - rowStart > MAXIMUM_ROW_CHARACTERS) throw new CsvFault(row, true)
      const code = position < text.length ? text.charCodeAt(position) : LINE_FEED
      if (!endsCell(code, delimiterCode)) throw new CsvFault(row, false)
      position++
      if (code === delimiterCode) continue
      if (code === CARRIAGE_RETURN && text.charCodeAt(position) === LINE_FEED) position++
      break
    }
    if (onRow(cells, row) === false) return
  }
}

function endsCell(code: number, delimiterCode: number): boolean {
  return code === delimiterCode || code === LINE_FEED || code === CARRIAGE_RETURN
}

/** The content of the quoted cell that begins at the position, and the position behind its closing quotation mark. */
function readQuoted(text: string, position: number, rowStart: number, row: number): [cell: string, end: number] {
  let cell = ''
  let from = position + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new CsvFault(row, false)
    if (quote - rowStart > MAXIMUM_ROW_CHARACTERS) throw new CsvFault(row, true)
    cell += text.slice(from, quote)
    if (text.charCodeAt(quote + 1) !== QUOTE) return [cell, quote + 1]
    cell += '"'
    from = quote + 2
  }
}
