/**
 * Vector tiles of H3 cells, encoded per request from typed arrays.
 *
 * Geometry and values are apart: `buildHexagonPyramid` computes outlines and tile indexes of a cell grid once (it is the same
 * for every run), `createHexagonTiles` binds values to it. Zoomed out, cells give way to their H3 parents with rolled-up
 * values. Features carry the cell's position in the ascending list of ids as feature id and the H3 id as attribute `h3`.
 * Outlines are cut at the tile's buffer, so inside the tile every corner is where the neighbouring tile has it.
 */
import { buildCellsByTile, type CellsByTile } from './cells-by-tile.ts'
import {
  encodeCellIds,
  encodeColumns,
  NO_VALUE,
  rollUp,
  type EncodedColumn,
  type EncodedValues,
  type HexagonColumn,
} from './hexagon-columns.ts'
import { buildHexagonGeometry, type HexagonGeometry } from './hexagon-geometry.ts'
import { GEOMETRY_TYPE, MvtEncoder } from './mvt-encoder.ts'
import { clipRing, createRingClipper, doubleArea, dropRepeats } from './ring-clip.ts'
import { findParentCells, type ParentCells } from './roll-up.ts'
import { TILE_BUFFER, TILE_EXTENT, type TileAddress } from './tile-math.ts'

export const HEXAGON_MINIMUM_ZOOM = 6
export const HEXAGON_MAXIMUM_ZOOM = 14
/** Name of the only layer. */
export const HEXAGON_LAYER = 'hexagon'

/** H3 resolution drawn at a zoom for a grid of resolution `finest`. */
export function resolutionOfZoom(z: number, finest: number): number {
  return Math.min(finest, z >= 12 ? 10 : z >= 10 ? 9 : z >= 8 ? 8 : 7)
}

/** Everything of one resolution that does not depend on values. */
export interface HexagonLevel {
  readonly parents: ParentCells
  readonly geometry: HexagonGeometry
  readonly idColumn: EncodedColumn
  cellsByTile(z: number): CellsByTile
}

export interface HexagonPyramid {
  readonly cellCount: number
  /** Resolution of the cells given. */
  readonly resolution: number
  /** The level drawn at a zoom; built when first asked for, then kept. */
  levelOfZoom(z: number): HexagonLevel
}

/** Geometry and tile indexes over cells of one resolution, ids ascending. */
export function buildHexagonPyramid(cellIds: readonly string[], resolution: number): HexagonPyramid {
  const levels = new Map<number, HexagonLevel>()
  return {
    cellCount: cellIds.length,
    resolution,
    levelOfZoom(z) {
      const levelResolution = resolutionOfZoom(z, resolution)
      let level = levels.get(levelResolution)
      if (level === undefined) {
        level = buildLevel(cellIds, levelResolution)
        levels.set(levelResolution, level)
      }
      return level
    },
  }
}

function buildLevel(cellIds: readonly string[], resolution: number): HexagonLevel {
  const parents = findParentCells(cellIds, resolution)
  const geometry = buildHexagonGeometry(parents.cellIds)
  const indexes = new Map<number, CellsByTile>()
  return {
    parents,
    geometry,
    idColumn: encodeCellIds(parents.cellIds),
    cellsByTile(z) {
      let index = indexes.get(z)
      if (index === undefined) {
        index = buildCellsByTile(geometry, z, TILE_BUFFER / TILE_EXTENT)
        indexes.set(z, index)
      }
      return index
    },
  }
}

export interface HexagonTiles {
  /** The encoded tile, or null where it has no hexagon. The zoom must lie within the set's. */
  get(z: number, x: number, y: number): Uint8Array | null
  /** Addresses of a zoom that have hexagons (some may be empty where only a buffer is touched). */
  listAddresses(z: number): TileAddress[]
}

/**
 * Tiles of a pyramid with these columns. `people` weighs the roll-up, one per cell. Columns are encoded per level when a level
 * is first needed. Not reentrant across threads: one object has one scratch buffer.
 */
export function createHexagonTiles(
  pyramid: HexagonPyramid,
  people: ArrayLike<number>,
  columns: readonly HexagonColumn[],
): HexagonTiles {
  for (const column of columns) {
    const length = column.kind === 'number' ? column.values.length : column.codes.length
    if (length !== pyramid.cellCount)
      throw new RangeError(`column ${column.name} has ${length} values for ${pyramid.cellCount} cells`)
  }
  if (people.length !== pyramid.cellCount)
    throw new RangeError(`${people.length} weights for ${pyramid.cellCount} cells`)
  const names = new Set(['h3', ...columns.map((column) => column.name)])
  if (names.size !== columns.length + 1)
    throw new RangeError(`column names repeat: ${columns.map((column) => column.name).join(', ')}`)

  const scratch = createScratch(columns.length + 1)
  const encodedOf = new Map<HexagonLevel, readonly EncodedColumn[]>()
  const columnsOf = (level: HexagonLevel): readonly EncodedColumn[] => {
    let encoded = encodedOf.get(level)
    if (encoded === undefined) {
      const fine = level.parents.resolution === pyramid.resolution
      const own = fine ? columns : columns.map((column) => rollUp(level.parents, people, column))
      encoded = [level.idColumn, ...encodeColumns(own)]
      encodedOf.set(level, encoded)
    }
    return encoded
  }

  return {
    get(z, x, y) {
      const level = pyramid.levelOfZoom(z)
      const cells = level.cellsByTile(z).cellsOf(x, y)
      return cells.length === 0 ? null : encodeTile(scratch, level.geometry, columnsOf(level), cells, z, x, y)
    },
    listAddresses(z) {
      const { tileKeys } = pyramid.levelOfZoom(z).cellsByTile(z)
      return tileKeys.map((key) => ({ z, x: Math.floor(key / 2 ** z), y: key % 2 ** z }))
    },
  }
}

interface Scratch {
  readonly encoder: MvtEncoder
  readonly clipper: ReturnType<typeof createRingClipper>
  readonly ring: Int32Array
  readonly ringEnd: Uint32Array
  readonly tags: Uint32Array
  /** Per value: its position in the tile's value list, valid where the stamp is that of the tile. */
  readonly positions: Map<EncodedValues, { readonly position: Uint32Array; readonly stamp: Uint32Array }>
  usedColumn: Uint32Array
  usedValue: Uint32Array
  stamp: number
}

function createScratch(columnCount: number): Scratch {
  return {
    encoder: new MvtEncoder(1 << 17),
    clipper: createRingClipper(),
    ring: new Int32Array(128),
    ringEnd: new Uint32Array(1),
    tags: new Uint32Array(columnCount * 2),
    positions: new Map(),
    usedColumn: new Uint32Array(1 << 12),
    usedValue: new Uint32Array(1 << 12),
    stamp: 0,
  }
}

function encodeTile(
  scratch: Scratch,
  geometry: HexagonGeometry,
  columns: readonly EncodedColumn[],
  cells: Uint32Array,
  z: number,
  x: number,
  y: number,
): Uint8Array | null {
  const { encoder, clipper, ring, ringEnd, tags } = scratch
  const { firstCorner, cornerX, cornerY } = geometry
  const positions = columns.map((column) => positionsOf(scratch, column.values))
  const stamp = ++scratch.stamp
  const scale = TILE_EXTENT * 2 ** z
  const originX = x * TILE_EXTENT
  const originY = y * TILE_EXTENT
  const low = -TILE_BUFFER
  const high = TILE_EXTENT + TILE_BUFFER
  let usedCount = 0
  let featureCount = 0
  encoder.beginTile()
  encoder.beginLayer(HEXAGON_LAYER)
  if (scratch.usedColumn.length < cells.length * columns.length) {
    scratch.usedColumn = new Uint32Array(cells.length * columns.length)
    scratch.usedValue = new Uint32Array(cells.length * columns.length)
  }
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    const end = firstCorner[cell + 1]
    let pairs = 0
    let outside = false
    let beforeX = 0x7fffffff
    let beforeY = 0x7fffffff
    for (let corner = firstCorner[cell]; corner < end; corner++) {
      const gridX = Math.floor(cornerX[corner] * scale + 0.5) - originX
      const gridY = Math.floor(cornerY[corner] * scale + 0.5) - originY
      if (gridX === beforeX && gridY === beforeY) continue
      if (gridX < low || gridX > high || gridY < low || gridY > high) outside = true
      ring[2 * pairs] = beforeX = gridX
      ring[2 * pairs + 1] = beforeY = gridY
      pairs++
    }
    if (outside) pairs = clipRing(clipper, ring, pairs, low, high)
    pairs = dropRepeats(ring, pairs)
    if (pairs < 3 || doubleArea(ring, pairs) <= 0) continue

    let tagCount = 0
    for (let column = 0; column < columns.length; column++) {
      const value = columns[column].valueOf[cell]
      if (value === NO_VALUE) continue
      const known = positions[column]
      if (known.stamp[value] !== stamp) {
        known.stamp[value] = stamp
        known.position[value] = usedCount
        scratch.usedColumn[usedCount] = column
        scratch.usedValue[usedCount++] = value
      }
      tags[tagCount++] = column
      tags[tagCount++] = known.position[value]
    }
    ringEnd[0] = pairs
    encoder.addFeature(cell, GEOMETRY_TYPE.polygon, tags, tagCount, ring, ringEnd, 1)
    featureCount++
  }
  if (featureCount === 0) return null
  for (const column of columns) encoder.addKey(column.name)
  for (let used = 0; used < usedCount; used++) {
    const { bytes, firstByte } = columns[scratch.usedColumn[used]].values
    const value = scratch.usedValue[used]
    encoder.addEncodedValues(bytes, firstByte[value], firstByte[value + 1])
  }
  encoder.endLayer()
  return encoder.takeTile()
}

function positionsOf(scratch: Scratch, values: EncodedValues) {
  let known = scratch.positions.get(values)
  if (known === undefined) {
    known = { position: new Uint32Array(values.count), stamp: new Uint32Array(values.count) }
    scratch.positions.set(values, known)
  }
  return known
}
