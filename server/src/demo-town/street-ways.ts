import { isWalkable, type TownEdge } from './bend-town.ts'
import { orderEdges } from './bus-lines.ts'
import type { OsmDraft, Tags } from './osm-draft.ts'
import { distanceBetween, interpolatePoint, type Point } from './plane-geometry.ts'
import type { WayKind } from './plan.ts'
import type { Random } from './random.ts'
import type { QuarterType } from './recipe.ts'
import { tagStreet, type StreetSetting } from './street-tags.ts'
import type { TownPlan } from './town-plan.ts'

/** What later parts of the file need from the streets. */
export interface StreetWays {
  /** OSM nodes along each edge of the drawing, from its start to its end. */
  readonly edgeNodes: readonly (readonly number[])[]
  /** OSM way of each edge, for bus routes; 0 for edges that are no way. */
  readonly wayOfEdge: Float64Array
}

const MAIN_KINDS = new Set(['primary', 'secondary', 'tertiary'])
const FOOT_KINDS = new Set(['footway', 'path', 'steps'])
/** How far the castle hill reaches. */
const HILL_METRES = 110
/** A kerb lies this far from the middle of the street. */
const KERB_METRES = 4

/** Writes streets, paths, river and railway with their nodes: crossings, signals, kerbs, bollards. */
export function addStreetWays(plan: TownPlan, draft: OsmDraft, random: Random): StreetWays {
  const { edges, lines, points } = plan.town.streets
  const settings = describeEdges(plan)
  const nodeIds = new Float64Array(points.length)
  const nodeOf = (node: number): number => {
    if (nodeIds[node] === 0) nodeIds[node] = draft.addNode(points[node])
    return nodeIds[node]
  }
  const kindsAt = listKindsAt(plan)
  const edgeNodes = edges.map((edge, e): number[] => {
    if (edge === null) return []
    const inner = edge.shape.slice(1, -1)
    const nodes = inner.map((point) => draft.addNode(point))
    const tagged = isWalkable(lines[edge.line])
      ? furnishEdge(edge, settings[e].kind, kindsAt, inner.length, random)
      : null
    const from = nodeOf(edge.from)
    const to = nodeOf(edge.to)
    if (tagged?.atStart) nodes.unshift(draft.addNode(tagged.atStart.point, tagged.atStart.tags))
    if (tagged?.atEnd) nodes.push(draft.addNode(tagged.atEnd.point, tagged.atEnd.tags))
    return [from, ...nodes, to]
  })
  tagCrossings(plan, draft, kindsAt, nodeIds, random)
  const wayOfEdge = new Float64Array(edges.length)
  const crossed = nodesOfKinds(plan, ['river', 'railway'])
  const byLine = new Map<number, number[]>()
  edges.forEach((edge, e) => {
    if (edge !== null && lines[edge.line].kind !== 'none') byLine.set(edge.line, [...(byLine.get(edge.line) ?? []), e])
  })
  for (const [line, members] of byLine) {
    const { kind, structure } = lines[line]
    for (const chain of splitChain(orderEdges(members, edges), edges, settings)) {
      const nodes = [...edgeNodes[chain[0]].slice(0, 1), ...chain.flatMap((e) => edgeNodes[e].slice(1))]
      let way: number
      if (kind === 'river') way = draft.addWay(nodes, { waterway: 'river', name: plan.recipe.river.name })
      else if (kind === 'railway') {
        way = draft.addWay(nodes, { railway: 'rail', usage: 'main', gauge: '1435', name: plan.recipe.railway.name })
      } else if (structure === null || structure === 'level-crossing') {
        way = draft.addWay(nodes, tagStreet({ ...settings[chain[0]], name: plan.streetNames[line] }, random))
        if (structure === 'level-crossing') tagLevelCrossing(chain, edges, crossed, draft, nodeIds)
      } else {
        // Over or under: the way has no node in common with what it crosses.
        const shared = new Set(
          chain
            .flatMap((e) => endsOf(edges[e]))
            .filter((node) => crossed.has(node))
            .map((node) => nodeIds[node]),
        )
        const free = nodes.filter((node) => !shared.has(node))
        const setting = { ...settings[chain[0]], name: plan.streetNames[line] }
        way =
          structure === 'foot-tunnel'
            ? addFootTunnel(free, setting, draft, random)
            : draft.addWay(free, tagStreet(setting, random))
      }
      for (const e of chain) wayOfEdge[e] = way
    }
  }
  return { edgeNodes, wayOfEdge }
}

/** Steps down, the tunnel, steps up: what a walking frame cannot pass. */
function addFootTunnel(nodes: readonly number[], setting: StreetSetting, draft: OsmDraft, random: Random): number {
  const [first, last] = [nodes[0], nodes[nodes.length - 1]]
  const position = (id: number) => draft.nodes.find((node) => node.id === id) as { lng: number; lat: number }
  const a = position(first)
  const b = position(last)
  const between = (share: number): number =>
    draft.addNodeAt(a.lng + (b.lng - a.lng) * share, a.lat + (b.lat - a.lat) * share)
  const down = between(0.3)
  const up = between(0.7)
  const steps: Tags = { highway: 'steps', step_count: '28', handrail: 'yes', ramp: 'no', layer: '-1' }
  draft.addWay([first, down], { ...steps, incline: 'down' })
  draft.addWay([up, last], { ...steps, incline: 'up' })
  return draft.addWay([down, up], tagStreet(setting, random))
}

function tagLevelCrossing(
  chain: readonly number[],
  edges: readonly (TownEdge | null)[],
  crossed: ReadonlySet<number>,
  draft: OsmDraft,
  nodeIds: Float64Array,
): void {
  for (const node of chain.flatMap((e) => endsOf(edges[e]))) {
    if (crossed.has(node)) draft.tagNode(nodeIds[node], { railway: 'level_crossing', 'crossing:barrier': 'half' })
  }
}

function endsOf(edge: TownEdge | null): readonly number[] {
  return edge === null ? [] : [edge.from, edge.to]
}

function nodesOfKinds(plan: TownPlan, kinds: readonly string[]): Set<number> {
  const { edges, lines } = plan.town.streets
  return new Set(edges.flatMap((edge) => (edge !== null && kinds.includes(lines[edge.line].kind) ? endsOf(edge) : [])))
}

function describeEdges(plan: TownPlan): StreetSetting[] {
  const { edges, lines } = plan.town.streets
  const urban = new Uint8Array(edges.length)
  const types: (QuarterType | null)[] = edges.map(() => null)
  for (const block of plan.town.blocks) {
    const isUrban =
      block.zone === 'built' || block.zone === 'village' || block.zone === 'promenade' || block.zone === 'market'
    for (const { edge } of [...block.face, ...block.spurs.flatMap((spur) => spur.edges.map((e) => ({ edge: e })))]) {
      if (isUrban) urban[edge] = 1
      if (block.zone === 'built' || block.zone === 'village') types[edge] = block.type
    }
  }
  const castle = plan.town.blocks[plan.uses.indexOf('castle')]?.middle ?? null
  return edges.map((edge, e): StreetSetting => {
    const line = edge === null ? null : lines[edge.line]
    return {
      kind: (line?.kind ?? 'path') as WayKind,
      name: null,
      structure: line?.structure ?? null,
      urban: urban[e] === 1,
      type: types[e],
      hilly: castle !== null && edge !== null && distanceBetween(edge.shape[0], castle) < HILL_METRES,
    }
  })
}

function listKindsAt(plan: TownPlan): ReadonlyMap<number, readonly string[]> {
  const kinds = new Map<number, string[]>()
  for (const edge of plan.town.streets.edges) {
    if (edge === null || !isWalkable(plan.town.streets.lines[edge.line])) continue
    for (const node of endsOf(edge)) {
      const list = kinds.get(node)
      const kind = plan.town.streets.lines[edge.line].kind
      if (list === undefined) kinds.set(node, [kind])
      else list.push(kind)
    }
  }
  return kinds
}

/** A chain broken where it has a gap, and where town becomes country or one kind of quarter another. */
function splitChain(
  chain: readonly number[],
  edges: readonly (TownEdge | null)[],
  settings: readonly StreetSetting[],
): number[][] {
  const parts: number[][] = []
  chain.forEach((e, i) => {
    const before = i > 0 ? chain[i - 1] : null
    const goesOn =
      before !== null &&
      edges[before]?.to === edges[e]?.from &&
      settings[before].urban === settings[e].urban &&
      (settings[before].type === settings[e].type || !settings[e].urban)
    if (goesOn) parts[parts.length - 1].push(e)
    else parts.push([e])
  })
  return parts
}

interface Furniture {
  readonly point: Point
  readonly tags: Tags
}

/** A kerb where a path meets a main street; a bollard or barrier at some other paths. */
function furnishEdge(
  { from, to, shape }: TownEdge,
  kind: string,
  kindsAt: ReadonlyMap<number, readonly string[]>,
  innerCount: number,
  random: Random,
): { readonly atStart?: Furniture; readonly atEnd?: Furniture } {
  if (!FOOT_KINDS.has(kind)) return {}
  const isMain = (node: number): boolean => (kindsAt.get(node) ?? []).some((other) => MAIN_KINDS.has(other))
  const last = shape.length - 1
  const at = (a: Point, b: Point): Point | null => {
    const length = distanceBetween(a, b)
    return length > KERB_METRES * 2.2 ? interpolatePoint(a, b, KERB_METRES / length) : null
  }
  const kerb = (point: Point | null): Furniture | undefined => {
    if (point === null || random.chance(0.25)) return undefined
    const tags: Tags = {
      barrier: 'kerb',
      kerb: random.pick(['lowered', 'lowered', 'lowered', 'flush', 'raised', 'raised']),
    }
    if (tags.kerb === 'raised' && random.chance(0.4)) tags['kerb:height'] = random.pick(['0.10', '0.12', '8 cm'])
    return { point, tags }
  }
  const barrier = (point: Point | null): Furniture | undefined => {
    if (point === null || !random.chance(0.07)) return undefined
    const tags: Tags = random.chance(0.75) ? { barrier: 'bollard' } : { barrier: 'cycle_barrier' }
    if (random.chance(0.3)) tags.maxwidth = random.pick(['0.8', '1', '1,2'])
    return { point, tags }
  }
  const start = at(shape[0], shape[1])
  const end =
    innerCount === 0 && distanceBetween(shape[0], shape[last]) < KERB_METRES * 4
      ? null
      : at(shape[last], shape[last - 1])
  return {
    atStart: isMain(from) ? kerb(start) : barrier(start),
    atEnd: isMain(to) ? kerb(end) : undefined,
  }
}

/** Signals where main streets meet; crossings where paths, and some side streets, meet a main street. */
function tagCrossings(
  plan: TownPlan,
  draft: OsmDraft,
  kindsAt: ReadonlyMap<number, readonly string[]>,
  nodeIds: Float64Array,
  random: Random,
): void {
  const urbanNodes = new Set<number>()
  for (const block of plan.town.blocks) {
    if (block.zone !== 'built' && block.zone !== 'promenade' && block.zone !== 'village') continue
    if (block.type === 'allotments') continue
    for (const { edge } of block.face) for (const node of endsOf(plan.town.streets.edges[edge])) urbanNodes.add(node)
  }
  for (const [node, kinds] of kindsAt) {
    const main = kinds.filter((kind) => MAIN_KINDS.has(kind))
    if (main.length === 0 || !urbanNodes.has(node)) continue
    const large = kinds.includes('primary') || kinds.includes('secondary')
    if (main.length > 2 && large && random.chance(0.75)) {
      draft.tagNode(nodeIds[node], { highway: 'traffic_signals', crossing: 'traffic_signals' })
    } else if (main.length >= 2 && kinds.some((kind) => FOOT_KINDS.has(kind))) {
      draft.tagNode(nodeIds[node], crossingTags(large ? [4, 4, 2, 2] : [1, 4, 3, 2], random))
    } else if (main.length >= 2 && kinds.length > 2 && random.chance(large ? 0.3 : 0.14)) {
      draft.tagNode(nodeIds[node], crossingTags(large ? [3, 4, 2, 3] : [1, 3, 3, 3], random))
    }
  }
}

function crossingTags(weights: readonly number[], random: Random): Tags {
  const tags: Tags = { highway: 'crossing' }
  switch (random.pickWeighted(weights)) {
    case 0:
      tags.crossing = 'traffic_signals'
      break
    case 1:
      Object.assign(tags, { crossing: 'uncontrolled', 'crossing:markings': 'zebra' })
      break
    case 2:
      Object.assign(tags, { crossing: 'unmarked', 'crossing:island': 'yes' })
      break
    default:
      if (random.chance(0.6)) tags.crossing = 'unmarked'
  }
  if (random.chance(0.45)) tags.kerb = random.pick(['lowered', 'lowered', 'flush', 'raised'])
  if (random.chance(0.3)) tags.tactile_paving = random.pick(['yes', 'no'])
  return tags
}
