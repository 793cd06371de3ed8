/**
 * Rows of a CSV file of any usual encoding and delimiter, with their numbers as Excel shows them: the header is row 1 unless
 * rows stand above it, a line break within quotes makes no new row, and a `sep=` line is not shown. The file is decoded and
 * split piece by piece: besides its bytes only a piece and a row are held.
 */
import { ImportError } from '../issues/import-error.ts'
import { decodeCsvText } from './csv-text.reader.ts'
import { isBlankRow, readSeparatorLine, sniffDelimiter, type CsvBeginning } from './sniff-delimiter.ts'
import { CsvFault, MAXIMUM_ROW_CHARACTERS, splitRows, type CsvProblem, type RowVisitor } from './split-rows.ts'

/** How much of the file the choice of a delimiter may look at. */
const BEGINNING_CHARACTERS = 256 * 1024

export interface CsvHeader {
  /** Without space around them. */
  readonly names: readonly string[]
  readonly delimiter: string
  /** Number of the header's row. */
  readonly row: number
}

export interface CsvTableVisitor {
  /** Called once, before any row. */
  onHeader(header: CsvHeader): void
  readonly onRow: RowVisitor
}

/**
 * Calls `onRow` for every row, blank ones included, until it answers false.
 * @param where name of the file, for errors
 * @param chooseDelimiter picks one of the delimiters by the beginning of the text
 * @throws ImportError `csv-not-text`, or `csv-quote-broken` with the row; a `CsvFault` that `onRow` throws becomes the latter.
 */
export function readCsvRows(
  bytes: Uint8Array,
  where: string,
  chooseDelimiter: (beginning: CsvBeginning) => string,
  onRow: RowVisitor,
): void {
  const pieces = decodeCsvText(bytes, where)
  let text = ''
  for (let next = pieces.next(); !next.done; next = pieces.next()) {
    text += next.value
    if (text.length >= BEGINNING_CHARACTERS) break
  }
  const beginning = readSeparatorLine(text)
  const delimiter = chooseDelimiter(beginning)
  try {
    splitRows(join(beginning.text, pieces), delimiter, onRow)
  } catch (error) {
    if (error instanceof CsvFault) throw brokenRow(error, where)
    throw error
  }
}

/**
 * Reads a table: the first row that is not blank is its header, blank rows are left out.
 * @throws ImportError as `readCsvRows`, and `csv-empty` where there is no header.
 */
export function readCsvTable(bytes: Uint8Array, where: string, { onHeader, onRow }: CsvTableVisitor): void {
  let delimiter = ''
  let hasHeader = false
  readCsvRows(
    bytes,
    where,
    (beginning) => (delimiter = sniffDelimiter(beginning)),
    (cells, row) => {
      if (isBlankRow(cells)) return true
      if (hasHeader) return onRow(cells, row)
      hasHeader = true
      onHeader({ names: cells.map((name) => name.trim()), delimiter, row })
    },
  )
  if (hasHeader) return
  throw new ImportError('csv-empty', 'The file is empty.', where, 'Check the export and give a CSV file with a header.')
}

function* join(first: string, rest: Iterable<string>): Generator<string, undefined> {
  yield first
  yield* rest
}

const PROBLEMS: Readonly<Record<CsvProblem, (row: number) => string>> = {
  'quote-not-closed': (row) => `A quotation mark in row ${row} is not closed.`,
  'quote-closed-too-late': (row) =>
    `A quotation mark in row ${row} is closed only in a later line, with rows in between.`,
  'text-behind-quote': (row) => `In row ${row} text follows a closing quotation mark.`,
  'row-too-long': (row) => `Row ${row} is longer than ${MAXIMUM_ROW_CHARACTERS} characters.`,
}

function brokenRow({ row, problem }: CsvFault, where: string): ImportError {
  return new ImportError(
    'csv-quote-broken',
    PROBLEMS[problem](row),
    `${where}, row ${row}`,
    problem === 'row-too-long'
      ? 'Probably a quotation mark is not closed there: a text with quotation marks is quoted as a whole, those inside are doubled.'
      : 'Correct the quotation marks of this row: a text with quotation marks is quoted as a whole, those inside are doubled.',
  )
}
