import type { LossTable } from './loss-table.ts'

export interface GreedyInput {
  /** The first is what counts, each further one decides between candidates that are equal in all before it. */
  readonly goals: readonly LossTable[]
  readonly eligible: Uint32Array
  /** Sites in the end, those of `start` included. */
  readonly siteCount: number
  /** Open from the beginning. */
  readonly start: readonly number[]
  /** Whether to end where no candidate lowers the first goal any more; default no. */
  readonly isUsefulOnly?: boolean
}

/**
 * Opens the candidate that lowers the loss most, one after the other; ties go to the larger gain in the next goal, then to the
 * smaller index. For coverage at least 1 − 1/e of what the best set gains (Nemhauser, Wolsey, Fisher 1978). Gains only shrink
 * as sites open, so only candidates whose last known gain may still be the largest are looked at again.
 */
export function addGreedily({ goals, eligible, siteCount, start, isUsefulOnly = false }: GreedyInput): number[] {
  const gains = goals.map(createGain)
  const candidateCount = goals[0].candidateCount
  const chosen: number[] = []
  const isOpen = new Uint8Array(candidateCount)
  const open = (j: number): void => {
    chosen.push(j)
    isOpen[j] = 1
    for (const gain of gains) gain.open(j)
  }
  for (const j of start) open(j)
  /** By goal and candidate: the last known gain. */
  const known = goals.map(() => new Float64Array(candidateCount))
  /** Number of open sites that the gains were computed for, + 1. */
  const knownAt = new Uint32Array(candidateCount)
  const look = (j: number): void => {
    for (let g = 0; g < gains.length; g++) known[g][j] = gains[g].of(j)
    knownAt[j] = chosen.length + 1
  }
  const isBefore = (a: number, b: number): boolean => {
    for (const gain of known) if (gain[a] !== gain[b]) return gain[a] > gain[b]
    return a < b
  }
  const heap = new CandidateHeap(eligible.length, isBefore)
  for (const j of eligible) {
    if (isOpen[j] === 1) continue
    look(j)
    heap.push(j)
  }
  while (chosen.length < siteCount && heap.size > 0) {
    const j = heap.pop()
    if (knownAt[j] === chosen.length + 1) {
      if (isUsefulOnly && known[0][j] === 0) break
      open(j)
    } else {
      look(j)
      heap.push(j)
    }
  }
  return chosen
}

function createGain({ base, first, demand, loss }: LossTable): {
  of: (j: number) => number
  open: (j: number) => void
} {
  const best = base.slice()
  return {
    of(j) {
      let sum = 0
      for (let e = first[j]; e < first[j + 1]; e++) if (loss[e] < best[demand[e]]) sum += best[demand[e]] - loss[e]
      return sum
    },
    open(j) {
      for (let e = first[j]; e < first[j + 1]; e++) if (loss[e] < best[demand[e]]) best[demand[e]] = loss[e]
    },
  }
}

/** A binary heap of candidates whose first is before all others. */
class CandidateHeap {
  size = 0
  readonly #items: Uint32Array
  readonly #isBefore: (a: number, b: number) => boolean

  constructor(capacity: number, isBefore: (a: number, b: number) => boolean) {
    this.#items = new Uint32Array(capacity)
    this.#isBefore = isBefore
  }

  push(item: number): void {
    const items = this.#items
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(item, items[parent])) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }

  pop(): number {
    const items = this.#items
    const top = items[0]
    const last = items[--this.size]
    let at = 0
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && this.#isBefore(items[child + 1], items[child])) child++
      if (!this.#isBefore(items[child], last)) break
      items[at] = items[child]
      at = child
    }
    items[at] = last
    return top
  }
}
