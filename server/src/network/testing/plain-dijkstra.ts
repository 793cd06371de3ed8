import type { SnappedPoints } from '../snap-place.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from '../street-network.ts'

/** The street network as it is, against the direction of walking: no contraction, no ordering, a binary heap. */
export interface PlainGraph {
  readonly vertexCount: number
  /** Vertex at the start (2 · edge) and end (2 · edge + 1) of every edge; each end at a closed node is its own. */
  readonly endVertex: Uint32Array
  readonly first: Uint32Array
  readonly head: Uint32Array
  readonly weight: Uint32Array
  readonly costs: EdgeCosts
}

export function buildPlainGraph(network: StreetNetwork, costs: EdgeCosts): PlainGraph {
  const { edgeCount, nodeCount, edgeFrom, edgeTo } = network
  let vertexCount = nodeCount
  const endVertex = new Uint32Array(2 * edgeCount)
  for (let e = 0; e < edgeCount; e++) {
    endVertex[2 * e] = costs.nodeClosed[edgeFrom[e]] === 1 ? vertexCount++ : edgeFrom[e]
    endVertex[2 * e + 1] = costs.nodeClosed[edgeTo[e]] === 1 ? vertexCount++ : edgeTo[e]
  }
  const arcs: [tail: number, head: number, weight: number][] = []
  for (let e = 0; e < edgeCount; e++) {
    const [from, to] = [endVertex[2 * e], endVertex[2 * e + 1]]
    if (costs.forwardDeciseconds[e] !== FORBIDDEN) arcs.push([to, from, costs.forwardDeciseconds[e]])
    if (costs.backwardDeciseconds[e] !== FORBIDDEN) arcs.push([from, to, costs.backwardDeciseconds[e]])
  }
  arcs.sort((x, y) => x[0] - y[0])
  const first = new Uint32Array(vertexCount + 1)
  for (const [tail] of arcs) first[tail + 1]++
  for (let v = 0; v < vertexCount; v++) first[v + 1] += first[v]
  const head = Uint32Array.from(arcs, (arc) => arc[1])
  const weight = Uint32Array.from(arcs, (arc) => arc[2])
  return { vertexCount, endVertex, first, head, weight, costs }
}

/** Times from every origin to the nearest of some destinations, access legs included; Infinity beyond the cutoff. */
export function plainTimes(
  graph: PlainGraph,
  origins: SnappedPoints,
  destinations: SnappedPoints,
  which: readonly number[],
  cutoff: number,
): Float64Array {
  const labels = new Float64Array(graph.vertexCount).fill(Infinity)
  const heap = createHeap()
  const reach = (vertex: number, time: number): void => {
    if (time >= labels[vertex] || time > cutoff) return
    labels[vertex] = time
    heap.push(time, vertex)
  }
  for (const j of which) {
    if (destinations.status[j] !== 0) continue
    const [fromStart, fromEnd] = waysFromEnds(graph.costs, destinations, j)
    reach(graph.endVertex[2 * destinations.edge[j]], fromStart + destinations.accessDeciseconds[j])
    reach(graph.endVertex[2 * destinations.edge[j] + 1], fromEnd + destinations.accessDeciseconds[j])
  }
  while (heap.size() > 0) {
    const now = heap.leastTime()
    const vertex = heap.pop()
    if (now > labels[vertex]) continue
    for (let a = graph.first[vertex]; a < graph.first[vertex + 1]; a++) reach(graph.head[a], now + graph.weight[a])
  }
  const onEdge = new Map<number, number[]>()
  for (const j of which)
    if (destinations.status[j] === 0) onEdge.set(destinations.edge[j], [...(onEdge.get(destinations.edge[j]) ?? []), j])
  return Float64Array.from({ length: origins.count }, (_, i) => {
    if (origins.status[i] !== 0) return Infinity
    const edge = origins.edge[i]
    const [toStart, toEnd] = waysToEnds(graph.costs, origins, i)
    let best = Math.min(labels[graph.endVertex[2 * edge]] + toStart, labels[graph.endVertex[2 * edge + 1]] + toEnd)
    for (const j of onEdge.get(edge) ?? []) {
      best = Math.min(best, alongEdge(graph.costs, origins, i, destinations, j) + destinations.accessDeciseconds[j])
    }
    const time = best + origins.accessDeciseconds[i]
    return time <= cutoff ? time : Infinity
  })
}

function waysToEnds(costs: EdgeCosts, points: SnappedPoints, i: number): [start: number, end: number] {
  const forward = costs.forwardDeciseconds[points.edge[i]]
  const backward = costs.backwardDeciseconds[points.edge[i]]
  const share = points.edgeShare[i]
  const start = share === 0 ? 0 : backward === FORBIDDEN ? Infinity : Math.round(share * backward)
  const end = share === 1 ? 0 : forward === FORBIDDEN ? Infinity : forward - Math.round(share * forward)
  return [start, end]
}

function waysFromEnds(costs: EdgeCosts, points: SnappedPoints, i: number): [start: number, end: number] {
  const forward = costs.forwardDeciseconds[points.edge[i]]
  const backward = costs.backwardDeciseconds[points.edge[i]]
  const share = points.edgeShare[i]
  const start = share === 0 ? 0 : forward === FORBIDDEN ? Infinity : Math.round(share * forward)
  const end = share === 1 ? 0 : backward === FORBIDDEN ? Infinity : backward - Math.round(share * backward)
  return [start, end]
}

function alongEdge(
  costs: EdgeCosts,
  origins: SnappedPoints,
  i: number,
  destinations: SnappedPoints,
  j: number,
): number {
  const [from, to] = [origins.edgeShare[i], destinations.edgeShare[j]]
  if (from === to) return 0
  const cost = from < to ? costs.forwardDeciseconds[origins.edge[i]] : costs.backwardDeciseconds[origins.edge[i]]
  return cost === FORBIDDEN ? Infinity : Math.abs(Math.round(to * cost) - Math.round(from * cost))
}

interface Heap {
  size(): number
  leastTime(): number
  push(time: number, vertex: number): void
  /** Takes out the vertex of least time. */
  pop(): number
}

function createHeap(): Heap {
  let times = new Float64Array(1024)
  let vertices = new Uint32Array(1024)
  let count = 0

  function push(time: number, vertex: number): void {
    if (count === times.length) {
      const [oldTimes, oldVertices] = [times, vertices]
      times = new Float64Array(2 * count)
      vertices = new Uint32Array(2 * count)
      times.set(oldTimes)
      vertices.set(oldVertices)
    }
    let at = count++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (times[parent] <= time) break
      times[at] = times[parent]
      vertices[at] = vertices[parent]
      at = parent
    }
    times[at] = time
    vertices[at] = vertex
  }

  function pop(): number {
    const top = vertices[0]
    const time = times[--count]
    const vertex = vertices[count]
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= count) break
      if (child + 1 < count && times[child + 1] < times[child]) child++
      if (times[child] >= time) break
      times[at] = times[child]
      vertices[at] = vertices[child]
      at = child
    }
    times[at] = time
    vertices[at] = vertex
    return top
  }

  return { size: () => count, leastTime: () => times[0], push, pop }
}
