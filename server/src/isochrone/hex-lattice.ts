/**
 * A window of a fine hexagonal lattice that is anchored to the region, so that every isochrone of the region is drawn on the
 * same cells. All its corners and the middles of its sides lie on whole 10⁻⁷ degrees: outlines are exact in the digits that
 * files carry, and smaller areas lie in larger ones to the last of them.
 *
 * Hexagons stand on a corner (pointy-top); odd rows are shifted eastwards by half a cell. Inside a cell positions are counted from its
 * centre in units of half its width (x) and a quarter of its height (y): sides are |x| = 1, |x + y| = 2 and |x − y| = 2,
 * corners (±1, ±1) and (0, ±2). H3 cells of that size would do as well, but cost a call and a text each.
 */
import { boundsOf, type Bounds, type LngLat } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'

export const UNITS_PER_DEGREE = 1e7

export interface HexLattice {
  readonly columns: number
  /** Rows from south to north; row 0 is not shifted. */
  readonly rows: number
  readonly cellCount: number
  /** Between centres of neighbours, metres, as asked for. */
  readonly spacingMetres: number
  /** Centre of cell 0 in units of 10⁻⁷ degrees, whole. */
  readonly west: number
  readonly south: number
  /** Half the width of a cell, even, and a quarter of its height (a third of the step between rows), even; same units. */
  readonly halfWidth: number
  readonly quarterHeight: number
  /** From a cell to its neighbours, counter-clockwise from east: six for even rows, then six for odd ones. */
  readonly neighbourSteps: Int32Array
}

/** Corners counter-clockwise from the upper right one: corner i lies between side i and side i + 1. */
export const CORNERS = [
  [1, 1],
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
] as const

/**
 * The window around all positions with `marginMetres` and two cells more on every side.
 *
 * @param anchor what the street data cover: the same for all windows of a region
 * @throws RangeError without positions, or where the spacing is not above 0
 */
export function createLattice(
  anchor: Bounds,
  positions: Iterable<LngLat>,
  marginMetres: number,
  spacingMetres: number,
): HexLattice {
  const inner = boundsOf(positions)
  if (inner === null) throw new RangeError('a lattice needs at least one position')
  if (!(spacingMetres > 0)) throw new RangeError(`spacingMetres must be above 0, not ${spacingMetres}`)
  const scale = metresPerDegree((anchor.south + anchor.north) / 2)
  const toEven = (metres: number, perDegree: number) =>
    Math.max(2, 2 * Math.round((metres / perDegree) * (UNITS_PER_DEGREE / 2)))
  const halfWidth = toEven(spacingMetres / 2, scale.lng)
  const quarterHeight = toEven(spacingMetres / Math.sqrt(12), scale.lat)
  const anchorX = Math.round(anchor.west * UNITS_PER_DEGREE)
  const anchorY = Math.round(anchor.south * UNITS_PER_DEGREE)
  const columnOf = (lng: number) => Math.floor((lng * UNITS_PER_DEGREE - anchorX) / (2 * halfWidth))
  const rowOf = (lat: number) => Math.floor((lat * UNITS_PER_DEGREE - anchorY) / (3 * quarterHeight))
  const local = metresPerDegree(Math.max(Math.abs(inner.south), Math.abs(inner.north)))
  const firstColumn = columnOf(inner.west - marginMetres / local.lng) - 2
  const firstRow = 2 * Math.floor((rowOf(inner.south - marginMetres / local.lat) - 2) / 2)
  const columns = columnOf(inner.east + marginMetres / local.lng) + 4 - firstColumn
  const rows = rowOf(inner.north + marginMetres / local.lat) + 4 - firstRow
  return {
    columns,
    rows,
    cellCount: columns * rows,
    spacingMetres,
    west: anchorX + 2 * halfWidth * firstColumn,
    south: anchorY + 3 * quarterHeight * firstRow,
    halfWidth,
    quarterHeight,
    neighbourSteps: Int32Array.of(
      ...[1, columns, columns - 1, -1, -columns - 1, -columns],
      ...[1, columns + 1, columns, -1, -columns, -columns + 1],
    ),
  }
}

/** Position of a centre in degrees. */
export function latticeCenter(lattice: HexLattice, cell: number): LngLat {
  const row = Math.floor(cell / lattice.columns)
  const steps = 2 * (cell - row * lattice.columns) + (row & 1)
  return [(lattice.west + lattice.halfWidth * steps) / UNITS_PER_DEGREE, rowLat(lattice, row)]
}

/** The rectangle of a window in degrees. */
export function latticeBounds(lattice: HexLattice): Bounds {
  return {
    west: (lattice.west - lattice.halfWidth) / UNITS_PER_DEGREE,
    south: rowLat(lattice, -1),
    east: (lattice.west + 2 * lattice.halfWidth * lattice.columns) / UNITS_PER_DEGREE,
    north: rowLat(lattice, lattice.rows),
  }
}

/** Latitude of the centres of a row in degrees. */
export function rowLat({ south, quarterHeight }: HexLattice, row: number): number {
  return (south + 3 * quarterHeight * row) / UNITS_PER_DEGREE
}

/** The cell beyond side 0 … 5. Cells of the outermost rows and columns have neighbours outside the window: do not ask. */
export function neighbourCell({ columns, neighbourSteps }: HexLattice, cell: number, side: number): number {
  return cell + neighbourSteps[6 * (Math.trunc(cell / columns) & 1) + side]
}

/**
 * A number for corner 0 … 5 of a cell, the same for the three cells that meet there: 2 · cell for the top of a cell, plus 1
 * for its bottom.
 */
export function cornerNumber(lattice: HexLattice, cell: number, corner: number): number {
  switch (corner) {
    case 0:
      return 2 * neighbourCell(lattice, cell, 1) + 1
    case 1:
      return 2 * cell
    case 2:
      return 2 * neighbourCell(lattice, cell, 2) + 1
    case 3:
      return 2 * neighbourCell(lattice, cell, 4)
    case 4:
      return 2 * cell + 1
    default:
      return 2 * neighbourCell(lattice, cell, 5)
  }
}

/** A stretch of a line in one cell: shares along the line, 0 … 1, and their positions in the cell's own units. */
export interface LineInCell {
  cell: number
  fromShare: number
  toShare: number
  fromX: number
  fromY: number
  toX: number
  toY: number
}

/** Covers the rounding of positions, so that a line has no place in no cell. */
const ROUNDING = 1e-9

/**
 * Visits every cell that the straight line touches, borders included, row by row. The object handed over is the same each
 * time. Lines may leave the window; what lies outside is left out.
 */
export function visitCellsOfLine(
  lattice: HexLattice,
  lngA: number,
  latA: number,
  lngB: number,
  latB: number,
  visit: (stretch: LineInCell) => void,
): void {
  const { columns, rows, west, south, halfWidth, quarterHeight } = lattice
  const ax = (lngA * UNITS_PER_DEGREE - west) / halfWidth
  const ay = (latA * UNITS_PER_DEGREE - south) / quarterHeight
  const dx = (lngB * UNITS_PER_DEGREE - west) / halfWidth - ax
  const dy = (latB * UNITS_PER_DEGREE - south) / quarterHeight - ay
  const stretch: LineInCell = { cell: 0, fromShare: 0, toShare: 0, fromX: 0, fromY: 0, toX: 0, toY: 0 }
  const firstRow = Math.max(0, Math.ceil((Math.min(ay, ay + dy) - 2 - ROUNDING) / 3))
  const lastRow = Math.min(rows - 1, Math.floor((Math.max(ay, ay + dy) + 2 + ROUNDING) / 3))
  for (let row = firstRow; row <= lastRow; row++) {
    const py = ay - 3 * row
    const shift = row & 1
    // Only the part of the line at the height of this row: long slanted lines would else visit a whole rectangle.
    const enter = dy === 0 ? 0 : Math.max(0, Math.min((-2 - py) / dy, (2 - py) / dy))
    const leave = dy === 0 ? 1 : Math.min(1, Math.max((-2 - py) / dy, (2 - py) / dy))
    const [x0, x1] = [ax + dx * enter, ax + dx * leave]
    const firstColumn = Math.max(0, Math.ceil((Math.min(x0, x1) - 1 - ROUNDING - shift) / 2))
    const lastColumn = Math.min(columns - 1, Math.floor((Math.max(x0, x1) + 1 + ROUNDING - shift) / 2))
    for (let column = firstColumn; column <= lastColumn; column++) {
      const px = ax - (2 * column + shift)
      stretch.fromShare = 0
      stretch.toShare = 1
      if (!clip(stretch, px, dx, 1) || !clip(stretch, px + py, dx + dy, 2) || !clip(stretch, px - py, dx - dy, 2))
        continue
      stretch.cell = row * columns + column
      stretch.fromX = px + dx * stretch.fromShare
      stretch.fromY = py + dy * stretch.fromShare
      stretch.toX = px + dx * stretch.toShare
      stretch.toY = py + dy * stretch.toShare
      visit(stretch)
    }
  }
}

/** Leaves the part of the stretch where |start + slope · share| ≤ limit; false where there is none. */
function clip(stretch: LineInCell, start: number, slope: number, limit: number): boolean {
  const slack = limit + ROUNDING
  if (slope === 0) return start <= slack && start >= -slack
  const one = (slack - start) / slope
  const other = (-slack - start) / slope
  const enter = one < other ? one : other
  const leave = one < other ? other : one
  if (enter > stretch.fromShare) stretch.fromShare = enter
  if (leave < stretch.toShare) stretch.toShare = leave
  return stretch.fromShare <= stretch.toShare
}

/**
 * The part of a stretch that lies in the triangle between a corner of its cell and the middles of the two sides there, as
 * shares along the line; null where none does.
 */
export function stretchAtCorner(stretch: LineInCell, corner: number): readonly [from: number, to: number] | null {
  const { fromShare, toShare, fromX, fromY, toX, toY } = stretch
  const [x, y] = CORNERS[corner]
  // The line through the two middles: 2y/3 = 1 at the top and bottom, x + y/3 = 1 at the upper right corner, and so on.
  const from = x * fromX + (y * fromY) / 3
  const to = x * toX + (y * toY) / 3
  const edge = 1 - ROUNDING
  if (from < edge && to < edge) return null
  if (from >= edge && to >= edge) return [fromShare, toShare]
  const crossing = fromShare + ((edge - from) / (to - from)) * (toShare - fromShare)
  return from >= edge ? [fromShare, crossing] : [crossing, toShare]
}
