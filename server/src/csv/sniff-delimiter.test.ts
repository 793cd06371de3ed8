import { describe, expect, it } from 'vitest'
import { isBlankRow, peekRows, readSeparatorLine, sniffDelimiter } from './sniff-delimiter.ts'

const sniff = (text: string): string => sniffDelimiter(readSeparatorLine(text))

describe('the delimiter', () => {
  it.each([';', ',', '\t', '|'])('is found: %j', (delimiter) => {
    expect(sniff(`a${delimiter}b\r\n1${delimiter}2\r\n`)).toBe(delimiter)
  })

  it('is not one that stands inside of quotes', () => {
    expect(sniff('"a;b;c",d\n1,2')).toBe(',')
    expect(sniff('"x ""y"", z, z";b')).toBe(';')
  })

  it('is told by the first row that is not blank', () => {
    expect(sniff('\n  \r\n;;;;\n\t\na,b\n1;2;3;4')).toBe(',')
  })

  it('is a semicolon where there is none, or nothing can be read', () => {
    expect(sniff('name\n')).toBe(';')
    expect(sniff('')).toBe(';')
    expect(sniff('"a,b\nc')).toBe(';')
  })
})

describe('a sep= line', () => {
  it.each([
    ['sep=,\r\na;b', ',', 'a;b'],
    ['SEP=\t\na', '\t', 'a'],
    ['sep=:\ra', ':', 'a'],
    ['sep= \na', ' ', 'a'],
    ['sep=;', ';', ''],
  ])('%j announces %j', (text, delimiter, rest) => {
    expect(readSeparatorLine(text)).toEqual({ text: rest, delimiters: [delimiter] })
    expect(sniff(text)).toBe(delimiter)
  })

  it.each(['sep=\na', 'sep="\na', 'sep=a\nb', 'sep=;;\na', 'x\nsep=,\n'])('is not %j', (text) => {
    expect(readSeparatorLine(text).text).toBe(text)
    expect(readSeparatorLine(text).delimiters).toEqual([';', '\t', ',', '|'])
  })
})

describe('the beginning of a file', () => {
  it('may end in a broken row', () => {
    const rows: string[] = []
    peekRows('a;b\n"c', ';', ([first]) => void rows.push(first))
    expect(rows).toEqual(['a'])
  })

  it('passes on what goes wrong in the visitor', () => {
    const fail = () => {
      throw new RangeError('in the visitor')
    }
    expect(() => peekRows('a', ';', fail)).toThrow('in the visitor')
  })

  it('has blank rows', () => {
    expect([[''], [' ', '\u00a0'], ['', 'x']].map(isBlankRow)).toEqual([true, true, false])
  })
})
