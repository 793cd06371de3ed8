import type { OsmExtract, OsmMember, OsmRelation, OsmTags } from '../osm/osm-extract.ts'
import { MISSING_NODE } from '../osm/osm-extract.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from './street-network.ts'
import { metresPerDegree } from '../geo/distance.ts'

/**
 * Street plans drawn in metres for tests: named nodes at (metres east, metres north) of a base point, ways as lists of
 * names. Coordinates are stored as OpenStreetMap does, so a length is right to about a centimetre.
 *
 *     const scene = createScene()
 *     scene.node('a', 0, 0)
 *     scene.node('b', 100, 0, { barrier: 'gate' })
 *     scene.way(['a', 'b'], { highway: 'footway' })
 *     const extract = scene.build()
 */
export interface Scene {
  /** Adds a node and returns its OSM id (1, 2, 3 …). */
  node(name: string, eastMetres: number, northMetres: number, tags?: OsmTags): number
  /**
   * Adds a way through named nodes and returns its OSM id (1001, 1002 …). A name that is no node stands for a node
   * missing from the file. Without tags it is a footway.
   */
  way(names: readonly string[], tags?: OsmTags): number
  /** `['outer', 1001]` per member way. Returns the OSM id (5001, 5002 …). */
  relation(members: readonly (readonly [role: string, wayId: number])[], tags: OsmTags): number
  /** OSM id of a named node. */
  idOf(name: string): number
  /** Degrees of any place of the plan. */
  positionOf(eastMetres: number, northMetres: number): readonly [lng: number, lat: number]
  build(): OsmExtract
}

/** An empty plan; its base point lies in Aachen unless given. */
export function createScene(baseLng = 6.0838, baseLat = 50.7753): Scene {
  const scale = metresPerDegree(baseLat)
  const names = new Map<string, number>()
  const lng: number[] = []
  const lat: number[] = []
  const nodeTags = new Map<number, OsmTags>()
  const ways: { readonly nodes: readonly number[]; readonly tags: OsmTags }[] = []
  const relations: OsmRelation[] = []

  const positionOf = (east: number, north: number) => [baseLng + east / scale.lng, baseLat + north / scale.lat] as const

  return {
    positionOf,
    node(name, east, north, tags) {
      if (names.has(name)) throw new Error(`scene node "${name}" exists already`)
      const index = lng.length
      names.set(name, index)
      const [nodeLng, nodeLat] = positionOf(east, north)
      lng.push(Math.round(nodeLng * 1e7))
      lat.push(Math.round(nodeLat * 1e7))
      if (tags !== undefined) nodeTags.set(index, tags)
      return index + 1
    },
    way(wayNames, tags = { highway: 'footway' }) {
      ways.push({ nodes: wayNames.map((name) => names.get(name) ?? MISSING_NODE), tags })
      return 1000 + ways.length
    },
    relation(members, tags) {
      const list: OsmMember[] = members.map(([role, ref]) => ({ type: 'way', ref, role }))
      relations.push({ id: 5001 + relations.length, tags, members: list })
      return 5000 + relations.length
    },
    idOf(name) {
      const index = names.get(name)
      if (index === undefined) throw new Error(`no scene node "${name}"`)
      return index + 1
    },
    build() {
      const wayFirstNode = new Uint32Array(ways.length + 1)
      ways.forEach((way, i) => (wayFirstNode[i + 1] = wayFirstNode[i] + way.nodes.length))
      const bounds =
        lng.length === 0
          ? null
          : {
              west: Math.min(...lng) / 1e7,
              south: Math.min(...lat) / 1e7,
              east: Math.max(...lng) / 1e7,
              north: Math.max(...lat) / 1e7,
            }
      return {
        nodeIds: Float64Array.from(lng, (_, i) => i + 1),
        nodeLng: Int32Array.from(lng),
        nodeLat: Int32Array.from(lat),
        nodeTags,
        wayIds: Float64Array.from(ways, (_, i) => 1001 + i),
        wayFirstNode,
        wayNodes: Uint32Array.from(ways.flatMap((way) => way.nodes)),
        wayTags: ways.map((way) => way.tags),
        relations,
        bounds,
        timestamp: null,
      }
    },
  }
}

/**
 * Slow and obvious walking time between two nodes of a network, in deciseconds; null where there is no way. Walks may
 * start and end at a closed node but not pass it. An oracle for tests: Bellman and Ford, O(nodes × edges).
 */
export function walkDeciseconds(
  network: StreetNetwork,
  costs: EdgeCosts,
  fromOsmId: number,
  toOsmId: number,
): number | null {
  const start = network.nodeOsmId.indexOf(fromOsmId)
  const goal = network.nodeOsmId.indexOf(toOsmId)
  if (start < 0 || goal < 0) throw new Error(`node ${start < 0 ? fromOsmId : toOsmId} is not in the network`)
  const best = new Float64Array(network.nodeCount).fill(Infinity)
  best[start] = 0
  const relax = (from: number, to: number, cost: number) => {
    const mayPass = from === start || costs.nodeClosed[from] === 0
    if (cost === FORBIDDEN || !mayPass || best[from] + cost >= best[to]) return false
    best[to] = best[from] + cost
    return true
  }
  for (let changed = true; changed;) {
    changed = false
    for (let e = 0; e < network.edgeCount; e++) {
      const forward = relax(network.edgeFrom[e], network.edgeTo[e], costs.forwardDeciseconds[e])
      const backward = relax(network.edgeTo[e], network.edgeFrom[e], costs.backwardDeciseconds[e])
      changed = changed || forward || backward
    }
  }
  return best[goal] === Infinity ? null : best[goal]
}
