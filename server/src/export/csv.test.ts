import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsv, formatField, neutraliseFormula } from './csv.ts'

describe('CSV', () => {
  it('for programs has commas, points and no mark', () => {
    expect(
      formatCsv(
        ['name', 'people'],
        [
          ['Brand', 12.5],
          ['Nord, alt', null],
        ],
        'plain',
      ),
    ).toBe('name,people\nBrand,12.5\n"Nord, alt",\n')
  })
  it('for German spreadsheets has a mark, semicolons and decimal commas', () => {
    expect(
      formatCsv(
        ['Bezirk', 'Menschen'],
        [
          ['Brand', 12.5],
          ['Süd "alt"', true],
        ],
        'german',
      ),
    ).toBe('\ufeffBezirk;Menschen\r\nBrand;12,5\r\n"Süd ""alt""";ja\r\n')
  })
  it('makes harmless what a spreadsheet would run', () => {
    const texts = ['=1+1', '+SUM(A1)', '-cmd', '@x', '\tx', '\rx', '-12,5', '+49', 'Brand', '']
    expect(texts.map(neutraliseFormula)).toEqual([
      "'=1+1",
      "'+SUM(A1)",
      "'-cmd",
      "'@x",
      "'\tx",
      "'\rx",
      '-12,5',
      '+49',
      'Brand',
      '',
    ])
  })
  it('writes negative numbers as numbers', () => {
    expect(formatField(-1.5, 'german')).toBe('-1,5')
  })
  it('writes numbers that parse back to the same double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatField(value, 'plain')) === value).toBe(true)
        expect(Number(formatField(value, 'german').replace(',', '.')) === value).toBe(true)
      }),
    )
  })
  it('keeps any text in its field', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('plain' as const, 'german' as const), (text, variant) => {
        const field = formatField(text, variant)
        const bare = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field
        expect(bare).toBe(neutraliseFormula(text))
        if (!field.startsWith('"')) expect(/[",;\n\r\t]/.test(field)).toBe(false)
      }),
    )
  })
  it('refuses rows that do not fit and numbers that are none', () => {
    expect(() => formatCsv(['a'], [[1, 2]], 'plain')).toThrow('row 1 has 2 values for 1 columns')
    expect(() => formatField(NaN, 'plain')).toThrow('NaN cannot be written as a number')
  })
})
