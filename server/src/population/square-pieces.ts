/**
 * Census squares cut into pieces of cells. A piece carries the share of its square's people that lives on it: by area, or by
 * the residential buildings of the square where there are any. The shares of a square add up to 1.
 *
 * Areas are those of the plane of EPSG:3035, which is equal-area and in which the squares are squares; cells are clipped
 * against them exactly. Time and memory O(squares × cells per square).
 */
import { clipToConvex, measureFlat } from '../geo/clip.ts'
import { boundsContain, type MultiPolygon } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { multiPolygonBounds } from '../geo/polygon.ts'
import type { Projection } from '../geo/projection.ts'
import { averageEdgeMetres, cellToBoundary, listCellsAround, lngLatToCell } from '../grid/cells.ts'
import type { CensusGrid } from './census-grid.ts'

/** Where people may live within their square: points with weights, for instance footprint area × storeys. */
export interface ResidentialBuildings {
  /** Degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Any unit, from zero up; only the proportions within a square count. */
  readonly weight: Float64Array
}

export interface SquarePiece {
  /** Position of the square in the grid. */
  readonly square: number
  readonly cellId: string
  /** Centre of gravity of the piece, or the building, in EPSG:3035 metres and in degrees. */
  readonly x: number
  readonly y: number
  readonly lng: number
  readonly lat: number
  /** Of the people of the square, 0 … 1. */
  readonly share: number
  readonly isBuilding: boolean
}

/** A cell in the plane: outline counter-clockwise, not closed, and its bounds. */
interface PlaneCell {
  readonly outline: Float64Array
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export interface SquarePieces {
  /** All squares in ascending order of y, then x. */
  readonly squares: Uint32Array
  /** Pieces of the squares that may lie in the geometries, square by square. */
  readonly pieces: readonly SquarePiece[]
  /** Squares with people that lie far from them. */
  readonly squaresOutside: readonly number[]
  /** Squares with people that were cut by area. */
  readonly squaresByArea: number
}

/**
 * The pieces of all squares that have people in one of the columns (people per square, NaN where missing) and that come near the geometries.
 */
export function listSquarePieces(
  projection: Projection,
  resolution: number,
  grid: CensusGrid,
  columns: readonly Float64Array[],
  geometries: readonly MultiPolygon[],
  buildings?: ResidentialBuildings,
): SquarePieces {
  const size = grid.cellSizeMetres
  const squares = Uint32Array.from(grid.x, (_, i) => i).sort((a, b) => grid.y[a] - grid.y[b] || grid.x[a] - grid.x[b])
  const isNear = createNearTest(geometries, size)
  const cutSquare = createSquareCutter(projection, resolution, size)
  const fromBuildings =
    buildings === undefined
      ? new Map<number, SquarePiece[]>()
      : listBuildingPieces(projection, resolution, grid, buildings)
  const pieces: SquarePiece[] = []
  const squaresOutside: number[] = []
  let squaresByArea = 0
  for (const square of squares) {
    if (!columns.some((column) => column[square] > 0)) continue
    const x = grid.x[square]
    const y = grid.y[square]
    if (!isNear(...projection.toLngLat(x + size / 2, y + size / 2))) {
      squaresOutside.push(square)
      continue
    }
    const known = fromBuildings.get(square)
    if (known === undefined) squaresByArea++
    for (const piece of known ?? cutSquare(square, x, y)) pieces.push(piece)
  }
  return { squares, pieces, squaresOutside, squaresByArea }
}

/** Whether a square around a position in degrees may touch the bounds of the geometries. */
function createNearTest(
  geometries: readonly MultiPolygon[],
  sizeMetres: number,
): (lng: number, lat: number) => boolean {
  const bounds = multiPolygonBounds(geometries.flat())
  if (bounds === null) return () => false
  const perDegree = metresPerDegree(Math.max(Math.abs(bounds.south), Math.abs(bounds.north)))
  const near = {
    west: bounds.west - sizeMetres / perDegree.lng,
    east: bounds.east + sizeMetres / perDegree.lng,
    south: bounds.south - sizeMetres / perDegree.lat,
    north: bounds.north + sizeMetres / perDegree.lat,
  }
  return (lng, lat) => boundsContain(near, lng, lat)
}

/** H3 edges may be this much shorter than their average at the same resolution. */
const SHORTEST_EDGE_SHARE = 0.75

/** Cuts squares into cells of a resolution; keeps the outlines of cells that it has met. */
function createSquareCutter(projection: Projection, resolution: number, sizeMetres: number) {
  const outlines = new Map<string, PlaneCell>()
  // A disk of k steps around any point of its middle cell reaches (1.5 k − 0.5) edges far at least.
  const shortestEdge = averageEdgeMetres(resolution) * SHORTEST_EDGE_SHARE
  const steps = Math.ceil(((sizeMetres * Math.SQRT1_2) / shortestEdge + 0.5) / 1.5)

  const outlineOf = (cellId: string): PlaneCell => {
    let cell = outlines.get(cellId)
    if (cell === undefined) outlines.set(cellId, (cell = toPlaneCell(projection, cellId)))
    return cell
  }

  /** The pieces of the square with its south-western corner at x, y; ascending by cell. */
  return (square: number, x: number, y: number): SquarePiece[] => {
    const corners = Float64Array.of(x, y, x + sizeMetres, y, x + sizeMetres, y + sizeMetres, x, y + sizeMetres)
    const [centreLng, centreLat] = projection.toLngLat(x + sizeMetres / 2, y + sizeMetres / 2)
    const found: { cellId: string; area: number; x: number; y: number }[] = []
    let total = 0
    for (const cellId of listCellsAround(lngLatToCell(centreLng, centreLat, resolution), steps)) {
      const cell = outlineOf(cellId)
      if (cell.west >= x + sizeMetres || cell.east <= x || cell.south >= y + sizeMetres || cell.north <= y) continue
      const piece = measureFlat(clipToConvex(corners, cell.outline))
      if (piece.area <= 0) continue
      total += piece.area
      found.push({ cellId, ...piece })
    }
    const squareArea = sizeMetres * sizeMetres
    if (Math.abs(total - squareArea) > squareArea * 1e-6) {
      throw new Error(`cells cover ${total} m² of the square at ${x}, ${y} instead of ${squareArea} m²`)
    }
    return found.map((piece) => {
      const [lng, lat] = projection.toLngLat(piece.x, piece.y)
      return {
        square,
        cellId: piece.cellId,
        x: piece.x,
        y: piece.y,
        lng,
        lat,
        share: piece.area / total,
        isBuilding: false,
      }
    })
  }
}

function toPlaneCell(projection: Projection, cellId: string): PlaneCell {
  const ring = cellToBoundary(cellId).slice(0, -1)
  const outline = Float64Array.from(ring.flatMap(([lng, lat]) => [...projection.fromLngLat(lng, lat)]))
  const xs = outline.filter((_, i) => i % 2 === 0)
  const ys = outline.filter((_, i) => i % 2 === 1)
  return { outline, west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) }
}

/**
 * The pieces that buildings make, by square; squares without any building of some weight are not in the map. Buildings are
 * taken in order of place, so that their order in the list changes nothing.
 */
function listBuildingPieces(
  projection: Projection,
  resolution: number,
  grid: CensusGrid,
  buildings: ResidentialBuildings,
): Map<number, SquarePiece[]> {
  const { lng, lat, weight } = buildings
  if (lng.length !== lat.length || lng.length !== weight.length) {
    throw new Error(`buildings have ${lng.length} longitudes, ${lat.length} latitudes and ${weight.length} weights`)
  }
  const size = grid.cellSizeMetres
  const keyOf = (column: number, row: number) => row * 2 ** 24 + column
  const squareOf = new Map<number, number>()
  for (let i = 0; i < grid.squareCount; i++) squareOf.set(keyOf(grid.x[i] / size, grid.y[i] / size), i)
  const pieces = new Map<number, SquarePiece[]>()
  const order = Uint32Array.from(lng, (_, i) => i).sort(
    (a, b) => lng[a] - lng[b] || lat[a] - lat[b] || weight[a] - weight[b],
  )
  for (const i of order) {
    if (!(weight[i] > 0)) continue
    const [x, y] = projection.fromLngLat(lng[i], lat[i])
    const square = squareOf.get(keyOf(Math.floor(x / size), Math.floor(y / size)))
    if (square === undefined) continue
    const list = pieces.get(square) ?? []
    if (list.length === 0) pieces.set(square, list)
    const cellId = lngLatToCell(lng[i], lat[i], resolution)
    list.push({ square, cellId, x, y, lng: lng[i], lat: lat[i], share: weight[i], isBuilding: true })
  }
  for (const [square, list] of pieces) {
    const total = list.reduce((sum, piece) => sum + piece.share, 0)
    pieces.set(
      square,
      list.map((piece) => ({ ...piece, share: piece.share / total })),
    )
  }
  return pieces
}
