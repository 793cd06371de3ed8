/** Why nobody can start or end a walk somewhere: what stands in the place of an isochrone. */
import { listEdgeRemarks, type EdgeRemarkKind } from '../network/edge-remarks.ts'
import type { Profile } from '../network/profile.ts'
import { footOnSegment } from '../network/segment-index.ts'
import { snapPoints, type SnapIndex } from '../network/snap.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { NO_CHAIN } from '../network/walk-graph.ts'
import { boundsContain, type LngLat } from '../geo/bounds.ts'

/** How far to look for a usable street that could be named. */
const SEARCH_METRES = 5000

export interface NoStreet {
  readonly kind: 'outside-network' | 'no-street'
  /** Distance and place of the nearest street that the profile can use; null where none is within 5 km. */
  readonly nearest: { readonly metres: number; readonly position: LngLat } | null
  /** A street nearer by that it cannot use, and why; without reasons it is an island that no street leads to. */
  readonly closed: {
    readonly metres: number
    readonly name: string
    readonly reasons: readonly EdgeRemarkKind[]
    /** The scenario closes it. */
    readonly isClosedByScenario: boolean
  } | null
}

/**
 * @param withinMetres up to which streets that cannot be used are worth a word
 * @param isClosed 1 per edge that a scenario closes; left out on streets as they are
 */
export function explainNoStreet(
  index: SnapIndex,
  profile: Profile,
  [lng, lat]: LngLat,
  withinMetres: number,
  isClosed?: Uint8Array,
): NoStreet {
  const { network, graph } = index
  if (!boundsContain(network.bounds, lng, lat)) return { kind: 'outside-network', nearest: null, closed: null }
  const usable = snapPoints(index, Float64Array.of(lng), Float64Array.of(lat), {
    maximumMetres: SEARCH_METRES,
    speedMetresPerSecond: profile.speedMetresPerSecond,
  })
  let closed: NoStreet['closed'] = null
  let nearestMetres = withinMetres
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (graph.edgeChain[edge] !== NO_CHAIN) continue
    for (let p = network.edgeFirstPoint[edge]; p < network.edgeFirstPoint[edge + 1] - 1; p++) {
      const { metres } = footOnSegment(network, p, lng, lat)
      if (metres > nearestMetres || (closed !== null && metres === nearestMetres)) continue
      nearestMetres = metres
      const remarks = listEdgeRemarks(network.attributes[network.edgeAttribute[edge]], profile)
      const reasons = remarks.filter(({ severity }) => severity === 'blocked').map(({ kind }) => kind)
      const isClosedByScenario = isClosed?.[edge] === 1
      closed = { metres, name: network.names[network.edgeName[edge]], reasons, isClosedByScenario }
    }
  }
  return {
    kind: 'no-street',
    nearest:
      usable.status[0] === SNAP_STATUS.connected
        ? { metres: usable.accessMetres[0], position: [usable.lng[0], usable.lat[0]] }
        : null,
    closed,
  }
}
