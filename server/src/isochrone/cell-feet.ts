/**
 * Where the centres of lattice cells meet the streets. On streets as they are each has one foot, on its nearest usable street. On changed streets
 * the rules of `changeWalker` hold for them as for everybody (reach/moved-feet.ts), so that a new street never takes land away that was reached.
 */
import { joinPoints } from '../network/join-points.ts'
import { NO_EDGE, placePoints, type SnappedPoints } from '../network/snap-place.ts'
import { footOnSegment } from '../network/segment-index.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { SnapIndex } from '../network/snap.ts'
import { NO_CHAIN, type WalkGraph } from '../network/walk-graph.ts'
import type { FeetContext } from '../reach/moved-feet.ts'
import { moveGrassFeet, toGrassFeet, type GrassFeet } from './grass-feet.ts'
import { latticeCenter, type HexLattice } from './hex-lattice.ts'
import { shareOfEdge, type SegmentMeasures } from './segment-measures.ts'
import { findNearestSegments, NO_SEGMENT } from './street-raster.ts'
import { isEdgeNear, type StreetTimes } from './street-times.ts'

/** The streets before a scenario changed them. */
export interface ChangedGround {
  readonly context: FeetContext
  readonly snapIndex: SnapIndex
  readonly measures: SegmentMeasures
}

export interface CellFeetInput {
  readonly snapIndex: SnapIndex
  readonly measures: SegmentMeasures
  readonly speedMetresPerSecond: number
  readonly times: StreetTimes
  readonly lattice: HexLattice
  /** Only on changed streets. */
  readonly changed?: ChangedGround
}

export interface CellFeet {
  /** Rows of cells that may be within the times; `owner` is the cell. */
  readonly feet: GrassFeet
  /** 1 per cell whose centre has a street within the distance, whether it may be used or is closed. */
  readonly isBesideStreet: Uint8Array
}

/** A margin for what is decided exactly afterwards, metres. */
const MARGIN_METRES = 1

/** @param mask 1 per cell that is left out, see `buildWaterMask` */
export function joinCells(input: CellFeetInput, mask: Uint8Array, accessMetres: number): CellFeet {
  const { changed, times, lattice } = input
  const ground = changed ?? input
  const { snapIndex } = ground
  const nearest = findNearestSegments(snapIndex, lattice, accessMetres)
  const isBesideStreet = Uint8Array.from(nearest, (segment) => (segment === NO_SEGMENT ? 0 : 1))
  const place = (cells: Uint32Array, graph: WalkGraph, edgeOf: (edge: number) => number) =>
    placeCells(input, ground, cells, nearest, graph, edgeOf)
  const asBefore = (edge: number) => edge

  if (changed === undefined) {
    const cells = listCells(lattice, (cell) => {
      if (nearest[cell] === NO_SEGMENT || mask[cell] === 1) return false
      return isEdgeNear(snapIndex.graph, times, snapIndex.segmentEdge[nearest[cell]])
    })
    const feet = toGrassFeet(place(cells, snapIndex.graph, asBefore))
    return { feet: { ...feet, owner: cells }, isBesideStreet }
  }

  const { context } = changed
  const newStreet = findNearestSegments(context.newStreets, lattice, accessMetres + MARGIN_METRES)
  // Most cells are at a street that nothing happened to, and no new one is near: their foot is where it was.
  const pieceOf = findUnchangedPieces(context)
  const isMoved = (cell: number) =>
    newStreet[cell] !== NO_SEGMENT || pieceOf[snapIndex.segmentEdge[nearest[cell]]] === NO_EDGE
  const kept = listCells(lattice, (cell) => {
    if (nearest[cell] === NO_SEGMENT || mask[cell] === 1 || isMoved(cell)) return false
    return isEdgeNear(context.graph, times, pieceOf[snapIndex.segmentEdge[nearest[cell]]])
  })
  const moved = listCells(
    lattice,
    (cell) => mask[cell] === 0 && (newStreet[cell] !== NO_SEGMENT || (nearest[cell] !== NO_SEGMENT && isMoved(cell))),
  )
  const keptFeet = toGrassFeet(place(kept, context.graph, (edge) => pieceOf[edge]))
  const way = times.direction === 'from' ? 'arrive' : 'leave'
  const movedFeet = moveGrassFeet(context, place(moved, context.graphBefore, asBefore), way, accessMetres)
  movedFeet.owner.forEach((i, foot) => {
    if (movedFeet.points.status[foot] === SNAP_STATUS.connected) isBesideStreet[moved[i]] = 1
  })
  const feet = joinFeet({ ...keptFeet, owner: kept }, { ...movedFeet, owner: movedFeet.owner.map((i) => moved[i]) })
  return { feet, isBesideStreet }
}

function listCells({ cellCount }: HexLattice, isMember: (cell: number) => boolean): Uint32Array {
  const cells: number[] = []
  for (let cell = 0; cell < cellCount; cell++) if (isMember(cell)) cells.push(cell)
  return Uint32Array.from(cells)
}

/** Per edge before: the piece that is the whole edge at the same cost, or `NO_EDGE`. */
function findUnchangedPieces({ changed, graph, graphBefore }: FeetContext): Uint32Array {
  const { firstPiece } = changed
  return graphBefore.edgeChain.map((chain, edge) => {
    const piece = firstPiece[edge]
    const isSame =
      firstPiece[edge + 1] === piece + 1 &&
      chain !== NO_CHAIN &&
      graph.edgeChain[piece] !== NO_CHAIN &&
      graph.edgeForward[piece] === graphBefore.edgeForward[edge] &&
      graph.edgeBackward[piece] === graphBefore.edgeBackward[edge]
    return isSame ? piece : NO_EDGE
  })
}

/** Centres of cells at their nearest segment, on a graph that calls its edges by `edgeOf`; without one they are not connected. */
function placeCells(
  { lattice, speedMetresPerSecond }: CellFeetInput,
  { snapIndex, measures }: Pick<ChangedGround, 'snapIndex' | 'measures'>,
  cells: Uint32Array,
  nearest: Int32Array,
  graph: WalkGraph,
  edgeOf: (edge: number) => number,
): SnappedPoints {
  const count = cells.length
  const [lng, lat] = [new Float64Array(count), new Float64Array(count)]
  const [footLng, footLat] = [new Float64Array(count), new Float64Array(count)]
  const [share, accessMetres] = [new Float64Array(count), new Float64Array(count)]
  const status = new Uint8Array(count).fill(SNAP_STATUS.connected)
  const edge = new Uint32Array(count)
  cells.forEach((cell, i) => {
    const segment = nearest[cell]
    const center = latticeCenter(lattice, cell)
    ;[lng[i], lat[i]] = center
    if (segment === NO_SEGMENT) {
      ;[footLng[i], footLat[i]] = center
      status[i] = SNAP_STATUS.noStreet
      return
    }
    const foot = footOnSegment(snapIndex.network, snapIndex.segmentPoint[segment], ...center)
    ;[footLng[i], footLat[i]] = [foot.lng, foot.lat]
    accessMetres[i] = foot.metres
    share[i] = shareOfEdge(measures, segment, foot.share)
    edge[i] = edgeOf(snapIndex.segmentEdge[segment])
  })
  return placePoints(graph, {
    pointLng: lng,
    pointLat: lat,
    lng: footLng,
    lat: footLat,
    status,
    edge,
    share,
    accessMetres,
    speedMetresPerSecond,
  })
}

function joinFeet(first: GrassFeet, last: GrassFeet): GrassFeet {
  const join = <T extends Uint32Array | Float64Array>(a: T, b: T): T => {
    const joined = new (a.constructor as new (length: number) => T)(a.length + b.length)
    joined.set(a)
    joined.set(b, a.length)
    return joined
  }
  return {
    points: joinPoints(first.points, last.points),
    owner: join(first.owner, last.owner),
    grassLng: join(first.grassLng, last.grassLng),
    grassLat: join(first.grassLat, last.grassLat),
    grassMetres: join(first.grassMetres, last.grassMetres),
    stretchDeciseconds: join(first.stretchDeciseconds, last.stretchDeciseconds),
  }
}
