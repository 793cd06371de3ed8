import { createNearestSearch } from '../network/search-nearest.ts'
import { UNLABELLED } from '../network/search.ts'
import { listFeet } from '../network/feet.ts'
import { timeAlongChain, type SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import { NO_FACILITY, UNREACHED, type NearestTable } from './nearest-table.ts'
import { checkDestinationFacility, checkTableCutoff, groupByChain } from './reach-index.ts'

export interface NearestOptions {
  /** How many facilities per origin, 1 … 16. */
  readonly k: number
  /** Inclusive, whole deciseconds up to 65534. */
  readonly cutoffDeciseconds: number
}

/**
 * Walking times from every origin to its k nearest facilities (see docs/methods/nearest.md): one sweep over the graph from
 * all access points at once against the direction of walking, then per origin the better end of its street, and the
 * access points on that street itself. Destinations are access points; `destinationFacility` says whose, in any order.
 * O(k · arcs + origins). Points that are not connected reach nothing and are reached by nobody.
 */
export function computeNearest(
  graph: WalkGraph,
  origins: SnappedPoints,
  destinations: SnappedPoints,
  destinationFacility: Uint32Array,
  options: NearestOptions,
): NearestTable {
  const { k, cutoffDeciseconds } = options
  checkTableCutoff(cutoffDeciseconds)
  checkDestinationFacility(destinations, destinationFacility)
  const originCount = origins.count
  const deciseconds = new Uint16Array(k * originCount).fill(UNREACHED)
  const facility = new Uint32Array(k * originCount).fill(NO_FACILITY)
  const table: NearestTable = { k, originCount, cutoffDeciseconds, deciseconds, facility }

  const search = createNearestSearch(graph, k, 'reverse')
  const { labels, owners } = search
  const { points: doors, owner: doorOwner } = listFeet(destinations)
  for (let j = 0; j < doors.count; j++) {
    if (doors.status[j] !== SNAP_STATUS.connected) continue
    const chain = doors.chain[j]
    const access = doors.accessDeciseconds[j]
    const facility = destinationFacility[doorOwner[j]]
    if (doors.fromA[j] !== FORBIDDEN) search.addSeed(graph.chainNodeA[chain], doors.fromA[j] + access, facility)
    if (doors.fromB[j] !== FORBIDDEN) search.addSeed(graph.chainNodeB[chain], doors.fromB[j] + access, facility)
  }
  search.run(cutoffDeciseconds)

  const byChain = groupByChain(graph, doors)
  /** The best ranks of the origin at hand. */
  const times = new Int32Array(k)
  const places = new Int32Array(k)
  let found = 0
  const offer = (time: number, place: number): void => {
    let free = found
    for (let r = 0; r < found; r++) {
      if (places[r] !== place) continue
      if (times[r] <= time) return
      free = r
      break
    }
    if (free === k) {
      if (times[k - 1] < time || (times[k - 1] === time && places[k - 1] < place)) return
      free = k - 1
    } else if (free === found) {
      found++
    }
    for (; free > 0 && (times[free - 1] > time || (times[free - 1] === time && places[free - 1] > place)); free--) {
      times[free] = times[free - 1]
      places[free] = places[free - 1]
    }
    times[free] = time
    places[free] = place
  }
  const offerEnd = (node: number, toEnd: number): void => {
    if (toEnd > cutoffDeciseconds) return
    for (let r = node * k; r < node * k + k && labels[r] !== UNLABELLED; r++) {
      if (labels[r] + toEnd > cutoffDeciseconds) return
      offer(labels[r] + toEnd, owners[r])
    }
  }
  const leaveBy = (feet: SnappedPoints, i: number): void => {
    const chain = feet.chain[i]
    const access = feet.accessDeciseconds[i]
    offerEnd(graph.chainNodeA[chain], feet.toA[i] + access)
    offerEnd(graph.chainNodeB[chain], feet.toB[i] + access)
    for (let m = byChain.first[chain]; m < byChain.first[chain + 1]; m++) {
      const j = byChain.member[m]
      const along = timeAlongChain(feet, i, doors, j)
      if (along === FORBIDDEN) continue
      const time = access + along + doors.accessDeciseconds[j]
      if (time <= cutoffDeciseconds) offer(time, destinationFacility[doorOwner[j]])
    }
  }
  const { others } = origins
  let nextOther = 0
  for (let i = 0; i < originCount; i++) {
    if (origins.status[i] !== SNAP_STATUS.connected) continue
    found = 0
    leaveBy(origins, i)
    if (others !== undefined) {
      for (; nextOther < others.owner.length && others.owner[nextOther] <= i; nextOther++) {
        if (others.owner[nextOther] === i) leaveBy(others.points, nextOther)
      }
    }
    for (let r = 0; r < found; r++) {
      deciseconds[r * originCount + i] = times[r]
      facility[r * originCount + i] = places[r]
    }
  }
  return table
}
