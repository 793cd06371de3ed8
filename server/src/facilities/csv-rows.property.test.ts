import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvFault, readCsvRows } from './csv-rows.ts'

function rowsOf(text: string, delimiter = ';'): string[][] {
  const rows: string[][] = []
  readCsvRows(text, delimiter, (cells) => void rows.push([...cells]))
  return rows
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const needsQuotes = (cell: string): boolean => /["\r\n;]/.test(cell)

describe('rows of CSV', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ';', '"', '\n', '\r', ' ', ','), maxLength: 6 })
  const table = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 4 }), { maxLength: 6 })

  it('come back as they were written, quoted where needed or everywhere', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (rows, lineEnd, endsWithLineEnd) => {
        const lines = rows.map((cells) => cells.map(([text, force]) => (force || needsQuotes(text) ? quote(text) : text)).join(';')) // prettier-ignore
        const expected = rows.map((cells) => cells.map(([text]) => text))
        // A last row that is one empty cell is no row unless its line ends.
        const text = lines.join(lineEnd) + (endsWithLineEnd || lines.at(-1) === '' ? lineEnd : '')
        expect(rowsOf(text)).toEqual(lines.length === 0 && endsWithLineEnd ? [['']] : expected)
      }),
    )
  })

  it('are those of csv-parse, or both refuse', () => {
    const noise = fc.string({ unit: fc.constantFrom('a', ';', '"', '""', '\n', '";"'), maxLength: 12 })
    fc.assert(
      fc.property(noise, (text) => {
        let expected: string[][] | null = null
        try {
          expected = parse(text, { delimiter: ';', relax_column_count: true, record_delimiter: '\n' })
        } catch (error) {
          // The library refuses quotation marks inside of plain text; here they are characters.
          if ((error as { code: string }).code === 'INVALID_OPENING_QUOTE') return
        }
        if (expected === null) expect(() => rowsOf(text)).toThrow(CsvFault)
        else expect(rowsOf(text)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('keep quotation marks inside of plain text and blanks behind quoted text apart', () => {
    expect(rowsOf('Gasthaus "Post";"a" ;b')).toEqual([['Gasthaus "Post"', 'a', 'b']])
  })

  it('stop when told to', () => {
    const rows: number[] = []
    readCsvRows('a\nb\nc\n', ';', (_cells, row) => rows.push(row) < 2)
    expect(rows).toEqual([1, 2])
  })

  it.each([
    ['a;b\n"c;d\n', 2],
    ['a\n"b"c\n', 2],
    ['"', 1],
  ])('name the row of a broken quote in %j', (text, row) => {
    expect(() => rowsOf(text)).toThrow(expect.objectContaining({ row }) as Error)
  })
})
