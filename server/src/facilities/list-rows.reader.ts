/**
 * Rows of an office CSV file: finds the header row, above which titles may stand, and with it the delimiter. Numbers of rows
 * are those that Excel shows (see `csv-rows.reader.ts`).
 */
import { readCsvRows } from '../csv/csv-rows.reader.ts'
import { isBlankRow, peekRows, type CsvBeginning } from '../csv/sniff-delimiter.ts'
import { CsvFault } from '../csv/split-rows.ts'
import { ImportError } from '../issues/import-error.ts'
import { recogniseColumns, type ListColumns, type ListField } from './list-columns.ts'

export const MAXIMUM_LIST_BYTES = 128 * 1024 * 1024
export const MAXIMUM_LIST_ROWS = 1_000_000
/** Titles and blank rows may stand above the header, so it is looked for in the first rows. */
const HEADER_SEARCH_ROWS = 10

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
 * Walks through the rows; besides the bytes only a small piece of them is held.
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
  let header = null as ListHeader | null
  const chooseDelimiter = (beginning: CsvBeginning): string => {
    header = findHeader(beginning, chosenColumns)
    if (header !== null) handlers.onHeader(header)
    return header?.delimiter ?? beginning.delimiters[0]
  }
  readCsvRows(bytes, source, chooseDelimiter, (cells, row) => {
    // Without a header only broken quotes are looked for, which may be why there is none.
    if (header === null || row <= header.row) return
    if (row - header.row > MAXIMUM_LIST_ROWS) throw tooLarge(source, `more than ${MAXIMUM_LIST_ROWS} rows`)
    if (isBlankRow(cells)) return
    if (hasSwallowedRows(cells, header)) throw new CsvFault(row, 'quote-closed-too-late')
    handlers.onRow(cells, row)
  })
  if (header === null) throw emptyList(source)
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

/** Among the first rows and the possible delimiters, the row with the most known column names. */
function findHeader(
  { text, delimiters }: CsvBeginning,
  chosenColumns: Readonly<Partial<Record<ListField, string>>>,
): ListHeader | null {
  let best = null as (ListHeader & { readonly known: number }) | null
  for (const delimiter of delimiters) {
    peekRows(text, delimiter, (names, row) => {
      if (names.some((name) => /[\p{L}\p{N}]/u.test(name))) {
        const columns = recogniseColumns(names, chosenColumns)
        const known = columns.positions.size
        const isBetter =
          best === null ||
          known > best.known ||
          (known === best.known && known === 0 && names.length > best.names.length)
        if (isBetter) best = { names, columns, delimiter, row, known }
      }
      return row < HEADER_SEARCH_ROWS
    })
  }
  return best
}

/**
 * Whether a quote was closed only in a later row, so that the rows between lie in one cell: then cells are missing, or the
 * first line of the cell alone holds as many delimiters as the rest of a row.
 */
function hasSwallowedRows(cells: readonly string[], { names, delimiter }: ListHeader): boolean {
  const width = names.length
  return cells.some((cell, position) => {
    const lineEnd = cell.search(/[\r\n]/)
    if (lineEnd < 0) return false
    const delimiters = cell.slice(0, lineEnd).split(delimiter).length - 1
    return cells.length < width || (delimiters >= 2 && delimiters === width - 1 - position)
  })
}

function tooLarge(source: string, found: string): ImportError {
  return new ImportError(
    'list-too-large',
    `The list is too large: ${found}.`,
    source,
    'Split it into several files or limit it to the region.',
  )
}
