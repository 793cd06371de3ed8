/**
 * Where points meet the streets after these were changed. Everybody keeps the place at which he met them before, so that a new way never makes anyone
 * worse off, and gets a second one where a new or newly usable way is closer. Who lives, or has a place, on a closed stretch still gets out at both of
 * its ends; nobody passes it from end to end.
 */
import type { ChangedStreets } from '../network/cut-streets.ts'
import { partOfEdge, placePoints, type OtherFeet, type SnappedPoints } from '../network/snap-place.ts'
import { snapPoints, type SnapIndex } from '../network/snap.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN, type StreetNetwork } from '../network/street-network.ts'
import { NO_CHAIN, type WalkGraph } from '../network/walk-graph.ts'

export interface FeetContext {
  readonly changed: ChangedStreets
  readonly graphBefore: WalkGraph
  readonly graph: WalkGraph
  /** The edges that the graph before did not have. */
  readonly newStreets: SnapIndex
  /** Of the graph's costs. */
  readonly nodeClosed: Uint8Array
  readonly speedMetresPerSecond: number
}

interface Foot {
  readonly owner: number
  readonly edge: number
  readonly share: number
  readonly lng: number
  readonly lat: number
  readonly accessMetres: number
  readonly along: number
  readonly against: number
  /** Null: the access leg, over grass. */
  readonly accessDeciseconds: number | null
}

/**
 * @param points joined to the streets before, one foot each
 * @param way whether walks begin (`leave`) or end (`arrive`) at the points
 * @param maximumMetres as they were joined with
 */
export function moveFeet(
  context: FeetContext,
  points: SnappedPoints,
  way: 'leave' | 'arrive',
  maximumMetres: number,
): SnappedPoints {
  const { newStreets, speedMetresPerSecond } = context
  const near = snapPoints(newStreets, points.pointLng, points.pointLat, { maximumMetres, speedMetresPerSecond })
  const feet: Foot[] = []
  for (let i = 0; i < points.count; i++) {
    if (points.status[i] === SNAP_STATUS.outsideNetwork) continue
    if (points.status[i] === SNAP_STATUS.connected) feet.push(...keepFoot(context, points, i, way))
    const isNearer = points.status[i] !== SNAP_STATUS.connected || near.accessMetres[i] < points.accessMetres[i]
    if (near.status[i] === SNAP_STATUS.connected && isNearer) {
      const edge = near.edge[i]
      feet.push({
        owner: i,
        edge,
        share: near.edgeShare[i],
        lng: near.lng[i],
        lat: near.lat[i],
        accessMetres: near.accessMetres[i],
        along: partOfEdge(context.graph.edgeForward[edge], near.edgeShare[i]),
        against: partOfEdge(context.graph.edgeBackward[edge], near.edgeShare[i]),
        accessDeciseconds: null,
      })
    }
  }
  return placeFeet(context, points, feet)
}

/** The foot that a point had, or the ends of the stretch that was closed. */
function keepFoot(context: FeetContext, points: SnappedPoints, i: number, way: 'leave' | 'arrive'): Foot[] {
  const { changed, graph, graphBefore, nodeClosed } = context
  const { network, firstPiece, fromShare, toShare } = changed
  const edge = points.edge[i]
  const share = points.edgeShare[i]
  let piece = firstPiece[edge]
  while (piece + 1 < firstPiece[edge + 1] && toShare[piece] < share) piece++
  const [start, end] = [fromShare[piece], toShare[piece]]
  const former = [graphBefore.edgeForward[edge], graphBefore.edgeBackward[edge]] as const
  const between = (cost: number, from: number, to: number) => partOfEdge(cost, to) - partOfEdge(cost, from)
  const kept = { owner: i, lng: points.lng[i], lat: points.lat[i], accessMetres: points.accessMetres[i] }

  if (graph.edgeChain[piece] !== NO_CHAIN) {
    const shareOfPiece = end > start ? Math.min(1, Math.max(0, (share - start) / (end - start))) : 0
    const part = (cost: number, whole: number): number => {
      if (cost === FORBIDDEN || whole === FORBIDDEN) return partOfEdge(cost, shareOfPiece)
      const [before, behind] = [between(whole, start, share), between(whole, share, end)]
      // On an eased piece neither of its parts may cost more than before.
      return Math.max(cost - behind, Math.min(before, partOfEdge(cost, shareOfPiece)))
    }
    const along = part(graph.edgeForward[piece], former[0])
    const against = part(graph.edgeBackward[piece], former[1])
    return [{ ...kept, edge: piece, share: shareOfPiece, along, against, accessDeciseconds: null }]
  }
  const metres = network.edgeLengthMetres[piece] / (end - start || 1)
  const exits = [
    { node: network.edgeFrom[piece], cost: former[way === 'leave' ? 1 : 0], from: start, to: share },
    { node: network.edgeTo[piece], cost: former[way === 'leave' ? 0 : 1], from: share, to: end },
  ]
  return exits.flatMap(({ node, cost, from, to }): Foot[] => {
    if (cost === FORBIDDEN || nodeClosed[node] === 1) return []
    const onward = findEdgeAt(graph, network, node)
    if (onward === null) return []
    const atEnd = network.edgeFrom[onward] === node ? 0 : 1
    return [
      {
        ...kept,
        edge: onward,
        share: atEnd,
        lng: network.nodeLng[node],
        lat: network.nodeLat[node],
        accessMetres: kept.accessMetres + metres * (to - from),
        along: atEnd === 1 ? partOfEdge(graph.edgeForward[onward], 1) : 0,
        against: atEnd === 1 ? partOfEdge(graph.edgeBackward[onward], 1) : 0,
        accessDeciseconds: points.accessDeciseconds[i] + between(cost, from, to),
      },
    ]
  })
}

/** One edge of the graph per street node, made once per graph. */
const edgesAtNodes = new WeakMap<WalkGraph, Uint32Array>()
function findEdgeAt(graph: WalkGraph, network: StreetNetwork, node: number): number | null {
  let edgeAt = edgesAtNodes.get(graph)
  if (edgeAt === undefined) {
    edgeAt = new Uint32Array(network.nodeCount).fill(NO_CHAIN)
    for (let e = network.edgeCount - 1; e >= 0; e--) {
      if (graph.edgeChain[e] === NO_CHAIN) continue
      edgeAt[network.edgeFrom[e]] = e
      edgeAt[network.edgeTo[e]] = e
    }
    edgesAtNodes.set(graph, edgeAt)
  }
  return edgeAt[node] === NO_CHAIN ? null : edgeAt[node]
}

/** The first foot of each point in its own row, the others behind. */
function placeFeet(context: FeetContext, points: SnappedPoints, feet: readonly Foot[]): SnappedPoints {
  const first = new Map<number, Foot>()
  const others: Foot[] = []
  for (const foot of feet) {
    if (first.has(foot.owner)) others.push(foot)
    else first.set(foot.owner, foot)
  }
  const rows = Array.from({ length: points.count }, (_, i) => first.get(i) ?? null)
  const status = points.status.map((before, i) => {
    if (rows[i] !== null) return SNAP_STATUS.connected
    return before === SNAP_STATUS.connected ? SNAP_STATUS.noStreet : before
  })
  const placed = place(context, points.pointLng, points.pointLat, status, rows)
  if (others.length === 0) return placed
  const owner = Uint32Array.from(others, (foot) => foot.owner)
  const pick = (column: Float64Array) => Float64Array.from(owner, (i) => column[i])
  const connected = new Uint8Array(others.length).fill(SNAP_STATUS.connected)
  const otherFeet: OtherFeet = {
    points: place(context, pick(points.pointLng), pick(points.pointLat), connected, others),
    owner,
  }
  return { ...placed, others: otherFeet }
}

function place(
  { graph, speedMetresPerSecond }: FeetContext,
  pointLng: Float64Array,
  pointLat: Float64Array,
  status: Uint8Array,
  feet: readonly (Foot | null)[],
): SnappedPoints {
  const column = (read: (foot: Foot) => number, otherwise: (row: number) => number = () => 0) =>
    Float64Array.from(feet, (foot, row) => (foot === null ? otherwise(row) : read(foot)))
  const placed = placePoints(graph, {
    pointLng,
    pointLat,
    lng: column((foot) => foot.lng, (row) => pointLng[row]), // prettier-ignore
    lat: column((foot) => foot.lat, (row) => pointLat[row]), // prettier-ignore
    status,
    edge: Uint32Array.from(feet, (foot) => foot?.edge ?? 0),
    share: column((foot) => foot.share),
    accessMetres: column((foot) => foot.accessMetres),
    speedMetresPerSecond,
    parts: {
      along: Uint32Array.from(feet, (foot) => foot?.along ?? 0),
      against: Uint32Array.from(feet, (foot) => foot?.against ?? 0),
    },
  })
  // At the end of a closed stretch the way there counts as it did, not as a walk over grass.
  const accessDeciseconds = placed.accessDeciseconds.map(
    (deciseconds, row) => feet[row]?.accessDeciseconds ?? deciseconds,
  )
  return { ...placed, accessDeciseconds }
}
