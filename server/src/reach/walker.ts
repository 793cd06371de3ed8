import type { Facility } from '../facilities/facility.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { computeEdgeCosts } from '../network/edge-costs.ts'
import { PROFILES, type Profile, type ProfileId } from '../network/profile.ts'
import { buildSnapIndex, snapPoints, type SnapIndex } from '../network/snap.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { buildWalkGraph, type WalkGraph } from '../network/walk-graph.ts'
import type { FeetContext } from './moved-feet.ts'

/** Islands with fewer street nodes do not count as connected (methods: docs/methods/walking-times.md). */
export const MINIMUM_COMPONENT_NODES = 200
/** How far a cell's origin and a place's entrance may lie from a usable street. */
export const CELL_SNAP_METRES = 250
export const FACILITY_SNAP_METRES = 100

/** What a walker on changed streets remembers of the streets before. */
export interface StreetsBefore {
  readonly walker: Walker
  readonly context: FeetContext
}

/** One profile's way of walking a region: graph, cells and entrances of places joined to it. */
export interface Walker {
  readonly profile: Profile
  readonly network: StreetNetwork
  readonly graph: WalkGraph
  readonly snapIndex: SnapIndex
  /** Origins of the cells, by cell index. */
  readonly cells: SnappedPoints
  /** Entrances of all places; `entranceFacility` says whose. */
  readonly entrances: SnappedPoints
  readonly entranceFacility: Uint32Array
  /** On streets that a scenario changed: the streets as they were. */
  readonly before?: StreetsBefore
}

/** Joins cells and places to the streets that a profile can use. */
export function buildWalker(
  network: StreetNetwork,
  profileId: ProfileId,
  cells: CellGrid,
  facilities: readonly Facility[],
): Walker {
  const profile = PROFILES[profileId]
  const { speedMetresPerSecond } = profile
  const graph = buildWalkGraph(network, computeEdgeCosts(network, profile), {
    minimumComponentNodes: MINIMUM_COMPONENT_NODES,
  })
  const snapIndex = buildSnapIndex(network, graph)
  const entranceCount = facilities.reduce((sum, facility) => sum + facility.accessPoints.length, 0)
  const entranceFacility = new Uint32Array(entranceCount)
  const lng = new Float64Array(entranceCount)
  const lat = new Float64Array(entranceCount)
  let used = 0
  facilities.forEach((facility, index) => {
    for (const point of facility.accessPoints) {
      entranceFacility[used] = index
      lng[used] = point[0]
      lat[used] = point[1]
      used++
    }
  })
  return {
    profile,
    network,
    graph,
    snapIndex,
    cells: snapPoints(snapIndex, cells.originLng, cells.originLat, {
      maximumMetres: CELL_SNAP_METRES,
      speedMetresPerSecond,
    }),
    entrances: snapPoints(snapIndex, lng, lat, { maximumMetres: FACILITY_SNAP_METRES, speedMetresPerSecond }),
    entranceFacility,
  }
}
