import { CsvFault, splitRows, type RowVisitor } from './split-rows.ts'

const DELIMITERS = [';', '\t', ',', '|']
const NOTHING_BUT_DELIMITERS = /^[;,|\s]*$/

export interface CsvBeginning {
  /** The text behind the `sep=` line, if there is one: Excel obeys that line and does not show it. */
  readonly text: string
  /** The delimiters that the file may have: the one announced, or the usual ones. */
  readonly delimiters: readonly string[]
}

/** Takes the `sep=` line, with which Excel lets a file announce its delimiter, off a text. */
export function readSeparatorLine(text: string): CsvBeginning {
  const announced = /^sep=([^"\p{L}\p{N}\r\n])(?:\r\n?|\n|$)/iu.exec(text)
  if (announced === null) return { text, delimiters: DELIMITERS }
  return { text: text.slice(announced[0].length), delimiters: [announced[1]] }
}

/** Of the delimiters the one that divides the first row with any text into most cells; the first of them where none does. */
export function sniffDelimiter({ text, delimiters }: CsvBeginning): string {
  const counts = delimiters.map((delimiter) => {
    let count = 0
    peekRows(text, delimiter, (cells) => {
      if (cells.every((cell) => NOTHING_BUT_DELIMITERS.test(cell))) return true
      count = cells.length
      return false
    })
    return count
  })
  return delimiters[counts.indexOf(Math.max(...counts))]
}

/** The rows at the beginning of a file; broken quotes merely end them, as the pass through the whole file names their row. */
export function peekRows(text: string, delimiter: string, onRow: RowVisitor): void {
  try {
    splitRows([text], delimiter, onRow)
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
  }
}

/** Whether a row is nothing but space and delimiters, as below a table that was longer once. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}
