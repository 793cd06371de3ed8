/**
 * Where an area can be entered. In this order:
 * 1. nodes of the outline tagged `entrance=main` or `entrance=yes`;
 * 2. for grounds (parks, sports grounds, school grounds, allotments …): gates, nodes shared with walkable ways, and crossings
 *    of walkable ways with the outline, besides the entrances;
 * 3. for grounds and large buildings without any of these: the outline, a point at least every 50 m, so that the nearest
 *    point to the network is found;
 * 4. for small buildings: a point inside.
 */
import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import type { OsmExtract, OsmTags } from '../osm/osm-extract.ts'
import { nodePosition } from '../osm/way-geometry.ts'
import type { WalkableSegments } from './walkable-segments.ts'

/** Longest stretch of an outline without an access point. */
export const OUTLINE_SPACING_METRES = 50
/** Areas without a building are entered over their outline from this length on … */
const GROUND_OUTLINE_METRES = 100
/** … buildings only from this one on: a smaller one lies at its street anyway. */
const BUILDING_OUTLINE_METRES = 400
/** Access points nearer to each other than this are one. */
const SAME_ACCESS_METRES = 10

const OPEN_BARRIERS = /^(gate|entrance|lift_gate|swing_gate|kissing_gate|turnstile|bollard|cycle_barrier|stile|sally_port|full-height_turnstile)$/ // prettier-ignore

/**
 * Access points of an area with the given outlines.
 * @param outlines node indexes of each outer ring, the first one repeated at the end
 * @param inside a point inside, for areas too small to need more
 */
export function findAccessPoints(
  extract: OsmExtract,
  tags: OsmTags,
  outlines: readonly (readonly number[])[],
  inside: LngLat,
  walkable: () => WalkableSegments,
): LngLat[] {
  const entrances: LngLat[] = []
  const gates: LngLat[] = []
  let outlineMetres = 0
  for (const outline of outlines) {
    outline.forEach((node, i) => {
      const position = nodePosition(extract, node)
      if (i > 0) outlineMetres += distanceMetres(...nodePosition(extract, outline[i - 1]), ...position)
      const nodeTags = extract.nodeTags.get(node)
      if (nodeTags === undefined) return
      if (nodeTags['entrance'] === 'main' || nodeTags['entrance'] === 'yes') entrances.push(position)
      else if (isOpenGate(nodeTags)) gates.push(position)
    })
  }
  const isBuilding = tags['building'] !== undefined && tags['building'] !== 'no'
  if (isBuilding && entrances.length > 0) return thinOut(entrances)
  if (outlineMetres <= (isBuilding ? BUILDING_OUTLINE_METRES : GROUND_OUTLINE_METRES)) {
    return entrances.length > 0 ? thinOut(entrances) : [inside]
  }
  const found = [...entrances, ...gates]
  if (!isBuilding) for (const outline of outlines) found.push(...findPathsInto(extract, outline, walkable()))
  if (found.length > 0) return thinOut(found)
  return outlines.flatMap((outline) => sampleOutline(extract, outline))
}

function isOpenGate(tags: OsmTags): boolean {
  if (tags['barrier'] === undefined || !OPEN_BARRIERS.test(tags['barrier'])) return false
  const access = tags['foot'] ?? tags['access']
  return access !== 'private' && access !== 'no' && tags['locked'] !== 'yes'
}

function findPathsInto(extract: OsmExtract, outline: readonly number[], walkable: WalkableSegments): LngLat[] {
  const found: LngLat[] = []
  outline.forEach((node, i) => {
    if (i > 0) {
      const crossings = walkable.crossingsOf(outline[i - 1], node)
      found.push(...crossings.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
    }
    if (walkable.touchesNode(node)) found.push(nodePosition(extract, node))
  })
  return found
}

/** The first of points that are close to each other stays. */
function thinOut(points: readonly LngLat[]): LngLat[] {
  const kept: LngLat[] = []
  for (const point of points) {
    if (!kept.some((other) => distanceMetres(...other, ...point) < SAME_ACCESS_METRES)) kept.push(point)
  }
  return kept
}

/** Points at equal distances along the outline, none further from the next than the spacing. */
function sampleOutline(extract: OsmExtract, outline: readonly number[]): LngLat[] {
  const corners = outline.map((node) => nodePosition(extract, node))
  const lengths = corners.map((corner, i) => (i === 0 ? 0 : distanceMetres(...corners[i - 1], ...corner)))
  const total = lengths.reduce((sum, metres) => sum + metres, 0)
  const count = Math.max(1, Math.ceil(total / OUTLINE_SPACING_METRES))
  const points: LngLat[] = []
  let passed = 0
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    while (points.length < count && (points.length * total) / count <= passed + lengths[i]) {
      const share = lengths[i] === 0 ? 0 : ((points.length * total) / count - passed) / lengths[i]
      points.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
    }
    passed += lengths[i]
  }
  return points
}
