/**
 * Planar geometry of rings and polygons. Works in any plane: degrees for questions of inside and outside, EPSG:3035 metres
 * where sizes count. Rings are closed (first position equals last); a polygon is an outer ring and its holes.
 *
 * Boundary rule: a position exactly on a boundary belongs to the polygon, on that of a hole too. So a position on the
 * border of two districts belongs to both; who needs one answer takes the first (`polygon-index.ts`).
 */
import { boundsOf, type Bounds, type LngLat, type MultiPolygon, type Polygon, type Ring } from './bounds.ts'

/** Area of a ring in squared units of its plane: positive where it runs counter-clockwise, negative where clockwise. */
export function signedRingArea(ring: Ring): number {
  if (ring.length === 0) return 0
  // Relative to the first position, which keeps digits: coordinates are large against the size of a district.
  const [x0, y0] = ring[0]
  let twice = 0
  for (let i = 1; i < ring.length - 1; i++) {
    twice += (ring[i][0] - x0) * (ring[i + 1][1] - y0) - (ring[i + 1][0] - x0) * (ring[i][1] - y0)
  }
  return twice / 2
}

/** Area of a polygon without its holes, in squared units of its plane, whichever way its rings run. */
export function polygonArea(polygon: Polygon): number {
  let area = 0
  polygon.forEach((ring, i) => (area += (i === 0 ? 1 : -1) * Math.abs(signedRingArea(ring))))
  return area
}

/** Centre of gravity of the area inside a ring; the first position where the ring encloses nothing. */
export function ringCentroid(ring: Ring): LngLat {
  const [x0, y0] = ring[0]
  let twice = 0
  let x = 0
  let y = 0
  for (let i = 1; i < ring.length - 1; i++) {
    const ax = ring[i][0] - x0
    const ay = ring[i][1] - y0
    const bx = ring[i + 1][0] - x0
    const by = ring[i + 1][1] - y0
    const cross = ax * by - bx * ay
    twice += cross
    x += cross * (ax + bx)
    y += cross * (ay + by)
  }
  return twice === 0 ? [x0, y0] : [x0 + x / (3 * twice), y0 + y / (3 * twice)]
}

/** The ring running counter-clockwise (or clockwise); the same object where it already does. */
export function orientRing(ring: Ring, counterClockwise: boolean): Ring {
  return signedRingArea(ring) >= 0 === counterClockwise ? ring : ring.toReversed()
}

/** Where a position lies: 1 inside the ring, 0 exactly on it, −1 outside. */
export function ringSide(ring: Ring, x: number, y: number): 1 | 0 | -1 {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]
    const [bx, by] = ring[i]
    const side = edgeSide(ax, ay, bx, by, x, y)
    if (side === 0) return 0
    if (side === 1) inside = !inside
  }
  return inside ? 1 : -1
}

/**
 * One step of the even-odd rule for a ray towards growing x: 1 where it crosses the edge from a to b, −1 where not, 0 where
 * the position lies on the edge. An edge owns its lower end and not its upper one, so that a ray through a vertex counts once.
 */
export function edgeSide(ax: number, ay: number, bx: number, by: number, x: number, y: number): 1 | 0 | -1 {
  const cross = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
  if (cross === 0 && (x >= ax ? x <= bx : x >= bx) && (y >= ay ? y <= by : y >= by)) return 0
  if (ay > y === by > y) return -1
  return by > ay === cross > 0 ? 1 : -1
}

/** Whether the polygon holds the position, its boundary included. */
export function polygonContains(polygon: Polygon, x: number, y: number): boolean {
  return polygon.length > 0 && polygon.every((ring, i) => ringSide(ring, x, y) * (i === 0 ? 1 : -1) >= 0)
}

/** Whether one of the polygons holds the position, its boundary included. */
export function multiPolygonContains(geometry: MultiPolygon, x: number, y: number): boolean {
  return geometry.some((polygon) => polygonContains(polygon, x, y))
}

/** The smallest rectangle around a geometry, or null where it is empty. */
export function multiPolygonBounds(geometry: MultiPolygon): Bounds | null {
  return boundsOf(geometry.flatMap((polygon) => (polygon.length > 0 ? polygon[0] : [])))
}

/**
 * A position strictly inside a polygon of more than no area: its centroid where that is inside, else the middle of the longest stretch inside on
 * the horizontal line half-way up.
 */
export function pointInPolygon(polygon: Polygon): LngLat {
  const centroid = ringCentroid(polygon[0])
  if (polygonContains(polygon, centroid[0], centroid[1])) return centroid
  const heights = [...new Set(polygon.flat().map((position) => position[1]))].sort((a, b) => a - b)
  const i = Math.max(1, heights.length >> 1)
  const y = (heights[i - 1] + heights[Math.min(i, heights.length - 1)]) / 2
  const crossings: number[] = []
  for (const ring of polygon) {
    for (let k = 1; k < ring.length; k++) {
      const [ax, ay] = ring[k - 1]
      const [bx, by] = ring[k]
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    }
  }
  crossings.sort((a, b) => a - b)
  let best: LngLat = centroid
  let width = -1
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    if (crossings[k + 1] - crossings[k] > width) {
      width = crossings[k + 1] - crossings[k]
      best = [(crossings[k] + crossings[k + 1]) / 2, y]
    }
  }
  return best
}

const WGS84_AXIS_METRES = 6_378_137
const WGS84_ECCENTRICITY = 0.081_819_190_842_621_49

/**
 * Area on the WGS 84 ellipsoid in square metres, of a polygon in degrees. Longitude and the authalic function of latitude
 * span an equal-area plane, so the planar sum is exact but for edges taken as straight in it (far below 10⁻⁶ for edges of a
 * few kilometres). Not for polygons over a pole or the date line.
 */
export function multiPolygonAreaSquareMetres(geometry: MultiPolygon): number {
  let area = 0
  for (const polygon of geometry) {
    area += polygonArea(polygon.map((ring) => ring.map(([lng, lat]) => [(lng * Math.PI) / 180, authalicHeight(lat)])))
  }
  return area
}

function authalicHeight(lat: number): number {
  const e = WGS84_ECCENTRICITY
  const sine = Math.sin((lat * Math.PI) / 180)
  const q = (1 - e * e) * (sine / (1 - e * e * sine * sine) + Math.atanh(e * sine) / e)
  return (WGS84_AXIS_METRES * WGS84_AXIS_METRES * q) / 2
}
