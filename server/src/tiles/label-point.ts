/**
 * Where to write the name of an area: the position inside it that is farthest from its outline (pole of inaccessibility), by
 * best-first search over a quadtree of squares (method of the polylabel library by V. Agafonkin, ISC). Of several polygons the
 * largest counts. Exact to a hundredth of the area's smaller side; O(corners) per square, some hundred squares.
 */
import type { LngLat, MultiPolygon, Polygon } from '../geo/bounds.ts'
import { polygonArea } from '../geo/polygon.ts'

interface Square {
  readonly x: number
  readonly y: number
  readonly half: number
  /** Distance from the centre to the outline, negative outside. */
  readonly distance: number
  /** The most that any position in the square can have. */
  readonly most: number
}

/** A position inside the largest polygon, degrees. The geometry must have at least one ring of more than no area. */
export function polygonLabelPoint(geometry: MultiPolygon): LngLat {
  let largest = geometry[0]
  for (const polygon of geometry) if (polygonArea(polygon) > polygonArea(largest)) largest = polygon
  // Degrees of longitude are shrunk to the length of degrees of latitude, so that distances mean something.
  const shrink = Math.cos((largest[0][0][1] * Math.PI) / 180)
  const polygon: Polygon = largest.map((ring) => ring.map(([lng, lat]) => [lng * shrink, lat]))
  const [x, y] = findPole(polygon)
  return [x / shrink, y]
}

function findPole(polygon: Polygon): LngLat {
  const xs = polygon[0].map(([x]) => x)
  const ys = polygon[0].map(([, y]) => y)
  const west = xs.reduce((a, b) => Math.min(a, b))
  const south = ys.reduce((a, b) => Math.min(a, b))
  const width = xs.reduce((a, b) => Math.max(a, b)) - west
  const height = ys.reduce((a, b) => Math.max(a, b)) - south
  const side = Math.min(width, height)
  if (side === 0) return polygon[0][0]
  const precision = side / 100
  const half = side / 2
  const squareAt = (x: number, y: number, halfSide: number): Square => {
    const distance = signedDistance(polygon, x, y)
    return { x, y, half: halfSide, distance, most: distance + halfSide * Math.SQRT2 }
  }
  const queue: Square[] = []
  for (let x = west; x < west + width; x += side) {
    for (let y = south; y < south + height; y += side) queue.push(squareAt(x + half, y + half, half))
  }
  let best = squareAt(west + width / 2, south + height / 2, 0)
  while (queue.length > 0) {
    let next = 0
    for (let i = 1; i < queue.length; i++) if (queue[i].most > queue[next].most) next = i
    const square = queue[next]
    queue[next] = queue[queue.length - 1]
    queue.pop()
    if (square.distance > best.distance) best = square
    if (square.most - best.distance <= precision) continue
    const quarter = square.half / 2
    for (const dx of [-quarter, quarter]) {
      for (const dy of [-quarter, quarter]) queue.push(squareAt(square.x + dx, square.y + dy, quarter))
    }
  }
  return [best.x, best.y]
}

/** Distance to the nearest edge, negative outside the polygon. */
function signedDistance(polygon: Polygon, x: number, y: number): number {
  let inside = false
  let least = Infinity
  for (const ring of polygon) {
    for (let i = 0, previous = ring.length - 1; i < ring.length; previous = i++) {
      const [ax, ay] = ring[i]
      const [bx, by] = ring[previous]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      const dx = bx - ax
      const dy = by - ay
      const square = dx * dx + dy * dy
      const share = square > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
      const distance = Math.hypot(x - ax - share * dx, y - ay - share * dy)
      if (distance < least) least = distance
    }
  }
  return inside ? least : -least
}
