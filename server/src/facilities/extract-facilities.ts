/**
 * Places from OpenStreetMap: every node, way and area relation that a kind of the catalogue describes.
 *
 * Left out and counted as issues: places that are closed for good, grounds that are not open to the public, areas that the
 * edge of the extract cuts, and relations that are no area. A node and an area that stand for the same place become one
 * (`merge-osm-duplicates.ts`).
 */
import type { LngLat } from '../geo/bounds.ts'
import { pointInPolygon } from '../geo/polygon.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { MISSING_NODE, type OsmExtract, type OsmTags } from '../osm/osm-extract.ts'
import { buildOsmIndex } from '../osm/osm-index.ts'
import { assembleNodeRings } from '../osm/multipolygon.ts'
import { isClosedWay, nodePosition, signedAreaOfNodes } from '../osm/way-geometry.ts'
import { findAccessPoints } from './access-points.ts'
import type { Catalogue } from './catalogue.ts'
import { compareIds, type FacilityResult } from './facility-result.ts'
import { mergeOsmDuplicates, type OsmPlace } from './merge-osm-duplicates.ts'
import { findReasonToExclude, readOsmAttributes } from './osm-attributes.ts'
import { createCategoryMatcher } from './osm-filter.ts'
import { buildWalkableSegments, type WalkableSegments } from './walkable-segments.ts'

const SOURCE = 'osm'

/** All places of the extract that the catalogue knows. */
export function extractFacilities(extract: OsmExtract, catalogue: Catalogue, issues: IssueSink): FacilityResult {
  const matcher = createCategoryMatcher(catalogue.categories)
  const index = buildOsmIndex(extract)
  let segments: WalkableSegments | null = null
  const walkable = (): WalkableSegments => (segments ??= buildWalkableSegments(extract))
  const places: OsmPlace[] = []
  let countIn = 0
  let countRejected = 0

  /** The kinds of an element, or null where it is no place in use. */
  const findCategories = (id: string, tags: OsmTags): string[] | null => {
    const matched = matcher.match(tags)
    if (matched.length === 0) return null
    countIn++
    const reason = findReasonToExclude(tags)
    if (reason === null) return matched.map((position) => catalogue.categories[position].id)
    reject(`facility-${reason}`, 'note', describe(id, tags))
    return null
  }
  const reject = (kind: string, severity: 'note' | 'warning', example: string): void => {
    countRejected++
    issues.add(kind, severity, SOURCE, example)
  }
  const addPlace = (id: string, tags: OsmTags, categoryIds: string[], position: LngLat, access: LngLat[]): OsmPlace => {
    const place: OsmPlace = {
      facility: {
        id,
        categoryIds,
        ...readOsmAttributes(tags),
        lng: position[0],
        lat: position[1],
        accessPoints: access,
        source: 'osm',
      },
      tags,
      polygons: [],
      partOf: null,
    }
    places.push(place)
    return place
  }
  const addArea = (id: string, tags: OsmTags, categoryIds: string[], rings: readonly (readonly number[])[][]): void => {
    const polygons = rings.map((polygon) => polygon.map((ring) => ring.map((node) => nodePosition(extract, node))))
    const areas = rings.map((polygon) => signedAreaOfNodes(extract, polygon[0]))
    const inside = pointInPolygon(polygons[areas.indexOf(Math.max(...areas))])
    const outlines = rings.map((polygon) => polygon[0])
    const access = findAccessPoints(extract, tags, outlines, inside, walkable)
    addPlace(id, tags, categoryIds, inside, access).polygons = polygons
  }

  for (const [node, tags] of extract.nodeTags) {
    const id = `osm/node/${extract.nodeIds[node]}`
    const categoryIds = findCategories(id, tags)
    const position = nodePosition(extract, node)
    if (categoryIds) addPlace(id, tags, categoryIds, position, [position])
  }

  const outlineOf = new Map<number, string>()
  for (const relation of extract.relations) {
    const id = `osm/relation/${relation.id}`
    const categoryIds = findCategories(id, relation.tags)
    if (!categoryIds) continue
    if (!/^(multipolygon|boundary)$/.test(relation.tags['type'] ?? '')) {
      reject('facility-relation-without-area', 'note', describe(id, relation.tags))
      continue
    }
    const { polygons, problems } = assembleNodeRings(extract, relation, index)
    if (polygons.length === 0) {
      reject('facility-area-cut', 'warning', `${describe(id, relation.tags)}: ${problems.join(', ')}`)
      continue
    }
    addArea(id, relation.tags, categoryIds, polygons as number[][][])
    for (const member of relation.members) {
      if (member.type === 'way' && member.role !== 'inner') outlineOf.set(member.ref, id)
    }
  }

  extract.wayTags.forEach((tags, way) => {
    const id = `osm/way/${extract.wayIds[way]}`
    const categoryIds = findCategories(id, tags)
    if (!categoryIds) return
    const nodes = [...extract.wayNodes.subarray(extract.wayFirstNode[way], extract.wayFirstNode[way + 1])]
    const known = nodes.filter((node) => node !== MISSING_NODE)
    if (known.length === 0 || (isClosedWay(extract, way) && known.length < nodes.length)) {
      reject('facility-area-cut', 'warning', `${describe(id, tags)}: ${nodes.length - known.length} nodes are missing`)
      return
    }
    const area = isClosedWay(extract, way) ? signedAreaOfNodes(extract, known) : 0
    if (area !== 0) {
      addArea(id, tags, categoryIds, [[area > 0 ? known : known.reverse()]])
    } else {
      // A platform or a bench drawn as a line: it is met half-way and entered at its ends, too.
      const position = nodePosition(extract, known[known.length >> 1])
      const ends = [known[0], known[known.length - 1]].map((node) => nodePosition(extract, node))
      addPlace(id, tags, categoryIds, position, [position, ...ends])
    }
    places[places.length - 1].partOf = outlineOf.get(extract.wayIds[way]) ?? null
  })

  const facilities = mergeOsmDuplicates(places, catalogue, issues)
  const countMerged = countIn - countRejected - facilities.length
  return { facilities: facilities.sort(compareIds), countIn, countMerged, countRejected }
}

function describe(id: string, tags: OsmTags): string {
  return tags['name'] === undefined ? id : `${id} (${tags['name']})`
}
