import type { Feet } from '../network/feet.ts'
import { NOT_IN_CORE, type SearchCore } from '../network/search-core.ts'
import { createLocalSearch } from '../network/search-local.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'

/** Who is attached to which node, and what each pays to it, access leg included. Shareable plain columns. */
export interface OriginIndex {
  readonly count: number
  /** Per foot the origin that it belongs to; most have one. */
  readonly footOrigin: Uint32Array
  /** By core node: length core nodes + 1, and origin and deciseconds in turn. */
  readonly coreFirst: Uint32Array
  readonly coreAttached: Int32Array
  /** By node of the walking graph, the ends of the origins' own chains only: origin and deciseconds in turn. */
  readonly nodeFirst: Uint32Array
  readonly nodeAttached: Int32Array
  /** Length chainCount + 1, and the feet on each chain, ascending. */
  readonly chainFirst: Uint32Array
  readonly chainFoot: Uint32Array
}

/** The part of a reach table's input that facilities do not change. */
export interface PreparedOrigins {
  readonly graph: WalkGraph
  /** All feet of the cells, see feet.ts. */
  readonly feet: SnappedPoints
  readonly index: OriginIndex
}

/** One local search per foot, then sorting by counting. */
export function buildOriginIndex(graph: WalkGraph, { points: feet, owner }: Feet, count: number): OriginIndex {
  const { chain, status, toA, toB, accessDeciseconds } = feet
  const { core } = graph
  const local = createLocalSearch(graph, 'forward')
  /** Node, origin and deciseconds in turn. */
  const byCore: number[] = []
  const byEnd: number[] = []
  for (let i = 0; i < feet.count; i++) {
    if (status[i] !== SNAP_STATUS.connected) continue
    const nodeA = graph.chainNodeA[chain[i]]
    const nodeB = graph.chainNodeB[chain[i]]
    if (toA[i] !== FORBIDDEN) {
      local.addSeed(nodeA, toA[i] + accessDeciseconds[i])
      byEnd.push(nodeA, owner[i], toA[i] + accessDeciseconds[i])
    }
    if (toB[i] !== FORBIDDEN) {
      local.addSeed(nodeB, toB[i] + accessDeciseconds[i])
      byEnd.push(nodeB, owner[i], toB[i] + accessDeciseconds[i])
    }
    const before = byCore.length
    const reached = local.run()
    for (let r = 0; r < reached; r++) {
      const node = local.reached[r]
      if (core.coreNode[node] !== NOT_IN_CORE) byCore.push(core.coreNode[node], owner[i], local.labels[node])
    }
    dropDetours(core, byCore, before)
  }
  const { first: coreFirst, attached: coreAttached } = attach(core.nodeCount, byCore)
  const { first: nodeFirst, attached: nodeAttached } = attach(graph.nodeCount, byEnd)
  const { first: chainFirst, member: chainFoot } = groupByChain(graph, feet)
  return {
    count,
    footOrigin: owner,
    coreFirst,
    coreAttached,
    nodeFirst,
    nodeAttached,
    chainFirst,
    chainFoot,
  }
}

/** Removes the triples from `from` on that are no quicker than another one and the arc from there. */
function dropDetours(core: SearchCore, triples: number[], from: number): void {
  for (let x = triples.length - 3; x >= from; x -= 3) {
    for (let y = from; y < triples.length; y += 3) {
      if (y === x || triples[y + 2] + weightOfArc(core, triples[y], triples[x]) > triples[x + 2]) continue
      triples.splice(x, 3)
      break
    }
  }
}

function weightOfArc({ arcFirst, arcs }: SearchCore, tail: number, head: number): number {
  for (let a = arcFirst[tail]; a < arcFirst[tail + 1]; a += 2) if (arcs[a] === head) return arcs[a + 1]
  return Infinity
}

/** Groups [node, origin, deciseconds …] by node. */
function attach(nodeCount: number, triples: readonly number[]): { first: Uint32Array; attached: Int32Array } {
  const first = new Uint32Array(nodeCount + 1)
  for (let t = 0; t < triples.length; t += 3) first[triples[t] + 1] += 2
  for (let n = 0; n < nodeCount; n++) first[n + 1] += first[n]
  const attached = new Int32Array(first[nodeCount])
  const fill = first.slice(0, nodeCount)
  for (let t = 0; t < triples.length; t += 3) {
    const at = fill[triples[t]]
    attached[at] = triples[t + 1]
    attached[at + 1] = triples[t + 2]
    fill[triples[t]] += 2
  }
  return { first, attached }
}

/** Connected points per chain, ascending. */
export function groupByChain(graph: WalkGraph, points: SnappedPoints): { first: Uint32Array; member: Uint32Array } {
  const first = new Uint32Array(graph.chainCount + 1)
  for (let i = 0; i < points.count; i++) if (points.status[i] === SNAP_STATUS.connected) first[points.chain[i] + 1]++
  for (let c = 0; c < graph.chainCount; c++) first[c + 1] += first[c]
  const member = new Uint32Array(first[graph.chainCount])
  const fill = first.slice(0, graph.chainCount)
  for (let i = 0; i < points.count; i++) {
    if (points.status[i] === SNAP_STATUS.connected) member[fill[points.chain[i]]++] = i
  }
  return { first, member }
}

/** Access points per facility, ascending. */
export function groupByFacility(
  destinations: SnappedPoints,
  destinationFacility: Uint32Array,
  facilityCount: number,
): { first: Uint32Array; member: Uint32Array } {
  checkDestinationFacility(destinations, destinationFacility)
  const first = new Uint32Array(facilityCount + 1)
  for (let j = 0; j < destinations.count; j++) {
    if (destinationFacility[j] >= facilityCount) {
      throw new RangeError(`destination ${j} belongs to facility ${destinationFacility[j]} of ${facilityCount}`)
    }
    first[destinationFacility[j] + 1]++
  }
  for (let f = 0; f < facilityCount; f++) first[f + 1] += first[f]
  const member = new Uint32Array(destinations.count)
  const fill = first.slice(0, facilityCount)
  for (let j = 0; j < destinations.count; j++) member[fill[destinationFacility[j]]++] = j
  return { first, member }
}

export function checkDestinationFacility(destinations: SnappedPoints, destinationFacility: Uint32Array): void {
  if (destinationFacility.length !== destinations.count) {
    throw new RangeError(`${destinations.count} destinations, but facilities for ${destinationFacility.length}`)
  }
}

/** Times are stored as 16 bits, of which one value means unreached. */
export function checkTableCutoff(cutoffDeciseconds: number): void {
  if (!(Number.isInteger(cutoffDeciseconds) && cutoffDeciseconds >= 0 && cutoffDeciseconds < 0xffff)) {
    throw new RangeError(
      `cutoffDeciseconds must be a whole number from 0 to 65534 (109 minutes), not ${cutoffDeciseconds}`,
    )
  }
}
