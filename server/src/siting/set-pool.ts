import { computeLoss, type LossTable } from './loss-table.ts'

export interface PooledSet {
  /** Ascending. */
  readonly chosen: readonly number[]
  /** By goal, computed from scratch. */
  readonly losses: readonly number[]
}

/** How far two sums over the same demand may differ by rounding alone. */
const ROUNDING_SHARE = 1e-12

/** The best sets seen so far, each once, best first: by the goals in order, then by the smaller indexes. */
export class SetPool {
  readonly #goals: readonly LossTable[]
  readonly #capacity: number
  readonly #seen = new Set<string>()
  readonly sets: PooledSet[] = []

  constructor(goals: readonly LossTable[], capacity: number) {
    this.#goals = goals
    this.#capacity = capacity
  }

  /** @returns whether the set is the best now */
  add(chosen: readonly number[]): boolean {
    const sorted = [...chosen].sort((a, b) => a - b)
    const key = sorted.join()
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    const set = { chosen: sorted, losses: this.#goals.map((table) => computeLoss(table, sorted)) }
    let at = this.sets.length
    while (at > 0 && compareSets(set, this.sets[at - 1]) < 0) at--
    if (at >= this.#capacity) return false
    this.sets.splice(at, 0, set)
    if (this.sets.length > this.#capacity) this.sets.pop()
    return at === 0
  }
}

export function compareSets(a: PooledSet, b: PooledSet): number {
  for (let goal = 0; goal < a.losses.length; goal++) {
    const difference = a.losses[goal] - b.losses[goal]
    if (Math.abs(difference) > ROUNDING_SHARE * Math.max(Math.abs(a.losses[goal]), Math.abs(b.losses[goal]))) {
      return difference
    }
  }
  return compareIndexes(a.chosen, b.chosen)
}

/** Lexicographically; a shorter list first where one begins the other. */
export function compareIndexes(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.min(a.length, b.length); n++) if (a[n] !== b[n]) return a[n] - b[n]
  return a.length - b.length
}
