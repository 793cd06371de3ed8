import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { MEASURE_NAMES, MEASURES } from '../measures/measure-list.ts'
import { DECAY_NAMES, DECAYS } from '../measures/decay-list.ts'
import { call, withFolder, type Called } from './testing/call.ts'

/** The toy example of Soukhov et al. 2023, and an origin that the matrix does not name. */
const MATRIX = `from_id,to_id,travel_time
A,1,15
A,2,30
A,3,100
B,1,30
B,2,15
B,3,100
C,1,
C,3,15
`
const DEMAND = 'id,demand\nA,50000\nB,150000\nX,7\nC,10000\n'
const SUPPLY = 'id,supply\n3,10000\n1,100000\n2,100000\nq,5\n'

interface Inputs {
  readonly matrix?: string
  readonly demand?: string
  readonly supply?: string | null
}

/** Runs `nahraum measure` on texts; `…files` are written first. */
async function measure(args: readonly string[], inputs: Inputs = {}): Promise<Called> {
  return withFolder(async (folder) => {
    const texts = { matrix: MATRIX, demand: DEMAND, supply: SUPPLY, ...inputs }
    const options: string[] = []
    for (const [name, text] of Object.entries(texts)) {
      if (text === null) continue
      await writeFile(path.join(folder, `${name}.csv`), text)
      options.push(`--${name}`, path.join(folder, `${name}.csv`))
    }
    const called = await call(['measure', ...options, ...args])
    return { ...called, stderr: called.stderr.replaceAll(`${folder}${path.sep}`, '') }
  })
}
const rowsOf = ({ stdout }: Called): string[] => stdout.trimEnd().split('\n')

describe('nahraum measure', () => {
  it('gives every origin of the demand file back, in its order, with an empty value where there is none', async () => {
    const called = await measure(['--measure', 'nearest', '--param', 'k=2'])
    expect([called.code, rowsOf(called)]).toEqual([0, ['id,value', 'A,30', 'B,30', 'X,', 'C,']])
    expect(called.stderr).toBe('nearest: 2 with a value, 2 without (1 not-in-matrix, 1 too-few-places).\n')
  })
  it('says why in a third column only where it is asked to', async () => {
    expect(rowsOf(await measure(['--measure', 'nearest', '--param', 'k=2', '--reasons']))).toEqual([
      'id,value,reason',
      'A,30,',
      'B,30,',
      'X,,not-in-matrix',
      'C,,too-few-places',
    ])
  })
  it('computes the toy example of spatial availability', async () => {
    const rows = rowsOf(await measure(['--measure', 'spatial_availability', '--param', 'beta=0.1'], { matrix: MATRIX.replace('C,1,\n', 'C,1,100\nC,2,100\n') })) // prettier-ignore
    expect(rows.map((row) => row.replace(/\..*/, ''))).toEqual(['id,value', 'A,66833', 'B,133203', 'X,0', 'C,9963'])
  })
  it('gives every place back where the value belongs to places', async () => {
    const args = ['--measure', 'catchment_population', '--param', 'threshold=30', '--reasons']
    expect(rowsOf(await measure(args))).toEqual([
      'id,value,reason',
      '3,10000,',
      '1,200000,',
      '2,200000,',
      'q,0,not-in-matrix',
    ])
  })
  it('answers machines with parameters, totals, places and reasons', async () => {
    const { stdout, stderr } = await measure(['--measure', 'coverage', '--param', 'threshold=15', '--json'])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      measure: 'coverage',
      parameters: { threshold: 15 },
      per: 'origin',
      withValue: 4,
      withoutValue: 0,
      reasons: { 'not-in-matrix': 1 },
      unknownOrigins: 0,
      unknownPlaces: 0,
      total: { people: 210_007, served: 210_000, unserved: 7, share: 210_000 / 210_007 },
      values: [
        { id: 'A', value: 1, reason: null },
        { id: 'B', value: 1, reason: null },
        { id: 'X', value: 0, reason: 'not-in-matrix' },
        { id: 'C', value: 1, reason: null },
      ],
    })
    const catchment = JSON.parse((await measure(['--measure', '2sfca', '--param', 'threshold=20', '--json'])).stdout) as object // prettier-ignore
    expect(catchment).toMatchObject({
      places: [
        { id: '3', supply: 10_000, demand: 10_000, supplyPerPerson: 1, isWithoutDemand: false },
        { id: '1', supply: 100_000, demand: 50_000, supplyPerPerson: 2 },
        { id: '2' },
        { id: 'q', supply: 5, demand: 0, supplyPerPerson: null, isWithoutDemand: true },
      ],
      values: [
        { id: 'A', value: 2 },
        { id: 'B', value: 100_000 / 150_000 },
        { id: 'X', value: 0 },
        { id: 'C', value: 1 },
      ],
    })
  })
  it.each(MEASURE_NAMES)('has %s, with its defaults', async (name) => {
    const called = await measure(['--measure', name])
    expect([called.code, rowsOf(called)[0], rowsOf(called).length]).toEqual([0, 'id,value', 5])
  })
  it('lists in its help every measure and decay with parameters and defaults', async () => {
    for (const language of ['de', 'en']) {
      const { stdout } = await call(['measure', '--help', '--language', language])
      for (const name of [...MEASURE_NAMES, ...DECAY_NAMES]) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
      for (const { parameters } of [...Object.values(MEASURES), ...Object.values(DECAYS)]) {
        for (const { name } of parameters) expect(stdout).toContain(` ${name}=`)
      }
    }
  })
  it('takes the output of nahraum times, whose seconds become minutes', async () => {
    const matrix = 'origin,destination,seconds,metres,reason\nA,1,600,800,\nB,1,600.1,801,\nC,1,,,no-route\n'
    const called = await measure(['--measure', 'coverage'], { matrix })
    expect(rowsOf(called)).toEqual(['id,value', 'A,1', 'B,0', 'X,0', 'C,0'])
  })
  it('needs no supply where only the ways count: all destinations are places then', async () => {
    const called = await measure(['--measure', 'nearest'], { supply: null })
    expect(rowsOf(called)).toEqual(['id,value', 'A,15', 'B,15', 'X,', 'C,15'])
  })
  it('takes a place with supply 0 for none, and one whose supply is not stated for one', async () => {
    const supply = 'id,supply\n1,0\n2,\n'
    expect(rowsOf(await measure(['--measure', 'nearest'], { supply }))).toEqual([
      'id,value',
      'A,30',
      'B,15',
      'X,',
      'C,',
    ])
    const refused = await measure(['--measure', 'cumulative'], { supply })
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'Error: row 3: supply "" is not a number.\nWhere: supply.csv, row 3\nWhat to do: Write a number, for instance 12.5 or 12,5, without units and without separators of thousands.\n',
    ])
  })
  it('keeps ids as they were given, and the direction of the matrix', async () => {
    const called = await measure(['--measure', 'nearest'], {
      matrix: 'from_id,to_id,travel_time\n=1,"b, c",5\n"b, c",=1,9\n',
      demand: 'id,demand\n"b, c",1\n=1,2\n',
      supply: 'id,supply\n=1,1\n"b, c",1\n',
    })
    expect(rowsOf(called)).toEqual(['id,value', '"b, c",9', '=1,5'])
  })
  it('writes a file, or standard output', () =>
    withFolder(async (folder) => {
      const inFolder = (name: string) => path.join(folder, name)
      await writeFile(inFolder('d.csv'), DEMAND)
      await writeFile(inFolder('s.csv'), SUPPLY)
      const args = [
        '--matrix',
        '-',
        '--demand',
        inFolder('d.csv'),
        '--supply',
        inFolder('s.csv'),
        '--measure',
        'nearest',
      ]
      const called = await call(['measure', ...args, '--out', inFolder('o.csv')], MATRIX)
      expect([called.code, called.stdout]).toEqual([0, ''])
      expect(await readFile(inFolder('o.csv'), 'utf8')).toBe('id,value\nA,15\nB,15\nX,\nC,15\n')
      expect((await call(['measure', ...args, '--out', '-'], MATRIX)).stdout).toBe('id,value\nA,15\nB,15\nX,\nC,15\n')
      const faulty = await call(['measure', ...args, '--out', inFolder('p.csv')], `${MATRIX}A,1,3\n`)
      expect([faulty.code, faulty.stderr.split('\n')[0]]).toEqual([
        1,
        'Error: row 10: the pair "A", "1" stands in row 2 already.',
      ])
      expect((await readdir(folder)).sort()).toEqual(['d.csv', 'o.csv', 's.csv'])
    }))
  it('answers wrong usage with what there is', async () => {
    const unknown = await measure(['--measure', 'e2sfcaa'])
    expect([unknown.code, unknown.stderr.split('\n')[0]]).toEqual([
      2,
      `Error: --measure: "e2sfcaa" is not known. Did you mean "e2sfca"? Possible: ${MEASURE_NAMES.join(', ')}.`,
    ])
    expect((await measure(['--measure', 'constructor'])).code).toBe(2)
    const param = await measure(['--measure', 'coverage', '--param', 'minutes=10'])
    expect([param.code, param.stderr]).toEqual([
      2,
      'Error: coverage has no parameter "minutes". Possible (default): threshold (10).\nHelp: nahraum measure --help\n',
    ])
    expect(await measure(['--measure', 'e2sfca'], { supply: null })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--supply is missing: e2sfca needs the places with their supply') as string,
    })
    expect((await call(['measure', '--measure', 'nearest'])).stderr).toContain('--matrix is missing')
    expect((await call(['measure', '--matrix', '-', '--demand', '-', '--measure', 'nearest'])).stderr).toContain(
      '--matrix and --demand',
    )
  })
  it('tells what does not fit together', async () => {
    const partly = await measure(['--measure', 'nearest'], { demand: 'id,demand\nA,1\n', supply: 'id,supply\n1,1\n' })
    expect(partly.stderr).toContain('Note: 2 from_id of the matrix are not in the demand file and do not count.')
    expect(partly.stderr).toContain('Note: 2 to_id of the matrix are not in the supply file and do not count.')
    const reversed = await measure(['--measure', 'nearest'], { demand: 'id,demand\n1,5\n' })
    expect(reversed.stderr).toContain('Warning: no id of the demand file is a from_id, but some are a to_id.')
    const strange = await measure(['--measure', 'nearest'], { demand: 'id,demand\na,5\n' })
    expect([strange.code, rowsOf(strange)]).toEqual([0, ['id,value', 'a,']])
    expect(strange.stderr).toContain('Warning: no id of the demand file is a from_id of the matrix.')
    const places = await measure(['--measure', 'nearest'], { supply: 'id,supply\nz,5\n' })
    expect(places.stderr).toContain('Warning: no id of the supply file is a to_id of the matrix.')
  })
})
