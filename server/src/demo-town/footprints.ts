import { distanceToSegment, extentAlong, pointInRing, type Point } from './plane-geometry.ts'

/** A rectangle on the ground: `base` is the middle of its front, `inward` points from the front to the back. */
export interface Footprint {
  readonly base: Point
  readonly inward: Point
  readonly widthMetres: number
  readonly depthMetres: number
}

/** Its corners counter-clockwise: both ends of the front, then both ends of the back. */
export function footprintRing({ base, inward, widthMetres, depthMetres }: Footprint): Point[] {
  const half = widthMetres / 2
  const [nx, ny] = inward
  const ax = base[0] - ny * half
  const ay = base[1] + nx * half
  const bx = base[0] + ny * half
  const by = base[1] - nx * half
  return [
    [ax, ay],
    [bx, by],
    [bx + nx * depthMetres, by + ny * depthMetres],
    [ax + nx * depthMetres, ay + ny * depthMetres],
  ]
}

/** Whether two convex rings overlap, touching within `slackMetres` not counted (separating axes). */
export function convexRingsOverlap(a: readonly Point[], b: readonly Point[], slackMetres: number): boolean {
  return !hasSeparatingSide(a, b, slackMetres) && !hasSeparatingSide(b, a, slackMetres)
}

function hasSeparatingSide(a: readonly Point[], b: readonly Point[], slackMetres: number): boolean {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = a[i]
    const [toX, toY] = a[(i + 1) % a.length]
    const length = Math.hypot(toX - x, toY - y)
    const nx = (toY - y) / length
    const ny = (x - toX) / length
    const [lowA, highA] = extentAlong(a, nx, ny)
    const [lowB, highB] = extentAlong(b, nx, ny)
    if (highA <= lowB + slackMetres || highB <= lowA + slackMetres) return true
  }
  return false
}

/** A line that buildings keep away from. */
export interface KeptClear {
  readonly line: readonly Point[]
  readonly metres: number
}

/** Whether the ring lies inside the block and all its corners and side middles keep clear of the lines. */
export function fitsInBlock(ring: readonly Point[], block: readonly Point[], clear: readonly KeptClear[]): boolean {
  for (let i = 0; i < ring.length; i++) {
    const corner = ring[i]
    const next = ring[(i + 1) % ring.length]
    if (!pointInRing(corner, block)) return false
    const middle: Point = [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2]
    for (const { line, metres } of clear) {
      for (let k = 1; k < line.length; k++) {
        if (distanceToSegment(corner, line[k - 1], line[k]) < metres) return false
        if (distanceToSegment(middle, line[k - 1], line[k]) < metres) return false
        // A spur may poke into a large building between its corners.
        if (k === line.length - 1 && pointInRing(line[k], ring)) return false
      }
    }
  }
  return true
}
