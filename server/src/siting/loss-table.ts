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
 * their base and their unit losses from all candidates are equal: classes are refined candidate by candidate. Most demand has
 * a column of its own, which a hash tells at once, so that only the rest is refined.
 */
function mergeEqual(spec: LossSpec, base: Float64Array): { classOf: Int32Array; classCount: number } {
  const { matrix, eligible, unitOf } = spec
  const hasTwin = findPossibleTwins(spec, base)
  const classOf = new Int32Array(matrix.demandCount).fill(-1)
  let classCount = 0
  const classOfBase = new Map<number, number>()
  for (let i = 0; i < base.length; i++) {
    if (hasTwin[i] === NO_GAIN) continue
    let c = hasTwin[i] === TWIN ? classOfBase.get(base[i]) : classCount++
    if (c === undefined) classOfBase.set(base[i], (c = classCount++))
    classOf[i] = c
  }
  const next = new Map<number, Map<number, number>>()
  for (const j of eligible) {
    next.clear()
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      const i = matrix.demand[e]
      if (hasTwin[i] !== TWIN) continue
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

const NO_GAIN = 0
const ALONE = 1
const TWIN = 2

/** By demand: `NO_GAIN`, `ALONE` where no other demand has the same column, `TWIN` where one may have. */
function findPossibleTwins({ matrix, eligible, weight, unitOf }: LossSpec, base: Float64Array): Uint8Array {
  const low = new Int32Array(matrix.demandCount)
  const high = new Int32Array(matrix.demandCount)
  const state = new Uint8Array(matrix.demandCount)
  for (const j of eligible) {
    for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) {
      const i = matrix.demand[e]
      if (weight[i] <= 0) continue
      const unit = unitOf(matrix.cost[e])
      if (unit >= base[i]) continue
      state[i] = ALONE
      const entry = Math.imul(j + 1, 0x9e3779b1) ^ ((unit * 4099) | 0)
      low[i] = Math.imul(low[i] ^ entry, 0x01000193)
      high[i] = (Math.imul(high[i], 31) + Math.imul(entry, 0x85ebca6b)) | 0
    }
  }
  const firstOf = new Map<number, number>()
  for (let i = 0; i < state.length; i++) {
    if (state[i] === NO_GAIN) continue
    const key = (low[i] >>> 0) * 0x20_0000 + (high[i] & 0x1f_ffff)
    const other = firstOf.get(key)
    if (other === undefined) firstOf.set(key, i)
    else state[i] = state[other] = TWIN
  }
  return state
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
