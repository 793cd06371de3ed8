/**
 * The form in which MCLP, p-median and the gap model are the same problem: every demand has a loss that the best of the open
 * candidates determines, and the total loss is to be small (see docs/methods/siting-mclp.md and siting-p-median.md). Entries
 * that are no better than the loss without any candidate are left out, demand without weight or without entries too, and
 * demand to which all candidates are the same is merged: none of this changes the total loss of any set of candidates.
 */
import type { CostMatrix } from './cost-matrix.ts'

export interface LossTable {
  readonly candidateCount: number
  /** Merged demand. */
  readonly demandCount: number
  /** Length demandCount: loss where no candidate serves, ≥ 0. */
  readonly base: Float64Array
  /** Length candidateCount + 1. Candidates that are not eligible have no entries. */
  readonly first: Uint32Array
  readonly demand: Uint32Array
  /** 0 ≤ loss < base of the demand. */
  readonly loss: Float64Array
  /** Loss of demand that is left out because no candidate changes it. */
  readonly constant: number
  /** What the merged demand weighs; loss = weight · unit loss. */
  readonly weight: Float64Array
}

export interface LossSpec {
  readonly matrix: CostMatrix
  /** Candidates with entries, ascending. */
  readonly eligible: Uint32Array
  readonly weight: Float64Array
  /** Loss per weight of a cost; finite, not falling. */
  readonly unitOf: (cost: number) => number
  /** Loss per weight where no candidate serves; demand where it is Infinity and that no candidate reaches is left out. */
  readonly baseUnit: (demand: number) => number
}

/** O(pairs); besides the result one number per pair and demand. */
export function buildLossTable(spec: LossSpec): LossTable {
  const { matrix, eligible, weight, unitOf, baseUnit } = spec
  const base = new Float64Array(matrix.demandCount)
  for (let i = 0; i < base.length; i++) base[i] = weight[i] > 0 ? baseUnit(i) : 0
  const { classOf, classCount } = mergeEqual(spec, base)

  // One demand stands for its class; the weights add up.
  const standsFor = new Int32Array(matrix.demandCount).fill(-1)
  const classWeight = new Float64Array(classCount)
  const classBase = new Float64Array(classCount)
  const seen = new Uint8Array(classCount)
  let constant = 0
  for (let i = 0; i < base.length; i++) {
    const c = classOf[i]
    if (c < 0) {
      if (base[i] < Infinity) constant += weight[i] * base[i]
      continue
    }
    if (seen[c] === 0) {
      seen[c] = 1
      standsFor[i] = c
      classBase[c] = base[i]
    }
    classWeight[c] += weight[i]
  }

  let pairCount = 0
  const visit = (onPair: (j: number, c: number, unit: number) => void): void => {
    for (const j of eligible) {
      for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
        const i = matrix.demand[e]
        if (standsFor[i] < 0) continue
        const unit = unitOf(matrix.cost[e])
        if (unit < base[i]) onPair(j, standsFor[i], unit)
      }
    }
  }
  const first = new Uint32Array(matrix.candidateCount + 1)
  visit((j) => first[j + 1]++)
  for (let j = 0; j < matrix.candidateCount; j++) first[j + 1] += first[j]
  const demand = new Uint32Array(first[matrix.candidateCount])
  const loss = new Float64Array(first[matrix.candidateCount])
  visit((_, c, unit) => {
    demand[pairCount] = c
    loss[pairCount++] = classWeight[c] * unit
  })
  for (let c = 0; c < classCount; c++) classBase[c] *= classWeight[c]
  const { candidateCount } = matrix
  return {
    candidateCount,
    demandCount: classCount,
    base: classBase,
    first,
    demand,
    loss,
    constant,
    weight: classWeight,
  }
}

/**
 * Class of every demand, −1 for demand of weight 0 and demand that no candidate improves. Two demands are in one class when
 * their base and their unit losses from all candidates are equal. Classes are refined candidate by candidate.
 */
function mergeEqual(
  { matrix, eligible, weight, unitOf }: LossSpec,
  base: Float64Array,
): { classOf: Int32Array; classCount: number } {
  const classOf = new Int32Array(matrix.demandCount).fill(-1)
  const isServed = new Uint8Array(matrix.demandCount)
  for (const j of eligible) {
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      const i = matrix.demand[e]
      if (weight[i] > 0 && unitOf(matrix.cost[e]) < base[i]) isServed[i] = 1
    }
  }
  let classCount = 0
  const classOfBase = new Map<number, number>()
  for (let i = 0; i < base.length; i++) {
    if (isServed[i] === 0) continue
    let c = classOfBase.get(base[i])
    if (c === undefined) classOfBase.set(base[i], (c = classCount++))
    classOf[i] = c
  }
  const next = new Map<number, Map<number, number>>()
  for (const j of eligible) {
    next.clear()
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      const i = matrix.demand[e]
      if (isServed[i] === 0) continue
      const unit = unitOf(matrix.cost[e])
      if (unit >= base[i]) continue
      let byUnit = next.get(classOf[i])
      if (byUnit === undefined) next.set(classOf[i], (byUnit = new Map()))
      let c = byUnit.get(unit)
      if (c === undefined) byUnit.set(unit, (c = classCount++))
      classOf[i] = c
    }
  }
  // Number the classes that are left in order of their first demand.
  const number = new Map<number, number>()
  for (let i = 0; i < classOf.length; i++) {
    if (classOf[i] < 0) continue
    let c = number.get(classOf[i])
    if (c === undefined) number.set(classOf[i], (c = number.size))
    classOf[i] = c
  }
  return { classOf, classCount: number.size }
}

/** Total loss with these candidates open, `constant` included. */
export function computeLoss(table: LossTable, chosen: ArrayLike<number>): number {
  const best = table.base.slice()
  for (let n = 0; n < chosen.length; n++) {
    for (let e = table.first[chosen[n]]; e < table.first[chosen[n] + 1]; e++) {
      if (table.loss[e] < best[table.demand[e]]) best[table.demand[e]] = table.loss[e]
    }
  }
  let total = table.constant
  for (let i = 0; i < best.length; i++) total += best[i]
  return total
}

/** Whether every set of candidates has a whole loss. */
export function hasWholeLosses({ base, loss, constant }: LossTable): boolean {
  return Number.isInteger(constant) && base.every(Number.isInteger) && loss.every(Number.isInteger)
}
