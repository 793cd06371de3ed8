import { createRouteSearch, ROUTE_HORIZON_DECISECONDS } from '../network/route-search.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import { ComputationStopped, type ComputationControl } from './computation-stopped.ts'

/** Times and ways of all pairs within the cutoff, grouped by origin; a pair that is absent is not reached. */
export interface TravelTimes {
  readonly originCount: number
  readonly destinationCount: number
  /** Length originCount + 1. */
  readonly originFirst: Uint32Array
  /** Destination index, ascending per origin. */
  readonly destination: Uint32Array
  readonly deciseconds: Uint32Array
  /** Along the way, access legs included. */
  readonly metres: Float64Array
}

export interface TravelTimesOptions extends ComputationControl {
  /** Inclusive, whole deciseconds up to 2²⁸. */
  readonly cutoffDeciseconds: number
}

/**
 * Walking times and metres from every origin to every destination, the same as `findRoute` gives for each pair: one bounded
 * search per origin, then two look-ups per destination. O(origins · (search + destinations)); 16 bytes per pair reached.
 */
export function computeTravelTimes(
  graph: WalkGraph,
  network: StreetNetwork,
  origins: SnappedPoints,
  destinations: SnappedPoints,
  options: TravelTimesOptions,
): TravelTimes {
  const { cutoffDeciseconds, onProgress, shouldStop } = options
  if (!(
    Number.isInteger(cutoffDeciseconds) &&
    cutoffDeciseconds >= 0 &&
    cutoffDeciseconds <= ROUTE_HORIZON_DECISECONDS
  )) {
    throw new RangeError(
      `cutoffDeciseconds must be a whole number from 0 to ${ROUTE_HORIZON_DECISECONDS}, not ${cutoffDeciseconds}`,
    )
  }
  const search = createRouteSearch(graph, network)
  const originFirst = new Uint32Array(origins.count + 1)
  let destination = new Uint32Array(destinations.count)
  let deciseconds = new Uint32Array(destinations.count)
  let metres = new Float64Array(destinations.count)
  let used = 0
  for (let i = 0; i < origins.count; i++) {
    if (shouldStop?.() === true) throw new ComputationStopped('the table of walking times')
    if (used + destinations.count > destination.length) {
      const size = 2 * destination.length + destinations.count
      destination = enlarge(destination, new Uint32Array(size))
      deciseconds = enlarge(deciseconds, new Uint32Array(size))
      metres = enlarge(metres, new Float64Array(size))
    }
    search.grow(origins, i, cutoffDeciseconds)
    for (let j = 0; j < destinations.count; j++) {
      const arrival = search.arrive(destinations, j)
      if (arrival === null || arrival.deciseconds > cutoffDeciseconds) continue
      destination[used] = j
      deciseconds[used] = arrival.deciseconds
      metres[used] = arrival.metres
      used++
    }
    originFirst[i + 1] = used
    onProgress?.((i + 1) / origins.count)
  }
  return {
    originCount: origins.count,
    destinationCount: destinations.count,
    originFirst,
    destination: destination.slice(0, used),
    deciseconds: deciseconds.slice(0, used),
    metres: metres.slice(0, used),
  }
}

function enlarge<T extends Uint32Array | Float64Array>(column: T, larger: T): T {
  larger.set(column)
  return larger
}
