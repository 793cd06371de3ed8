import type { OsmExtract } from '../osm/osm-extract.ts'
import { MISSING_NODE } from '../osm/osm-extract.ts'
import { findCrossingKind, isCrossingWay } from './crossing.ts'
import { findNodeAttributes, type NodeAttributes } from './node-attributes.ts'
import { getStreetClass, getStreetRank } from './street-class.ts'
import type { UnreadableTag } from './tag-reader.ts'
import type { WalkableWay } from './collect-ways.ts'

/** What is known about the nodes of an extract that walkable ways pass. */
export interface Junctions {
  /** Per node of the extract: how many times walkable ways pass it (2 stands for more); a ring's closing node counts once. */
  readonly passes: Uint8Array
  /** By node index: the nodes at which something happens. */
  readonly attributes: ReadonlyMap<number, NodeAttributes>
  /** Per node of the extract: 1 + rank of the highest street through it, 0 where none passes. */
  readonly street: Uint8Array
}

/** Finds junctions, tagged nodes and the streets through them, in a few passes over all ways. */
export function findJunctions(
  extract: OsmExtract,
  ways: readonly WalkableWay[],
  runsOf: (way: WalkableWay) => readonly (readonly number[])[],
  onUnreadable: (nodeIndex: number) => UnreadableTag,
): Junctions {
  const nodeCount = extract.nodeIds.length
  const passes = new Uint8Array(nodeCount)
  for (const way of ways) {
    for (const run of runsOf(way)) {
      const isRing = run[0] === run[run.length - 1]
      for (let i = isRing ? 1 : 0; i < run.length; i++) passes[run[i]] = Math.min(2, passes[run[i]] + 1)
    }
  }
  const street = findStreets(extract)
  const attributes = new Map<number, NodeAttributes>()
  for (const [node, tags] of extract.nodeTags) {
    if (passes[node] === 0) continue
    const found = findNodeAttributes(tags, onUnreadable(node))
    if (found === null) continue
    const isBeside = found.crossing !== null || found.kerb !== null
    attributes.set(node, { ...found, crossedStreet: isBeside ? getStreetClass(street[node] - 1) : null })
  }
  learnKindsFromWays(ways, runsOf, attributes)
  return { passes, attributes, street }
}

function findStreets(extract: OsmExtract): Uint8Array {
  const street = new Uint8Array(extract.nodeIds.length)
  for (let w = 0; w < extract.wayTags.length; w++) {
    const rank = getStreetRank(extract.wayTags[w].highway)
    if (rank < 0) continue
    for (let i = extract.wayFirstNode[w]; i < extract.wayFirstNode[w + 1]; i++) {
      const node = extract.wayNodes[i]
      if (node !== MISSING_NODE && street[node] <= rank) street[node] = rank + 1
    }
  }
  return street
}

/** A crossing node without a kind takes that of the crossing way through it: mappers often tag only one of the two. */
function learnKindsFromWays(
  ways: readonly WalkableWay[],
  runsOf: (way: WalkableWay) => readonly (readonly number[])[],
  attributes: Map<number, NodeAttributes>,
): void {
  for (const way of ways) {
    if (!isCrossingWay(way.tags)) continue
    const kind = findCrossingKind(way.tags)
    if (kind === null || kind === 'unknown') continue
    for (const node of runsOf(way).flat()) {
      const found = attributes.get(node)
      if (found?.crossing === 'unknown') attributes.set(node, { ...found, crossing: kind })
    }
  }
}
