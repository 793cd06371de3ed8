/** Slow and obvious: looks at every set of candidates and reckons what it gives from the definition of each model. */
import type { SitingProblem } from '../siting-problem.ts'

export interface ExhaustiveBest {
  /** Null where no set is feasible. */
  readonly objective: number | null
  /** All sets with that objective, each ascending. */
  readonly sets: readonly (readonly number[])[]
}

/** @param evaluate objective of a set, null where it is not feasible; larger is better where `isMaximum` */
export function searchAll(
  problem: SitingProblem,
  sizes: readonly number[],
  isMaximum: boolean,
  evaluate: (chosen: readonly number[]) => number | null,
): ExhaustiveBest {
  let objective: number | null = null
  let sets: (readonly number[])[] = []
  for (const chosen of listSets(problem)) {
    if (!sizes.includes(chosen.length)) continue
    const value = evaluate(chosen)
    if (value === null) continue
    const isEqual = objective !== null && Math.abs(value - objective) < 1e-9
    if (isEqual) sets.push(chosen)
    else if (objective === null || (isMaximum ? value > objective : value < objective)) {
      objective = value
      sets = [chosen]
    }
  }
  return { objective, sets }
}

/** Every subset with all forced and no forbidden candidates. */
export function listSets({
  matrix,
  forced = new Uint32Array(),
  forbidden = new Uint32Array(),
}: SitingProblem): number[][] {
  const sets: number[][] = []
  for (let bits = 0; bits < 2 ** matrix.candidateCount; bits++) {
    const chosen = Array.from({ length: matrix.candidateCount }, (_, j) => j).filter((j) => (bits >> j) & 1)
    if (forced.every((j) => chosen.includes(j)) && !forbidden.some((j) => chosen.includes(j))) sets.push(chosen)
  }
  return sets
}

/** Cost from demand i to candidate j, Infinity where there is no pair. */
export function costOf({ matrix }: SitingProblem, j: number, i: number): number {
  for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) if (matrix.demand[e] === i) return matrix.cost[e]
  return Infinity
}

/** Least cost of demand i, existing places included. */
export function bestCostOf(problem: SitingProblem, chosen: readonly number[], i: number): number {
  return Math.min(problem.existingCost?.[i] ?? Infinity, ...chosen.map((j) => costOf(problem, j, i)))
}

/** Demand of weight whose cost is within reach of something that exists or may open. */
export function listServable(problem: SitingProblem, isServed: (cost: number) => boolean): number[] {
  const eligible = Array.from({ length: problem.matrix.candidateCount }, (_, j) => j).filter(
    (j) => !(problem.forbidden ?? new Uint32Array()).includes(j),
  )
  return Array.from({ length: problem.matrix.demandCount }, (_, i) => i).filter(
    (i) => problem.weight[i] > 0 && isServed(bestCostOf(problem, eligible, i)),
  )
}

export function sumWeight(problem: SitingProblem, demand: readonly number[]): number {
  return demand.reduce((sum, i) => sum + problem.weight[i], 0)
}
