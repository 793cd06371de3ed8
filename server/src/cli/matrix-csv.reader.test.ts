import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { readDemand, readMatrix, readSupply, type CostTable } from './matrix-csv.reader.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const matrixOf = (text: string) => readMatrix(bytes(text), 'm.csv')
const pairsOf = (table: CostTable): string[] =>
  table.fromIds.flatMap((from, i) =>
    Array.from(
      table.to.subarray(table.fromFirst[i], table.fromFirst[i + 1]),
      (to, n) => `${from}>${table.toIds[to]}=${table.cost[table.fromFirst[i] + n]}`,
    ),
  )
const faultOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof ImportError) return `${error.kind} | ${error.where} | ${error.message}`
    throw error
  }
  return 'none'
}
const matrixFault = (rows: string): string => faultOf(() => matrixOf(`from_id,to_id,travel_time\n${rows}`))

describe('a matrix from CSV', () => {
  const spellings: [string, Uint8Array][] = [
    ['commas and points', bytes('from_id,to_id,travel_time\na,x,12.5\n')],
    ['semicolons and decimal commas', bytes('from_id;to_id;travel_time\r\na;x;12,5\r\n')],
    ['a byte order mark', bytes('\ufefffrom_id,to_id,travel_time\na,x,12.5')],
    ['other columns in another order', bytes('Travel_Time\tmode\tto_id\tfrom_id\n1.25e1\twalk\tx\ta\n')],
    ['quotes', bytes('"from_id","to_id","travel_time"\n"a","x","12,5"\n')],
    ['UTF-16', bytes('\ufefffrom_id,to_id,travel_time\na,x,12.5\n', 'utf16le')],
    ['the names of nahraum times', bytes('origin,destination,seconds,metres,reason\na,x,12.5,900,\n')],
    ['the names of r5r', bytes('from_id,to_id,travel_time_p50\na,x,12.5\n')],
  ]
  it.each(spellings)('is read with %s', (_, content) => {
    expect(pairsOf(readMatrix(content, 'm.csv'))).toEqual(['a>x=12.5'])
  })
  it('keeps ids in order of first appearance and pairs by origin and destination, whatever the order of rows', () => {
    const table = matrixOf('from_id,to_id,travel_time\nb,y,1\na,x,2\nb,x,3\na,y,4\n')
    expect([table.fromIds, table.toIds]).toEqual([
      ['b', 'a'],
      ['y', 'x'],
    ])
    expect(pairsOf(table)).toEqual(['b>y=1', 'b>x=3', 'a>y=4', 'a>x=2'])
  })
  it('has no pair where the time is empty or NA, but keeps the ids; a time of nought is a time', () => {
    const table = matrixOf('from_id,to_id,travel_time\na,x,\nb,y,NA\nc,x,0\nc,z, \n')
    expect([table.fromIds, table.toIds, pairsOf(table)]).toEqual([['a', 'b', 'c'], ['x', 'y', 'z'], ['c>x=0']])
    expect(matrixOf('from_id,to_id,travel_time\na,x,-0\n').cost[0]).toBe(0)
  })
  it('is directed: a to b is not b to a', () => {
    expect(pairsOf(matrixOf('from_id,to_id,travel_time\na,b,1\nb,a,2\n'))).toEqual(['a>b=1', 'b>a=2'])
  })
  it('is refused with the row and what is wrong', () => {
    expect(faultOf(() => matrixOf('from_id,time\na,1\n'))).toBe(
      'table-column-missing | m.csv, row 1 | The column to_id is missing; the file has "from_id", "time".',
    )
    expect(matrixFault('a,x,1\na,y,abc\n')).toBe(
      'table-not-a-number | m.csv, row 3 | row 3: travel_time "abc" is not a number.',
    )
    expect(matrixFault('a,x,-1\n')).toBe('table-negative | m.csv, row 2 | row 2: travel_time -1 is negative.')
    expect(matrixFault('a,x,1e300\n')).toBe(
      'table-too-large | m.csv, row 2 | row 2: travel_time 1e+300 is larger than 9007199254740991.',
    )
    expect(matrixFault('a,x,1\nb,x,1\na,x,2\n')).toBe(
      'matrix-pair-duplicate | m.csv, row 4 | row 4: the pair "a", "x" stands in row 2 already.',
    )
    expect(matrixFault(',x,1\n')).toContain('row 2: from_id is empty')
    expect(matrixFault('a,,1\n')).toContain('row 2: to_id is empty')
    expect(matrixFault('a,x\n')).toContain('row 2: 2 fields instead of 3')
    expect(matrixFault('')).toContain('table-empty')
    expect(matrixFault('"a,x,1\n')).toContain('csv-quote-broken')
    expect(faultOf(() => matrixOf(''))).toContain('csv-empty')
  })
  it.each(['1e999', 'inf', 'NaN', '1.000,5', '5 min', '0x10', '1_0', '--1', '.', '-Infinity'])(
    'takes %j for no number',
    (text) => {
      expect(matrixFault(`a,x,"${text}"\n`)).toContain(`travel_time "${text}" is not a number`)
    },
  )
  it('finds a pair given twice also where one or both are empty', () => {
    expect(matrixFault('a,x,\na,x,5\n')).toContain('stands in row 2 already')
    expect(matrixFault('a,x,\nb,x,1\na,x,\n')).toContain('row 4: the pair "a", "x" stands in row 2 already')
  })
  it('is refused with five rows and the number of the others', () => {
    expect(matrixFault('a,x,q\n'.repeat(9))).toMatch(/^table-not-a-number .* row 6: .*; 4 more\.$/)
  })
  it('of any order is what a map of pairs holds', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'dd', '=1', 'ä')
    const cost = fc.option(fc.integer({ min: 0, max: 99 }).map((tenths) => tenths / 10))
    const rows = fc.uniqueArray(fc.tuple(id, id, cost), { selector: ([from, to]) => `${from}>${to}`, minLength: 1 })
    fc.assert(
      fc.property(rows, (list) => {
        const text = list.map(([from, to, value]) => `${from},${to},${value ?? ''}\n`).join('')
        const table = matrixOf(`from_id,to_id,travel_time\n${text}`)
        const expected = list.flatMap(([from, to, value]) => (value === null ? [] : [`${from}>${to}=${value}`]))
        expect(pairsOf(table).sort()).toEqual(expected.sort())
        expect(table.fromIds).toEqual([...new Set(list.map(([from]) => from))])
        expect(table.toIds).toEqual([...new Set(list.map(([, to]) => to))])
      }),
    )
  })
  it('of a million rows is read', () => {
    const lines = ['from_id,to_id,travel_time']
    for (let i = 0; i < 10_000; i++) for (let j = 0; j < 100; j++) lines.push(`o${i},d${j},${(i + j) % 60}`)
    const table = readMatrix(bytes(lines.join('\n')), 'm.csv')
    expect([table.fromIds.length, table.toIds.length, table.cost.length]).toEqual([10_000, 100, 1_000_000])
    expect(table.cost.reduce((sum, cost) => sum + cost, 0)).toBe(
      Array.from({ length: 1_000_000 }, (_, n) => (Math.floor(n / 100) + (n % 100)) % 60).reduce((a, b) => a + b, 0),
    )
  })
  it('survives any text: a table or an error that names itself', () => {
    const piece = fc.constantFrom('from_id', ',', ';', '\n', '"', '6.1', 'a', '\r', ' ', 'ä', '1e5', '-', 'NA')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          expect(matrixOf(`from_id,to_id,travel_time\n${pieces.join('')}`).fromIds.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError)
        }
      }),
    )
  })
})

describe('demand and supply from CSV', () => {
  it('keep the order of their rows', () => {
    const demand = readDemand(bytes('id;demand;name\nb;1,5;Süd\na;0;Nord\n'), 'd.csv')
    expect([demand.ids, [...demand.amount]]).toEqual([
      ['b', 'a'],
      [1.5, 0],
    ])
    expect([...readSupply(bytes('id,supply\nx,20\n'), 's.csv').amount]).toEqual([20])
    expect([...readSupply(bytes('Kennung;Kapazität\r\nx;20\r\n', 'latin1'), 's.csv').amount]).toEqual([20])
  })
  it('are refused with the row and what is wrong', () => {
    const demandFault = (rows: string) => faultOf(() => readDemand(bytes(`id,demand\n${rows}`), 'd.csv'))
    expect(demandFault('a,1\nb,2\na,3\n')).toBe(
      'table-id-duplicate | d.csv, row 4 | row 4: the id "a" stands in row 2 already.',
    )
    expect(demandFault('a,\n')).toBe('table-not-a-number | d.csv, row 2 | row 2: demand "" is not a number.')
    expect(demandFault('a,-2\n')).toBe('table-negative | d.csv, row 2 | row 2: demand -2 is negative.')
    expect(demandFault(',2\n')).toContain('the id is empty')
    expect(demandFault('')).toContain('table-empty')
    expect(faultOf(() => readSupply(bytes('id,demand\na,1\n'), 's.csv'))).toContain('The column supply is missing')
  })
  it('may leave a supply out only where the reader is asked to let it through', () => {
    const file = bytes('id,supply\nx,\ny,3\n')
    expect(faultOf(() => readSupply(file, 's.csv'))).toContain('supply "" is not a number')
    const supply = readSupply(file, 's.csv', { mayBeEmpty: true })
    expect([[...supply.amount], [...supply.isStated]]).toEqual([
      [0, 3],
      [0, 1],
    ])
  })
})
