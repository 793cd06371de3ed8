import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCsvText } from './csv-text.reader.ts'

const decode = (bytes: Uint8Array): string => [...decodeCsvText(bytes, 'a.csv')].join('')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('the text of a CSV file', () => {
  const text = 'Größe;Straße\n1;Höfchensweg – „2“\n'
  const windows1252: Readonly<Record<string, number>> = { '–': 0x96, '„': 0x84, '“': 0x93 }
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little endian', utf16(`\ufeff${text}`)],
    ['UTF-16 big endian', utf16(`\ufeff${text}`).swap16()],
    ['UTF-16 little endian without mark', utf16(text)],
    ['UTF-16 big endian without mark', utf16(text).swap16()],
    ['Windows-1252', Uint8Array.from(text, (character) => windows1252[character] ?? character.charCodeAt(0))],
  ])('is read from %s', (_name, bytes) => {
    expect(decode(bytes)).toBe(text)
  })

  it.each<[string, Uint8Array, string]>([
    ['xlsx', Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'an Excel file (.xlsx) or another zip archive'],
    ['xls', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'an old Excel file (.xls)'],
    ['PDF', Buffer.from('%PDF-1.7'), 'a PDF'],
    ['gzip', Buffer.of(0x1f, 0x8b, 8), 'a gzip archive'],
    ['zero bytes', Buffer.from('Name;Art\0\0;lat'), 'zero bytes'],
  ])('is no other file: %s', (_name, bytes, found) => {
    expect(() => decode(bytes)).toThrow(
      expect.objectContaining({
        kind: 'csv-not-text',
        where: 'a.csv',
        message: expect.stringContaining(found) as string,
      }) as Error,
    )
  })

  it('is empty for an empty file and for a mark alone', () => {
    expect(decode(new Uint8Array())).toBe('')
    expect(decode(Buffer.from('\ufeff'))).toBe('')
  })

  it('comes in pieces that fit together again, with and without line ends', () => {
    const unit = fc.constantFrom('aaaaaaaaaa', 'ä', '€', '😀', '\n', ';')
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 20 }), fc.nat({ max: 9 }), (units, shift) => {
        // Beyond two pieces of 64 KiB, with characters of several bytes at any place of their borders.
        const long = 'x'.repeat(shift) + units.join('').repeat(Math.ceil(150_000 / units.join('').length))
        expect(decode(Buffer.from(long))).toBe(long)
        expect(decode(utf16(`\ufeff${long}`))).toBe(long)
      }),
      { numRuns: 50 },
    )
  })

  it('comes in pieces that are small, however large the file', () => {
    const lengths = Array.from(decodeCsvText(Buffer.from('abc;def\r\n'.repeat(100_000)), 'a.csv'), (piece) => piece.length) // prettier-ignore
    expect(Math.max(...lengths)).toBeLessThanOrEqual(65_536)
    expect(lengths.every((length) => length % 9 === 0)).toBe(true)
  })
})
