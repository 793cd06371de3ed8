import type { Bounds } from '../geo/bounds.ts'

/** The tags of one element, without a prototype; keys and values as in the file. */
export type OsmTags = Readonly<Record<string, string>>

/** In `wayNodes`: the way names a node that the file does not hold (cut at the extract's edge). */
export const MISSING_NODE = 0xffffffff

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation'
  /** OSM id of the member. */
  readonly ref: number
  readonly role: string
}

export interface OsmRelation {
  readonly id: number
  readonly tags: OsmTags
  readonly members: readonly OsmMember[]
}

/**
 * One OpenStreetMap file in memory: struct of arrays for what there are many of.
 * Nodes ascend by id without duplicates, whatever order the file had; so do ways and relations.
 */
export interface OsmExtract {
  readonly nodeIds: Float64Array
  /** Degrees × 10⁷. */
  readonly nodeLng: Int32Array
  readonly nodeLat: Int32Array
  /** Tags by node index; nodes without tags are absent. */
  readonly nodeTags: ReadonlyMap<number, OsmTags>
  readonly wayIds: Float64Array
  /** Length ways + 1; the nodes of way w are `wayNodes[wayFirstNode[w] … wayFirstNode[w + 1])`. */
  readonly wayFirstNode: Uint32Array
  /** Node indexes, or `MISSING_NODE`. */
  readonly wayNodes: Uint32Array
  readonly wayTags: readonly OsmTags[]
  readonly relations: readonly OsmRelation[]
  /** The header's bounding box, or else the box of all nodes; null for a file without nodes. */
  readonly bounds: Bounds | null
  /** Replication or writing time of the file in ISO 8601, or null. */
  readonly timestamp: string | null
}
