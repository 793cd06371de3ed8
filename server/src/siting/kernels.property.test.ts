/** The parts that answers are made of, each against looking at all sets. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropDominated } from './dominated-candidates.ts'
import { evaluateSet } from './evaluate-set.ts'
import { addGreedily } from './greedy-add.ts'
import { createHighsSolver } from './highs-solver.service.ts'
import { improveByInterchange, SwapState } from './interchange.ts'
import { computeLagrangianBound } from './lagrangian-bound.ts'
import { computeLoss, type LossTable } from './loss-table.ts'
import { buildServiceGoals, type ServiceGoals } from './service-goals.ts'
import { buildServiceMip } from './service-mip.ts'
import type { SitingModel, SitingProblem } from './siting-problem.ts'
import { prepareProblem } from './solve-siting-heuristically.ts'
import { listSets } from './testing/exhaustive.ts'
import { arbitraryProblem } from './testing/siting.arbitrary.ts'

const highs = await createHighsSolver()
const SHAPE = { candidates: 9, demand: 9 }
const MODELS: readonly SitingModel[] = ['mclp', 'pmedian', 'equity-gap', 'equity-coverage']
const RUNS = { numRuns: 150, seed: 21 }

interface Case {
  readonly problem: SitingProblem
  readonly goals: ServiceGoals
  readonly prepared: ReturnType<typeof prepareProblem>
  /** Sets of the size asked for with all forced and no forbidden candidates. */
  readonly sets: readonly number[][]
  readonly siteCount: number
}

/** Random problems with at least one site to choose. */
const cases = fc
  .constantFrom(...MODELS)
  .chain((model) => arbitraryProblem(model, SHAPE))
  .map((problem): Case => {
    const prepared = prepareProblem(problem)
    const { eligible, reach } = prepared
    const siteCount = Math.min(problem.siteCount!, eligible.length)
    const sets = listSets(problem).filter((set) => set.length === siteCount)
    return { problem, prepared, goals: buildServiceGoals(problem, reach, eligible), sets, siteCount }
  })
  .filter(({ siteCount }) => siteCount > 0)

const leastLoss = (table: LossTable, sets: readonly (readonly number[])[]): number =>
  Math.min(...sets.map((set) => computeLoss(table, set)))

describe('loss table', () => {
  it('merging and leaving out change the loss of no set: it is the objective of the definition', () => {
    fc.assert(
      fc.property(cases, ({ problem, goals, prepared }) => {
        for (const set of listSets(problem)) {
          const loss = computeLoss(goals.tables[goals.objectiveGoal], set)
          expect(goals.toObjective(loss)).toBeCloseTo(evaluateSet(problem, prepared.reach, set).objective, 9)
        }
      }),
      RUNS,
    )
  })

  it('equal columns are merged, so that a table never has two demands that all candidates treat alike', () => {
    fc.assert(
      fc.property(cases, ({ goals }) => {
        const [table] = goals.tables
        const columns = Array.from({ length: table.demandCount }, (_, i) => [`base ${table.base[i] / table.weight[i]}`])
        for (let j = 0; j < table.candidateCount; j++) {
          for (let e = table.first[j]; e < table.first[j + 1]; e++) {
            columns[table.demand[e]].push(`${j}: ${(table.loss[e] / table.weight[table.demand[e]]).toFixed(9)}`)
          }
        }
        expect(new Set(columns.map((column) => column.join())).size).toBe(table.demandCount)
      }),
      RUNS,
    )
  })

  it('without dominated candidates some set is as good as the best', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, siteCount, sets }) => {
        const [table] = goals.tables
        const kept = dropDominated(table, prepared.eligible, Uint32Array.from(prepared.forced))
        for (const j of prepared.forced) expect(kept).toContain(j)
        const best = Math.min(
          ...sets.map((set) =>
            computeLoss(
              table,
              set.filter((j) => kept.includes(j) || prepared.isForced[j] === 1),
            ),
          ),
        )
        // A set without its dominated members may lose; but replaced by others of the kept ones it does not.
        const all = listSubsets([...kept], siteCount).filter((set) => prepared.forced.every((j) => set.includes(j)))
        expect(leastLoss(table, all)).toBeCloseTo(leastLoss(table, sets), 9)
        expect(best).toBeGreaterThanOrEqual(leastLoss(table, sets) - 1e-9)
      }),
      RUNS,
    )
  })
})

function listSubsets(items: readonly number[], largest: number): number[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_, n) => (bits >> n) & 1)).filter(
    (set) => set.length <= largest,
  )
}

describe('search', () => {
  it('greedy addition gains at least 1 − 1/e of what the best set gains', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, siteCount, sets }) => {
        const [table] = goals.tables
        if (prepared.forced.length > 0) return
        const chosen = addGreedily({ goals: [table], eligible: prepared.eligible, siteCount, start: [] })
        expect(new Set(chosen).size).toBe(siteCount)
        const nothing = computeLoss(table, [])
        const share = 1 - 1 / Math.E
        expect(nothing - computeLoss(table, chosen)).toBeGreaterThanOrEqual(
          share * (nothing - leastLoss(table, sets)) - 1e-9,
        )
      }),
      RUNS,
    )
  })

  it('greedy addition opens the largest gain, then the largest in the next goal, then the smallest index', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, siteCount }) => {
        const chosen = addGreedily({
          goals: goals.tables,
          eligible: prepared.eligible,
          siteCount,
          start: prepared.forced,
        })
        for (let n = prepared.forced.length; n < siteCount; n++) {
          const before = chosen.slice(0, n)
          const gains = (j: number): number[] =>
            goals.tables.map((table) => round(computeLoss(table, before) - computeLoss(table, [...before, j])))
          const best = [...prepared.eligible]
            .filter((j) => !before.includes(j))
            .sort((a, b) => compareDescending(gains(a), gains(b)) || a - b)[0]
          expect(gains(chosen[n])).toEqual(gains(best))
        }
      }),
      RUNS,
    )
  })

  it('a swap changes the loss by what was foretold', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, siteCount, sets }) => {
        for (const table of goals.tables) {
          const start = sets[0]
          const state = new SwapState(table, start)
          for (const j of prepared.eligible) {
            if (start.includes(j)) continue
            state.look(j)
            for (let r = 0; r < siteCount; r++) {
              const swapped = start.map((open, n) => (n === r ? j : open))
              expect(state.change[r]).toBeCloseTo(computeLoss(table, swapped) - computeLoss(table, start), 9)
            }
          }
        }
      }),
      RUNS,
    )
  })

  it('interchange ends where no swap is better, and never closes forced sites', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, sets }) => {
        const { eligible, isForced } = prepared
        const [table] = goals.tables
        const chosen = improveByInterchange({ goals: [table], eligible, isForced }, sets[0])
        for (const j of prepared.forced) expect(chosen).toContain(j)
        for (const j of eligible) {
          for (const old of chosen) {
            if (chosen.includes(j) || isForced[old] === 1) continue
            const swapped = chosen.map((open) => (open === old ? j : open))
            expect(computeLoss(table, swapped)).toBeGreaterThanOrEqual(computeLoss(table, chosen) - 1e-9)
          }
        }
      }),
      RUNS,
    )
  })
})

function round(value: number): number {
  return Math.round(value * 1e9) / 1e9
}
function compareDescending(a: readonly number[], b: readonly number[]): number {
  const n = a.findIndex((value, index) => value !== b[index])
  return n < 0 ? 0 : b[n] - a[n]
}

describe('Lagrangian bound', () => {
  it('no set is below it, and what it decides holds for every set as good as the known one', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        ({ goals, prepared, siteCount, sets }, iterations, pick) => {
          const { eligible, isForced } = prepared
          for (const table of goals.tables) {
            const upperBound = computeLoss(table, sets[pick % sets.length])
            const found = computeLagrangianBound({ table, eligible, isForced, siteCount, upperBound, iterations })
            expect(found.bound).toBeLessThanOrEqual(leastLoss(table, sets))
            const test = found.createClosingTest(found.remaining)
            for (const set of sets.filter((candidate) => computeLoss(table, candidate) <= upperBound)) {
              for (const j of set) expect(found.remaining).toContain(j)
              for (const j of found.mustOpen) expect(set).toContain(j)
              for (let i = 0; i < table.demandCount; i++) {
                // Everything that serves the demand at less than what the set gives it.
                const own = lossOf(table, set, i)
                const closer = [...found.remaining].filter((j) => lossOf(table, [j], i) < own)
                expect(test(closer, i, own)).toBe(false)
              }
            }
          }
        },
      ),
      { numRuns: 200, seed: 22 },
    )
  })
})

function lossOf(table: LossTable, set: readonly number[], i: number): number {
  let least = table.base[i]
  for (const j of set) {
    for (let e = table.first[j]; e < table.first[j + 1]; e++) {
      if (table.demand[e] === i) least = Math.min(least, table.loss[e])
    }
  }
  return least
}

describe('radius formulation', () => {
  it('HiGHS finds the least loss, with goals before it as limits, with and without what the bound says', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ goals, prepared, siteCount, sets }, usesBound) => {
        let best = sets
        goals.tables.forEach((table, goal) => {
          const least = leastLoss(table, best)
          const { eligible, isForced } = prepared
          const bound = computeLagrangianBound({
            table,
            eligible,
            isForced,
            siteCount,
            upperBound: least,
            iterations: 20,
          })
          const mip = buildServiceMip(
            {
              goal: table,
              limits: goals.tables
                .slice(0, goal)
                .map((limited) => ({ table: limited, limit: leastLoss(limited, best) })),
              candidates: eligible,
              mustOpen: Uint32Array.from(prepared.forced),
              siteCount,
              mustOpenOneOf: usesBound ? bound.createClosingTest(eligible) : undefined,
              covers: [],
            },
            1e6,
          )!
          const outcome = highs(mip.model, { seconds: Infinity })
          expect(outcome.status).toBe('optimal')
          const open = [...mip.candidateOfColumn].filter((_, column) => outcome.values![column] > 0.5)
          expect(computeLoss(table, open)).toBeCloseTo(least, 6)
          expect(outcome.bound).toBeLessThanOrEqual(least + 1e-6)
          best = best.filter((set) => computeLoss(table, set) <= least + 1e-9)
        })
      }),
      { numRuns: 200, seed: 23 },
    )
  })

  it('is not built beyond its size', () => {
    fc.assert(
      fc.property(cases, ({ goals, prepared, siteCount }) => {
        const [goal] = goals.tables
        if (goal.demandCount === 0) return
        const input = {
          goal,
          limits: [],
          candidates: prepared.eligible,
          mustOpen: new Uint32Array(),
          siteCount,
          covers: [],
        }
        expect(buildServiceMip(input, 0)).toBeNull()
      }),
      { numRuns: 50, seed: 24 },
    )
  })
})
