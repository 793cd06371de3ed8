import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingProblem } from './siting-problem.ts'
import { costOf, listServable, searchAll, type ExhaustiveBest } from './testing/exhaustive.ts'
import { solveIn } from './testing/solve-in.ts'
import { arbitraryProblem } from './testing/siting.arbitrary.ts'

const TRIVIAL = ['no-demand', 'no-candidates', 'no-sites', 'no-candidate-within-reach', 'nothing-to-gain']

/** Least cost of serving the listed demand from these sites, undivided: tries every site, and leaving out, for each in turn. */
function assignAll(problem: SitingProblem, chosen: readonly number[], servable: readonly number[]): number | null {
  const rest = chosen.map((j) => problem.capacity![j])
  const unserved = problem.unservedCost ?? Infinity
  const visit = (n: number): number => {
    if (n === servable.length) return 0
    const i = servable[n]
    const weight = problem.weight[i]
    let least = unserved < Infinity ? weight * unserved + visit(n + 1) : Infinity
    chosen.forEach((j, position) => {
      const cost = costOf(problem, j, i)
      if (cost === Infinity || rest[position] < weight) return
      rest[position] -= weight
      least = Math.min(least, weight * cost + visit(n + 1))
      rest[position] += weight
    })
    return least
  }
  const least = visit(0)
  return least < Infinity ? least : null
}

/** The same where demand may be divided: weights in halves, each half sent on its own. */
function assignHalves(problem: SitingProblem, chosen: readonly number[], servable: readonly number[]): number | null {
  const units = servable.flatMap((i) => Array.from({ length: problem.weight[i] * 2 }, () => i))
  const halves: SitingProblem = {
    ...problem,
    weight: problem.weight.map(() => 0.5),
  }
  return assignFlow(halves, chosen, units)
}

/** Successive cheapest augmenting paths (Bellman–Ford) for units of equal weight; null where not all fit. */
function assignFlow(problem: SitingProblem, chosen: readonly number[], units: readonly number[]): number | null {
  const unserved = problem.unservedCost ?? Infinity
  const size = units.length === 0 ? 0 : problem.weight[units[0]]
  const room = chosen.map((j) => Math.floor(problem.capacity![j] / size + 1e-9))
  const at: number[] = []
  const cost = (n: number, position: number): number =>
    position === chosen.length ? unserved : costOf(problem, chosen[position], units[n])
  for (let n = 0; n < units.length; n++) {
    // Cheapest way to each site, moving earlier units on.
    const distance = Array.from({ length: chosen.length + 1 }, (_, position) => cost(n, position))
    const before: (readonly [number, number] | null)[] = distance.map(() => null)
    for (let round = 0; round <= chosen.length + 1; round++) {
      at.forEach((from, m) => {
        for (let to = 0; to <= chosen.length; to++) {
          const via = distance[from] - cost(m, from) + cost(m, to)
          if (via < distance[to] - 1e-9) {
            distance[to] = via
            before[to] = [from, m]
          }
        }
      })
    }
    const open = distance.map((value, position) =>
      position === chosen.length || at.filter((site) => site === position).length < room[position] ? value : Infinity,
    )
    let site = open.indexOf(Math.min(...open))
    if (!(open[site] < Infinity)) return null
    while (before[site] !== null) {
      const [from, m] = before[site]!
      at[m] = site
      site = from
    }
    at.push(site)
  }
  return at.reduce((sum, site, n) => sum + size * cost(n, site), 0)
}

function searchExhaustively(problem: SitingProblem): ExhaustiveBest {
  const servable = listServable(problem, (cost) => cost < Infinity)
  const eligible = problem.matrix.candidateCount - (problem.forbidden?.length ?? 0)
  const assign = problem.mayDivide === true ? assignHalves : assignAll
  return searchAll(problem, [Math.min(problem.siteCount!, eligible)], false, (chosen) =>
    assign(problem, chosen, servable),
  )
}

/** The plan that comes with an answer adds up to its objective and keeps to the capacities. */
function checkPlan(problem: SitingProblem, { solution, assignment }: SitingAnswer): void {
  const load = new Map<number, number>()
  const served = new Map<number, number>()
  let cost = 0
  assignment!.weight.forEach((weight, n) => {
    const j = assignment!.candidate[n]
    const i = assignment!.demand[n]
    load.set(j, (load.get(j) ?? 0) + weight)
    served.set(i, (served.get(i) ?? 0) + weight)
    cost += weight * costOf(problem, j, i)
    if (problem.mayDivide !== true) expect(weight).toBe(problem.weight[i])
  })
  for (const [j, weight] of load) {
    expect(solution!.chosen).toContain(j)
    expect(weight).toBeLessThanOrEqual(problem.capacity![j] + 1e-6)
  }
  for (const [i, weight] of served) expect(weight).toBeLessThanOrEqual(problem.weight[i] + 1e-6)
  const unserved = solution!.unservedWeight
  expect(cost + (unserved > 0 ? unserved * problem.unservedCost! : 0)).toBeCloseTo(solution!.objective, 6)
}

describe('capacitated p-median', () => {
  it('equals exhaustive search over sites and assignments, undivided and divided', () => {
    fc.assert(
      fc.property(arbitraryProblem('capacitated', { candidates: 6, demand: 6 }), (problem) => {
        const answer = solveIn(problem, 'HiGHS')
        if (TRIVIAL.includes(answer.reason ?? '')) return
        const best = searchExhaustively(problem)
        if (best.objective === null) {
          expect(answer.solution).toBeNull()
          expect(answer.reason).toBe('capacity-too-small')
          return
        }
        expect(answer.proven).toBe(true)
        expect(answer.solution!.objective).toBeCloseTo(best.objective, 6)
        checkPlan(problem, answer)
      }),
      { numRuns: 200, seed: 8 },
    )
  })

  it('a heuristic plan keeps to the capacities, and its bound is a bound', () => {
    fc.assert(
      fc.property(arbitraryProblem('capacitated', { candidates: 6, demand: 6 }), (problem) => {
        const answer = solveIn(problem, 'heuristic')
        if (TRIVIAL.includes(answer.reason ?? '')) return
        const best = searchExhaustively(problem)
        if (best.objective === null) {
          expect(answer.solution).toBeNull()
          return
        }
        expect(answer.bound).toBeLessThanOrEqual(best.objective + 1e-9)
        if (answer.solution === null) {
          expect(answer.reason).toBe('time-too-short')
          return
        }
        expect(answer.solution.objective).toBeGreaterThanOrEqual(best.objective - 1e-9)
        if (answer.proven) expect(answer.solution.objective).toBeCloseTo(best.objective, 6)
        checkPlan(problem, answer)
      }),
      { numRuns: 300, seed: 9 },
    )
  })
})
