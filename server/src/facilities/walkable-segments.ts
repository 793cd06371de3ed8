/**
 * Where walkable ways cross an outline: the places at which people enter a park or a sports ground whose outline and paths
 * have no common node. A spatial index over all segments of walkable ways; 40 bytes a segment.
 */
import Flatbush from 'flatbush'
import type { LngLat } from '../geo/bounds.ts'
import { MISSING_NODE, type OsmExtract, type OsmTags } from '../osm/osm-extract.ts'

const UNITS_PER_DEGREE = 1e7

const NOT_WALKABLE = /^(motorway|motorway_link|trunk|trunk_link|construction|proposed|planned|raceway|bus_guideway|razed|abandoned|no|platform|elevator|corridor|services|rest_area)$/ // prettier-ignore

/** Whether people may usually walk there. Coarse on purpose: it only decides where a ground may have entrances. */
export function isWalkableWay(tags: OsmTags): boolean {
  const highway = tags['highway']
  if (highway === undefined || NOT_WALKABLE.test(highway)) return false
  const access = tags['foot'] ?? tags['access']
  return access !== 'no' && access !== 'private'
}

export interface WalkableSegments {
  /** Whether a walkable way passes through the node. */
  touchesNode(nodeIndex: number): boolean
  /** Points at which walkable ways cross the line from a to b, in no particular order. */
  crossingsOf(nodeA: number, nodeB: number): LngLat[]
}

/** Collects the segments of all walkable ways of the extract. */
export function buildWalkableSegments(extract: OsmExtract): WalkableSegments {
  const { nodeLng, nodeLat, wayFirstNode, wayNodes, wayTags, nodeIds } = extract
  const onWay = new Uint8Array(nodeIds.length)
  const from: number[] = []
  const to: number[] = []
  wayTags.forEach((tags, way) => {
    if (!isWalkableWay(tags)) return
    for (let i = wayFirstNode[way]; i < wayFirstNode[way + 1]; i++) {
      const node = wayNodes[i]
      if (node === MISSING_NODE) continue
      onWay[node] = 1
      if (i === wayFirstNode[way] || wayNodes[i - 1] === MISSING_NODE) continue
      from.push(wayNodes[i - 1])
      to.push(node)
    }
  })
  const index = from.length === 0 ? null : new Flatbush(from.length, 16, Int32Array)
  from.forEach((a, i) => {
    const b = to[i]
    index!.add(
      Math.min(nodeLng[a], nodeLng[b]),
      Math.min(nodeLat[a], nodeLat[b]),
      Math.max(nodeLng[a], nodeLng[b]),
      Math.max(nodeLat[a], nodeLat[b]),
    )
  })
  index?.finish()

  return {
    touchesNode: (node) => onWay[node] === 1,
    crossingsOf(a, b) {
      const [ax, ay, bx, by] = [nodeLng[a], nodeLat[a], nodeLng[b], nodeLat[b]]
      const near = index?.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)) ?? []
      const crossings: LngLat[] = []
      for (const segment of near) {
        const c = from[segment]
        const d = to[segment]
        // Segments that share a node with the outline are known by that node.
        if (c === a || c === b || d === a || d === b) continue
        const share = crossingShare(ax, ay, bx, by, nodeLng[c], nodeLat[c], nodeLng[d], nodeLat[d])
        if (share === null) continue
        crossings.push([(ax + share * (bx - ax)) / UNITS_PER_DEGREE, (ay + share * (by - ay)) / UNITS_PER_DEGREE])
      }
      return crossings
    },
  }
}

/** How far along a–b the line c–d crosses it, 0 … 1, or null where they do not meet; parallel lines never do. */
function crossingShare(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number | null {
  const determinant = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (determinant === 0) return null
  const alongAB = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / determinant
  const alongCD = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / determinant
  return alongAB >= 0 && alongAB <= 1 && alongCD >= 0 && alongCD <= 1 ? alongAB : null
}
