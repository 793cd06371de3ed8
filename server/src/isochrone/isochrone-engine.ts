/**
 * Answers isochrones over a walker: from any position or from and to any place, as areas or as streets. The walker may be one on streets that a
 * scenario changed; what holds there for people (reach/changed-walker.ts) holds for every spot of the area. The same order gives the same answer.
 */
import type { Facility } from '../facilities/facility.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { snapPoints, type SnapIndex } from '../network/snap.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import { CELL_SNAP_METRES, FACILITY_SNAP_METRES, type Walker } from '../reach/walker.ts'
import { computeDataEdgeTime } from './data-edge.ts'
import { moveGrassFeet, toGrassFeet, type GrassFeet } from './grass-feet.ts'
import { latticeBounds } from './hex-lattice.ts'
import { AREA_ACCESS_METRES, buildIsochroneAreas, createIsochroneLattice } from './isochrone-area.ts'
import { explainNoStreet, type NoStreet } from './no-street.ts'
import { listReachedStreets, sumReachedMetres } from './reached-streets.ts'
import { buildSegmentMeasures, type SegmentMeasures } from './segment-measures.ts'
import { computePointTimes, computeStreetTimes, type WalkDirection } from './street-times.ts'
import { createWaterSelection, type Water } from './water.ts'

export interface IsochroneOrder {
  readonly seed:
    | { readonly kind: 'point'; readonly position: LngLat }
    | { readonly kind: 'facility'; readonly facility: Pick<Facility, 'lng' | 'lat' | 'accessPoints'> }
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

export interface Reached {
  readonly kind: 'reached'
  /** In the order of the cutoffs. */
  readonly bands: readonly IsochroneBand[]
  /** Walking time per cell of the walker within the largest cutoff, else `UNLABELLED`. */
  readonly cellDeciseconds: Int32Array
  /** Metres and deciseconds between the seed and its street; of several access points the nearest. */
  readonly accessMetres: number
  readonly accessDeciseconds: number
}
export type IsochroneAnswer = Reached | NoStreet

export interface IsochroneEngine {
  answer(walker: Walker, order: IsochroneOrder): IsochroneAnswer
}

/** What is made once per walker is kept as long as that is. */
export function createIsochroneEngine(water: Water): IsochroneEngine {
  const selectWater = createWaterSelection(water)
  const measuresOf = new WeakMap<SnapIndex, SegmentMeasures>()
  const arrivingOf = new WeakMap<Walker['cells'], Walker['cells']>()

  function measure(snapIndex: SnapIndex): SegmentMeasures {
    const known = measuresOf.get(snapIndex) ?? buildSegmentMeasures(snapIndex)
    measuresOf.set(snapIndex, known)
    return known
  }

  /** The cells as walks away from the seed come to them. A walker has them as walks begin there, which differs on closed stretches with a slope. */
  function joinCellsFor(walker: Walker, direction: WalkDirection): Walker['cells'] {
    const { cells, before } = walker
    if (before === undefined || direction === 'to') return cells
    const known = arrivingOf.get(cells) ?? joinToStreets(walker, cells.pointLng, cells.pointLat, 'arrive', CELL_SNAP_METRES) // prettier-ignore
    arrivingOf.set(cells, known)
    return known
  }

  return {
    answer(walker, { seed, direction, cutoffs, shape }) {
      const { graph, snapIndex, network, profile, before } = walker
      const { speedMetresPerSecond } = profile
      const seedFeet = joinSeed(walker, seed, direction)
      const seeds = seedFeet.points
      const connected = [...seeds.status.keys()].filter((i) => seeds.status[i] === SNAP_STATUS.connected)
      if (connected.length === 0) {
        const position = seed.kind === 'point' ? seed.position : ([seed.facility.lng, seed.facility.lat] as const)
        return explainNoStreet(snapIndex, profile, position, seedMetres(seed), before?.context.changed.isClosed)
      }
      const measures = measure(snapIndex)
      const longest = Math.max(...cutoffs)
      const times = computeStreetTimes(graph, seeds, direction, longest)
      const edgeTime = computeDataEdgeTime(snapIndex, measures, times, AREA_ACCESS_METRES)
      const reached = listReachedStreets(network, graph, times, longest)
      const feet = connected.flatMap((i): LngLat[] => [
        [seeds.pointLng[i], seeds.pointLat[i]],
        [seeds.lng[i], seeds.lat[i]],
      ])
      const lattice = createIsochroneLattice(network.bounds, [...reached.flat(), ...feet])
      const changed = before && {
        context: before.context,
        snapIndex: before.walker.snapIndex,
        measures: measure(before.walker.snapIndex),
      }
      const area = { snapIndex, measures, speedMetresPerSecond, times, lattice, changed, seedFeet }
      const areas =
        shape === 'area' ? buildIsochroneAreas({ ...area, water: selectWater(latticeBounds(lattice)) }, cutoffs) : null
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
        cellDeciseconds: computePointTimes(graph, times, joinCellsFor(walker, direction)),
        accessMetres: seeds.accessMetres[nearest],
        accessDeciseconds: seeds.accessDeciseconds[nearest],
      }
    },
  }
}

/** A position is as where somebody lives: the street may be as far as from a cell. */
const seedMetres = ({ kind }: IsochroneOrder['seed']) => (kind === 'point' ? CELL_SNAP_METRES : FACILITY_SNAP_METRES)

function joinSeed(
  { snapIndex, profile, before }: Walker,
  seed: IsochroneOrder['seed'],
  direction: WalkDirection,
): GrassFeet {
  const positions = seed.kind === 'point' ? [seed.position] : seed.facility.accessPoints
  const maximumMetres = seedMetres(seed)
  const points = snapPoints(
    before?.walker.snapIndex ?? snapIndex,
    Float64Array.from(positions, ([lng]) => lng),
    Float64Array.from(positions, ([, lat]) => lat),
    { maximumMetres, speedMetresPerSecond: profile.speedMetresPerSecond },
  )
  if (before === undefined) return toGrassFeet(points)
  return moveGrassFeet(before.context, points, direction === 'from' ? 'leave' : 'arrive', maximumMetres)
}
