/**
 * Feet of points with the way over grass apart. On streets that a scenario changed, a foot may be the end of a closed stretch: the way over grass
 * ends on the stretch, and the walk along it comes on top (reach/moved-feet.ts).
 */
import { listFeet } from '../network/feet.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { moveFeet, type FeetContext } from '../reach/moved-feet.ts'

/** One row per foot. */
export interface GrassFeet {
  /** Without `others`. */
  readonly points: SnappedPoints
  /** The point that a foot belongs to. */
  readonly owner: Uint32Array
  /** Where the way over grass meets a street, degrees; metres of that way. */
  readonly grassLng: Float64Array
  readonly grassLat: Float64Array
  readonly grassMetres: Float64Array
  /** From there to the foot, along a closed stretch; 0 where the foot is there. */
  readonly stretchDeciseconds: Uint32Array
}

/** On streets as they are: every point has the foot of its row. */
export function toGrassFeet(points: SnappedPoints): GrassFeet {
  return {
    points,
    owner: Uint32Array.from({ length: points.count }, (_, i) => i),
    grassLng: points.lng,
    grassLat: points.lat,
    grassMetres: points.accessMetres,
    stretchDeciseconds: new Uint32Array(points.count),
  }
}

/**
 * On changed streets.
 *
 * @param before the points on the streets before, one foot each
 * @param way whether walks begin (`leave`) or end (`arrive`) at the points
 * @param maximumMetres as they were joined with
 */
export function moveGrassFeet(
  context: FeetContext,
  before: SnappedPoints,
  way: 'leave' | 'arrive',
  maximumMetres: number,
): GrassFeet {
  const { points, owner } = listFeet(moveFeet(context, before, way, maximumMetres))
  const feet: GrassFeet = {
    points,
    owner,
    grassLng: points.lng.slice(),
    grassLat: points.lat.slice(),
    grassMetres: points.accessMetres.slice(),
    stretchDeciseconds: new Uint32Array(points.count),
  }
  for (let foot = 0; foot < points.count; foot++) {
    const point = owner[foot]
    if (points.status[foot] !== SNAP_STATUS.connected || before.status[point] !== SNAP_STATUS.connected) continue
    // Whoever keeps the place is as far from it as before, a new street is nearer: only the ends of a closed stretch are farther.
    if (points.accessMetres[foot] <= before.accessMetres[point]) continue
    feet.grassLng[foot] = before.lng[point]
    feet.grassLat[foot] = before.lat[point]
    feet.grassMetres[foot] = before.accessMetres[point]
    feet.stretchDeciseconds[foot] = points.accessDeciseconds[foot] - before.accessDeciseconds[point]
  }
  return feet
}
