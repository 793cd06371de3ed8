/**
 * Straight walks across a square. The polygon is a set of edges that close to rings, under the even-odd rule, so that
 * neither holes nor order matter. In whole numbers below 2²⁵ in size every side-of-line test is exact.
 */
export interface RingEdges {
  /** Per edge: start and end. Length: number of edges. */
  readonly fromX: readonly number[]
  readonly fromY: readonly number[]
  readonly toX: readonly number[]
  readonly toY: readonly number[]
}

/**
 * Whether the straight line from a to b, both on the border, runs inside the polygon. It may touch corners and follow
 * edges; false where all of it lies on edges, because there the outline is the walk. Time: linear in the edges.
 */
export function crossesInside(edges: RingEdges, ax: number, ay: number, bx: number, by: number): boolean {
  const dx = bx - ax
  const dy = by - ay
  const lengthSquared = dx * dx + dy * dy
  if (lengthSquared === 0) return false
  const cuts = [0, 1]
  const covered: [start: number, end: number][] = []
  for (let e = 0; e < edges.fromX.length; e++) {
    const px = edges.fromX[e] - ax
    const py = edges.fromY[e] - ay
    const qx = edges.toX[e] - ax
    const qy = edges.toY[e] - ay
    const sideP = dx * py - dy * px
    const sideQ = dx * qy - dy * qx
    if (sideP * sideQ < 0) {
      const sideA = (qx - px) * -py - (qy - py) * -px
      const sideB = (qx - px) * (dy - py) - (qy - py) * (dx - px)
      if (sideA * sideB < 0) return false
      continue
    }
    const alongP = (px * dx + py * dy) / lengthSquared
    const alongQ = (qx * dx + qy * dy) / lengthSquared
    if (sideP === 0 && alongP > 0 && alongP < 1) cuts.push(alongP)
    if (sideQ === 0 && alongQ > 0 && alongQ < 1) cuts.push(alongQ)
    if (sideP === 0 && sideQ === 0) covered.push(alongP < alongQ ? [alongP, alongQ] : [alongQ, alongP])
  }
  cuts.sort((left, right) => left - right)
  let runsInside = false
  for (let i = 1; i < cuts.length; i++) {
    if (cuts[i] === cuts[i - 1]) continue
    const middle = (cuts[i - 1] + cuts[i]) / 2
    if (covered.some(([start, end]) => start <= middle && middle <= end)) continue
    if (!isInside(edges, ax + dx * middle, ay + dy * middle)) return false
    runsInside = true
  }
  return runsInside
}

/** Even-odd rule; positions on the border may go either way. */
function isInside(edges: RingEdges, x: number, y: number): boolean {
  let inside = false
  for (let e = 0; e < edges.fromX.length; e++) {
    const fromY = edges.fromY[e]
    const toY = edges.toY[e]
    if (fromY > y === toY > y) continue
    const crossX = edges.fromX[e] + ((y - fromY) / (toY - fromY)) * (edges.toX[e] - edges.fromX[e])
    if (x < crossX) inside = !inside
  }
  return inside
}
