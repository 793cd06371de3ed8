/** Water on a lattice, and between two places: what nobody walks through. */
import Flatbush from 'flatbush'
import { boundsOf, type Bounds, type LngLat, type MultiPolygon } from '../geo/bounds.ts'
import { meetEdges } from '../geo/ring-crossings.ts'
import { rowLat, UNITS_PER_DEGREE, visitCellsOfLine, type HexLattice } from './hex-lattice.ts'

/** Water in degrees. Pieces of one water may overlap, as they do where a map is cut into tiles. */
export interface Water {
  readonly areas: MultiPolygon
  /** Rivers and canals as lines; they matter where the water is too narrow to be an area. */
  readonly rivers: readonly (readonly LngLat[])[]
}

/** The water of a region, to be asked for what comes near a rectangle. */
export function createWaterSelection({ areas, rivers }: Water): (bounds: Bounds) => Water {
  const boxesOf = <T>(items: readonly T[], positions: (item: T) => readonly LngLat[]) =>
    items.flatMap((item) => {
      const box = boundsOf(positions(item))
      return box === null ? [] : [{ item, box }]
    })
  const areaBoxes = boxesOf(areas, (area) => area[0] ?? [])
  const riverBoxes = boxesOf(rivers, (river) => river)
  return ({ west, south, east, north }) => {
    const isNear = ({ box }: { box: Bounds }) =>
      box.west <= east && box.east >= west && box.south <= north && box.north >= south
    return {
      areas: areaBoxes.filter(isNear).map(({ item }) => item),
      rivers: riverBoxes.filter(isNear).map(({ item }) => item),
    }
  }
}

/** 1 per cell whose centre lies in a water area, or through which a river runs. Row by row by the even-odd rule. */
export function buildWaterMask(lattice: HexLattice, { areas, rivers }: Water): Uint8Array {
  const { columns, rows, west, south, halfWidth, quarterHeight } = lattice
  const mask = new Uint8Array(lattice.cellCount)
  const rowOf = (lat: number) => (lat * UNITS_PER_DEGREE - south) / (3 * quarterHeight)
  const columnOf = (lng: number) => (lng * UNITS_PER_DEGREE - west) / (2 * halfWidth)
  for (const polygon of areas) {
    const crossings = new Map<number, number[]>()
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1]
        const [bx, by] = ring[i]
        const firstRow = Math.max(0, Math.floor(rowOf(Math.min(ay, by))))
        const lastRow = Math.min(rows - 1, Math.ceil(rowOf(Math.max(ay, by))))
        for (let row = firstRow; row <= lastRow; row++) {
          const y = rowLat(lattice, row)
          if (ay > y === by > y) continue
          const x = columnOf(ax + ((y - ay) / (by - ay)) * (bx - ax)) - (row & 1) / 2
          const list = crossings.get(row)
          if (list === undefined) crossings.set(row, [x])
          else list.push(x)
        }
      }
    }
    for (const [row, list] of crossings) {
      list.sort((a, b) => a - b)
      for (let i = 0; i + 1 < list.length; i += 2) {
        const last = Math.min(columns - 1, Math.floor(list[i + 1]))
        for (let column = Math.max(0, Math.ceil(list[i])); column <= last; column++) mask[row * columns + column] = 1
      }
    }
  }
  for (const river of rivers) {
    for (let i = 1; i < river.length; i++) {
      visitCellsOfLine(lattice, ...river[i - 1], ...river[i], ({ cell }) => (mask[cell] = 1))
    }
  }
  return mask
}

/**
 * Whether the straight way from a place to its foot on a street, so many metres long, crosses the edge of a water area or a river. The
 * last metres before the street do not count: paths along a bank are often drawn a little into the water.
 */
export type CrossesWater = (lng: number, lat: number, footLng: number, footLat: number, metres: number) => boolean

const BANK_METRES = 4

/** O(edges · log edges) to build; a question costs about a microsecond where no water is near. */
export function createWaterCrossings({ areas, rivers }: Water): CrossesWater {
  const lines: (readonly LngLat[])[] = [...areas.flat(), ...rivers]
  const count = lines.reduce((sum, line) => sum + Math.max(0, line.length - 1), 0)
  if (count === 0) return () => false
  const starts: LngLat[] = []
  const ends: LngLat[] = []
  const tree = new Flatbush(count)
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]]
      starts.push(a)
      ends.push(b)
      tree.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
    }
  }
  tree.finish()
  return (lng, lat, footLng, footLat, metres) => {
    if (metres <= BANK_METRES) return false
    const share = 1 - BANK_METRES / metres
    const toLng = lng + share * (footLng - lng)
    const toLat = lat + share * (footLat - lat)
    let crosses = false
    tree.search(Math.min(lng, toLng), Math.min(lat, toLat), Math.max(lng, toLng), Math.max(lat, toLat), (i) => {
      crosses ||= meetEdges([lng, lat], [toLng, toLat], starts[i], ends[i]) !== null
      return false
    })
    return crosses
  }
}

/** Side of the squares of a coarse grid over the lattice, cells. */
const BLOCK_CELLS = 8

/** Whether a cell may lie within a distance of the edge of a water area or a river; false is certain. */
export function createNearWater(
  lattice: HexLattice,
  { areas, rivers }: Water,
  metres: number,
): (cell: number) => boolean {
  const { columns, rows, spacingMetres } = lattice
  const width = Math.ceil(columns / BLOCK_CELLS)
  const near = new Uint8Array(width * Math.ceil(rows / BLOCK_CELLS))
  // Rows lie a little closer than cells of a row; the window may lie in a latitude with shorter degrees than the anchor's.
  const reach = Math.ceil((1.3 * metres) / spacingMetres) + 1
  const blockOf = (steps: number, most: number) => Math.floor(Math.min(most - 1, Math.max(0, steps)) / BLOCK_CELLS)
  for (const line of [...areas.flat(), ...rivers]) {
    for (let i = 1; i < line.length; i++) {
      visitCellsOfLine(lattice, ...line[i - 1], ...line[i], ({ cell }) => {
        const row = Math.trunc(cell / columns)
        const column = cell - row * columns
        for (let y = blockOf(row - reach, rows); y <= blockOf(row + reach, rows); y++) {
          for (let x = blockOf(column - reach, columns); x <= blockOf(column + reach, columns); x++)
            near[y * width + x] = 1
        }
      })
    }
  }
  return (cell) => {
    const row = Math.trunc(cell / columns)
    return near[Math.trunc(row / BLOCK_CELLS) * width + Math.trunc((cell - row * columns) / BLOCK_CELLS)] === 1
  }
}
