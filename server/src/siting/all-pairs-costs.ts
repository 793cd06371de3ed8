import type { CostMatrix } from './cost-matrix.ts'

/** An undirected graph as a list of edges. */
export interface EdgeList {
  readonly nodeCount: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** ≥ 0. */
  readonly cost: Float64Array
}

/**
 * Cheapest ways between all nodes, every node being candidate and demand: Dijkstra's algorithm from each, O(nodes · edges ·
 * log nodes); 12 bytes per pair that can reach each other. Of edges between the same two nodes the last one holds, as in the
 * files of OR-Library (Beasley 1990); loops do not matter.
 */
export function computeAllPairsCosts({ nodeCount, from, to, cost }: EdgeList): CostMatrix {
  const last = new Map<number, number>()
  for (let e = 0; e < cost.length; e++) {
    if (from[e] === to[e]) continue
    last.set(Math.min(from[e], to[e]) * nodeCount + Math.max(from[e], to[e]), cost[e])
  }
  const arcFirst = new Uint32Array(nodeCount + 1)
  for (const pair of last.keys()) {
    arcFirst[Math.floor(pair / nodeCount) + 1]++
    arcFirst[(pair % nodeCount) + 1]++
  }
  for (let n = 0; n < nodeCount; n++) arcFirst[n + 1] += arcFirst[n]
  const head = new Uint32Array(2 * last.size)
  const arcCost = new Float64Array(2 * last.size)
  const next = arcFirst.slice(0, nodeCount)
  const addArc = (tail: number, target: number, value: number): void => {
    head[next[tail]] = target
    arcCost[next[tail]++] = value
  }
  for (const [pair, value] of last) {
    addArc(Math.floor(pair / nodeCount), pair % nodeCount, value)
    addArc(pair % nodeCount, Math.floor(pair / nodeCount), value)
  }

  const first = new Uint32Array(nodeCount + 1)
  const pieces: { readonly demand: Uint32Array; readonly cost: Float64Array }[] = []
  const distance = new Float64Array(nodeCount)
  for (let source = 0; source < nodeCount; source++) {
    distance.fill(Infinity)
    distance[source] = 0
    const heap = new DistanceHeap()
    heap.push(source, 0)
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (heap.poppedDistance > distance[node]) continue
      for (let a = arcFirst[node]; a < arcFirst[node + 1]; a++) {
        const through = distance[node] + arcCost[a]
        if (through >= distance[head[a]]) continue
        distance[head[a]] = through
        heap.push(head[a], through)
      }
    }
    const demand = Uint32Array.from(distance.keys()).filter((n) => distance[n] < Infinity)
    pieces.push({ demand, cost: Float64Array.from(demand, (n) => distance[n]) })
    first[source + 1] = first[source] + demand.length
  }
  const demand = new Uint32Array(first[nodeCount])
  const costs = new Float64Array(first[nodeCount])
  pieces.forEach((piece, n) => {
    demand.set(piece.demand, first[n])
    costs.set(piece.cost, first[n])
  })
  return { candidateCount: nodeCount, demandCount: nodeCount, first, demand, cost: costs }
}

/** Nodes by distance; a node may be in it several times. */
class DistanceHeap {
  poppedDistance = 0
  readonly #nodes: number[] = []
  readonly #distances: number[] = []

  push(node: number, distance: number): void {
    let at = this.#nodes.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#distances[parent] <= distance) break
      this.#nodes[at] = this.#nodes[parent]
      this.#distances[at] = this.#distances[parent]
      at = parent
    }
    this.#nodes[at] = node
    this.#distances[at] = distance
  }

  /** The nearest node, −1 where there is none left. */
  pop(): number {
    const last = this.#nodes.pop()
    const lastDistance = this.#distances.pop()
    if (last === undefined || lastDistance === undefined) return -1
    if (this.#nodes.length === 0) {
      this.poppedDistance = lastDistance
      return last
    }
    const top = this.#nodes[0]
    this.poppedDistance = this.#distances[0]
    let at = 0
    for (let child = 1; child < this.#nodes.length; child = 2 * at + 1) {
      if (child + 1 < this.#nodes.length && this.#distances[child + 1] < this.#distances[child]) child++
      if (this.#distances[child] >= lastDistance) break
      this.#nodes[at] = this.#nodes[child]
      this.#distances[at] = this.#distances[child]
      at = child
    }
    this.#nodes[at] = last
    this.#distances[at] = lastDistance
    return top
  }
}
