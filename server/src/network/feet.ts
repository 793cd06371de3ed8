import { joinPoints } from './join-points.ts'
import type { SnappedPoints } from './snap-place.ts'

/** All feet of some points as rows of their own; a walk begins or ends at whichever is best. */
export interface Feet {
  /** Without `others`; the first rows are the points themselves. */
  readonly points: SnappedPoints
  /** Per row the point that it belongs to. */
  readonly owner: Uint32Array
}

/** Nothing is copied where every point has one foot. */
export function listFeet(points: SnappedPoints): Feet {
  const own = Uint32Array.from({ length: points.count }, (_, i) => i)
  const { others } = points
  if (others === undefined) return { points, owner: own }
  const owner = new Uint32Array(points.count + others.owner.length)
  owner.set(own)
  owner.set(others.owner, points.count)
  return { points: joinPoints({ ...points, others: undefined }, others.points), owner }
}
