/**
 * Which of many areas holds a position: an R-tree over their bounds, then for each area its edges cached in horizontal
 * bands, so that a question looks at a handful of edges instead of the whole border. Even-odd rule over all rings; the
 * boundary belongs to the area. Build time and memory O(edges); a question takes about a microsecond.
 * Areas whose own polygons overlap are not handled (the reader of districts refuses them).
 */
import Flatbush from 'flatbush'
import type { MultiPolygon } from './bounds.ts'
import { edgeSide, multiPolygonBounds } from './polygon.ts'

/** What `findArea` answers where no area holds the position: the same number as `NO_DISTRICT`, to be stored as it is. */
export const NO_AREA = 0xffffffff

export interface PolygonIndex {
  readonly tree: Flatbush | null
  /** Area per entry of the tree; empty areas have no entry. */
  readonly areaOfEntry: readonly number[]
  readonly bands: readonly EdgeBands[]
}

/** The edges of one area, sorted into bands of equal height by the heights that they touch. */
interface EdgeBands {
  readonly south: number
  readonly bandsPerUnit: number
  readonly bandCount: number
  /** `bandCount + 1` positions in `edges`. */
  readonly offsets: Uint32Array
  /** Edge numbers band by band. */
  readonly edges: Uint32Array
  /** Four numbers per edge: ax, ay, bx, by. */
  readonly positions: Float64Array
}

export function buildPolygonIndex(areas: readonly MultiPolygon[]): PolygonIndex {
  const entries = areas.map((geometry, area) => ({ area, geometry, bounds: multiPolygonBounds(geometry) }))
  const present = entries.filter((entry) => entry.bounds !== null)
  let tree: Flatbush | null = null
  if (present.length > 0) {
    tree = new Flatbush(present.length)
    for (const { bounds } of present) tree.add(bounds!.west, bounds!.south, bounds!.east, bounds!.north)
    tree.finish()
  }
  return {
    tree,
    areaOfEntry: present.map((entry) => entry.area),
    bands: present.map((entry) => buildBands(entry.geometry, entry.bounds!.south, entry.bounds!.north)),
  }
}

/** The first area (lowest number) that holds the position, or `NO_AREA`. */
export function findArea(index: PolygonIndex, x: number, y: number): number {
  let first = NO_AREA
  for (const area of listAreas(index, x, y)) if (area < first) first = area
  return first
}

/** Every area that holds the position, ascending. */
export function listAreas(index: PolygonIndex, x: number, y: number): number[] {
  const areas: number[] = []
  if (index.tree === null) return areas
  for (const entry of index.tree.search(x, y, x, y)) {
    if (bandsContain(index.bands[entry], x, y)) areas.push(index.areaOfEntry[entry])
  }
  return areas.sort((a, b) => a - b)
}

function buildBands(geometry: MultiPolygon, south: number, north: number): EdgeBands {
  let edgeCount = 0
  for (const polygon of geometry) for (const ring of polygon) edgeCount += Math.max(0, ring.length - 1)
  const positions = new Float64Array(4 * edgeCount)
  let size = 0
  for (const polygon of geometry) {
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        positions[size++] = ring[i - 1][0]
        positions[size++] = ring[i - 1][1]
        positions[size++] = ring[i][0]
        positions[size++] = ring[i][1]
      }
    }
  }
  const bandCount = Math.max(1, Math.ceil(edgeCount / 2))
  const bandsPerUnit = north > south ? bandCount / (north - south) : 0
  const bandOf = (y: number) => Math.min(bandCount - 1, Math.max(0, Math.floor((y - south) * bandsPerUnit)))
  const offsets = new Uint32Array(bandCount + 1)
  const forEachBand = (visit: (band: number, edge: number) => void) => {
    for (let edge = 0; edge < edgeCount; edge++) {
      const a = bandOf(positions[4 * edge + 1])
      const b = bandOf(positions[4 * edge + 3])
      for (let band = Math.min(a, b); band <= Math.max(a, b); band++) visit(band, edge)
    }
  }
  forEachBand((band) => offsets[band + 1]++)
  for (let band = 0; band < bandCount; band++) offsets[band + 1] += offsets[band]
  const cursor = offsets.slice()
  const edges = new Uint32Array(offsets[bandCount])
  forEachBand((band, edge) => (edges[cursor[band]++] = edge))
  return { south, bandsPerUnit, bandCount, offsets, edges, positions }
}

function bandsContain(bands: EdgeBands, x: number, y: number): boolean {
  const { south, bandsPerUnit, bandCount, offsets, edges, positions } = bands
  const band = Math.min(bandCount - 1, Math.max(0, Math.floor((y - south) * bandsPerUnit)))
  let inside = false
  for (let i = offsets[band]; i < offsets[band + 1]; i++) {
    const p = 4 * edges[i]
    const side = edgeSide(positions[p], positions[p + 1], positions[p + 2], positions[p + 3], x, y)
    if (side === 0) return true
    if (side === 1) inside = !inside
  }
  return inside
}
