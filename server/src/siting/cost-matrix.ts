import type { ReachTable } from '../reach/nearest-table.ts'

/**
 * What it costs to reach each candidate, sparse and by candidate. Any unit; pairs that cannot be reached are absent.
 * A candidate names a demand at most once.
 */
export interface CostMatrix {
  readonly candidateCount: number
  readonly demandCount: number
  /** Length candidateCount + 1: pairs of candidate j are first[j] … first[j + 1] − 1. */
  readonly first: Uint32Array
  /** Demand of each pair, 0 … demandCount − 1. */
  readonly demand: Uint32Array
  /** Cost of each pair, finite and ≥ 0. */
  readonly cost: Float64Array | Uint16Array
}

/** The same arrays seen as a matrix: facilities are candidates, cells are demand, costs are deciseconds. Nothing is copied. */
export function costMatrixOfReachTable(table: ReachTable): CostMatrix {
  return {
    candidateCount: table.facilityCount,
    demandCount: table.cellCount,
    first: table.facilityFirst,
    demand: table.cell,
    cost: table.deciseconds,
  }
}

/** @throws RangeError with the first pair that breaks what `CostMatrix` says. O(pairs). */
export function checkCostMatrix({ candidateCount, demandCount, first, demand, cost }: CostMatrix): void {
  if (first.length !== candidateCount + 1) {
    throw new RangeError(`first has ${first.length} entries for ${candidateCount} candidates`)
  }
  const pairCount = first[candidateCount] ?? 0
  if ((first[0] ?? 0) !== 0 || demand.length < pairCount || cost.length < pairCount) {
    throw new RangeError(`${pairCount} pairs, but ${demand.length} demands and ${cost.length} costs`)
  }
  /** Candidate + 1 that named a demand last. */
  const namedBy = new Uint32Array(demandCount)
  for (let j = 0; j < candidateCount; j++) {
    if (first[j] > first[j + 1]) throw new RangeError(`first falls from ${first[j]} to ${first[j + 1]} at ${j}`)
    for (let e = first[j]; e < first[j + 1]; e++) {
      const i = demand[e]
      if (i >= demandCount) throw new RangeError(`candidate ${j} names demand ${i} of ${demandCount}`)
      if (namedBy[i] === j + 1) throw new RangeError(`candidate ${j} names demand ${i} twice`)
      namedBy[i] = j + 1
      if (!(cost[e] >= 0 && cost[e] < Infinity)) throw new RangeError(`cost ${cost[e]} of candidate ${j}, demand ${i}`)
    }
  }
}
