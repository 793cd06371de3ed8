import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SITING_MODELS } from '../siting/siting-problem.ts'
import { SITE_USAGE } from './site-usage.ts'
import { call, withFolder, type Called } from './testing/call.ts'

/** Four homes along a street, three places beside them. Costs are steps; home d is cut off from place z. */
const MATRIX = `from_id,to_id,travel_time
a,x,1
a,y,4
a,z,9
b,x,2
b,y,3
b,z,8
c,x,6
c,y,1
c,z,4
d,x,10
d,y,5
d,z,
`
const DEMAND = 'id,demand\na,10\nb,20\nc,30\nd,40\n'

/** Runs `nahraum site` on texts; every text is a file and an option of its name. */
async function site(args: readonly string[], texts: Readonly<Record<string, string>> = {}): Promise<Called> {
  return withFolder(async (folder) => {
    const files = 'edges' in texts ? texts : { matrix: MATRIX, demand: DEMAND, ...texts }
    const options: string[] = []
    for (const [name, text] of Object.entries(files)) {
      await writeFile(path.join(folder, `${name}.csv`), text)
      options.push(`--${name}`, path.join(folder, `${name}.csv`))
    }
    const called = await call(['site', ...options, ...args])
    return { ...called, stderr: called.stderr.replaceAll(`${folder}${path.sep}`, '') }
  })
}
async function answerOf(
  args: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const called = await site(args, texts)
  expect([called.code, called.stderr.startsWith('Error')], called.stderr).toEqual([0, false])
  return JSON.parse(called.stdout) as Record<string, unknown>
}
const pick = (answer: Record<string, unknown>, ...names: string[]): unknown[] => names.map((name) => answer[name])

describe('nahraum site', () => {
  it('mclp: most demand within the threshold, which counts as reached', async () => {
    // x reaches a and b (30), y reaches b, c and d (90), z reaches c.
    const answer = await answerOf(['--model', 'mclp', '--p', '1', '--minutes', '5'])
    expect(pick(answer, 'chosen', 'objective', 'bound', 'gap', 'proven', 'reason')).toEqual([
      ['y'],
      100,
      100,
      0,
      true,
      null,
    ])
    const strict = await answerOf(['--model', 'mclp', '--p', '1', '--minutes', '4.5'])
    expect(pick(strict, 'chosen', 'objective', 'beyondReach')).toEqual([['y'], 60, { weight: 40, ids: ['d'] }])
  })

  it('pmedian: the least sum of demand times cost, to the last digit', async () => {
    // y: 40 + 60 + 30 + 200; with x: 10 + 40 + 30 + 200.
    expect(pick(await answerOf(['--model', 'pmedian', '--p', '1']), 'chosen', 'objective', 'meanCost')).toEqual([['y'], 330, 3.3]) // prettier-ignore
    const two = await answerOf(['--model', 'pmedian', '--p', '2'])
    expect(pick(two, 'chosen', 'objective', 'proven', 'solver')).toEqual([['x', 'y'], 280, true, 'exact'])
  })

  it('pmedian: nobody counts with more than it costs to stay unserved, so that the answer called best is', async () => {
    // x: 10 + 40 + 90 + 120, y: 30 + 60 + 30 + 120 with a and d unserved; without that limit both would cost more than 300.
    const answer = await answerOf(['--model', 'pmedian', '--p', '1', '--unserved-cost', '3'])
    expect(pick(answer, 'chosen', 'objective', 'bound', 'proven', 'unserved', 'served', 'meanCost', 'before')).toEqual(
      [['y'], 240, 240, true, 50, 50, 1.8, 300], // prettier-ignore
    )
    const existing = await answerOf(['--model', 'pmedian', '--p', '1', '--unserved-cost', '3'], { existing: 'id\nx\n' })
    expect(pick(existing, 'chosen', 'objective', 'before')).toEqual([['y'], 200, 260])
  })

  it('lscp, backup and pcenter', async () => {
    expect(pick(await answerOf(['--model', 'lscp', '--minutes', '2']), 'chosen', 'objective', 'beyondReach')).toEqual([
      ['x', 'y'],
      2,
      { weight: 40, ids: ['d'] },
    ])
    expect(pick(await answerOf(['--model', 'backup', '--minutes', '3']), 'chosen', 'objective')).toEqual([
      ['x', 'y'],
      20,
    ])
    expect(pick(await answerOf(['--model', 'pcenter', '--p', '1']), 'chosen', 'objective')).toEqual([['y'], 5])
  })

  it('capacitated: who goes where is part of the answer', async () => {
    const supply = 'id,supply\nx,30\ny,70\nz,100\n'
    const answer = await answerOf(['--model', 'capacitated', '--p', '2'], { supply })
    // d fits only y; with it c; a and b go to x.
    expect(pick(answer, 'chosen', 'objective')).toEqual([['x', 'y'], 10 + 40 + 30 + 200])
    expect(answer.assignment).toEqual([
      { from: 'a', to: 'x', weight: 10 },
      { from: 'b', to: 'x', weight: 20 },
      { from: 'c', to: 'y', weight: 30 },
      { from: 'd', to: 'y', weight: 40 },
    ])
    const small = await answerOf(['--model', 'capacitated', '--p', '1'], { supply })
    expect(pick(small, 'chosen', 'proven', 'reason')).toEqual([null, false, 'capacity-too-small'])
    const open = await answerOf(['--model', 'capacitated', '--p', '1', '--unserved-cost', '20'], { supply })
    expect(pick(open, 'chosen', 'unserved')).toEqual([['y'], 30])
  })

  it('equity variants', async () => {
    const need = 'id,need\na,3\nb,1\nc,1\nd,1\n'
    const lexicographic = await answerOf(['--model', 'equity-coverage', '--p', '1', '--minutes', '3'], { need })
    expect(pick(lexicographic, 'chosen', 'objective', 'neediestServed')).toEqual([['x'], 30, 10])
    expect(lexicographic.firstGoal).toEqual({ objective: 10, bound: 10, proven: true })
    // Classes of who is not there and of homes without people do not make everybody else less needy.
    const empty = { need: 'id,need\na,3\nb,7\nq,9\n', demand: 'id,demand\na,10\nb,0\nc,30\nd,40\n' }
    const inhabited = await answerOf(['--model', 'equity-coverage', '--p', '1', '--minutes', '3'], empty)
    expect(pick(inhabited, 'chosen', 'neediestServed')).toEqual([['x'], 10])
    // y: gap of a ⅓, of d ⅔: 10/9 + 160/9.
    const gap = await answerOf(['--model', 'equity-gap', '--p', '1', '--minutes', '3'])
    expect(gap.chosen).toEqual(['y'])
    expect(gap.objective).toBeCloseTo(170 / 9, 12)
  })

  it('existing places stay, and new ones add to them; movable ones may be given up', async () => {
    const existing = 'id\nx\n'
    const fixed = await answerOf(['--model', 'pmedian', '--p', '1'], { existing })
    expect(pick(fixed, 'chosen', 'objective', 'before')).toEqual([['y'], 280, 10 + 40 + 180 + 400])
    const movable = await answerOf(['--model', 'pmedian', '--p', '1', '--movable'], { existing })
    expect(pick(movable, 'chosen', 'objective')).toEqual([['y'], 330])
  })

  it('candidates, forced and forbidden sites', async () => {
    const one = ['--model', 'pmedian', '--p', '1']
    expect((await answerOf(one, { candidates: 'id\nx\nz\n' })).chosen).toEqual(['x'])
    expect((await answerOf(one, { forbidden: 'id\ny\n' })).chosen).toEqual(['x'])
    expect((await answerOf(['--model', 'pmedian', '--p', '2'], { forced: 'id\nz\n' })).chosen).toEqual(['y', 'z'])
    expect(pick(await answerOf(one, { candidates: 'id\n' }), 'chosen', 'reason')).toEqual([[], 'no-candidates'])
  })

  it('the curve starts at nothing and ends at p', async () => {
    const { curve } = await answerOf(['--model', 'mclp', '--p', '2', '--minutes', '3', '--curve'])
    expect((curve as { sites: number; served: number; chosen: string[] }[]).map(({ sites, served, chosen }) => [sites, served, chosen])).toEqual([[0, 0, []], [1, 50, ['y']], [2, 60, ['x', 'y']]]) // prettier-ignore
  })

  it('a graph: every node is demand and candidate, and of an edge given twice the last cost holds', async () => {
    // 10 – 9 – 2 in a row; the first cost of 9–2 does not count, so 9 is the middle at cost 1 + 5.
    const edges = 'from,to,cost\n10,9,1\n9,2,1\n2,9,5\n'
    const answer = await answerOf(['--model', 'pmedian', '--p', '1'], { edges })
    expect(pick(answer, 'chosen', 'objective')).toEqual([['9'], 6])
    const weighted = await answerOf(['--model', 'pmedian', '--p', '1'], { edges, demand: 'id,demand\n2,3\n10,1\n' })
    expect(pick(weighted, 'chosen', 'objective')).toEqual([['2'], 6])
  })

  it('ties go to the smallest id, numbers by their value', async () => {
    const edges = 'from,to,cost\n10,9,1\n'
    expect((await answerOf(['--model', 'pmedian', '--p', '1'], { edges })).chosen).toEqual(['9'])
  })

  it('questions without a search are answered with a reason', async () => {
    const reasonOf = async (args: readonly string[], texts = {}): Promise<unknown[]> =>
      pick(await answerOf(args, texts), 'chosen', 'objective', 'reason')
    expect(await reasonOf(['--model', 'mclp', '--p', '0', '--minutes', '5'])).toEqual([[], 0, 'no-sites'])
    expect(await reasonOf(['--model', 'pmedian', '--p', '9'])).toEqual([['x', 'y', 'z'], 280, 'too-few-candidates'])
    expect(await reasonOf(['--model', 'mclp', '--p', '1', '--minutes', '0.5'])).toEqual([
      [],
      0,
      'no-candidate-within-reach',
    ])
    expect(await reasonOf(['--model', 'pcenter', '--p', '0'])).toEqual([null, null, 'too-few-sites'])
    const demand = 'id,demand\na,0\nb,0\n'
    expect(await reasonOf(['--model', 'pmedian', '--p', '1'], { demand })).toEqual([[], 0, 'no-demand'])
    const existing = 'id\ny\n'
    expect(await reasonOf(['--model', 'mclp', '--p', '1', '--minutes', '5'], { existing })).toEqual([
      [],
      100,
      'nothing-to-gain',
    ])
  })

  it('says in one sentence what was found, and nothing but JSON where machines listen', async () => {
    const called = await site(['--model', 'pmedian', '--p', '1', '--language', 'de'])
    expect(called.stderr).toBe('1 Standort (y), Zielwert 330, nachweislich das Beste.\n')
    expect((await site(['--model', 'pmedian', '--p', '1', '--json'])).stderr).toBe('')
    await withFolder(async (folder) => {
      const out = path.join(folder, 'sites.json')
      const { stdout } = await site(['--model', 'pmedian', '--p', '1', '--out', out])
      expect(stdout).toBe('')
      expect((JSON.parse(await readFile(out, 'utf8')) as { chosen: string[] }).chosen).toEqual(['y'])
    })
  })

  it('times of nahraum times are seconds; the threshold stays in minutes', async () => {
    const matrix = 'origin,destination,seconds,metres,reason\na,x,600,500,\nb,x,601,501,\n'
    const answer = await answerOf(['--model', 'mclp', '--p', '1', '--minutes', '10'], { matrix })
    expect(answer.objective).toBe(10)
  })
})

describe('wrong usage ends with code 2', () => {
  it.each([
    [['--model', 'mclp', '--minutes', '5'], '--p is missing; mclp needs it.'],
    [['--model', 'mclp', '--p', '1'], '--minutes is missing; mclp needs it.'],
    [
      ['--model', 'pmedian', '--p', '1', '--minutes', '5'],
      '--minutes means nothing for the model pmedian. Leave it out.',
    ],
    [['--model', 'lscp', '--p', '1', '--minutes', '5'], '--p means nothing for the model lscp. Leave it out.'],
    [['--model', 'pmedian', '--p', '1.5'], '--p must be a whole number from 0 to 1000000, not "1.5".'],
    [['--model', 'p-median', '--p', '1'], '--model: "p-median" is not known. Did you mean "pmedian"?'],
    [['--model', 'capacitated', '--p', '1'], '--supply is missing; capacitated needs it.'],
    [['--model', 'pmedian', '--p', '1', '--movable'], '--existing is missing; --movable needs it.'],
    [['--model', 'equity-gap', '--p', '1', '--minutes', '0'], '--minutes must be more than 0 for equity-gap.'],
  ])('%s', async (args, message) => {
    const called = await site(args)
    expect(called.code).toBe(2)
    expect(called.stderr).toContain(message)
  })

  it.each([
    [{ forced: 'id\nx\n', forbidden: 'id\nx\n' }, '--forced and --forbidden name the same: x.'],
    [{ forced: 'id\nx\n', candidates: 'id\ny\n' }, '--forced names what --candidates does not: x.'],
    [{ existing: 'id\nx\n', forbidden: 'id\nx\n' }, 'Existing places stay in any case, --forbidden cannot exclude them: x.'], // prettier-ignore
  ] as [Record<string, string>, string][])('lists that contradict each other: %o', async (texts, message) => {
    const called = await site(['--model', 'capacitated', '--p', '1'], {
      ...texts,
      supply: 'id,supply\nx,9\ny,9\nz,9\n',
    })
    expect([called.code, called.stderr.includes(message)], called.stderr).toEqual([2, true])
  })

  it('a matrix or a graph, not both and not neither', async () => {
    const called = await call(['site', '--model', 'pmedian', '--p', '1'])
    expect([called.code, called.stderr.split('\n')[0]]).toEqual([
      2,
      'Error: Exactly one of --matrix and --edges is needed.',
    ])
  })
})

describe('unusable input ends with code 1, and says where and what to do', () => {
  const PMEDIAN = ['--model', 'pmedian', '--p', '1']
  it.each([
    [{ candidates: 'id\nx\nq\n' }, 'row 3: the id "q" is no to_id of the matrix.'],
    [{ existing: 'id\nx\nx\n' }, 'row 3: the id "x" stands in row 2 already.'],
    [{ candidates: 'name\nx\n' }, 'The column id is missing; the file has "name".'],
    [{ matrix: 'from_id,to_id,travel_time\na,x,-1\n' }, 'row 2: travel_time -1 is negative.'],
    [{ matrix: 'from_id,to_id,travel_time\na,x,near\n' }, 'row 2: travel_time "near" is not a number.'],
    [{ matrix: 'from_id,to_id,travel_time\na,x,1\na,x,2\n' }, 'row 3: the pair "a", "x" stands in row 2 already.'],
    [{ demand: 'id,demand\nq,1\n' }, 'None of the 1 ids is a from_id of the matrix.'],
    [{ demand: 'id,demand\na,-3\n' }, 'row 2: demand -3 is negative.'],
    [{ edges: 'from,to,cost\n1,2,x\n' }, 'row 2: cost "x" is not a number.'],
    [{ edges: 'from,to,cost\n1,,2\n' }, 'row 2: from or to is empty.'],
    [{ edges: 'from,to,cost\n' }, 'The file holds no row below its header.'],
    [{ edges: 'from,to,cost\n1,2,3\n', candidates: 'id\n7\n' }, 'row 2: the id "7" is no node of the graph.'],
  ] as [Record<string, string>, string][])('%o', async (texts, message) => {
    const called = await site(PMEDIAN, texts)
    expect(called.code).toBe(1)
    expect(called.stderr).toContain(message)
    expect(called.stderr).toMatch(/Where: \S+\.csv[\s\S]*What to do: /)
  })

  it('classes of need of others', async () => {
    const called = await site(['--model', 'equity-coverage', '--p', '1', '--minutes', '3'], { need: 'id,need\nq,1\n' })
    expect(called.code).toBe(1)
    expect(called.stderr).toContain('None of the 1 ids with a class of need is one of the demand.')
  })

  it('a site without a capacity', async () => {
    const called = await site(['--model', 'capacitated', '--p', '1'], { supply: 'id,supply\nx,1\n' })
    expect([called.code, called.stderr.split('\n')[0]]).toEqual([1, 'Error: 2 sites have no supply: y, z.'])
  })
})

it('the help names every model and every option, in both languages', () => {
  for (const text of Object.values(SITE_USAGE)) {
    for (const model of SITING_MODELS) expect(text).toMatch(new RegExp(`^  ${model} `, 'm'))
    for (const option of [
      'matrix',
      'edges',
      'demand',
      'candidates',
      'existing',
      'movable',
      'forced',
      'forbidden',
      'p',
      'minutes',
      'supply',
      'divide',
      'unserved-cost',
      'need',
      'curve',
      'time-limit',
      'seed',
      'out',
      'json',
    ]) {
      // prettier-ignore
      expect(text).toMatch(new RegExp(`^  --${option} `, 'm'))
    }
  }
})
