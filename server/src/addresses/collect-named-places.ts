import { boundsContain, type Bounds, type LngLat } from '../geo/bounds.ts'
import type { OsmExtract, OsmTags } from '../osm/osm-extract.ts'
import { nodePosition } from '../osm/way-geometry.ts'
import type { PLACE_KINDS } from './address-book.ts'
import { findWayPoint } from './collect-addresses.ts'

export interface NamedPlace {
  readonly name: string
  /** Index into `PLACE_KINDS`. */
  readonly kind: number
  readonly position: LngLat
}

const KIND_OF_TAG: Readonly<Record<string, (typeof PLACE_KINDS)[number]>> = {
  square: 'square',
  suburb: 'settlement',
  quarter: 'settlement',
  neighbourhood: 'settlement',
  borough: 'settlement',
  town: 'settlement',
  village: 'settlement',
  hamlet: 'settlement',
  isolated_dwelling: 'settlement',
  farm: 'settlement',
  locality: 'locality',
}

/** Named squares, settlements and localities of the map within the bounds: nodes, and ways by a point inside. */
export function collectNamedPlaces(
  extract: OsmExtract,
  bounds: Bounds,
  kinds: readonly (typeof PLACE_KINDS)[number][],
): NamedPlace[] {
  const places: NamedPlace[] = []
  const add = (tags: OsmTags, findPosition: () => LngLat | null): void => {
    const kind = kinds.indexOf(KIND_OF_TAG[tags['place'] ?? ''])
    const name = tags['name']?.trim() ?? ''
    if (kind < 0 || name === '') return
    const position = findPosition()
    if (position !== null && boundsContain(bounds, ...position)) places.push({ name, kind, position })
  }
  for (const [node, tags] of extract.nodeTags) add(tags, () => nodePosition(extract, node))
  extract.wayTags.forEach((tags, way) => add(tags, () => findWayPoint(extract, way)))
  return places
}
