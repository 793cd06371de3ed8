import { squaredGap, type Reachability } from './evaluate-set.ts'
import { buildLossTable, type LossTable } from './loss-table.ts'
import type { SitingProblem } from './siting-problem.ts'

/** Models whose objective is a loss that the nearest open site of each demand determines. */
export type ServiceModel = 'mclp' | 'pmedian' | 'equity-coverage' | 'equity-gap'

export interface ServiceGoals {
  /** What is minimised, most important first; the last one decides between equals. */
  readonly tables: readonly LossTable[]
  /** Which of the tables the objective is. */
  readonly objectiveGoal: number
  /** The objective that a loss means. */
  readonly toObjective: (loss: number) => number
  /** The same for the first goal of equity-coverage. */
  readonly toFirstObjective: (loss: number) => number
}

export function buildServiceGoals(problem: SitingProblem, reach: Reachability, eligible: Uint32Array): ServiceGoals {
  const { matrix, weight, threshold = Infinity, existingCost, isNeediest } = problem
  const build = (weights: Float64Array, unitOf: (cost: number) => number, baseUnit: (i: number) => number): LossTable =>
    buildLossTable({ matrix, eligible, weight: weights, unitOf, baseUnit })
  const existing = (i: number): number => existingCost?.[i] ?? Infinity
  const missed = (cost: number): number => (cost <= threshold ? 0 : 1)
  const toSame = (loss: number): number => loss
  const cost = buildCostTable(problem, reach, eligible)
  switch (problem.model as ServiceModel) {
    case 'pmedian':
      return { tables: [cost], objectiveGoal: 0, toObjective: toSame, toFirstObjective: toSame }
    case 'mclp': {
      const table = build(weight, missed, (i) => missed(existing(i)))
      const toObjective = (loss: number): number => reach.totalWeight - loss
      return { tables: [table, cost], objectiveGoal: 0, toObjective, toFirstObjective: toObjective }
    }
    case 'equity-coverage': {
      const neediest = weight.map((people, i) => (isNeediest![i] === 1 ? people : 0))
      const neediestTotal = neediest.reduce((sum, people) => sum + people, 0)
      return {
        tables: [
          build(neediest, missed, (i) => missed(existing(i))),
          build(weight, missed, (i) => missed(existing(i))),
          cost,
        ],
        objectiveGoal: 1,
        toObjective: (loss) => reach.totalWeight - loss,
        toFirstObjective: (loss) => neediestTotal - loss,
      }
    }
    case 'equity-gap': {
      const gap = (value: number): number => squaredGap(value, threshold)
      const table = build(weight, gap, (i) => gap(existing(i)))
      return { tables: [table, cost], objectiveGoal: 0, toObjective: toSame, toFirstObjective: toSame }
    }
  }
}

/**
 * Σ weight · cost; demand that nothing reaches at any cost is left out, what could be reached but is not costs `unservedCost`; for
 * `pmedian` nothing costs more than that.
 */
export function buildCostTable(problem: SitingProblem, reach: Reachability, eligible: Uint32Array): LossTable {
  const { matrix, weight, existingCost } = problem
  return buildLossTable({
    matrix,
    eligible,
    weight,
    unitOf: (cost) => cost,
    baseUnit: (i) => {
      const existing = existingCost?.[i] ?? Infinity
      if (existing < Infinity) return problem.model === 'pmedian' ? Math.min(existing, reach.unservedCost) : existing
      // Only for p-median all demand is known to be reachable; elsewhere the same value is as good as any.
      return problem.model === 'pmedian' && reach.isBeyond[i] === 1 ? Infinity : reach.unservedCost
    },
  })
}
