/** How hexagons touch each other: what is needed to draw one line around many of them. */
import { cellToBoundary, getHexagonEdgeLengthAvg, getResolution, UNITS } from 'h3-js'

export interface CellTopology {
  /** Corners of cell `i` are at `firstCorner[i]` … `firstCorner[i + 1] - 1` of the next two, counter-clockwise. */
  readonly firstCorner: Int32Array
  /** Point of each corner; cells that touch share their points. */
  readonly point: Int32Array
  /** Cell on the other side of the edge from this corner to the next, or -1 where none of the cells is there. */
  readonly neighbour: Int32Array
  /** lng, lat of each point. */
  readonly coordinates: Float64Array
}

const METRES_PER_DEGREE = 111_320

/** O(cells): about 10 µs each. Cells of one resolution, each once. */
export function buildCellTopology(ids: readonly string[]): CellTopology {
  const boundaries = ids.map((id) => cellToBoundary(id, true).slice(0, -1))
  const firstCorner = new Int32Array(ids.length + 1)
  boundaries.forEach((boundary, i) => (firstCorner[i + 1] = firstCorner[i] + boundary.length))
  const cornerCount = firstCorner[ids.length]
  const point = new Int32Array(cornerCount)
  const points = createPointIndex(ids.length === 0 ? 1 : edgeDegrees(ids[0]))
  let corner = 0
  for (const boundary of boundaries) for (const [lng, lat] of boundary) point[corner++] = points.find(lng, lat)

  const { coordinates } = points
  const pointCount = coordinates.length / 2
  const edges = new Map<number, number>()
  const nextOf = (cell: number, at: number) => (at + 1 < firstCorner[cell + 1] ? at + 1 : firstCorner[cell])
  const neighbour = new Int32Array(cornerCount).fill(-1)
  const owner = new Int32Array(cornerCount)
  for (let cell = 0; cell < ids.length; cell++)
    for (let at = firstCorner[cell]; at < firstCorner[cell + 1]; at++) {
      owner[at] = cell
      const [from, to] = [point[at], point[nextOf(cell, at)]]
      const opposite = edges.get(to * pointCount + from)
      if (opposite === undefined) edges.set(from * pointCount + to, at)
      else {
        neighbour[at] = owner[opposite]
        neighbour[opposite] = cell
      }
    }
  return { firstCorner, point, neighbour, coordinates: Float64Array.from(coordinates) }
}

const edgeDegrees = (id: string) => getHexagonEdgeLengthAvg(getResolution(id), UNITS.m) / METRES_PER_DEGREE

/** Gives positions that differ by rounding only the same number. */
function createPointIndex(edge: number): { find(lng: number, lat: number): number; readonly coordinates: number[] } {
  const size = edge / 10
  const slack = size / 1000
  const known = new Map<number, number>()
  const coordinates: number[] = []
  const place = (lng: number, lat: number) => Math.floor((lng + 181) / size) * 2 ** 26 + Math.floor((lat + 91) / size)
  return {
    coordinates,
    find(lng, lat) {
      const found = known.get(place(lng, lat))
      if (found !== undefined) return found
      const made = coordinates.length / 2
      coordinates.push(lng, lat)
      // Under the squares beside as well where the border is so near that the same corner of another cell may lie there.
      for (const dx of [-slack, slack]) for (const dy of [-slack, slack]) known.set(place(lng + dx, lat + dy), made)
      return made
    },
  }
}

/**
 * Closed lines around the cells with `isInside[i] !== 0`. Holes where none of the cells is (nobody lives there) get no line. O(cells).
 */
export function outlineCells(topology: CellTopology, isInside: Uint8Array): [number, number][][] {
  const { firstCorner, point, neighbour, coordinates } = topology
  /** From point to point. Three cells meet in a point, so that a line passes it once only. */
  const next = new Map<number, number>()
  /** Points where a line leaves along a cell that is not inside. */
  const isBeside = new Set<number>()
  for (let cell = 0; cell < isInside.length; cell++) {
    if (isInside[cell] === 0) continue
    const [first, end] = [firstCorner[cell], firstCorner[cell + 1]]
    for (let at = first; at < end; at++) {
      const other = neighbour[at]
      if (other >= 0 && isInside[other] !== 0) continue
      next.set(point[at], point[at + 1 < end ? at + 1 : first])
      if (other >= 0) isBeside.add(point[at])
    }
  }
  const lines: [number, number][][] = []
  for (const start of next.keys()) {
    const line: [number, number][] = []
    let touches = false
    let at: number | undefined = start
    while (at !== undefined) {
      line.push([coordinates[at * 2], coordinates[at * 2 + 1]])
      touches ||= isBeside.has(at)
      const to: number | undefined = next.get(at)
      next.delete(at)
      at = to
    }
    if (touches || computeTurn(line) > 0) lines.push(line)
  }
  return lines
}

/** Twice the area within a closed line: above 0 counter-clockwise, as outer borders run. */
function computeTurn(line: readonly (readonly [number, number])[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += line[i - 1][0] * line[i][1] - line[i][0] * line[i - 1][1]
  return sum
}
