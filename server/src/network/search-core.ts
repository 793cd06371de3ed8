import { FORBIDDEN } from './street-network.ts'

/** In `coreNode`: the node is not in the core. */
export const NOT_IN_CORE = 0xffffffff

/** Arcs grouped by tail: head and weight in turn behind a first-out index, as in `WalkGraph`. */
export interface ArcLists {
  readonly first: Uint32Array
  readonly arcs: Uint32Array
}

/**
 * A smaller graph for searches that are repeated a thousand times: some nodes of a walking graph, joined so that every
 * walking time between two of them is kept exactly. What lies between is reached by a local search that ends at
 * core nodes, see search-local.ts.
 */
export interface SearchCore {
  readonly nodeCount: number
  /** Per node of the walking graph its index in the core, or `NOT_IN_CORE`. Indexes keep the order along the Hilbert curve. */
  readonly coreNode: Uint32Array
  readonly arcFirst: Uint32Array
  readonly arcs: Uint32Array
  /** Against the direction of walking; the identical objects where all costs are symmetric. */
  readonly reverseFirst: Uint32Array
  readonly reverseArcs: Uint32Array
  readonly maximumWeight: number
}

/** Passes over the nodes. More of them leave fewer nodes, but wider local searches and arcs that join up to 2ᴿᴼᵁᴺᴰˢ chains. */
const ROUNDS = 5
/** Nodes with more neighbours than this would leave more arcs behind than they take away. */
const MOST_NEIGHBOURS = 4

/** Neighbours of a node while contracting: node, weight to it, weight from it, in turn; `FORBIDDEN` in one direction at most. */
type Neighbours = number[]

/**
 * Takes out sets of nodes that are not neighbours, few-neighboured ones first, and joins the neighbours of each over it: the
 * first levels of a contraction hierarchy (Geisberger et al. 2008). Some tens of milliseconds for a city, memory about 100 bytes per arc meanwhile.
 */
export function buildSearchCore(nodeCount: number, forward: ArcLists, symmetric: boolean): SearchCore {
  const neighbours = collectNeighbours(nodeCount, forward)
  const taken = new Uint8Array(nodeCount)
  const resting = new Uint8Array(nodeCount)
  for (let round = 0; round < ROUNDS; round++) {
    resting.fill(0)
    for (let degree = 1; degree <= MOST_NEIGHBOURS; degree++) {
      for (let node = 0; node < nodeCount; node++) {
        if (taken[node] === 1 || resting[node] === 1 || neighbours[node].length !== 3 * degree) continue
        for (let n = 0; n < neighbours[node].length; n += 3) resting[neighbours[node][n]] = 1
        takeOut(neighbours, node)
        taken[node] = 1
      }
    }
  }

  const coreNode = new Uint32Array(nodeCount).fill(NOT_IN_CORE)
  let count = 0
  for (let node = 0; node < nodeCount; node++) if (taken[node] === 0) coreNode[node] = count++
  const out = listArcs(neighbours, coreNode, count, 1)
  const into = symmetric ? out : listArcs(neighbours, coreNode, count, 2)
  let maximumWeight = 0
  for (let a = 1; a < out.arcs.length; a += 2) maximumWeight = Math.max(maximumWeight, out.arcs[a])
  return {
    nodeCount: count,
    coreNode,
    arcFirst: out.first,
    arcs: out.arcs,
    reverseFirst: into.first,
    reverseArcs: into.arcs,
    maximumWeight,
  }
}

function collectNeighbours(nodeCount: number, { first, arcs }: ArcLists): Neighbours[] {
  const neighbours: Neighbours[] = Array.from({ length: nodeCount }, () => [])
  for (let tail = 0; tail < nodeCount; tail++) {
    for (let a = first[tail]; a < first[tail + 1]; a += 2) join(neighbours, tail, arcs[a], arcs[a + 1], FORBIDDEN)
  }
  return neighbours
}

/** Lets two nodes be at most so far apart, in either direction. */
function join(neighbours: Neighbours[], from: number, to: number, ahead: number, back: number): void {
  if (ahead === FORBIDDEN && back === FORBIDDEN) return
  lower(neighbours[from], to, ahead, back)
  lower(neighbours[to], from, back, ahead)
}

function lower(list: Neighbours, node: number, ahead: number, back: number): void {
  for (let n = 0; n < list.length; n += 3) {
    if (list[n] !== node) continue
    if (ahead < list[n + 1]) list[n + 1] = ahead
    if (back < list[n + 2]) list[n + 2] = back
    return
  }
  list.push(node, ahead, back)
}

function takeOut(neighbours: Neighbours[], node: number): void {
  const around = neighbours[node]
  for (let n = 0; n < around.length; n += 3) {
    const list = neighbours[around[n]]
    let at = 0
    while (list[at] !== node) at += 3
    list.splice(at, 3)
  }
  for (let x = 0; x < around.length; x += 3) {
    for (let y = x + 3; y < around.length; y += 3) {
      const ahead = sum(around[x + 2], around[y + 1])
      const back = sum(around[y + 2], around[x + 1])
      const other = quickestOverOne(neighbours[around[x]], neighbours[around[y]])
      join(neighbours, around[x], around[y], ahead < other[0] ? ahead : FORBIDDEN, back < other[1] ? back : FORBIDDEN)
    }
  }
  neighbours[node] = []
}

/** Quickest times between two nodes over one common neighbour, in both directions; an arc that takes as long is not needed. */
function quickestOverOne(from: Neighbours, to: Neighbours): readonly [ahead: number, back: number] {
  let ahead = FORBIDDEN
  let back = FORBIDDEN
  for (let x = 0; x < from.length; x += 3) {
    for (let y = 0; y < to.length; y += 3) {
      if (from[x] !== to[y]) continue
      ahead = Math.min(ahead, sum(from[x + 1], to[y + 2]))
      back = Math.min(back, sum(to[y + 1], from[x + 2]))
    }
  }
  return [ahead, back]
}

function sum(into: number, out: number): number {
  return into === FORBIDDEN || out === FORBIDDEN ? FORBIDDEN : into + out
}

/** Arcs of the core by ascending node and head; `column` 1: walking from the node, 2: walking to it. */
function listArcs(neighbours: readonly Neighbours[], coreNode: Uint32Array, count: number, column: 1 | 2): ArcLists {
  const first = new Uint32Array(count + 1)
  const arcs: number[] = []
  for (let node = 0; node < coreNode.length; node++) {
    if (coreNode[node] === NOT_IN_CORE) continue
    const list = neighbours[node]
    const order = Array.from({ length: list.length / 3 }, (_, n) => 3 * n).sort((x, y) => list[x] - list[y])
    for (const n of order) if (list[n + column] !== FORBIDDEN) arcs.push(coreNode[list[n]], list[n + column])
    first[coreNode[node] + 1] = arcs.length
  }
  return { first, arcs: Uint32Array.from(arcs) }
}
