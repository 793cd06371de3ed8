import { createSearch } from './search.ts'
import { timeAlongChain, type SnappedPoints } from './snap-place.ts'
import { FORBIDDEN, type StreetNetwork } from './street-network.ts'
import { NO_CHAIN, type WalkGraph } from './walk-graph.ts'

/** Searches for routes look no farther than this many deciseconds (310 days), so that sums of labels and weights stay exact. */
export const ROUTE_HORIZON_DECISECONDS = 2 ** 28

/** A stretch of one chain between two places on its edges. */
export interface ChainLeg {
  readonly chain: number
  /** Position of the edge in the chain, and the share along it in the edge's own direction. */
  readonly fromRank: number
  readonly fromShare: number
  readonly toRank: number
  readonly toShare: number
  /** Walked from A towards B. */
  readonly forward: boolean
}

/** How a route from the current origin arrives: along the shared chain, or over end A or B of the destination's chain. */
export interface Arrival {
  readonly deciseconds: number
  readonly metres: number
  readonly by: 'chain' | 'A' | 'B'
  readonly destinations: SnappedPoints
  readonly index: number
}

/** One origin at a time: grow its tree of quickest walks, then ask for any number of destinations. */
export interface RouteSearch {
  /** Returns whether the tree is complete, that is nothing more could be reached with a larger cutoff. */
  grow(origins: SnappedPoints, index: number, cutoff: number): boolean
  /** The quickest arrival over the tree, or null. Times above the cutoff are not certain unless the tree is complete. */
  arrive(destinations: SnappedPoints, index: number): Arrival | null
  /** The stretches walked, in order. */
  legsTo(arrival: Arrival): ChainLeg[]
}

const SEED_A = -1
const SEED_B = -2

/**
 * Labels come from the bounded search; the tree is read off the final labels in the order of settling, so it has no
 * cycles even where arcs cost nothing. Among equally quick ways into a node the shorter in metres is kept.
 */
export function createRouteSearch(graph: WalkGraph, network: StreetNetwork): RouteSearch {
  const { arcFirst, arcs, arcChain, chainNodeA, chainNodeB, chainFirstEdge, chainMetres } = graph
  const search = createSearch(graph, 'forward')
  const { labels, settled } = search
  const metres = new Float64Array(graph.nodeCount)
  const position = new Uint32Array(graph.nodeCount)
  /** Arc into the node (its place in `arcs`) or the seed, and the node it comes from. */
  const parentArc = new Int32Array(graph.nodeCount)
  const parentNode = new Uint32Array(graph.nodeCount)
  let origins: SnappedPoints | null = null
  let origin = 0

  function grow(points: SnappedPoints, index: number, cutoff: number): boolean {
    if (cutoff > ROUTE_HORIZON_DECISECONDS) {
      throw new RangeError(`cutoff ${cutoff} is beyond the horizon of ${ROUTE_HORIZON_DECISECONDS} deciseconds`)
    }
    origins = points
    origin = index
    const chain = points.chain[index]
    if (chain === NO_CHAIN) {
      search.run(0)
      return true
    }
    const access = points.accessDeciseconds[index]
    const nodeA = chainNodeA[chain]
    const nodeB = chainNodeB[chain]
    const seedA = points.toA[index] === FORBIDDEN ? -1 : access + points.toA[index]
    const seedB = points.toB[index] === FORBIDDEN ? -1 : access + points.toB[index]
    if (seedA >= 0) search.addSeed(nodeA, seedA)
    if (seedB >= 0) search.addSeed(nodeB, seedB)
    const count = search.run(cutoff)
    for (let i = 0; i < count; i++) {
      position[settled[i]] = i
      metres[settled[i]] = Infinity
    }
    const metresToA = metresFromA(points, index)
    if (seedA >= 0 && labels[nodeA] === seedA) {
      metres[nodeA] = points.accessMetres[index] + metresToA
      parentArc[nodeA] = SEED_A
    }
    if (seedB >= 0 && labels[nodeB] === seedB) {
      const metresToB = points.accessMetres[index] + chainMetres[chain] - metresToA
      if (metresToB < metres[nodeB]) {
        metres[nodeB] = metresToB
        parentArc[nodeB] = SEED_B
      }
    }
    for (let i = 0; i < count; i++) {
      const node = settled[i]
      for (let arc = arcFirst[node]; arc < arcFirst[node + 1]; arc += 2) {
        const head = arcs[arc]
        if (labels[head] !== labels[node] + arcs[arc + 1] || position[head] <= i) continue
        const way = metres[node] + chainMetres[arcChain[arc >>> 1] >>> 1]
        if (way >= metres[head]) continue
        metres[head] = way
        parentArc[head] = arc
        parentNode[head] = node
      }
    }
    const last = count > 0 ? labels[settled[count - 1]] : 0
    return seedA <= cutoff && seedB <= cutoff && last + graph.maximumWeight <= cutoff
  }

  function arrive(destinations: SnappedPoints, index: number): Arrival | null {
    const chain = destinations.chain[index]
    if (chain === NO_CHAIN || origins === null || origins.chain[origin] === NO_CHAIN) return null
    let best: Arrival | null = null
    const consider = (by: Arrival['by'], deciseconds: number, way: number): void => {
      if (best !== null && (deciseconds > best.deciseconds || (deciseconds === best.deciseconds && way >= best.metres)))
        return
      best = { deciseconds, metres: way, by, destinations, index }
    }
    const access = destinations.accessDeciseconds[index]
    const accessMetres = destinations.accessMetres[index]
    const fromA = metresFromA(destinations, index)
    const along = timeAlongChain(origins, origin, destinations, index)
    if (along !== FORBIDDEN) {
      const way = Math.abs(fromA - metresFromA(origins, origin))
      consider(
        'chain',
        origins.accessDeciseconds[origin] + along + access,
        origins.accessMetres[origin] + way + accessMetres,
      )
    }
    const nodeA = chainNodeA[chain]
    if (destinations.fromA[index] !== FORBIDDEN && isSettled(nodeA)) {
      consider('A', labels[nodeA] + destinations.fromA[index] + access, metres[nodeA] + fromA + accessMetres)
    }
    const nodeB = chainNodeB[chain]
    if (destinations.fromB[index] !== FORBIDDEN && isSettled(nodeB)) {
      const way = metres[nodeB] + chainMetres[chain] - fromA + accessMetres
      consider('B', labels[nodeB] + destinations.fromB[index] + access, way)
    }
    return best
  }

  function legsTo(arrival: Arrival): ChainLeg[] {
    if (origins === null) throw new Error('legsTo before grow')
    const from = placeOf(origins, origin)
    const to = placeOf(arrival.destinations, arrival.index)
    const goal = arrival.destinations.chain[arrival.index]
    if (arrival.by === 'chain') {
      const forward = origins.chainPlace[origin] <= arrival.destinations.chainPlace[arrival.index]
      return [leg(goal, from, to, forward)]
    }
    const legs: ChainLeg[] = []
    let node: number
    if (arrival.by === 'A') {
      node = chainNodeA[goal]
      legs.push(leg(goal, endA(goal), to, true))
    } else {
      node = chainNodeB[goal]
      legs.push(leg(goal, endB(goal), to, false))
    }
    while (parentArc[node] >= 0) {
      const code = arcChain[parentArc[node] >>> 1]
      const chain = code >>> 1
      legs.push(
        (code & 1) === 0 ? leg(chain, endA(chain), endB(chain), true) : leg(chain, endB(chain), endA(chain), false),
      )
      node = parentNode[node]
    }
    const start = origins.chain[origin]
    legs.push(parentArc[node] === SEED_A ? leg(start, from, endA(start), false) : leg(start, from, endB(start), true))
    return legs.reverse()
  }

  function isSettled(node: number): boolean {
    return labels[node] <= ROUTE_HORIZON_DECISECONDS
  }

  /** Metres along the chain between its end A and the foot of a point. */
  function metresFromA(points: SnappedPoints, index: number): number {
    const edge = points.edge[index]
    const first = chainFirstEdge[points.chain[index]]
    let way = 0
    for (let i = first; i < first + graph.edgeRank[edge]; i++) way += network.edgeLengthMetres[graph.chainEdge[i]]
    const share = graph.edgeReversed[edge] === 1 ? 1 - points.edgeShare[index] : points.edgeShare[index]
    return way + share * network.edgeLengthMetres[edge]
  }

  function placeOf(points: SnappedPoints, index: number): Place {
    return { rank: graph.edgeRank[points.edge[index]], share: points.edgeShare[index] }
  }

  function endA(chain: number): Place {
    return { rank: 0, share: graph.edgeReversed[graph.chainEdge[chainFirstEdge[chain]]] === 1 ? 1 : 0 }
  }

  function endB(chain: number): Place {
    const last = chainFirstEdge[chain + 1] - 1
    return { rank: last - chainFirstEdge[chain], share: graph.edgeReversed[graph.chainEdge[last]] === 1 ? 0 : 1 }
  }

  return { grow, arrive, legsTo }
}

interface Place {
  readonly rank: number
  readonly share: number
}

function leg(chain: number, from: Place, to: Place, forward: boolean): ChainLeg {
  return { chain, fromRank: from.rank, fromShare: from.share, toRank: to.rank, toShare: to.share, forward }
}
