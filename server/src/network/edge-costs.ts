import { getCrossingDelaySeconds } from './crossing.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import { hasUsableRamp, isBlocked, listEdgeRemarks, listNodeRemarks } from './edge-remarks.ts'
import type { NodeAttributes } from './node-attributes.ts'
import type { Profile } from './profile.ts'
import { getStreetRank } from './street-class.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from './street-network.ts'

/**
 * Walking time per edge and direction for one profile:
 *
 *     seconds = metres / speed · Π factors + flight + half the delay of each crossing or elevator node at its ends
 *
 * Only footways pay for crossings: footway → crossing node → footway pays twice a half, walking along the street
 * through the node nothing. Ferries, elevators and crossings drawn as ways share their seconds by length.
 * Method card: docs/methods/walking-times.md. O(nodes + edges).
 */

/** 10 km/h, for ferries whose duration is not mapped. */
const FERRY_METRES_PER_SECOND = 10 / 3.6

/** What all edges with the same attributes have in common for the profile. */
interface EdgeClass {
  readonly isClosed: boolean
  readonly secondsPerMetre: number
  /** Paid on every edge. */
  readonly fixedSeconds: number
  /** Shared by all edges of the way by length. */
  readonly waySeconds: number
  readonly paysAtCrossings: boolean
  readonly footOneway: -1 | 0 | 1
}

/** What all nodes with the same attributes have in common for the profile. */
interface NodeClass {
  readonly isClosed: boolean
  /** Footways end here, the street does not: a kerb or sign beside the street, not on it. */
  readonly isClosedForFootways: boolean
  /** Half of the wait, charged to every edge that ends here. */
  readonly halfElevatorSeconds: number
  /** Half of the delay, charged to footways that end here. */
  readonly halfCrossingSeconds: number
}

/**
 * Whole deciseconds per edge, rounded to the nearest and at least 1 on an edge with a length; `FORBIDDEN` where the
 * profile cannot go. Edges that meet in a closed node are not changed: whoever builds a graph keeps them apart there.
 */
export function computeEdgeCosts(network: StreetNetwork, profile: Profile): EdgeCosts {
  const { edgeCount, edgeFrom, edgeTo, edgeLengthMetres, edgeAttribute, nodeAttribute } = network
  const edgeClasses = network.attributes.map((attributes) => classifyEdge(attributes, profile))
  const nodeClasses = network.nodeAttributes.map((attributes) => classifyNode(attributes, profile))
  const shareOfWay = createWayShares(network, edgeClasses)
  const forwardDeciseconds = new Uint32Array(edgeCount)
  const backwardDeciseconds = new Uint32Array(edgeCount)

  for (let e = 0; e < edgeCount; e++) {
    const edge = edgeClasses[edgeAttribute[e]]
    const from = nodeClasses[nodeAttribute[edgeFrom[e]]]
    const to = nodeClasses[nodeAttribute[edgeTo[e]]]
    const endsAtKerb = edge.paysAtCrossings && (from.isClosedForFootways || to.isClosedForFootways)
    if (edge.isClosed || endsAtKerb) {
      forwardDeciseconds[e] = FORBIDDEN
      backwardDeciseconds[e] = FORBIDDEN
      continue
    }
    const metres = edgeLengthMetres[e]
    let seconds = metres * edge.secondsPerMetre + edge.fixedSeconds
    if (edge.waySeconds > 0) seconds += edge.waySeconds * shareOfWay(e)
    seconds += from.halfElevatorSeconds + to.halfElevatorSeconds
    if (edge.paysAtCrossings) seconds += from.halfCrossingSeconds + to.halfCrossingSeconds
    const deciseconds = Math.max(Math.round(seconds * 10), metres > 0 ? 1 : 0)
    forwardDeciseconds[e] = edge.footOneway === -1 ? FORBIDDEN : deciseconds
    backwardDeciseconds[e] = edge.footOneway === 1 ? FORBIDDEN : deciseconds
  }
  return {
    forwardDeciseconds,
    backwardDeciseconds,
    nodeClosed: Uint8Array.from(nodeAttribute, (attribute) => (nodeClasses[attribute].isClosed ? 1 : 0)),
  }
}

function classifyEdge(attributes: EdgeAttributes, profile: Profile): EdgeClass {
  const remarks = listEdgeRemarks(attributes, profile)
  const factor = remarks.reduce((product, item) => product * item.factor, 1)
  const isFerry = attributes.kind === 'ferry'
  const isFlight = attributes.kind === 'steps' && hasUsableRamp(attributes, profile.ramp) !== true
  const crossingSeconds = getCrossingDelaySeconds(attributes.crossing, attributes.crossedStreet, profile.crossingDelays)
  const ferrySpeed = attributes.ferryMinutes === null ? 1 / FERRY_METRES_PER_SECOND : 0
  return {
    isClosed: isBlocked(remarks),
    secondsPerMetre: isFerry ? ferrySpeed : factor / profile.speedMetresPerSecond,
    fixedSeconds: isFlight ? profile.secondsPerFlight : 0,
    waySeconds:
      crossingSeconds +
      (isFerry ? (attributes.ferryMinutes ?? 0) * 60 : 0) +
      (attributes.elevator ? profile.elevatorWaitSeconds : 0),
    paysAtCrossings: getStreetRank(attributes.kind) < 0,
    footOneway: attributes.footOneway,
  }
}

function classifyNode(attributes: NodeAttributes, profile: Profile): NodeClass {
  const isClosed = isBlocked(listNodeRemarks(attributes, profile))
  // A kerb at a node of a street lies at the street's sides, so it stops only those who come across.
  const isBesideStreet = attributes.crossedStreet !== null && attributes.barrier === null && attributes.footAllowed
  const { crossing, crossedStreet, elevator } = attributes
  return {
    isClosed: isClosed && !isBesideStreet,
    isClosedForFootways: isClosed && isBesideStreet,
    halfElevatorSeconds: elevator ? profile.elevatorWaitSeconds / 2 : 0,
    halfCrossingSeconds: getCrossingDelaySeconds(crossing, crossedStreet, profile.crossingDelays) / 2,
  }
}

/** Share of each edge in its way's length; of an elevator drawn as a room in half its outline: from door to door. */
function createWayShares(network: StreetNetwork, classes: readonly EdgeClass[]): (edge: number) => number {
  const ways = new Map<number, { metres: number; edges: number; first: number; last: number }>()
  for (let e = 0; e < network.edgeCount; e++) {
    if (classes[network.edgeAttribute[e]].waySeconds === 0) continue
    const way = ways.get(network.edgeWayId[e])
    if (way === undefined) {
      ways.set(network.edgeWayId[e], { metres: network.edgeLengthMetres[e], edges: 1, first: e, last: e })
      continue
    }
    way.metres += network.edgeLengthMetres[e]
    way.edges++
    way.last = e
  }
  return (edge) => {
    const way = ways.get(network.edgeWayId[edge])
    if (way === undefined) return 0
    const isRing = way.edges > 1 && network.edgeFrom[way.first] === network.edgeTo[way.last]
    const share = way.metres > 0 ? network.edgeLengthMetres[edge] / way.metres : 1 / way.edges
    return isRing && network.attributes[network.edgeAttribute[edge]].elevator ? share * 2 : share
  }
}
