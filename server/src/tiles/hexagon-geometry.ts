/**
 * Outlines of H3 cells in world units (see tile-math.ts), computed once and shared by every tile.
 *
 * Neighbouring cells get their common corner from H3 with differences in the last bits, which would let a corner round to two
 * grid positions and leave a hair crack. Corners closer than a millionth of a 2⁻²⁶ bucket (less than a micrometre) are
 * therefore welded: the first one met stands for all. Cells must not cross the 180th meridian.
 * Time and memory are linear in the cells: about 16 doubles a cell.
 */
import { cellToBoundary } from 'h3-js'
import { latToWorld, lngToWorld } from './tile-math.ts'

export interface HexagonGeometry {
  readonly cellCount: number
  /** Corners of cell c are `[firstCorner[c], firstCorner[c + 1])`: six, or up to ten where an odd-resolution cell is distorted. */
  readonly firstCorner: Uint32Array
  /** World coordinates; rings are not closed and run with positive area in tile coordinates (y downwards), as MVT wants outer rings. */
  readonly cornerX: Float64Array
  readonly cornerY: Float64Array
  /** Bounding boxes in world units: west, north, east, south per cell. */
  readonly boxes: Float64Array
}

const BUCKETS = 2 ** 26
const WELD_SHARE = 1e-6
const MAXIMUM_CORNERS = 10

/** Outlines of valid H3 cells, in the order given. */
export function buildHexagonGeometry(cellIds: readonly string[]): HexagonGeometry {
  const cellCount = cellIds.length
  const firstCorner = new Uint32Array(cellCount + 1)
  const boxes = new Float64Array(cellCount * 4)
  let cornerX = new Float64Array(cellCount * 6 + MAXIMUM_CORNERS)
  let cornerY = new Float64Array(cellCount * 6 + MAXIMUM_CORNERS)
  const welder = createWelder(cellCount)
  let corner = 0
  for (let cell = 0; cell < cellCount; cell++) {
    const boundary = cellToBoundary(cellIds[cell])
    if (corner + boundary.length > cornerX.length) {
      cornerX = grow(cornerX)
      cornerY = grow(cornerY)
    }
    let west = Infinity
    let north = Infinity
    let east = -Infinity
    let south = -Infinity
    // H3 goes counter-clockwise on the globe; with y downwards that is negative area, so the ring is written backwards.
    for (let i = boundary.length - 1; i >= 0; i--) {
      welder.weld(lngToWorld(boundary[i][1]), latToWorld(boundary[i][0]))
      const { x, y } = welder
      cornerX[corner] = x
      cornerY[corner++] = y
      if (x < west) west = x
      if (x > east) east = x
      if (y < north) north = y
      if (y > south) south = y
    }
    firstCorner[cell + 1] = corner
    boxes[4 * cell] = west
    boxes[4 * cell + 1] = north
    boxes[4 * cell + 2] = east
    boxes[4 * cell + 3] = south
  }
  return { cellCount, firstCorner, cornerX: cornerX.subarray(0, corner), cornerY: cornerY.subarray(0, corner), boxes }
}

function grow(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(values.length * 2 + MAXIMUM_CORNERS)
  grown.set(values)
  return grown
}

interface Welder {
  x: number
  y: number
  /** Leaves in `x` and `y` the position that stands for the given one. */
  weld(x: number, y: number): void
}

/** Buckets of side 2⁻²⁶ hold one corner each (60 cm at the equator: below the edge of any cell up to resolution 14). */
function createWelder(cellCount: number): Welder {
  const bucketOf = new Map<number, number>()
  const knownX: number[] = []
  const knownY: number[] = []
  if (cellCount > 1 << 23)
    throw new RangeError(`hexagon geometry: ${cellCount} cells are more than the welder holds (8,388,608)`)

  const near = (share: number): number => (share < WELD_SHARE ? -1 : share > 1 - WELD_SHARE ? 1 : 0)
  const welder: Welder = {
    x: 0,
    y: 0,
    weld(x, y) {
      const scaledX = x * BUCKETS
      const scaledY = y * BUCKETS
      const column = Math.floor(scaledX)
      const row = Math.floor(scaledY)
      const stepX = near(scaledX - column)
      const stepY = near(scaledY - row)
      let found = bucketOf.get(column * BUCKETS + row)
      if (found === undefined && stepX !== 0) found = bucketOf.get((column + stepX) * BUCKETS + row)
      if (found === undefined && stepY !== 0) found = bucketOf.get(column * BUCKETS + row + stepY)
      if (found === undefined && stepX !== 0 && stepY !== 0)
        found = bucketOf.get((column + stepX) * BUCKETS + row + stepY)
      if (found === undefined) {
        bucketOf.set(column * BUCKETS + row, knownX.length)
        knownX.push(x)
        knownY.push(y)
        welder.x = x
        welder.y = y
        return
      }
      welder.x = knownX[found]
      welder.y = knownY[found]
    },
  }
  return welder
}
