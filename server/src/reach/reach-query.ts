import { createSearch, UNLABELLED } from '../network/search.ts'
import { timeAlongChain, type SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import type { OriginIndex } from './reach-index.ts'

/** What every search of one reach table reads; plain columns, so it can be posted to workers. */
export interface ReachInput {
  readonly graph: WalkGraph
  readonly cells: SnappedPoints
  readonly index: OriginIndex
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
 * Per facility: a bounded reverse search marks the cells it comes across in a bitmap, then the marked cells are read in
 * ascending order, each with the better of its two street ends and, on the facility's own street, the way straight along it.
 */
export function createReachQuery(input: ReachInput): ReachQuery {
  const { graph, cells, index, destinations, facilities, cutoffDeciseconds: cutoff } = input
  const { lookUps, attachedFirst, attached } = index
  const search = createSearch(graph, 'reverse')
  const { labels, settled } = search
  const marks = new Int32Array((cells.count + 31) >>> 5)
  /** Time straight along the street, per cell; only for cells on the facility's streets. */
  const direct = new Int32Array(cells.count).fill(UNLABELLED)
  const directCells: number[] = []
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

  function appendFacility(facility: number): void {
    let firstWord = marks.length
    let lastWord = -1
    for (let m = facilities.first[facility]; m < facilities.first[facility + 1]; m++) {
      const j = facilities.member[m]
      if (destinations.status[j] !== SNAP_STATUS.connected) continue
      const chain = destinations.chain[j]
      const access = destinations.accessDeciseconds[j]
      if (destinations.fromA[j] !== FORBIDDEN) search.addSeed(graph.chainNodeA[chain], destinations.fromA[j] + access)
      if (destinations.fromB[j] !== FORBIDDEN) search.addSeed(graph.chainNodeB[chain], destinations.fromB[j] + access)
      for (let n = index.chainFirst[chain]; n < index.chainFirst[chain + 1]; n++) {
        const i = index.chainOrigin[n]
        const along = timeAlongChain(cells, i, destinations, j)
        if (along === FORBIDDEN) continue
        const time = cells.accessDeciseconds[i] + along + access
        if (time > cutoff || time >= direct[i]) continue
        direct[i] = time
        directCells.push(i)
        const word = i >>> 5
        marks[word] |= 1 << (i & 31)
        if (word < firstWord) firstWord = word
        if (word > lastWord) lastWord = word
      }
    }

    const settledCount = search.run(cutoff)
    for (let s = 0; s < settledCount; s++) {
      const node = settled[s]
      const rest = cutoff - labels[node]
      const attachedEnd = attachedFirst[node + 1]
      for (let a = attachedFirst[node]; a < attachedEnd && attached[a + 1] <= rest; a += 2) {
        const word = attached[a] >>> 5
        marks[word] |= 1 << (attached[a] & 31)
        if (word < firstWord) firstWord = word
        if (word > lastWord) lastWord = word
      }
    }

    const most = used + 32 * (lastWord - firstWord + 1)
    if (most > cell.length) grow(most)
    for (let word = firstWord; word <= lastWord; word++) {
      let bits = marks[word]
      marks[word] = 0
      while (bits !== 0) {
        const low = bits & -bits
        bits ^= low
        const i = (word << 5) | (31 - Math.clz32(low))
        const overA = labels[lookUps[4 * i]] + lookUps[4 * i + 1]
        const overB = labels[lookUps[4 * i + 2]] + lookUps[4 * i + 3]
        let time = overA < overB ? overA : overB
        if (direct[i] < time) time = direct[i]
        cell[used] = i
        deciseconds[used] = time
        used++
      }
    }
    for (let n = 0; n < directCells.length; n++) direct[directCells[n]] = UNLABELLED
    directCells.length = 0
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
