/** The capacitated p-median problem in the form that its parts share: docs/methods/siting-capacitated.md. */
import type { PreparedProblem } from './answer-frame.ts'

export interface CapacitatedProblem {
  readonly candidateCount: number
  /** Candidates that may open, ascending; and 1 for those that must. */
  readonly eligible: Uint32Array
  readonly isForced: Uint8Array
  readonly siteCount: number
  readonly capacity: Float64Array
  readonly mayDivide: boolean
  /** Demand that must be served: of positive weight and with an eligible candidate. Its place in the matrix, and its weight. */
  readonly demandIndex: Uint32Array
  readonly weight: Float64Array
  /** Candidate-major over eligible candidates; demand by place in `demandIndex`. */
  readonly first: Uint32Array
  readonly demand: Uint32Array
  readonly cost: Float64Array
  /** Per weight that stays unserved; Infinity where everything must be served. */
  readonly unservedCost: number
}

export function buildCapacitatedProblem({ problem, reach, eligible, isForced }: PreparedProblem): CapacitatedProblem {
  const { matrix, weight, capacity } = problem
  const place = new Int32Array(matrix.demandCount).fill(-1)
  const listed: number[] = []
  for (let i = 0; i < matrix.demandCount; i++) {
    if (weight[i] > 0 && reach.isBeyond[i] === 0) place[i] = listed.push(i) - 1
  }
  const first = new Uint32Array(matrix.candidateCount + 1)
  const demand: number[] = []
  const cost: number[] = []
  const isEligible = new Uint8Array(matrix.candidateCount)
  for (const j of eligible) isEligible[j] = 1
  for (let j = 0; j < matrix.candidateCount; j++) {
    for (let e = matrix.first[j]; isEligible[j] === 1 && e < matrix.first[j + 1]; e++) {
      if (place[matrix.demand[e]] < 0) continue
      demand.push(place[matrix.demand[e]])
      cost.push(matrix.cost[e])
    }
    first[j + 1] = demand.length
  }
  return {
    candidateCount: matrix.candidateCount,
    eligible,
    isForced,
    siteCount: Math.min(problem.siteCount!, eligible.length),
    capacity: capacity!,
    mayDivide: problem.mayDivide ?? false,
    demandIndex: Uint32Array.from(listed),
    weight: Float64Array.from(listed, (i) => weight[i]),
    first,
    demand: Uint32Array.from(demand),
    cost: Float64Array.from(cost),
    unservedCost: problem.unservedCost ?? Infinity,
  }
}

/** Capacities and loads are sums of weights; rounding must not make a full site overfull. */
export function capacityTolerance(capacity: number): number {
  return 1e-9 * Math.max(1, capacity)
}

/** What goes where: weight by pair of the problem, in the order of its arrays. */
export interface CapacitatedPlan {
  readonly chosen: readonly number[]
  /** Length of `cost`. */
  readonly amount: Float64Array
  /** By demand. */
  readonly unserved: Float64Array
  readonly unservedWeight: number
  /** Σ weight · cost of what is served. */
  readonly servedCost: number
}

/** Total with unserved weight at its cost; Infinity where everything must be served and is not. */
export function totalCost(
  { unservedCost }: CapacitatedProblem,
  { servedCost, unservedWeight }: CapacitatedPlan,
): number {
  return servedCost + (unservedWeight === 0 ? 0 : unservedWeight * unservedCost)
}
