import { buildSearchCore, type SearchCore } from './search-core.ts'
import { shareColumns } from './walk-graph-columns.ts'
import { contractChains, type Chains } from './walk-graph-contract.ts'
import { hilbertOrder } from './walk-graph-order.ts'
import { splitUsableEdges } from './walk-graph-pieces.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from './street-network.ts'

/** In `edgeChain`: the edge is not part of the graph (not usable, or on a dropped island). */
export const NO_CHAIN = 0xffffffff

/**
 * What one profile walks on, contracted for searching: nodes are junctions and dead ends, arcs lead from node to node,
 * and a chain is the row of street edges behind an arc. Every usable edge kept has its place in exactly one chain, so a
 * point anywhere on a street has two seeds (the chain's ends A and B). Plain columns only: the graph can be posted to a
 * worker, and costs nothing to post where it was built with `shared`.
 *
 * A chain is passable in a direction as a whole or not at all: chains also end where the permitted directions change.
 */
export interface WalkGraph {
  readonly nodeCount: number
  /** Street node per node; nodes run along a Hilbert curve. The dead ends at a closed node share its street node. */
  readonly nodeStreetNode: Uint32Array
  /** Length nodeCount + 1: positions in `arcs` (two per arc, so all are even). */
  readonly arcFirst: Uint32Array
  /** Head and weight (whole deciseconds) in turn; per node ascending heads, one arc per head, no loops. */
  readonly arcs: Uint32Array
  /** Per arc: 2 · chain, plus 1 where the arc runs from B to A. */
  readonly arcChain: Uint32Array
  /** The same against the direction of walking; the identical objects where all costs are symmetric. */
  readonly reverseFirst: Uint32Array
  readonly reverseArcs: Uint32Array
  /** The largest weight of any arc. */
  readonly maximumWeight: number
  /** A smaller graph with the same times, for many searches in a row. */
  readonly core: SearchCore

  readonly chainCount: number
  readonly chainNodeA: Uint32Array
  readonly chainNodeB: Uint32Array
  /** Deciseconds from A to B, and from B to A, or `FORBIDDEN`. */
  readonly chainForward: Uint32Array
  readonly chainBackward: Uint32Array
  readonly chainMetres: Float64Array
  /** Length chainCount + 1; edges of a chain from A to B. */
  readonly chainFirstEdge: Uint32Array
  readonly chainEdge: Uint32Array

  /** Per street edge: its chain or `NO_CHAIN`, position in the chain, and 1 where the chain runs against the edge. */
  readonly edgeChain: Uint32Array
  readonly edgeRank: Uint32Array
  readonly edgeReversed: Uint8Array
  /** Per street edge: deciseconds from A to the end of the edge nearer to A, and back; 0 where that direction is forbidden. */
  readonly edgeOffsetForward: Uint32Array
  readonly edgeOffsetBackward: Uint32Array
  /** The costs the graph was built from, per street edge in its own direction. */
  readonly edgeForward: Uint32Array
  readonly edgeBackward: Uint32Array

  /** Islands with fewer street nodes than asked for, which are not in the graph. */
  readonly droppedComponents: number
  readonly droppedMetres: number
  /** Metres of street in the graph. */
  readonly keptMetres: number
}

export interface WalkGraphOptions {
  /** Islands (weakly connected parts) with fewer street nodes are dropped; the largest one always stays. */
  readonly minimumComponentNodes: number
  /** Per edge 1: its island stays, however small it is. */
  readonly alwaysKept?: Uint8Array
  /** Puts all columns on SharedArrayBuffers, so that worker threads read them without copies. */
  readonly shared?: boolean
}

/**
 * Builds the search graph of one profile in O(edges · log nodes): usable edges only, closed nodes taken apart, small islands dropped,
 * chains of degree 2 contracted, nodes along a Hilbert curve (neighbours in space are neighbours in memory). Parallel
 * edges, loops and zero costs are fine. Throws a `RangeError` where columns do not fit or a chain costs 2²⁴ ds (19 days) or more.
 */
export function buildWalkGraph(network: StreetNetwork, costs: EdgeCosts, options: WalkGraphOptions): WalkGraph {
  const { edgeCount, nodeCount } = network
  const { minimumComponentNodes, alwaysKept, shared = false } = options
  if (costs.forwardDeciseconds.length !== edgeCount || costs.backwardDeciseconds.length !== edgeCount) {
    throw new RangeError(
      `costs for ${costs.forwardDeciseconds.length} and ${costs.backwardDeciseconds.length} edges do not fit a network of ${edgeCount}`,
    )
  }
  if (costs.nodeClosed.length !== nodeCount) {
    throw new RangeError(`nodeClosed has ${costs.nodeClosed.length} entries for a network of ${nodeCount} nodes`)
  }
  if (!(minimumComponentNodes >= 0)) {
    throw new RangeError(`minimumComponentNodes must be 0 or more, not ${minimumComponentNodes}`)
  }
  const pieces = splitUsableEdges(network, costs, minimumComponentNodes, alwaysKept)
  const chains = contractChains(network, costs, pieces)

  const { order, rank } = hilbertOrder(chains.junctions, pieces.placeStreetNode, network, pieces.placeCount)
  const nodeStreetNode = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) nodeStreetNode[i] = pieces.placeStreetNode[order[i]]
  for (let c = 0; c < chains.count; c++) {
    chains.nodeA[c] = rank[chains.nodeA[c]]
    chains.nodeB[c] = rank[chains.nodeB[c]]
  }

  const forward = buildArcs(order.length, chains, false)
  const symmetric = chains.forward.every((weight, c) => weight === chains.backward[c])
  const reverse = symmetric ? forward : buildArcs(order.length, chains, true)
  let maximumWeight = 0
  for (let a = 1; a < forward.arcs.length; a += 2) maximumWeight = Math.max(maximumWeight, forward.arcs[a])

  const graph: WalkGraph = {
    nodeCount: order.length,
    nodeStreetNode,
    arcFirst: forward.first,
    arcs: forward.arcs,
    arcChain: forward.chain,
    reverseFirst: reverse.first,
    reverseArcs: reverse.arcs,
    maximumWeight,
    core: buildSearchCore(order.length, forward, symmetric),
    chainCount: chains.count,
    chainNodeA: chains.nodeA,
    chainNodeB: chains.nodeB,
    chainForward: chains.forward,
    chainBackward: chains.backward,
    chainMetres: chains.metres,
    chainFirstEdge: chains.firstEdge,
    chainEdge: chains.edge,
    edgeChain: chains.edgeChain,
    edgeRank: chains.edgeRank,
    edgeReversed: chains.edgeReversed,
    edgeOffsetForward: chains.edgeOffsetForward,
    edgeOffsetBackward: chains.edgeOffsetBackward,
    edgeForward: costs.forwardDeciseconds,
    edgeBackward: costs.backwardDeciseconds,
    droppedComponents: pieces.droppedComponents,
    droppedMetres: pieces.droppedMetres,
    keptMetres: pieces.keptMetres,
  }
  return shared ? shareColumns(graph) : graph
}

interface Arcs {
  readonly first: Uint32Array
  readonly arcs: Uint32Array
  readonly chain: Uint32Array
}

/** Arcs by tail (by head where `reverse`); of parallel ones the cheapest stays, then the shortest, then the first chain. */
function buildArcs(nodeCount: number, chains: Chains, reverse: boolean): Arcs {
  const { count, nodeA, nodeB, forward, backward, metres } = chains
  const bucketFirst = new Uint32Array(nodeCount + 1)
  for (let c = 0; c < count; c++) {
    if (nodeA[c] === nodeB[c]) continue
    if (forward[c] !== FORBIDDEN) bucketFirst[(reverse ? nodeB[c] : nodeA[c]) + 1]++
    if (backward[c] !== FORBIDDEN) bucketFirst[(reverse ? nodeA[c] : nodeB[c]) + 1]++
  }
  for (let n = 0; n < nodeCount; n++) bucketFirst[n + 1] += bucketFirst[n]
  /** 2 · chain + direction, grouped by the node the arc is listed at. */
  const bucket = new Uint32Array(bucketFirst[nodeCount])
  const fill = bucketFirst.slice(0, nodeCount)
  for (let c = 0; c < count; c++) {
    if (nodeA[c] === nodeB[c]) continue
    if (forward[c] !== FORBIDDEN) bucket[fill[reverse ? nodeB[c] : nodeA[c]]++] = 2 * c
    if (backward[c] !== FORBIDDEN) bucket[fill[reverse ? nodeA[c] : nodeB[c]]++] = 2 * c + 1
  }
  const farNode = (arc: number): number => ((arc & 1) === (reverse ? 1 : 0) ? nodeB[arc >>> 1] : nodeA[arc >>> 1])
  const weight = (arc: number): number => ((arc & 1) === 0 ? forward[arc >>> 1] : backward[arc >>> 1])
  const compare = (x: number, y: number): number =>
    farNode(x) - farNode(y) || weight(x) - weight(y) || metres[x >>> 1] - metres[y >>> 1] || x - y

  const first = new Uint32Array(nodeCount + 1)
  const arcs = new Uint32Array(2 * bucket.length)
  const chain = new Uint32Array(bucket.length)
  let used = 0
  for (let n = 0; n < nodeCount; n++) {
    const sorted = bucket.subarray(bucketFirst[n], bucketFirst[n + 1]).sort(compare)
    for (let i = 0; i < sorted.length; i++) {
      if (i > 0 && farNode(sorted[i]) === farNode(sorted[i - 1])) continue
      arcs[2 * used] = farNode(sorted[i])
      arcs[2 * used + 1] = weight(sorted[i])
      chain[used] = sorted[i]
      used++
    }
    first[n + 1] = 2 * used
  }
  return { first, arcs: arcs.slice(0, 2 * used), chain: chain.slice(0, used) }
}
