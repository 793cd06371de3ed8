import type { LossTable } from './loss-table.ts'

/** n over k, Infinity where it is beyond all use. */
export function countSets(n: number, k: number): number {
  let count = 1
  for (let i = 0; i < Math.min(k, n - k); i++) {
    count = (count * (n - i)) / (i + 1)
    if (count > 1e12) return Infinity
  }
  return k < 0 || k > n ? 0 : Math.round(count)
}

/** Elementary steps that looking at all sets would take. */
export function countEnumerationSteps(goals: readonly LossTable[], candidateCount: number, siteCount: number): number {
  const perSet = goals.reduce((sum, table) => {
    const meanEntries = table.loss.length / Math.max(1, candidateCount)
    return sum + 2 * table.demandCount + siteCount * meanEntries + 50
  }, 0)
  return countSets(candidateCount, siteCount) * perSet
}

/** Offers every set of so many candidates that contains all of `fixed` to the pool, smaller indexes first. */
export function enumerateSets(
  pool: { add(chosen: readonly number[]): unknown },
  eligible: ArrayLike<number>,
  fixed: readonly number[],
  siteCount: number,
): void {
  const isFixed = new Set(fixed)
  const free = Array.from(eligible).filter((j) => !isFixed.has(j))
  const chosen = [...fixed]
  const visit = (from: number): void => {
    if (chosen.length === siteCount) {
      pool.add(chosen)
      return
    }
    const missing = siteCount - chosen.length
    for (let n = from; n <= free.length - missing; n++) {
      chosen.push(free[n])
      visit(n + 1)
      chosen.pop()
    }
  }
  visit(0)
}
