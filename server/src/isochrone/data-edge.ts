/** Where walks come to the edge of the street data: what lies beyond is missing in an isochrone. */
import { distanceToEdgeMetres } from '../access/edge-time.ts'
import type { SnapIndex } from '../network/snap.ts'
import { shareOfEdge, type SegmentMeasures } from './segment-measures.ts'
import { isEdgeTouched, timeOnEdge, type StreetTimes } from './street-times.ts'

/**
 * Earliest time at which somebody is on a street within `marginMetres` of the edge of the street data, deciseconds; `Infinity` where
 * nobody is. Looks at the positions that streets are drawn by. O(segments).
 */
export function computeDataEdgeTime(
  { network, segmentEdge, segmentPoint }: SnapIndex,
  measures: SegmentMeasures,
  times: StreetTimes,
  marginMetres: number,
): number {
  const { bounds, pointLng, pointLat } = network
  let earliest = Infinity
  for (let segment = 0; segment < segmentEdge.length; segment++) {
    const edge = segmentEdge[segment]
    if (!isEdgeTouched(times, edge)) continue
    for (const end of [0, 1]) {
      const p = segmentPoint[segment] + end
      if (distanceToEdgeMetres(bounds, pointLng[p], pointLat[p]) > marginMetres) continue
      earliest = Math.min(earliest, timeOnEdge(times, edge, shareOfEdge(measures, segment, end)))
    }
  }
  return earliest
}
