import { SNAP_STATUS } from './snap-status.ts'
import { FORBIDDEN } from './street-network.ts'
import { NO_CHAIN, type WalkGraph } from './walk-graph.ts'

/** In `edge`: the point is not joined to a street. */
export const NO_EDGE = 0xffffffff

/** The way between a point and its street leads over grass and forecourts: slower than the street. */
export const ACCESS_SPEED_SHARE = 0.7

/**
 * Points joined to a graph, one entry per point in every column. All times are whole deciseconds. A point that is not
 * connected has `NO_EDGE`, `NO_CHAIN` and `FORBIDDEN` in its columns.
 */
export interface SnappedPoints {
  readonly count: number
  /** See `SNAP_STATUS`. */
  readonly status: Uint8Array
  /** The point itself, degrees. */
  readonly pointLng: Float64Array
  readonly pointLat: Float64Array
  /** Where it meets the street (the point itself where it is not connected), degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** From the point to the street, metres, and walked at 0.7 of the profile's speed. */
  readonly accessMetres: Float64Array
  readonly accessDeciseconds: Uint32Array
  /** Street edge, and how far along it by length, 0 … 1 in the direction of the edge. */
  readonly edge: Uint32Array
  readonly edgeShare: Float64Array
  /** Chain of the graph, and where along it from A: edges passed + share of the edge. Orders points on one chain. */
  readonly chain: Uint32Array
  readonly chainPlace: Float64Array
  /** Along the chain between the foot on the street and its ends, without the access, or `FORBIDDEN`. */
  readonly toA: Uint32Array
  readonly fromA: Uint32Array
  readonly toB: Uint32Array
  readonly fromB: Uint32Array
  /** Absent where every point has the one foot of its row. */
  readonly others?: OtherFeet
}

/** Further places at which some points meet the streets, beside the one of their own row: after a change of the streets, say. */
export interface OtherFeet {
  /** One row per further foot, all connected. */
  readonly points: SnappedPoints
  /** Whose foot it is: a row of the points, ascending. */
  readonly owner: Uint32Array
}

/** Shares are multiples of 2⁻³⁰ (a micrometre of a kilometre), so that places along a chain are exact and compare exactly. */
const SHARE_STEPS = 2 ** 30

/** What `placePoints` needs per point: a place on an edge for those with status `connected`. */
export interface PlacedPoints {
  readonly pointLng: Float64Array
  readonly pointLat: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly status: Uint8Array
  readonly edge: Uint32Array
  /** 0 … 1 along the edge by length. */
  readonly share: Float64Array
  readonly accessMetres: Float64Array
  readonly speedMetresPerSecond: number
  /**
   * Deciseconds between the start of the edge and the foot, along and against it: for edges that are pieces of a longer one, whose cost was divided
   * before. Without them the cost of the edge is divided by the share.
   */
  readonly parts?: { readonly along: Uint32Array; readonly against: Uint32Array }
}

/**
 * Gives points on street edges their place in the graph. The cost of an edge is divided by length and rounded once, so that both parts of
 * an edge always add up to the whole; the access leg is rounded to the decisecond. An edge outside the graph is a programming error.
 */
export function placePoints(graph: WalkGraph, points: PlacedPoints): SnappedPoints {
  const { status, share, accessMetres, speedMetresPerSecond, parts } = points
  const count = status.length
  if (!(speedMetresPerSecond > 0))
    throw new RangeError(`speedMetresPerSecond must be above 0, not ${speedMetresPerSecond}`)
  const edge = new Uint32Array(count).fill(NO_EDGE)
  const edgeShare = new Float64Array(count)
  const accessDeciseconds = new Uint32Array(count)
  const chain = new Uint32Array(count).fill(NO_CHAIN)
  const chainPlace = new Float64Array(count)
  const toA = new Uint32Array(count).fill(FORBIDDEN)
  const fromA = new Uint32Array(count).fill(FORBIDDEN)
  const toB = new Uint32Array(count).fill(FORBIDDEN)
  const fromB = new Uint32Array(count).fill(FORBIDDEN)

  for (let i = 0; i < count; i++) {
    if (status[i] !== SNAP_STATUS.connected) continue
    const e = points.edge[i]
    const c = graph.edgeChain[e]
    if (c === undefined || c === NO_CHAIN) throw new RangeError(`point ${i} is on edge ${e}, which is not in the graph`)
    if (!(share[i] >= 0 && share[i] <= 1)) throw new RangeError(`point ${i} is at share ${share[i]} of its edge`)
    const exactShare = Math.round(share[i] * SHARE_STEPS) / SHARE_STEPS
    edge[i] = e
    edgeShare[i] = exactShare
    accessDeciseconds[i] = Math.round((accessMetres[i] / (ACCESS_SPEED_SHARE * speedMetresPerSecond)) * 10)
    chain[i] = c
    const reversed = graph.edgeReversed[e] === 1
    chainPlace[i] = graph.edgeRank[e] + (reversed ? 1 - exactShare : exactShare)
    const along = parts?.along[i] ?? partOfEdge(graph.edgeForward[e], exactShare)
    const against = parts?.against[i] ?? partOfEdge(graph.edgeBackward[e], exactShare)
    if (graph.chainForward[c] !== FORBIDDEN) {
      fromA[i] = graph.edgeOffsetForward[e] + (reversed ? graph.edgeBackward[e] - against : along)
      toB[i] = graph.chainForward[c] - fromA[i]
    }
    if (graph.chainBackward[c] !== FORBIDDEN) {
      toA[i] = graph.edgeOffsetBackward[e] + (reversed ? graph.edgeForward[e] - along : against)
      fromB[i] = graph.chainBackward[c] - toA[i]
    }
    // Who stands at the end of a one-way chain stands at the junction, and may leave it by any street.
    const edgesInChain = graph.chainFirstEdge[c + 1] - graph.chainFirstEdge[c]
    if (chainPlace[i] === 0) toA[i] = fromA[i] = 0
    if (chainPlace[i] === edgesInChain) toB[i] = fromB[i] = 0
  }
  return {
    count,
    status,
    pointLng: points.pointLng,
    pointLat: points.pointLat,
    lng: points.lng,
    lat: points.lat,
    accessMetres,
    accessDeciseconds,
    edge,
    edgeShare,
    chain,
    chainPlace,
    toA,
    fromA,
    toB,
    fromB,
  }
}

/** Cost of the first part of an edge, between its start and `share`, in either direction. */
export function partOfEdge(deciseconds: number, share: number): number {
  return deciseconds === FORBIDDEN ? 0 : Math.round(share * deciseconds)
}

/**
 * Time straight along the chain from a point to another on the same chain, without access legs, or `FORBIDDEN` (not on
 * the same chain, or one-way against them). A way round over the chain's ends may be shorter.
 */
export function timeAlongChain(origins: SnappedPoints, i: number, destinations: SnappedPoints, j: number): number {
  const chain = origins.chain[i]
  if (chain !== destinations.chain[j] || chain === NO_CHAIN) return FORBIDDEN
  const ahead = destinations.chainPlace[j] - origins.chainPlace[i]
  if (ahead === 0) return 0
  if (ahead > 0) return origins.toB[i] === FORBIDDEN ? FORBIDDEN : destinations.fromA[j] - origins.fromA[i]
  return origins.toA[i] === FORBIDDEN ? FORBIDDEN : origins.toA[i] - destinations.toA[j]
}
