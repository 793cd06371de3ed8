import { boundsOf, type Bounds, type LngLat } from '../geo/bounds.ts'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import { findArea, type PolygonIndex } from '../geo/polygon-index.ts'
import { foldName } from './fold-text.ts'
import { linkPoints } from './link-points.ts'

/** What streets are taken from: the edges of the street network, as far as names go. */
export interface NamedEdges {
  readonly edgeCount: number
  readonly edgeLengthMetres: Float64Array
  readonly edgeAttribute: Uint32Array
  readonly attributes: readonly { readonly kind: string }[]
  readonly edgeName: Uint32Array
  readonly names: readonly string[]
  readonly edgeFirstPoint: Uint32Array
  readonly pointLng: Float64Array
  readonly pointLat: Float64Array
}

/** The part of a street within one district. */
export interface Stretch {
  /** District of the first level, or `OUTSIDE_DISTRICTS`. */
  readonly district: number
  /** On the street, near the middle of the stretch. */
  readonly position: LngLat
  readonly bounds: Bounds
}

export interface Street {
  readonly name: string
  readonly stretches: readonly Stretch[]
  /** The lines it consists of, one per edge; empty for a street that only its house numbers tell of. */
  readonly lines: readonly (readonly LngLat[])[]
}

/** Pieces of one name this near to each other are one street: a square or a bridge with a name of its own may lie between them. */
const LINK_METRES = 250
/** A shorter stretch is where a street touches its neighbour's border, unless it is all there is. */
const LEAST_STRETCH_METRES = 50
/** Things with names that are no streets: platforms are named after tracks. */
const NO_STREETS = new Set(['platform', 'elevator', 'corridor'])
/** A name has a word; `B 57` and `8;9` are numbers. */
const NAME = /\p{L}\p{L}/u

/** Streets by name: what hangs together is one street, the same name elsewhere another. Ordered by folded name, then first edge. */
export function collectStreets(network: NamedEdges, districts: PolygonIndex): Street[] {
  const edgesOfName = new Map<string, number[]>()
  const folded = network.names.map((name) => (NAME.test(name) ? foldName(name) : ''))
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const key = folded[network.edgeName[edge]]
    if (key === '' || NO_STREETS.has(network.attributes[network.edgeAttribute[edge]].kind)) continue
    const edges = edgesOfName.get(key)
    if (edges) edges.push(edge)
    else edgesOfName.set(key, [edge])
  }
  return [...edgesOfName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, edges]) => splitByPlace(network, edges).map((part) => buildStreet(network, part, districts)))
}

/** The edges of one name, divided into streets. */
function splitByPlace(network: NamedEdges, edges: readonly number[]): number[][] {
  const points = { lng: [] as number[], lat: [] as number[], member: [] as number[] }
  edges.forEach((edge, member) => {
    for (const [lng, lat] of lineOf(network, edge)) {
      points.lng.push(lng)
      points.lat.push(lat)
      points.member.push(member)
    }
  })
  const parts: number[][] = []
  linkPoints(points, edges.length, LINK_METRES).forEach((part, member) => (parts[part] ??= []).push(edges[member]))
  return parts
}

function lineOf(network: NamedEdges, edge: number): LngLat[] {
  const line: LngLat[] = []
  for (let i = network.edgeFirstPoint[edge]; i < network.edgeFirstPoint[edge + 1]; i++)
    line.push([network.pointLng[i], network.pointLat[i]])
  return line
}

function buildStreet(network: NamedEdges, edges: readonly number[], districts: PolygonIndex): Street {
  const byDistrict = new Map<number, number[]>()
  for (const edge of edges) {
    const district = findArea(districts, ...middleOf(lineOf(network, edge)))
    const list = byDistrict.get(district)
    if (list) list.push(edge)
    else byDistrict.set(district, [edge])
  }
  const stretches = [...byDistrict]
    .map(([district, part]) => ({ metres: sumLength(network, part), stretch: buildStretch(network, part, district) }))
    .sort((a, b) => b.metres - a.metres || a.stretch.district - b.stretch.district)
  return {
    name: findMainName(network, edges),
    stretches: stretches.filter(({ metres }, i) => i === 0 || metres >= LEAST_STRETCH_METRES).map((s) => s.stretch),
    lines: edges.map((edge) => lineOf(network, edge)),
  }
}

/** The point half-way along a line; where two points are equally far along, the later one. */
function middleOf(line: readonly LngLat[]): LngLat {
  const steps = line.slice(1).map((to, i) => distanceMetres(...line[i], ...to))
  let left = steps.reduce((sum, step) => sum + step, 0) / 2
  for (let i = 0; i < steps.length; i++) {
    if (left <= steps[i] && steps[i] > 0) {
      const share = left / steps[i]
      return [line[i][0] + share * (line[i + 1][0] - line[i][0]), line[i][1] + share * (line[i + 1][1] - line[i][1])]
    }
    left -= steps[i]
  }
  return line[0]
}

const sumLength = (network: NamedEdges, edges: readonly number[]): number =>
  edges.reduce((sum, edge) => sum + network.edgeLengthMetres[edge], 0)

/** The point of the stretch's lines that is nearest to the centre of their length. */
function buildStretch(network: NamedEdges, edges: readonly number[], district: number): Stretch {
  const lines = edges.map((edge) => lineOf(network, edge))
  let lng = 0
  let lat = 0
  let weight = 0
  lines.forEach((line, i) => {
    // A line without length still counts a little, so that there is a centre.
    const metres = Math.max(network.edgeLengthMetres[edges[i]], 0.01)
    const middle = middleOf(line)
    lng += middle[0] * metres
    lat += middle[1] * metres
    weight += metres
  })
  const centre: LngLat = [lng / weight, lat / weight]
  let position = lines[0][0]
  let nearest = Infinity
  for (const line of lines) {
    const candidate = nearestOnLine(line, centre)
    if (candidate.metres < nearest) {
      nearest = candidate.metres
      position = candidate.position
    }
  }
  return { district, position, bounds: boundsOf(lines.flat())! }
}

/** The name that most metres of the street have; of equals the first in the order of texts. */
function findMainName(network: NamedEdges, edges: readonly number[]): string {
  const metresOfName = new Map<string, number>()
  for (const edge of edges) {
    const name = network.names[network.edgeName[edge]]
    metresOfName.set(name, (metresOfName.get(name) ?? 0) + network.edgeLengthMetres[edge])
  }
  const [[name]] = [...metresOfName].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return name
}

/** The nearest point of a line to a position, planar around the position. A line of one point is that point. */
export function nearestOnLine(
  line: readonly LngLat[],
  [lng, lat]: LngLat,
): { readonly position: LngLat; readonly metres: number } {
  const scale = metresPerDegree(lat)
  let position = line[0]
  let best = Infinity
  for (let i = 0; i < Math.max(1, line.length - 1); i++) {
    const from = line[i]
    const to = line[i + 1] ?? from
    const [dx, dy] = [(to[0] - from[0]) * scale.lng, (to[1] - from[1]) * scale.lat]
    const [px, py] = [(lng - from[0]) * scale.lng, (lat - from[1]) * scale.lat]
    const square = dx * dx + dy * dy
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square))
    const metres = Math.hypot(px - share * dx, py - share * dy)
    if (metres < best) {
      best = metres
      position = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    }
  }
  return { position, metres: best }
}
