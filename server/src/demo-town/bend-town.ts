import { pointInRing, ringArea, ringCentroid, simplifyLine, type Point } from './plane-geometry.ts'
import type { StreetLine, TownBlock, TownDrawing } from './grow-streets.ts'
import { insidePoint } from './sites.ts'
import type { Warp } from './warp.ts'

/** A piece of street between two nodes, bent. */
export interface TownEdge {
  readonly from: number
  readonly to: number
  /** From the one node to the other, both included; metres in the plane of the projection, the market square at 0, 0. */
  readonly shape: readonly Point[]
  readonly line: number
}

/** A block with its border as it lies on the ground. */
export interface Block extends TownBlock {
  /** Counter-clockwise, not repeated. */
  readonly ring: readonly Point[]
  readonly areaSquareMetres: number
  /** A point inside. */
  readonly middle: Point
}

export interface TownStreets {
  readonly points: readonly Point[]
  /** By edge of the drawing; null for edges that bound nothing. */
  readonly edges: readonly (TownEdge | null)[]
  readonly lines: readonly StreetLine[]
}

export interface BentTown {
  readonly streets: TownStreets
  readonly blocks: readonly Block[]
}

/** Shape points at most this far apart while bending; those within the tolerance of a straight line are left out again. */
const SAMPLE_METRES = 28
const TOLERANCE_METRES = 0.7

/** Takes the drawing off the table: bends every node and edge, keeps what meets meeting, drops lines that bound nothing. */
export function bendTown(drawing: TownDrawing, warp: Warp): BentTown {
  const { graph } = drawing
  const used = new Set<number>()
  for (const block of drawing.blocks) {
    for (const side of block.face) used.add(side.edge)
    for (const spur of block.spurs) for (const edge of spur.edges) used.add(edge)
  }
  const points = graph.points.map((point) => warp(point))
  const edges = graph.edges.map(({ from, to, curve }, edge): TownEdge | null => {
    if (!used.has(edge)) return null
    const a = graph.points[from]
    const b = graph.points[to]
    const pieces = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / SAMPLE_METRES))
    const shape: Point[] = [points[from]]
    for (let i = 1; i < pieces; i++)
      shape.push(warp([a[0] + ((b[0] - a[0]) * i) / pieces, a[1] + ((b[1] - a[1]) * i) / pieces]))
    shape.push(points[to])
    return { from, to, shape: simplifyLine(shape, TOLERANCE_METRES), line: curve }
  })
  const blocks = drawing.blocks.map((block): Block => {
    const ring: Point[] = []
    for (const { edge, forward } of block.face) {
      const shape = edges[edge]?.shape ?? []
      const along = forward ? shape : [...shape].reverse()
      ring.push(...along.slice(0, -1))
    }
    const centre = ringCentroid(ring)
    const middle = pointInRing(centre, ring) ? centre : insidePoint(ring)
    return { ...block, ring, areaSquareMetres: ringArea(ring), middle }
  })
  return { streets: { points, edges, lines: drawing.lines }, blocks }
}

/** Kinds of line that cannot be walked. */
export function isWalkable(line: StreetLine): boolean {
  return line.kind !== 'none' && line.kind !== 'river' && line.kind !== 'railway'
}
