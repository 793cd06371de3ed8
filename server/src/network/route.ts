import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import { createRouteSearch, ROUTE_HORIZON_DECISECONDS, type Arrival, type ChainLeg } from './route-search.ts'
import { partOfEdge, type SnappedPoints } from './snap-place.ts'
import type { StreetNetwork } from './street-network.ts'
import type { WalkGraph } from './walk-graph.ts'

/** One walk from a point to another. */
export interface Route {
  /** The same as every search gives for this pair, access legs included. */
  readonly deciseconds: number
  /** Access legs included. */
  readonly metres: number
  readonly originAccessMetres: number
  readonly destinationAccessMetres: number
  /** From point to point over the streets; no position twice in a row. */
  readonly path: readonly LngLat[]
  /** Street edges in order, the first and last possibly in part. */
  readonly edges: Uint32Array
  /** 1 where the edge is walked against its direction. */
  readonly edgeAgainst: Uint8Array
  /** Metres and deciseconds walked on each; with the access legs they add up to the route's. */
  readonly edgeMetres: Float64Array
  readonly edgeDeciseconds: Uint32Array
}

/**
 * The quickest walk from one snapped point to another; of equally quick ones the same one every time (the shorter where
 * they part at a node). Null where either is not connected or no way leads there. The search stops a little behind the
 * destination: its bound is doubled until it holds.
 */
export function findRoute(
  graph: WalkGraph,
  network: StreetNetwork,
  origins: SnappedPoints,
  originIndex: number,
  destinations: SnappedPoints,
  destinationIndex: number,
): Route | null {
  checkIndex('origin', origins, originIndex)
  checkIndex('destination', destinations, destinationIndex)
  const search = createRouteSearch(graph, network)
  const straightMetres = distanceMetres(
    origins.pointLng[originIndex],
    origins.pointLat[originIndex],
    destinations.pointLng[destinationIndex],
    destinations.pointLat[destinationIndex],
  )
  let cutoff = Math.min(ROUTE_HORIZON_DECISECONDS, 3000 + Math.ceil(20 * straightMetres))
  for (;;) {
    const complete = search.grow(origins, originIndex, cutoff)
    const arrival = search.arrive(destinations, destinationIndex)
    if (arrival !== null && (complete || arrival.deciseconds <= cutoff)) {
      return drawRoute(graph, network, origins, originIndex, search.legsTo(arrival), arrival)
    }
    if (complete || cutoff === ROUTE_HORIZON_DECISECONDS) return null
    cutoff = Math.min(ROUTE_HORIZON_DECISECONDS, 4 * cutoff)
  }
}

function checkIndex(what: string, points: SnappedPoints, index: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < points.count)) {
    throw new RangeError(`there is no ${what} ${index} among ${points.count}`)
  }
}

function drawRoute(
  graph: WalkGraph,
  network: StreetNetwork,
  origins: SnappedPoints,
  i: number,
  legs: readonly ChainLeg[],
  arrival: Arrival,
): Route {
  const { destinations, index: j } = arrival
  const path: LngLat[] = []
  const visit = (lng: number, lat: number): void => {
    const last = path.at(-1)
    if (last === undefined || last[0] !== lng || last[1] !== lat) path.push([lng, lat])
  }
  const edges: number[] = []
  const against: number[] = []
  const metres: number[] = []
  const deciseconds: number[] = []
  visit(origins.pointLng[i], origins.pointLat[i])
  visit(origins.lng[i], origins.lat[i])
  for (const leg of legs) {
    const first = graph.chainFirstEdge[leg.chain]
    const step = leg.forward ? 1 : -1
    for (let rank = leg.fromRank; leg.forward ? rank <= leg.toRank : rank >= leg.toRank; rank += step) {
      const edge = graph.chainEdge[first + rank]
      const runsAgainst = (graph.edgeReversed[edge] === 1) === leg.forward
      const start = rank === leg.fromRank ? leg.fromShare : runsAgainst ? 1 : 0
      const end = rank === leg.toRank ? leg.toShare : runsAgainst ? 0 : 1
      if (start === end) continue
      const cost = runsAgainst ? graph.edgeBackward[edge] : graph.edgeForward[edge]
      edges.push(edge)
      against.push(runsAgainst ? 1 : 0)
      metres.push(Math.abs(end - start) * network.edgeLengthMetres[edge])
      deciseconds.push(Math.abs(partOfEdge(cost, end) - partOfEdge(cost, start)))
      drawEdge(network, edge, start, end, visit)
    }
  }
  visit(destinations.lng[j], destinations.lat[j])
  visit(destinations.pointLng[j], destinations.pointLat[j])
  return {
    deciseconds: arrival.deciseconds,
    metres: arrival.metres,
    originAccessMetres: origins.accessMetres[i],
    destinationAccessMetres: destinations.accessMetres[j],
    path,
    edges: Uint32Array.from(edges),
    edgeAgainst: Uint8Array.from(against),
    edgeMetres: Float64Array.from(metres),
    edgeDeciseconds: Uint32Array.from(deciseconds),
  }
}

/** Visits the shape of an edge from one share of its length to another, inner points and whole ends (not cut ones). */
function drawEdge(
  network: StreetNetwork,
  edge: number,
  start: number,
  end: number,
  visit: (lng: number, lat: number) => void,
): void {
  const { pointLng, pointLat } = network
  const first = network.edgeFirstPoint[edge]
  const last = network.edgeFirstPoint[edge + 1] - 1
  const along = new Float64Array(last - first + 1)
  for (let p = first; p < last; p++) {
    along[p - first + 1] = along[p - first] + distanceMetres(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1])
  }
  const total = along[last - first]
  const low = Math.min(start, end)
  const high = Math.max(start, end)
  const points: number[] = []
  for (let p = first; p <= last; p++) {
    const share = p === first ? 0 : p === last ? 1 : total > 0 ? along[p - first] / total : 0
    const isWholeEnd = (p === first && low === 0) || (p === last && high === 1)
    if (isWholeEnd || (share > low && share < high)) points.push(p)
  }
  if (start > end) points.reverse()
  for (const p of points) visit(pointLng[p], pointLat[p])
}
