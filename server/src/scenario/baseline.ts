import { computeEdgeTimes } from '../access/edge-time.ts'
import type { ProfileId } from '../network/profile.ts'
import { buildWalker } from '../reach/walker.ts'
import type { State } from './state.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** How things stand today for one profile: some tens of milliseconds for a city. */
export function buildBaseline(region: WhatIfRegion, profileId: ProfileId): State {
  const { network, cells, facilities, population } = region
  const walker = buildWalker(network, profileId, cells, facilities)
  return {
    region,
    walker,
    facilities,
    isOpen: new Uint8Array(facilities.length).fill(1),
    cells,
    population,
    edgeDeciseconds: computeEdgeTimes(
      cells.originLng,
      cells.originLat,
      network.bounds,
      walker.profile.speedMetresPerSecond,
    ),
  }
}
