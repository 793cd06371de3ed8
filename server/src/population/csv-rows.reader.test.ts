import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { readCsvRows } from './csv-rows.reader.ts'

const read = (input: string | Uint8Array) => {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  let header: readonly string[] = []
  let delimiter = ''
  const rows: { fields: readonly string[]; line: number }[] = []
  readCsvRows(
    bytes,
    'a.csv',
    (begin) => ({ header, delimiter } = begin),
    (fields, line) => rows.push({ fields, line }),
  )
  return { header, delimiter, rows }
}

describe('readCsvRows', () => {
  it.each([';', ',', '\t', '|'])('finds the delimiter “%s”', (delimiter) => {
    const { header, rows } = read(`a${delimiter}b\r\n1${delimiter}2\r\n`)
    expect(header).toEqual(['a', 'b'])
    expect(rows).toEqual([{ fields: ['1', '2'], line: 2 }])
  })

  it('does not take a delimiter inside quotes for one', () => {
    expect(read('"a;b;c",d\n1,2').header).toEqual(['a;b;c', 'd'])
  })

  it('reads quotes, line breaks inside them, and the line that a row begins in', () => {
    const { rows } = read('a;b\n"x ""y""\nz";1\n\n  \nplain "quote;2')
    expect(rows).toEqual([
      { fields: ['x "y"\nz', '1'], line: 2 },
      { fields: ['plain "quote', '2'], line: 6 },
    ])
  })

  it('reads UTF-8 with and without byte order mark, UTF-16, and Windows-1252 otherwise', () => {
    const text = 'Größe;–\n1;2'
    expect(read(`\ufeff${text}`).header).toEqual(['Größe', '–'])
    expect(read(text).header).toEqual(['Größe', '–'])
    expect(read(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))).header).toEqual(['Größe', '–'])
    const western = Uint8Array.from(text, (character) => (character === '–' ? 0x96 : character.charCodeAt(0)))
    expect(read(western).header).toEqual(['Größe', '–'])
  })

  it('names the line of a broken quote', () => {
    const broken = (text: string) => {
      try {
        read(text)
      } catch (error) {
        expect(error).toBeInstanceOf(ImportError)
        return `${(error as ImportError).kind} ${(error as ImportError).where}`
      }
      return 'read'
    }
    expect(broken('a;b\n1;2\n"3;4\n5;6\n')).toBe('csv-quote-broken a.csv, line 3')
    expect(broken('a;b\n"1"x;2\n')).toBe('csv-quote-broken a.csv, line 2')
    expect(broken(`a;b\n"${'1;2\n'.repeat(700_000)}`)).toBe('csv-quote-broken a.csv, line 2')
    expect(broken('')).toBe('csv-empty a.csv')
    expect(broken('\n \n')).toBe('csv-empty a.csv')
  })

  it('reads back what was written, whatever the fields', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ' ', ';', ',', '"', '\n', 'ä', '1') })
    const table = fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 6 })
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((fields) => fields.map(quote).join(';')).join('\n')
        expect(read(`x;y\n${text}\n`).rows.map((row) => row.fields)).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })

  it('reads rows across the borders of its chunks', () => {
    const row = `"${'ä'.repeat(499)}";1`
    const { rows } = read(`a;b\n${Array.from({ length: 5000 }, () => row).join('\n')}`)
    expect(rows).toHaveLength(5000)
    expect(rows.every(({ fields }) => fields[0].length === 499 && fields[1] === '1')).toBe(true)
    expect(rows[4999].line).toBe(5001)
  })
})
