import { getStreetRank } from './street-class.ts'
import type { StreetNetwork } from './street-network.ts'

export interface NetworkSummary {
  readonly edgeCount: number
  /** Length of all walkable ways; straight lines across squares are left out. */
  readonly kilometres: number
  /**
   * Share of the length for which the map does not say, 0 … 1 (0 where there is nothing to say it of): `surface`,
   * `smoothness`, `width`, `incline`, `lit` of everything walked on; `stepRamp` and `stepHandrail` of the steps;
   * `kerbAtCrossings` of the crossings of a street (a share of their number).
   */
  readonly unknownShares: Readonly<Record<string, number>>
}

/** What the network is and how much of it nobody has mapped in detail. O(nodes + edges). */
export function summariseNetwork(network: StreetNetwork): NetworkSummary {
  let walked = 0
  let steps = 0
  let other = 0
  const unknown = { surface: 0, smoothness: 0, width: 0, incline: 0, lit: 0, stepRamp: 0, stepHandrail: 0 }
  for (let e = 0; e < network.edgeCount; e++) {
    const attributes = network.attributes[network.edgeAttribute[e]]
    const metres = network.edgeLengthMetres[e]
    if (attributes.kind === 'area') continue
    if (attributes.kind === 'ferry' || attributes.elevator) {
      other += metres
      continue
    }
    walked += metres
    if (attributes.surface === null) unknown.surface += metres
    if (attributes.smoothness === null) unknown.smoothness += metres
    if (attributes.widthMetres === null) unknown.width += metres
    if (attributes.inclinePercent === null) unknown.incline += metres
    if (attributes.lit === null) unknown.lit += metres
    if (attributes.kind !== 'steps') continue
    steps += metres
    if (attributes.ramp === null) unknown.stepRamp += metres
    if (attributes.handrail === null) unknown.stepHandrail += metres
  }
  const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0)
  return {
    edgeCount: network.edgeCount,
    kilometres: (walked + other) / 1000,
    unknownShares: {
      surface: share(unknown.surface, walked),
      smoothness: share(unknown.smoothness, walked),
      width: share(unknown.width, walked),
      incline: share(unknown.incline, walked),
      lit: share(unknown.lit, walked),
      stepRamp: share(unknown.stepRamp, steps),
      stepHandrail: share(unknown.stepHandrail, steps),
      kerbAtCrossings: computeUnknownKerbShare(network),
    },
  }
}

/** A crossing's kerb is known at its node, on the crossing way, or at the next node of a footway that leads to it. */
function computeUnknownKerbShare(network: StreetNetwork): number {
  const isKnown = new Uint8Array(network.nodeCount)
  const nodeOf = (node: number) => network.nodeAttributes[network.nodeAttribute[node]]
  for (let node = 0; node < network.nodeCount; node++) {
    const { kerb, kerbHeightMetres } = nodeOf(node)
    if (isKerbMapped(kerb, kerbHeightMetres)) isKnown[node] = 1
  }
  const isKnownNearby = Uint8Array.from(isKnown)
  for (let e = 0; e < network.edgeCount; e++) {
    const { kind, kerb, kerbHeightMetres } = network.attributes[network.edgeAttribute[e]]
    if (getStreetRank(kind) >= 0) continue
    const from = network.edgeFrom[e]
    const to = network.edgeTo[e]
    const onWay = isKerbMapped(kerb, kerbHeightMetres)
    if (onWay || isKnown[from] === 1) isKnownNearby[to] = 1
    if (onWay || isKnown[to] === 1) isKnownNearby[from] = 1
  }
  let crossings = 0
  let unknown = 0
  for (let node = 0; node < network.nodeCount; node++) {
    const { crossing, crossedStreet } = nodeOf(node)
    if (crossing === null || crossedStreet === null) continue
    crossings++
    if (isKnownNearby[node] === 0) unknown++
  }
  return crossings > 0 ? unknown / crossings : 0
}

function isKerbMapped(kerb: string | null, heightMetres: number | null): boolean {
  return heightMetres !== null || (kerb !== null && kerb !== 'yes')
}
