/** Places on segments of a snapping index as shares of their whole edge, by length: the arithmetic of `snapPoints`. */
import { distanceMetres } from '../geo/distance.ts'
import type { SnapIndex } from '../network/snap.ts'

/** Metres per segment of the index. */
export interface SegmentMeasures {
  /** From the start of the edge to the start of the segment. */
  readonly before: Float64Array
  readonly length: Float64Array
  /** Of the whole edge. */
  readonly whole: Float64Array
}

/** O(segments); 24 bytes each. */
export function buildSegmentMeasures({ network, segmentEdge, segmentPoint }: SnapIndex): SegmentMeasures {
  const { pointLng, pointLat } = network
  const count = segmentEdge.length
  const before = new Float64Array(count)
  const length = new Float64Array(count)
  const whole = new Float64Array(count)
  // The segments of an edge stand one behind the other, in its direction.
  for (let first = 0, end = 0; first < count; first = end) {
    let metres = 0
    for (; end < count && segmentEdge[end] === segmentEdge[first]; end++) {
      const p = segmentPoint[end]
      before[end] = metres
      length[end] = distanceMetres(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1])
      metres += length[end]
    }
    whole.fill(metres, first, end)
  }
  return { before, length, whole }
}

/** Share along the edge, 0 … 1, of a place given by its share along the segment; 0 on an edge without length. */
export function shareOfEdge({ before, length, whole }: SegmentMeasures, segment: number, segmentShare: number): number {
  return whole[segment] > 0 ? Math.min(1, (before[segment] + segmentShare * length[segment]) / whole[segment]) : 0
}
