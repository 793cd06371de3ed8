import type { LossTable } from './loss-table.ts'

/** Comparisons of entries after which the search ends: what is not found by then stays, which is correct as well. */
const MOST_STEPS = 2e8
/** Tables with more entries are left as they are: the lists by demand would take too much memory. */
const MOST_ENTRIES = 1e7

/**
 * Candidates without those that another one serves all demand of at least as well: some best set does without them. Of equal
 * candidates the smallest index stays, and candidates that must open stay.
 */
export function dropDominated(table: LossTable, candidates: Uint32Array, mustOpen: Uint32Array): Uint32Array {
  const { first, demand, loss, demandCount } = table
  if (loss.length > MOST_ENTRIES) return candidates
  const serving: number[][] = Array.from({ length: demandCount }, () => [])
  for (const j of candidates) for (let e = first[j]; e < first[j + 1]; e++) serving[demand[e]].push(j)
  const isKept = new Set(mustOpen)
  const lossOf = new Float64Array(demandCount).fill(Infinity)
  const dropped = new Set<number>()
  let steps = 0
  for (const j of candidates) {
    if (isKept.has(j) || steps > MOST_STEPS) continue
    if (first[j] === first[j + 1]) {
      dropped.add(j)
      continue
    }
    // Whoever serves all of it also serves the demand that fewest serve.
    let rarest = demand[first[j]]
    for (let e = first[j]; e < first[j + 1]; e++) {
      if (serving[demand[e]].length < serving[rarest].length) rarest = demand[e]
    }
    for (const other of serving[rarest]) {
      if (other === j || dropped.has(other)) continue
      if (first[other + 1] - first[other] < first[j + 1] - first[j]) continue
      steps += first[other + 1] - first[other] + first[j + 1] - first[j]
      for (let e = first[other]; e < first[other + 1]; e++) lossOf[demand[e]] = loss[e]
      let isAsGood = true
      let isBetter = first[other + 1] - first[other] > first[j + 1] - first[j]
      for (let e = first[j]; isAsGood && e < first[j + 1]; e++) {
        isAsGood = lossOf[demand[e]] <= loss[e]
        isBetter ||= lossOf[demand[e]] < loss[e]
      }
      for (let e = first[other]; e < first[other + 1]; e++) lossOf[demand[e]] = Infinity
      if (isAsGood && (isBetter || other < j)) {
        dropped.add(j)
        break
      }
    }
  }
  return candidates.filter((j) => !dropped.has(j))
}
