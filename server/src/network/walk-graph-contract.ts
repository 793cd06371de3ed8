import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from './street-network.ts'
import type { UsablePieces } from './walk-graph-pieces.ts'

const UNASSIGNED = 0xffffffff
/** No chain may cost this much (19 days): arcs of the search core join up to 32 of them, and sums have to stay within 31 bits. */
const CHAIN_LIMIT = 2 ** 24

/** Rows of edges between junctions; `nodeA` and `nodeB` hold places until the graph numbers its nodes. */
export interface Chains {
  readonly count: number
  /** Places that become nodes, ascending. */
  readonly junctions: Uint32Array
  readonly nodeA: Uint32Array
  readonly nodeB: Uint32Array
  readonly forward: Uint32Array
  readonly backward: Uint32Array
  readonly metres: Float64Array
  readonly firstEdge: Uint32Array
  readonly edge: Uint32Array
  readonly edgeChain: Uint32Array
  readonly edgeRank: Uint32Array
  readonly edgeReversed: Uint8Array
  readonly edgeOffsetForward: Uint32Array
  readonly edgeOffsetBackward: Uint32Array
}

/**
 * Contracts places where exactly two different edges meet and the permitted directions run through. A ring without any
 * junction gets one node, where its first edge starts. O(edges).
 */
export function contractChains(network: StreetNetwork, costs: EdgeCosts, pieces: UsablePieces): Chains {
  const { edgeCount } = network
  const { placeCount, edgeEnds, edgeKept, keptEdges } = pieces
  const { forwardDeciseconds, backwardDeciseconds } = costs

  // Ends (2 · edge + side) by place.
  const endFirst = new Uint32Array(placeCount + 1)
  for (let end = 0; end < 2 * edgeCount; end++) if (edgeKept[end >>> 1] === 1) endFirst[edgeEnds[end] + 1]++
  for (let p = 0; p < placeCount; p++) endFirst[p + 1] += endFirst[p]
  const ends = new Uint32Array(2 * keptEdges)
  const fill = endFirst.slice(0, placeCount)
  for (let end = 0; end < 2 * edgeCount; end++) if (edgeKept[end >>> 1] === 1) ends[fill[edgeEnds[end]]++] = end

  /** Cost of leaving a place by an end, and of arriving by it. */
  const leaving = (end: number): number => ((end & 1) === 0 ? forwardDeciseconds : backwardDeciseconds)[end >>> 1]
  const arriving = (end: number): number => ((end & 1) === 0 ? backwardDeciseconds : forwardDeciseconds)[end >>> 1]
  const runsThrough = (x: number, y: number): boolean =>
    x >>> 1 !== y >>> 1 &&
    (arriving(x) === FORBIDDEN) === (leaving(y) === FORBIDDEN) &&
    (arriving(y) === FORBIDDEN) === (leaving(x) === FORBIDDEN)
  const isJunction = new Uint8Array(placeCount)
  for (let p = 0; p < placeCount; p++) {
    const degree = endFirst[p + 1] - endFirst[p]
    if (degree > 0 && !(degree === 2 && runsThrough(ends[endFirst[p]], ends[endFirst[p] + 1]))) isJunction[p] = 1
  }

  const nodeA: number[] = []
  const nodeB: number[] = []
  const chainFirst: number[] = [0]
  const edge = new Uint32Array(keptEdges)
  const edgeChain = new Uint32Array(edgeCount).fill(UNASSIGNED)
  const edgeRank = new Uint32Array(edgeCount)
  const edgeReversed = new Uint8Array(edgeCount)
  let used = 0
  const walkFrom = (place: number, firstEnd: number): void => {
    let end = firstEnd
    let rank = 0
    for (;;) {
      const e = end >>> 1
      edge[used++] = e
      edgeChain[e] = nodeA.length
      edgeRank[e] = rank++
      edgeReversed[e] = end & 1
      const arrival = end ^ 1
      const next = edgeEnds[arrival]
      if (isJunction[next] === 1) {
        nodeA.push(place)
        nodeB.push(next)
        chainFirst.push(used)
        return
      }
      const first = endFirst[next]
      end = ends[first] === arrival ? ends[first + 1] : ends[first]
    }
  }
  for (let p = 0; p < placeCount; p++) {
    if (isJunction[p] === 0) continue
    for (let i = endFirst[p]; i < endFirst[p + 1]; i++) {
      if (edgeChain[ends[i] >>> 1] === UNASSIGNED) walkFrom(p, ends[i])
    }
  }
  for (let e = 0; e < edgeCount; e++) {
    if (edgeKept[e] === 0 || edgeChain[e] !== UNASSIGNED) continue
    isJunction[edgeEnds[2 * e]] = 1
    walkFrom(edgeEnds[2 * e], 2 * e)
  }

  const count = nodeA.length
  const firstEdge = Uint32Array.from(chainFirst)
  const forward = new Uint32Array(count)
  const backward = new Uint32Array(count)
  const metres = new Float64Array(count)
  const edgeOffsetForward = new Uint32Array(edgeCount)
  const edgeOffsetBackward = new Uint32Array(edgeCount)
  for (let c = 0; c < count; c++) {
    const firstEnd = 2 * edge[firstEdge[c]] + edgeReversed[edge[firstEdge[c]]]
    const opensForward = leaving(firstEnd) !== FORBIDDEN
    const opensBackward = arriving(firstEnd) !== FORBIDDEN
    let ahead = 0
    let back = 0
    for (let i = firstEdge[c]; i < firstEdge[c + 1]; i++) {
      const e = edge[i]
      const end = 2 * e + edgeReversed[e]
      metres[c] += network.edgeLengthMetres[e]
      edgeOffsetForward[e] = ahead
      edgeOffsetBackward[e] = back
      if (opensForward) ahead += leaving(end)
      if (opensBackward) back += arriving(end)
    }
    if (ahead >= CHAIN_LIMIT || back >= CHAIN_LIMIT) {
      throw new RangeError(
        `the row of edges that begins with edge ${edge[firstEdge[c]]} costs ${ahead} and ${back} deciseconds; the limit is ${CHAIN_LIMIT}`,
      )
    }
    forward[c] = opensForward ? ahead : FORBIDDEN
    backward[c] = opensBackward ? back : FORBIDDEN
  }

  const junctions: number[] = []
  for (let p = 0; p < placeCount; p++) if (isJunction[p] === 1) junctions.push(p)
  return {
    count,
    junctions: Uint32Array.from(junctions),
    nodeA: Uint32Array.from(nodeA),
    nodeB: Uint32Array.from(nodeB),
    forward,
    backward,
    metres,
    firstEdge,
    edge,
    edgeChain,
    edgeRank,
    edgeReversed,
    edgeOffsetForward,
    edgeOffsetBackward,
  }
}
