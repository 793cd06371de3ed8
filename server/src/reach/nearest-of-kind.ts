import { selectPoints } from '../network/select-points.ts'
import { computeNearest } from './compute-nearest.ts'
import type { NearestTable } from './nearest-table.ts'
import type { Walker } from './walker.ts'

/** Longest walk that is looked for: beyond it a gap is complete for every threshold up to half of it. */
export const CUTOFF_MINUTES = 60
/** Nearest, second and third nearest. */
export const MAXIMUM_RANK = 3

/** Walking times from every cell to the nearest of the facilities named, within the longest walk that is looked for. */
export function computeNearestOfKind(
  { entrances, entranceFacility, graph, cells }: Walker,
  facilityIndexes: ReadonlySet<number>,
  k = MAXIMUM_RANK,
): NearestTable {
  const selected: number[] = []
  entranceFacility.forEach((facility, entrance) => {
    if (facilityIndexes.has(facility)) selected.push(entrance)
  })
  const facility = Uint32Array.from(selected, (entrance) => entranceFacility[entrance])
  return computeNearest(graph, cells, selectPoints(entrances, selected), facility, {
    k,
    cutoffDeciseconds: CUTOFF_MINUTES * 600,
  })
}
