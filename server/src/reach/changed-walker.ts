import { computeChangedCosts } from '../network/changed-costs.ts'
import type { ChangedStreets } from '../network/cut-streets.ts'
import { indexSegments } from '../network/segment-index.ts'
import { NO_EDGE, type SnappedPoints } from '../network/snap-place.ts'
import { buildSnapIndex, snapPoints } from '../network/snap.ts'
import { buildWalkGraph, NO_CHAIN } from '../network/walk-graph.ts'
import { moveFeet, type FeetContext } from './moved-feet.ts'
import { CELL_SNAP_METRES, FACILITY_SNAP_METRES, MINIMUM_COMPONENT_NODES, type Walker } from './walker.ts'

/**
 * The same person on changed streets: the graph is built again, everybody keeps his place on the streets (see moved-feet.ts). No island of
 * streets that counted before is dropped because a closing made it small.
 *
 * @param walker on `changed.before`
 */
export function changeWalker(walker: Walker, changed: ChangedStreets): Walker {
  const { profile, graph: graphBefore } = walker
  const { network, edgeBefore } = changed
  const costs = computeChangedCosts(changed, profile, {
    forwardDeciseconds: graphBefore.edgeForward,
    backwardDeciseconds: graphBefore.edgeBackward,
  })
  const wasKept = (piece: number) =>
    edgeBefore[piece] !== NO_EDGE && graphBefore.edgeChain[edgeBefore[piece]] !== NO_CHAIN
  const graph = buildWalkGraph(network, costs, {
    minimumComponentNodes: MINIMUM_COMPONENT_NODES,
    alwaysKept: Uint8Array.from(edgeBefore, (_, piece) => (wasKept(piece) ? 1 : 0)),
  })
  const isNew = (piece: number) => graph.edgeChain[piece] !== NO_CHAIN && !wasKept(piece)
  const context: FeetContext = {
    changed,
    graphBefore,
    graph,
    newStreets: { ...indexSegments(network, isNew), graph, bounds: network.bounds },
    nodeClosed: costs.nodeClosed,
    speedMetresPerSecond: profile.speedMetresPerSecond,
  }
  return {
    profile,
    network,
    graph,
    snapIndex: buildSnapIndex(network, graph),
    cells: moveFeet(context, walker.cells, 'leave', CELL_SNAP_METRES),
    entrances: moveFeet(context, walker.entrances, 'arrive', FACILITY_SNAP_METRES),
    entranceFacility: walker.entranceFacility,
    before: { walker, context },
  }
}

/** Joins more points to the streets as the walker's own were: cells where walks begin, entrances where they end. */
export function joinToStreets(
  { before, snapIndex, profile }: Walker,
  lng: Float64Array,
  lat: Float64Array,
  way: 'leave' | 'arrive',
  maximumMetres = way === 'leave' ? CELL_SNAP_METRES : FACILITY_SNAP_METRES,
): SnappedPoints {
  const options = { maximumMetres, speedMetresPerSecond: profile.speedMetresPerSecond }
  if (before === undefined) return snapPoints(snapIndex, lng, lat, options)
  return moveFeet(before.context, snapPoints(before.walker.snapIndex, lng, lat, options), way, maximumMetres)
}
