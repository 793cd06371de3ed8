import { getStreetIndex } from './street-editor.ts'
import { findFoot } from './segment-index.ts'
import { shapeOfEdge, type StreetNetwork } from './street-network.ts'

/** A street near a position, whoever may use it. */
export interface FoundStreet {
  /** OpenStreetMap way. */
  readonly wayId: number
  /** Empty where it has none. */
  readonly name: string
  /** Value of `highway`, see EdgeAttributes. */
  readonly kind: string
  /** The nearest place on it, and how far that is. */
  readonly lng: number
  readonly lat: number
  readonly metres: number
  /** The stretch between two junctions, [lng, lat]. */
  readonly line: readonly (readonly [lng: number, lat: number])[]
}

/** The nearest stretch of street within so many metres, or null. */
export function findStreet(
  network: StreetNetwork,
  lng: number,
  lat: number,
  maximumMetres: number,
): FoundStreet | null {
  const index = getStreetIndex(network)
  const foot = findFoot(index, lng, lat, [maximumMetres / 4, maximumMetres])
  if (foot === null) return null
  const edge = index.segmentEdge[foot.segment]
  const { attributes, edgeAttribute, names, edgeName, edgeWayId } = network
  return {
    wayId: edgeWayId[edge],
    name: names[edgeName[edge]],
    kind: attributes[edgeAttribute[edge]].kind,
    lng: foot.lng,
    lat: foot.lat,
    metres: foot.metres,
    line: shapeOfEdge(network, edge),
  }
}
