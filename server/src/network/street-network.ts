import type { Bounds } from '../geo/bounds.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import type { NodeAttributes } from './node-attributes.ts'

/**
 * The walkable streets of an extract, the same for every profile: edges between junctions with their shape.
 * An edge is a stretch of one way between two nodes at which something can happen: a junction, the end of a way,
 * or a tagged node (barrier, kerb, crossing, elevator). Edges can be parallel, loops, or of zero length.
 */
export interface StreetNetwork {
  readonly nodeCount: number
  readonly edgeCount: number
  /** OSM id per node. */
  readonly nodeOsmId: Float64Array
  /** Degrees. */
  readonly nodeLng: Float64Array
  readonly nodeLat: Float64Array
  /** Index into `nodeAttributes` per node; 0 is the plain node. */
  readonly nodeAttribute: Uint16Array
  readonly nodeAttributes: readonly NodeAttributes[]
  /** Node index at the start and end of each edge, in the direction of the way. */
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  /** Great-circle length along the shape. */
  readonly edgeLengthMetres: Float64Array
  readonly edgeWayId: Float64Array
  /** Index into `attributes` per edge. */
  readonly edgeAttribute: Uint32Array
  readonly attributes: readonly EdgeAttributes[]
  /** Index into `names` per edge; 0 is the empty name. */
  readonly edgeName: Uint32Array
  readonly names: readonly string[]
  /** Length edgeCount + 1; the shape of edge e, both ends included, is `point…[edgeFirstPoint[e] … edgeFirstPoint[e + 1])`. */
  readonly edgeFirstPoint: Uint32Array
  readonly pointLng: Float64Array
  readonly pointLat: Float64Array
  /** What the source covers; positions outside it are "outside the network". */
  readonly bounds: Bounds
}

/** The shape of an edge from its start to its end, both included. */
export function shapeOfEdge(
  { edgeFirstPoint, pointLng, pointLat }: StreetNetwork,
  edge: number,
): [lng: number, lat: number][] {
  const shape: [number, number][] = []
  for (let p = edgeFirstPoint[edge]; p < edgeFirstPoint[edge + 1]; p++) shape.push([pointLng[p], pointLat[p]])
  return shape
}

/** In cost arrays: this profile cannot use the edge in this direction. */
export const FORBIDDEN = 0xffffffff

/** What one profile pays, in whole deciseconds; node delays (elevator wait, half crossings) are already in the edges. */
export interface EdgeCosts {
  /** From `edgeFrom` to `edgeTo`, or `FORBIDDEN`. */
  readonly forwardDeciseconds: Uint32Array
  /** From `edgeTo` to `edgeFrom`, or `FORBIDDEN`. */
  readonly backwardDeciseconds: Uint32Array
  /** 1 where the profile cannot pass through the node (kerb too high, locked gate): edges end there without meeting. */
  readonly nodeClosed: Uint8Array
}
