/**
 * Answers isochrones of one region: from any position or from and to any place, for every profile, as areas or as streets. Keeps one
 * walker per profile that was asked for. The same order gives the same answer.
 */
import type { Facility } from '../facilities/facility.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { PROFILES, type ProfileId } from '../network/profile.ts'
import { selectPoints } from '../network/select-points.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { snapPoints } from '../network/snap.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { buildWalker, CELL_SNAP_METRES, FACILITY_SNAP_METRES, type Walker } from '../reach/walker.ts'
import { computeDataEdgeTime } from './data-edge.ts'
import { latticeBounds } from './hex-lattice.ts'
import { AREA_ACCESS_METRES, buildIsochroneAreas, createIsochroneLattice } from './isochrone-area.ts'
import { explainNoStreet, type NoStreet } from './no-street.ts'
import { listReachedStreets, sumReachedMetres } from './reached-streets.ts'
import { buildSegmentMeasures, type SegmentMeasures } from './segment-measures.ts'
import { computePointTimes, computeStreetTimes, type WalkDirection } from './street-times.ts'
import { createWaterSelection, type Water } from './water.ts'

export interface IsochroneRegion {
  readonly network: StreetNetwork
  readonly cells: CellGrid
  readonly facilities: readonly Facility[]
  readonly water: Water
}

export interface IsochroneOrder {
  readonly seed:
    | { readonly kind: 'point'; readonly position: LngLat }
    | { readonly kind: 'facility'; readonly facilityIndex: number }
  readonly profile: ProfileId
  readonly direction: WalkDirection
  /** Whole deciseconds, at least one. */
  readonly cutoffs: readonly number[]
  readonly shape: 'area' | 'streets'
}

export interface IsochroneBand {
  readonly cutoffDeciseconds: number
  /** With shape `area`. */
  readonly outline: MultiPolygon
  readonly areaSquareMetres: number
  /** With shape `streets`. */
  readonly lines: readonly (readonly LngLat[])[]
  readonly streetMetres: number
  /** Whether walks come to the edge of the street data within the time: what lies beyond is missing. */
  readonly reachesDataEdge: boolean
}

export type IsochroneAnswer =
  | {
      readonly kind: 'reached'
      /** In the order of the cutoffs. */
      readonly bands: readonly IsochroneBand[]
      /** Walking time per cell of the region within the largest cutoff, else `UNLABELLED`. */
      readonly cellDeciseconds: Int32Array
      /** Metres and deciseconds between the seed and its street; of several access points the nearest. */
      readonly accessMetres: number
      readonly accessDeciseconds: number
    }
  | NoStreet

export interface IsochroneEngine {
  answer(order: IsochroneOrder): IsochroneAnswer
}

interface Prepared {
  readonly walker: Walker
  readonly measures: SegmentMeasures
}

export function createIsochroneEngine(region: IsochroneRegion): IsochroneEngine {
  const { network, cells, facilities } = region
  const selectWater = createWaterSelection(region.water)
  const prepared = new Map<ProfileId, Prepared>()

  function prepare(profile: ProfileId): Prepared {
    let known = prepared.get(profile)
    if (known === undefined) {
      const walker = buildWalker(network, profile, cells, facilities)
      known = { walker, measures: buildSegmentMeasures(walker.snapIndex) }
      prepared.set(profile, known)
    }
    return known
  }

  return {
    answer({ seed, profile: profileId, direction, cutoffs, shape }) {
      const { walker, measures } = prepare(profileId)
      const { graph, snapIndex } = walker
      const profile = PROFILES[profileId]
      const { speedMetresPerSecond } = profile
      const seeds =
        seed.kind === 'point' ? snapSeed(walker, seed.position) : selectEntrances(walker, seed.facilityIndex)
      const connected = [...seeds.status.keys()].filter((i) => seeds.status[i] === SNAP_STATUS.connected)
      if (connected.length === 0) {
        const facility = seed.kind === 'facility' ? facilities[seed.facilityIndex] : null
        const position = seed.kind === 'point' ? seed.position : ([facility!.lng, facility!.lat] as const)
        return explainNoStreet(snapIndex, profile, position, facility ? FACILITY_SNAP_METRES : CELL_SNAP_METRES)
      }
      const longest = Math.max(...cutoffs)
      const times = computeStreetTimes(graph, seeds, direction, longest)
      const edgeTime = computeDataEdgeTime(snapIndex, measures, times, AREA_ACCESS_METRES)
      const reached = listReachedStreets(network, graph, times, longest)
      const feet = connected.flatMap((i): LngLat[] => [
        [seeds.pointLng[i], seeds.pointLat[i]],
        [seeds.lng[i], seeds.lat[i]],
      ])
      const lattice = createIsochroneLattice(network.bounds, [...reached.flat(), ...feet])
      const areas =
        shape === 'area'
          ? buildIsochroneAreas(
              { snapIndex, measures, speedMetresPerSecond, times, lattice, water: selectWater(latticeBounds(lattice)) },
              cutoffs,
            )
          : null
      const nearest = connected.reduce((best, i) => (seeds.accessMetres[i] < seeds.accessMetres[best] ? i : best))
      return {
        kind: 'reached',
        bands: cutoffs.map((cutoffDeciseconds, i) => ({
          cutoffDeciseconds,
          outline: areas?.[i].outline ?? [],
          areaSquareMetres: areas?.[i].areaSquareMetres ?? 0,
          lines: shape === 'streets' ? listReachedStreets(network, graph, times, cutoffDeciseconds) : [],
          streetMetres: sumReachedMetres(network, times, cutoffDeciseconds),
          reachesDataEdge: edgeTime <= cutoffDeciseconds,
        })),
        cellDeciseconds: computePointTimes(graph, times, walker.cells),
        accessMetres: seeds.accessMetres[nearest],
        accessDeciseconds: seeds.accessDeciseconds[nearest],
      }
    },
  }
}

/** A position as where somebody lives: the street may be as far as from a cell. */
function snapSeed({ snapIndex, profile }: Walker, [lng, lat]: LngLat): SnappedPoints {
  return snapPoints(snapIndex, Float64Array.of(lng), Float64Array.of(lat), {
    maximumMetres: CELL_SNAP_METRES,
    speedMetresPerSecond: profile.speedMetresPerSecond,
  })
}

function selectEntrances({ entrances, entranceFacility }: Walker, facilityIndex: number): SnappedPoints {
  const own = [...entranceFacility.keys()].filter((entrance) => entranceFacility[entrance] === facilityIndex)
  return selectPoints(entrances, own)
}
