import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingModel, SitingProblem } from './siting-problem.ts'
import { bestCostOf, listServable, searchAll, sumWeight, type ExhaustiveBest } from './testing/exhaustive.ts'
import { solveIn, type Mode } from './testing/solve-in.ts'
import { arbitraryProblem } from './testing/siting.arbitrary.ts'

const SHAPE = { candidates: 12, demand: 9 }

/** Every figure from the definition. */
const oracles: Readonly<Record<string, (problem: SitingProblem, chosen: readonly number[]) => number>> = {
  mclp: (problem, chosen) =>
    sumWeight(
      problem,
      listAll(problem).filter((i) => bestCostOf(problem, chosen, i) <= problem.threshold!),
    ),
  pmedian: (problem, chosen) => {
    const unserved = problem.unservedCost ?? 2 * largestCost(problem)
    return listServable(problem, (cost) => cost < Infinity).reduce((sum, i) => {
      const cost = bestCostOf(problem, chosen, i)
      return sum + problem.weight[i] * Math.min(cost, unserved)
    }, 0)
  },
  // The first goal outweighs everything that the second can be.
  'equity-coverage': (problem, chosen) => {
    const served = listAll(problem).filter((i) => bestCostOf(problem, chosen, i) <= problem.threshold!)
    return (
      1000 *
        sumWeight(
          problem,
          served.filter((i) => problem.isNeediest![i] === 1),
        ) +
      sumWeight(problem, served)
    )
  },
  'equity-gap': (problem, chosen) =>
    listAll(problem).reduce((sum, i) => {
      const gap = Math.min(1, Math.max(0, bestCostOf(problem, chosen, i) / problem.threshold! - 1))
      return sum + problem.weight[i] * gap * gap
    }, 0),
}
const MAXIMISED = ['mclp', 'equity-coverage']

function listAll({ matrix }: SitingProblem): number[] {
  return Array.from({ length: matrix.demandCount }, (_, i) => i)
}
function largestCost({ matrix, existingCost, forbidden }: SitingProblem): number {
  const costs = [...(existingCost ?? [])].filter((cost) => cost < Infinity)
  for (let j = 0; j < matrix.candidateCount; j++) {
    if (!(forbidden ?? new Uint32Array()).includes(j))
      costs.push(...matrix.cost.subarray(matrix.first[j], matrix.first[j + 1]))
  }
  return Math.max(0, ...costs)
}
function searchExhaustively(problem: SitingProblem): ExhaustiveBest {
  const eligible = problem.matrix.candidateCount - (problem.forbidden?.length ?? 0)
  return searchAll(problem, [Math.min(problem.siteCount!, eligible)], MAXIMISED.includes(problem.model), (chosen) =>
    oracles[problem.model](problem, chosen),
  )
}
function objectiveOf(problem: SitingProblem, answer: SitingAnswer): number {
  return oracles[problem.model](problem, answer.solution!.chosen)
}

describe.each(['mclp', 'pmedian', 'equity-coverage', 'equity-gap'] as SitingModel[])('%s', (model) => {
  it.each(['all sets', 'HiGHS'] as Mode[])('equals exhaustive search, by %s', (mode) => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), (problem) => {
        const answer = solveIn(problem, mode)
        if (answer.reason === 'no-demand' || answer.reason === 'no-candidates') return
        const best = searchExhaustively(problem)
        expect(answer.proven).toBe(true)
        expect(objectiveOf(problem, answer)).toBeCloseTo(best.objective!, 9)
        expect(answer.bound).toBe(answer.solution!.objective)
        expect(answer.gapShare).toBe(0)
      }),
      { numRuns: 150, seed: 3 },
    )
  })

  it('a heuristic answer is feasible, its bound is a bound, and what it calls proven is the optimum', () => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), (problem) => {
        const answer = solveIn(problem, 'heuristic')
        if (answer.reason === 'no-demand' || answer.reason === 'no-candidates') return
        const best = searchExhaustively(problem)
        const own = objectiveOf(problem, answer)
        const sign = MAXIMISED.includes(model) ? 1 : -1
        expect(sign * (best.objective! - own)).toBeGreaterThan(-1e-9)
        if (model !== 'equity-coverage') expect(sign * (answer.bound! - best.objective!)).toBeGreaterThan(-1e-9)
        else if (answer.firstGoal !== null) {
          // Of the best sets in the first goal none serves more in all.
          const [set] = best.sets
          const served = listAll(problem).filter((i) => bestCostOf(problem, set, i) <= problem.threshold!)
          const neediest = sumWeight(problem, served.filter((i) => problem.isNeediest![i] === 1)) // prettier-ignore
          expect(answer.firstGoal.bound).toBeGreaterThanOrEqual(neediest - 1e-9)
          expect(answer.bound).toBeGreaterThanOrEqual(sumWeight(problem, served) - 1e-9)
        }
        if (answer.proven) expect(own).toBeCloseTo(best.objective!, 9)
        if (answer.solver === 'heuristic') expect(answer.proven).toBe(false)
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('alternatives are other sets, at most 1 % worse, best first, five at most', () => {
    fc.assert(
      fc.property(arbitraryProblem(model, SHAPE), fc.constantFrom<Mode>('all sets', 'HiGHS'), (problem, mode) => {
        const { solution, alternatives } = solveIn(problem, mode)
        if (solution === null) return
        const keys = [solution, ...alternatives].map(({ chosen }) => chosen.join())
        expect(new Set(keys).size).toBe(keys.length)
        expect(alternatives.length).toBeLessThanOrEqual(5)
        const isMaximum = MAXIMISED.includes(model)
        const objectives = alternatives.map(({ objective }) => objective)
        for (const objective of objectives) {
          if (isMaximum) expect(objective).toBeGreaterThanOrEqual(0.99 * solution.objective - 1e-9)
          else expect(objective).toBeLessThanOrEqual(1.01 * solution.objective + 1e-9)
        }
        if (model === 'equity-coverage') return
        expect(objectives).toEqual([...objectives].sort((a, b) => (isMaximum ? b - a : a - b)))
      }),
      { numRuns: 150, seed: 5 },
    )
  })
})

describe.each(['mclp', 'equity-gap'] as SitingModel[])('%s: ties', (model) => {
  it.each(['all sets', 'HiGHS'] as Mode[])('go to the least cost, then to the smallest indexes, by %s', (mode) => {
    fc.assert(
      fc.property(arbitraryProblem(model, { candidates: 9, demand: 9 }), (problem) => {
        const answer = solveIn(problem, mode)
        if (answer.reason !== null && answer.reason !== 'too-few-candidates') return
        const { sets } = searchExhaustively(problem)
        const unserved = 2 * largestCost(problem)
        const costOfSet = (set: readonly number[]): number =>
          listAll(problem).reduce((sum, i) => {
            const cost = bestCostOf(problem, set, i)
            return sum + problem.weight[i] * (cost < Infinity ? cost : unserved)
          }, 0)
        const costs = sets.map(costOfSet)
        const least = Math.min(...costs)
        expect(answer.tieProven).toBe(true)
        expect(costOfSet(answer.solution!.chosen)).toBeCloseTo(least, 6)
        if (mode === 'HiGHS') return
        const equal = sets.filter((_, n) => costs[n] <= least + 1e-9).map((set) => set.map((j) => String(j).padStart(3, '0')).join()) // prettier-ignore
        expect(answer.solution!.chosen.map((j) => String(j).padStart(3, '0')).join()).toBe(equal.sort()[0])
      }),
      { numRuns: 150, seed: 6 },
    )
  })
})
