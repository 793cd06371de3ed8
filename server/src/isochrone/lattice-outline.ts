/**
 * Outline of a set of lattice cells. It runs through the middles of the sides: corners where one of three cells belongs to
 * the set are cut off, corners where two do are filled, so that rows of cells have straight borders. Each little triangle
 * at a corner belongs to the majority of the three cells there; so outlines of nested sets are nested, never touch or cross themselves,
 * and have exactly the pieces and holes that the cells have. O(cells + sides).
 */
import type { LngLat, MultiPolygon, Ring } from '../geo/bounds.ts'
import { signedRingArea } from '../geo/polygon.ts'
import { CORNERS, cornerNumber, neighbourCell, UNITS_PER_DEGREE, type HexLattice } from './hex-lattice.ts'

/** Middle of each side, in the units of a cell. */
const MIDDLES = CORNERS.map(([x, y], side) => {
  const [previousX, previousY] = CORNERS[(side + 5) % 6]
  return [(previousX + x) / 2, (previousY + y) / 2] as const
})

/** A position on the lattice in half units of a cell, whole numbers; turned into degrees at the end. */
type Place = readonly [x: number, y: number]

/**
 * @param inside 1 per cell of the set; cells of the outermost two rows and columns must not be in it
 * @param keepsCorner whether a corner (`cornerNumber`) with one cell of the set must not be cut off
 * @returns one polygon per connected piece, largest first; outer rings counter-clockwise, holes clockwise
 */
export function outlineLatticeCells(
  lattice: HexLattice,
  inside: Uint8Array,
  keepsCorner: (corner: number) => boolean,
): MultiPolygon {
  const piece = numberPieces(lattice, inside)
  /** One bit per side that has been walked along. */
  const walked = new Uint8Array(lattice.cellCount)
  const polygons: { outer: Ring | null; area: number; holes: Ring[] }[] = []
  for (let cell = 0; cell < lattice.cellCount; cell++) {
    if (inside[cell] === 0) continue
    for (let side = 0; side < 6; side++) {
      if ((walked[cell] & (1 << side)) !== 0 || inside[neighbourCell(lattice, cell, side)] === 1) continue
      const ring = toRing(lattice, walkAround(lattice, inside, walked, keepsCorner, cell, side))
      const area = signedRingArea(ring)
      const polygon = (polygons[piece[cell] - 1] ??= { outer: null, area: 0, holes: [] })
      if (area > 0) Object.assign(polygon, { outer: ring, area })
      else polygon.holes.push(ring)
    }
  }
  return polygons.sort((a, b) => b.area - a.area).map(({ outer, holes }) => [outer!, ...holes])
}

/** Cells of the set that hang together get the same number, 1 … n in the order of their first cell; 0 for all others. */
function numberPieces(lattice: HexLattice, inside: Uint8Array): Uint32Array {
  const piece = new Uint32Array(lattice.cellCount)
  const stack: number[] = []
  let count = 0
  for (let start = 0; start < lattice.cellCount; start++) {
    if (inside[start] === 0 || piece[start] !== 0) continue
    piece[start] = ++count
    stack.push(start)
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      for (let side = 0; side < 6; side++) {
        const other = neighbourCell(lattice, cell, side)
        if (inside[other] === 0 || piece[other] !== 0) continue
        piece[other] = count
        stack.push(other)
      }
    }
  }
  return piece
}

/** The border that starts at a side, with the set on its left. */
function walkAround(
  lattice: HexLattice,
  inside: Uint8Array,
  walked: Uint8Array,
  keepsCorner: (corner: number) => boolean,
  startCell: number,
  startSide: number,
): Place[] {
  const places: Place[] = []
  let cell = startCell
  let side = startSide
  do {
    walked[cell] |= 1 << side
    const row = Math.floor(cell / lattice.columns)
    const x = 2 * (2 * (cell - row * lattice.columns) + (row & 1))
    const y = 2 * 3 * row
    places.push([x + 2 * MIDDLES[side][0], y + 2 * MIDDLES[side][1]])
    const next = (side + 1) % 6
    const across = neighbourCell(lattice, cell, next)
    if (inside[across] === 1) {
      cell = across
      side = (side + 5) % 6
      continue
    }
    if (keepsCorner(cornerNumber(lattice, cell, side))) {
      places.push([x + 2 * CORNERS[side][0], y + 2 * CORNERS[side][1]])
    }
    side = next
  } while (cell !== startCell || side !== startSide)
  return places
}

/** Closed, in degrees, without places on a straight line between others. Exact: places are whole numbers. */
function toRing({ west, south, halfWidth, quarterHeight }: HexLattice, places: readonly Place[]): Ring {
  const corners = places.filter(([x, y], i) => {
    const [ax, ay] = places[(i + places.length - 1) % places.length]
    const [bx, by] = places[(i + 1) % places.length]
    return (x - ax) * (by - y) !== (bx - x) * (y - ay)
  })
  const ring = corners.map(([x, y]): LngLat => [
    (west + (x * halfWidth) / 2) / UNITS_PER_DEGREE,
    (south + (y * quarterHeight) / 2) / UNITS_PER_DEGREE,
  ])
  return [...ring, ring[0]]
}
