/**
 * Changes of the streets, made one after the other: new paths, bridges and steps, stretches closed or made barrier-free, kerbs lowered. The streets
 * themselves are never touched: an editor keeps cuts and lists beside them, and `cut-streets.ts` makes a network of it all at the end.
 *
 * Limit: the streets do not know what lies above what. A path joins everything that it crosses on the map; where it leads under or over a street
 * without a way up, it is drawn as a bridge.
 */
import { distanceMetres } from '../geo/distance.ts'
import type { LngLat } from '../geo/bounds.ts'
import { crossLines, shareAlongShape, withoutDoubles } from './drawn-line.ts'
import { createNewWayAttributes, type NewWay } from './new-way.ts'
import { findObstacleSpot, placeAlongEdge, type NodeObstacle } from './obstacle.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import { findFoot, footBetween, indexSegments, shareAlongEdge, type SegmentIndex } from './segment-index.ts'
import type { StreetNetwork } from './street-network.ts'

/** A new node on an edge. */
export interface Cut {
  /** Along the edge by length; a multiple of 2⁻³⁰, as the shares of points on it. */
  readonly share: number
  readonly node: number
}

/** A stretch of an edge, between junctions. */
export interface Stretch {
  /** Edge of the streets, or behind them one of the new edges. */
  readonly edge: number
  readonly fromShare: number
  readonly toShare: number
}

export interface NewEdge {
  readonly fromNode: number
  readonly toNode: number
  readonly shape: readonly LngLat[]
  readonly attributes: EdgeAttributes
  readonly name: string
  readonly wayId: number
}

/** Everything done so far; nodes and edges of the streets keep their numbers, new ones follow behind them. */
export interface StreetEdits {
  readonly network: StreetNetwork
  readonly newNodes: readonly LngLat[]
  readonly newEdges: readonly NewEdge[]
  /** Ascending by share, all strictly within the edge. */
  readonly cuts: ReadonlyMap<number, readonly Cut[]>
  readonly closed: readonly Stretch[]
  readonly barrierFree: readonly Stretch[]
  /** Nodes whose kerb is lowered; those in `freed` lose barriers as well. */
  readonly lowered: ReadonlySet<number>
  readonly freed: ReadonlySet<number>
  /** Edges whose own kerb is lowered: ways across a street. */
  readonly loweredEdges: ReadonlySet<number>
  /** Nodes with something in the way, in the order in which it was put there. */
  readonly obstacles: ReadonlyMap<number, NodeObstacle>
  /** Flights of steps across a way. */
  readonly flights: readonly Flight[]
}

/** A stretch that is a flight of steps; null: nobody has counted them. */
export interface Flight {
  readonly stretch: Stretch
  readonly stepCount: number | null
}

/** What became of a new way. */
export interface AddedWay {
  /** New edges, first and behind the last; none: it meets no street and was left out. */
  readonly firstEdge: number
  readonly endEdge: number
  /** How many of its two ends lead to no street. */
  readonly looseEnds: number
}

export interface StreetEditor {
  readonly edits: StreetEdits
  addWay(kind: NewWay, line: readonly LngLat[], name: string): AddedWay
  /** The stretch of a way at a position, as it is now, or null where the way is not near. */
  findStretch(wayId: number | null, lng: number, lat: number, maximumMetres: number): Stretch | null
  close(stretch: Stretch): void
  makeBarrierFree(stretch: Stretch): void
  lowerKerb(kerb: Kerb): void
  /** Puts something in the way at the nearest place; where that is, or null where there is no street, or for a kerb no footway, near. */
  addObstacle(kind: NodeObstacle | 'steps', place: ObstaclePlace): LngLat | null
}

export interface ObstaclePlace {
  /** Null: whichever way is nearest. */
  readonly wayId: number | null
  readonly lng: number
  readonly lat: number
  readonly maximumMetres: number
  readonly stepCount?: number | null
}

/** A kerb at a node, or along a way that crosses a street. */
export type Kerb = { readonly node: number } | { readonly edge: number }

/** How far the ends of a new way may lie from the street that they are meant to join. */
export const JOIN_METRES = 25
/** Closer than this to a junction, a new way leads to the junction itself. */
const SAME_PLACE_METRES = 0.5
/** An obstacle keeps this distance from junctions, and a flight of steps is twice as long. */
const OBSTACLE_METRES = 0.75
const RADII = [5, JOIN_METRES]
const SHARE_STEPS = 2 ** 30

/** The segments of all streets, whoever may use them; built once per network. */
const indexes = new WeakMap<StreetNetwork, SegmentIndex>()
export function getStreetIndex(network: StreetNetwork): SegmentIndex {
  const known = indexes.get(network) ?? indexSegments(network, () => true)
  indexes.set(network, known)
  return known
}

/** A place on an edge of the streets or on a new one. */
interface Spot {
  readonly edge: number
  readonly share: number
  readonly lng: number
  readonly lat: number
  readonly metres: number
}

export function createStreetEditor(network: StreetNetwork): StreetEditor {
  const index = getStreetIndex(network)
  const newNodes: LngLat[] = []
  const newEdges: NewEdge[] = []
  const cuts = new Map<number, Cut[]>()
  const closed: Stretch[] = []
  const barrierFree: Stretch[] = []
  const [lowered, freed, loweredEdges] = [new Set<number>(), new Set<number>(), new Set<number>()]
  const obstacles = new Map<number, NodeObstacle>()
  const flights: Flight[] = []
  let wayCount = 0

  const addNode = (place: LngLat): number => network.nodeCount + newNodes.push(place) - 1
  const placeOf = (node: number): LngLat =>
    node < network.nodeCount ? [network.nodeLng[node], network.nodeLat[node]] : newNodes[node - network.nodeCount]

  function endsOf(edge: number): readonly [number, number] {
    if (edge < network.edgeCount) return [network.edgeFrom[edge], network.edgeTo[edge]]
    const { fromNode, toNode } = newEdges[edge - network.edgeCount]
    return [fromNode, toNode]
  }

  /** The street nearest to a place, new ones included. */
  function findSpot(lng: number, lat: number): Spot | null {
    const foot = findFoot(index, lng, lat, RADII)
    let best: Spot | null = null
    if (foot !== null) {
      const edge = index.segmentEdge[foot.segment]
      best = { ...foot, edge, share: shareAlongEdge(network, edge, index.segmentPoint[foot.segment], foot.share) }
    }
    newEdges.forEach(({ shape }, i) => {
      for (let p = 0; p + 1 < shape.length; p++) {
        const near = footBetween(...shape[p], ...shape[p + 1], lng, lat)
        if (near.metres > JOIN_METRES || (best !== null && near.metres >= best.metres)) continue
        best = { ...near, edge: network.edgeCount + i, share: shareAlongShape(shape, p, near.share) }
      }
    })
    return best
  }

  /** The node at a place on an edge: an end of it, a cut made before, or a new cut. */
  function nodeAt({ edge, share, lng, lat }: Spot): number {
    const known = cuts.get(edge) ?? []
    const [from, to] = endsOf(edge)
    for (const node of [from, to, ...known.map((cut) => cut.node)]) {
      const [nodeLng, nodeLat] = placeOf(node)
      if (distanceMetres(lng, lat, nodeLng, nodeLat) <= SAME_PLACE_METRES) return node
    }
    const exactShare = Math.round(share * SHARE_STEPS) / SHARE_STEPS
    if (exactShare <= 0) return from
    if (exactShare >= 1) return to
    const same = known.find((cut) => cut.share === exactShare)
    if (same !== undefined) return same.node
    const cut = { share: exactShare, node: addNode([lng, lat]) }
    cuts.set(edge, [...known, cut].sort((a, b) => a.share - b.share)) // prettier-ignore
    return cut.node
  }

  /** Places at which a straight line crosses or touches streets, with the share of the line. */
  function listCrossings(start: LngLat, end: LngLat): { readonly at: number; readonly spot: Spot }[] {
    const found: { at: number; spot: Spot }[] = []
    const { tree, segmentEdge, segmentPoint } = index
    const box = [Math.min(start[0], end[0]), Math.min(start[1], end[1]), Math.max(start[0], end[0]), Math.max(start[1], end[1])] as const // prettier-ignore
    const offer = (a: LngLat, b: LngLat, edge: number, shareOf: (share: number) => number): void => {
      const crossing = crossLines(start, end, a, b)
      if (crossing === null) return
      const lng = start[0] + crossing.first * (end[0] - start[0])
      const lat = start[1] + crossing.first * (end[1] - start[1])
      found.push({ at: crossing.first, spot: { edge, share: shareOf(crossing.second), lng, lat, metres: 0 } })
    }
    for (const segment of tree?.search(...box) ?? []) {
      const p = segmentPoint[segment]
      const { pointLng, pointLat } = network
      offer([pointLng[p], pointLat[p]], [pointLng[p + 1], pointLat[p + 1]], segmentEdge[segment], (share) =>
        shareAlongEdge(network, segmentEdge[segment], p, share),
      )
    }
    newEdges.forEach(({ shape }, i) => {
      for (let p = 0; p + 1 < shape.length; p++) {
        offer(shape[p], shape[p + 1], network.edgeCount + i, (share) => shareAlongShape(shape, p, share))
      }
    })
    return found
  }

  function addWay(kind: NewWay, line: readonly LngLat[], name: string): AddedWay {
    const firstEdge = network.edgeCount + newEdges.length
    const nothing = { firstEdge, endEdge: firstEdge, looseEnds: 2 }
    let points = withoutDoubles(line)
    if (points.length < 2) return nothing
    const ends = [findSpot(...points[0]), findSpot(...points[points.length - 1])]
    points = withoutDoubles([
      ...(ends[0] === null ? [] : [[ends[0].lng, ends[0].lat] as const]),
      ...points,
      ...(ends[1] === null ? [] : [[ends[1].lng, ends[1].lat] as const]),
    ])
    /** Where the way meets streets: position as corner + share of the line behind it. */
    const joints: { readonly at: number; readonly spot: Spot }[] = []
    if (ends[0] !== null) joints.push({ at: 0, spot: ends[0] })
    if (kind === 'path') {
      for (let p = 0; p + 1 < points.length; p++) {
        for (const { at, spot } of listCrossings(points[p], points[p + 1])) joints.push({ at: p + at, spot })
      }
    }
    if (ends[1] !== null) joints.push({ at: points.length - 1, spot: ends[1] })
    if (joints.length === 0) return nothing
    joints.sort((a, b) => a.at - b.at || a.spot.edge - b.spot.edge)

    const stops = joints.map(({ at, spot }) => ({ at, node: nodeAt(spot) }))
    if (ends[0] === null) stops.unshift({ at: 0, node: addNode(points[0]) })
    if (ends[1] === null) stops.push({ at: points.length - 1, node: addNode(points[points.length - 1]) })
    const attributes = createNewWayAttributes(kind)
    wayCount++
    for (let s = 0; s + 1 < stops.length; s++) {
      const [from, to] = [stops[s], stops[s + 1]]
      const between = points.filter((_, p) => p > from.at && p < to.at)
      // Drawn a little beyond a street and, to join it, led back: that is no way of its own.
      const isStub = between.every((corner) => distanceMetres(...corner, ...placeOf(from.node)) <= JOIN_METRES)
      if (from.node === to.node && isStub) continue
      newEdges.push({
        fromNode: from.node,
        toNode: to.node,
        shape: [placeOf(from.node), ...between, placeOf(to.node)],
        attributes,
        name,
        wayId: -wayCount,
      })
    }
    const endEdge = network.edgeCount + newEdges.length
    return { firstEdge, endEdge, looseEnds: ends.filter((end) => end === null).length }
  }

  /** The part of an edge around a share, between the cuts beside it. */
  function stretchAt(edge: number, share: number): Stretch {
    const shares = [0, ...(cuts.get(edge) ?? []).map((cut) => cut.share), 1]
    const behind = Math.max(1, shares.findIndex((end, i) => i > 0 && share <= end)) // prettier-ignore
    return { edge, fromShare: shares[behind - 1], toShare: shares[behind] }
  }

  function findStretch(wayId: number | null, lng: number, lat: number, maximumMetres: number): Stretch | null {
    const { edgeWayId, edgeFirstPoint } = network
    if (wayId === null) {
      const foot = findFoot(index, lng, lat, [maximumMetres])
      if (foot === null) return null
      const edge = index.segmentEdge[foot.segment]
      return stretchAt(edge, shareAlongEdge(network, edge, index.segmentPoint[foot.segment], foot.share))
    }
    let best: { edge: number; point: number; share: number; metres: number } | null = null
    for (let edge = 0; edge < network.edgeCount; edge++) {
      if (edgeWayId[edge] !== wayId) continue
      for (let point = edgeFirstPoint[edge]; point < edgeFirstPoint[edge + 1] - 1; point++) {
        const { pointLng, pointLat } = network
        const { metres, share } = footBetween(
          pointLng[point],
          pointLat[point],
          pointLng[point + 1],
          pointLat[point + 1],
          lng,
          lat,
        )
        if (metres <= maximumMetres && (best === null || metres < best.metres)) best = { edge, point, share, metres }
      }
    }
    return best === null ? null : stretchAt(best.edge, shareAlongEdge(network, best.edge, best.point, best.share))
  }

  function makeBarrierFree(stretch: Stretch): void {
    barrierFree.push(stretch)
    const [from, to] = endsOf(stretch.edge)
    if (stretch.fromShare === 0) freed.add(from)
    if (stretch.toShare === 1) freed.add(to)
  }

  /** The node at a share of an edge of the streets. */
  function cutAt(edge: number, share: number): number {
    const [lng, lat] = placeAlongEdge(network, edge, share)
    return nodeAt({ edge, share, lng, lat, metres: 0 })
  }

  function addObstacle(kind: NodeObstacle | 'steps', place: ObstaclePlace): LngLat | null {
    const spot = findObstacleSpot(network, index, kind, place)
    if (spot === null) return null
    if ('node' in spot) {
      obstacles.set(spot.node, kind as NodeObstacle)
      return placeOf(spot.node)
    }
    const { edge } = spot
    const margin = Math.min(0.25, OBSTACLE_METRES / Math.max(network.edgeLengthMetres[edge], 1e-9))
    const share = Math.min(1 - 2 * margin, Math.max(2 * margin, spot.share))
    if (kind !== 'steps') {
      const node = cutAt(edge, share)
      obstacles.set(node, kind)
      return placeOf(node)
    }
    const [first, last] = [cutAt(edge, share - margin), cutAt(edge, share + margin)]
    const shareOf = (node: number, end: number) => cuts.get(edge)?.find((cut) => cut.node === node)?.share ?? end
    const stretch = { edge, fromShare: shareOf(first, 0), toShare: shareOf(last, 1) }
    flights.push({ stretch, stepCount: place.stepCount ?? null })
    return placeAlongEdge(network, edge, share)
  }

  return {
    edits: { network, newNodes, newEdges, cuts, closed, barrierFree, lowered, freed, loweredEdges, obstacles, flights },
    addWay,
    findStretch,
    close: (stretch) => void closed.push(stretch),
    makeBarrierFree,
    lowerKerb: (kerb) => void ('node' in kerb ? lowered.add(kerb.node) : loweredEdges.add(kerb.edge)),
    addObstacle,
  }
}
