import type { OsmExtract, OsmRelation, OsmTags } from '../osm/osm-extract.ts'
import { MISSING_NODE } from '../osm/osm-extract.ts'
import type { OsmIndex } from '../osm/osm-index.ts'
import { crossesInside, type RingEdges } from './visibility.ts'
import { isWalkableArea } from './walkable.ts'

/**
 * Squares and other surfaces that people cross in a straight line. Their outline is walked like any way; between their
 * entrances (outline nodes that other ways share) straight lines are added where they stay inside and off the holes.
 * Not handled: walks that bend at an inner corner (they take the outline), ways that end inside without touching the outline.
 */
export interface WalkableArea {
  /** `way 123` or `relation 123`, for messages. */
  readonly name: string
  readonly tags: OsmTags
  /** The closed way, or the first way of the multipolygon: names the straight lines. */
  readonly wayIndex: number
  /** Node indexes of the closed outline and holes, cut into lines in any order; inside follows from the even-odd rule. */
  readonly lines: readonly Uint32Array[]
}

/** Above this many entrances an area keeps its outline only; the number of lines grows with the square of it. */
export const MAXIMUM_AREA_ENTRANCES = 100

/** The closed way as an area; null where it is a line by its tags, `open` where its outline does not close. */
export function findWayArea(extract: OsmExtract, wayIndex: number): WalkableArea | 'open' | null {
  const tags = extract.wayTags[wayIndex]
  if (!isWalkableArea(tags)) return null
  const lines = [getWayNodes(extract, wayIndex)]
  return isClosed(lines) ? { name: `way ${extract.wayIds[wayIndex]}`, tags, wayIndex, lines } : 'open'
}

/** The tags of a walkable surface drawn as a multipolygon, or null; such a relation needs no `area=yes`. */
export function findAreaTags(relation: OsmRelation): OsmTags | null {
  if (relation.tags.type !== 'multipolygon') return null
  const tags = { ...relation.tags, area: 'yes' }
  return isWalkableArea(tags) ? tags : null
}

/** The member ways of a multipolygon as an area; `open` where ways or nodes are missing from the file. */
export function findRelationArea(extract: OsmExtract, relation: OsmRelation, index: OsmIndex): WalkableArea | 'open' {
  const wayIndexes = listMemberWays(relation, index)
  const lines = wayIndexes.filter((w) => w >= 0).map((w) => getWayNodes(extract, w))
  if (lines.length < wayIndexes.length || !isClosed(lines)) return 'open'
  return { name: `relation ${relation.id}`, tags: relation.tags, wayIndex: wayIndexes[0], lines }
}

/** Position of each member way in the extract, without repeats; −1 for a way that the extract does not hold. */
export function listMemberWays(relation: OsmRelation, index: OsmIndex): number[] {
  const refs = new Set(relation.members.filter((member) => member.type === 'way').map((member) => member.ref))
  return Array.from(refs, (ref) => index.wayIndexOfId(ref))
}

function getWayNodes(extract: OsmExtract, wayIndex: number): Uint32Array {
  return extract.wayNodes.subarray(extract.wayFirstNode[wayIndex], extract.wayFirstNode[wayIndex + 1])
}

/** Whether lines join to rings: no node is missing and none is the end of an odd number of lines. */
function isClosed(lines: readonly Uint32Array[]): boolean {
  const oddEnds = new Set<number>()
  for (const line of lines) {
    if (line.length < 2 || line.includes(MISSING_NODE)) return false
    for (const end of [line[0], line[line.length - 1]]) if (!oddEnds.delete(end)) oddEnds.add(end)
  }
  return lines.length > 0 && oddEnds.size === 0
}

/** Nodes of the outline and holes for which `isShared` holds, each once, in drawing order. */
export function listEntrances(area: WalkableArea, isShared: (node: number) => boolean): number[] {
  const entrances = new Set<number>()
  for (const line of area.lines) for (const node of line) if (isShared(node)) entrances.add(node)
  return [...entrances]
}

/** Pairs of entrances with a straight walk between them, as node indexes. Time: entrances² × outline edges. */
export function listVisiblePairs(
  extract: OsmExtract,
  area: WalkableArea,
  entrances: readonly number[],
): (readonly [number, number])[] {
  const { nodeLng, nodeLat } = extract
  const originLng = nodeLng[area.lines[0][0]]
  const originLat = nodeLat[area.lines[0][0]]
  const edges = toRingEdges(extract, area, originLng, originLat)
  const pairs: (readonly [number, number])[] = []
  for (const [i, a] of entrances.entries()) {
    for (const b of entrances.slice(i + 1)) {
      const runsInside = crossesInside(
        edges,
        nodeLng[a] - originLng,
        nodeLat[a] - originLat,
        nodeLng[b] - originLng,
        nodeLat[b] - originLat,
      )
      if (runsInside) pairs.push([a, b])
    }
  }
  return pairs
}

/** The drawn edges in 10⁻⁷ degrees relative to an origin near them, so that the numbers stay small. */
function toRingEdges(extract: OsmExtract, area: WalkableArea, originLng: number, originLat: number): RingEdges {
  const fromX: number[] = []
  const fromY: number[] = []
  const toX: number[] = []
  const toY: number[] = []
  for (const line of area.lines) {
    for (let i = 1; i < line.length; i++) {
      fromX.push(extract.nodeLng[line[i - 1]] - originLng)
      fromY.push(extract.nodeLat[line[i - 1]] - originLat)
      toX.push(extract.nodeLng[line[i]] - originLng)
      toY.push(extract.nodeLat[line[i]] - originLat)
    }
  }
  return { fromX, fromY, toX, toY }
}
