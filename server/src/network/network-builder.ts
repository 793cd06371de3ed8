import type { Bounds } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import type { WalkableArea } from './areas.ts'
import type { WalkableWay } from './collect-ways.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import { createInterner } from './interner.ts'
import type { Junctions } from './junctions.ts'
import { PLAIN_NODE, type NodeAttributes } from './node-attributes.ts'
import type { StreetNetwork } from './street-network.ts'

const UNITS_PER_DEGREE = 1e7
const MAXIMUM_NODE_ATTRIBUTES = 0xffff

/** Collects edges one by one and turns them into columns at the end. */
export interface NetworkBuilder {
  /** Cuts a run of nodes into edges. */
  addRun(way: WalkableWay, run: readonly number[], attributes: EdgeAttributes): void
  /** Adds one straight edge between two nodes of an area. */
  addLine(area: WalkableArea, pair: readonly [number, number], attributes: EdgeAttributes): void
  edgeCount(): number
  finish(bounds: Bounds): StreetNetwork
}

/** A builder over one extract; nodes are numbered in the order in which edges name them. */
export function createNetworkBuilder(extract: OsmExtract, junctions: Junctions): NetworkBuilder {
  const attributes = createInterner<EdgeAttributes>()
  const nodeAttributes = createInterner<NodeAttributes>(PLAIN_NODE)
  const names = createInterner<string>('')
  const networkNodeOf = new Map<number, number>()
  const nodeIndexes: number[] = []
  const from: number[] = []
  const to: number[] = []
  const lengths: number[] = []
  const wayIds: number[] = []
  const edgeAttribute: number[] = []
  const edgeName: number[] = []
  const firstPoint: number[] = [0]
  const points: number[] = []

  const getNetworkNode = (node: number): number => {
    let index = networkNodeOf.get(node)
    if (index === undefined) {
      index = nodeIndexes.push(node) - 1
      networkNodeOf.set(node, index)
    }
    return index
  }
  const addEdge = (wayIndex: number, shape: readonly number[], attribute: number, name: number) => {
    let metres = 0
    for (let i = 1; i < shape.length; i++) metres += nodeDistanceMetres(extract, shape[i - 1], shape[i])
    from.push(getNetworkNode(shape[0]))
    to.push(getNetworkNode(shape[shape.length - 1]))
    lengths.push(metres)
    wayIds.push(extract.wayIds[wayIndex])
    edgeAttribute.push(attribute)
    edgeName.push(name)
    for (const node of shape) points.push(node)
    firstPoint.push(points.length)
  }

  return {
    edgeCount: () => from.length,
    addRun(way, run, value) {
      const attribute = attributes.indexOf(value)
      const name = names.indexOf(way.tags.name ?? way.tags.ref ?? '')
      let start = 0
      for (let i = 1; i < run.length; i++) {
        const isEnd = i === run.length - 1 || junctions.passes[run[i]] > 1 || junctions.attributes.has(run[i])
        if (!isEnd) continue
        addEdge(way.wayIndex, run.slice(start, i + 1), attribute, name)
        start = i
      }
    },
    addLine(area, pair, value) {
      addEdge(area.wayIndex, pair, attributes.indexOf(value), names.indexOf(area.tags.name ?? area.tags.ref ?? ''))
    },
    finish(bounds) {
      const nodeAttribute = new Uint16Array(nodeIndexes.length)
      nodeIndexes.forEach((node, i) => {
        const found = junctions.attributes.get(node)
        const index = found === undefined ? 0 : nodeAttributes.indexOf(found)
        if (index > MAXIMUM_NODE_ATTRIBUTES) throw new RangeError(`more than ${MAXIMUM_NODE_ATTRIBUTES} kinds of nodes`)
        nodeAttribute[i] = index
      })
      return {
        nodeCount: nodeIndexes.length,
        edgeCount: from.length,
        nodeOsmId: readAt(nodeIndexes, extract.nodeIds, 1),
        nodeLng: readAt(nodeIndexes, extract.nodeLng, UNITS_PER_DEGREE),
        nodeLat: readAt(nodeIndexes, extract.nodeLat, UNITS_PER_DEGREE),
        nodeAttribute,
        nodeAttributes: nodeAttributes.values,
        edgeFrom: new Uint32Array(from),
        edgeTo: new Uint32Array(to),
        edgeLengthMetres: new Float64Array(lengths),
        edgeWayId: new Float64Array(wayIds),
        edgeAttribute: new Uint32Array(edgeAttribute),
        attributes: attributes.values,
        edgeName: new Uint32Array(edgeName),
        names: names.values,
        edgeFirstPoint: new Uint32Array(firstPoint),
        pointLng: readAt(points, extract.nodeLng, UNITS_PER_DEGREE),
        pointLat: readAt(points, extract.nodeLat, UNITS_PER_DEGREE),
        bounds,
      }
    },
  }
}

/** The column's values at these positions, in their order, divided by a unit. */
function readAt(indexes: readonly number[], column: Float64Array | Int32Array, unit: number): Float64Array {
  const values = new Float64Array(indexes.length)
  for (let i = 0; i < indexes.length; i++) values[i] = column[indexes[i]] / unit
  return values
}

function nodeDistanceMetres(extract: OsmExtract, a: number, b: number): number {
  const { nodeLng, nodeLat } = extract
  return distanceMetres(
    nodeLng[a] / UNITS_PER_DEGREE,
    nodeLat[a] / UNITS_PER_DEGREE,
    nodeLng[b] / UNITS_PER_DEGREE,
    nodeLat[b] / UNITS_PER_DEGREE,
  )
}
