import type { BentTown } from './bend-town.ts'
import { pointInRing, ringArea, type Point } from './plane-geometry.ts'
import { insidePoint } from './sites.ts'

/** Outer rings counter-clockwise, each with its holes clockwise; rings not repeated. */
export type Outline = readonly { readonly outer: readonly Point[]; readonly holes: readonly (readonly Point[])[] }[]

interface DirectedSide {
  readonly from: number
  readonly to: number
  /** From `from` to `to`, both included. */
  readonly shape: readonly Point[]
}

/**
 * The outline of each region that blocks add up to. Neighbours share the very same border points, so that regions tile
 * without gap or overlap. `regionOf` gives a block's region, or null for none; regions are 0 … regionCount − 1.
 */
export function outlineRegions(
  town: BentTown,
  regionOf: (block: number) => number | null,
  regionCount: number,
): Outline[] {
  const { edges } = town.streets
  const left = new Map<number, number | null>()
  town.blocks.forEach((block, i) => {
    for (const { edge, forward } of block.face) left.set(edge * 2 + (forward ? 1 : 0), regionOf(i))
  })
  const borders: DirectedSide[][] = Array.from({ length: regionCount }, () => [])
  for (const [key, region] of left) {
    const edge = edges[key >> 1]
    if (region === null || edge === null || (left.get(key ^ 1) ?? null) === region) continue
    const forward = (key & 1) === 1
    borders[region].push({
      from: forward ? edge.from : edge.to,
      to: forward ? edge.to : edge.from,
      shape: forward ? edge.shape : [...edge.shape].reverse(),
    })
  }
  return borders.map((sides) => assembleRings(sides))
}

function assembleRings(sides: readonly DirectedSide[]): Outline {
  const waiting = new Map<number, DirectedSide[]>()
  for (const side of sides) waiting.set(side.from, [...(waiting.get(side.from) ?? []), side])
  const rings: Point[][] = []
  for (const start of sides) {
    let side = takeSide(waiting, start.from, null)
    if (side === null) continue
    const ring: Point[] = []
    while (side !== null) {
      ring.push(...side.shape.slice(0, -1))
      side = side.to === start.from ? null : takeSide(waiting, side.to, side.shape)
    }
    rings.push(ring)
  }
  const outers = rings.filter((ring) => ringArea(ring) > 0).sort((a, b) => ringArea(b) - ringArea(a))
  const holes = rings.filter((ring) => ringArea(ring) < 0)
  // The smallest part around a hole is the part that it is a hole of.
  const ownerOf = (hole: readonly Point[]): number => {
    const inside = insidePoint([...hole].reverse())
    return outers.findLastIndex((outer) => pointInRing(inside, outer))
  }
  return outers.map((outer, i) => ({ outer, holes: holes.filter((hole) => ownerOf(hole) === i) }))
}

/** The side that leaves the node; where regions touch in a corner, the one that keeps to the same part. */
function takeSide(
  waiting: Map<number, DirectedSide[]>,
  node: number,
  arrival: readonly Point[] | null,
): DirectedSide | null {
  const sides = waiting.get(node) ?? []
  if (sides.length === 0) return null
  let best = 0
  if (arrival !== null && sides.length > 1) {
    const end = arrival[arrival.length - 1]
    const before = arrival[arrival.length - 2]
    const back = Math.atan2(before[1] - end[1], before[0] - end[0])
    const clockwiseTurn = ({ shape }: DirectedSide): number => {
      const turn = back - Math.atan2(shape[1][1] - shape[0][1], shape[1][0] - shape[0][0])
      return ((turn % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
    }
    sides.forEach((side, i) => {
      if (clockwiseTurn(side) < clockwiseTurn(sides[best])) best = i
    })
  }
  return sides.splice(best, 1)[0]
}
