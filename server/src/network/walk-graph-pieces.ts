import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from './street-network.ts'

/**
 * The usable edges with their ends at places. A place is an open street node, or one dead end of one edge at a closed
 * node: what a profile cannot pass through takes apart the edges that meet there.
 */
export interface UsablePieces {
  readonly placeCount: number
  readonly placeStreetNode: Uint32Array
  /** Place at the start (2 · edge) and at the end (2 · edge + 1) of each edge. */
  readonly edgeEnds: Uint32Array
  /** 1 for edges in the graph. */
  readonly edgeKept: Uint8Array
  readonly keptEdges: number
  readonly keptMetres: number
  readonly droppedComponents: number
  readonly droppedMetres: number
}

/**
 * Finds weakly connected components by union-find and drops the small ones; the largest (of equals the first) stays, and so does each with an edge that is
 * always kept.
 */
export function splitUsableEdges(
  network: StreetNetwork,
  costs: EdgeCosts,
  minimumComponentNodes: number,
  alwaysKept?: Uint8Array,
): UsablePieces {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, edgeLengthMetres } = network
  const { forwardDeciseconds, backwardDeciseconds, nodeClosed } = costs

  const usable = new Uint8Array(edgeCount)
  let deadEnds = 0
  for (let e = 0; e < edgeCount; e++) {
    if (forwardDeciseconds[e] === FORBIDDEN && backwardDeciseconds[e] === FORBIDDEN) continue
    usable[e] = 1
    deadEnds += (nodeClosed[edgeFrom[e]] === 0 ? 0 : 1) + (nodeClosed[edgeTo[e]] === 0 ? 0 : 1)
  }
  const placeCount = nodeCount + deadEnds
  const placeStreetNode = new Uint32Array(placeCount)
  for (let n = 0; n < nodeCount; n++) placeStreetNode[n] = n
  const edgeEnds = new Uint32Array(2 * edgeCount)
  let nextPlace = nodeCount
  for (let e = 0; e < edgeCount; e++) {
    if (usable[e] === 0) continue
    for (let side = 0; side < 2; side++) {
      const node = side === 0 ? edgeFrom[e] : edgeTo[e]
      if (nodeClosed[node] !== 0) placeStreetNode[nextPlace] = node
      edgeEnds[2 * e + side] = nodeClosed[node] !== 0 ? nextPlace++ : node
    }
  }

  const parent = new Uint32Array(placeCount)
  for (let p = 0; p < placeCount; p++) parent[p] = p
  const find = (place: number): number => {
    while (parent[place] !== place) {
      parent[place] = parent[parent[place]]
      place = parent[place]
    }
    return place
  }
  const used = new Uint8Array(placeCount)
  for (let e = 0; e < edgeCount; e++) {
    if (usable[e] === 0) continue
    used[edgeEnds[2 * e]] = 1
    used[edgeEnds[2 * e + 1]] = 1
    const a = find(edgeEnds[2 * e])
    const b = find(edgeEnds[2 * e + 1])
    // The smaller place becomes the root: roots do not depend on the order of edges.
    if (a < b) parent[b] = a
    else parent[a] = b
  }
  const size = new Uint32Array(placeCount)
  for (let p = 0; p < placeCount; p++) if (used[p] === 1) size[find(p)]++
  let largest = 0
  for (let p = 0; p < placeCount; p++) if (size[p] > size[largest]) largest = p
  const stays = new Uint8Array(placeCount)
  for (let p = 0; p < placeCount; p++) if (size[p] >= minimumComponentNodes || p === largest) stays[p] = 1
  if (alwaysKept !== undefined) {
    for (let e = 0; e < edgeCount; e++) if (usable[e] === 1 && alwaysKept[e] === 1) stays[find(edgeEnds[2 * e])] = 1
  }

  let droppedComponents = 0
  for (let p = 0; p < placeCount; p++) {
    if (size[p] > 0 && stays[p] === 0) droppedComponents++
  }
  const edgeKept = new Uint8Array(edgeCount)
  let keptEdges = 0
  let keptMetres = 0
  let droppedMetres = 0
  for (let e = 0; e < edgeCount; e++) {
    if (usable[e] === 0) continue
    if (stays[find(edgeEnds[2 * e])] === 1) {
      edgeKept[e] = 1
      keptEdges++
      keptMetres += edgeLengthMetres[e]
    } else {
      droppedMetres += edgeLengthMetres[e]
    }
  }
  return { placeCount, placeStreetNode, edgeEnds, edgeKept, keptEdges, keptMetres, droppedComponents, droppedMetres }
}
