/** What a `range` header asks for of a file: a piece with both ends included, nothing that the file has, or the whole file. */
export type AskedRange = { readonly start: number; readonly end: number } | 'unsatisfiable' | 'whole'

/**
 * One range of bytes as RFC 9110 means it. Several ranges and units other than bytes are answered by the whole file, which the standard allows and which
 * keeps an answer as large as the file at most.
 *
 * @param length bytes of the file
 */
export function parseByteRange(header: string | undefined, length: number): AskedRange {
  if (header === undefined) return 'whole'
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header)
  if (!match) return 'whole'
  const [, first, last] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const count = Number(last)
    if (count === 0 || length === 0) return 'unsatisfiable'
    return { start: Math.max(0, length - count), end: length - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'whole'
  if (start >= length) return 'unsatisfiable'
  return { start, end: last === '' ? length - 1 : Math.min(Number(last), length - 1) }
}
