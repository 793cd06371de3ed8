/** Rings without what says nothing: repeated positions and spikes (ways that turn back on themselves). */
import type { LngLat, Ring } from './bounds.ts'

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
