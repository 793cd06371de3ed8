import type { MultiPolygon } from '../geo/bounds.ts'
import { MISSING_NODE, type OsmExtract, type OsmRelation } from './osm-extract.ts'
import type { OsmIndex } from './osm-index.ts'
import { nodePosition, signedAreaOfNodes } from './way-geometry.ts'

/**
 * Assembles the area of a multipolygon relation from its member ways.
 *
 * What is inside follows from the geometry by the even-odd rule, as in libosmium, because roles are often missing or wrong;
 * roles serve to notice that an outline is missing. Member ways may come in any order and direction, several of them may
 * make one ring, rings may touch in points, and edges that occur twice (areas side by side) cancel out.
 * Each walk keeps the inside on its left and turns as sharply right as it can, so that rings which only touch are told
 * apart; rings around something are then counterclockwise, holes clockwise. O(edges × rings).
 * Not handled: edges that cross without a common node.
 */

export interface AssembledMultipolygon {
  /** Outer ring counterclockwise, holes clockwise. */
  readonly polygons: MultiPolygon
  /** What was missing or wrong, in words; empty for a flawless relation. */
  readonly problems: readonly string[]
}

/** The same as node indexes: rings with the first node repeated at the end. */
export interface AssembledNodeRings {
  readonly polygons: readonly (readonly (readonly number[])[])[]
  readonly problems: readonly string[]
}

const ROLE_OUTER = 1
const ROLE_INNER = 2
const ROLE_ANY = 3

interface Edges {
  /** Node indexes of both ends. */
  readonly from: number[]
  readonly to: number[]
  readonly role: number[]
}

interface TracedRing {
  /** Node indexes, the first one not repeated. */
  readonly nodes: readonly number[]
  readonly area: number
  /** Roles of the ways it consists of, as bits. */
  readonly roles: number
}

/** The area of a relation with the tag type=multipolygon or type=boundary; see above. */
export function assembleMultipolygon(
  extract: OsmExtract,
  relation: OsmRelation,
  index: Pick<OsmIndex, 'wayIndexOfId'>,
): AssembledMultipolygon {
  const { polygons, problems } = assembleNodeRings(extract, relation, index)
  const toPositions = (ring: readonly number[]) => ring.map((node) => nodePosition(extract, node))
  return { polygons: polygons.map((rings) => rings.map(toPositions)), problems }
}

/** As `assembleMultipolygon`, for those who need the nodes of the rings and not only their positions. */
export function assembleNodeRings(
  extract: OsmExtract,
  relation: OsmRelation,
  index: Pick<OsmIndex, 'wayIndexOfId'>,
): AssembledNodeRings {
  const problems: string[] = []
  const edges = collectEdges(extract, relation, index, problems)
  const { rings, openEdges } = traceRings(extract, edges)
  if (openEdges > 0) problems.push(`${openEdges} of ${edges.from.length} edges do not close a ring`)

  const outers: TracedRing[] = []
  const inners: TracedRing[] = []
  let withoutOutline = 0
  for (const ring of rings) {
    if (ring.area < 0) inners.push(ring)
    else if (ring.roles === ROLE_INNER) withoutOutline++
    else outers.push(ring)
  }
  if (withoutOutline > 0) problems.push(`${withoutOutline} inner rings lie in no outer ring`)
  if (outers.length === 0) problems.push('no closed outer ring')
  return { polygons: joinRings(extract, outers, inners), problems }
}

function collectEdges(
  extract: OsmExtract,
  relation: OsmRelation,
  index: Pick<OsmIndex, 'wayIndexOfId'>,
  problems: string[],
): Edges {
  const edges = new Map<number, { from: number; to: number; role: number; times: number }>()
  const { wayFirstNode, wayNodes, nodeIds } = extract
  let wayCount = 0
  let missingWays = 0
  let cutWays = 0
  const seen = new Set<number>()
  for (const member of relation.members) {
    if (member.type !== 'way' || seen.has(member.ref)) continue
    seen.add(member.ref)
    wayCount++
    const way = index.wayIndexOfId(member.ref)
    if (way < 0) {
      missingWays++
      continue
    }
    const role = member.role === 'outer' ? ROLE_OUTER : member.role === 'inner' ? ROLE_INNER : ROLE_ANY
    let isCut = false
    for (let i = wayFirstNode[way] + 1; i < wayFirstNode[way + 1]; i++) {
      const from = wayNodes[i - 1]
      const to = wayNodes[i]
      if (from === MISSING_NODE || to === MISSING_NODE) isCut = true
      if (from === to || from === MISSING_NODE || to === MISSING_NODE) continue
      const key = Math.min(from, to) * nodeIds.length + Math.max(from, to)
      const edge = edges.get(key)
      if (edge) edge.times++
      else edges.set(key, { from, to, role, times: 1 })
    }
    if (isCut) cutWays++
  }
  if (missingWays > 0) problems.push(`${missingWays} of ${wayCount} member ways are missing from the extract`)
  if (cutWays > 0) problems.push(`${cutWays} of ${wayCount} member ways have nodes outside of the extract`)

  const odd = [...edges.values()].filter((edge) => edge.times % 2 === 1)
  return { from: odd.map((edge) => edge.from), to: odd.map((edge) => edge.to), role: odd.map((edge) => edge.role) }
}

function traceRings(extract: OsmExtract, edges: Edges): { rings: TracedRing[]; openEdges: number } {
  const count = edges.from.length
  const edgesAt = new Map<number, number[]>()
  for (let edge = 0; edge < count; edge++) {
    for (const node of [edges.from[edge], edges.to[edge]]) {
      const list = edgesAt.get(node)
      if (list) list.push(edge)
      else edgesAt.set(node, [edge])
    }
  }
  const used = new Uint8Array(count)
  let openEdges = dropDeadEnds(edges, edgesAt, used)
  const rings: TracedRing[] = []
  const inRing = used.map((isUsed) => 1 - isUsed)

  for (let start = 0; start < count; start++) {
    if (used[start]) continue
    // The walk: path[i + 1] was reached along pathEdges[i].
    const path = [startNode(extract, edges, inRing, start)]
    const pathEdges: number[] = []
    const positionOf = new Map([[path[0], 0]])
    let edge = start
    while (edge >= 0) {
      used[edge] = 1
      const node = otherEnd(edges, edge, path[path.length - 1])
      pathEdges.push(edge)
      const position = positionOf.get(node)
      if (position === undefined) {
        positionOf.set(node, path.length)
        path.push(node)
      } else {
        const nodes = path.splice(position + 1)
        for (const passed of nodes) positionOf.delete(passed)
        const roles = pathEdges.splice(position).reduce((all, e) => all | edges.role[e], 0)
        const ringNodes = [node, ...nodes]
        const area = signedAreaOfNodes(extract, ringNodes)
        if (area !== 0) rings.push({ nodes: ringNodes, area, roles })
        if (position === 0) break
      }
      edge = nextEdge(extract, edges, used, edgesAt.get(node)!, node, otherEnd(edges, edge, node))
    }
    openEdges += pathEdges.length
  }
  return { rings, openEdges }
}

/** Marks edges that lead nowhere as used, as at the border of a cut extract, and returns their number. */
function dropDeadEnds(edges: Edges, edgesAt: Map<number, number[]>, used: Uint8Array): number {
  let dropped = 0
  for (const [deadEnd, list] of edgesAt) {
    let node = deadEnd
    let open = list.filter((edge) => !used[edge])
    while (open.length === 1) {
      used[open[0]] = 1
      dropped++
      node = otherEnd(edges, open[0], node)
      open = edgesAt.get(node)!.filter((edge) => !used[edge])
    }
  }
  return dropped
}

/** The end of an edge from which walking along it has the inside on the left. */
function startNode(extract: OsmExtract, edges: Edges, inRing: Uint8Array, edge: number): number {
  const { nodeLng, nodeLat } = extract
  const a = edges.from[edge]
  const b = edges.to[edge]
  // Cast a ray from the middle of the edge to the west, or to the south where the edge itself runs east and west.
  const horizontal = nodeLat[a] === nodeLat[b]
  const along = horizontal ? nodeLng : nodeLat
  const across = horizontal ? nodeLat : nodeLng
  const rayAlong = (along[a] + along[b]) / 2
  const rayFrom = (across[a] + across[b]) / 2
  let inside = false
  for (let other = 0; other < edges.from.length; other++) {
    const c = edges.from[other]
    const d = edges.to[other]
    if (other === edge || !inRing[other] || along[c] > rayAlong === along[d] > rayAlong) continue
    const crossing = across[c] + ((rayAlong - along[c]) / (along[d] - along[c])) * (across[d] - across[c])
    if (crossing < rayFrom) inside = !inside
  }
  // West is on the left when walking north, south is on the left when walking west.
  const leftIsProbed = horizontal ? nodeLng[b] < nodeLng[a] : nodeLat[b] > nodeLat[a]
  return leftIsProbed === inside ? a : b
}

/** The unused edge that comes first when turning clockwise from where the walk came from, or -1. */
function nextEdge(
  extract: OsmExtract,
  edges: Edges,
  used: Uint8Array,
  candidates: readonly number[],
  node: number,
  cameFrom: number,
): number {
  const angleTo = (other: number): number =>
    Math.atan2(extract.nodeLat[other] - extract.nodeLat[node], extract.nodeLng[other] - extract.nodeLng[node])
  let best = -1
  let bestTurn = Infinity
  const angleBack = angleTo(cameFrom)
  for (const edge of candidates) {
    if (used[edge]) continue
    const turn = angleBack - angleTo(otherEnd(edges, edge, node))
    const clockwise = turn > 0 ? turn : turn + 2 * Math.PI
    if (clockwise < bestTurn) {
      best = edge
      bestTurn = clockwise
    }
  }
  return best
}

function otherEnd(edges: Edges, edge: number, node: number): number {
  return edges.from[edge] === node ? edges.to[edge] : edges.from[edge]
}

function joinRings(extract: OsmExtract, outers: readonly TracedRing[], inners: readonly TracedRing[]): number[][][] {
  const holes = outers.map((): TracedRing[] => [])
  for (const inner of inners) {
    let owner = -1
    outers.forEach((outer, i) => {
      if (outer.area < (owner < 0 ? Infinity : outers[owner].area) && ringHolds(extract, outer, inner)) owner = i
    })
    if (owner >= 0) holes[owner].push(inner)
  }
  const close = ({ nodes }: TracedRing): number[] => [...nodes, nodes[0]]
  return outers.map((outer, i) => [close(outer), ...holes[i].map(close)])
}

/** Whether the inner ring lies in the outer one; decided by a corner that the two do not share. */
function ringHolds({ nodeLng, nodeLat }: OsmExtract, outer: TracedRing, inner: TracedRing): boolean {
  if (outer.area <= -inner.area) return false
  const shared = new Set(outer.nodes)
  const own = inner.nodes.find((node) => !shared.has(node))
  const [first, second] = own === undefined ? inner.nodes : [own, own]
  const lng = (nodeLng[first] + nodeLng[second]) / 2
  const lat = (nodeLat[first] + nodeLat[second]) / 2
  let inside = false
  outer.nodes.forEach((a, i) => {
    const b = outer.nodes[(i + 1) % outer.nodes.length]
    if (nodeLat[a] > lat === nodeLat[b] > lat) return
    const crossing = nodeLng[a] + ((lat - nodeLat[a]) / (nodeLat[b] - nodeLat[a])) * (nodeLng[b] - nodeLng[a])
    if (crossing > lng) inside = !inside
  })
  return inside
}
