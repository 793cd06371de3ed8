/**
 * Makes valid polygons of a ring that crosses, touches or retraces itself.
 *
 * Positions are put in wherever edges meet; the ring then falls apart into simple loops at the positions that it visits
 * twice. A loop bounds the area where the winding number is not zero on exactly one of its sides. So a bow-tie becomes two
 * polygons, a slit to an inner ring becomes a hole, a spike vanishes, and a place covered twice is covered once.
 * What does not come out clean after that (loops that still cross or run along each other) is refused, not guessed.
 */
import type { LngLat, MultiPolygon, Ring } from './bounds.ts'
import { orientRing, ringSide, signedRingArea } from './polygon.ts'
import { listEdgeMeetings } from './ring-crossings.ts'

const MAXIMUM_ROUNDS = 4
const MAXIMUM_MEETINGS = 10_000
const MAXIMUM_LOOPS = 1_000

/** A ring without repeated positions and exact spikes, closed; empty where fewer than three positions remain. */
export function cleanRing(positions: readonly LngLat[]): Ring {
  const kept: LngLat[] = []
  for (const position of positions) {
    kept.push(position)
    dropUselessEnd(kept)
  }
  // The same at the seam, where the last positions meet the first ones.
  while (kept.length >= 3) {
    if (isSame(kept[kept.length - 1], kept[0])) kept.pop()
    else if (isSpike(kept[kept.length - 2], kept[kept.length - 1], kept[0])) kept.pop()
    else if (isSpike(kept[kept.length - 1], kept[0], kept[1])) kept.shift()
    else break
  }
  return kept.length >= 3 ? [...kept, kept[0]] : []
}

function dropUselessEnd(kept: LngLat[]): void {
  for (;;) {
    const n = kept.length
    if (n >= 2 && isSame(kept[n - 2], kept[n - 1])) kept.pop()
    else if (n >= 3 && isSpike(kept[n - 3], kept[n - 2], kept[n - 1])) kept.splice(n - 2, 1)
    else return
  }
}

function isSame(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Whether the way a → b → c turns back on itself at b. */
function isSpike(a: LngLat, b: LngLat, c: LngLat): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]]
  return ux * vy - uy * vx === 0 && ux * vx + uy * vy < 0
}

/**
 * The polygons that a clean ring (see `cleanRing`) bounds, outer rings counter-clockwise, holes clockwise. A simple ring
 * comes back as it is but for its direction. Undefined where no sound repair is known.
 */
export function repairRing(ring: Ring): MultiPolygon | undefined {
  let current: Ring = ring
  for (let round = 0; ; round++) {
    const meetings = listEdgeMeetings([current], MAXIMUM_MEETINGS)
    if (meetings.length === 0 && round === 0) return [[orientRing(current, true)]]
    if (meetings.length >= MAXIMUM_MEETINGS) return undefined
    const additions = new Map<number, LngLat[]>()
    for (const { edgeA, edgeB, positions } of meetings) {
      for (const position of positions) {
        for (const edge of [edgeA, edgeB]) {
          if (isSame(position, current[edge]) || isSame(position, current[edge + 1])) continue
          additions.set(edge, [...(additions.get(edge) ?? []), position])
        }
      }
    }
    if (additions.size === 0) break
    if (round === MAXIMUM_ROUNDS) return undefined
    current = insertPositions(current, additions)
  }
  const loops = splitIntoLoops(current)
  if (loops.length > MAXIMUM_LOOPS) return undefined
  if (listEdgeMeetings(loops).some((meeting) => meeting.kind !== 'touch')) return undefined
  return nestLoops(loops)
}

function insertPositions(ring: Ring, additions: ReadonlyMap<number, readonly LngLat[]>): Ring {
  const result: LngLat[] = []
  ring.forEach((position, i) => {
    result.push(position)
    const added = additions.get(i)
    if (added === undefined) return
    const along = ([x, y]: LngLat) => Math.abs(x - position[0]) + Math.abs(y - position[1])
    for (const next of [...added].sort((a, b) => along(a) - along(b))) {
      if (!isSame(next, result[result.length - 1])) result.push(next)
    }
  })
  return result
}

/** Cuts a ring at every position that it visits more than once; loops that enclose nothing are dropped. */
function splitIntoLoops(ring: Ring): Ring[] {
  const loops: Ring[] = []
  const stack: LngLat[] = []
  const placeOf = new Map<string, number>()
  for (const position of ring) {
    const key = `${position[0]},${position[1]}`
    const place = placeOf.get(key)
    if (place === undefined) {
      placeOf.set(key, stack.length)
      stack.push(position)
      continue
    }
    const loop = [...stack.slice(place), position]
    for (const [x, y] of stack.splice(place + 1)) placeOf.delete(`${x},${y}`)
    if (loop.length >= 4 && signedRingArea(loop) !== 0) loops.push(loop)
  }
  return loops
}

/** Loops that do not cross: which bound the area, as outer rings and as holes. */
function nestLoops(loops: readonly Ring[]): MultiPolygon {
  const areas = loops.map(signedRingArea)
  const outers: { ring: Ring; area: number; holes: Ring[] }[] = []
  const holes: Ring[] = []
  loops.forEach((loop, i) => {
    const [x, y] = middleOfLongestEdge(loop)
    let outside = 0
    loops.forEach((other, k) => {
      if (k !== i && ringSide(other, x, y) === 1) outside += Math.sign(areas[k])
    })
    const inside = outside + Math.sign(areas[i])
    if (outside === 0) outers.push({ ring: orientRing(loop, true), area: Math.abs(areas[i]), holes: [] })
    else if (inside === 0) holes.push(orientRing(loop, false))
  })
  for (const hole of holes) {
    const [x, y] = middleOfLongestEdge(hole)
    const around = outers.filter((outer) => ringSide(outer.ring, x, y) === 1).sort((a, b) => a.area - b.area)
    around[0]?.holes.push(hole)
  }
  return outers.map((outer) => [outer.ring, ...outer.holes])
}

/** A position of the loop that is not on any other loop: they meet at corners only. */
function middleOfLongestEdge(loop: Ring): LngLat {
  let best = 0
  let longest = -1
  for (let i = 0; i + 1 < loop.length; i++) {
    const length = Math.hypot(loop[i + 1][0] - loop[i][0], loop[i + 1][1] - loop[i][1])
    if (length > longest) {
      longest = length
      best = i
    }
  }
  return [(loop[best][0] + loop[best + 1][0]) / 2, (loop[best][1] + loop[best + 1][1]) / 2]
}
