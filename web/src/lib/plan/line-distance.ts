const METRES_PER_DEGREE = 111_320

/** Metres from a position to the nearest of some lines of [lng, lat]; a line of one position is a point. Infinity without lines. */
export function metresToLines(lines: readonly (readonly number[][])[], lng: number, lat: number): number {
  const scale = Math.cos((lat * Math.PI) / 180)
  const toMetres = ([x, y]: readonly number[]) =>
    [(x - lng) * scale * METRES_PER_DEGREE, (y - lat) * METRES_PER_DEGREE] as const
  let best = Infinity
  for (const line of lines) {
    const points = line.map(toMetres)
    if (points.length === 1) best = Math.min(best, Math.hypot(...points[0]))
    for (let p = 0; p + 1 < points.length; p++) {
      const [[ax, ay], [bx, by]] = [points[p], points[p + 1]]
      const [ux, uy] = [bx - ax, by - ay]
      const square = ux * ux + uy * uy
      const share = square > 0 ? Math.min(1, Math.max(0, -(ax * ux + ay * uy) / square)) : 0
      best = Math.min(best, Math.hypot(ax + share * ux, ay + share * uy))
    }
  }
  return best
}

/** Length of a line of [lng, lat] in metres; good enough for what people draw on a map. */
export function lengthMetres(line: readonly (readonly number[])[]): number {
  let metres = 0
  for (let p = 0; p + 1 < line.length; p++) {
    const [[aLng, aLat], [bLng, bLat]] = [line[p], line[p + 1]]
    const scale = Math.cos((((aLat + bLat) / 2) * Math.PI) / 180)
    metres += Math.hypot((bLng - aLng) * scale, bLat - aLat) * METRES_PER_DEGREE
  }
  return metres
}
