import { capacityTolerance, type CapacitatedProblem } from './capacitated-problem.ts'
import { MipBuilder, type MipModel } from './mip-model.ts'

export interface CapacitatedMip {
  readonly model: MipModel
  /** Sites are the first columns, in the order of `eligible`; then one column per pair in `pairs`. */
  readonly pairs: readonly { readonly column: number; readonly entry: number }[]
}

/**
 * min Σ w c x (+ unserved), Σ_j x = 1, Σ_i w x ≤ S y, x ≤ y, Σ y ≤ siteCount; x binary, or a share where demand may be divided.
 *
 * @returns null where the model would have more entries than that
 */
export function buildCapacitatedMip(problem: CapacitatedProblem, largestEntries: number): CapacitatedMip | null {
  const { eligible, isForced, siteCount, capacity, mayDivide, weight, first, demand, cost, unservedCost } = problem
  if (4 * cost.length > largestEntries) return null
  const builder = new MipBuilder()
  const siteColumn = new Map<number, number>()
  for (const j of eligible) siteColumn.set(j, builder.addColumn(0, isForced[j], 1, true))
  for (const column of siteColumn.values()) builder.addEntry(column, 1)
  builder.endRow(-Infinity, siteCount)
  const pairs: { column: number; entry: number }[] = []
  const ofDemand: number[][] = Array.from(weight, () => [])
  for (const j of eligible) {
    const own: { column: number; entry: number }[] = []
    for (let e = first[j]; e < first[j + 1]; e++) {
      const fits = weight[demand[e]] <= capacity[j] + capacityTolerance(capacity[j])
      if ((!fits && !mayDivide) || cost[e] > unservedCost) continue
      const column = builder.addColumn(weight[demand[e]] * cost[e], 0, 1, !mayDivide)
      own.push({ column, entry: e })
      ofDemand[demand[e]].push(column)
    }
    for (const { column, entry } of own) builder.addEntry(column, weight[demand[entry]])
    builder.addEntry(siteColumn.get(j)!, -capacity[j])
    builder.endRow(-Infinity, 0)
    for (const { column } of own) {
      builder.addEntry(column, 1)
      builder.addEntry(siteColumn.get(j)!, -1)
      builder.endRow(-Infinity, 0)
    }
    pairs.push(...own)
  }
  for (let i = 0; i < weight.length; i++) {
    for (const column of ofDemand[i]) builder.addEntry(column, 1)
    if (unservedCost < Infinity) builder.addEntry(builder.addColumn(weight[i] * unservedCost, 0, 1, !mayDivide), 1)
    builder.endRow(1, 1)
  }
  return { model: builder.build(), pairs }
}
