import { distanceBetween, interpolatePoint, segmentIntersection, type Point } from './plane-geometry.ts'

/**
 * The drawing of the town as a planar graph: curves meet only at nodes, and the faces between them become quarters,
 * blocks and fields. Edges can be split later; a face keeps its directed sides and reads through the halves, so a street
 * that ends at a block's border also becomes a corner of the block across.
 */
export interface PlanEdge {
  readonly from: number
  readonly to: number
  /** Index of the curve or street that it belongs to. */
  curve: number
  /** The two edges that replaced it, `from` → middle and middle → `to`. */
  halves: readonly [number, number] | null
}

export interface Side {
  readonly edge: number
  /** Whether the face lies to the left when walking from `from` to `to`. */
  readonly forward: boolean
}

/** Sides counter-clockwise. */
export type Face = readonly Side[]

/** Points nearer than this are one node. */
const MERGE_METRES = 1

/** Growing node and edge lists. */
export class PlanarGraph {
  readonly points: Point[] = []
  readonly edges: PlanEdge[] = []

  addNode(point: Point): number {
    return this.points.push(point) - 1
  }

  addEdge(from: number, to: number, curve: number): number {
    return this.edges.push({ from, to, curve, halves: null }) - 1
  }

  /** Puts a node on an edge that is not split yet; returns the node. */
  splitEdge(edge: number, point: Point): number {
    const { from, to, curve, halves } = this.edges[edge]
    if (halves !== null) throw new RangeError(`edge ${edge} is split already`)
    const middle = this.addNode(point)
    this.edges[edge].halves = [this.addEdge(from, middle, curve), this.addEdge(middle, to, curve)]
    return middle
  }

  /** The face with every split side replaced by its halves. */
  flattenFace(face: Face): Face {
    if (face.every(({ edge }) => this.edges[edge].halves === null)) return face
    const sides: Side[] = []
    const visit = (edge: number, forward: boolean): void => {
      const halves = this.edges[edge].halves
      if (halves === null) sides.push({ edge, forward })
      else {
        visit(halves[forward ? 0 : 1], forward)
        visit(halves[forward ? 1 : 0], forward)
      }
    }
    for (const side of face) visit(side.edge, side.forward)
    return sides
  }

  startOf(side: Side): number {
    const edge = this.edges[side.edge]
    return side.forward ? edge.from : edge.to
  }

  ringOf(face: Face): Point[] {
    return face.map((side) => this.points[this.startOf(side)])
  }
}

/** Draws lines into an empty graph; where they cross, they get a common node. `curves[i]` are the points of curve i. */
export function arrangeCurves(curves: readonly (readonly Point[])[]): PlanarGraph {
  const graph = new PlanarGraph()
  const nodeAt = createNodeFinder(graph)
  const segments = curves.flatMap((line, curve) => line.slice(1).map((to, i) => ({ from: line[i], to, curve })))
  const cuts = findCuts(segments)
  const drawn = new Set<string>()
  segments.forEach(({ from, to, curve }, i) => {
    const nodes = cuts[i].sort((a, b) => a - b).map((share) => nodeAt(interpolatePoint(from, to, share)))
    for (let k = 1; k < nodes.length; k++) {
      const low = Math.min(nodes[k - 1], nodes[k])
      const high = Math.max(nodes[k - 1], nodes[k])
      if (low === high || drawn.has(`${low} ${high}`)) continue
      drawn.add(`${low} ${high}`)
      graph.addEdge(nodes[k - 1], nodes[k], curve)
    }
  })
  return graph
}

interface Segment {
  readonly from: Point
  readonly to: Point
}

/** Per segment: shares along it at which others cross, and both its ends; a sweep from west to east. */
function findCuts(segments: readonly Segment[]): number[][] {
  const cuts: number[][] = segments.map(() => [0, 1])
  const west = Float64Array.from(segments, ({ from, to }) => Math.min(from[0], to[0]))
  const east = Float64Array.from(segments, ({ from, to }) => Math.max(from[0], to[0]))
  const south = Float64Array.from(segments, ({ from, to }) => Math.min(from[1], to[1]))
  const north = Float64Array.from(segments, ({ from, to }) => Math.max(from[1], to[1]))
  const order = segments.map((_, i) => i).sort((i, j) => west[i] - west[j] || i - j)
  order.forEach((i, position) => {
    for (let next = position + 1; next < order.length && west[order[next]] <= east[i]; next++) {
      const j = order[next]
      if (south[j] > north[i] || north[j] < south[i]) continue
      const crossing = segmentIntersection(segments[i].from, segments[i].to, segments[j].from, segments[j].to)
      if (crossing === null) continue
      cuts[i].push(crossing[0])
      cuts[j].push(crossing[1])
    }
  })
  return cuts
}

function createNodeFinder(graph: PlanarGraph): (point: Point) => number {
  const byCell = new Map<string, number[]>()
  return (point) => {
    const column = Math.floor(point[0] / MERGE_METRES)
    const row = Math.floor(point[1] / MERGE_METRES)
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) {
        const near = byCell.get(`${x} ${y}`)?.find((node) => distanceBetween(graph.points[node], point) < MERGE_METRES)
        if (near !== undefined) return near
      }
    }
    const node = graph.addNode(point)
    const key = `${column} ${row}`
    byCell.set(key, [...(byCell.get(key) ?? []), node])
    return node
  }
}

/** The bounded faces of the graph, without the loose ends that lead nowhere. Expects one connected drawing. */
export function findFaces(graph: PlanarGraph): Face[] {
  const alive = graph.edges.map(() => true)
  const degree = new Uint32Array(graph.points.length)
  const edgesAt: number[][] = graph.points.map(() => [])
  graph.edges.forEach(({ from, to }, edge) => {
    for (const node of [from, to]) {
      degree[node]++
      edgesAt[node].push(edge)
    }
  })
  const loose: number[] = []
  degree.forEach((count, node) => {
    if (count === 1) loose.push(node)
  })
  for (let node = loose.pop(); node !== undefined; node = loose.pop()) {
    for (const edge of edgesAt[node]) {
      if (!alive[edge]) continue
      alive[edge] = false
      const other = graph.edges[edge].from === node ? graph.edges[edge].to : graph.edges[edge].from
      degree[node]--
      if (--degree[other] === 1) loose.push(other)
    }
  }
  const outgoing = edgesAt.map((edges, node) =>
    sortByAngle(
      graph,
      node,
      edges.filter((edge) => alive[edge]),
    ),
  )
  const seen = new Set<number>()
  const faces: Face[] = []
  graph.edges.forEach((_, edge) => {
    if (!alive[edge]) return
    for (const forward of [true, false]) {
      if (seen.has(edge * 2 + (forward ? 1 : 0))) continue
      const face = walkFace(graph, outgoing, { edge, forward }, seen)
      if (twiceArea(graph.ringOf(face)) > 0) faces.push(face)
    }
  })
  return faces
}

function sortByAngle(graph: PlanarGraph, node: number, edges: readonly number[]): Side[] {
  const [x, y] = graph.points[node]
  const sides = edges.map((edge) => ({ edge, forward: graph.edges[edge].from === node }))
  const angle = (side: Side): number => {
    const { from, to } = graph.edges[side.edge]
    const [toX, toY] = graph.points[side.forward ? to : from]
    return Math.atan2(toY - y, toX - x)
  }
  return sides.sort((a, b) => angle(a) - angle(b))
}

/** Keeps turning left-most backwards, that is clockwise next at each node, with the face on the left. */
function walkFace(graph: PlanarGraph, outgoing: readonly (readonly Side[])[], start: Side, seen: Set<number>): Face {
  const face: Side[] = []
  let side = start
  for (;;) {
    const key = side.edge * 2 + (side.forward ? 1 : 0)
    if (seen.has(key)) return face
    seen.add(key)
    face.push(side)
    const { from, to } = graph.edges[side.edge]
    const sides = outgoing[side.forward ? to : from]
    const back = sides.findIndex((other) => other.edge === side.edge && other.forward !== side.forward)
    side = sides[(back - 1 + sides.length) % sides.length]
  }
}

function twiceArea(ring: readonly Point[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    twice += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
  return twice
}
