import type { ChangedStreets } from './cut-streets.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import type { Profile } from './profile.ts'
import { NO_EDGE, partOfEdge } from './snap-place.ts'
import { FORBIDDEN, type EdgeCosts } from './street-network.ts'

/** Costs per edge and direction before the changes. */
export type CostsBefore = Pick<EdgeCosts, 'forwardDeciseconds' | 'backwardDeciseconds'>

/**
 * What the changed streets cost a profile. The pieces of an edge cost together exactly what the edge did, divided by length as points on it are, so that
 * a new way that nobody needs changes no time at all; what was made easier never costs more than before, and what something is in the way of never less. Closed edges are `FORBIDDEN`.
 */
export function computeChangedCosts(changed: ChangedStreets, profile: Profile, before: CostsBefore): EdgeCosts {
  const { network, edgeBefore, fromShare, toShare, isClosed, isEased, isHindered } = changed
  const now = computeEdgeCosts(network, profile)
  const combine = (fresh: Uint32Array, former: Uint32Array): Uint32Array =>
    fresh.map((cost, p) => {
      if (isClosed[p] === 1) return FORBIDDEN
      const e = edgeBefore[p]
      if (e === NO_EDGE) return cost
      // Closed by one of its ends alone, a piece away from it may be open; so may what was made easier.
      if (former[e] === FORBIDDEN) return isEased[p] === 1 || toShare[p] - fromShare[p] < 1 ? cost : FORBIDDEN
      const part = partOfEdge(former[e], toShare[p]) - partOfEdge(former[e], fromShare[p])
      // What was put in the way may close the piece or slow it down; rounding alone makes nothing faster.
      if (isHindered[p] === 1) return cost === FORBIDDEN ? FORBIDDEN : Math.max(part, cost)
      return isEased[p] === 1 ? Math.min(part, cost) : part
    })
  return {
    forwardDeciseconds: combine(now.forwardDeciseconds, before.forwardDeciseconds),
    backwardDeciseconds: combine(now.backwardDeciseconds, before.backwardDeciseconds),
    nodeClosed: now.nodeClosed,
  }
}
