/** The worked examples of docs/methods/siting-*.md: four homes, three possible sites. */
import { describe, expect, it } from 'vitest'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingModel, SitingProblem } from './siting-problem.ts'
import { solveIn, type Mode } from './testing/solve-in.ts'
import { matrixFromRows } from './testing/matrix-from-rows.ts'

/** Minutes from homes a, b, c, d with 10, 20, 30, 40 people to sites x, y, z; from d nothing leads to z. */
const STREET = {
  matrix: matrixFromRows([
    [1, 2, 6, 10],
    [4, 3, 1, 5],
    [9, 8, 4, null],
  ]),
  weight: Float64Array.of(10, 20, 30, 40),
}
const [X, Y, Z] = [0, 1, 2]

describe.each(['all sets', 'HiGHS'] as Mode[])('by %s', (mode) => {
  const ask = (model: SitingModel, question: Partial<SitingProblem>): SitingAnswer =>
    solveIn({ ...STREET, model, ...question }, mode)
  const tell = ({ solution, proven }: SitingAnswer): unknown[] => [solution?.chosen, solution?.objective, proven]

  it('siting-mclp.md', () => {
    expect(tell(ask('mclp', { threshold: 5, siteCount: 1 }))).toEqual([[Y], 100, true])
    expect(tell(ask('mclp', { threshold: 4, siteCount: 1 }))).toEqual([[Y], 60, true])
    expect(tell(ask('mclp', { threshold: 3, siteCount: 1 }))).toEqual([[Y], 50, true])
    const two = ask('mclp', { threshold: 3, siteCount: 2 })
    expect(tell(two)).toEqual([[X, Y], 60, true])
    expect([two.beyondReachWeight, [...two.beyondReach]]).toEqual([40, [3]])
  })

  it('siting-lscp-backup.md', () => {
    const lscp = ask('lscp', { threshold: 2 })
    expect([...tell(lscp), lscp.beyondReachWeight]).toEqual([[X, Y], 2, true, 40])
    expect(tell(ask('backup', { threshold: 3 }))).toEqual([[X, Y], 20, true])
  })

  it('siting-p-median.md', () => {
    expect(tell(ask('pmedian', { siteCount: 1 }))).toEqual([[Y], 330, true])
    const two = ask('pmedian', { siteCount: 2 })
    expect([...tell(two), two.solution!.meanCost]).toEqual([[X, Y], 280, true, 2.8])
    const onlyZ = ask('pmedian', { siteCount: 1, forbidden: Uint32Array.of(Y), forced: Uint32Array.of(Z) })
    expect([onlyZ.solution!.objective, onlyZ.solution!.unservedWeight]).toEqual([90 + 160 + 120 + 40 * 20, 40])
  })

  it('siting-p-center.md', () => {
    expect(tell(ask('pcenter', { siteCount: 1 }))).toEqual([[Y], 5, true])
    const two = ask('pcenter', { siteCount: 2 })
    expect([...tell(two), two.solution!.meanCost]).toEqual([[X, Y], 5, true, 2.8])
    const z = ask('pcenter', { siteCount: 1, forbidden: Uint32Array.of(X, Y) })
    expect([...tell(z), z.beyondReachWeight]).toEqual([[Z], 9, true, 40])
    const reach = ask('pcenter', { siteCount: 1, forced: Uint32Array.of(Z) })
    expect([reach.solution, reach.reason]).toEqual([null, 'too-few-sites'])
  })

  it('siting-equity.md', () => {
    const first = ask('equity-coverage', { threshold: 3, siteCount: 1, isNeediest: Uint8Array.of(1, 0, 0, 0) })
    expect([...tell(first), first.firstGoal]).toEqual([[X], 30, true, { objective: 10, bound: 10, proven: true }])
    const gap = ask('equity-gap', { threshold: 3, siteCount: 1 })
    expect([gap.solution!.chosen, gap.proven]).toEqual([[Y], true])
    expect(gap.solution!.objective).toBeCloseTo(170 / 9, 12)
  })
})

it('siting-capacitated.md', () => {
  const ask = (capacity: readonly number[], question: Partial<SitingProblem>): SitingAnswer =>
    solveIn({ ...STREET, model: 'capacitated', capacity: Float64Array.from(capacity), ...question }, 'HiGHS')
  const whole = ask([30, 70, 100], { siteCount: 2 })
  expect([whole.solution!.chosen, whole.solution!.objective, whole.proven]).toEqual([[X, Y], 280, true])
  expect([...whole.assignment!.candidate]).toEqual([X, X, Y, Y])
  expect(ask([30, 70, 90], { siteCount: 1 }).reason).toBe('capacity-too-small')

  const tight = [25, 75, 0]
  expect(ask(tight, { siteCount: 2 }).reason).toBe('capacity-too-small')
  const divided = ask(tight, { siteCount: 2, mayDivide: true })
  expect([divided.solution!.chosen, divided.proven]).toEqual([[X, Y], true])
  expect(divided.solution!.objective).toBeCloseTo(285, 6)
  const left = ask(tight, { siteCount: 2, unservedCost: 30 })
  // a stays unserved: 10 · 30 + 20 · 2 + 30 + 200.
  expect([left.solution!.objective, left.solution!.unservedWeight]).toEqual([570, 10])
})
