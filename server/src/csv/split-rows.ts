/**
 * Splits CSV text into rows of cells as Excel does (RFC 4180): a cell that begins with a quotation mark ends with one, holds
 * delimiters and line ends as they are, and doubles quotation marks; elsewhere a quotation mark is a plain character.
 *
 * Own code because the text comes in pieces, every row must cost the same, and broken quotes must name their row: libraries
 * that forgive rows of unequal length build an error object for each of them. O(length); memory is a piece and a row.
 */

/** Longer rows are refused: a quotation mark that is never closed would otherwise take the rest of the file. */
export const MAXIMUM_ROW_CHARACTERS = 1024 * 1024

export type CsvProblem =
  | 'quote-not-closed'
  /** A row that Excel would show further down lies in a quoted cell. */
  | 'quote-closed-too-late'
  | 'text-behind-quote'
  | 'row-too-long'

/** Rows that cannot be told apart from here on. */
export class CsvFault extends Error {
  /** Number of the row as `splitRows` counts. */
  readonly row: number
  readonly problem: CsvProblem

  constructor(row: number, problem: CsvProblem) {
    super(`${problem} in row ${row}`)
    this.row = row
    this.problem = problem
  }
}

/** A row with its number; answers false where no more rows are wanted. */
export type RowVisitor = (cells: readonly string[], row: number) => boolean | void

const QUOTE = 0x22
const SPACE = 0x20
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Calls `onRow` for every row, blank ones included. Rows end with \n, \r\n or \r and are counted from 1 as Excel does: a line
 * break within quotes makes no new row. Blanks behind a closing quotation mark are dropped.
 * @param pieces the text, cut anywhere
 * @param delimiter one character
 * @throws CsvFault
 */
export function splitRows(pieces: Iterable<string>, delimiter: string, onRow: RowVisitor): void {
  const splitter = new RowSplitter(delimiter.charCodeAt(0), onRow)
  let rest = ''
  for (const piece of pieces) {
    rest = splitter.take(rest + piece, false)
    if (splitter.isDone) return
  }
  splitter.take(rest, true)
}

class RowSplitter {
  isDone = false
  readonly #delimiter: number
  readonly #onRow: RowVisitor
  #row = 1

  constructor(delimiter: number, onRow: RowVisitor) {
    this.#delimiter = delimiter
    this.#onRow = onRow
  }

  /** Visits the rows that end in the text, and answers the rest, which begins with the next row. */
  take(text: string, isLast: boolean): string {
    let start = 0
    while (start < text.length && !this.isDone) {
      const end = this.#takeRow(text, start, isLast)
      if (end < 0) {
        // One more is forgiven: a carriage return, of which it is not known yet whether it ends the row alone.
        if (text.length - start > MAXIMUM_ROW_CHARACTERS + 1) throw new CsvFault(this.#row, 'row-too-long')
        return text.slice(start)
      }
      start = end
    }
    return ''
  }

  /** Position behind the row that begins at `start`, line end included; −1 where the text ends first. */
  #takeRow(text: string, start: number, isLast: boolean): number {
    const delimiter = this.#delimiter
    const cells: string[] = []
    let position = start
    for (;;) {
      let cell = ''
      if (text.charCodeAt(position) === QUOTE) {
        // Piece by piece between doubled quotation marks.
        for (let from = position + 1; ; from = position + 1) {
          position = text.indexOf('"', from)
          if (position < 0 || (position + 1 === text.length && !isLast)) return this.#waitForQuote(text, start, isLast)
          cell += text.slice(from, position++)
          if (text.charCodeAt(position) !== QUOTE) break
          cell += '"'
        }
        while (text.charCodeAt(position) === SPACE && delimiter !== SPACE) position++
      } else {
        const from = position
        while (position < text.length && !endsCell(text.charCodeAt(position), delimiter)) position++
        cell = text.slice(from, position)
      }
      if (position - start > MAXIMUM_ROW_CHARACTERS) throw new CsvFault(this.#row, 'row-too-long')
      if (position === text.length && !isLast) return -1
      cells.push(cell)
      const code = position < text.length ? text.charCodeAt(position) : LINE_FEED
      position++
      if (code === delimiter) continue
      if (!endsCell(code, delimiter)) throw new CsvFault(this.#row, 'text-behind-quote')
      if (code === CARRIAGE_RETURN) {
        if (position === text.length && !isLast) return -1
        if (text.charCodeAt(position) === LINE_FEED) position++
      }
      if (this.#onRow(cells, this.#row++) === false) this.isDone = true
      return position
    }
  }

  #waitForQuote(text: string, start: number, isLast: boolean): number {
    if (isLast && text.length - start <= MAXIMUM_ROW_CHARACTERS) throw new CsvFault(this.#row, 'quote-not-closed')
    return -1
  }
}

function endsCell(code: number, delimiter: number): boolean {
  return code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN
}
