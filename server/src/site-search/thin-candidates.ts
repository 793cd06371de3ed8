/** Fewer candidates that still lie as the many did: in the order of a curve that fills the plane, every so-many-th is kept. */

/** Steps of the curve per axis. */
const STEPS = 0xffff

/**
 * Positions of `atMost` of the points, ascending; of all where there are no more. Neighbours along the curve of Morton (1966) are mostly
 * neighbours on the map, so that dense parts keep more than sparse ones, in proportion. The same points in the same order give the same choice.
 */
export function thinEvenly(lng: ArrayLike<number>, lat: ArrayLike<number>, atMost: number): number[] {
  const count = lng.length
  const all = Array.from({ length: count }, (_, i) => i)
  if (count <= atMost) return all
  const scale = (values: ArrayLike<number>): ((i: number) => number) => {
    let [least, most] = [Infinity, -Infinity]
    for (let i = 0; i < count; i++) [least, most] = [Math.min(least, values[i]), Math.max(most, values[i])]
    return (i) => (most > least ? Math.round(((values[i] - least) / (most - least)) * STEPS) : 0)
  }
  const [x, y] = [scale(lng), scale(lat)]
  const place = Float64Array.from(all, (i) => spread(x(i)) + 2 * spread(y(i)))
  all.sort((a, b) => place[a] - place[b] || a - b)
  const kept = Array.from({ length: atMost }, (_, n) => all[Math.floor(((n + 0.5) * count) / atMost)])
  return kept.sort((a, b) => a - b)
}

/** The 16 bits of a number at the even places of 32. */
function spread(value: number): number {
  let sum = 0
  for (let bit = 0; bit < 16; bit++) if ((value & (1 << bit)) !== 0) sum += 4 ** bit
  return sum
}
