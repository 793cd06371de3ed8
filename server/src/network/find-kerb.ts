import { distanceMetres } from '../geo/distance.ts'
import { hasKerb } from './new-way.ts'
import { footOnSegment } from './segment-index.ts'
import type { Kerb } from './street-editor.ts'
import type { StreetNetwork } from './street-network.ts'

export type FoundKerb = Kerb & {
  readonly lng: number
  readonly lat: number
  readonly metres: number
}

/** The nearest mapped kerb that is not low, at a node or along a way across a street; null where there is none. O(nodes + edges). */
export function findKerb(network: StreetNetwork, lng: number, lat: number, maximumMetres: number): FoundKerb | null {
  const { nodeCount, nodeLng, nodeLat, nodeAttribute, edgeCount, edgeAttribute, edgeFirstPoint } = network
  const nodeHasKerb = network.nodeAttributes.map(hasKerb)
  const edgeHasKerb = network.attributes.map(hasKerb)
  let best: FoundKerb | null = null
  for (let node = 0; node < nodeCount; node++) {
    if (!nodeHasKerb[nodeAttribute[node]]) continue
    const metres = distanceMetres(lng, lat, nodeLng[node], nodeLat[node])
    if (metres <= maximumMetres && (best === null || metres < best.metres)) {
      best = { node, lng: nodeLng[node], lat: nodeLat[node], metres }
    }
  }
  for (let edge = 0; edge < edgeCount; edge++) {
    if (!edgeHasKerb[edgeAttribute[edge]]) continue
    for (let p = edgeFirstPoint[edge]; p < edgeFirstPoint[edge + 1] - 1; p++) {
      const foot = footOnSegment(network, p, lng, lat)
      if (foot.metres > maximumMetres || (best !== null && foot.metres >= best.metres)) continue
      best = { edge, lng: foot.lng, lat: foot.lat, metres: foot.metres }
    }
  }
  return best
}
