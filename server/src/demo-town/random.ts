/**
 * Seeded pseudo-random numbers: `mulberry32` over a hashed seed (public domain algorithm by Tommy Ettinger).
 * A stream per purpose (`fork`) keeps parts of the town independent: more shops do not move a street.
 * Not for cryptography.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Whole number in 0 … count − 1. */
  integer(count: number): number
  chance(share: number): boolean
  pick<T>(items: readonly T[]): T
  /** Index drawn with the given weights (not negative, at least one positive). */
  pickWeighted(weights: ArrayLike<number>): number
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent stream for a purpose. */
  fork(purpose: string): Random
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** A stream that gives the same numbers for the same seed, always. */
export function createRandom(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const integer = (count: number): number => Math.floor(next() * count)
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer,
    chance: (share) => next() < share,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('pick needs at least one item')
      return items[integer(items.length)]
    },
    pickWeighted: (weights) => {
      let total = 0
      for (let i = 0; i < weights.length; i++) total += weights[i]
      if (!(total > 0)) throw new RangeError('pickWeighted needs a positive weight')
      let rest = next() * total
      for (let i = 0; i < weights.length; i++) {
        rest -= weights[i]
        if (rest < 0) return i
      }
      return weights.length - 1
    },
    shuffle: (items) => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const kept = copy[i]
        copy[i] = copy[j]
        copy[j] = kept
      }
      return copy
    },
    fork: (purpose) => createRandom(`${seed}/${purpose}`),
  }
}
