/**
 * Things in the way that the map does not know: a blocked passage, a short flight of steps, a crossing without a ramp at its kerb, a barrier that
 * wheels do not get through. Each stands at one place, so that whoever lives beside it still gets out on his own side.
 */
import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import type { NodeAttributes } from './node-attributes.ts'
import { footOnSegment, shareAlongEdge, type SegmentIndex } from './segment-index.ts'
import { getStreetRank } from './street-class.ts'
import type { StreetNetwork } from './street-network.ts'

export type NodeObstacle = 'blocked' | 'kerb' | 'barrier'

/** Where it is put: at a node that there is, or on an edge. */
export type ObstacleSpot = { readonly node: number } | { readonly edge: number; readonly share: number }

/**
 * A kerb belongs to the nearest crossing or mapped kerb, else to a footway: at the side of a street it is in nobody's way along it. Everything else
 * belongs to the nearest way. Null where there is none within reach; equally near: the smaller index.
 */
export function findObstacleSpot(
  network: StreetNetwork,
  index: SegmentIndex,
  kind: NodeObstacle | 'steps',
  { wayId, lng, lat, maximumMetres }: { readonly wayId: number | null } & Place,
): ObstacleSpot | null {
  if (kind !== 'kerb') return nearestEdge(network, index, { lng, lat, maximumMetres }, (edge) => wayId === null || network.edgeWayId[edge] === wayId) // prettier-ignore
  const node = nearestCrossing(network, { lng, lat, maximumMetres })
  if (node !== null) return { node }
  const isFootway = network.attributes.map((attributes) => getStreetRank(attributes.kind) < 0)
  return nearestEdge(network, index, { lng, lat, maximumMetres }, (edge) => isFootway[network.edgeAttribute[edge]])
}

interface Place {
  readonly lng: number
  readonly lat: number
  readonly maximumMetres: number
}

function nearestCrossing(network: StreetNetwork, { lng, lat, maximumMetres }: Place): number | null {
  const { nodeCount, nodeLng, nodeLat, nodeAttribute, nodeAttributes } = network
  const isCrossing = nodeAttributes.map(({ crossing, kerb }) => crossing !== null || kerb !== null)
  let best: { readonly node: number; readonly metres: number } | null = null
  for (let node = 0; node < nodeCount; node++) {
    if (!isCrossing[nodeAttribute[node]]) continue
    const metres = distanceMetres(lng, lat, nodeLng[node], nodeLat[node])
    if (metres <= maximumMetres && (best === null || metres < best.metres)) best = { node, metres }
  }
  return best?.node ?? null
}

function nearestEdge(
  network: StreetNetwork,
  { tree, segmentEdge, segmentPoint }: SegmentIndex,
  { lng, lat, maximumMetres }: Place,
  accepts: (edge: number) => boolean,
): ObstacleSpot | null {
  const scale = metresPerDegree(lat)
  const [reachLng, reachLat] = [maximumMetres / scale.lng, maximumMetres / scale.lat]
  let best: { readonly segment: number; readonly share: number; readonly metres: number } | null = null
  for (const segment of tree?.search(lng - reachLng, lat - reachLat, lng + reachLng, lat + reachLat) ?? []) {
    if (!accepts(segmentEdge[segment])) continue
    const { metres, share } = footOnSegment(network, segmentPoint[segment], lng, lat)
    if (metres > maximumMetres) continue
    if (best === null || metres < best.metres || (metres === best.metres && segment < best.segment)) {
      best = { segment, share, metres }
    }
  }
  if (best === null) return null
  const edge = segmentEdge[best.segment]
  return { edge, share: shareAlongEdge(network, edge, segmentPoint[best.segment], best.share) }
}

/** The place at a share of an edge's length. */
export function placeAlongEdge(network: StreetNetwork, edge: number, share: number): LngLat {
  const { edgeFirstPoint, pointLng, pointLat } = network
  const [first, last] = [edgeFirstPoint[edge], edgeFirstPoint[edge + 1] - 1]
  const metresOf = (p: number) => distanceMetres(pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1])
  let total = 0
  for (let p = first; p < last; p++) total += metresOf(p)
  let left = share * total
  for (let p = first; p < last; p++) {
    const metres = metresOf(p)
    if (left > metres) {
      left -= metres
      continue
    }
    const part = metres > 0 ? left / metres : 0
    return [pointLng[p] + part * (pointLng[p + 1] - pointLng[p]), pointLat[p] + part * (pointLat[p + 1] - pointLat[p])]
  }
  return [pointLng[last], pointLat[last]]
}

/** A node with something in the way; what was in the way before stays. */
export function obstructNode(attributes: NodeAttributes, obstacle: NodeObstacle): NodeAttributes {
  switch (obstacle) {
    case 'blocked':
      return { ...attributes, footAllowed: false }
    case 'kerb':
      return { ...attributes, kerb: 'raised', kerbHeightMetres: null, wheelchair: attributes.wheelchair === 'yes' ? null : attributes.wheelchair } // prettier-ignore
    case 'barrier':
      // What the profiles close for wheels of every kind; who walks without gets through.
      return { ...attributes, barrier: 'kissing_gate', widthMetres: null, wheelchair: 'no' }
  }
}

/** A stretch that is a flight of steps without a ramp. */
export function toFlight(attributes: EdgeAttributes, stepCount: number | null): EdgeAttributes {
  return {
    ...attributes,
    kind: 'steps',
    stepCount,
    handrail: null,
    ramp: false,
    rampWheelchair: false,
    rampStroller: false,
    wheelchair: 'no',
  }
}
