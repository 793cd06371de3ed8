import { ImportError } from '../issues/import-error.ts'

/** Beginnings of files that people take for a CSV file. */
const BINARY_FILES: readonly (readonly [name: string, beginning: readonly number[]])[] = [
  ['an Excel file (.xlsx) or another zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel file (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
]

/**
 * The text of a file whose encoding nobody states: a byte order mark decides; without one UTF-16 is known by its zero bytes,
 * UTF-8 by being valid, and everything else is Windows-1252, which German office programs write.
 * @param source name of the list, for errors
 * @throws ImportError `list-not-text` for files that are no text.
 */
export function decodeListText(bytes: Uint8Array, source: string): string {
  for (const [name, beginning] of BINARY_FILES) {
    if (beginning.every((byte, i) => bytes[i] === byte)) throw notText(source, `it looks like ${name}`)
  }
  const text = decode(bytes)
  if (text.includes('\0')) throw notText(source, 'it holds zero bytes')
  return text
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = countZeros(bytes.subarray(0, 1000))
  if (zeros.odd * 4 > Math.min(1000, bytes.length) && zeros.even === 0) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function countZeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  const zeros = [0, 0]
  bytes.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0))
  return { even: zeros[0], odd: zeros[1] }
}

function notText(source: string, found: string): ImportError {
  return new ImportError(
    'list-not-text',
    `The list is not a CSV text file: ${found}.`,
    source,
    'In Excel choose "Save as" and "CSV UTF-8 (comma delimited)".',
  )
}
