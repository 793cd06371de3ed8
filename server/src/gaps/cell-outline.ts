/**
 * Outline of a set of cells: every side that two of them share runs once in each direction and cancels; what is left are the
 * rings. Three cells meet at a corner, so that each corner has one way in and one out: no choice while tracing.
 * O(sides); an area of n cells takes about a hundredth of the time of a geometric union. Rings keep the direction of the
 * cells (counter-clockwise), so outer rings are counter-clockwise and holes clockwise. Not for cells across the antimeridian.
 */
import type { LngLat, MultiPolygon, Ring } from '../geo/bounds.ts'
import { ringSide, signedRingArea } from '../geo/polygon.ts'

/** Corners closer than this are the same corner: 10⁻⁶ degrees, 0.1 m; cells of resolution 10 have sides of 70 m. */
const QUANTUM_DEGREES = 1e-6

/**
 * @param rings closed counter-clockwise rings of the cells, no cell twice
 * @returns one polygon per connected piece, largest first; empty without cells
 */
export function outlineCells(rings: readonly Ring[]): MultiPolygon {
  const corners = numberCorners(rings)
  const successor = new Map<number, number>()
  const sides = new Set<number>()
  const cornerCount = corners.positions.length
  corners.rings.forEach((ring) => {
    for (let i = 0; i < ring.length; i++) {
      const from = ring[i]
      const to = ring[(i + 1) % ring.length]
      if (!sides.delete(to * cornerCount + from)) sides.add(from * cornerCount + to)
    }
  })
  for (const side of sides) {
    const from = Math.floor(side / cornerCount)
    if (successor.has(from)) throw new RangeError(`two outlines meet at ${corners.positions[from].join(', ')}`)
    successor.set(from, side % cornerCount)
  }
  return assemblePolygons(traceRings(successor, corners.positions))
}

/** Gives corners that coincide the same number. */
function numberCorners(rings: readonly Ring[]): { rings: number[][]; positions: LngLat[] } {
  let west = Infinity
  let south = Infinity
  let north = -Infinity
  for (const ring of rings) {
    for (const [lng, lat] of ring) {
      west = Math.min(west, lng)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  const stride = Math.ceil((north - south) / QUANTUM_DEGREES) + 3
  const positions: LngLat[] = []
  const numberOf = new Map<number, number>()
  const numberAt = (position: LngLat): number => {
    const x = (position[0] - west) / QUANTUM_DEGREES
    const y = (position[1] - south) / QUANTUM_DEGREES
    // A corner on the border of two squares of the raster may have been filed under either.
    for (const column of new Set([Math.floor(x + 0.45), Math.floor(x + 0.55)])) {
      for (const row of new Set([Math.floor(y + 0.45), Math.floor(y + 0.55)])) {
        const known = numberOf.get(column * stride + row)
        if (known !== undefined) return known
      }
    }
    numberOf.set(Math.round(x) * stride + Math.round(y), positions.length)
    return positions.push(position) - 1
  }
  return { rings: rings.map((ring) => ring.slice(0, -1).map(numberAt)), positions }
}

function traceRings(successor: Map<number, number>, positions: readonly LngLat[]): Ring[] {
  const rings: Ring[] = []
  while (successor.size > 0) {
    const start: number = successor.keys().next().value!
    const ring: LngLat[] = [positions[start]]
    let corner = start
    do {
      const next = successor.get(corner)
      if (next === undefined) throw new RangeError(`outline breaks off at ${positions[corner].join(', ')}`)
      successor.delete(corner)
      ring.push(positions[next])
      corner = next
    } while (corner !== start)
    rings.push(ring)
  }
  return rings
}

/** Gives every hole (clockwise) to the smallest outer ring around it. */
function assemblePolygons(rings: readonly Ring[]): MultiPolygon {
  const outers = rings
    .map((ring) => ({ area: signedRingArea(ring), polygon: [ring] }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area)
  for (const ring of rings) {
    if (signedRingArea(ring) > 0) continue
    // A hole's corner can lie on no other outer ring: corners have one ring each. So strictly inside decides.
    const owner = outers.findLast(({ polygon: [outer] }) => ringSide(outer, ring[0][0], ring[0][1]) === 1)
    if (owner === undefined) throw new RangeError(`hole at ${ring[0].join(', ')} lies in no outline`)
    owner.polygon.push(ring)
  }
  return outers.map(({ polygon }) => polygon)
}
