/**
 * OpenStreetMap often holds a place twice: as a node and as the area or building around it, or as a relation and as its
 * outline. Both become one place: the one that says more about itself gives id and attributes, the other fills its gaps, and
 * the area gives position and access points.
 *
 * A node belongs to an area of a common kind whose outline is within 30 m of it or around it, when their names are equal or
 * one is missing, and when they do not say that they are different things (a café beside a restaurant). Each node is merged
 * with at most one area and each area with at most one node, nearest first.
 */
import Flatbush from 'flatbush'
import type { MultiPolygon } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { multiPolygonBounds, multiPolygonContains } from '../geo/polygon.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { OsmTags } from '../osm/osm-extract.ts'
import type { Catalogue } from './catalogue.ts'
import type { Facility } from './facility.ts'
import { foldText } from './facility-text.ts'
import { fillGaps } from './fill-gaps.ts'

/** A place as one element of OpenStreetMap describes it. */
export interface OsmPlace {
  facility: Facility
  readonly tags: OsmTags
  /** Its area; empty for a node and for a line. */
  polygons: MultiPolygon
  /** Id of the relation of whose outline the way is a part. */
  partOf: string | null
}

export const DUPLICATE_METRES = 30

/** Things of which several stand side by side: each counts. */
const NEVER_MERGED = new Set(['bench', 'post_box'])
/** Two values of the same key say that these are two things, with exceptions for a part and its whole. */
const FEATURE_KEYS = ['amenity', 'shop', 'healthcare', 'leisure', 'tourism', 'office', 'railway']
const PART_OF_WHOLE = new Set(['atm bank'])

interface Pair {
  readonly node: OsmPlace
  readonly area: OsmPlace
  readonly metres: number
}

/** The places as facilities, those that stand for the same place merged; their number is noted as an issue. */
export function mergeOsmDuplicates(places: readonly OsmPlace[], catalogue: Catalogue, issues: IssueSink): Facility[] {
  const gone = new Set<OsmPlace>()
  const merge = (kept: OsmPlace, other: OsmPlace): void => {
    gone.add(other)
    const example = `${other.facility.id} + ${kept.facility.id}`
    kept.facility = mergeAttributes(kept.facility, other.facility, catalogue)
    issues.add('facility-duplicate-merged', 'note', 'osm', example)
  }

  const byId = new Map(places.map((place) => [place.facility.id, place]))
  for (const place of places) {
    const relation = place.partOf === null ? undefined : byId.get(place.partOf)
    if (relation && standForTheSame(relation, place)) merge(relation, place)
  }

  const paired = new Set<OsmPlace>()
  for (const { node, area } of findPairs(places.filter((place) => !gone.has(place)))) {
    if (paired.has(node) || paired.has(area)) continue
    paired.add(node).add(area)
    merge(area, node)
  }
  return places.filter((place) => !gone.has(place)).map((place) => place.facility)
}

/** Nodes and areas that stand for the same place, nearest first, ties by id. */
function findPairs(places: readonly OsmPlace[]): Pair[] {
  const areas = places.filter((place) => place.polygons.length > 0)
  const nodes = places.filter((place) => place.facility.id.startsWith('osm/node/'))
  if (areas.length === 0) return []
  const index = new Flatbush(areas.length)
  for (const area of areas) {
    const { west, south, east, north } = multiPolygonBounds(area.polygons)!
    index.add(west, south, east, north)
  }
  index.finish()
  const pairs: Pair[] = []
  for (const node of nodes) {
    const { lng, lat } = node.facility
    const perDegree = metresPerDegree(lat)
    const [reachLng, reachLat] = [DUPLICATE_METRES / perDegree.lng, DUPLICATE_METRES / perDegree.lat]
    for (const i of index.search(lng - reachLng, lat - reachLat, lng + reachLng, lat + reachLat)) {
      if (!standForTheSame(areas[i], node)) continue
      const metres = distanceToArea(areas[i].polygons, lng, lat)
      if (metres <= DUPLICATE_METRES) pairs.push({ node, area: areas[i], metres })
    }
  }
  const byPlace = (a: OsmPlace, b: OsmPlace): number => (a.facility.id < b.facility.id ? -1 : a === b ? 0 : 1)
  return pairs.sort((a, b) => a.metres - b.metres || byPlace(a.area, b.area) || byPlace(a.node, b.node))
}

function standForTheSame(a: OsmPlace, b: OsmPlace): boolean {
  const common = a.facility.categoryIds.some((id) => !NEVER_MERGED.has(id) && b.facility.categoryIds.includes(id))
  if (!common) return false
  const [nameA, nameB] = [a.facility.name, b.facility.name]
  if (nameA !== null && nameB !== null) return foldText(nameA) === foldText(nameB)
  return FEATURE_KEYS.every((key) => {
    const [valueA, valueB] = [a.tags[key], b.tags[key]]
    if (valueA === undefined || valueB === undefined || valueA === valueB) return true
    return PART_OF_WHOLE.has([valueA, valueB].sort().join(' '))
  })
}

/** Metres to the nearest outline; 0 inside. */
function distanceToArea(polygons: MultiPolygon, lng: number, lat: number): number {
  if (multiPolygonContains(polygons, lng, lat)) return 0
  const perDegree = metresPerDegree(lat)
  let nearest = Infinity
  for (const [outline] of polygons) {
    for (let i = 1; i < outline.length; i++) {
      const [ax, ay] = outline[i - 1]
      const dx = (outline[i][0] - ax) * perDegree.lng
      const dy = (outline[i][1] - ay) * perDegree.lat
      const px = (lng - ax) * perDegree.lng
      const py = (lat - ay) * perDegree.lat
      const squared = dx * dx + dy * dy
      const share = squared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared))
      nearest = Math.min(nearest, Math.hypot(px - share * dx, py - share * dy))
    }
  }
  return nearest
}

/** Position and access points of the area; id and attributes of the richer one, gaps filled from the other. */
function mergeAttributes(area: Facility, other: Facility, catalogue: Catalogue): Facility {
  const [rich, poor] = richness(other) > richness(area) ? [other, area] : [area, other]
  const { lng, lat, accessPoints } = area
  return { ...fillGaps(rich, poor, catalogue), lng, lat, accessPoints }
}

function richness(facility: Facility): number {
  const { name, capacity, provider, address, openingHours, wheelchair, website } = facility
  return [name, capacity, provider, address, openingHours, wheelchair, website].filter((value) => value !== null).length
}
