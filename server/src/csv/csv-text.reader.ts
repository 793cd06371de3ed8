import { isUtf8 } from 'node:buffer'
import { ImportError } from '../issues/import-error.ts'

/** Small enough for strings that live shortly, which is several times faster than with large ones. */
const PIECE_BYTES = 1 << 16
const LINE_FEED = 0x0a
const ENCODING_SEARCH_BYTES = 1000

/** Beginnings of files that people take for a CSV file. */
const BINARY_FILES: readonly (readonly [name: string, beginning: readonly number[]])[] = [
  ['an Excel file (.xlsx) or another zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel file (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
]

/**
 * The text of a file whose encoding nobody states, piece by piece, so that it never stands in memory as a whole: a byte order
 * mark decides; without one UTF-16 is known by its zero bytes, UTF-8 by being valid, and everything else is Windows-1252, which
 * German office programs write. The mark itself is left out.
 * @param where name of the file, for errors
 * @throws ImportError `csv-not-text` for files that are no text.
 */
export function* decodeCsvText(bytes: Uint8Array, where: string): Generator<string, undefined> {
  for (const [name, beginning] of BINARY_FILES) {
    if (beginning.every((byte, i) => bytes[i] === byte)) throw notText(where, `it looks like ${name}`)
  }
  const encoding = detectEncoding(bytes)
  const decoder = new TextDecoder(encoding)
  const hasPlainLineEnds = !encoding.startsWith('utf-16')
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + PIECE_BYTES, bytes.length)
    // Pieces that end with a line mostly end with a row, too, so that no part of a row has to be put before the next piece.
    const lineEnd = hasPlainLineEnds && to < bytes.length ? bytes.subarray(from, to).lastIndexOf(LINE_FEED) : -1
    if (lineEnd >= 0) to = from + lineEnd + 1
    const text = decoder.decode(bytes.subarray(from, to), { stream: to < bytes.length })
    if (text.includes('\0')) throw notText(where, 'it holds zero bytes')
    yield text
    from = to
  }
}

function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Half of the bytes of Western text in UTF-16 are zero, always the same half.
  const zeros = countZeros(bytes.subarray(0, ENCODING_SEARCH_BYTES))
  const many = Math.min(ENCODING_SEARCH_BYTES, bytes.length) / 4
  if (zeros.odd > many && zeros.even === 0) return 'utf-16le'
  if (zeros.even > many && zeros.odd === 0) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

function countZeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  const zeros = [0, 0]
  bytes.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0))
  return { even: zeros[0], odd: zeros[1] }
}

function notText(where: string, found: string): ImportError {
  return new ImportError(
    'csv-not-text',
    `The file is not a CSV text file: ${found}.`,
    where,
    'In Excel choose "Save as" and "CSV UTF-8 (comma delimited)".',
  )
}
