import type { Bounds } from '../geo/bounds.ts'
import { MISSING_NODE, type OsmExtract, type OsmRelation, type OsmTags } from './osm-extract.ts'
import { findSorted, findUniqueOrder } from './sorted-order.ts'

const UNITS_PER_DEGREE = 1e7

/** What a file holds beside its elements. */
export interface ExtractHead {
  readonly bounds: Bounds | null
  readonly timestamp: string | null
}

/**
 * Collects the elements of a file in the order in which they come and hands them over as an `OsmExtract`: ascending by id,
 * each id once. Where an id comes again, its last occurrence counts (files put later versions later).
 * Buffers double when full; memory is 16 bytes a node and 8 bytes a node of a way, twice that while growing.
 */
export class ExtractBuilder {
  nodeCount = 0
  wayNodeCount = 0
  private nodeIds = new Float64Array(1024)
  private nodeLng = new Int32Array(1024)
  private nodeLat = new Int32Array(1024)
  private readonly nodeTags = new Map<number, OsmTags>()
  private wayNodeIds = new Float64Array(1024)
  private readonly wayIds: number[] = []
  private readonly wayFirstNode: number[] = [0]
  private readonly wayTags: OsmTags[] = []
  private readonly relations: OsmRelation[] = []

  /** Coordinates in degrees × 10⁷, whole numbers. */
  addNode(id: number, lngUnits: number, latUnits: number, tags: OsmTags | null): void {
    const index = this.nodeCount++
    if (index === this.nodeIds.length) {
      this.nodeIds = doubled(this.nodeIds, Float64Array)
      this.nodeLng = doubled(this.nodeLng, Int32Array)
      this.nodeLat = doubled(this.nodeLat, Int32Array)
    }
    this.nodeIds[index] = id
    this.nodeLng[index] = lngUnits
    this.nodeLat[index] = latUnits
    if (tags !== null) this.nodeTags.set(index, tags)
  }

  /** One more node of the way that `endWay` will close. */
  addWayNode(nodeId: number): void {
    if (this.wayNodeCount === this.wayNodeIds.length) this.wayNodeIds = doubled(this.wayNodeIds, Float64Array)
    this.wayNodeIds[this.wayNodeCount++] = nodeId
  }

  endWay(id: number, tags: OsmTags): void {
    this.wayIds.push(id)
    this.wayTags.push(tags)
    this.wayFirstNode.push(this.wayNodeCount)
  }

  addRelation(relation: OsmRelation): void {
    this.relations.push(relation)
  }

  /** The extract; the builder must not be used afterwards. */
  finish(head: ExtractHead): OsmExtract {
    const nodes = this.finishNodes()
    const ways = this.finishWays(nodes.nodeIds)
    const bounds = head.bounds ?? boundsOfUnits(nodes.nodeLng, nodes.nodeLat)
    return { ...nodes, ...ways, relations: this.finishRelations(), bounds, timestamp: head.timestamp }
  }

  private finishNodes(): Pick<OsmExtract, 'nodeIds' | 'nodeLng' | 'nodeLat' | 'nodeTags'> {
    const nodeIds = this.nodeIds.slice(0, this.nodeCount)
    const nodeLng = this.nodeLng.slice(0, this.nodeCount)
    const nodeLat = this.nodeLat.slice(0, this.nodeCount)
    const order = findUniqueOrder(nodeIds)
    if (order === null) return { nodeIds, nodeLng, nodeLat, nodeTags: this.nodeTags }
    const nodeTags = new Map<number, OsmTags>()
    order.forEach((from, to) => {
      const tags = this.nodeTags.get(from)
      if (tags !== undefined) nodeTags.set(to, tags)
    })
    return {
      nodeIds: Float64Array.from(order, (from) => nodeIds[from]),
      nodeLng: Int32Array.from(order, (from) => nodeLng[from]),
      nodeLat: Int32Array.from(order, (from) => nodeLat[from]),
      nodeTags,
    }
  }

  private finishWays(nodeIds: Float64Array): Pick<OsmExtract, 'wayIds' | 'wayFirstNode' | 'wayNodes' | 'wayTags'> {
    const unsortedIds = Float64Array.from(this.wayIds)
    const order = findUniqueOrder(unsortedIds) ?? Uint32Array.from(unsortedIds.keys())
    const wayIds = new Float64Array(order.length)
    const wayFirstNode = new Uint32Array(order.length + 1)
    const wayTags: OsmTags[] = []
    order.forEach((from, to) => {
      wayIds[to] = unsortedIds[from]
      wayTags.push(this.wayTags[from])
      wayFirstNode[to + 1] = wayFirstNode[to] + this.wayFirstNode[from + 1] - this.wayFirstNode[from]
    })
    const wayNodes = new Uint32Array(wayFirstNode[order.length])
    let filled = 0
    let guess = 0
    for (const way of order) {
      for (let i = this.wayFirstNode[way]; i < this.wayFirstNode[way + 1]; i++) {
        // Neighbours along a way were often made one after the other: looking there first saves most of the searches.
        const id = this.wayNodeIds[i]
        const index = nodeIds[guess] === id ? guess : findSorted(nodeIds, id)
        wayNodes[filled++] = index < 0 ? MISSING_NODE : index
        guess = index + 1
      }
    }
    return { wayIds, wayFirstNode, wayNodes, wayTags }
  }

  private finishRelations(): readonly OsmRelation[] {
    const order = findUniqueOrder(Float64Array.from(this.relations, (relation) => relation.id))
    return order === null ? this.relations : Array.from(order, (from) => this.relations[from])
  }
}

function doubled<T extends Float64Array | Int32Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(array.length * 2)
  larger.set(array)
  return larger
}

function boundsOfUnits(lng: Int32Array, lat: Int32Array): Bounds | null {
  if (lng.length === 0) return null
  let [west, south, east, north] = [lng[0], lat[0], lng[0], lat[0]]
  for (let i = 1; i < lng.length; i++) {
    if (lng[i] < west) west = lng[i]
    if (lng[i] > east) east = lng[i]
    if (lat[i] < south) south = lat[i]
    if (lat[i] > north) north = lat[i]
  }
  return {
    west: west / UNITS_PER_DEGREE,
    south: south / UNITS_PER_DEGREE,
    east: east / UNITS_PER_DEGREE,
    north: north / UNITS_PER_DEGREE,
  }
}
