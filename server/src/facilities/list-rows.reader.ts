/**
 * Rows of an office CSV file: finds out encoding, delimiter and header row. Numbers of rows are those that Excel shows: the
 * header is row 1 unless title rows stand above it; a line break within quotes makes no new row; a `sep=` line is not shown.
 */
import { ImportError } from '../issues/import-error.ts'
import { CsvFault, MAXIMUM_ROW_CHARACTERS, readCsvRows } from './csv-rows.ts'
import { recogniseColumns, type ListColumns, type ListField } from './list-columns.ts'
import { decodeListText } from './list-text.reader.ts'

export const MAXIMUM_LIST_BYTES = 128 * 1024 * 1024
export const MAXIMUM_LIST_ROWS = 1_000_000
/** Titles and blank rows may stand above the header, so it is looked for in the first rows. */
const HEADER_SEARCH_ROWS = 10
const HEADER_SEARCH_CHARACTERS = 256 * 1024
const DELIMITERS = [';', '\t', ',', '|']

export interface ListHeader {
  readonly names: readonly string[]
  readonly columns: ListColumns
  readonly delimiter: string
  /** Number of the header's row. */
  readonly row: number
}

export interface ListRowHandlers {
  /** Called once, before any row. */
  onHeader(header: ListHeader): void
  /** Called for each row that is not blank. */
  onRow(cells: readonly string[], row: number): void
}

/**
 * Walks through the rows; besides the text only one row is held at a time.
 * @param source name of the list, for errors
 * @param chosenColumns names of columns for fields where recognition is not wanted
 * @throws ImportError for files that are no CSV text, broken quotes, and more rows or bytes than allowed.
 */
export function readListRows(
  bytes: Uint8Array,
  source: string,
  chosenColumns: Readonly<Partial<Record<ListField, string>>>,
  handlers: ListRowHandlers,
): void {
  if (bytes.length > MAXIMUM_LIST_BYTES) throw tooLarge(source, `more than ${MAXIMUM_LIST_BYTES} bytes`)
  const text = decodeListText(bytes, source)
  const announced = /^sep=(.)\r?\n/i.exec(text)
  const body = announced ? text.slice(announced[0].length) : text
  const header = findHeader(body, announced ? [announced[1]] : DELIMITERS, chosenColumns)
  if (header === null) throw emptyList(source)
  handlers.onHeader(header)

  const width = header.names.length
  namingFaults(source, () =>
    readCsvRows(body, header.delimiter, (cells, row) => {
      if (row <= header.row) return
      if (row - header.row > MAXIMUM_LIST_ROWS) throw tooLarge(source, `more than ${MAXIMUM_LIST_ROWS} rows`)
      if (cells.every((cell) => cell.trim() === '')) return
      if (hasSwallowedRows(cells, width, header.delimiter)) throw brokenQuote(source, row)
      handlers.onRow(cells, row)
    }),
  )
}

/** Broken quotes as an `ImportError` that names the list and the row. */
function namingFaults(source: string, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    throw error.isEndless ? endlessRow(source, error.row) : brokenQuote(source, error.row)
  }
}

/** The error for a list without rows. */
export function emptyList(source: string): ImportError {
  return new ImportError(
    'list-empty',
    'The list holds no rows with places.',
    source,
    'Check the file; its first row must hold the column names.',
  )
}

/** Among the first rows and the usual delimiters, the row with the most known column names. */
function findHeader(
  text: string,
  delimiters: readonly string[],
  chosenColumns: Readonly<Partial<Record<ListField, string>>>,
): ListHeader | null {
  let best: (ListHeader & { readonly known: number }) | null = null
  for (const delimiter of delimiters) {
    for (const [i, names] of readFirstRows(text, delimiter).entries()) {
      if (!names.some((name) => /[\p{L}\p{N}]/u.test(name))) continue
      const columns = recogniseColumns(names, chosenColumns)
      const known = columns.positions.size
      const isBetter =
        best === null || known > best.known || (known === best.known && known === 0 && names.length > best.names.length)
      if (isBetter) best = { names, columns, delimiter, row: i + 1, known }
    }
  }
  return best
}

function readFirstRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  try {
    readCsvRows(
      text.slice(0, HEADER_SEARCH_CHARACTERS),
      delimiter,
      (cells) => rows.push([...cells]) < HEADER_SEARCH_ROWS,
    )
  } catch (error) {
    // Broken quotes are reported by the real pass, with their row; until then the rows before them are enough.
    if (!(error instanceof CsvFault)) throw error
  }
  return rows
}

/**
 * Whether a quote was closed only in a later row, so that the rows between lie in one cell: then cells are missing, or the
 * first line of the cell alone holds as many delimiters as the rest of a row.
 */
function hasSwallowedRows(cells: readonly string[], width: number, delimiter: string): boolean {
  return cells.some((cell, position) => {
    const lineEnd = cell.search(/[\r\n]/)
    if (lineEnd < 0) return false
    const delimiters = cell.slice(0, lineEnd).split(delimiter).length - 1
    return cells.length < width || (delimiters >= 2 && delimiters === width - 1 - position)
  })
}

function brokenQuote(source: string, row: number): ImportError {
  return new ImportError(
    'list-quote-broken',
    `A quotation mark in row ${row} is not closed or stands in the wrong place.`,
    `${source}, row ${row}`,
    'Correct the quotation marks of this row: a text with quotation marks is quoted as a whole, those inside are doubled.',
  )
}

function endlessRow(source: string, row: number): ImportError {
  return new ImportError(
    'list-quote-broken',
    `Row ${row} is longer than ${MAXIMUM_ROW_CHARACTERS} characters.`,
    `${source}, row ${row}`,
    'Probably a quotation mark is not closed there: a text with quotation marks is quoted as a whole, those inside are doubled.',
  )
}

function tooLarge(source: string, found: string): ImportError {
  return new ImportError(
    'list-too-large',
    `The list is too large: ${found}.`,
    source,
    'Split it into several files or limit it to the region.',
  )
}
