import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'

/** Where a place on one segment of a line lies along all of it, 0 … 1 by length. */
export function shareAlongShape(shape: readonly LngLat[], segment: number, share: number): number {
  let before = 0
  let total = 0
  for (let p = 0; p + 1 < shape.length; p++) {
    const metres = distanceMetres(...shape[p], ...shape[p + 1])
    if (p === segment) before = total + share * metres
    total += metres
  }
  return total > 0 ? Math.min(1, before / total) : 0
}

/** Leaves out corners on the same place as the one before. */
export function withoutDoubles(line: readonly LngLat[]): LngLat[] {
  return line.filter(([lng, lat], i) => i === 0 || lng !== line[i - 1][0] || lat !== line[i - 1][1])
}

/** Where two straight lines cross or touch, as shares of both; null where they do not, or run side by side. */
export function crossLines(
  a: LngLat,
  b: LngLat,
  c: LngLat,
  d: LngLat,
): { readonly first: number; readonly second: number } | null {
  const scale = metresPerDegree(a[1])
  const [ux, uy] = [(b[0] - a[0]) * scale.lng, (b[1] - a[1]) * scale.lat]
  const [vx, vy] = [(d[0] - c[0]) * scale.lng, (d[1] - c[1]) * scale.lat]
  const [wx, wy] = [(c[0] - a[0]) * scale.lng, (c[1] - a[1]) * scale.lat]
  const area = ux * vy - uy * vx
  if (Math.abs(area) <= 1e-9 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return null
  const first = (wx * vy - wy * vx) / area
  const second = (wx * uy - wy * ux) / area
  return first >= 0 && first <= 1 && second >= 0 && second <= 1 ? { first, second } : null
}
