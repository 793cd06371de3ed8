import { expect, it } from 'vitest'
import { solveIn, type Mode } from './testing/solve-in.ts'
import { matrixFromRows } from './testing/matrix-from-rows.ts'

/** Nine homes around a lake, a step apart; everywhere may be a site, so that three sites at every third home serve all within one step. */
const RING = Array.from({ length: 9 }, (_, j) =>
  Array.from({ length: 9 }, (_, i) => Math.min((9 + i - j) % 9, (9 + j - i) % 9)),
)

it.each(['all sets', 'HiGHS'] as Mode[])(
  'an optimum that is not unique: all of equal size are named, by %s',
  (mode) => {
    // Three sets of every third home; the people at homes 1, 4 and 7 make the second of them the cheapest.
    const weight = Float64Array.from(RING, (_, i) => (i % 3 === 1 ? 5 : 1))
    const answer = solveIn({ model: 'lscp', matrix: matrixFromRows(RING), weight, threshold: 1 }, mode)
    expect([answer.solution!.chosen, answer.solution!.objective, answer.proven]).toEqual([[1, 4, 7], 3, true])
    if (mode === 'all sets') {
      expect(answer.alternatives.map(({ chosen, objective }) => [chosen, objective])).toEqual([
        [[0, 3, 6], 3],
        [[2, 5, 8], 3],
      ])
    }
  },
)

it('a ring of 30 with every third home open is the proven optimum for p = 10', () => {
  const ring = Array.from({ length: 30 }, (_, j) =>
    Array.from({ length: 30 }, (_, i) => Math.min((30 + i - j) % 30, (30 + j - i) % 30)),
  )
  const matrix = matrixFromRows(ring)
  const weight = new Float64Array(30).fill(1)
  // Whoever is no site is at least one step away: 20 in all, and every third home reaches that.
  const median = solveIn({ model: 'pmedian', matrix, weight, siteCount: 10 }, 'HiGHS')
  expect([median.solution!.objective, median.bound, median.proven]).toEqual([20, 20, true])
  const center = solveIn({ model: 'pcenter', matrix, weight, siteCount: 10 }, 'HiGHS')
  expect([center.solution!.objective, center.proven]).toEqual([1, true])
  // Nine sites serve three homes each within a step.
  const mclp = solveIn({ model: 'mclp', matrix, weight, siteCount: 9, threshold: 1 }, 'HiGHS')
  expect([mclp.solution!.objective, mclp.proven]).toEqual([27, true])
})
