/** Which cells touch which tile of one zoom: built once per zoom, then a look-up. */
import type { HexagonGeometry } from './hexagon-geometry.ts'

export interface CellsByTile {
  /** Ascending cell indexes whose box touches the tile or its buffer; empty for other tiles. A view, not a copy. */
  cellsOf(x: number, y: number): Uint32Array
  /** Tiles that have any cell, as x · 2ᶻ + y. */
  readonly tileKeys: readonly number[]
}

const NO_CELLS = new Uint32Array(0)

/** `bufferShare` is the buffer as a share of the tile's side. */
export function buildCellsByTile(geometry: HexagonGeometry, z: number, bufferShare: number): CellsByTile {
  const tiles = 2 ** z
  const counts = new Map<number, number>()
  forEachPair(geometry, tiles, bufferShare, (key) => counts.set(key, (counts.get(key) ?? 0) + 1))
  const first = new Map<number, number>()
  const next = new Map<number, number>()
  let total = 0
  for (const [key, count] of counts) {
    first.set(key, total)
    next.set(key, total)
    total += count
  }
  const cells = new Uint32Array(total)
  forEachPair(geometry, tiles, bufferShare, (key, cell) => {
    const slot = next.get(key) as number
    cells[slot] = cell
    next.set(key, slot + 1)
  })
  return {
    tileKeys: [...counts.keys()],
    cellsOf(x, y) {
      const key = x * tiles + y
      const start = first.get(key)
      return start === undefined ? NO_CELLS : cells.subarray(start, next.get(key))
    },
  }
}

function forEachPair(
  geometry: HexagonGeometry,
  tiles: number,
  bufferShare: number,
  visit: (key: number, cell: number) => void,
): void {
  const { boxes } = geometry
  const tileOf = (world: number) => Math.max(0, Math.min(tiles - 1, Math.floor(world)))
  for (let cell = 0; cell < geometry.cellCount; cell++) {
    const minX = tileOf(boxes[4 * cell] * tiles - bufferShare)
    const minY = tileOf(boxes[4 * cell + 1] * tiles - bufferShare)
    const maxX = tileOf(boxes[4 * cell + 2] * tiles + bufferShare)
    const maxY = tileOf(boxes[4 * cell + 3] * tiles + bufferShare)
    for (let x = minX; x <= maxX; x++) for (let y = minY; y <= maxY; y++) visit(x * tiles + y, cell)
  }
}
