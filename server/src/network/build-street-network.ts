import type { Bounds } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { listEntrances, listVisiblePairs, MAXIMUM_AREA_ENTRANCES } from './areas.ts'
import { collectWalkableWays, hasMissingNode, listRuns, type WalkableWay } from './collect-ways.ts'
import { isCrossingWay } from './crossing.ts'
import { createEdgeAttributes, createAreaAttributes, type EdgeAttributes } from './edge-attributes.ts'
import { findJunctions, type Junctions } from './junctions.ts'
import { createNetworkBuilder } from './network-builder.ts'
import { getStreetClass } from './street-class.ts'
import type { StreetNetwork } from './street-network.ts'

/**
 * Cuts the walkable ways of an extract into edges between junctions, way ends and tagged nodes. Every metre of a walkable
 * way is on exactly one edge; straight lines across squares (kind `area`) come on top. Nodes and edges are numbered in
 * the order of their ways. Time and memory: linear in the extract, apart from squares (see `areas.ts`).
 *
 * Not handled: ways that cross without a common node do not meet; heights are not known, so the flat length counts.
 * @param options.bounds what the data covers, where it differs from the extract's own rectangle; nothing is cut off
 * @throws ImportError `network-empty` where the extract holds nothing to walk on
 */
export function buildStreetNetwork(
  extract: OsmExtract,
  issues: IssueSink,
  options: { readonly bounds?: Bounds } = {},
): StreetNetwork {
  const { ways, areas } = collectWalkableWays(extract, issues)
  const runsByWay = new Map(ways.map((way) => [way, listRuns(extract, way.wayIndex)]))
  const runsOf = (way: WalkableWay) => runsByWay.get(way) ?? []
  const reportUnreadable = (name: string) => (key: string, value: string) =>
    issues.add('tag-value-unreadable', 'note', 'osm', `${name}: ${key}=${value}`)
  const junctions = findJunctions(extract, ways, runsOf, (node) => reportUnreadable(`node ${extract.nodeIds[node]}`))
  const builder = createNetworkBuilder(extract, junctions)

  for (const way of ways) {
    const name = `way ${extract.wayIds[way.wayIndex]}`
    const runs = runsOf(way)
    if (hasMissingNode(extract, way.wayIndex)) issues.add('way-cut-at-edge', 'note', 'osm', name)
    else if (runs.length === 0) issues.add('way-without-length', 'note', 'osm', name)
    if (runs.length === 0) continue
    const attributes = readWay(way, runs.flat(), junctions, reportUnreadable(name))
    if (way.kind === 'ferry' && attributes.ferryMinutes === null) {
      issues.add('ferry-without-duration', 'note', 'osm', name)
    }
    for (const run of runs) builder.addRun(way, run, attributes)
  }
  for (const area of areas) {
    const entrances = listEntrances(area, (node) => junctions.passes[node] > 1)
    if (entrances.length > MAXIMUM_AREA_ENTRANCES) {
      issues.add('area-too-many-entrances', 'note', 'osm', `${area.name}: ${entrances.length}`)
      continue
    }
    const attributes = createAreaAttributes(area.tags)
    for (const pair of listVisiblePairs(extract, area, entrances)) builder.addLine(area, pair, attributes)
  }
  const bounds = options.bounds ?? extract.bounds
  if (builder.edgeCount() === 0 || bounds === null) {
    throw new ImportError(
      'network-empty',
      'The OpenStreetMap file holds no street or path that people may walk on.',
      'osm',
      'Choose an extract that covers the region and keeps ways with the tag "highway".',
    )
  }
  return builder.finish(bounds)
}

function readWay(
  way: WalkableWay,
  nodes: readonly number[],
  junctions: Junctions,
  onUnreadable: (key: string, value: string) => void,
): EdgeAttributes {
  // A crossing is paid once: at its node where there is one, else on the way.
  const isCrossing =
    isCrossingWay(way.tags) && !nodes.some((node) => (junctions.attributes.get(node)?.crossing ?? null) !== null)
  const street = isCrossing ? nodes.reduce((highest, node) => Math.max(highest, junctions.street[node]), 0) : 0
  return createEdgeAttributes(way.tags, way.kind, isCrossing, getStreetClass(street - 1), onUnreadable)
}
