/**
 * A bound that no set of sites can beat, without a solver: the Lagrangian relaxation of the p-median problem (Cornuéjols,
 * Fisher, Nemhauser 1977), with multipliers by the subgradient method. Every set of multipliers gives a bound; the best ones
 * come close to the linear relaxation. They also say which candidates cannot be part of any set better than the one known,
 * and which must be: what is left for the exact solver is often a few dozen of thousands. O(entries) for one iteration.
 */
import type { LossTable } from './loss-table.ts'

export interface LagrangianInput {
  readonly table: LossTable
  readonly eligible: Uint32Array
  readonly isForced: Uint8Array
  readonly siteCount: number
  /** Loss of a feasible set, `constant` included; candidates are decided against sets at most that bad. */
  readonly upperBound: number
  readonly iterations: number
  readonly shouldStop?: () => boolean
}

export interface LagrangianBound {
  /** At most the loss of every set of at most siteCount candidates; `constant` included, rounding deducted. */
  readonly bound: number
  /** Candidates that a set with a loss of at most `upperBound` can contain; forced ones included. */
  readonly remaining: Uint32Array
  /** Those of them that every such set contains. */
  readonly mustOpen: Uint32Array
  /** What the bound says of sets made of some of the remaining candidates. */
  readonly createClosingTest: (candidates: Uint32Array) => ClosingTest
}

/**
 * Whether every set as good as the one known opens one of these candidates, given that the demand loses at least so much where
 * none of them is open. False where the bound does not tell.
 */
export type ClosingTest = (closed: readonly number[], demand: number, otherwiseLoss: number) => boolean

/** What rounding may have added to a sum of so many losses. */
const ROUNDING_SHARE = 1e-10

export function computeLagrangianBound(input: LagrangianInput): LagrangianBound {
  const { table, isForced, siteCount, upperBound } = input
  const { base, constant } = table
  const goal = upperBound - constant
  let remaining = input.eligible
  const mustOpen = new Set<number>([...remaining].filter((j) => isForced[j] === 1))
  const margin = ROUNDING_SHARE * (base.reduce((sum, loss) => sum + loss, 0) + constant)
  const multiplier = startMultipliers(input)
  const best = { bound: 0, multiplier: multiplier.slice() }
  const reduced = new Float64Array(table.candidateCount)
  const served = new Int32Array(table.demandCount)
  let step = 1.5
  let stale = 0
  for (let n = 0; n < input.iterations && step > 1e-4; n++) {
    if (n > 0 && n % 8 === 0 && input.shouldStop?.() === true) break
    const { bound, picked } = relax(table, remaining, mustOpen, siteCount, multiplier, reduced)
    if (bound > best.bound || n === 0) {
      stale = 0
      best.bound = bound
      best.multiplier.set(multiplier)
      remaining = decide(remaining, mustOpen, siteCount, reduced, picked, bound, goal + margin)
      if (best.bound >= goal - margin) break
    } else if (++stale >= 12) {
      stale = 0
      step /= 2
      multiplier.set(best.multiplier)
      continue
    }
    moveMultipliers(table, picked, multiplier, served, step, goal - bound)
  }
  return {
    // A set as good as the one known obeys all that was decided, so its loss caps what is known of the others.
    bound: Math.max(0, Math.min(best.bound, goal) - margin) + constant,
    remaining,
    mustOpen: Uint32Array.from(mustOpen).sort(),
    createClosingTest: (candidates) =>
      createClosingTest(table, candidates, mustOpen, siteCount, best.multiplier, goal + margin),
  }
}

function createClosingTest(
  table: LossTable,
  remaining: Uint32Array,
  mustOpen: ReadonlySet<number>,
  siteCount: number,
  multiplier: Float64Array,
  goal: number,
): ClosingTest {
  const reduced = new Float64Array(table.candidateCount)
  relax(table, remaining, mustOpen, siteCount, multiplier, reduced)
  const free = [...remaining].filter((j) => !mustOpen.has(j)).sort((a, b) => reduced[a] - reduced[b] || a - b)
  let fixed = 0
  for (let i = 0; i < multiplier.length; i++) fixed += multiplier[i]
  for (const j of mustOpen) fixed += reduced[j]
  const isClosed = new Uint8Array(table.candidateCount)
  return (closed, demand, otherwiseLoss) => {
    for (const j of closed) isClosed[j] = 1
    // Candidates that serve the demand no better than that do not mind if its multiplier is raised to it.
    let bound = fixed + Math.max(0, otherwiseLoss - multiplier[demand])
    let missing = siteCount - mustOpen.size
    for (let n = 0; n < free.length && missing > 0; n++) {
      if (isClosed[free[n]] === 1) continue
      bound += reduced[free[n]]
      missing--
    }
    for (const j of closed) isClosed[j] = 0
    return bound > goal
  }
}

/** Half way to what each demand loses without any candidate. */
function startMultipliers({ table, eligible }: LagrangianInput): Float64Array {
  const lowest = table.base.slice()
  for (const j of eligible) {
    for (let e = table.first[j]; e < table.first[j + 1]; e++) {
      if (table.loss[e] < lowest[table.demand[e]]) lowest[table.demand[e]] = table.loss[e]
    }
  }
  return lowest.map((loss, i) => loss + (table.base[i] - loss) * 0.5)
}

function relax(
  { base, first, demand, loss }: LossTable,
  remaining: Uint32Array,
  mustOpen: ReadonlySet<number>,
  siteCount: number,
  multiplier: Float64Array,
  reduced: Float64Array,
): { bound: number; picked: number[] } {
  let bound = 0
  for (let i = 0; i < base.length; i++) bound += multiplier[i]
  const free: number[] = []
  const picked = [...mustOpen]
  for (const j of remaining) {
    let sum = 0
    for (let e = first[j]; e < first[j + 1]; e++) {
      const difference = loss[e] - multiplier[demand[e]]
      if (difference < 0) sum += difference
    }
    reduced[j] = sum
    if (!mustOpen.has(j)) free.push(j)
  }
  free.sort((a, b) => reduced[a] - reduced[b] || a - b)
  for (let n = 0; picked.length < siteCount && n < free.length; n++) picked.push(free[n])
  for (const j of picked) bound += reduced[j]
  return { bound, picked }
}

/** Drops candidates whose opening would push the bound above the goal, and adds to `mustOpen` those whose closing would. */
function decide(
  remaining: Uint32Array,
  mustOpen: Set<number>,
  siteCount: number,
  reduced: Float64Array,
  picked: readonly number[],
  bound: number,
  goal: number,
): Uint32Array {
  const isPicked = new Set(picked)
  const free = picked.filter((j) => !mustOpen.has(j))
  const worstPicked = free.reduce((worst, j) => Math.max(worst, reduced[j]), -Infinity)
  let bestUnpicked = 0
  for (const j of remaining) if (!isPicked.has(j) && reduced[j] < bestUnpicked) bestUnpicked = reduced[j]
  const isFull = mustOpen.size >= siteCount
  const kept = remaining.filter((j) => {
    if (isPicked.has(j)) return true
    return !isFull && bound + reduced[j] - worstPicked <= goal
  })
  for (const j of free) if (bound - reduced[j] + bestUnpicked > goal) mustOpen.add(j)
  return kept
}

function moveMultipliers(
  { base, first, demand, loss }: LossTable,
  picked: readonly number[],
  multiplier: Float64Array,
  served: Int32Array,
  step: number,
  distance: number,
): void {
  served.fill(0)
  for (const j of picked) {
    for (let e = first[j]; e < first[j + 1]; e++) if (loss[e] < multiplier[demand[e]]) served[demand[e]]++
  }
  let norm = 0
  for (let i = 0; i < base.length; i++) {
    // At its base a demand may as well go unserved: nothing to learn there.
    if (served[i] === 0 && multiplier[i] < base[i]) norm++
    else if (served[i] > 1) norm += (served[i] - 1) ** 2
  }
  if (norm === 0) return
  const size = (step * distance) / norm
  for (let i = 0; i < base.length; i++) {
    if (served[i] !== 1) multiplier[i] = Math.min(base[i], multiplier[i] + size * (1 - served[i]))
  }
}
