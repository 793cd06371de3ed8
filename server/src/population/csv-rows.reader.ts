/**
 * Rows of a delimited text, read chunk by chunk so that a file of millions of rows never stands in memory as text.
 * Encoding: UTF-8 or UTF-16 by byte order mark, else UTF-8 where the bytes are valid, else Windows-1252.
 * Quotes as in RFC 4180: a field that begins with a quote runs to the next single one, over line breaks too; quotes
 * elsewhere are plain text. A row that never ends, or text after a closing quote, stops the import with its line.
 */
import { ImportError } from '../issues/import-error.ts'

const CHUNK_BYTES = 1 << 20
const MAXIMUM_ROW_LENGTH = 1 << 20
const DELIMITERS = [';', '\t', ',', '|']

export interface CsvRows {
  readonly header: readonly string[]
  readonly delimiter: string
}

/**
 * Calls `visit` for each row after the header with its fields and its line in the file (from 1); blank rows are skipped.
 * `begin` gets the header before the first of them. Throws an `ImportError` for broken quotes and for an empty file.
 */
export function readCsvRows(
  bytes: Uint8Array,
  where: string,
  begin: (rows: CsvRows) => void,
  visit: (fields: readonly string[], line: number) => void,
): void {
  const decoder = new TextDecoder(detectEncoding(bytes))
  let delimiter: string | undefined
  let carry = ''
  let line = 1
  const takeRow = (text: string, lineCount: number) => {
    const firstLine = line
    line += lineCount
    const row = text.endsWith('\r') ? text.slice(0, -1) : text
    if (row.trim() === '') return
    if (delimiter !== undefined) return visit(splitRow(row, delimiter, firstLine, where), firstLine)
    delimiter = sniffDelimiter(row)
    begin({ header: splitRow(row, delimiter, firstLine, where).map((name) => name.trim()), delimiter })
  }
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const isLast = from + CHUNK_BYTES >= bytes.length
    const text = carry + decoder.decode(bytes.subarray(from, from + CHUNK_BYTES), { stream: !isLast })
    let start = 0
    let quote = -1
    for (;;) {
      // Looked for once and kept, or every row of a file without quotes would search the whole chunk.
      if (quote < start) quote = positionOr(text.indexOf('"', start), text.length)
      const end = findRowEnd(text, start, quote, delimiter === undefined ? DELIMITERS : [delimiter])
      if (end < 0) break
      takeRow(text.slice(start, end), countLineBreaks(text, start, end) + 1)
      start = end + 1
    }
    carry = text.slice(start)
    if (carry.length > MAXIMUM_ROW_LENGTH)
      throw brokenQuote('a row does not end within a million characters', line, where)
  }
  if (carry.trim() !== '') takeRow(carry, 1)
  if (delimiter === undefined) {
    throw new ImportError(
      'csv-empty',
      'The file is empty.',
      where,
      'Check the export and give a CSV file with a header.',
    )
  }
}

function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
      decoder.decode(bytes.subarray(from, from + CHUNK_BYTES), { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Position of the line break that ends the row beginning at `start`, or −1 where the text ends first. */
function findRowEnd(text: string, start: number, firstQuote: number, delimiters: readonly string[]): number {
  let end = text.indexOf('\n', start)
  let quote = firstQuote
  while (end >= 0 && quote < end) {
    let next = quote + 1
    if (quote === start || delimiters.includes(text[quote - 1])) {
      const closing = findClosingQuote(text, quote + 1)
      if (closing < 0) return -1
      if (closing > end) end = text.indexOf('\n', closing)
      next = closing + 1
    }
    quote = positionOr(text.indexOf('"', next), text.length)
  }
  return end
}

function positionOr(position: number, otherwise: number): number {
  return position < 0 ? otherwise : position
}

function findClosingQuote(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote
  }
  return -1
}

function countLineBreaks(text: string, start: number, end: number): number {
  let count = 0
  for (let i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) count++
  return count
}

function sniffDelimiter(header: string): string {
  const outsideQuotes = header.replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => outsideQuotes.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]
}

function splitRow(row: string, delimiter: string, line: number, where: string): string[] {
  if (!row.includes('"')) return row.split(delimiter)
  const fields: string[] = []
  for (let start = 0; start <= row.length;) {
    if (row[start] !== '"') {
      const end = row.indexOf(delimiter, start)
      fields.push(row.slice(start, end < 0 ? undefined : end))
      start = end < 0 ? row.length + 1 : end + 1
      continue
    }
    const closing = findClosingQuote(row, start + 1)
    if (closing < 0) throw brokenQuote('a quoted field is not closed', line, where)
    if (closing + 1 < row.length && row[closing + 1] !== delimiter) {
      throw brokenQuote('text follows a closing quote', line, where)
    }
    fields.push(row.slice(start + 1, closing).replaceAll('""', '"'))
    start = closing + 2
  }
  return fields
}

function brokenQuote(problem: string, line: number, where: string): ImportError {
  return new ImportError(
    'csv-quote-broken',
    `The CSV file is broken in line ${line}: ${problem}.`,
    `${where}, line ${line}`,
    'Correct the quotes in this line (a quote inside a quoted field is written twice), or export the file again.',
  )
}
