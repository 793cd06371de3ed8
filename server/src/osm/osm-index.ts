import type { OsmExtract } from './osm-extract.ts'
import { findSorted } from './sorted-order.ts'

/** Finds elements of an extract by their OSM id; ids of nodes and of ways are two separate ranges. */
export interface OsmIndex {
  /** Position of the way in the extract, or -1 where the extract does not hold it. */
  wayIndexOfId(id: number): number
  /** Position of the node in the extract, or -1 where the extract does not hold it. */
  nodeIndexOfId(id: number): number
}

/** Needs no memory of its own: the ids of an extract ascend, so that binary search finds them. */
export function buildOsmIndex(extract: Pick<OsmExtract, 'nodeIds' | 'wayIds'>): OsmIndex {
  return {
    wayIndexOfId: (id) => findSorted(extract.wayIds, id),
    nodeIndexOfId: (id) => findSorted(extract.nodeIds, id),
  }
}
