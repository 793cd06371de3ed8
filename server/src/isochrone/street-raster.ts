/**
 * Which usable street is nearest to the centre of each cell of a lattice, and when somebody is on a street in it.
 * Time O(segments in the window × cells near each), memory 40 bytes per cell.
 */
import { metresPerDegree } from '../geo/distance.ts'
import type { SnapIndex } from '../network/snap.ts'
import {
  cornerNumber,
  rowLat,
  stretchAtCorner,
  UNITS_PER_DEGREE,
  visitCellsOfLine,
  type HexLattice,
} from './hex-lattice.ts'
import { shareOfEdge, type SegmentMeasures } from './segment-measures.ts'
import { isEdgeTouched, timeOnEdge, type StreetTimes } from './street-times.ts'

/** Of `findNearestSegments`: no usable street within the access distance. */
export const NO_SEGMENT = -1

export interface StreetRaster {
  /** 1 where a usable street touches the cell, reached or not. */
  readonly hasStreet: Uint8Array
  /** Earliest time on a street in the cell, deciseconds, not rounded; `Infinity` where none is reached. */
  readonly streetTime: Float64Array
  /** The same in the triangles around each corner (`cornerNumber`), which an outline cuts off where it may. */
  readonly cornerTime: Float64Array
}

export function buildStreetRaster(
  index: SnapIndex,
  measures: SegmentMeasures,
  lattice: HexLattice,
  times: StreetTimes,
  accessMetres: number,
): StreetRaster {
  const { cellCount } = lattice
  const raster: StreetRaster = {
    hasStreet: new Uint8Array(cellCount),
    streetTime: new Float64Array(cellCount).fill(Infinity),
    cornerTime: new Float64Array(2 * cellCount).fill(Infinity),
  }
  for (const segment of listSegments(index, lattice, accessMetres))
    markSegment(index, measures, lattice, times, raster, segment)
  return raster
}

/** Segments that come within the distance of a centre in the window, ascending. */
function listSegments({ tree }: SnapIndex, lattice: HexLattice, metres: number): number[] {
  if (tree === null) return []
  const { west, halfWidth, columns, rows } = lattice
  const [south, north] = [rowLat(lattice, 0), rowLat(lattice, rows - 1)]
  const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)))
  const marginLng = metres / scale.lng
  const marginLat = metres / scale.lat
  return tree
    .search(
      west / UNITS_PER_DEGREE - marginLng,
      south - marginLat,
      (west + 2 * halfWidth * columns) / UNITS_PER_DEGREE + marginLng,
      north + marginLat,
    )
    .sort((a, b) => a - b)
}

/**
 * Segment of the snapping index per cell, or `NO_SEGMENT`: the one that `snapPoints` finds for the centre, ties included, so that who lives there
 * starts there in every other answer.
 */
export function findNearestSegments(index: SnapIndex, lattice: HexLattice, accessMetres: number): Int32Array {
  const { network, segmentPoint } = index
  const segments = listSegments(index, lattice, accessMetres)
  const { columns, rows, west, south, halfWidth, quarterHeight } = lattice
  const { pointLng, pointLat } = network
  const nearest = new Int32Array(lattice.cellCount).fill(NO_SEGMENT)
  const square = new Float64Array(lattice.cellCount).fill(accessMetres * accessMetres)
  const scaleLat = metresPerDegree(0).lat
  const scaleLng = Float64Array.from({ length: rows }, (_, row) => metresPerDegree(rowLat(lattice, row)).lng)
  const rowsPerDegree = UNITS_PER_DEGREE / (3 * quarterHeight)
  const columnsPerDegree = UNITS_PER_DEGREE / (2 * halfWidth)
  const reachRows = (accessMetres / scaleLat) * rowsPerDegree
  for (const segment of segments) {
    const p = segmentPoint[segment]
    const [lngA, latA, lngB, latB] = [pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1]]
    const alongLng = lngB - lngA
    const alongLat = latB - latA
    const rowA = (Math.min(latA, latB) - south / UNITS_PER_DEGREE) * rowsPerDegree
    const rowB = (Math.max(latA, latB) - south / UNITS_PER_DEGREE) * rowsPerDegree
    const columnA = (Math.min(lngA, lngB) - west / UNITS_PER_DEGREE) * columnsPerDegree
    const columnB = (Math.max(lngA, lngB) - west / UNITS_PER_DEGREE) * columnsPerDegree
    const firstRow = Math.max(0, Math.ceil(rowA - reachRows))
    const lastRow = Math.min(rows - 1, Math.floor(rowB + reachRows))
    for (let row = firstRow; row <= lastRow; row++) {
      const lat = rowLat(lattice, row)
      const kx = scaleLng[row]
      const startY = (latA - lat) * scaleLat
      const alongX = alongLng * kx
      const alongY = alongLat * scaleLat
      const length = alongX * alongX + alongY * alongY
      const shift = (row & 1) / 2
      // Only as far east and west as the distance up and down leaves.
      const beyond = Math.max(0, rowA - row, row - rowB) / rowsPerDegree
      const height = beyond * scaleLat
      const reachColumns =
        (Math.sqrt(Math.max(0, accessMetres * accessMetres - height * height)) / kx) * columnsPerDegree
      const firstColumn = Math.max(0, Math.ceil(columnA - reachColumns - shift - 1e-6))
      const lastColumn = Math.min(columns - 1, Math.floor(columnB + reachColumns - shift + 1e-6))
      for (let column = firstColumn; column <= lastColumn; column++) {
        const lng = (west + halfWidth * (2 * column + (row & 1))) / UNITS_PER_DEGREE
        const startX = (lngA - lng) * kx
        const raw = length > 0 ? -(startX * alongX + startY * alongY) / length : 0
        const share = raw < 0 ? 0 : raw > 1 ? 1 : raw
        const footX = (share === 1 ? lngB - lng : lngA + share * alongLng - lng) * kx
        const footY = (share === 1 ? latB - lat : latA + share * alongLat - lat) * scaleLat
        const distance = footX * footX + footY * footY
        const cell = row * columns + column
        if (distance > square[cell]) continue
        // Segments, and with them edges, come in ascending order: equally near ones leave the first.
        if (distance === square[cell] && nearest[cell] !== NO_SEGMENT) continue
        square[cell] = distance
        nearest[cell] = segment
      }
    }
  }
  return nearest
}

function markSegment(
  { network, segmentEdge, segmentPoint }: SnapIndex,
  measures: SegmentMeasures,
  lattice: HexLattice,
  times: StreetTimes,
  { hasStreet, streetTime, cornerTime }: StreetRaster,
  segment: number,
): void {
  const { pointLng, pointLat } = network
  const edge = segmentEdge[segment]
  const p = segmentPoint[segment]
  const isTouched = isEdgeTouched(times, edge)
  const seeds = isTouched ? times.edgeSeeds.get(edge) : undefined
  /** Times along an edge rise away from ends and seeds: the earliest is at an end of the stretch, or at a seed on it. */
  const earliest = (from: number, to: number): number => {
    const shareFrom = shareOfEdge(measures, segment, from)
    const shareTo = shareOfEdge(measures, segment, to)
    let time = Math.min(timeOnEdge(times, edge, shareFrom), timeOnEdge(times, edge, shareTo))
    for (const seed of seeds ?? []) {
      if (seed.share >= shareFrom && seed.share <= shareTo) time = Math.min(time, timeOnEdge(times, edge, seed.share))
    }
    return time
  }
  visitCellsOfLine(lattice, pointLng[p], pointLat[p], pointLng[p + 1], pointLat[p + 1], (stretch) => {
    const { cell, fromShare, toShare } = stretch
    hasStreet[cell] = 1
    if (!isTouched) return
    const time = earliest(fromShare, toShare)
    if (time === Infinity) return
    streetTime[cell] = Math.min(streetTime[cell], time)
    for (let corner = 0; corner < 6; corner++) {
      const part = stretchAtCorner(stretch, corner)
      if (part === null) continue
      const number = cornerNumber(lattice, cell, corner)
      cornerTime[number] = Math.min(cornerTime[number], earliest(part[0], part[1]))
    }
  })
}
