/**
 * Clipping to a convex polygon (Sutherland and Hodgman 1974), on flat coordinate arrays `x, y, x, y, …` that are not closed.
 * The subject may be concave: pieces that fall apart stay joined by edges of no area, so areas and centroids are exact.
 * Time is subject positions × clip edges.
 */

/** The part of `subject` inside the convex, counter-clockwise `clip`; an empty array where they do not meet. */
export function clipToConvex(subject: Float64Array, clip: Float64Array): Float64Array {
  let input = subject
  for (let edge = 0; edge < clip.length && input.length > 0; edge += 2) {
    const next = (edge + 2) % clip.length
    input = clipToHalfPlane(input, clip[edge], clip[edge + 1], clip[next], clip[next + 1])
  }
  return input
}

/** What lies on the left of the line from a to b; the same array where that is all of it. */
function clipToHalfPlane(input: Float64Array, ax: number, ay: number, bx: number, by: number): Float64Array {
  const sideOf = (i: number) => (bx - ax) * (input[i + 1] - ay) - (by - ay) * (input[i] - ax)
  let outsideCount = 0
  for (let i = 0; i < input.length; i += 2) if (sideOf(i) < 0) outsideCount++
  if (outsideCount === 0) return input
  if (2 * outsideCount === input.length) return new Float64Array(0)
  // Each position adds itself and at most one crossing before it.
  const output = new Float64Array(2 * input.length)
  let size = 0
  let previous = input.length - 2
  let previousSide = sideOf(previous)
  for (let i = 0; i < input.length; i += 2) {
    const side = sideOf(i)
    if (side < 0 !== previousSide < 0) {
      const t = previousSide / (previousSide - side)
      output[size++] = input[previous] + t * (input[i] - input[previous])
      output[size++] = input[previous + 1] + t * (input[i + 1] - input[previous + 1])
    }
    if (side >= 0) {
      output[size++] = input[i]
      output[size++] = input[i + 1]
    }
    previous = i
    previousSide = side
  }
  return output.subarray(0, size)
}

/** Area and centre of gravity of a flat coordinate array; the area is positive where it runs counter-clockwise. */
export function measureFlat(positions: Float64Array): {
  readonly area: number
  readonly x: number
  readonly y: number
} {
  if (positions.length < 2) return { area: 0, x: 0, y: 0 }
  const x0 = positions[0]
  const y0 = positions[1]
  let twice = 0
  let x = 0
  let y = 0
  for (let i = 2; i + 3 < positions.length; i += 2) {
    const ax = positions[i] - x0
    const ay = positions[i + 1] - y0
    const bx = positions[i + 2] - x0
    const by = positions[i + 3] - y0
    const cross = ax * by - bx * ay
    twice += cross
    x += cross * (ax + bx)
    y += cross * (ay + by)
  }
  return twice === 0 ? { area: 0, x: x0, y: y0 } : { area: twice / 2, x: x0 + x / (3 * twice), y: y0 + y / (3 * twice) }
}
