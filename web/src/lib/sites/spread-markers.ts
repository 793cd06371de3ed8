/** A position on the map in pixels. */
export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

const ROUNDS = 40

/**
 * Moves markers that would cover each other apart, until each pair is `distance` pixels apart or the rounds are used up (with very many
 * on one spot); those that stand alone stay. The same input gives the same places: markers on one spot part in the direction of their
 * numbers. O(rounds × markers²).
 */
export function spreadMarkers(points: readonly ScreenPoint[], distance: number): ScreenPoint[] {
  const placed = points.map(({ x, y }) => ({ x, y }))
  for (let round = 0; round < ROUNDS; round++) {
    let isMoved = false
    for (let i = 0; i < placed.length; i++)
      for (let j = i + 1; j < placed.length; j++) {
        const [a, b] = [placed[i], placed[j]]
        let [dx, dy] = [b.x - a.x, b.y - a.y]
        let length = Math.hypot(dx, dy)
        if (length >= distance - 0.01) continue
        if (length < 0.01) {
          const angle = i + 2 * j
          ;[dx, dy, length] = [Math.cos(angle), Math.sin(angle), 1]
        }
        const push = (distance - Math.hypot(b.x - a.x, b.y - a.y)) / 2 / length
        a.x -= dx * push
        a.y -= dy * push
        b.x += dx * push
        b.y += dy * push
        isMoved = true
      }
    if (!isMoved) break
  }
  return placed
}
