import type { Column } from '../columns/columns.ts'
import { distanceMetres } from '../geo/distance.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { expectNothing, packNumbers, unpackNumbers, type NumberOptions } from './region-pack-numbers.ts'

/** OpenStreetMap has seven decimals. */
export const UNITS_PER_DEGREE = 1e7
export const degrees = { unitsPerOne: UNITS_PER_DEGREE } as const

/** What of a network is not columns of numbers. */
export type NetworkMeta = Pick<
  StreetNetwork,
  'nodeCount' | 'edgeCount' | 'nodeAttributes' | 'attributes' | 'names' | 'bounds'
> & { readonly pointCount: number }

/** A length comes again from its shape; its last byte is sent, so that a browser with another sine has the same one. */
const LENGTH_TOLERANCE_UNITS = 64n

/** Adds the columns of the streets. */
export function packNetwork(into: Record<string, Column>, network: StreetNetwork): NetworkMeta {
  const { nodeCount, edgeCount, nodeAttributes, attributes, names, bounds } = network
  packNumbers(into, 'nodeLng', network.nodeLng, degrees)
  packNumbers(into, 'nodeLat', network.nodeLat, degrees)
  packNumbers(into, 'nodeOsmId', network.nodeOsmId)
  packNumbers(into, 'nodeAttribute', network.nodeAttribute, { predict: expectNothing })
  packNumbers(into, 'edgeFrom', network.edgeFrom)
  packNumbers(into, 'edgeTo', network.edgeTo, { predict: (e) => network.edgeFrom[e] })
  packNumbers(into, 'edgeWayId', network.edgeWayId)
  packNumbers(into, 'edgeAttribute', network.edgeAttribute)
  packNumbers(into, 'edgeName', network.edgeName)
  packNumbers(into, 'edgeFirstPoint', network.edgeFirstPoint)
  const ends = endsOf(network)
  packNumbers(into, 'pointLng', network.pointLng, shapeOptions(ends, network.nodeLng))
  packNumbers(into, 'pointLat', network.pointLat, shapeOptions(ends, network.nodeLat))
  packLengths(into, network)
  return { nodeCount, edgeCount, pointCount: network.pointLng.length, nodeAttributes, attributes, names, bounds }
}

/** @throws RangeError where the columns do not fit each other */
export function unpackNetwork(from: Readonly<Record<string, Column>>, meta: NetworkMeta): StreetNetwork {
  const { nodeCount, edgeCount, pointCount, nodeAttributes, attributes, names, bounds } = meta
  const nodeLng = unpackNumbers(from, 'nodeLng', Float64Array, nodeCount, degrees)
  const nodeLat = unpackNumbers(from, 'nodeLat', Float64Array, nodeCount, degrees)
  const edgeFrom = unpackNumbers(from, 'edgeFrom', Uint32Array, edgeCount)
  const edgeTo = unpackNumbers(from, 'edgeTo', Uint32Array, edgeCount, { predict: (e) => edgeFrom[e] })
  const edgeFirstPoint = unpackNumbers(from, 'edgeFirstPoint', Uint32Array, edgeCount + 1)
  const nodeAttribute = unpackNumbers(from, 'nodeAttribute', Uint16Array, nodeCount, { predict: expectNothing })
  const edgeAttribute = unpackNumbers(from, 'edgeAttribute', Uint32Array, edgeCount)
  const edgeName = unpackNumbers(from, 'edgeName', Uint32Array, edgeCount)
  checkIndexes('edgeFrom', edgeFrom, nodeCount)
  checkIndexes('edgeTo', edgeTo, nodeCount)
  checkIndexes('nodeAttribute', nodeAttribute, nodeAttributes.length)
  checkIndexes('edgeAttribute', edgeAttribute, attributes.length)
  checkIndexes('edgeName', edgeName, names.length)
  if (edgeFirstPoint[0] !== 0 || edgeFirstPoint[edgeCount] !== pointCount || edgeFirstPoint.some((first, e) => e > 0 && first < edgeFirstPoint[e - 1]))
    throw new RangeError(`column "edgeFirstPoint" does not divide ${pointCount} points among ${edgeCount} edges`) // prettier-ignore
  const ends = endsOf({ edgeCount, edgeFrom, edgeTo, edgeFirstPoint })
  const network = {
    nodeCount,
    edgeCount,
    nodeOsmId: unpackNumbers(from, 'nodeOsmId', Float64Array, nodeCount),
    nodeLng,
    nodeLat,
    nodeAttribute,
    nodeAttributes,
    edgeFrom,
    edgeTo,
    edgeWayId: unpackNumbers(from, 'edgeWayId', Float64Array, edgeCount),
    edgeAttribute,
    attributes,
    edgeName,
    names,
    edgeFirstPoint,
    pointLng: unpackNumbers(from, 'pointLng', Float64Array, pointCount, shapeOptions(ends, nodeLng)),
    pointLat: unpackNumbers(from, 'pointLat', Float64Array, pointCount, shapeOptions(ends, nodeLat)),
    bounds,
  }
  return { ...network, edgeLengthMetres: unpackLengths(from, network) }
}

/** @throws RangeError for an index that is not below `count` */
export function checkIndexes(name: string, column: ArrayLike<number>, count: number, absent = -1): void {
  for (let i = 0; i < column.length; i++) {
    if (column[i] >= count && column[i] !== absent)
      throw new RangeError(`column "${name}" names entry ${column[i]} of ${count}`)
  }
}

const INNER = 0xffffffff

/** Node at which each point of the shapes lies, or `INNER`. */
function endsOf({
  edgeCount,
  edgeFrom,
  edgeTo,
  edgeFirstPoint,
}: Pick<StreetNetwork, 'edgeCount' | 'edgeFrom' | 'edgeTo' | 'edgeFirstPoint'>): Uint32Array {
  const ends = new Uint32Array(edgeFirstPoint[edgeCount]).fill(INNER)
  for (let e = 0; e < edgeCount; e++) {
    if (edgeFirstPoint[e] === edgeFirstPoint[e + 1]) continue
    ends[edgeFirstPoint[e]] = edgeFrom[e]
    ends[edgeFirstPoint[e + 1] - 1] = edgeTo[e]
  }
  return ends
}

/** Ends of an edge lie at its nodes, other points near the one before. */
function shapeOptions(ends: Uint32Array, node: Float64Array): NumberOptions {
  return { ...degrees, predict: (i, values) => (ends[i] !== INNER ? node[ends[i]] : i === 0 ? 0 : values[i - 1]) }
}

type Shapes = Pick<StreetNetwork, 'edgeCount' | 'edgeFirstPoint' | 'pointLng' | 'pointLat'>

/** As the import sums it. */
function lengthOfShape({ edgeFirstPoint, pointLng, pointLat }: Shapes, edge: number): number {
  let metres = 0
  for (let p = edgeFirstPoint[edge]; p < edgeFirstPoint[edge + 1] - 1; p++) {
    metres += distanceMetres(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1])
  }
  return metres
}

function packLengths(into: Record<string, Column>, network: StreetNetwork): void {
  const { edgeCount, edgeLengthMetres } = network
  const lastByte = new Uint8Array(edgeCount)
  const at: number[] = []
  const pair = new Float64Array(2)
  const bits = new BigInt64Array(pair.buffer)
  for (let e = 0; e < edgeCount; e++) {
    pair[0] = edgeLengthMetres[e]
    pair[1] = lengthOfShape(network, e)
    const difference = bits[0] - bits[1]
    if (difference > LENGTH_TOLERANCE_UNITS || difference < -LENGTH_TOLERANCE_UNITS) at.push(e)
    else lastByte[e] = Number(bits[0] & 0xffn)
  }
  into.edgeLengthLastByte = lastByte
  if (at.length === 0) return
  into['edgeLengthLastByte:at'] = Uint32Array.from(at)
  into['edgeLengthLastByte:value'] = Float64Array.from(at, (e) => edgeLengthMetres[e])
}

/** Of the lengths with the byte sent the one nearest to that of the shape. */
function unpackLengths(from: Readonly<Record<string, Column>>, shapes: Shapes): Float64Array {
  const { edgeCount } = shapes
  const lastByte = from.edgeLengthLastByte
  if (!(lastByte instanceof Uint8Array) || lastByte.length !== edgeCount)
    throw new RangeError(`column "edgeLengthLastByte" does not hold a byte for each of ${edgeCount} edges`)
  const lengths = new Float64Array(edgeCount)
  const bits = new BigInt64Array(lengths.buffer)
  for (let e = 0; e < edgeCount; e++) {
    lengths[e] = lengthOfShape(shapes, e)
    const difference = (lastByte[e] - Number(bits[e] & 0xffn) + 384) % 256 - 128 // prettier-ignore
    if (difference !== 0) bits[e] += BigInt(difference)
  }
  const at = from['edgeLengthLastByte:at'] ?? new Uint32Array(0)
  const exceptions = from['edgeLengthLastByte:value'] ?? new Float64Array(0)
  if (at.length !== exceptions.length) throw new RangeError('exceptions of lengths differ in number')
  checkIndexes('edgeLengthLastByte:at', at, edgeCount)
  at.forEach((e, i) => (lengths[e] = exceptions[i]))
  return lengths
}
