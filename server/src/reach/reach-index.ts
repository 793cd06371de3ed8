import { UNLABELLED } from '../network/search.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'

/** Origins as a search meets them: what each pays to the ends of its chain, and who is attached where. Shareable plain columns. */
export interface OriginIndex {
  readonly count: number
  /** Per origin four entries: node A, deciseconds to it, node B, deciseconds to it; access included, `UNLABELLED` where there is no way. */
  readonly lookUps: Int32Array
  /** Length nodeCount + 1: positions in `attached` (two per entry). */
  readonly attachedFirst: Uint32Array
  /** Origin and deciseconds from it to the node, in turn; per node ascending deciseconds. */
  readonly attached: Int32Array
  /** Length chainCount + 1, and the origins on each chain, ascending. */
  readonly chainFirst: Uint32Array
  readonly chainOrigin: Uint32Array
}

/** O(origins + nodes + chains). */
export function buildOriginIndex(graph: WalkGraph, origins: SnappedPoints): OriginIndex {
  const { count, chain, status, toA, toB, accessDeciseconds } = origins
  const lookUps = new Int32Array(4 * count)
  const attachedFirst = new Uint32Array(graph.nodeCount + 1)
  for (let i = 0; i < count; i++) {
    lookUps[4 * i + 1] = UNLABELLED
    lookUps[4 * i + 3] = UNLABELLED
    if (status[i] !== SNAP_STATUS.connected) continue
    const nodeA = graph.chainNodeA[chain[i]]
    const nodeB = graph.chainNodeB[chain[i]]
    lookUps[4 * i] = nodeA
    lookUps[4 * i + 2] = nodeB
    if (toA[i] !== FORBIDDEN) {
      lookUps[4 * i + 1] = Math.min(UNLABELLED, toA[i] + accessDeciseconds[i])
      attachedFirst[nodeA + 1] += 2
    }
    if (toB[i] !== FORBIDDEN) {
      lookUps[4 * i + 3] = Math.min(UNLABELLED, toB[i] + accessDeciseconds[i])
      attachedFirst[nodeB + 1] += 2
    }
  }
  for (let n = 0; n < graph.nodeCount; n++) attachedFirst[n + 1] += attachedFirst[n]
  const attached = new Int32Array(attachedFirst[graph.nodeCount])
  const fill = attachedFirst.slice(0, graph.nodeCount)
  const attach = (node: number, origin: number, deciseconds: number): void => {
    let at = fill[node]
    fill[node] += 2
    for (; at > attachedFirst[node] && attached[at - 1] > deciseconds; at -= 2) {
      attached[at] = attached[at - 2]
      attached[at + 1] = attached[at - 1]
    }
    attached[at] = origin
    attached[at + 1] = deciseconds
  }
  for (let i = 0; i < count; i++) {
    if (status[i] !== SNAP_STATUS.connected) continue
    if (toA[i] !== FORBIDDEN) attach(lookUps[4 * i], i, lookUps[4 * i + 1])
    if (toB[i] !== FORBIDDEN) attach(lookUps[4 * i + 2], i, lookUps[4 * i + 3])
  }
  const { first: chainFirst, member: chainOrigin } = groupByChain(graph, origins)
  return { count, lookUps, attachedFirst, attached, chainFirst, chainOrigin }
}

/** Connected points per chain, ascending. */
export function groupByChain(graph: WalkGraph, points: SnappedPoints): { first: Uint32Array; member: Uint32Array } {
  const first = new Uint32Array(graph.chainCount + 1)
  for (let i = 0; i < points.count; i++) if (points.status[i] === SNAP_STATUS.connected) first[points.chain[i] + 1]++
  for (let c = 0; c < graph.chainCount; c++) first[c + 1] += first[c]
  const member = new Uint32Array(first[graph.chainCount])
  const fill = first.slice(0, graph.chainCount)
  for (let i = 0; i < points.count; i++) {
    if (points.status[i] === SNAP_STATUS.connected) member[fill[points.chain[i]]++] = i
  }
  return { first, member }
}

/** Access points per facility, ascending. */
export function groupByFacility(
  destinations: SnappedPoints,
  destinationFacility: Uint32Array,
  facilityCount: number,
): { first: Uint32Array; member: Uint32Array } {
  checkDestinationFacility(destinations, destinationFacility)
  const first = new Uint32Array(facilityCount + 1)
  for (let j = 0; j < destinations.count; j++) {
    if (destinationFacility[j] >= facilityCount) {
      throw new RangeError(`destination ${j} belongs to facility ${destinationFacility[j]} of ${facilityCount}`)
    }
    first[destinationFacility[j] + 1]++
  }
  for (let f = 0; f < facilityCount; f++) first[f + 1] += first[f]
  const member = new Uint32Array(destinations.count)
  const fill = first.slice(0, facilityCount)
  for (let j = 0; j < destinations.count; j++) member[fill[destinationFacility[j]]++] = j
  return { first, member }
}

export function checkDestinationFacility(destinations: SnappedPoints, destinationFacility: Uint32Array): void {
  if (destinationFacility.length !== destinations.count) {
    throw new RangeError(`${destinations.count} destinations, but facilities for ${destinationFacility.length}`)
  }
}

/** Times are stored as 16 bits, of which one value means unreached. */
export function checkTableCutoff(cutoffDeciseconds: number): void {
  if (!(Number.isInteger(cutoffDeciseconds) && cutoffDeciseconds >= 0 && cutoffDeciseconds < 0xffff)) {
    throw new RangeError(
      `cutoffDeciseconds must be a whole number from 0 to 65534 (109 minutes), not ${cutoffDeciseconds}`,
    )
  }
}
