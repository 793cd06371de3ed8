/**
 * The area within given walking times, drawn from cells and edges (method card docs/methods/isochrone.md). A cell of a fine
 * lattice belongs to it where
 *
 * - its centre does: no more than 50 m from its nearest usable street, by a way that crosses no water, and the whole walk is within
 *   the time, to the decisecond as for everybody who lives there; or
 * - a street in it is reached, or the way between a seed and its street runs through it.
 *
 * Cells in water are left out unless a reached street runs through (a bridge). Small holes are filled where nothing but the
 * way to the street makes them late. A smaller time lies in a larger one. O(segments near × cells near each).
 */
import type { Bounds, LngLat, MultiPolygon } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import { UNLABELLED } from '../network/search.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { snapPoints } from '../network/snap.ts'
import { joinCells, type CellFeet, type CellFeetInput } from './cell-feet.ts'
import { fillHoles } from './fill-holes.ts'
import {
  cornerNumber,
  createLattice,
  latticeCenter,
  stretchAtCorner,
  visitCellsOfLine,
  type HexLattice,
} from './hex-lattice.ts'
import { outlineLatticeCells } from './lattice-outline.ts'
import { moveGrassFeet, toGrassFeet, type GrassFeet } from './grass-feet.ts'
import { buildStreetRaster, type StreetRaster } from './street-raster.ts'
import { computePointTimes, timeOnEdge } from './street-times.ts'
import { buildWaterMask, createNearWater, createWaterCrossings, type CrossesWater, type Water } from './water.ts'

/** How far from its street a cell may lie: blocks fill, fields do not. */
export const AREA_ACCESS_METRES = 50
/** Holes up to this size may be filled. */
export const LARGEST_HOLE_SQUARE_METRES = 10_000
/** Inside of a block that is filled, a street is never farther than this. */
const HOLE_ACCESS_METRES = 250

/** Distance of cells. Windows too large for that take twice the distance, and twice again. */
export const CELL_SPACING_METRES = 12
const MOST_CELLS = 4_000_000

/**
 * A lattice for the areas around these streets and seeds.
 *
 * @param anchor bounds of the street data, the same for every isochrone of a region
 */
export function createIsochroneLattice(anchor: Bounds, positions: readonly LngLat[]): HexLattice {
  for (let spacing = CELL_SPACING_METRES; ; spacing *= 2) {
    const lattice = createLattice(anchor, positions, AREA_ACCESS_METRES, spacing)
    if (lattice.cellCount <= MOST_CELLS) return lattice
  }
}

export interface IsochroneAreaInput extends CellFeetInput {
  /** From `createIsochroneLattice`, around the reached streets and all seeds. */
  readonly lattice: HexLattice
  /** Of the window and around. */
  readonly water: Water
  /** How the seeds come to their streets; left out on streets as they are. */
  readonly seedFeet?: GrassFeet
}

export interface IsochroneArea {
  readonly cutoffDeciseconds: number
  /** Largest piece first, outer rings counter-clockwise; empty where nothing is reached. */
  readonly outline: MultiPolygon
  readonly areaSquareMetres: number
}

/** @param cutoffs whole deciseconds, none above that of the times; areas come in the same order */
export function buildIsochroneAreas(input: IsochroneAreaInput, cutoffs: readonly number[]): IsochroneArea[] {
  const { lattice, times, snapIndex, measures } = input
  const tooFar = cutoffs.find((cutoff) => !(cutoff <= times.cutoffDeciseconds))
  if (tooFar !== undefined)
    throw new RangeError(`cutoff ${tooFar} is beyond that of the times, ${times.cutoffDeciseconds} deciseconds`)
  const raster = buildStreetRaster(snapIndex, measures, lattice, times, AREA_ACCESS_METRES)
  const mask = buildWaterMask(lattice, input.water)
  const crossesWater = createWaterCrossings(input.water)
  const joined = joinCells(input, mask, AREA_ACCESS_METRES)
  const cells = computeCellTimes(input, joined, raster, crossesWater)
  const cellArea = (lattice.spacingMetres * lattice.spacingMetres * Math.sqrt(3)) / 2
  const deepFootTime = createDeepFootTimes(input, crossesWater)
  return cutoffs.map((cutoffDeciseconds) => {
    const inside = new Uint8Array(lattice.cellCount)
    for (let cell = 0; cell < lattice.cellCount; cell++) inside[cell] = cells.time[cell] <= cutoffDeciseconds ? 1 : 0
    fillHoles(lattice, inside, Math.floor(LARGEST_HOLE_SQUARE_METRES / cellArea), (hole) =>
      hole.every((cell) => {
        if (mask[cell] === 1 || raster.hasStreet[cell] === 1) return false
        const time = joined.isBesideStreet[cell] === 0 ? deepFootTime(cell) : cells.footTime[cell]
        return time <= cutoffDeciseconds
      }),
    )
    const outline = outlineLatticeCells(lattice, inside, (corner) => raster.cornerTime[corner] <= cutoffDeciseconds)
    return { cutoffDeciseconds, outline, areaSquareMetres: multiPolygonAreaSquareMetres(outline) }
  })
}

interface CellTimes {
  /** Earliest time at which a cell belongs to the area, deciseconds; `Infinity` for never. */
  readonly time: Float64Array
  /** Time at the nearest street, where the way there crosses no water. */
  readonly footTime: Float64Array
}

function computeCellTimes(
  input: IsochroneAreaInput,
  { feet }: CellFeet,
  raster: StreetRaster,
  crossesWater: CrossesWater,
): CellTimes {
  const { snapIndex, lattice, times, water } = input
  const { points, owner, grassLng, grassLat, grassMetres } = feet
  const time = raster.streetTime.slice()
  const footTime = new Float64Array(lattice.cellCount).fill(Infinity)
  const nearWater = createNearWater(lattice, water, AREA_ACCESS_METRES)
  const whole = computePointTimes(snapIndex.graph, times, points)
  for (let i = 0; i < points.count; i++) {
    if (points.status[i] !== SNAP_STATUS.connected) continue
    const cell = owner[i]
    const atFoot = timeAtGrass(input, feet, i)
    if (atFoot === Infinity && whole[i] === UNLABELLED) continue
    const [lng, lat] = [points.pointLng[i], points.pointLat[i]]
    if (nearWater(cell) && crossesWater(lng, lat, grassLng[i], grassLat[i], grassMetres[i])) continue
    footTime[cell] = Math.min(footTime[cell], atFoot)
    if (whole[i] !== UNLABELLED) time[cell] = Math.min(time[cell], whole[i])
  }
  addAccessLegs(input, crossesWater, time, raster.cornerTime)
  return { time, footTime }
}

/** Time on the street where the way over grass begins; `Infinity` where nobody gets there. */
function timeAtGrass({ times }: CellFeetInput, { points, stretchDeciseconds }: GrassFeet, foot: number): number {
  return timeOnEdge(times, points.edge[foot], points.edgeShare[foot]) + stretchDeciseconds[foot]
}

/** Where the seeds stand belongs to the area as well: the straight way between them and their street. */
function addAccessLegs(
  { lattice, times, seedFeet = toGrassFeet(times.seeds) }: IsochroneAreaInput,
  crossesWater: CrossesWater,
  time: Float64Array,
  cornerTime: Float64Array,
): void {
  const { cutoffDeciseconds } = times
  const { points, grassLng, grassLat, grassMetres, stretchDeciseconds } = seedFeet
  for (let i = 0; i < points.count; i++) {
    if (points.status[i] !== SNAP_STATUS.connected) continue
    const from: LngLat = [points.pointLng[i], points.pointLat[i]]
    const to: LngLat = [grassLng[i], grassLat[i]]
    if (crossesWater(...from, ...to, grassMetres[i])) continue
    const put = (column: Float64Array, position: number, share: number): void => {
      const onLeg = (points.accessDeciseconds[i] - stretchDeciseconds[i]) * share
      if (onLeg <= cutoffDeciseconds) column[position] = Math.min(column[position], onLeg)
    }
    visitCellsOfLine(lattice, ...from, ...to, (stretch) => {
      put(time, stretch.cell, stretch.fromShare)
      for (let corner = 0; corner < 6; corner++) {
        const part = stretchAtCorner(stretch, corner)
        if (part !== null) put(cornerTime, cornerNumber(lattice, stretch.cell, corner), part[0])
      }
    })
  }
}

/** Time at the nearest street of cells that lie deep in a block; `Infinity` where there is none or water is between. */
function createDeepFootTimes(input: IsochroneAreaInput, crossesWater: CrossesWater): (cell: number) => number {
  const { snapIndex, lattice, times, speedMetresPerSecond, changed } = input
  const known = new Map<number, number>()
  const way = times.direction === 'from' ? 'arrive' : 'leave'
  const compute = (cell: number): number => {
    const center = latticeCenter(lattice, cell)
    const point = snapPoints(changed?.snapIndex ?? snapIndex, Float64Array.of(center[0]), Float64Array.of(center[1]), {
      maximumMetres: HOLE_ACCESS_METRES,
      speedMetresPerSecond,
    })
    const feet = changed ? moveGrassFeet(changed.context, point, way, HOLE_ACCESS_METRES) : toGrassFeet(point)
    let time = Infinity
    for (let foot = 0; foot < feet.points.count; foot++) {
      if (feet.points.status[foot] !== SNAP_STATUS.connected) continue
      if (crossesWater(...center, feet.grassLng[foot], feet.grassLat[foot], feet.grassMetres[foot])) continue
      time = Math.min(time, timeAtGrass(input, feet, foot))
    }
    return time
  }
  return (cell) => {
    let time = known.get(cell)
    if (time === undefined) known.set(cell, (time = compute(cell)))
    return time
  }
}
