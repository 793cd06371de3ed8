import type { LngLat, Polygon } from '../geo/bounds.ts'
import { MISSING_NODE, type OsmExtract } from './osm-extract.ts'

const UNITS_PER_DEGREE = 1e7

/** Position of a node in degrees. */
export function nodePosition(extract: OsmExtract, nodeIndex: number): LngLat {
  return [extract.nodeLng[nodeIndex] / UNITS_PER_DEGREE, extract.nodeLat[nodeIndex] / UNITS_PER_DEGREE]
}

/** Whether the way ends where it began and has at least three corners; its nodes may still be missing. */
export function isClosedWay(extract: OsmExtract, wayIndex: number): boolean {
  const first = extract.wayFirstNode[wayIndex]
  const last = extract.wayFirstNode[wayIndex + 1] - 1
  return last - first >= 3 && extract.wayNodes[first] === extract.wayNodes[last]
}

/** Positions along a way, nodes that the extract does not hold left out. */
export function wayPositions(extract: OsmExtract, wayIndex: number): LngLat[] {
  const positions: LngLat[] = []
  for (let i = extract.wayFirstNode[wayIndex]; i < extract.wayFirstNode[wayIndex + 1]; i++) {
    const node = extract.wayNodes[i]
    if (node !== MISSING_NODE) positions.push(nodePosition(extract, node))
  }
  return positions
}

/**
 * The area that a closed way surrounds, counterclockwise; null for an open way, for one with missing nodes, and for one
 * that surrounds nothing.
 */
export function wayPolygon(extract: OsmExtract, wayIndex: number): Polygon | null {
  if (!isClosedWay(extract, wayIndex)) return null
  const nodes: number[] = []
  for (let i = extract.wayFirstNode[wayIndex]; i < extract.wayFirstNode[wayIndex + 1]; i++) {
    const node = extract.wayNodes[i]
    if (node === MISSING_NODE) return null
    if (nodes.length === 0 || nodes[nodes.length - 1] !== node) nodes.push(node)
  }
  const area = signedAreaOfNodes(extract, nodes)
  if (area === 0) return null
  if (area < 0) nodes.reverse()
  return [nodes.map((node) => nodePosition(extract, node))]
}

/**
 * Twice the area within a ring of node indexes, in square units of 10⁻⁷ degrees; positive when counterclockwise.
 * The first node may be repeated at the end or not. Relative to the first node, so that sums stay exact for a city.
 */
export function signedAreaOfNodes(extract: Pick<OsmExtract, 'nodeLng' | 'nodeLat'>, nodes: readonly number[]): number {
  const { nodeLng, nodeLat } = extract
  let sum = 0
  for (let i = 0; i < nodes.length; i++) {
    const a = nodes[i]
    const b = nodes[(i + 1) % nodes.length]
    const [lng, lat] = [nodeLng[nodes[0]], nodeLat[nodes[0]]]
    sum += (nodeLng[a] - lng) * (nodeLat[b] - lat) - (nodeLng[b] - lng) * (nodeLat[a] - lat)
  }
  return sum
}
