import Flatbush from 'flatbush'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import type { StreetNetwork } from './street-network.ts'

/** The straight segments of some street edges, to be found by place. */
export interface SegmentIndex {
  readonly network: StreetNetwork
  /** Boxes of the segments in degrees, or null where there are none. */
  readonly tree: Flatbush | null
  /** Street edge and first point of each segment in the tree. */
  readonly segmentEdge: Uint32Array
  readonly segmentPoint: Uint32Array
}

/** O(segments · log segments), about 44 bytes per segment. */
export function indexSegments(network: StreetNetwork, isIndexed: (edge: number) => boolean): SegmentIndex {
  const { edgeCount, edgeFirstPoint, pointLng, pointLat } = network
  let segmentCount = 0
  for (let e = 0; e < edgeCount; e++) if (isIndexed(e)) segmentCount += edgeFirstPoint[e + 1] - edgeFirstPoint[e] - 1
  const segmentEdge = new Uint32Array(segmentCount)
  const segmentPoint = new Uint32Array(segmentCount)
  const tree = segmentCount > 0 ? new Flatbush(segmentCount) : null
  let used = 0
  for (let e = 0; e < edgeCount; e++) {
    if (!isIndexed(e)) continue
    for (let p = edgeFirstPoint[e]; p < edgeFirstPoint[e + 1] - 1; p++) {
      segmentEdge[used] = e
      segmentPoint[used] = p
      used++
      tree?.add(
        Math.min(pointLng[p], pointLng[p + 1]),
        Math.min(pointLat[p], pointLat[p + 1]),
        Math.max(pointLng[p], pointLng[p + 1]),
        Math.max(pointLat[p], pointLat[p + 1]),
      )
    }
  }
  tree?.finish()
  return { network, tree, segmentEdge, segmentPoint }
}

/** The place of a segment that is nearest to a point. */
export interface SegmentFoot {
  /** Along the segment, 0 … 1. */
  readonly share: number
  readonly lng: number
  readonly lat: number
  /** From the point, planar in its local scale. */
  readonly metres: number
}

export interface IndexedFoot extends SegmentFoot {
  /** Position in the index. */
  readonly segment: number
}

/**
 * The nearest place on any of the indexed segments within the last of the radii, or null; each radius is tried in turn, because a small box holds few
 * segments. Equally near: the smaller edge, then the earlier segment.
 */
export function findFoot(index: SegmentIndex, lng: number, lat: number, radii: readonly number[]): IndexedFoot | null {
  const { tree, segmentEdge, segmentPoint, network } = index
  if (tree === null) return null
  const scale = metresPerDegree(lat)
  for (const radius of radii) {
    const reachLng = radius / scale.lng
    const reachLat = radius / scale.lat
    let best: IndexedFoot | null = null
    for (const segment of tree.search(lng - reachLng, lat - reachLat, lng + reachLng, lat + reachLat)) {
      const foot = footOnSegment(network, segmentPoint[segment], lng, lat)
      const { metres } = foot
      if (metres > radius) continue
      if (best !== null && metres > best.metres) continue
      if (best !== null && metres === best.metres) {
        const rank = segmentEdge[segment] - segmentEdge[best.segment] || segment - best.segment
        if (rank > 0) continue
      }
      best = { segment, ...foot }
    }
    if (best !== null) return best
  }
  return null
}

/** The nearest place on the segment between points `p` and `p + 1` of the network. */
export function footOnSegment({ pointLng, pointLat }: StreetNetwork, p: number, lng: number, lat: number): SegmentFoot {
  return footBetween(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1], lng, lat)
}

/** The nearest place on the straight line between two positions. */
export function footBetween(
  startLng: number,
  startLat: number,
  endLng: number,
  endLat: number,
  lng: number,
  lat: number,
): SegmentFoot {
  const scale = metresPerDegree(lat)
  const startX = (startLng - lng) * scale.lng
  const startY = (startLat - lat) * scale.lat
  const alongX = (endLng - startLng) * scale.lng
  const alongY = (endLat - startLat) * scale.lat
  const square = alongX * alongX + alongY * alongY
  const share = square > 0 ? Math.min(1, Math.max(0, -(startX * alongX + startY * alongY) / square)) : 0
  // The end itself, not start + 1 · along: streets that meet there must be equally near.
  const footLng = share === 1 ? endLng : startLng + share * (endLng - startLng)
  const footLat = share === 1 ? endLat : startLat + share * (endLat - startLat)
  return {
    share,
    lng: footLng,
    lat: footLat,
    metres: Math.hypot((footLng - lng) * scale.lng, (footLat - lat) * scale.lat),
  }
}

/** Where a place on one segment lies along its whole edge, 0 … 1 by length; 0 on an edge without length. */
export function shareAlongEdge(network: StreetNetwork, edge: number, point: number, segmentShare: number): number {
  const { edgeFirstPoint, pointLng, pointLat } = network
  let before = 0
  let total = 0
  for (let p = edgeFirstPoint[edge]; p < edgeFirstPoint[edge + 1] - 1; p++) {
    const metres = distanceMetres(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1])
    if (p === point) before = total + segmentShare * metres
    total += metres
  }
  return total > 0 ? Math.min(1, before / total) : 0
}
