import type { LngLat, MultiPolygon } from '../../geo/bounds.ts'
import type { SnappedPoints } from '../../network/snap-place.ts'
import { buildSnapIndex, snapPoints, type SnapIndex } from '../../network/snap.ts'
import { buildPlan, planToDegrees, type PlanEdge, type StreetPlan } from '../../network/testing/street-plan.ts'
import { buildWalkGraph } from '../../network/walk-graph.ts'
import { CELL_SNAP_METRES } from '../../reach/walker.ts'
import type { HexLattice } from '../hex-lattice.ts'
import { buildIsochroneAreas, createIsochroneLattice, type IsochroneArea } from '../isochrone-area.ts'
import { listReachedStreets } from '../reached-streets.ts'
import { buildSegmentMeasures } from '../segment-measures.ts'
import { computeStreetTimes, type StreetTimes, type WalkDirection } from '../street-times.ts'
import type { Water } from '../water.ts'

/** Everything walks 1 m/s, so that metres on the street are seconds. */
export const SPEED = 1
export type Metres = readonly [east: number, north: number]

export const NO_WATER: Water = { areas: [], rivers: [] }

export const toLngLat = ([east, north]: Metres): LngLat => {
  const { lng, lat } = planToDegrees(east, north)
  return [lng, lat]
}

/** A rectangle of water. */
export function pond(west: number, south: number, east: number, north: number): MultiPolygon[number] {
  const corners: Metres[] = [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
  return [corners.map(toLngLat)]
}

/** A street between two nodes of the plan that takes a second per metre both ways. */
export function street(nodes: StreetPlan['nodes'], from: number, to: number): PlanEdge {
  const metres = Math.hypot(nodes[to][0] - nodes[from][0], nodes[to][1] - nodes[from][1])
  return { from, to, forward: Math.round(10 * metres), backward: Math.round(10 * metres) }
}

export interface WalkingScene {
  readonly snapIndex: SnapIndex
  readonly seeds: SnappedPoints
  readonly times: StreetTimes
  readonly lattice: HexLattice
  readonly areas: readonly IsochroneArea[]
  /** Of the longest time. */
  readonly lines: readonly (readonly LngLat[])[]
}

/** Isochrones of a plan around positions in metres; cutoffs in seconds. Islands count as connected. */
export function walkScene(
  plan: StreetPlan,
  seedPositions: readonly Metres[],
  cutoffSeconds: readonly number[],
  water: Water = NO_WATER,
  direction: WalkDirection = 'from',
): WalkingScene {
  const { network, costs } = buildPlan(plan)
  const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
  const snapIndex = buildSnapIndex(network, graph)
  const positions = seedPositions.map(toLngLat)
  const seeds = snapPoints(
    snapIndex,
    Float64Array.from(positions, ([lng]) => lng),
    Float64Array.from(positions, ([, lat]) => lat),
    { maximumMetres: CELL_SNAP_METRES, speedMetresPerSecond: SPEED },
  )
  const cutoffs = cutoffSeconds.map((seconds) => 10 * seconds)
  const times = computeStreetTimes(graph, seeds, direction, Math.max(...cutoffs))
  const lines = listReachedStreets(network, graph, times, Math.max(...cutoffs))
  const lattice = createIsochroneLattice(network.bounds, [...lines.flat(), ...positions])
  const areas = buildIsochroneAreas(
    { snapIndex, measures: buildSegmentMeasures(snapIndex), speedMetresPerSecond: SPEED, times, lattice, water },
    cutoffs,
  )
  return { snapIndex, seeds, times, lattice, areas, lines }
}
