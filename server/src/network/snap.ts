import Flatbush from 'flatbush'
import { boundsContain, type Bounds } from '../geo/bounds.ts'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import { placePoints, type SnappedPoints } from './snap-place.ts'
import { SNAP_STATUS } from './snap-status.ts'
import type { StreetNetwork } from './street-network.ts'
import { NO_CHAIN, type WalkGraph } from './walk-graph.ts'

/** Finds the nearest street that a graph kept. */
export interface SnapIndex {
  readonly network: StreetNetwork
  readonly graph: WalkGraph
  readonly bounds: Bounds
  /** Boxes of the segments in degrees, or null for a graph without edges. */
  readonly tree: Flatbush | null
  /** Street edge and first point of each segment in the tree. */
  readonly segmentEdge: Uint32Array
  readonly segmentPoint: Uint32Array
}

export interface SnapOptions {
  /** Points farther than this from any usable street are `noStreet`; 0 or more. */
  readonly maximumMetres: number
  /** Speed of the profile on even ground; the way from the point to the street is walked at 0.7 of it. */
  readonly speedMetresPerSecond: number
}

/** Radii tried before the maximum: most points lie close to a street, and a small box holds few segments. */
const FIRST_RADII_METRES = [20, 60, 150]

/** Indexes the segments of all edges in the graph. O(segments · log segments), about 44 bytes per segment. */
export function buildSnapIndex(network: StreetNetwork, graph: WalkGraph): SnapIndex {
  const { edgeCount, edgeFirstPoint, pointLng, pointLat, bounds } = network
  let segmentCount = 0
  for (let e = 0; e < edgeCount; e++) {
    if (graph.edgeChain[e] !== NO_CHAIN) segmentCount += edgeFirstPoint[e + 1] - edgeFirstPoint[e] - 1
  }
  const segmentEdge = new Uint32Array(segmentCount)
  const segmentPoint = new Uint32Array(segmentCount)
  const tree = segmentCount > 0 ? new Flatbush(segmentCount) : null
  let used = 0
  for (let e = 0; e < edgeCount; e++) {
    if (graph.edgeChain[e] === NO_CHAIN) continue
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
  return { network, graph, bounds, tree, segmentEdge, segmentPoint }
}

/**
 * Joins points to the nearest place on the nearest usable street. Outside the bounds of the network every point is
 * `outsideNetwork`, even beside a street that the cut left over: what lies beyond the cut is not known. Equally near: the
 * smaller edge, then the earlier segment.
 *
 * Distances are planar in the local scale of each point (error below 10⁻⁶ over 250 m). Throws a `RangeError` for
 * coordinates that are not finite or columns that do not fit.
 */
export function snapPoints(
  index: SnapIndex,
  lng: Float64Array,
  lat: Float64Array,
  options: SnapOptions,
): SnappedPoints {
  const { maximumMetres, speedMetresPerSecond } = options
  const count = lng.length
  if (lat.length !== count) throw new RangeError(`${count} longitudes, but ${lat.length} latitudes`)
  if (!(maximumMetres >= 0 && maximumMetres < 100_000))
    throw new RangeError(`maximumMetres ${maximumMetres} is not 0 … 100,000`)
  const status = new Uint8Array(count)
  const edge = new Uint32Array(count)
  const share = new Float64Array(count)
  const footLng = Float64Array.from(lng)
  const footLat = Float64Array.from(lat)
  const accessMetres = new Float64Array(count)
  const radii = [...FIRST_RADII_METRES.filter((radius) => radius < maximumMetres), maximumMetres]

  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(lng[i]) || !Number.isFinite(lat[i])) {
      throw new RangeError(`point ${i} is at longitude ${lng[i]}, latitude ${lat[i]}`)
    }
    if (!boundsContain(index.bounds, lng[i], lat[i])) {
      status[i] = SNAP_STATUS.outsideNetwork
      continue
    }
    const foot = findFoot(index, lng[i], lat[i], radii)
    if (foot === null) {
      status[i] = SNAP_STATUS.noStreet
      continue
    }
    edge[i] = index.segmentEdge[foot.segment]
    share[i] = shareAlongEdge(index.network, edge[i], index.segmentPoint[foot.segment], foot.share)
    footLng[i] = foot.lng
    footLat[i] = foot.lat
    accessMetres[i] = foot.metres
  }
  return placePoints(index.graph, {
    pointLng: Float64Array.from(lng),
    pointLat: Float64Array.from(lat),
    lng: footLng,
    lat: footLat,
    status,
    edge,
    share,
    accessMetres,
    speedMetresPerSecond,
  })
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

interface Foot extends SegmentFoot {
  readonly segment: number
}

/** The nearest place on the segment between points `p` and `p + 1` of the network. */
export function footOnSegment({ pointLng, pointLat }: StreetNetwork, p: number, lng: number, lat: number): SegmentFoot {
  const scale = metresPerDegree(lat)
  const startX = (pointLng[p] - lng) * scale.lng
  const startY = (pointLat[p] - lat) * scale.lat
  const alongX = (pointLng[p + 1] - pointLng[p]) * scale.lng
  const alongY = (pointLat[p + 1] - pointLat[p]) * scale.lat
  const square = alongX * alongX + alongY * alongY
  const share = square > 0 ? Math.min(1, Math.max(0, -(startX * alongX + startY * alongY) / square)) : 0
  // The end itself, not start + 1 · along: streets that meet there must be equally near.
  const footLng = share === 1 ? pointLng[p + 1] : pointLng[p] + share * (pointLng[p + 1] - pointLng[p])
  const footLat = share === 1 ? pointLat[p + 1] : pointLat[p] + share * (pointLat[p + 1] - pointLat[p])
  return {
    share,
    lng: footLng,
    lat: footLat,
    metres: Math.hypot((footLng - lng) * scale.lng, (footLat - lat) * scale.lat),
  }
}

function findFoot(index: SnapIndex, lng: number, lat: number, radii: readonly number[]): Foot | null {
  const { tree, segmentEdge, segmentPoint, network } = index
  if (tree === null) return null
  const scale = metresPerDegree(lat)
  for (const radius of radii) {
    const reachLng = radius / scale.lng
    const reachLat = radius / scale.lat
    let best: Foot | null = null
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

/** Where a place on one segment lies along its whole edge, 0 … 1 by length; 0 on an edge without length. */
function shareAlongEdge(network: StreetNetwork, edge: number, point: number, segmentShare: number): number {
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
