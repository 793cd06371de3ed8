import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import { createInterner } from './interner.ts'
import { freeNode, lowerKerbOfEdge, lowerKerbOfNode, makeEdgeBarrierFree } from './new-way.ts'
import type { NodeAttributes } from './node-attributes.ts'
import { obstructNode, toFlight } from './obstacle.ts'
import { NO_EDGE } from './snap-place.ts'
import type { Cut, Stretch, StreetEdits } from './street-editor.ts'
import { shapeOfEdge, type StreetNetwork } from './street-network.ts'

/** The streets after changes: a network like any other, and where its edges come from. */
export interface ChangedStreets {
  readonly before: StreetNetwork
  readonly network: StreetNetwork
  /** Per edge of `network`: the edge before that it is a piece of, or `NO_EDGE` on a new way. */
  readonly edgeBefore: Uint32Array
  /** Which part of that edge it is, 0 … 1 by length. */
  readonly fromShare: Float64Array
  readonly toShare: Float64Array
  /** Length edges before + 1: the pieces of edge e are `firstPiece[e] … firstPiece[e + 1] − 1`, in its direction. */
  readonly firstPiece: Uint32Array
  /** Per edge: 1 where nobody may pass any more. */
  readonly isClosed: Uint8Array
  /** Per edge: 1 where it, or a node at its ends, was made easier. */
  readonly isEased: Uint8Array
  /** Per edge: 1 where something in the way at it, or at a node at its ends, may make it harder. */
  readonly isHindered: Uint8Array
  /** Edges of each new edge in the editor: `newEdgeFirst[i] … newEdgeFirst[i + 1] − 1`. */
  readonly newEdgeFirst: Uint32Array
}

/**
 * Makes a network of streets and what was done to them. Edges before come first and in their order, cut ones as a row of pieces; new edges follow. Nodes
 * keep their numbers. Lengths of pieces add up to the edge. O(nodes + edges + shape).
 */
export function cutStreets(edits: StreetEdits): ChangedStreets {
  const { network: before, newNodes, newEdges, cuts } = edits
  const total = before.edgeCount + newEdges.length
  let edgeCount = total
  for (const list of cuts.values()) edgeCount += list.length
  const attributes = createInterner<EdgeAttributes>(...before.attributes)
  const names = createInterner<string>(...before.names)
  const nodeCount = before.nodeCount + newNodes.length

  const edgeFrom = new Uint32Array(edgeCount)
  const edgeTo = new Uint32Array(edgeCount)
  const edgeLengthMetres = new Float64Array(edgeCount)
  const edgeWayId = new Float64Array(edgeCount)
  const edgeAttribute = new Uint32Array(edgeCount)
  const edgeName = new Uint32Array(edgeCount)
  const edgeFirstPoint = new Uint32Array(edgeCount + 1)
  const edgeBefore = new Uint32Array(edgeCount).fill(NO_EDGE)
  const fromShare = new Float64Array(edgeCount)
  const toShare = new Float64Array(edgeCount).fill(1)
  const firstPiece = new Uint32Array(before.edgeCount + 1)
  const newEdgeFirst = new Uint32Array(newEdges.length + 1)
  const pointLng: number[] = []
  const pointLat: number[] = []
  let used = 0

  for (let e = 0; e < total; e++) {
    const isNew = e >= before.edgeCount
    const added = isNew ? newEdges[e - before.edgeCount] : null
    if (isNew) newEdgeFirst[e - before.edgeCount] = used
    else firstPiece[e] = used
    const shape = added?.shape ?? shapeOfEdge(before, e)
    const metres = added ? lengthOf(shape) : before.edgeLengthMetres[e]
    const from = added?.fromNode ?? before.edgeFrom[e]
    const to = added?.toNode ?? before.edgeTo[e]
    const attribute = added ? attributes.indexOf(added.attributes) : before.edgeAttribute[e]
    const name = added ? names.indexOf(added.name) : before.edgeName[e]
    const stops: readonly Cut[] = [{ share: 0, node: from }, ...(cuts.get(e) ?? []), { share: 1, node: to }]
    const shapes = stops.length === 2 ? [shape] : cutShape(shape, stops, newNodes, before.nodeCount)
    for (let s = 0; s + 1 < stops.length; s++) {
      edgeFrom[used] = stops[s].node
      edgeTo[used] = stops[s + 1].node
      edgeLengthMetres[used] = metres * (stops[s + 1].share - stops[s].share)
      edgeWayId[used] = added?.wayId ?? before.edgeWayId[e]
      edgeAttribute[used] = attribute
      edgeName[used] = name
      if (!isNew) edgeBefore[used] = e
      fromShare[used] = stops[s].share
      toShare[used] = stops[s + 1].share
      for (const [lng, lat] of shapes[s]) {
        pointLng.push(lng)
        pointLat.push(lat)
      }
      used++
      edgeFirstPoint[used] = pointLng.length
    }
  }
  firstPiece[before.edgeCount] = newEdges.length > 0 ? newEdgeFirst[0] : used
  newEdgeFirst[newEdges.length] = used

  const isClosed = new Uint8Array(edgeCount)
  const isEased = new Uint8Array(edgeCount)
  const isHindered = new Uint8Array(edgeCount)
  const pieces: Pieces = { before, firstPiece, newEdgeFirst, fromShare, toShare }
  const ease = (edges: readonly number[], change: (attributes: EdgeAttributes) => EdgeAttributes): void => {
    for (const p of edges) {
      edgeAttribute[p] = attributes.indexOf(change(attributes.values[edgeAttribute[p]]))
      isEased[p] = 1
    }
  }
  for (const stretch of edits.barrierFree) ease(listPieces(pieces, stretch), makeEdgeBarrierFree)
  for (const edge of edits.loweredEdges) ease(listPieces(pieces, { edge, fromShare: 0, toShare: 1 }), lowerKerbOfEdge)
  for (const { stretch, stepCount } of edits.flights) {
    for (const p of listPieces(pieces, stretch)) {
      edgeAttribute[p] = attributes.indexOf(toFlight(attributes.values[edgeAttribute[p]], stepCount))
      isHindered[p] = 1
    }
  }
  for (const stretch of edits.closed) for (const p of listPieces(pieces, stretch)) isClosed[p] = 1

  const nodeAttributes = createInterner<NodeAttributes>(...before.nodeAttributes)
  const nodeAttribute = new Uint16Array(nodeCount)
  nodeAttribute.set(before.nodeAttribute)
  const easedNodes = new Set([...edits.lowered, ...edits.freed])
  for (const node of easedNodes) {
    const change = edits.freed.has(node) ? freeNode : lowerKerbOfNode
    nodeAttribute[node] = nodeAttributes.indexOf(change(nodeAttributes.values[nodeAttribute[node]]))
  }
  for (const [node, obstacle] of edits.obstacles) {
    nodeAttribute[node] = nodeAttributes.indexOf(obstructNode(nodeAttributes.values[nodeAttribute[node]], obstacle))
  }
  if (easedNodes.size + edits.obstacles.size > 0) {
    for (let p = 0; p < used; p++) {
      if (easedNodes.has(edgeFrom[p]) || easedNodes.has(edgeTo[p])) isEased[p] = 1
      if (edits.obstacles.has(edgeFrom[p]) || edits.obstacles.has(edgeTo[p])) isHindered[p] = 1
    }
  }

  const append = (column: Float64Array, values: readonly number[]) => Float64Array.from([...column, ...values])
  return {
    before,
    network: {
      nodeCount,
      edgeCount,
      nodeOsmId: append(before.nodeOsmId, newNodes.map((_, i) => -1 - i)), // prettier-ignore
      nodeLng: append(before.nodeLng, newNodes.map(([lng]) => lng)), // prettier-ignore
      nodeLat: append(before.nodeLat, newNodes.map(([, lat]) => lat)), // prettier-ignore
      nodeAttribute,
      nodeAttributes: nodeAttributes.values,
      edgeFrom,
      edgeTo,
      edgeLengthMetres,
      edgeWayId,
      edgeAttribute,
      attributes: attributes.values,
      edgeName,
      names: names.values,
      edgeFirstPoint,
      pointLng: Float64Array.from(pointLng),
      pointLat: Float64Array.from(pointLat),
      bounds: before.bounds,
    },
    edgeBefore,
    fromShare,
    toShare,
    firstPiece,
    isClosed,
    isEased,
    isHindered,
    newEdgeFirst,
  }
}

type Pieces = Pick<ChangedStreets, 'before' | 'firstPiece' | 'newEdgeFirst' | 'fromShare' | 'toShare'>

/** Edges of the changed network on a stretch of an edge of the editor, in its direction. */
export function listPieces(
  { before, firstPiece, newEdgeFirst, fromShare, toShare }: Pieces,
  stretch: Stretch,
): number[] {
  const { edge } = stretch
  const first = edge < before.edgeCount ? firstPiece[edge] : newEdgeFirst[edge - before.edgeCount]
  const end = edge < before.edgeCount ? firstPiece[edge + 1] : newEdgeFirst[edge - before.edgeCount + 1]
  const pieces: number[] = []
  for (let p = first; p < end; p++) {
    if (fromShare[p] >= stretch.fromShare && toShare[p] <= stretch.toShare) pieces.push(p)
  }
  return pieces
}

function lengthOf(shape: readonly LngLat[]): number {
  let metres = 0
  for (let p = 0; p + 1 < shape.length; p++) metres += distanceMetres(...shape[p], ...shape[p + 1])
  return metres
}

/** The shape between each two stops; the places of new nodes are corners of the shapes beside them. */
function cutShape(
  shape: readonly LngLat[],
  stops: readonly Cut[],
  newNodes: readonly LngLat[],
  nodesBefore: number,
): LngLat[][] {
  const total = lengthOf(shape)
  const shares = [0]
  for (let p = 0; p + 1 < shape.length; p++) {
    shares.push(shares[p] + (total > 0 ? distanceMetres(...shape[p], ...shape[p + 1]) / total : 0))
  }
  const placeOf = (stop: number): LngLat => {
    if (stop === 0) return shape[0]
    if (stop === stops.length - 1) return shape[shape.length - 1]
    return newNodes[stops[stop].node - nodesBefore]
  }
  return stops.slice(1).map((end, s) => {
    const start = stops[s]
    const between = shape.filter(
      (_, p) => p > 0 && p < shape.length - 1 && shares[p] > start.share && shares[p] < end.share,
    )
    return [placeOf(s), ...between, placeOf(s + 1)]
  })
}
