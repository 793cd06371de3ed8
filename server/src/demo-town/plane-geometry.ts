/** Geometry in the plane of the town: x to the east, y to the north, in metres. Rings are open (first point not repeated). */
export type Point = readonly [x: number, y: number]

export function distanceBetween(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

export function interpolatePoint(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/** Signed area in square metres, positive counter-clockwise. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    twice += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
  return twice / 2
}

/** Centre of gravity of a ring with an area. */
export function ringCentroid(ring: readonly Point[]): Point {
  const [originX, originY] = ring[0]
  let x = 0
  let y = 0
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const ax = ring[j][0] - originX
    const ay = ring[j][1] - originY
    const bx = ring[i][0] - originX
    const by = ring[i][1] - originY
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twice === 0 ? ring[0] : [originX + x / (3 * twice), originY + y / (3 * twice)]
}

export function pointInRing(point: Point, ring: readonly Point[]): boolean {
  let inside = false
  const [x, y] = point
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]
    const [bx, by] = ring[j]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const squared = dx * dx + dy * dy
  const along = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared
  const share = along < 0 ? 0 : along > 1 ? 1 : along
  return Math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy)
}

export function distanceToLine(point: Point, line: readonly Point[]): number {
  let nearest = Infinity
  for (let i = 1; i < line.length; i++) nearest = Math.min(nearest, distanceToSegment(point, line[i - 1], line[i]))
  return nearest
}

export function distanceToRing(point: Point, ring: readonly Point[]): number {
  return Math.min(distanceToLine(point, ring), distanceToSegment(point, ring[ring.length - 1], ring[0]))
}

/** Shares along both segments at which they meet, or null where they do not (parallel ones never do). */
export function segmentIntersection(a: Point, b: Point, c: Point, d: Point): readonly [number, number] | null {
  const rx = b[0] - a[0]
  const ry = b[1] - a[1]
  const sx = d[0] - c[0]
  const sy = d[1] - c[1]
  const cross = rx * sy - ry * sx
  if (Math.abs(cross) < 1e-9) return null
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [t, u] : null
}

export interface OrientedBox {
  readonly centre: Point
  /** Unit vector along the longer side. */
  readonly axis: Point
  readonly length: number
  readonly width: number
}

/** From where to where points reach along a direction of unit length. */
export function extentAlong(points: readonly Point[], ux: number, uy: number): readonly [low: number, high: number] {
  let low = Infinity
  let high = -Infinity
  for (const [x, y] of points) {
    const along = x * ux + y * uy
    low = Math.min(low, along)
    high = Math.max(high, along)
  }
  return [low, high]
}

/** The smallest of the boxes that are parallel to one of the ring's sides. */
export function orientedBox(ring: readonly Point[]): OrientedBox {
  let best: OrientedBox | null = null
  let bestArea = Infinity
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const side = distanceBetween(ring[i], ring[j])
    if (side < 1) continue
    const ux = (ring[i][0] - ring[j][0]) / side
    const uy = (ring[i][1] - ring[j][1]) / side
    const [lowU, highU] = extentAlong(ring, ux, uy)
    const [lowV, highV] = extentAlong(ring, -uy, ux)
    const area = (highU - lowU) * (highV - lowV)
    if (area >= bestArea) continue
    bestArea = area
    const u = (lowU + highU) / 2
    const v = (lowV + highV) / 2
    const longAlongU = highU - lowU >= highV - lowV
    best = {
      centre: [u * ux - v * uy, u * uy + v * ux],
      axis: longAlongU ? [ux, uy] : [-uy, ux],
      length: Math.max(highU - lowU, highV - lowV),
      width: Math.min(highU - lowU, highV - lowV),
    }
  }
  if (best === null) throw new RangeError('orientedBox needs a ring with a side of at least one metre')
  return best
}

export function lineLength(line: readonly Point[]): number {
  let length = 0
  for (let i = 1; i < line.length; i++) length += distanceBetween(line[i - 1], line[i])
  return length
}

/** The point `metres` along the line, and the unit vector of its direction there; clamped to the ends. */
export function pointAlongLine(
  line: readonly Point[],
  metres: number,
): { readonly point: Point; readonly direction: Point } {
  let rest = Math.max(0, metres)
  for (let i = 1; i < line.length; i++) {
    const side = distanceBetween(line[i - 1], line[i])
    if ((rest <= side || i === line.length - 1) && side > 0) {
      const direction: Point = [(line[i][0] - line[i - 1][0]) / side, (line[i][1] - line[i - 1][1]) / side]
      return { point: interpolatePoint(line[i - 1], line[i], Math.min(1, rest / side)), direction }
    }
    rest -= side
  }
  throw new RangeError('pointAlongLine needs a line with a length')
}

/** A smooth line through control points (Catmull-Rom), with a point about every `stepMetres`. */
export function smoothLine(controls: readonly Point[], stepMetres: number): Point[] {
  const line: Point[] = [controls[0]]
  for (let i = 0; i + 1 < controls.length; i++) {
    const before = controls[Math.max(0, i - 1)]
    const from = controls[i]
    const to = controls[i + 1]
    const after = controls[Math.min(controls.length - 1, i + 2)]
    const pieces = Math.max(1, Math.ceil(distanceBetween(from, to) / stepMetres))
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces
      const blend = (axis: 0 | 1): number =>
        0.5 *
        (2 * from[axis] +
          (to[axis] - before[axis]) * t +
          (2 * before[axis] - 5 * from[axis] + 4 * to[axis] - after[axis]) * t * t +
          (3 * from[axis] - before[axis] - 3 * to[axis] + after[axis]) * t * t * t)
      line.push([blend(0), blend(1)])
    }
  }
  return line
}

/** The line moved to its left by `metres` (to its right when negative); for lines that bend gently. */
export function offsetLine(line: readonly Point[], metres: number): Point[] {
  return line.map((point, i) => {
    const before = line[Math.max(0, i - 1)]
    const after = line[Math.min(line.length - 1, i + 1)]
    const length = distanceBetween(before, after)
    return [
      point[0] - ((after[1] - before[1]) / length) * metres,
      point[1] + ((after[0] - before[0]) / length) * metres,
    ]
  })
}

/** Fewer points, none of the dropped ones further than `tolerance` from the line that is left (Douglas–Peucker). */
export function simplifyLine(line: readonly Point[], tolerance: number): Point[] {
  if (line.length < 3) return [...line]
  let worst = 0
  let at = 0
  const last = line.length - 1
  for (let i = 1; i < last; i++) {
    const away = distanceToSegment(line[i], line[0], line[last])
    if (away > worst) {
      worst = away
      at = i
    }
  }
  if (worst <= tolerance) return [line[0], line[last]]
  return [...simplifyLine(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplifyLine(line.slice(at), tolerance)]
}
