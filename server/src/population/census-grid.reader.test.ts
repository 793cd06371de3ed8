import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { ISSUE_TEXTS } from '../issues/issue-catalogue.ts'
import { IssueList } from '../issues/issue-list.ts'
import { MAXIMUM_ROWS, readCensusGrid, type CensusReadOptions } from './census-grid.reader.ts'
import { sumPeople } from './quantise.ts'

const all = { columns: { all: 'Einwohner' }, source: 'population' } as const

const read = (text: string | Uint8Array, options: CensusReadOptions = all) => {
  const issues = new IssueList()
  const grid = readCensusGrid(text, options, issues)
  return { grid, issues: issues.list(), kinds: issues.list().map((issue) => `${issue.kind} ${issue.count}`) }
}

const refusal = (text: string, options: CensusReadOptions = all): ImportError => {
  try {
    read(text, options)
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError)
    expect(Object.keys(ISSUE_TEXTS)).toContain((error as ImportError).kind)
    return error as ImportError
  }
  throw new Error('The file should have been refused.')
}

const id = (n: number) => `CRS3035RES100mN${3_070_000 + 100 * n}E4052000`
const table = (...values: (string | number)[]) => `id;Einwohner\n${values.map((v, n) => `${id(n)};${v}`).join('\n')}\n`

describe('readCensusGrid', () => {
  it('reads squares by id, ascending, with the counts of rows', () => {
    const { grid, kinds } = read(`id;Einwohner\n100mN30702E40521;7\n${id(1)};3,5\n100mN30701E40521;4\n`)
    expect(grid).toMatchObject({ cellSizeMetres: 100, squareCount: 3, rowsIn: 3, rowsOut: 3, rowsRejected: 0 })
    expect([...grid.x]).toEqual([4_052_000, 4_052_100, 4_052_100])
    expect([...grid.y]).toEqual([3_070_100, 3_070_100, 3_070_200])
    expect([...grid.people[0]]).toEqual([3.5, 4, 7])
    expect(kinds).toEqual([])
  })

  it('reads centres as the Zensus prints them, and corners', () => {
    const centres = read('GITTER_ID;x_mp_100m;y_mp_100m;Einwohner\n;4052150;3070150;4\n', {
      ...all,
      coordinateColumns: { x: 'x_mp_100m', y: 'y_mp_100m', anchor: 'centre' },
    })
    const corners = read('xmin_3035,ymin_3035,Einwohner\n4052100,3070100,4\n4052200,3070100,5')
    const kilometres = read('x_mp_1km\ty_mp_1km\tEinwohner\n4052500\t3070500\t4')
    expect([centres.grid.x[0], centres.grid.y[0], centres.grid.cellSizeMetres]).toEqual([4_052_100, 3_070_100, 100])
    expect([...corners.grid.x]).toEqual([4_052_100, 4_052_200])
    expect(corners.grid.cellSizeMetres).toBe(100)
    expect([kilometres.grid.x[0], kilometres.grid.cellSizeMetres]).toEqual([4_052_000, 1000])
  })

  it('takes missing values as missing, counts and notes them', () => {
    const { grid, issues } = read(table(3, '', '-', '–', '.', '•', '/', -1, -9, 0))
    expect(grid.missingSquares).toEqual([8])
    expect([...grid.people[0]]).toEqual([3, ...Array.from({ length: 8 }, () => Number.NaN), 0])
    expect(issues).toMatchObject([{ kind: 'population-values-missing', count: 8, examples: ['all: 8 squares'] }])
  })

  it('derives a group from its share of another', () => {
    const { grid } = read('id;Einwohner;anteil\n1kmN3050E4053;65;15,38\n1kmN3050E4054;;10\n1kmN3050E4055;80;\n', {
      source: 'population',
      groups: [
        { id: 'all', column: 'Einwohner' },
        { id: '65plus', shareColumn: 'anteil' },
      ],
    })
    expect(grid.people[1][0]).toBeCloseTo(9.997, 10)
    expect(grid.people[1][1]).toBeNaN()
    expect(grid.people[1][2]).toBeNaN()
    expect(grid.missingSquares).toEqual([1, 2])
  })

  it('rejects rows by number: no number, negative, broken id, too many fields, off the lattice', () => {
    const { grid, issues } = read(`id;Einwohner\n${id(0)};5\n${id(1)};viele\n${id(2)};-4\nirgendwo;3\n${id(4)};3;3\n`)
    expect(grid).toMatchObject({ rowsIn: 5, rowsOut: 1, rowsRejected: 4 })
    expect(issues.map((issue) => issue.examples)).toEqual([
      ['row 3, Einwohner: viele', 'row 4, Einwohner: -4'],
      ['row 5: irgendwo'],
      ['row 6: 3 fields instead of 2'],
    ])
    const rounded = read('xmin_3035,ymin_3035,Einwohner\n4052100,3070100,4\n4052207,3070100,5', {
      ...all,
      cellSizeMetres: 100,
    })
    expect(rounded.kinds).toEqual(['population-square-off-lattice 1'])
    expect(rounded.grid.squareCount).toBe(1)
  })

  it('counts a repeated row once and refuses a contradicting one', () => {
    const repeated = read(`${table(5, 6)}${id(0)};5\n`)
    expect(repeated.grid).toMatchObject({ rowsIn: 3, rowsOut: 2, rowsRejected: 1 })
    expect(repeated.kinds).toEqual(['population-square-repeated 1'])
    const error = refusal(`${table(5, 6)}100mN30700E40520;7\n`)
    expect(error.kind).toBe('population-square-duplicate')
    expect(error.message).toContain('row 2')
    expect(error.message).toContain('row 4')
  })

  it('refuses squares of several sizes and of sizes that it does not read', () => {
    expect(refusal(`id;Einwohner\n${id(0)};5\n1kmN3050E4053;5\n`).kind).toBe('population-square-sizes-mixed')
    expect(refusal('id;Einwohner\n10kmN305E405;5\n').kind).toBe('population-square-size')
    expect(refusal('xmin_3035,ymin_3035,Einwohner\n4052101,3070100,4\n').kind).toBe('population-square-size')
  })

  it('names the columns that are there where one is not', () => {
    const error = refusal(table(1), { ...all, columns: { all: 'INSGESAMT' } })
    expect(error.kind).toBe('population-column-missing')
    expect(error.message).toContain('INSGESAMT')
    expect(error.remedy).toContain('id, Einwohner')
    expect(refusal('id;Einwohner;Einwohner\n').message).toContain('2 columns')
    expect(refusal('a;Einwohner\nx;1\n').kind).toBe('population-square-columns-missing')
    const utm = refusal('id;Einwohner\nCRS25832RES100mN5628000E290000;1\n')
    expect([utm.kind, utm.message]).toEqual([
      'population-crs-wrong',
      'The ids of the squares are of EPSG:25832, not of EPSG:3035.',
    ])
    expect(refusal(table('a', 'b')).kind).toBe('population-column-not-numeric')
  })

  it('refuses groups that make no sense', () => {
    const kindOf = (groups: CensusReadOptions['groups']) => refusal(table(1), { source: 'p', groups }).kind
    expect(kindOf([])).toBe('population-groups-wrong')
    expect(kindOf([{ id: 'a', shareColumn: 'Einwohner' }])).toBe('population-groups-wrong')
    expect(kindOf([{ id: 'all', column: 'Einwohner' }, { id: 'all', column: 'Einwohner' }])).toBe('population-groups-wrong') // prettier-ignore
  })

  it.each([
    ['6.08', '50.77', 'degrees'],
    ['294000', '5628000', 'UTM'],
    ['32294000', '5628000', 'zone in front'],
    ['677000', '6580000', 'Web Mercator'],
    ['5628000', '294000', 'northing first'],
    ['12', '5000000', 'UTM'],
    ['99000000', '3', 'something else'],
  ])('refuses coordinates %s, %s that are not EPSG:3035', (x, y, looksLike) => {
    const error = refusal(`xmin_3035;ymin_3035;Einwohner\n${x};${y};5\n`)
    expect(error.kind).toBe('population-crs-wrong')
    expect(error.message).toContain(looksLike)
  })

  it('refuses numbers that can be read in two ways', () => {
    expect(refusal(table('1.234', '567')).kind).toBe('population-decimals-ambiguous')
    expect(refusal(table('1,5', '2.5')).kind).toBe('population-decimals-ambiguous')
  })

  it('refuses an empty file, a header alone, and rows of which none is good', () => {
    expect(refusal('').kind).toBe('csv-empty')
    expect(refusal('id;Einwohner\n').message).toContain('no rows')
    expect(refusal('id;Einwohner\nCRS3035RES100mN1E1;5;7\n').message).toContain('None of the 1 rows')
    expect(refusal(`id;Einwohner\n"${id(0)};5\n`).kind).toBe('csv-quote-broken')
  })

  it('refuses more rows than it can hold', () => {
    const error = refusal(table(1, 2, 3), { ...all, maximumRows: 2 })
    expect(error.kind).toBe('population-too-many-rows')
    expect(error.message).toContain('more than 2 rows')
    expect(MAXIMUM_ROWS).toBe(5_000_000)
  })

  it('gives the same grid for any order of rows', () => {
    const rows = Array.from({ length: 30 }, (_, n) => `100mN${30701 + (n % 5)}E${40521 + Math.floor(n / 5)};${n},25`)
    const expected = read(`id;Einwohner\n${rows.join('\n')}`).grid
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 30 }), (shuffled) => {
        expect(read(`id;Einwohner\n${shuffled.join('\n')}`).grid).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('reads a million rows', () => {
    const lines = ['id;x;Einwohner']
    for (let row = 0; row < 1000; row++) {
      for (let column = 0; column < 1000; column++) {
        lines.push(`CRS3035RES100mN${3_000_000 + 100 * row}E${4_000_000 + 100 * column};"a;b";${column % 10}`)
      }
    }
    const { grid } = read(lines.join('\r\n'))
    expect(grid.squareCount).toBe(1_000_000)
    expect(sumPeople(grid.people[0])).toBe(4_500_000)
  })
})

const shared = new URL('../../../../shared/data/', import.meta.url)

describe.skipIf(!existsSync(shared))('real census grids (skipped where ../shared/data is absent)', () => {
  const readReal = (file: string, options: Omit<CensusReadOptions, 'source'>) =>
    read(readFileSync(new URL(file, shared)), { source: 'population', ...options })

  it('reads the 100 m grid of Aachen', () => {
    const { grid } = readReal('aachen/zensus2011_100m.csv', {
      columns: { all: 'population_est', '65plus': 'age_65plus_est', '80plus': 'age_80plus' },
    })
    expect(grid).toMatchObject({ squareCount: 3742, rowsRejected: 0, missingSquares: [1, 4, 1717] })
    expect(grid.people.map((people) => sumPeople(people.filter((count) => count > 0)).toFixed(1))).toEqual([
      '236271.4',
      '43025.6',
      '11627.0',
    ])
  })

  it('reads the 100 m grid of Magdeburg to the person, by id and by coordinates', () => {
    const columns = { all: 'einwohner_2022' }
    const { grid } = readReal('magdeburg/zensus2022_bevoelkerung_100m.csv', { columns })
    const byCorner = readReal('magdeburg/zensus2022_bevoelkerung_100m.csv', {
      columns,
      coordinateColumns: { x: 'xmin_3035', y: 'ymin_3035', anchor: 'corner' },
    })
    expect(grid.squareCount).toBe(4531)
    expect(sumPeople(grid.people[0])).toBe(241_374)
    expect(byCorner.grid).toEqual(grid)
  })

  it('reads the 1 km grid of the StädteRegion with shares', () => {
    const { grid } = readReal('aachen/zensus2011_1km.csv', {
      groups: [
        { id: 'all', column: 'population' },
        { id: '65plus', shareColumn: 'share_65plus_pct' },
      ],
    })
    expect(grid).toMatchObject({ cellSizeMetres: 1000, squareCount: 703, missingSquares: [164, 184] })
    expect(sumPeople(grid.people[0].filter((count) => count > 0))).toBe(532_999)
  })
})
