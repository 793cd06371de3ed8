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
  const heap: [time: number, vertex: number][] = []
  const reach = (vertex: number, time: number): void => {
    if (time >= labels[vertex] || time > cutoff) return
    labels[vertex] = time
    push(heap, [time, vertex])
  }
  for (const j of which) {
    if (destinations.status[j] !== 0) continue
    const [toStart, toEnd] = waysFromEnds(graph.costs, destinations, j)
    reach(graph.endVertex[2 * destinations.edge[j]], toStart + destinations.accessDeciseconds[j])
    reach(graph.endVertex[2 * destinations.edge[j] + 1], toEnd + destinations.accessDeciseconds[j])
  }
  for (let top = pop(heap); top !== undefined; top = pop(heap)) {
    const [now, vertex] = top
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

function push(heap: [number, number][], entry: [number, number]): void {
  let at = heap.length
  heap.push(entry)
  while (at > 0 && heap[(at - 1) >> 1][0] > entry[0]) {
    heap[at] = heap[(at - 1) >> 1]
    at = (at - 1) >> 1
  }
  heap[at] = entry
}

function pop(heap: [number, number][]): [number, number] | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && heap[child + 1][0] < heap[child][0]) child++
    if (heap[child][0] >= last[0]) break
    heap[at] = heap[child]
    at = child
  }
  heap[at] = last
  return top
}
