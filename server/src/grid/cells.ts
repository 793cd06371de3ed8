/**
 * H3 cells. The only place that talks to `h3-js`, and so the only one that flips its latitude-first order.
 * Cells travel as 15 lower-case hexadecimal digits; lists of cells ascend, which for such ids is also their numeric order.
 */
import * as h3 from 'h3-js'
import type { LngLat, MultiPolygon, Ring } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'

const CELL_ID = /^[0-9a-f]{15}$/

/** Whether a text is the id of an H3 cell: exactly 15 lower-case hexadecimal digits that name a cell that exists. */
export function isCellId(text: string): boolean {
  return CELL_ID.test(text) && h3.isValidCell(text)
}

/** The cell of a position in degrees. */
export function lngLatToCell(lng: number, lat: number, resolution: number): string {
  return h3.latLngToCell(lat, lng, resolution)
}

export function cellToCenter(cellId: string): LngLat {
  const [lat, lng] = h3.cellToLatLng(cellId)
  return [lng, lat]
}

/** The outline of a cell in degrees, counter-clockwise and closed: seven positions, or more where a cell meets an icosahedron edge. */
export function cellToBoundary(cellId: string): Ring {
  return h3.cellToBoundary(cellId, true) as LngLat[]
}

/** Area of a cell on the ellipsoid in square metres, in the same measure as that of districts. */
export function cellAreaSquareMetres(cellId: string): number {
  return multiPolygonAreaSquareMetres([[cellToBoundary(cellId)]])
}

export function cellResolution(cellId: string): number {
  return h3.getResolution(cellId)
}

/** Average length of a cell's edge in metres; single cells differ from it by up to about a fifth. */
export function averageEdgeMetres(resolution: number): number {
  return h3.getHexagonEdgeLengthAvg(resolution, h3.UNITS.m)
}

/** The cell and all within `rings` steps of it, ascending. */
export function listCellsAround(cellId: string, rings: number): string[] {
  return h3.gridDisk(cellId, rings).sort()
}

/** Every cell that shares area with the geometry, ascending; with `bufferRings` also the cells that many steps around. */
export function listCellsOver(geometry: MultiPolygon, resolution: number, bufferRings = 0): string[] {
  const cells = new Set<string>()
  for (const polygon of geometry) {
    const rings = polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]))
    const flag = h3.POLYGON_TO_CELLS_FLAGS.containmentOverlapping
    for (const cell of h3.polygonToCellsExperimental(rings, resolution, flag, true)) cells.add(cell)
  }
  let rim = [...cells]
  for (let ring = 0; ring < bufferRings; ring++) {
    const next: string[] = []
    for (const cell of rim) {
      for (const neighbour of h3.gridDisk(cell, 1)) {
        if (cells.has(neighbour)) continue
        cells.add(neighbour)
        next.push(neighbour)
      }
    }
    rim = next
  }
  return [...cells].sort()
}

/** Which cells touch which: those of cell i are `neighbours[offsets[i] … offsets[i + 1])`, ascending. */
export interface CellNeighbours {
  /** `cellCount + 1` positions. */
  readonly offsets: Uint32Array
  /** Cell indexes; only cells of the list are in it. */
  readonly neighbours: Uint32Array
}

/** Neighbourhood among an ascending list of cells of one resolution. Symmetric; no cell is its own neighbour. */
export function buildCellNeighbours(cellIds: readonly string[]): CellNeighbours {
  const indexOf = new Map(cellIds.map((id, i) => [id, i]))
  const offsets = new Uint32Array(cellIds.length + 1)
  const neighbours: number[] = []
  cellIds.forEach((id, i) => {
    const around: number[] = []
    for (const other of h3.gridDisk(id, 1)) {
      const index = other === id ? undefined : indexOf.get(other)
      if (index !== undefined) around.push(index)
    }
    neighbours.push(...around.sort((a, b) => a - b))
    offsets[i + 1] = neighbours.length
  })
  return { offsets, neighbours: Uint32Array.from(neighbours) }
}

export interface CellParents {
  /** Ids of the coarser cells, ascending. */
  readonly parentIds: readonly string[]
  /** Position in `parentIds` per cell. */
  readonly parentOfCell: Uint32Array
}

/** The coarser cell of each cell by id. Parents do not hold their children exactly: sum up by this list, never by geometry. */
export function buildCellParents(cellIds: readonly string[], resolution: number): CellParents {
  const parents = cellIds.map((id) => h3.cellToParent(id, resolution))
  const parentIds = [...new Set(parents)].sort()
  const indexOf = new Map(parentIds.map((id, i) => [id, i]))
  return { parentIds, parentOfCell: Uint32Array.from(parents, (id) => indexOf.get(id)!) }
}

/** The two halves of a cell id as unsigned 32-bit numbers; typed arrays of 64-bit ids are awkward in browsers. */
export function cellIdToHalves(cellId: string): readonly [high: number, low: number] {
  return [parseInt(cellId.slice(0, 7), 16), parseInt(cellId.slice(7), 16)]
}

/** The id of two halves; the inverse of `cellIdToHalves`. */
export function halvesToCellId(high: number, low: number): string {
  return high.toString(16).padStart(7, '0') + low.toString(16).padStart(8, '0')
}

/** Outlines of many cells: that of cell i is `positions[2 * offsets[i] … 2 * offsets[i + 1])`, not closed. */
export interface CellBoundaries {
  /** `cellCount + 1` counts of positions. */
  readonly offsets: Uint32Array
  /** lng, lat, lng, lat, … in degrees, each outline counter-clockwise. */
  readonly positions: Float64Array
}

export function buildCellBoundaries(cellIds: readonly string[]): CellBoundaries {
  const offsets = new Uint32Array(cellIds.length + 1)
  const positions: number[] = []
  cellIds.forEach((id, i) => {
    for (const [lat, lng] of h3.cellToBoundary(id)) positions.push(lng, lat)
    offsets[i + 1] = positions.length / 2
  })
  return { offsets, positions: Float64Array.from(positions) }
}
