/**
 * Vertex interchange (Teitz & Bart 1968): as long as closing one site and opening another lowers the loss, do it. What a
 * candidate would bring against each open site is found in one pass over its entries, as Whitaker (1983) and Resende &
 * Werneck (2007) take it apart: gain of opening, loss of closing, and what both have in common. O(entries + candidates · sites)
 * for one round over all candidates. Memory: four numbers per demand.
 */
import type { LossTable } from './loss-table.ts'

export interface InterchangeInput {
  /** The first is what counts, each further one decides between swaps that change nothing in those before it. */
  readonly goals: readonly LossTable[]
  readonly eligible: Uint32Array
  /** By candidate: 1 for sites that stay open. */
  readonly isForced: Uint8Array
  readonly shouldStop?: () => boolean
}

/** Candidates between two looks at `shouldStop`. */
const STEP_CANDIDATES = 256

/** Nearest and second nearest open site of every demand, and what every swap would change. */
export class SwapState {
  /** Open candidates by position; a swap puts the new one where the old one was. */
  readonly chosen: number[]
  readonly #table: LossTable
  readonly #isOpen: Uint8Array
  readonly #near: Float64Array
  /** Position in `chosen`, −1 where no open site serves. */
  readonly #nearSite: Int32Array
  readonly #second: Float64Array
  readonly #closingLoss: Float64Array
  /** By position: change of the loss where the candidate looked at opens and this one closes. */
  readonly change: Float64Array

  constructor(table: LossTable, chosen: readonly number[]) {
    this.#table = table
    this.chosen = [...chosen]
    this.#isOpen = new Uint8Array(table.candidateCount)
    this.#near = new Float64Array(table.demandCount)
    this.#nearSite = new Int32Array(table.demandCount)
    this.#second = new Float64Array(table.demandCount)
    this.#closingLoss = new Float64Array(chosen.length)
    this.change = new Float64Array(chosen.length)
    for (const j of chosen) this.#isOpen[j] = 1
    this.#refresh()
  }

  isOpen(j: number): boolean {
    return this.#isOpen[j] === 1
  }

  /** Fills `change` for opening candidate j. */
  look(j: number): void {
    const { first, demand, loss } = this.#table
    const near = this.#near
    const second = this.#second
    const nearSite = this.#nearSite
    const change = this.change
    for (let r = 0; r < change.length; r++) change[r] = this.#closingLoss[r]
    let gain = 0
    for (let e = first[j]; e < first[j + 1]; e++) {
      const i = demand[e]
      if (loss[e] < near[i]) {
        gain += near[i] - loss[e]
        if (nearSite[i] >= 0) change[nearSite[i]] -= second[i] - near[i]
      } else if (loss[e] < second[i]) {
        change[nearSite[i]] -= second[i] - loss[e]
      }
    }
    for (let r = 0; r < change.length; r++) change[r] -= gain
  }

  swap(position: number, j: number): void {
    this.#isOpen[this.chosen[position]] = 0
    this.chosen[position] = j
    this.#isOpen[j] = 1
    this.#refresh()
  }

  #refresh(): void {
    const { base, first, demand, loss } = this.#table
    this.#near.set(base)
    this.#second.set(base)
    this.#nearSite.fill(-1)
    for (let r = 0; r < this.chosen.length; r++) {
      for (let e = first[this.chosen[r]]; e < first[this.chosen[r] + 1]; e++) {
        const i = demand[e]
        if (loss[e] < this.#near[i]) {
          this.#second[i] = this.#near[i]
          this.#near[i] = loss[e]
          this.#nearSite[i] = r
        } else if (loss[e] < this.#second[i]) {
          this.#second[i] = loss[e]
        }
      }
    }
    this.#closingLoss.fill(0)
    for (let i = 0; i < base.length; i++) {
      if (this.#nearSite[i] >= 0) this.#closingLoss[this.#nearSite[i]] += this.#second[i] - this.#near[i]
    }
  }
}

/** Changes smaller than this are rounding: one part in 10¹¹ of all that could be lost. */
export function lossTolerance({ base }: LossTable): number {
  let total = 0
  for (let i = 0; i < base.length; i++) total += base[i]
  return total * 1e-11
}

/** Never reached unless rounding makes swaps go in circles. */
const MAXIMUM_SWAPS = 100_000

/**
 * Swaps until none lowers the first goal that it changes; where it changes none, until none gives a smaller index.
 *
 * @returns candidates that are open, ascending
 */
export function improveByInterchange(input: InterchangeInput, start: readonly number[]): number[] {
  const { goals, eligible, isForced, shouldStop } = input
  const states = goals.map((table) => new SwapState(table, start))
  const tolerances = goals.map(lossTolerance)
  const { chosen } = states[0]
  let sinceChange = 0
  let swaps = 0
  for (let n = 0; sinceChange < eligible.length && chosen.length > 0; n = (n + 1) % eligible.length) {
    if (n % STEP_CANDIDATES === 0 && shouldStop?.() === true) break
    sinceChange++
    const j = eligible[n]
    if (states[0].isOpen(j)) continue
    const position = findBestSwap(states, tolerances, isForced, j)
    if (position < 0 || ++swaps > MAXIMUM_SWAPS) continue
    for (const state of states) state.swap(position, j)
    sinceChange = 0
  }
  return [...chosen].sort((a, b) => a - b)
}

/** Position whose site is best closed for candidate j, −1 where no swap is better than none. */
function findBestSwap(
  states: readonly SwapState[],
  tolerances: readonly number[],
  isForced: Uint8Array,
  j: number,
): number {
  const { chosen } = states[0]
  let looked = 0
  const changeOf = (goal: number, r: number): number => {
    while (looked <= goal) states[looked++].look(j)
    return states[goal].change[r]
  }
  let best = -1
  for (let r = 0; r < chosen.length; r++) {
    if (isForced[chosen[r]] === 1) continue
    // Against no swap first, then against the best swap so far.
    if (!isBetter((goal) => changeOf(goal, r), tolerances, j < chosen[r])) continue
    if (
      best < 0 ||
      isBetter((goal) => changeOf(goal, r) - changeOf(goal, best), tolerances, chosen[r] > chosen[best])
    ) {
      best = r
    }
  }
  return best
}

function isBetter(differenceOf: (goal: number) => number, tolerances: readonly number[], otherwise: boolean): boolean {
  for (let goal = 0; goal < tolerances.length; goal++) {
    const difference = differenceOf(goal)
    if (difference < -tolerances[goal]) return true
    if (difference > tolerances[goal]) return false
  }
  return otherwise
}
