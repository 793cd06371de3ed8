/**
 * Fewer corners for areas that share borders, without gaps or overlaps between them: what two areas share is simplified once, in one direction.
 *
 * Rings are cut at every corner where three or more lines meet; each line between two such corners is simplified by itself (Douglas and Peucker 1973), and
 * both of its ends stay. A ring of its own (an island, a hole filled by another area) keeps its smallest corner and the one farthest from it.
 * O(corners · log corners) on common shapes.
 */
import type { LngLat, MultiPolygon, Ring } from './bounds.ts'
import { metresPerDegree } from './distance.ts'

/**
 * @param toleranceMetres how far a line may move; corners nearer to the simplified line than this go
 * @returns the areas in their order; a ring that would collapse stays as it was
 */
export function simplifyAreas(areas: readonly MultiPolygon[], toleranceMetres: number): MultiPolygon[] {
  const neighbours = collectNeighbours(areas)
  const isJunction = (corner: LngLat) => (neighbours.get(keyOf(corner))?.size ?? 0) !== 2
  return areas.map((area) =>
    area.map((polygon) => polygon.map((ring) => simplifyRing(ring, isJunction, toleranceMetres))),
  )
}

const keyOf = ([lng, lat]: LngLat): string => `${lng},${lat}`

/** The distinct corners that a line leads to from each corner. */
function collectNeighbours(areas: readonly MultiPolygon[]): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbours = new Map<string, Set<string>>()
  const join = (from: string, to: string) => {
    const known = neighbours.get(from)
    if (known) known.add(to)
    else neighbours.set(from, new Set([to]))
  }
  for (const ring of areas.flat(2)) {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [keyOf(ring[i - 1]), keyOf(ring[i])]
      if (a === b) continue
      join(a, b)
      join(b, a)
    }
  }
  return neighbours
}

function simplifyRing(ring: Ring, isJunction: (corner: LngLat) => boolean, toleranceMetres: number): Ring {
  const open = ring.slice(0, -1)
  if (open.length < 4) return ring
  const fixed = open.flatMap((corner, i) => (isJunction(corner) ? [i] : []))
  const ends = fixed.length >= 2 ? fixed : chooseEnds(open, fixed[0])
  const simplified: LngLat[] = []
  ends.forEach((first, i) => {
    const last = ends[(i + 1) % ends.length]
    const line = [...sliceAround(open, first, last), open[last]]
    simplified.push(...simplifyLine(line, toleranceMetres).slice(0, -1))
  })
  return simplified.length < 3 ? ring : [...simplified, simplified[0]]
}

/** Corners from `first` up to but without `last`, going around the end of the list. */
function sliceAround(open: readonly LngLat[], first: number, last: number): LngLat[] {
  return first < last ? open.slice(first, last) : [...open.slice(first), ...open.slice(0, last)]
}

/** Two corners of a ring that every area with this ring would choose, whichever way it runs and wherever it begins; ascending. */
function chooseEnds(open: readonly LngLat[], known: number | undefined): number[] {
  const isBefore = (a: LngLat, b: LngLat) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
  let first = known ?? 0
  if (known === undefined) open.forEach((corner, i) => (first = isBefore(corner, open[first]) ? i : first))
  const distance = ([lng, lat]: LngLat) => (lng - open[first][0]) ** 2 + (lat - open[first][1]) ** 2
  let other = first
  open.forEach((corner, i) => {
    const further = distance(corner) - distance(open[other])
    if (further > 0 || (further === 0 && isBefore(corner, open[other]))) other = i
  })
  return [first, other].sort((a, b) => a - b)
}

/** The same corners for a line and for the line backwards. */
function simplifyLine(line: readonly LngLat[], toleranceMetres: number): LngLat[] {
  const backwards = isBackwards(line)
  const kept = keepCorners(backwards ? line.toReversed() : line, toleranceMetres)
  return backwards ? kept.reverse() : kept
}

function isBackwards(line: readonly LngLat[]): boolean {
  for (let i = 0, j = line.length - 1; i < j; i++, j--) {
    const order = line[i][0] - line[j][0] || line[i][1] - line[j][1]
    if (order !== 0) return order > 0
  }
  return false
}

function keepCorners(line: readonly LngLat[], toleranceMetres: number): LngLat[] {
  const scale = metresPerDegree(line[0][1])
  const isKept = new Uint8Array(line.length)
  isKept[0] = isKept[line.length - 1] = 1
  const stack: (readonly [number, number])[] = [[0, line.length - 1]]
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const [first, last] = range
    let farthest = first
    let most = toleranceMetres
    for (let i = first + 1; i < last; i++) {
      const distance = distanceToSegment(line[i], line[first], line[last], scale)
      if (distance > most) {
        most = distance
        farthest = i
      }
    }
    if (farthest === first) continue
    isKept[farthest] = 1
    stack.push([first, farthest], [farthest, last])
  }
  return line.filter((_, i) => isKept[i] === 1)
}

/** Metres on a plane around the line's first corner. */
function distanceToSegment(
  point: LngLat,
  from: LngLat,
  to: LngLat,
  scale: { readonly lng: number; readonly lat: number },
): number {
  const [x, y] = [(point[0] - from[0]) * scale.lng, (point[1] - from[1]) * scale.lat]
  const [dx, dy] = [(to[0] - from[0]) * scale.lng, (to[1] - from[1]) * scale.lat]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square))
  return Math.hypot(x - share * dx, y - share * dy)
}
