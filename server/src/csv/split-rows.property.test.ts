import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvFault, MAXIMUM_ROW_CHARACTERS, splitRows } from './split-rows.ts'

function rowsOf(text: string | readonly string[], delimiter = ';'): string[][] {
  const rows: string[][] = []
  splitRows(typeof text === 'string' ? [text] : text, delimiter, (cells) => void rows.push([...cells]))
  return rows
}

/** The rows, and the fault that ended them. */
function outcomeOf(pieces: readonly string[]): unknown {
  const rows: unknown[] = []
  try {
    splitRows(pieces, ';', (cells, row) => void rows.push([row, ...cells]))
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    rows.push(`${error.problem} in ${error.row}`)
  }
  return rows
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const needsQuotes = (cell: string): boolean => /["\r\n;]/.test(cell)

describe('rows of CSV', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ';', '"', '\n', '\r', ' ', ','), maxLength: 6 })
  const table = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  const noise = fc.string({ unit: fc.constantFrom('a', ';', '"', '""', '\n', '\r', '\r\n', '";"', ' '), maxLength: 16 })

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
    const lineFeedNoise = fc.string({ unit: fc.constantFrom('a', ';', '"', '""', '\n', '";"'), maxLength: 12 })
    fc.assert(
      fc.property(lineFeedNoise, (text) => {
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

  it('are the same wherever the text is cut into pieces', () => {
    fc.assert(
      fc.property(noise, fc.array(fc.nat({ max: 24 }), { maxLength: 5 }), (text, cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length]
        const pieces = places.slice(1).map((place, i) => text.slice(places[i], place))
        expect(outcomeOf(pieces)).toEqual(outcomeOf([text]))
        expect(outcomeOf([...text])).toEqual(outcomeOf([text]))
      }),
      { numRuns: 500 },
    )
  })

  it('keep quotation marks inside of plain text and blanks behind quoted text apart', () => {
    expect(rowsOf('Gasthaus "Post";"a" ;b')).toEqual([['Gasthaus "Post"', 'a', 'b']])
  })

  it('are counted as Excel does: blank rows count, a line break within quotes does not', () => {
    const rows: [string, number][] = []
    splitRows(['"a\nb\r\nc"\r\n\n\rx\n'], ';', ([first], row) => void rows.push([first, row]))
    expect(rows).toEqual([
      ['a\nb\r\nc', 1],
      ['', 2],
      ['', 3],
      ['x', 4],
    ])
  })

  it('stop when told to', () => {
    const rows: number[] = []
    splitRows(['a\nb', '\nc\n', 'd\n'], ';', (_cells, row) => rows.push(row) < 2)
    expect(rows).toEqual([1, 2])
  })

  it.each([
    ['a;b\n"c;d\n', 2, 'quote-not-closed'],
    ['a\n"b"c\n', 2, 'text-behind-quote'],
    ['"a\nb"\n"b"c\n', 2, 'text-behind-quote'],
    ['"', 1, 'quote-not-closed'],
    [`a\n${'x'.repeat(MAXIMUM_ROW_CHARACTERS + 1)};b\n`, 2, 'row-too-long'],
    [`a\n"${'x\n'.repeat(MAXIMUM_ROW_CHARACTERS)}`, 2, 'row-too-long'],
    [`a\n"${'x\n'.repeat(MAXIMUM_ROW_CHARACTERS)}"`, 2, 'row-too-long'],
  ])('that are broken are named: case %#', (text, row, problem) => {
    const fault = expect.objectContaining({ row, problem }) as Error
    expect(() => rowsOf(text)).toThrow(fault)
    const pieces = Array.from({ length: 50 }, (_, i) =>
      text.slice((i * text.length) / 50, ((i + 1) * text.length) / 50),
    )
    expect(() => rowsOf(pieces)).toThrow(fault)
  })

  it('may have the greatest length, whatever ends them', () => {
    const cell = 'x'.repeat(MAXIMUM_ROW_CHARACTERS)
    const quoted = `"${cell.slice(2)}"`
    for (const lineEnd of ['', '\n', '\r', '\r\n']) {
      expect(rowsOf([cell, lineEnd])[0][0].length).toBe(MAXIMUM_ROW_CHARACTERS)
      expect(rowsOf([...quoted.match(/.{1,4001}/gs)!, lineEnd])[0][0].length).toBe(MAXIMUM_ROW_CHARACTERS - 2)
    }
  })
})
