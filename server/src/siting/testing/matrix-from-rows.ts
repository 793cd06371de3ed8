import type { CostMatrix } from '../cost-matrix.ts'

/** One row per candidate, one cost per demand; null where it cannot be reached. */
export function matrixFromRows(
  rows: readonly (readonly (number | null)[])[],
  demandCount = rows[0]?.length ?? 0,
): CostMatrix {
  const first = new Uint32Array(rows.length + 1)
  const demand: number[] = []
  const cost: number[] = []
  rows.forEach((row, j) => {
    row.forEach((value, i) => {
      if (value === null) return
      demand.push(i)
      cost.push(value)
    })
    first[j + 1] = demand.length
  })
  return {
    candidateCount: rows.length,
    demandCount,
    first,
    demand: Uint32Array.from(demand),
    cost: Float64Array.from(cost),
  }
}
