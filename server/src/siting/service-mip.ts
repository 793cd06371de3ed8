/**
 * The radius formulation of the p-median problem (Cornuéjols, Nemhauser, Wolsey 1980; Elloumi 2010) for any table of losses:
 * for every demand the distinct losses D¹ < … < D^K < D^(K+1) = base, and z_k = 1 where no open candidate is within D^k:
 *
 *   min Σ D¹ + Σ_k (D^(k+1) − D^k) z_k,  z_k ≥ z_(k−1) − Σ_{j at D^k} y_j,  Σ y ≤ p,  y binary, 0 ≤ z ≤ 1
 *
 * With one loss (MCLP) this is the formulation of Church & ReVelle. z needs no integrality.
 */
import { hasWholeLosses, type LossTable } from './loss-table.ts'
import type { ClosingTest } from './lagrangian-bound.ts'
import { MipBuilder, type MipModel } from './mip-model.ts'

export interface ServiceMipInput {
  /** What is minimised; null: the number of sites. */
  readonly goal: LossTable | null
  /** Further tables whose loss must not exceed a limit. */
  readonly limits: readonly { readonly table: LossTable; readonly limit: number }[]
  /** Candidates that may open, ascending. */
  readonly candidates: Uint32Array
  /** Those of them that must. */
  readonly mustOpen: Uint32Array
  /** Number of open candidates; the largest one where there are fewer candidates, or where their number is the goal. */
  readonly siteCount: number
  /** What is known of every set looked for: levels of the goal are not needed where one of the candidates before is open. */
  readonly mustOpenOneOf?: ClosingTest
  /** Lists of candidates of which at least so many must be open. */
  readonly covers: readonly { readonly candidates: readonly number[]; readonly atLeast: number }[]
}

export interface ServiceMip {
  readonly model: MipModel
  /** Candidate of each of the first columns. */
  readonly candidateOfColumn: Uint32Array
}

/** @returns null where the model would have more entries than `largestEntries` */
export function buildServiceMip(input: ServiceMipInput, largestEntries: number): ServiceMip | null {
  const { goal, limits, candidates, mustOpen, siteCount, covers } = input
  const builder = new MipBuilder()
  if (goal === null) builder.step = 1
  const isOpen = new Set(mustOpen)
  const columnOf = new Map<number, number>()
  for (const j of candidates) {
    columnOf.set(j, builder.addColumn(goal === null ? 1 : 0, isOpen.has(j) ? 1 : 0, 1, true))
  }
  for (const j of candidates) builder.addEntry(columnOf.get(j)!, 1)
  const isCounted = goal !== null && candidates.length >= siteCount
  builder.endRow(isCounted ? siteCount : -Infinity, siteCount)
  // Of more candidates than stay closed one is open, so that levels beyond are never needed.
  const closedCount = isCounted ? candidates.length - siteCount : Infinity
  for (const { candidates: list, atLeast } of covers) {
    for (const j of list) if (columnOf.has(j)) builder.addEntry(columnOf.get(j)!, 1)
    builder.endRow(atLeast, Infinity)
  }
  const addTable = (table: LossTable, isGoal: boolean): Levels | null =>
    addLevels(builder, table, {
      candidates,
      columnOf,
      isOpen,
      closedCount,
      isGoal,
      largestEntries,
      mustOpenOneOf: isGoal ? input.mustOpenOneOf : undefined,
    })
  if (builder.entryCount > largestEntries) return null
  if (goal !== null) {
    const levels = addTable(goal, true)
    if (levels === null) return null
    builder.offset = levels.constant
    builder.step = hasWholeLosses(goal) ? 1 : 0
  }
  for (const { table, limit } of limits) {
    const levels = addTable(table, false)
    if (levels === null) return null
    for (const { column, size } of levels.steps) builder.addEntry(column, size)
    builder.endRow(-Infinity, limit - levels.constant)
  }
  return { model: builder.build(), candidateOfColumn: candidates.slice() }
}

interface Levels {
  readonly steps: { readonly column: number; readonly size: number }[]
  readonly constant: number
}

interface LevelOptions {
  readonly candidates: Uint32Array
  readonly columnOf: ReadonlyMap<number, number>
  readonly isOpen: ReadonlySet<number>
  readonly closedCount: number
  readonly isGoal: boolean
  readonly largestEntries: number
  readonly mustOpenOneOf: ClosingTest | undefined
}

/** @returns null where the model would grow beyond its size */
function addLevels(builder: MipBuilder, table: LossTable, options: LevelOptions): Levels | null {
  const { candidates, columnOf, isOpen, closedCount, isGoal, largestEntries, mustOpenOneOf } = options
  const { first, order, candidate } = listByDemand(table, candidates)
  const steps: { column: number; size: number }[] = []
  let { constant } = table
  for (let i = 0; i < table.demandCount; i++) {
    if (builder.entryCount + steps.length > largestEntries) return null
    const end = first[i + 1]
    let before = -1
    let at = first[i]
    const closer: number[] = []
    constant += at < end ? table.loss[order[at]] : table.base[i]
    while (at < end) {
      const level = table.loss[order[at]]
      const from = at
      let isServed = false
      while (at < end && table.loss[order[at]] === level) isServed = isOpen.has(candidate[at++]) || isServed
      // Some site that is open serves here: no level beyond is needed.
      if (isServed || at - first[i] > closedCount) break
      const next = at < end ? table.loss[order[at]] : table.base[i]
      for (let e = from; e < at; e++) builder.addEntry(columnOf.get(candidate[e])!, 1)
      if (before >= 0) builder.addEntry(before, -1)
      if (mustOpenOneOf !== undefined) closer.push(...candidate.subarray(from, at))
      const isLast = mustOpenOneOf?.(closer, i, next) === true
      const column = isLast ? -1 : builder.addColumn(isGoal ? next - level : 0, 0, 1, false)
      if (column >= 0) {
        builder.addEntry(column, 1)
        steps.push({ column, size: next - level })
      }
      builder.endRow(before >= 0 ? 0 : 1, Infinity)
      if (isLast) break
      before = column
    }
  }
  return { steps, constant }
}

/** Entries of some candidates by demand, ascending by loss. */
function listByDemand(
  { demandCount, first, demand, loss }: LossTable,
  candidates: Uint32Array,
): { first: Uint32Array; order: Uint32Array; candidate: Uint32Array } {
  const firstOf = new Uint32Array(demandCount + 1)
  for (const j of candidates) for (let e = first[j]; e < first[j + 1]; e++) firstOf[demand[e] + 1]++
  for (let i = 0; i < demandCount; i++) firstOf[i + 1] += firstOf[i]
  const order = new Uint32Array(firstOf[demandCount])
  const owner = new Uint32Array(loss.length)
  const next = firstOf.slice(0, demandCount)
  for (const j of candidates) {
    for (let e = first[j]; e < first[j + 1]; e++) {
      owner[e] = j
      order[next[demand[e]]++] = e
    }
  }
  for (let i = 0; i < demandCount; i++)
    order.subarray(firstOf[i], firstOf[i + 1]).sort((a, b) => loss[a] - loss[b] || a - b)
  return { first: firstOf, order, candidate: order.map((e) => owner[e]) }
}
