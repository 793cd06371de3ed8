import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { readCsvPoints, requireOrderOfAxes } from './csv-points.reader.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const read = (text: string) => readCsvPoints(bytes(text), 'o.csv')
const fault = (text: string): string => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof ImportError) return `${error.kind} | ${error.where} | ${error.message}`
    throw error
  }
  return 'none'
}

describe('points from CSV', () => {
  const spellings: [string, Uint8Array][] = [
    ['commas and points', bytes('id,lon,lat\na,6.0838,50.7753\n')],
    ['semicolons and decimal commas', bytes('id;lon;lat\r\na;6,0838;50,7753\r\n')],
    ['a byte order mark', bytes('\ufeffid,lon,lat\na,6.0838,50.7753')],
    ['German names in Windows-1252', bytes('Kennung;Name;Länge;Breite\r\na;Café;6,0838;50,7753\r\n', 'latin1')],
    ['tabs and other columns', bytes('name\tlatitude\tlongitude\tid\nx\t50.7753\t6.0838\ta\n')],
    ['quotes', bytes('"id","lng","lat"\n"a","6,0838","50,7753"\n')],
    ['UTF-16', Buffer.concat([Buffer.of(0xff, 0xfe), bytes('id,long,lat\na,6.0838,50.7753\n', 'utf16le')])],
  ]
  it.each(spellings)('are read with %s', (_, content) => {
    const points = readCsvPoints(content, 'o.csv')
    expect(points.ids).toEqual(['a'])
    expect([...points.lng, ...points.lat]).toEqual([6.0838, 50.7753])
  })
  it('keep their order and rows', () => {
    const points = read('id,lon,lat\nb,1,2\n\na,3,4\n')
    expect([points.ids, [...points.rows]]).toEqual([
      ['b', 'a'],
      [2, 4],
    ])
  })
  it('are refused with the row and what is wrong', () => {
    expect(fault('id,lon\na,6\n')).toBe(
      'points-column-missing | o.csv, row 1 | The column lat is missing; the file has "id", "lon".',
    )
    expect(fault('id,lon,lat\na,6,50\na,7,51\n')).toBe(
      'points-id-duplicate | o.csv, row 3 | row 3: the id "a" stands in row 2 already.',
    )
    expect(fault('id,lon,lat\na,six,50\n')).toBe(
      'points-not-a-number | o.csv, row 2 | row 2: longitude "six" is not a number.',
    )
    expect(fault('id,lon,lat\na,6,\n')).toContain('latitude "" is not a number')
    expect(fault('id,lon,lat\n,6,50\n')).toContain('the id is empty')
    expect(fault('id,lon,lat\na,6,50,1\n')).toContain('4 fields instead of 3')
    expect(fault('id,lon,lat\na,294000,5628000\n')).toContain('are not degrees')
    expect(fault('id,lon,lat\na,50,171\n')).toContain('are swapped')
    expect(fault('id,lon,lat\n')).toContain('points-empty')
    expect(fault('')).toContain('csv-empty')
    expect(fault('id,lon,lat\n"a,6,50\n')).toContain('csv-quote-broken')
  })
  it('are refused with the number of faults beyond the first five', () => {
    expect(fault(`id,lon,lat\n${'x,y,z\n'.repeat(9)}`)).toContain('; 4 more.')
  })
  it('in the wrong order of axes are told by the street data', () => {
    const aachen = { west: 6, south: 50.7, east: 6.2, north: 50.8 }
    expect(() => requireOrderOfAxes(read('id,lon,lat\na,6.1,50.75\nb,50.75,6.1\n'), aachen, 'o.csv')).toThrow(
      'row 3: longitude 50.75 and latitude 6.1 are swapped',
    )
    expect(() => requireOrderOfAxes(read('id,lon,lat\na,9,50\n'), aachen, 'o.csv')).not.toThrow()
  })
  it('survive any text: points or an error that names itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('id', 'lon', 'lat', ',', ';', '\n', '"', '6.1', '50', 'a', '\r', ' ', 'ä', '1e5')),
        (pieces) => {
          try {
            expect(read(`id,lon,lat\n${pieces.join('')}`).ids.length).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toBeInstanceOf(ImportError)
          }
        },
      ),
    )
  })
})
