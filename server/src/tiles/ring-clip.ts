/**
 * Clips one convex ring of whole tile coordinates to a square (Sutherland–Hodgman, four half planes), in place of two
 * reusable buffers. Cut edges are computed from the lexicographically smaller end, so two neighbours that share the edge get
 * the same cut point. The result may repeat positions; see `dropRepeats`.
 */

const SCRATCH_PAIRS = 64

/** Scratch of `clipRing`; not shared between concurrent calls. */
export interface RingClipper {
  readonly a: Int32Array
  readonly b: Int32Array
}

export function createRingClipper(): RingClipper {
  return { a: new Int32Array(SCRATCH_PAIRS * 2), b: new Int32Array(SCRATCH_PAIRS * 2) }
}

/**
 * Clips the ring (pairs of x and y, `pairCount` of them, not closed) to `minimum ≤ x, y ≤ maximum`. Overwrites `ring` with
 * the result and gives its number of pairs, 0 if nothing is left. `ring` must have room for 64 pairs; at most 50 may be given.
 */
export function clipRing(
  clipper: RingClipper,
  ring: Int32Array,
  pairCount: number,
  minimum: number,
  maximum: number,
): number {
  if (pairCount > SCRATCH_PAIRS - 14)
    throw new RangeError(`ring of ${pairCount} positions; at most ${SCRATCH_PAIRS - 14} can be clipped`)
  const { a, b } = clipper
  let count = clipHalfPlane(ring, pairCount, a, 0, minimum, 1)
  count = clipHalfPlane(a, count, b, 0, maximum, -1)
  count = clipHalfPlane(b, count, a, 1, minimum, 1)
  return clipHalfPlane(a, count, ring, 1, maximum, -1)
}

/** Keeps what has (coordinate − limit) · side ≥ 0; axis 0 is x, 1 is y. */
function clipHalfPlane(
  from: Int32Array,
  count: number,
  to: Int32Array,
  axis: 0 | 1,
  limit: number,
  side: 1 | -1,
): number {
  let kept = 0
  for (let i = 0, previous = count - 1; i < count; previous = i++) {
    const distanceBefore = (from[2 * previous + axis] - limit) * side
    const distance = (from[2 * i + axis] - limit) * side
    if (distance >= 0 !== distanceBefore >= 0) {
      to[2 * kept + axis] = limit
      to[2 * kept + 1 - axis] = crossing(from, previous, i, axis, limit)
      kept++
    }
    if (distance >= 0) {
      to[2 * kept] = from[2 * i]
      to[2 * kept + 1] = from[2 * i + 1]
      kept++
    }
  }
  return kept
}

function crossing(ring: Int32Array, i: number, j: number, axis: 0 | 1, limit: number): number {
  const swap = ring[2 * i] > ring[2 * j] || (ring[2 * i] === ring[2 * j] && ring[2 * i + 1] > ring[2 * j + 1])
  const [low, high] = swap ? [j, i] : [i, j]
  const from = ring[2 * low + 1 - axis]
  const share = (limit - ring[2 * low + axis]) / (ring[2 * high + axis] - ring[2 * low + axis])
  return Math.floor(from + share * (ring[2 * high + 1 - axis] - from) + 0.5)
}

/** Removes positions equal to the one before them, around the ring; gives the number of pairs left. */
export function dropRepeats(ring: Int32Array, pairCount: number): number {
  let kept = 0
  for (let i = 0; i < pairCount; i++) {
    if (kept > 0 && ring[2 * i] === ring[2 * kept - 2] && ring[2 * i + 1] === ring[2 * kept - 1]) continue
    ring[2 * kept] = ring[2 * i]
    ring[2 * kept + 1] = ring[2 * i + 1]
    kept++
  }
  while (kept > 1 && ring[0] === ring[2 * kept - 2] && ring[1] === ring[2 * kept - 1]) kept--
  return kept
}

/** Twice the area by the surveyor's formula; positive for outer rings as MVT wants them (y downwards). */
export function doubleArea(ring: Int32Array, pairCount: number): number {
  let sum = 0
  for (let i = 0, previous = pairCount - 1; i < pairCount; previous = i++) {
    sum += ring[2 * previous] * ring[2 * i + 1] - ring[2 * i] * ring[2 * previous + 1]
  }
  return sum
}
