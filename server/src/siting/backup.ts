/** Backup coverage (Hogan & ReVelle 1986) as counts: how many places serve each demand within the threshold. */
import { countCovers } from './evaluate-set.ts'
import { buildLossTable, type LossTable } from './loss-table.ts'
import { MipBuilder, type MipModel } from './mip-model.ts'
import type { SitingProblem } from './siting-problem.ts'

export interface BackupTable {
  /** Merged demand with at most one existing place, and who serves it. Losses are of no meaning. */
  readonly table: LossTable
  /** By merged demand: existing places that serve it, 0 or 1. */
  readonly existing: Uint8Array
  /** Weight that may be served twice, whatever opens. */
  readonly total: number
  /** No set of so many sites that serves everything serves more weight twice. */
  computeBound(forced: readonly number[], siteCount: number): { readonly bound: number }
}

export function buildBackupTable(problem: SitingProblem, eligible: Uint32Array): BackupTable {
  const { matrix, weight, threshold } = problem
  const covers = countCovers(problem, [])
  const table = buildLossTable({
    matrix,
    eligible,
    weight,
    unitOf: (cost) => (cost <= threshold! ? 0 : 2),
    // The base keeps demand with and without an existing place apart.
    baseUnit: (i) => (covers[i] >= 2 ? 0 : 2 - covers[i]),
  })
  const existing = Uint8Array.from(table.base, (base, i) => (base === table.weight[i] ? 1 : 0))
  let servedTwice = 0
  for (let i = 0; i < covers.length; i++) if (covers[i] >= 2) servedTwice += weight[i]
  const total = servedTwice + table.weight.reduce((sum, people) => sum + people, 0)
  return {
    table,
    existing,
    total,
    computeBound(forced, siteCount) {
      // Each demand is served once, and more than once only by what the sites can take beyond that.
      const people = new Map<number, number>()
      for (const j of eligible) {
        let sum = 0
        for (let e = table.first[j]; e < table.first[j + 1]; e++) sum += table.weight[table.demand[e]]
        people.set(j, sum)
      }
      const isForced = new Set(forced)
      const others = [...eligible].filter((j) => !isForced.has(j)).map((j) => people.get(j)!)
      const most = [...forced.map((j) => people.get(j)!), ...others.sort((a, b) => b - a)].slice(0, siteCount)
      let once = 0
      for (let i = 0; i < table.demandCount; i++) if (existing[i] === 0) once += table.weight[i]
      const beyond = most.reduce((sum, value) => sum + value, 0) - once
      return { bound: Math.min(total, servedTwice + Math.max(0, beyond)) }
    },
  }
}

/**
 * Swaps that leave nobody unserved and serve more weight twice, until there is none.
 *
 * @returns every set on the way, best last
 */
export function searchBackup(
  { table, existing }: BackupTable,
  options: { readonly eligible: Uint32Array; readonly isForced: Uint8Array; readonly shouldStop: () => boolean },
  start: readonly number[],
): number[][] {
  const { first, demand, weight } = table
  const chosen = [...start]
  const sets = [[...chosen]]
  const counts = new Uint32Array(table.demandCount)
  const change = (j: number, by: 1 | -1): number => {
    let twice = 0
    for (let e = first[j]; e < first[j + 1]; e++) {
      const i = demand[e]
      counts[i] += by
      if (by === 1 && counts[i] === 2) twice += weight[i]
      if (by === -1 && counts[i] === 1) twice -= weight[i]
    }
    return twice
  }
  counts.set(existing)
  for (const j of chosen) change(j, 1)
  for (let isBetter = true; isBetter && !options.shouldStop();) {
    isBetter = false
    for (let r = 0; r < chosen.length && !isBetter; r++) {
      const old = chosen[r]
      if (options.isForced[old] === 1) continue
      const lost = change(old, -1)
      const missing = listZero(table, counts, old)
      let best = { gain: -lost, j: old }
      for (const j of options.eligible) {
        if (chosen.includes(j)) continue
        let gain = 0
        let served = 0
        for (let e = first[j]; e < first[j + 1]; e++) {
          if (counts[demand[e]] === 1) gain += weight[demand[e]]
          else if (counts[demand[e]] === 0) served++
        }
        if (served === missing && gain > best.gain) best = { gain, j }
      }
      change(best.j, 1)
      if (best.j === old) continue
      chosen[r] = best.j
      isBetter = true
      sets.push([...chosen])
    }
  }
  return sets
}

/** Demand of candidate j that nothing serves now. */
function listZero({ first, demand }: LossTable, counts: Uint32Array, j: number): number {
  let zero = 0
  for (let e = first[j]; e < first[j + 1]; e++) if (counts[demand[e]] === 0) zero++
  return zero
}

/**
 * min Σ w (1 − u) over the merged demand, Σ_j a_ij y_j + existing ≥ 1 + u_i, Σ y = siteCount. The first columns are the eligible candidates in order.
 *
 * @returns null where the model would have more entries than that
 */
export function buildBackupMip(
  { table, existing }: BackupTable,
  eligible: Uint32Array,
  forced: readonly number[],
  siteCount: number,
  largestEntries: number,
): MipModel | null {
  const { first, demand, weight, loss } = table
  if (loss.length > largestEntries) return null
  const isForced = new Set(forced)
  const builder = new MipBuilder()
  const serving: number[][] = Array.from({ length: table.demandCount }, () => [])
  for (const j of eligible) {
    const column = builder.addColumn(0, isForced.has(j) ? 1 : 0, 1, true)
    builder.addEntry(column, 1)
    for (let e = first[j]; e < first[j + 1]; e++) serving[demand[e]].push(column)
  }
  builder.endRow(siteCount, siteCount)
  for (let i = 0; i < table.demandCount; i++) {
    for (const column of serving[i]) builder.addEntry(column, 1)
    if (serving[i].length + existing[i] >= 2) builder.addEntry(builder.addColumn(-weight[i], 0, 1, false), -1)
    builder.endRow(1 - existing[i], Infinity)
  }
  builder.offset = weight.reduce((sum, people) => sum + people, 0)
  return builder.build()
}
