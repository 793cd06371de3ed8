import type { Bounds, LngLat } from '../geo/bounds.ts'
import { boundsContain } from '../geo/bounds.ts'
import { polygonArea, pointInPolygon } from '../geo/polygon.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { assembleMultipolygon } from '../osm/multipolygon.ts'
import type { OsmExtract, OsmRelation, OsmTags } from '../osm/osm-extract.ts'
import { buildOsmIndex } from '../osm/osm-index.ts'
import { nodePosition, wayPolygon, wayPositions } from '../osm/way-geometry.ts'
import { parseHouseNumbers, type HouseNumber } from './house-number.ts'

/** One house number with the name it belongs to, as it stands at one element of OpenStreetMap. */
export interface OsmAddress extends HouseNumber {
  /** `addr:street`, else `addr:place`, else the street of the relation that holds the house. */
  readonly street: string
  readonly lng: number
  readonly lat: number
  /** How well the element marks the door: 0 an entrance, 1 a building, 2 another node, 3 another area or line. */
  readonly mark: number
}

const SOURCE = 'osm'

/**
 * Every house number of the extract within the bounds: nodes, ways (a point inside the area; of a line its middle) and multipolygons.
 * Without street, or with a number that cannot be read, they are left out and counted as issues. Lines of `addr:interpolation` are not used.
 */
export function collectAddresses(extract: OsmExtract, bounds: Bounds, issues: IssueSink): OsmAddress[] {
  const addresses: OsmAddress[] = []
  const streetOfHouse = collectAssociatedStreets(extract.relations)
  const add = (id: string, tags: OsmTags, mark: number, findPosition: () => LngLat | null): void => {
    const text = tags['addr:housenumber']
    if (text === undefined) return
    const position = findPosition()
    if (position === null || !boundsContain(bounds, ...position)) return
    const street = (tags['addr:street'] ?? tags['addr:place'] ?? streetOfHouse.get(id) ?? '').trim()
    if (street === '') {
      issues.add('address-without-street', 'note', SOURCE, `${id} (${text})`)
      return
    }
    const numbers = parseHouseNumbers(text)
    if (numbers.length === 0) issues.add('address-number-unreadable', 'note', SOURCE, `${id} (${street}: ${text})`)
    for (const house of numbers) addresses.push({ ...house, street, lng: position[0], lat: position[1], mark })
  }

  for (const [node, tags] of extract.nodeTags) {
    const mark = tags['entrance'] === undefined || tags['entrance'] === 'no' ? 2 : 0
    add(`osm/node/${extract.nodeIds[node]}`, tags, mark, () => nodePosition(extract, node))
  }
  extract.wayTags.forEach((tags, way) => {
    const mark = tags['building'] === undefined ? 3 : 1
    add(`osm/way/${extract.wayIds[way]}`, tags, mark, () => findWayPoint(extract, way))
  })
  const index = buildOsmIndex(extract)
  for (const relation of extract.relations) {
    if (relation.tags['type'] !== 'multipolygon') continue
    const mark = relation.tags['building'] === undefined ? 3 : 1
    add(`osm/relation/${relation.id}`, relation.tags, mark, () => {
      const { polygons } = assembleMultipolygon(extract, relation, index)
      const [largest] = [...polygons].sort((a, b) => polygonArea(b) - polygonArea(a))
      return largest ? pointInPolygon(largest) : null
    })
  }
  return addresses
}

/** A point inside the area of a closed way, else half-way along it; null where the extract holds none of its nodes. */
export function findWayPoint(extract: OsmExtract, way: number): LngLat | null {
  const polygon = wayPolygon(extract, way)
  if (polygon !== null) return pointInPolygon(polygon)
  const positions = wayPositions(extract, way)
  return positions.length > 0 ? positions[positions.length >> 1] : null
}

/** Houses that name their street only by the relation that joins them to it. */
function collectAssociatedStreets(relations: readonly OsmRelation[]): Map<string, string> {
  const streetOfHouse = new Map<string, string>()
  for (const { tags, members } of relations) {
    const name = tags['name']
    if (name === undefined || (tags['type'] !== 'associatedStreet' && tags['type'] !== 'street')) continue
    for (const member of members) {
      if (member.role !== 'street') streetOfHouse.set(`osm/${member.type}/${member.ref}`, name)
    }
  }
  return streetOfHouse
}
