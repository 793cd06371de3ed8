import { boundsContain, type Bounds } from '../geo/bounds.ts'
import { findFoot, indexSegments, shareAlongEdge, type SegmentIndex } from './segment-index.ts'
import { placePoints, type SnappedPoints } from './snap-place.ts'
import { SNAP_STATUS } from './snap-status.ts'
import type { StreetNetwork } from './street-network.ts'
import { NO_CHAIN, type WalkGraph } from './walk-graph.ts'

/** Finds the nearest street that a graph kept. */
export interface SnapIndex extends SegmentIndex {
  readonly graph: WalkGraph
  readonly bounds: Bounds
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
  const segments = indexSegments(network, (edge) => graph.edgeChain[edge] !== NO_CHAIN)
  return { ...segments, graph, bounds: network.bounds }
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
