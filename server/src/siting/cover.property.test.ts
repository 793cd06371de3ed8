import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildBackupMip, buildBackupTable } from './backup.ts'
import { createHighsSolver } from './highs-solver.service.ts'
import type { SitingProblem } from './siting-problem.ts'
import { prepareProblem } from './solve-siting-heuristically.ts'
import { bestCostOf, costOf, listServable, searchAll, type ExhaustiveBest } from './testing/exhaustive.ts'
import { solveIn, type Mode } from './testing/solve-in.ts'
import { arbitraryProblem } from './testing/siting.arbitrary.ts'

const highs = await createHighsSolver()
const SHAPE = { candidates: 12, demand: 10 }
const ALL_SIZES = Array.from({ length: 13 }, (_, n) => n)
const TRIVIAL = ['no-demand', 'no-candidates', 'no-sites']

function smallestCover(problem: SitingProblem): ExhaustiveBest {
  const within = (cost: number): boolean => cost <= problem.threshold!
  const servable = listServable(problem, within)
  return searchAll(problem, ALL_SIZES, false, (chosen) =>
    servable.every((i) => within(bestCostOf(problem, chosen, i))) ? chosen.length : null,
  )
}

function shortestRadius(problem: SitingProblem): ExhaustiveBest {
  const servable = listServable(problem, (cost) => cost < Infinity)
  const eligible = problem.matrix.candidateCount - (problem.forbidden?.length ?? 0)
  return searchAll(problem, [Math.min(problem.siteCount!, eligible)], false, (chosen) => {
    const largest = Math.max(0, ...servable.map((i) => bestCostOf(problem, chosen, i)))
    return largest < Infinity ? largest : null
  })
}

/** By definition: of the smallest covering sets the largest weight within the threshold of two places. */
function bestBackup(problem: SitingProblem): ExhaustiveBest {
  const smallest = smallestCover(problem)
  const within = (cost: number): boolean => cost <= problem.threshold!
  const objectives = smallest.sets.map((set) => {
    const costs = (i: number): number[] => [
      problem.existingCost?.[i] ?? Infinity,
      problem.existingSecondCost?.[i] ?? Infinity,
      ...set.map((j) => costOf(problem, j, i)),
    ]
    return problem.weight.reduce((sum, people, i) => sum + (costs(i).filter(within).length >= 2 ? people : 0), 0)
  })
  const objective = Math.max(...objectives)
  return { objective, sets: smallest.sets.filter((_, n) => objectives[n] === objective) }
}

/** Σ weight · cost over demand that is served at all, for sets that leave nobody out. */
function meanCostOf(problem: SitingProblem, chosen: readonly number[]): number {
  const served = listServable(problem, (cost) => cost < Infinity).filter(
    (i) => bestCostOf(problem, chosen, i) < Infinity,
  )
  const weight = served.reduce((sum, i) => sum + problem.weight[i], 0)
  return served.reduce((sum, i) => sum + problem.weight[i] * bestCostOf(problem, chosen, i), 0) / weight
}

describe.each([
  ['lscp', smallestCover, 1],
  ['backup', bestBackup, -1],
  ['pcenter', shortestRadius, 1],
] as const)('%s', (model, search, sign) => {
  it.each(['all sets', 'HiGHS'] as Mode[])('equals exhaustive search, by %s', (mode) => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), (problem) => {
        const answer = solveIn(problem, mode)
        if (TRIVIAL.includes(answer.reason ?? '')) return
        const best = search(problem)
        expect(answer.solution?.objective ?? null).toBe(best.objective)
        if (best.objective === null) {
          expect(answer.reason).toBe('too-few-sites')
          return
        }
        expect(answer.proven).toBe(true)
        expect(answer.bound).toBe(best.objective)
        if (answer.reason !== 'nothing-to-gain') {
          expect(best.sets.map((set) => set.join())).toContain(answer.solution!.chosen.join())
        }
      }),
      { numRuns: 200, seed: 5 },
    )
  })

  it('a heuristic answer is feasible, its bound is a bound, and what it calls proven is the optimum', () => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), (problem) => {
        const answer = solveIn(problem, 'heuristic')
        if (TRIVIAL.includes(answer.reason ?? '')) return
        const best = search(problem)
        if (best.objective === null) {
          expect(answer.solution).toBeNull()
          return
        }
        if (answer.solution !== null) {
          const isSmallest = model !== 'backup' || best.sets[0].length === answer.solution.chosen.length
          if (isSmallest) expect(sign * (answer.solution.objective - best.objective)).toBeGreaterThanOrEqual(0)
        }
        if (answer.bound !== null) expect(sign * (best.objective - answer.bound)).toBeGreaterThanOrEqual(0)
        if (answer.proven) expect(answer.solution!.objective).toBe(best.objective)
        if (answer.solver === 'heuristic') expect(answer.proven).toBe(false)
      }),
      { numRuns: 300, seed: 6 },
    )
  })

  it('among equal sets the one with the least cost is chosen, then the one with the smallest indexes', () => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), (problem) => {
        const answer = solveIn(problem, 'all sets')
        if (answer.reason !== null || answer.solution!.unservedWeight > 0) return
        const served = (set: readonly number[]): number =>
          listServable(problem, (cost) => cost < Infinity).filter((i) => bestCostOf(problem, set, i) < Infinity).length
        const ties = search(problem).sets.filter((set) => served(set) === served(answer.solution!.chosen))
        const least = Math.min(...ties.map((set) => meanCostOf(problem, set)))
        expect(answer.tieProven).toBe(true)
        expect(answer.solution!.meanCost ?? 0).toBeCloseTo(Number.isNaN(least) ? 0 : least, 9)
        const equal = ties.filter((set) => !(Math.abs(meanCostOf(problem, set) - least) > 1e-9))
        expect(answer.solution!.chosen.join()).toBe(sortSets(equal)[0].join())
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})

function sortSets(sets: readonly (readonly number[])[]): (readonly number[])[] {
  return [...sets].sort((a, b) => {
    const n = a.findIndex((j, position) => j !== b[position])
    return n < 0 ? 0 : a[n] - b[n]
  })
}

it('backup: the model alone gives the optimum, and no set of so many sites beats the bound by counting', () => {
  fc.assert(
    fc.property(arbitraryProblem('backup', SHAPE), (problem) => {
      const { eligible, forced } = prepareProblem(problem)
      const best = bestBackup(problem)
      const siteCount = best.sets[0]?.length ?? 0
      if (siteCount === 0) return
      const table = buildBackupTable(problem, eligible)
      const mip = buildBackupMip(table, eligible, forced, siteCount, 1e6)!
      const outcome = highs(mip, { seconds: Infinity })
      expect(outcome.status).toBe('optimal')
      expect(table.total - outcome.bound).toBeCloseTo(best.objective!, 6)
      expect(table.computeBound(forced, siteCount).bound).toBeGreaterThanOrEqual(best.objective! - 1e-9)
    }),
    { numRuns: 200, seed: 8 },
  )
})
