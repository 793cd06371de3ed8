import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { readCsvTable, type CsvHeader } from './csv-rows.reader.ts'

const read = (input: string | Uint8Array) => {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  let header: CsvHeader | undefined
  const rows: (string | number)[][] = []
  readCsvTable(bytes, 'a.csv', {
    onHeader: (found) => (header = found),
    onRow: (cells, row) => void rows.push([row, ...cells]),
  })
  return { header, rows }
}
const errorOf = (input: string | Uint8Array): ImportError => {
  try {
    read(input)
  } catch (error) {
    if (error instanceof ImportError) return error
    throw error
  }
  throw new Error('The file was read although it must be refused.')
}

describe('a table', () => {
  it('has its header in the first row that is not blank, and leaves blank rows out', () => {
    expect(read('\n;\n a ;b\r\n1; 2\r\n;\r\n  \r\n3;4')).toEqual({
      header: { names: ['a', 'b'], delimiter: ';', row: 3 },
      rows: [
        [4, '1', ' 2'],
        [7, '3', '4'],
      ],
    })
  })

  it('numbers its rows as Excel shows them', () => {
    expect(read('sep=,\na,b\n"x ""y""\nz",1\n\nplain "quote,2\r"q",3').rows).toEqual([
      [2, 'x "y"\nz', '1'],
      [4, 'plain "quote', '2'],
      [5, 'q', '3'],
    ])
  })

  it('may be cut off by its visitor', () => {
    const rows: number[] = []
    readCsvTable(Buffer.from('a\n1\n2\n3\n'), 'a.csv', { onHeader() {}, onRow: (_cells, row) => rows.push(row) < 2 })
    expect(rows).toEqual([2, 3])
  })

  it.each([
    ['a;b\n1;2\n"3;4\n5;6\n', 'row 3', 'A quotation mark in row 3 is not closed.'],
    ['a;b\n"1"x;2\n', 'row 2', 'In row 2 text follows a closing quotation mark.'],
    ['"a;b\n', 'row 1', 'A quotation mark in row 1 is not closed.'],
    [`a;b\n"${'1;2\n'.repeat(700_000)}`, 'row 2', 'Row 2 is longer than 1048576 characters.'],
  ])('with broken quotes is refused with the row: case %#', (text, where, message) => {
    expect(errorOf(text)).toMatchObject({ kind: 'csv-quote-broken', where: `a.csv, ${where}`, message })
  })

  it('is refused where there is none', () => {
    for (const text of ['', '\n \n', ';;\n', '\ufeff', 'sep=;']) expect(errorOf(text).kind).toBe('csv-empty')
    expect(errorOf(Buffer.from('PK\u0003\u0004')).kind).toBe('csv-not-text')
  })

  it('is read across the borders of pieces', () => {
    const row = `"${'ä'.repeat(249)}\n${'ä'.repeat(249)}";1`
    const { rows } = read(`a;b\n${Array.from({ length: 5000 }, () => row).join('\n')}`)
    expect(rows).toHaveLength(5000)
    expect(rows.every(([, text, one]) => (text as string).length === 499 && one === '1')).toBe(true)
    expect(rows[4999][0]).toBe(5001)
  })

  it('of a million rows is read, in any encoding', () => {
    const text = `id;name\r\n${'12345;Höfchensweg\r\n'.repeat(1_000_000)}`
    for (const encoding of ['utf8', 'latin1', 'utf16le'] as const) {
      let count = 0
      let last = 0
      readCsvTable(Buffer.from(text, encoding), 'a.csv', {
        onHeader() {},
        onRow([, name], row) {
          if (name === 'Höfchensweg') count++
          last = row
        },
      })
      expect([count, last]).toEqual([1_000_000, 1_000_001])
    }
  })
})
