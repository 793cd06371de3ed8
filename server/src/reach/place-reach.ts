import { NOT_IN_CORE } from '../network/search-core.ts'
import { createLocalSearch } from '../network/search-local.ts'
import { createSearch, UNLABELLED } from '../network/search.ts'
import { timeAlongChain, type SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { PreparedOrigins } from './reach-index.ts'

/** Who reaches one place, place after place; one per worker. */
export interface PlaceReach {
  /** Searches the place with the feet `member[first … end − 1]` of `points`, which has no `others`. Those that are not connected add nothing. */
  run(points: SnappedPoints, member: ArrayLike<number>, first: number, end: number): void
  /** No more cells than this were met by the last run. */
  mostCells(): number
  /** Writes the cells met (ascending) and their times behind position `at`, forgets them, and returns where the next would go. */
  take(cell: Uint32Array, deciseconds: Uint16Array, at: number): number
}

/**
 * A local search up to the core nodes next to the place, a bounded reverse search on the core, and the least time of every cell
 * attached to a node on the way; a bitmap of the cells met lists them in ascending order. Ways that never enter the core (straight along
 * one street, or around the corner) come from the local search.
 *
 * @param cutoff inclusive, whole deciseconds up to 65534
 */
export function createPlaceReach({ graph, feet, index }: PreparedOrigins, cutoff: number): PlaceReach {
  const { count, footOrigin, coreFirst, coreAttached, nodeFirst, nodeAttached } = index
  const { coreNode } = graph.core
  const local = createLocalSearch(graph, 'reverse')
  const search = createSearch(graph.core, 'reverse')
  const { labels, settled } = search
  /** Least time per cell of the place at hand, and a bit for each cell that has one; all clear between places. */
  const best = new Int32Array(count).fill(UNLABELLED)
  const marks = new Int32Array((count + 31) >>> 5)
  let firstWord = marks.length
  let lastWord = -1

  function offer(i: number, time: number): void {
    if (time > cutoff || time >= best[i]) return
    best[i] = time
    const word = i >>> 5
    marks[word] |= 1 << (i & 31)
    if (word < firstWord) firstWord = word
    if (word > lastWord) lastWord = word
  }

  function run(points: SnappedPoints, member: ArrayLike<number>, first: number, end: number): void {
    for (let m = first; m < end; m++) {
      const j = member[m]
      if (points.status[j] !== SNAP_STATUS.connected) continue
      const chain = points.chain[j]
      const access = points.accessDeciseconds[j]
      if (points.fromA[j] !== FORBIDDEN) local.addSeed(graph.chainNodeA[chain], points.fromA[j] + access)
      if (points.fromB[j] !== FORBIDDEN) local.addSeed(graph.chainNodeB[chain], points.fromB[j] + access)
      for (let n = index.chainFirst[chain]; n < index.chainFirst[chain + 1]; n++) {
        const i = index.chainFoot[n]
        const along = timeAlongChain(feet, i, points, j)
        if (along !== FORBIDDEN) offer(footOrigin[i], feet.accessDeciseconds[i] + along + access)
      }
    }
    const reached = local.run()
    for (let r = 0; r < reached; r++) {
      const node = local.reached[r]
      const time = local.labels[node]
      if (coreNode[node] !== NOT_IN_CORE) {
        search.addSeed(coreNode[node], time)
      } else {
        for (let a = nodeFirst[node]; a < nodeFirst[node + 1]; a += 2)
          offer(nodeAttached[a], time + nodeAttached[a + 1])
      }
    }
    const settledCount = search.run(cutoff)
    for (let s = 0; s < settledCount; s++) {
      const node = settled[s]
      const time = labels[node]
      const last = coreFirst[node + 1]
      for (let a = coreFirst[node]; a < last; a += 2) offer(coreAttached[a], time + coreAttached[a + 1])
    }
  }

  function take(cell: Uint32Array, deciseconds: Uint16Array, at: number): number {
    let used = at
    for (let word = firstWord; word <= lastWord; word++) {
      let bits = marks[word]
      marks[word] = 0
      while (bits !== 0) {
        const low = bits & -bits
        bits ^= low
        const i = (word << 5) | (31 - Math.clz32(low))
        cell[used] = i
        deciseconds[used] = best[i]
        best[i] = UNLABELLED
        used++
      }
    }
    firstWord = marks.length
    lastWord = -1
    return used
  }

  return { run, take, mostCells: () => (lastWord < firstWord ? 0 : 32 * (lastWord - firstWord + 1)) }
}
