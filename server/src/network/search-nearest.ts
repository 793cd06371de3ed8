import {
  checkCutoff,
  checkSeed,
  createBucketRing,
  findFilledBucket,
  signed,
  UNLABELLED,
  type SearchDirection,
  type SearchGraph,
} from './search.ts'

/** In `owners`: no such facility. Larger than every facility index, so that ties sort behind it. */
export const NO_OWNER = 0x7fffffff

/** A reusable sweep from many facilities at once that keeps the k nearest distinct facilities of every node. */
export interface NearestSearch {
  readonly k: number
  /**
   * Deciseconds and facility of rank r (0 = nearest) at node n stand at k · n + r, ordered by time, then facility;
   * `UNLABELLED` and `NO_OWNER` where there are fewer. Valid until the next `run`; not to be written.
   */
  readonly labels: Int32Array
  readonly owners: Int32Array
  /** An access point of a facility: `offset` deciseconds from a node. A facility may have any number of them. */
  addSeed(node: number, offset: number, facility: number): void
  /** Sweeps up to `cutoff` deciseconds (inclusive) and forgets the seeds. */
  run(cutoff: number): void
}

/**
 * Dial's algorithm with up to k labels per node (time, facility), all facilities distinct, in one sweep. A label that is
 * not among the k first at a node by (time, facility) can not be among the k first behind it either, so it is not carried on.
 * O(k · arcs). With `reverse` the times run from the node to the facility.
 */
export function createNearestSearch(
  graph: SearchGraph,
  k: number,
  direction: SearchDirection = 'reverse',
): NearestSearch {
  if (!(Number.isInteger(k) && k >= 1 && k <= 16)) throw new RangeError(`k must be 1 … 16, not ${k}`)
  const { nodeCount } = graph
  const first = direction === 'forward' ? graph.arcFirst : graph.reverseFirst
  const arcs = signed(direction === 'forward' ? graph.arcs : graph.reverseArcs)
  const labels = new Int32Array(k * nodeCount).fill(UNLABELLED)
  const owners = new Int32Array(k * nodeCount).fill(NO_OWNER)
  const seeds: number[] = []
  let pool = new Int32Array(0)
  let ring = createBucketRing(0)
  let clean = true

  function addSeed(node: number, offset: number, facility: number): void {
    checkSeed(graph, node, offset)
    if (!(Number.isInteger(facility) && facility >= 0 && facility < NO_OWNER)) {
      throw new RangeError(`facility ${facility} is not an index`)
    }
    seeds.push(node, offset, facility)
  }

  /** Enters (time, owner) into the ranks of a node; whether it made it. */
  function offer(node: number, time: number, owner: number): boolean {
    const base = node * k
    let free = base + k - 1
    // The rank that falls away: the facility's own older label, else the last.
    for (let i = base; i < base + k; i++) {
      if (owners[i] !== owner) continue
      if (labels[i] <= time) return false
      free = i
      break
    }
    if (labels[free] < time || (labels[free] === time && owners[free] < owner)) return false
    while (free > base && (labels[free - 1] > time || (labels[free - 1] === time && owners[free - 1] > owner))) {
      labels[free] = labels[free - 1]
      owners[free] = owners[free - 1]
      free--
    }
    labels[free] = time
    owners[free] = owner
    return true
  }

  function run(cutoff: number): void {
    checkCutoff(cutoff)
    if (!clean) {
      labels.fill(UNLABELLED)
      owners.fill(NO_OWNER)
    }
    clean = false
    let farthest = graph.maximumWeight
    for (let i = 1; i < seeds.length; i += 3) farthest = Math.max(farthest, seeds[i])
    if (ring.mask < Math.min(cutoff, farthest)) ring = createBucketRing(Math.min(cutoff, farthest))
    const { heads, bitmap, mask } = ring

    // Node, owner and next entry in turn.
    let used = 0
    const push = (node: number, time: number, owner: number): void => {
      if (used === pool.length) {
        const larger = new Int32Array(Math.max(3 * 1024, 2 * pool.length))
        larger.set(pool)
        pool = larger
      }
      const bucket = time & mask
      pool[used] = node
      pool[used + 1] = owner
      pool[used + 2] = heads[bucket]
      heads[bucket] = used
      bitmap[bucket >>> 5] |= 1 << (bucket & 31)
      used += 3
    }
    for (let i = 0; i < seeds.length; i += 3) {
      const time = seeds[i + 1]
      if (time <= cutoff && offer(seeds[i], time, seeds[i + 2])) push(seeds[i], time, seeds[i + 2])
    }
    seeds.length = 0

    let now = 0
    for (;;) {
      const slot = findFilledBucket(bitmap, mask, now)
      if (slot < 0) break
      now += (slot - now) & mask
      let entry = heads[slot]
      heads[slot] = -1
      bitmap[slot >>> 5] &= ~(1 << (slot & 31))
      while (entry >= 0) {
        const node = pool[entry]
        const owner = pool[entry + 1]
        entry = pool[entry + 2]
        let rank = node * k
        const lastRank = rank + k
        while (rank < lastRank && (owners[rank] !== owner || labels[rank] !== now)) rank++
        if (rank === lastRank) continue
        const end = first[node + 1]
        for (let arc = first[node]; arc < end; arc += 2) {
          const head = arcs[arc]
          const time = now + arcs[arc + 1]
          if (time > cutoff || time > labels[head * k + k - 1]) continue
          if (offer(head, time, owner)) push(head, time, owner)
        }
      }
    }
  }

  return { k, labels, owners, addSeed, run }
}
