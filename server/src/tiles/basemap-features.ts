/**
 * Features of the basemap from an OpenStreetMap file: land use, water, buildings, streets, rail, boundaries and place names.
 * What a thing is drawn as stands in basemap-classes.ts. Linear in the file; every feature keeps its own positions.
 * Not handled: old multipolygons whose tags stand on the outer ways only are drawn from those ways, without their holes.
 */
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { assembleMultipolygon } from '../osm/multipolygon.ts'
import { buildOsmIndex, type OsmIndex } from '../osm/osm-index.ts'
import { MISSING_NODE, type OsmExtract } from '../osm/osm-extract.ts'
import { isClosedWay, nodePosition, wayPolygon } from '../osm/way-geometry.ts'
import { classifyArea, classifyBoundary, classifyLine, classifyPlace, type BasemapClass } from './basemap-classes.ts'

export type BasemapGeometry =
  | { readonly type: 'Point'; readonly coordinates: LngLat }
  | { readonly type: 'LineString'; readonly coordinates: readonly LngLat[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: MultiPolygon }

/** One thing to draw, in degrees; `minimumZoom` is the first zoom at which it is in the tiles. */
export interface BasemapFeature extends BasemapClass {
  readonly geometry: BasemapGeometry
}

const SOURCE = 'osm'

/** All features of the file. Broken areas are left out or drawn in part, and counted as issues. */
export function buildBasemapFeatures(extract: OsmExtract, issues: IssueSink): BasemapFeature[] {
  const features: BasemapFeature[] = []
  const index = buildOsmIndex(extract)
  addWays(extract, features, issues)
  addMultipolygons(extract, index, features, issues)
  addBoundaries(extract, index, features)
  for (const [node, tags] of extract.nodeTags) {
    const place = classifyPlace(tags)
    if (place !== null)
      features.push({ ...place, geometry: { type: 'Point', coordinates: nodePosition(extract, node) } })
  }
  return features
}

function addWays(extract: OsmExtract, features: BasemapFeature[], issues: IssueSink): void {
  for (let way = 0; way < extract.wayIds.length; way++) {
    const tags = extract.wayTags[way]
    const area = isClosedWay(extract, way) && tags.area !== 'no' ? classifyArea(tags) : null
    if (area !== null) {
      const polygon = wayPolygon(extract, way)
      if (polygon === null) issues.add('basemap-area-incomplete', 'note', SOURCE, `way ${extract.wayIds[way]}`)
      else features.push({ ...area, geometry: { type: 'MultiPolygon', coordinates: [polygon] } })
      continue
    }
    const line = classifyLine(tags)
    if (line !== null) addLines(extract, way, line, features)
  }
}

/** The way as lines: more than one where nodes are missing in between. */
function addLines(extract: OsmExtract, way: number, line: BasemapClass, features: BasemapFeature[]): void {
  let run: LngLat[] = []
  const finish = (): void => {
    if (run.length > 1) features.push({ ...line, geometry: { type: 'LineString', coordinates: run } })
    run = []
  }
  for (let i = extract.wayFirstNode[way]; i < extract.wayFirstNode[way + 1]; i++) {
    const node = extract.wayNodes[i]
    if (node === MISSING_NODE) finish()
    else run.push(nodePosition(extract, node))
  }
  finish()
}

function addMultipolygons(extract: OsmExtract, index: OsmIndex, features: BasemapFeature[], issues: IssueSink): void {
  for (const relation of extract.relations) {
    if (relation.tags.type !== 'multipolygon') continue
    const area = classifyArea(relation.tags)
    if (area === null) continue
    const { polygons, problems } = assembleMultipolygon(extract, relation, index)
    if (problems.length > 0) {
      const kind = polygons.length === 0 ? 'basemap-relation-unusable' : 'basemap-relation-incomplete'
      issues.add(kind, 'note', SOURCE, `relation ${relation.id}: ${problems[0]}`)
    }
    if (polygons.length > 0) features.push({ ...area, geometry: { type: 'MultiPolygon', coordinates: polygons } })
  }
}

/** Each way that bounds something once, at the highest-ranking level it has. */
function addBoundaries(extract: OsmExtract, index: OsmIndex, features: BasemapFeature[]): void {
  const classOfWay = new Map<number, BasemapClass>()
  for (const relation of extract.relations) {
    const boundary = classifyBoundary(relation.tags)
    if (boundary === null) continue
    for (const member of relation.members) {
      if (member.type !== 'way') continue
      const way = index.wayIndexOfId(member.ref)
      if (way === -1) continue
      const known = classOfWay.get(way)
      if (known === undefined || known.properties.level > boundary.properties.level) classOfWay.set(way, boundary)
    }
  }
  for (const [way, boundary] of classOfWay) addLines(extract, way, boundary, features)
}
