import { NOT_IN_CORE } from '../network/search-core.ts'
import { createLocalSearch } from '../network/search-local.ts'
import { createSearch, UNLABELLED } from '../network/search.ts'
import { timeAlongChain, type SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import type { OriginIndex } from './reach-index.ts'

/** The part of a reach table's input that facilities do not change. */
export interface PreparedOrigins {
  readonly graph: WalkGraph
  readonly cells: SnappedPoints
  readonly index: OriginIndex
}

/** What every search of one reach table reads; plain columns, so it can be posted to workers. */
export interface ReachInput extends PreparedOrigins {
  readonly destinations: SnappedPoints
  /** Access points per facility: `member[first[f] … first[f + 1])`. */
  readonly facilities: { readonly first: Uint32Array; readonly member: Uint32Array }
  readonly facilityCount: number
  readonly cutoffDeciseconds: number
}

/** The rows of some consecutive facilities: cells per facility, then cells (ascending per facility) and times of all. */
export interface ReachChunk {
  readonly counts: Uint32Array
  readonly cell: Uint32Array
  readonly deciseconds: Uint16Array
}

/** Appends facilities to a growing chunk; one per worker. */
export interface ReachQuery {
  /** Searches facilities `first … end - 1`, in this order. */
  append(first: number, end: number): void
  /** Hands over what was appended since the last call. */
  take(): ReachChunk
}

/**
 * Per facility: a local search up to the core nodes next to it, a bounded reverse search on the core, and the least time of every cell
 * attached to a node on the way; a bitmap of the cells met lists them in ascending order. Ways that never enter the core (straight along
 * one street, or around the corner) come from the local search.
 */
export function createReachQuery(input: ReachInput): ReachQuery {
  const { graph, cells, index, destinations, facilities, cutoffDeciseconds: cutoff } = input
  const { coreFirst, coreAttached, nodeFirst, nodeAttached } = index
  const { coreNode } = graph.core
  const local = createLocalSearch(graph, 'reverse')
  const search = createSearch(graph.core, 'reverse')
  const { labels, settled } = search
  /** Least time per cell of the facility at hand, and a bit for each cell that has one; all clear between facilities. */
  const best = new Int32Array(cells.count).fill(UNLABELLED)
  const marks = new Int32Array((cells.count + 31) >>> 5)
  let firstWord = marks.length
  let lastWord = -1
  let counts: number[] = []
  let cell = new Uint32Array(1024)
  let deciseconds = new Uint16Array(1024)
  let used = 0

  function append(first: number, end: number): void {
    for (let f = first; f < end; f++) {
      const before = used
      appendFacility(f)
      counts.push(used - before)
    }
  }

  function offer(i: number, time: number): void {
    if (time > cutoff || time >= best[i]) return
    best[i] = time
    const word = i >>> 5
    marks[word] |= 1 << (i & 31)
    if (word < firstWord) firstWord = word
    if (word > lastWord) lastWord = word
  }

  function appendFacility(facility: number): void {
    for (let m = facilities.first[facility]; m < facilities.first[facility + 1]; m++) {
      const j = facilities.member[m]
      if (destinations.status[j] !== SNAP_STATUS.connected) continue
      const chain = destinations.chain[j]
      const access = destinations.accessDeciseconds[j]
      if (destinations.fromA[j] !== FORBIDDEN) local.addSeed(graph.chainNodeA[chain], destinations.fromA[j] + access)
      if (destinations.fromB[j] !== FORBIDDEN) local.addSeed(graph.chainNodeB[chain], destinations.fromB[j] + access)
      for (let n = index.chainFirst[chain]; n < index.chainFirst[chain + 1]; n++) {
        const i = index.chainOrigin[n]
        const along = timeAlongChain(cells, i, destinations, j)
        if (along !== FORBIDDEN) offer(i, cells.accessDeciseconds[i] + along + access)
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
      const end = coreFirst[node + 1]
      for (let a = coreFirst[node]; a < end; a += 2) offer(coreAttached[a], time + coreAttached[a + 1])
    }
    takeMarked()
  }

  /** Appends the cells marked, in ascending order, and clears them. */
  function takeMarked(): void {
    const most = used + 32 * (lastWord - firstWord + 1)
    if (most > cell.length) grow(most)
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
  }

  function grow(needed: number): void {
    const size = Math.max(needed, 2 * cell.length)
    const largerCell = new Uint32Array(size)
    const largerDeciseconds = new Uint16Array(size)
    largerCell.set(cell.subarray(0, used))
    largerDeciseconds.set(deciseconds.subarray(0, used))
    cell = largerCell
    deciseconds = largerDeciseconds
  }

  function take(): ReachChunk {
    const chunk = {
      counts: Uint32Array.from(counts),
      cell: cell.slice(0, used),
      deciseconds: deciseconds.slice(0, used),
    }
    counts = []
    used = 0
    return chunk
  }

  return { append, take }
}
