import type { SnappedPoints } from '../network/snap-place.ts'
import { createPlaceReach } from './place-reach.ts'
import type { PreparedOrigins } from './reach-index.ts'

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

/** One bounded search per facility, see place-reach.ts. */
export function createReachQuery(input: ReachInput): ReachQuery {
  const { destinations, facilities, cutoffDeciseconds } = input
  const place = createPlaceReach(input, cutoffDeciseconds)
  let counts: number[] = []
  let cell = new Uint32Array(1024)
  let deciseconds = new Uint16Array(1024)
  let used = 0

  function append(first: number, end: number): void {
    for (let f = first; f < end; f++) {
      place.run(destinations, facilities.member, facilities.first[f], facilities.first[f + 1])
      const most = used + place.mostCells()
      if (most > cell.length) grow(most)
      const next = place.take(cell, deciseconds, used)
      counts.push(next - used)
      used = next
    }
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
