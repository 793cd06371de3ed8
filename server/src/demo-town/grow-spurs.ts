import { distanceToRing, pointInRing, type Point } from './plane-geometry.ts'
import type { Face, PlanarGraph } from './planar-graph.ts'
import type { Random } from './random.ts'

/** A dead end: edges of the graph that are no side of any face, from the street inwards. */
export interface Spur {
  readonly edges: readonly number[]
}

const SHORTEST_METRES = 34
const LONGEST_METRES = 75
/** Space that houses need between the spur and what is beside and behind it. */
const CLEAR_METRES = 27
const APART_METRES = 62

/** Lets cul-de-sacs reach into a block from its long sides, some with a bend. They never touch one another or the far side. */
export function growSpurs(graph: PlanarGraph, face: Face, random: Random, createLine: () => number): Spur[] {
  const flat = graph.flattenFace(face)
  const ring = graph.ringOf(flat)
  const spurs: Spur[] = []
  const taken: Point[] = []
  for (const side of flat) {
    const edge = graph.edges[side.edge]
    const from = graph.points[graph.startOf(side)]
    const to = graph.points[side.forward ? edge.to : edge.from]
    const length = Math.hypot(to[0] - from[0], to[1] - from[1])
    if (length < 50 || random.chance(0.25)) continue
    const share = random.between(0.35, 0.65)
    const foot: Point = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    const inward: Point = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length]
    const ahead = random.between(SHORTEST_METRES, LONGEST_METRES)
    const first: Point = [foot[0] + inward[0] * ahead, foot[1] + inward[1] * ahead]
    if (!pointInRing(first, ring) || distanceToRing(first, ring) < CLEAR_METRES) continue
    if (taken.some((other) => Math.hypot(other[0] - first[0], other[1] - first[1]) < APART_METRES)) continue
    const points = [first]
    const turn = random.chance(0.5) ? 1 : -1
    const bend: Point = [first[0] - inward[1] * 36 * turn, first[1] + inward[0] * 36 * turn]
    const bendIsFree =
      pointInRing(bend, ring) &&
      distanceToRing(bend, ring) >= CLEAR_METRES &&
      taken.every((other) => Math.hypot(other[0] - bend[0], other[1] - bend[1]) >= APART_METRES)
    if (random.chance(0.6) && bendIsFree) points.push(bend)
    taken.push(...points)
    const line = createLine()
    let node = graph.splitEdge(side.edge, foot)
    const edges = points.map((point) => {
      const next = graph.addNode(point)
      const added = graph.addEdge(node, next, line)
      node = next
      return added
    })
    spurs.push({ edges })
  }
  return spurs
}
