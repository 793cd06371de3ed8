/** Label of a node that a search did not reach. Two of these still add up within 31 bits. */
export const UNLABELLED = 0x3fffffff

/** What a search walks on: a `WalkGraph` or its core. Arcs as head and weight in turn behind first-out indexes. */
export interface SearchGraph {
  readonly nodeCount: number
  readonly arcFirst: Uint32Array
  readonly arcs: Uint32Array
  readonly reverseFirst: Uint32Array
  readonly reverseArcs: Uint32Array
  readonly maximumWeight: number
}

/** `forward`: times from the seeds to every node. `reverse`: times from every node to the seeds. */
export type SearchDirection = 'forward' | 'reverse'

/**
 * A reusable bounded one-to-many search on one graph: seed, run, read the labels, and again. Not for use by two
 * callers at a time; one per worker.
 */
export interface Search {
  /** Deciseconds per node after `run`, or `UNLABELLED`. Valid until the next `run`; not to be written. */
  readonly labels: Int32Array
  /** The nodes reached, by ascending label; the first `run(…)` entries are valid. */
  readonly settled: Uint32Array
  /** Starts the next run at a node, `offset` deciseconds away (whole, 0 or more). Repeated seeds: the smallest offset counts. */
  addSeed(node: number, offset: number): void
  /** Labels every node within `cutoff` deciseconds (inclusive), returns how many there are and forgets the seeds. */
  run(cutoff: number): number
}

/**
 * Dial's algorithm: one bucket per decisecond in a ring (linked lists over a pool), a bitmap to skip empty buckets, and
 * stale entries left behind instead of decreased. A run costs O(arcs looked at + cutoff / 32) and clears only what the
 * last one touched. Order within a bucket: last in, first out, so results depend on the graph and the seeds alone.
 * Memory: 12 bytes per node, 8 per arc, 4 per decisecond of the longest arc or seed.
 */
export function createSearch(graph: SearchGraph, direction: SearchDirection = 'forward'): Search {
  const { nodeCount } = graph
  const first = direction === 'forward' ? graph.arcFirst : graph.reverseFirst
  const arcs = signed(direction === 'forward' ? graph.arcs : graph.reverseArcs)
  const labels = new Int32Array(nodeCount).fill(UNLABELLED)
  const settled = new Uint32Array(nodeCount)
  let settledCount = 0
  const seeds: number[] = []
  /** Node and next entry in turn; each arc and each seed is entered at most once. */
  let pool = new Int32Array(arcs.length)
  let ring = createBucketRing(0)

  function addSeed(node: number, offset: number): void {
    checkSeed(graph, node, offset)
    seeds.push(node, offset)
  }

  function run(cutoff: number): number {
    checkCutoff(cutoff)
    for (let i = 0; i < settledCount; i++) labels[settled[i]] = UNLABELLED
    settledCount = 0
    if (pool.length < arcs.length + seeds.length) pool = new Int32Array(arcs.length + 2 * seeds.length)
    let farthest = graph.maximumWeight
    for (let i = 1; i < seeds.length; i += 2) farthest = Math.max(farthest, seeds[i])
    if (ring.mask < Math.min(cutoff, farthest)) ring = createBucketRing(Math.min(cutoff, farthest))
    const { heads, bitmap, mask } = ring

    let used = 0
    for (let i = 0; i < seeds.length; i += 2) {
      const node = seeds[i]
      const time = seeds[i + 1]
      if (time > cutoff || time >= labels[node]) continue
      labels[node] = time
      pool[used] = node
      pool[used + 1] = heads[time & mask]
      heads[time & mask] = used
      bitmap[(time & mask) >>> 5] |= 1 << (time & 31)
      used += 2
    }
    seeds.length = 0

    let now = 0
    let count = 0
    for (;;) {
      const slot = findFilledBucket(bitmap, mask, now)
      if (slot < 0) break
      now += (slot - now) & mask
      let entry = heads[slot]
      heads[slot] = -1
      bitmap[slot >>> 5] &= ~(1 << (slot & 31))
      while (entry >= 0) {
        const node = pool[entry]
        entry = pool[entry + 1]
        if (labels[node] !== now) continue
        settled[count++] = node
        const end = first[node + 1]
        for (let arc = first[node]; arc < end; arc += 2) {
          const head = arcs[arc]
          const time = now + arcs[arc + 1]
          if (time >= labels[head] || time > cutoff) continue
          labels[head] = time
          const bucket = time & mask
          pool[used] = head
          pool[used + 1] = heads[bucket]
          heads[bucket] = used
          bitmap[bucket >>> 5] |= 1 << (bucket & 31)
          used += 2
        }
      }
    }
    settledCount = count
    return count
  }

  return { labels, settled, addSeed, run }
}

/** Buckets for labels within a window of `mask` + 1 deciseconds; all empty between runs. */
export interface BucketRing {
  /** Latest entry of each bucket, or −1. */
  readonly heads: Int32Array
  /** One bit per bucket that is not empty. */
  readonly bitmap: Int32Array
  readonly mask: number
}

/** A ring of 2ⁿ buckets that holds steps of up to `farthest` deciseconds. */
export function createBucketRing(farthest: number): BucketRing {
  let size = 1024
  while (size <= farthest) size *= 2
  return { heads: new Int32Array(size).fill(-1), bitmap: new Int32Array(size / 32), mask: size - 1 }
}

/** The first bucket that is not empty from that of `now` on, all the way round the ring; −1 where all are empty. */
export function findFilledBucket(bitmap: Int32Array, mask: number, now: number): number {
  const wordMask = mask >>> 5
  let word = (now & mask) >>> 5
  let bits = bitmap[word] & (-1 << (now & 31))
  for (let skipped = 0; bits === 0 && skipped <= wordMask; skipped++) {
    word = (word + 1) & wordMask
    bits = bitmap[word]
  }
  return bits === 0 ? -1 : (word << 5) | (31 - Math.clz32(bits & -bits))
}

/** The same memory with signed entries, which are cheaper to compute with; heads and weights stay below 2³¹. */
export function signed(column: Uint32Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, column.length)
}

export function checkSeed(graph: SearchGraph, node: number, offset: number): void {
  if (!(Number.isInteger(node) && node >= 0 && node < graph.nodeCount)) {
    throw new RangeError(`seed at node ${node}, but the graph has ${graph.nodeCount} nodes`)
  }
  if (!(Number.isInteger(offset) && offset >= 0)) {
    throw new RangeError(`seed offset ${offset} is not a whole number of deciseconds`)
  }
}

export function checkCutoff(cutoff: number): void {
  if (!(Number.isInteger(cutoff) && cutoff >= 0 && cutoff < UNLABELLED)) {
    throw new RangeError(`cutoff ${cutoff} is not a whole number of deciseconds below ${UNLABELLED}`)
  }
}
