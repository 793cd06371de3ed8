/**
 * Makes valid polygons of a ring that crosses, touches or retraces itself.
 *
 * What the ring winds around (winding number not zero) is inside. So a bow-tie becomes two polygons, a slit to an inner ring
 * becomes a hole, a spike vanishes, and a place run around twice is covered once. The ring is noded, each edge is kept where
 * just one of its sides is inside, and the kept edges are traced with the inside on the left.
 * Time O(n log n + meetings) for rings with few of them.
 */
import Flatbush from 'flatbush'
import type { LngLat, MultiPolygon, Ring } from './bounds.ts'
import { nodeRing } from './node-ring.ts'
import { orientRing, ringSide, signedRingArea } from './polygon.ts'
import { listEdgeMeetings } from './ring-crossings.ts'

/** An edge of the noded ring: `net` is how often it is run from a to b less how often from b to a. */
interface NetEdge {
  readonly a: LngLat
  readonly b: LngLat
  net: number
}

/**
 * The polygons that a clean ring (see `cleanRing`) bounds, outer rings counter-clockwise, holes clockwise. A simple ring
 * comes back as it is but for its direction; a ring that encloses nothing gives no polygon. Undefined where rounding keeps
 * the repair from coming out clean: then nobody should trust a guess.
 */
export function repairRing(ring: Ring): MultiPolygon | undefined {
  if (listEdgeMeetings([ring], 1).length === 0) return [[orientRing(ring, true)]]
  const noded = nodeRing(ring)
  if (noded === undefined) return undefined
  const rings = traceRings(listBoundaryEdges(listNetEdges(noded)))
  if (rings === undefined) return undefined
  const loops = rings.flatMap(splitIntoLoops)
  if (listEdgeMeetings(loops).some((meeting) => meeting.kind !== 'touch')) return undefined
  return nestLoops(loops)
}

function keyOf(position: LngLat): string {
  return `${position[0]},${position[1]}`
}

/** Edges with the same ends taken together; those run as often forth as back are left out. */
function listNetEdges(ring: Ring): NetEdge[] {
  const edges = new Map<string, NetEdge>()
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1], ring[i]]
    const isForward = from[0] < to[0] || (from[0] === to[0] && from[1] < to[1])
    const [a, b] = isForward ? [from, to] : [to, from]
    const key = `${keyOf(a)} ${keyOf(b)}`
    const edge = edges.get(key)
    if (edge === undefined) edges.set(key, { a, b, net: isForward ? 1 : -1 })
    else edge.net += isForward ? 1 : -1
  }
  return [...edges.values()].filter((edge) => edge.net !== 0)
}

/** The edges between inside and outside as [from, to], directed with the inside on the left. */
function listBoundaryEdges(edges: readonly NetEdge[]): [LngLat, LngLat][] {
  if (edges.length === 0) return []
  const tree = new Flatbush(edges.length)
  for (const { a, b } of edges) tree.add(a[0], Math.min(a[1], b[1]), b[0], Math.max(a[1], b[1]))
  tree.finish()
  const result: [LngLat, LngLat][] = []
  edges.forEach(({ a, b, net }, i) => {
    const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    // A ray across the edge, not along it: towards growing x for a steep edge, towards growing y for a flat one.
    const isSteep = Math.abs(b[1] - a[1]) >= Math.abs(b[0] - a[0])
    let winding = 0
    for (const k of tree.search(x, y, isSteep ? Infinity : x, isSteep ? y : Infinity, (other) => other !== i)) {
      const edge = edges[k]
      winding += edge.net * (isSteep ? crossingOf(edge.a, edge.b, x, y) : -crossingOf(flip(edge.a), flip(edge.b), y, x))
    }
    // `winding` is that of the side where the ray starts: right of an edge that runs up or left of one that runs down …
    const startsRight = isSteep ? b[1] > a[1] : false
    const left = startsRight ? winding + net : winding
    const right = startsRight ? winding : winding - net
    if (left !== 0 && right === 0) result.push([a, b])
    if (left === 0 && right !== 0) result.push([b, a])
  })
  return result
}

function flip(position: LngLat): LngLat {
  return [position[1], position[0]]
}

/** +1 where the edge a → b crosses the ray from (x, y) towards growing x upwards, −1 downwards, 0 where not. */
function crossingOf(a: LngLat, b: LngLat, x: number, y: number): number {
  if (a[1] > y === b[1] > y) return 0
  const side = (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])
  if (b[1] > a[1]) return side > 0 ? 1 : 0
  return side < 0 ? -1 : 0
}

/**
 * Closed ways along directed edges, at each position into the next edge clockwise from where it came: around the inside on
 * the left. Undefined where an edge leads nowhere.
 */
function traceRings(edges: readonly (readonly [LngLat, LngLat])[]): Ring[] | undefined {
  const leaving = new Map<string, number[]>()
  edges.forEach(([from], i) => {
    const list = leaving.get(keyOf(from))
    if (list === undefined) leaving.set(keyOf(from), [i])
    else list.push(i)
  })
  const isUsed = new Uint8Array(edges.length)
  const rings: Ring[] = []
  for (let start = 0; start < edges.length; start++) {
    if (isUsed[start] === 1) continue
    const ring: LngLat[] = [edges[start][0]]
    for (let i: number | undefined = start; i !== undefined;) {
      isUsed[i] = 1
      const [from, to]: readonly [LngLat, LngLat] = edges[i]
      ring.push(to)
      const back = Math.atan2(from[1] - to[1], from[0] - to[0])
      const clockwise = (next: number) => {
        const turn = back - Math.atan2(edges[next][1][1] - to[1], edges[next][1][0] - to[0])
        return turn > 0 ? turn : turn + 2 * Math.PI
      }
      const choices: number[] = (leaving.get(keyOf(to)) ?? []).toSorted((p, q) => clockwise(p) - clockwise(q))
      if (choices.length === 0) return undefined
      if (choices[0] === start) break
      if (isUsed[choices[0]] === 1) return undefined
      i = choices[0]
    }
    rings.push(ring)
  }
  return rings
}

/** Cuts a ring at every position that it visits more than once. */
function splitIntoLoops(ring: Ring): Ring[] {
  const loops: Ring[] = []
  const stack: LngLat[] = []
  const placeOf = new Map<string, number>()
  for (const position of ring) {
    const place = placeOf.get(keyOf(position))
    if (place === undefined) {
      placeOf.set(keyOf(position), stack.length)
      stack.push(position)
      continue
    }
    const loop = [...stack.slice(place), position]
    for (const dropped of stack.splice(place + 1)) placeOf.delete(keyOf(dropped))
    if (loop.length >= 4) loops.push(loop)
  }
  return loops
}

/** Polygons of loops that do not cross: outer rings run counter-clockwise, holes clockwise. */
function nestLoops(loops: readonly Ring[]): MultiPolygon {
  const outers = loops
    .map((ring) => ({ rings: [ring], area: signedRingArea(ring) }))
    .filter((outer) => outer.area > 0)
    .sort((p, q) => p.area - q.area)
  for (const hole of loops) {
    if (signedRingArea(hole) >= 0) continue
    const [x, y] = middleOfLongestEdge(hole)
    outers.find((outer) => ringSide(outer.rings[0], x, y) === 1)?.rings.push(hole)
  }
  return outers.map((outer) => outer.rings)
}

/** A position of the loop that is on no other loop: they meet at corners only. */
function middleOfLongestEdge(loop: Ring): LngLat {
  const lengthOf = (i: number) => Math.hypot(loop[i + 1][0] - loop[i][0], loop[i + 1][1] - loop[i][1])
  let best = 0
  for (let i = 1; i + 1 < loop.length; i++) if (lengthOf(i) > lengthOf(best)) best = i
  return [(loop[best][0] + loop[best + 1][0]) / 2, (loop[best][1] + loop[best + 1][1]) / 2]
}
