/**
 * Where edges of rings meet: crossings, touches and overlaps, found over an R-tree of edges. Neighbouring edges of a ring
 * share a position by nature and are not reported for it. Time O(n log n + meetings); memory O(n).
 */
import Flatbush from 'flatbush'
import type { LngLat, Ring } from './bounds.ts'

export interface EdgeMeeting {
  /** `crossing`: each edge runs through the other; `touch`: an end lies on the other; `overlap`: they share a stretch. */
  readonly kind: 'crossing' | 'touch' | 'overlap'
  readonly ringA: number
  /** Edge i runs from position i to position i + 1 of its ring. */
  readonly edgeA: number
  readonly ringB: number
  readonly edgeB: number
  /** The common position, or the two ends of the common stretch. */
  readonly positions: readonly LngLat[]
}

/** Meetings of edges of the rings that are not neighbours in a ring, at most `limit` of them. */
export function listEdgeMeetings(rings: readonly Ring[], limit = Infinity): EdgeMeeting[] {
  const edgeCounts = rings.map((ring) => Math.max(0, ring.length - 1))
  const total = edgeCounts.reduce((sum, count) => sum + count, 0)
  const meetings: EdgeMeeting[] = []
  if (total < 2) return meetings
  const ringOf = new Uint32Array(total)
  const edgeOf = new Uint32Array(total)
  const tree = new Flatbush(total)
  let size = 0
  rings.forEach((ring, r) => {
    for (let e = 0; e < edgeCounts[r]; e++) {
      const [ax, ay] = ring[e]
      const [bx, by] = ring[e + 1]
      ringOf[size] = r
      edgeOf[size++] = e
      tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
  })
  tree.finish()
  for (let i = 0; i < total && meetings.length < limit; i++) {
    const ring = rings[ringOf[i]]
    const e = edgeOf[i]
    const [a, b] = [ring[e], ring[e + 1]]
    const areNeighbours = (j: number) => {
      if (ringOf[i] !== ringOf[j]) return false
      const gap = Math.abs(e - edgeOf[j])
      return gap === 1 || gap === edgeCounts[ringOf[i]] - 1
    }
    const later = tree.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (j) => j > i && !areNeighbours(j),
    )
    for (const j of later.sort((x, y) => x - y)) {
      const other = rings[ringOf[j]]
      const meeting = meetEdges(a, b, other[edgeOf[j]], other[edgeOf[j] + 1])
      if (meeting === null || meetings.length >= limit) continue
      meetings.push({ ...meeting, ringA: ringOf[i], edgeA: e, ringB: ringOf[j], edgeB: edgeOf[j] })
    }
  }
  return meetings
}

/** How the edges a–b and c–d meet, or null where they do not. */
export function meetEdges(a: LngLat, b: LngLat, c: LngLat, d: LngLat): Pick<EdgeMeeting, 'kind' | 'positions'> | null {
  const sideC = crossOf(a, b, c)
  const sideD = crossOf(a, b, d)
  const sideA = crossOf(c, d, a)
  const sideB = crossOf(c, d, b)
  if (sideC < 0 !== sideD < 0 && sideA < 0 !== sideB < 0 && sideC * sideD !== 0 && sideA * sideB !== 0) {
    const t = sideA / (sideA - sideB)
    return { kind: 'crossing', positions: [[a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]] }
  }
  const positions: LngLat[] = []
  const addEnd = (side: number, end: LngLat, from: LngLat, to: LngLat) => {
    if (side !== 0 || !isBetween(end, from, to)) return
    if (!positions.some((known) => known[0] === end[0] && known[1] === end[1])) positions.push(end)
  }
  addEnd(sideC, c, a, b)
  addEnd(sideD, d, a, b)
  addEnd(sideA, a, c, d)
  addEnd(sideB, b, c, d)
  if (positions.length === 0) return null
  return { kind: positions.length === 1 ? 'touch' : 'overlap', positions: positions.slice(0, 2) }
}

function crossOf(a: LngLat, b: LngLat, c: LngLat): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
}

function isBetween(position: LngLat, a: LngLat, b: LngLat): boolean {
  return (
    position[0] >= Math.min(a[0], b[0]) &&
    position[0] <= Math.max(a[0], b[0]) &&
    position[1] >= Math.min(a[1], b[1]) &&
    position[1] <= Math.max(a[1], b[1])
  )
}
