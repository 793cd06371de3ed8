/** A result in the making: its place in the order, compared from left to right, smaller first; and how to write it out. */
export interface Candidate<T> {
  readonly order: readonly number[]
  readonly write: () => T
}

/** The first few of many candidates. */
export interface BestList<T> {
  /** Whether a candidate whose order begins so could still be among the first; spares making one that could not. */
  mayEnter(...beginning: readonly number[]): boolean
  /** Equal candidates keep the order in which they come. */
  insert(candidate: Candidate<T>): void
  list(): T[]
}

/** O(limit) per candidate, and a single comparison for most. */
export function createBestList<T>(limit: number): BestList<T> {
  const best: Candidate<T>[] = []
  return {
    mayEnter: (...beginning) => best.length < limit || compareOrders(beginning, best[limit - 1].order) <= 0,
    insert(candidate) {
      let at = best.length
      while (at > 0 && compareOrders(candidate.order, best[at - 1].order) < 0) at--
      if (at === limit) return
      best.splice(at, 0, candidate)
      if (best.length > limit) best.pop()
    },
    list: () => best.map(({ write }) => write()),
  }
}

/** Compares as far as the first one goes. */
function compareOrders(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}
