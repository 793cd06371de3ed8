/**
 * Walking times on every stretch of street from (or to) a few points: one bounded search over the graph, spread over the
 * edges of its chains. The times are those of every other answer: `computePointTimes` gives, to the decisecond, what
 * `computeTravelTimes` (direction `from`) and `computeNearest` (direction `to`) give for the same points.
 */
import { listFeet } from '../network/feet.ts'
import { createSearch, UNLABELLED } from '../network/search.ts'
import { partOfEdge, timeAlongChain, type SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { FORBIDDEN } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'

/** `from`: walking away from the seeds. `to`: walking towards them. */
export type WalkDirection = 'from' | 'to'

/** A seed on its own street edge. */
export interface EdgeSeed {
  /** Along the edge in its own direction, 0 … 1. */
  readonly share: number
  /** Between the seed's point and the street, deciseconds. */
  readonly accessDeciseconds: number
  /** Of the cost of the whole edge (`startCost`, `endCost`): how much lies between its start and the seed, deciseconds. */
  readonly startPart: number
  readonly endPart: number
}

/** Times on streets within the cutoff, deciseconds; `UNLABELLED` where there is none. */
export interface StreetTimes {
  readonly direction: WalkDirection
  readonly cutoffDeciseconds: number
  /** One row per foot, without `others`. */
  readonly seeds: SnappedPoints
  /** Per node of the graph. */
  readonly nodeTime: Int32Array
  /** Per street edge: time at its start of the walk that leads over its start, and at its end over its end. */
  readonly startTime: Int32Array
  readonly endTime: Int32Array
  /** Per street edge: cost of the whole edge for the walk over its start, and over its end, or `FORBIDDEN`. */
  readonly startCost: Uint32Array
  readonly endCost: Uint32Array
  /** Seeds by the street edge that they stand on, and their indexes by chain. */
  readonly edgeSeeds: ReadonlyMap<number, readonly EdgeSeed[]>
  readonly chainSeeds: ReadonlyMap<number, readonly number[]>
}

/**
 * O(search + chains). Seeds that are not connected reach nothing; a walk begins or ends at whichever foot of a seed is best.
 *
 * @param cutoffDeciseconds inclusive, whole, below `UNLABELLED`
 */
export function computeStreetTimes(
  graph: WalkGraph,
  points: SnappedPoints,
  direction: WalkDirection,
  cutoffDeciseconds: number,
): StreetTimes {
  const seeds = listFeet(points).points
  const isFrom = direction === 'from'
  const search = createSearch(graph, isFrom ? 'forward' : 'reverse')
  const [timeA, timeB] = isFrom ? [seeds.toA, seeds.toB] : [seeds.fromA, seeds.fromB]
  const edgeSeeds = new Map<number, EdgeSeed[]>()
  const chainSeeds = new Map<number, number[]>()
  for (let i = 0; i < seeds.count; i++) {
    if (seeds.status[i] !== SNAP_STATUS.connected) continue
    const chain = seeds.chain[i]
    const accessDeciseconds = seeds.accessDeciseconds[i]
    if (timeA[i] !== FORBIDDEN) search.addSeed(graph.chainNodeA[chain], accessDeciseconds + timeA[i])
    if (timeB[i] !== FORBIDDEN) search.addSeed(graph.chainNodeB[chain], accessDeciseconds + timeB[i])
    addTo(chainSeeds, chain, i)
    const { along, against } = partsOfFoot(graph, seeds, i)
    const [startPart, endPart] = isFrom ? [along, against] : [against, along]
    addTo(edgeSeeds, seeds.edge[i], { share: seeds.edgeShare[i], accessDeciseconds, startPart, endPart })
  }
  search.run(cutoffDeciseconds)

  const edgeCount = graph.edgeChain.length
  const times: StreetTimes = {
    direction,
    cutoffDeciseconds,
    seeds,
    nodeTime: search.labels,
    startTime: new Int32Array(edgeCount).fill(UNLABELLED),
    endTime: new Int32Array(edgeCount).fill(UNLABELLED),
    startCost: isFrom ? graph.edgeForward : graph.edgeBackward,
    endCost: isFrom ? graph.edgeBackward : graph.edgeForward,
    edgeSeeds,
    chainSeeds,
  }
  for (let chain = 0; chain < graph.chainCount; chain++) spreadOverChain(graph, times, chain)
  return times
}

/** Deciseconds between the start of the edge and the foot, along and against it, as `placePoints` put them into the chain. */
function partsOfFoot(graph: WalkGraph, seeds: SnappedPoints, i: number): { along: number; against: number } {
  const edge = seeds.edge[i]
  const isReversed = graph.edgeReversed[edge] === 1
  const [forward, backward] = [graph.edgeForward[edge], graph.edgeBackward[edge]]
  let along = partOfEdge(forward, seeds.edgeShare[i])
  let against = partOfEdge(backward, seeds.edgeShare[i])
  if (seeds.fromA[i] !== FORBIDDEN && graph.chainForward[seeds.chain[i]] !== FORBIDDEN) {
    const toFoot = seeds.fromA[i] - graph.edgeOffsetForward[edge]
    if (isReversed) against = backward - toFoot
    else along = toFoot
  }
  if (seeds.toA[i] !== FORBIDDEN && graph.chainBackward[seeds.chain[i]] !== FORBIDDEN) {
    const fromFoot = seeds.toA[i] - graph.edgeOffsetBackward[edge]
    if (isReversed) along = forward - fromFoot
    else against = fromFoot
  }
  return { along, against }
}

/** Gives the edges of a chain the times of its ends and of the seeds that stand on it. */
function spreadOverChain(graph: WalkGraph, times: StreetTimes, chain: number): void {
  const { nodeTime, cutoffDeciseconds, seeds } = times
  const atA = nodeTime[graph.chainNodeA[chain]]
  const atB = nodeTime[graph.chainNodeB[chain]]
  const members = times.chainSeeds.get(chain)
  if (atA === UNLABELLED && atB === UNLABELLED && members === undefined) return
  const isFrom = times.direction === 'from'
  const { edgeOffsetForward, edgeOffsetBackward, chainFirstEdge, chainEdge } = graph
  // Walks over the end nearer to A go from A to B in direction `from`, and come from B to A in direction `to`.
  const isOpenOverA = (isFrom ? graph.chainForward : graph.chainBackward)[chain] !== FORBIDDEN
  const isOpenOverB = (isFrom ? graph.chainBackward : graph.chainForward)[chain] !== FORBIDDEN
  const lengthOverB = (isFrom ? graph.chainBackward : graph.chainForward)[chain]
  const offsetOverA = isFrom ? edgeOffsetForward : edgeOffsetBackward
  const offsetOverB = isFrom ? edgeOffsetBackward : edgeOffsetForward
  const seedOverA = isFrom ? seeds.fromA : seeds.toA
  const seedOverB = isFrom ? seeds.toA : seeds.fromA

  for (let position = chainFirstEdge[chain]; position < chainFirstEdge[chain + 1]; position++) {
    const edge = chainEdge[position]
    const isReversed = graph.edgeReversed[edge] === 1
    const costOverB = (isReversed ? times.startCost : times.endCost)[edge]
    let nearA = UNLABELLED
    let nearB = UNLABELLED
    const beyondEdge = offsetOverB[edge] + costOverB
    if (isOpenOverA && atA !== UNLABELLED) nearA = atA + offsetOverA[edge]
    if (isOpenOverB && atB !== UNLABELLED) nearB = atB + lengthOverB - beyondEdge
    for (const i of members ?? []) {
      const rank = graph.edgeRank[seeds.edge[i]]
      const access = seeds.accessDeciseconds[i]
      if (isOpenOverA && rank < graph.edgeRank[edge]) nearA = Math.min(nearA, access + offsetOverA[edge] - seedOverA[i])
      if (isOpenOverB && rank > graph.edgeRank[edge]) nearB = Math.min(nearB, access + seedOverB[i] - beyondEdge)
    }
    if (nearA <= cutoffDeciseconds) (isReversed ? times.endTime : times.startTime)[edge] = nearA
    if (nearB <= cutoffDeciseconds) (isReversed ? times.startTime : times.endTime)[edge] = nearB
  }
}

/** Whether any of the edge may be within the cutoff; false is certain. */
export function isEdgeTouched(times: StreetTimes, edge: number): boolean {
  return times.startTime[edge] !== UNLABELLED || times.endTime[edge] !== UNLABELLED || times.edgeSeeds.has(edge)
}

/**
 * Whether somebody on the edge may be within the cutoff; false is certain. Wider than `isEdgeTouched`: who stands at the end of a one-way
 * street stands at the junction.
 */
export function isEdgeNear(graph: WalkGraph, { nodeTime, chainSeeds }: StreetTimes, edge: number): boolean {
  const chain = graph.edgeChain[edge]
  if (nodeTime[graph.chainNodeA[chain]] !== UNLABELLED || nodeTime[graph.chainNodeB[chain]] !== UNLABELLED) return true
  return chainSeeds.has(chain)
}

/**
 * Parts of an edge are whole deciseconds. On an edge that was made slower a part may also be more than its share: nothing is nearer than the seed
 * for that.
 */
const ROUNDING = 0.5

/**
 * Deciseconds at a place of an edge, not rounded, so that streets can be cut exactly at a time; `Infinity` where nobody
 * gets there within the cutoff. Where this is within the cutoff, so is the whole number of `computePointTimes`.
 */
export function timeOnEdge(times: StreetTimes, edge: number, share: number): number {
  const startCost = times.startCost[edge]
  const endCost = times.endCost[edge]
  let time = Infinity
  if (times.startTime[edge] !== UNLABELLED) time = times.startTime[edge] + share * startCost
  if (times.endTime[edge] !== UNLABELLED) time = Math.min(time, times.endTime[edge] + (1 - share) * endCost)
  const seeds = times.edgeSeeds.get(edge)
  if (seeds !== undefined) {
    for (const seed of seeds) {
      if (share === seed.share) time = Math.min(time, seed.accessDeciseconds)
      else if (share > seed.share && startCost !== FORBIDDEN)
        time = Math.min(time, seed.accessDeciseconds + Math.max(-ROUNDING, share * startCost - seed.startPart))
      else if (share < seed.share && endCost !== FORBIDDEN)
        time = Math.min(time, seed.accessDeciseconds + Math.max(-ROUNDING, seed.endPart - share * endCost))
    }
  }
  return time <= times.cutoffDeciseconds ? time : Infinity
}

/**
 * Whole walking times between the seeds and other points, both access legs included, or `UNLABELLED` beyond the cutoff; of several feet
 * of a point the best.
 */
export function computePointTimes(graph: WalkGraph, times: StreetTimes, manyFooted: SnappedPoints): Int32Array {
  const { nodeTime, seeds, cutoffDeciseconds } = times
  const isFrom = times.direction === 'from'
  const { points, owner } = listFeet(manyFooted)
  const [overA, overB] = isFrom ? [points.fromA, points.fromB] : [points.toA, points.toB]
  const result = new Int32Array(manyFooted.count).fill(UNLABELLED)
  for (let j = 0; j < points.count; j++) {
    if (points.status[j] !== SNAP_STATUS.connected) continue
    const chain = points.chain[j]
    const atA = nodeTime[graph.chainNodeA[chain]]
    const atB = nodeTime[graph.chainNodeB[chain]]
    let time = UNLABELLED
    if (atA !== UNLABELLED && overA[j] !== FORBIDDEN) time = atA + overA[j]
    if (atB !== UNLABELLED && overB[j] !== FORBIDDEN) time = Math.min(time, atB + overB[j])
    for (const i of times.chainSeeds.get(chain) ?? []) {
      const along = isFrom ? timeAlongChain(seeds, i, points, j) : timeAlongChain(points, j, seeds, i)
      if (along !== FORBIDDEN) time = Math.min(time, seeds.accessDeciseconds[i] + along)
    }
    time += points.accessDeciseconds[j]
    if (time <= cutoffDeciseconds && time < result[owner[j]]) result[owner[j]] = time
  }
  return result
}

function addTo<T>(groups: Map<number, T[]>, key: number, value: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [value])
  else group.push(value)
}
