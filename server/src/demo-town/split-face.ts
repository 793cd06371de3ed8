import { orientedBox, pointInRing, ringArea, type OrientedBox, type Point } from './plane-geometry.ts'
import type { Face, PlanarGraph, Side } from './planar-graph.ts'
import type { Random } from './random.ts'

/**
 * Divides a face by one straight street across its longer extent, again and again, until its parts are of block size: the way
 * in which towns fill their quarters. Streets end on borders that are there already, so the street network hangs together
 * by construction. Curves come later from bending the table.
 */
export interface SplitRules {
  readonly length: number
  readonly width: number
  readonly stray: number
  readonly turn: number
  readonly snapMetres: number
}

/** A side counts as too long from this ratio on; below, two halves would be too small. */
const SPLIT_RATIO = 1.42
const ATTEMPTS = 8
/** No part may be thinner than this share of the block width. */
const THINNEST_SHARE = 0.42
const SHARPEST_RADIANS = 0.6

/** Splits until every part has block size. `createStreet` is asked for the curve of each dividing street. */
export function splitIntoBlocks(
  graph: PlanarGraph,
  face: Face,
  rules: SplitRules,
  random: Random,
  createStreet: () => number,
): Face[] {
  const waiting: Face[] = [face]
  const blocks: Face[] = []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const halves = splitOnce(graph, graph.flattenFace(next), rules, random, createStreet)
    if (halves === null) blocks.push(next)
    else waiting.push(...halves)
  }
  return blocks
}

function splitOnce(
  graph: PlanarGraph,
  face: Face,
  rules: SplitRules,
  random: Random,
  createStreet: () => number,
): readonly [Face, Face] | null {
  const ring = graph.ringOf(face)
  const box = orientedBox(ring)
  const lengthRatio = box.length / rules.length
  const widthRatio = box.width / rules.width
  if (Math.max(lengthRatio, widthRatio) < SPLIT_RATIO) return null
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Later attempts stray further: odd shapes need other cuts than the middle one.
    const acrossLength = attempt < ATTEMPTS / 2 ? lengthRatio >= widthRatio : lengthRatio < widthRatio
    const chord = drawChord(ring, box, acrossLength, rules, attempt, random)
    if (chord === null) continue
    const from = chooseEnd(graph, face, chord[0], rules.snapMetres)
    const to = chooseEnd(graph, face, chord[1], rules.snapMetres)
    if (!isGoodCut(ring, from, to, rules)) continue
    return cut(graph, face, from, to, createStreet())
  }
  return null
}

/** Where a street would leave the ring: on the side after corner `side`, at `point`. */
interface ChordEnd {
  readonly side: number
  readonly point: Point
}

function drawChord(
  ring: readonly Point[],
  box: OrientedBox,
  acrossLength: boolean,
  rules: SplitRules,
  attempt: number,
  random: Random,
): readonly [ChordEnd, ChordEnd] | null {
  const [ux, uy] = acrossLength ? box.axis : [-box.axis[1], box.axis[0]]
  const extent = acrossLength ? box.length : box.width
  const target = acrossLength ? rules.length : rules.width
  // Whole blocks on either side: three blocks are cut 1 : 2, not in the middle.
  const pieces = Math.max(2, Math.round(extent / target))
  const share = Math.floor(pieces / 2) / pieces
  const side = random.chance(0.5) ? share : 1 - share
  const away = (side - 0.5 + ((random.next() - 0.5) * rules.stray * (1 + attempt)) / pieces) * extent
  const through: Point = [box.centre[0] + ux * away, box.centre[1] + uy * away]
  const turn = (random.next() - 0.5) * 2 * rules.turn * (1 + attempt / 3)
  const dx = -uy * Math.cos(turn) - ux * Math.sin(turn)
  const dy = ux * Math.cos(turn) - uy * Math.sin(turn)
  const hits: { readonly along: number; readonly end: ChordEnd }[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]
    const b = ring[(i + 1) % ring.length]
    const sideA = (a[0] - through[0]) * dy - (a[1] - through[1]) * dx
    const sideB = (b[0] - through[0]) * dy - (b[1] - through[1]) * dx
    if (sideA > 0 === sideB > 0) continue
    const s = sideA / (sideA - sideB)
    const point: Point = [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s]
    hits.push({ along: (point[0] - through[0]) * dx + (point[1] - through[1]) * dy, end: { side: i, point } })
  }
  hits.sort((a, b) => a.along - b.along)
  let best: readonly [ChordEnd, ChordEnd] | null = null
  let nearest = Infinity
  for (let i = 1; i < hits.length; i++) {
    const middle = (hits[i - 1].along + hits[i].along) / 2
    if (!pointInRing([through[0] + dx * middle, through[1] + dy * middle], ring)) continue
    const outside = hits[i - 1].along > 0 ? hits[i - 1].along : hits[i].along < 0 ? -hits[i].along : 0
    if (outside < nearest) {
      nearest = outside
      best = [hits[i - 1].end, hits[i].end]
    }
  }
  return best
}

/** The end itself, or the corner beside it where that is near. A corner is told by `atCorner`. */
interface CutEnd extends ChordEnd {
  readonly atCorner: boolean
}

function chooseEnd(graph: PlanarGraph, face: Face, end: ChordEnd, snapMetres: number): CutEnd {
  const next = (end.side + 1) % face.length
  const here = graph.points[graph.startOf(face[end.side])]
  const there = graph.points[graph.startOf(face[next])]
  const toHere = Math.hypot(end.point[0] - here[0], end.point[1] - here[1])
  const toThere = Math.hypot(end.point[0] - there[0], end.point[1] - there[1])
  if (Math.min(toHere, toThere) > snapMetres) return { ...end, atCorner: false }
  return toHere <= toThere
    ? { side: end.side, point: here, atCorner: true }
    : { side: next, point: there, atCorner: true }
}

function isGoodCut(ring: readonly Point[], from: CutEnd, to: CutEnd, rules: SplitRules): boolean {
  if (from.side === to.side) return false
  for (const [end, other] of [
    [from, to],
    [to, from],
  ]) {
    const neighbours = end.atCorner
      ? [ring[(end.side + 1) % ring.length], ring[(end.side + ring.length - 1) % ring.length]]
      : [ring[(end.side + 1) % ring.length], ring[end.side]]
    for (const neighbour of neighbours) if (angleAt(end.point, other.point, neighbour) < SHARPEST_RADIANS) return false
  }
  for (const part of [partOf(ring, from, to), partOf(ring, to, from)]) {
    if (part.length < 3 || ringArea(part) < 0.3 * rules.length * rules.width) return false
    if (orientedBox(part).width < THINNEST_SHARE * rules.width) return false
  }
  // A snapped street may leave a hollow ring: its middle and quarters must lie inside.
  return [0.1, 0.3, 0.5, 0.7, 0.9].every((share) =>
    pointInRing(
      [from.point[0] + (to.point[0] - from.point[0]) * share, from.point[1] + (to.point[1] - from.point[1]) * share],
      ring,
    ),
  )
}

function angleAt(corner: Point, a: Point, b: Point): number {
  const first = Math.atan2(a[1] - corner[1], a[0] - corner[0])
  const second = Math.atan2(b[1] - corner[1], b[0] - corner[0])
  const turn = Math.abs(first - second) % (2 * Math.PI)
  return Math.min(turn, 2 * Math.PI - turn)
}

/** Corners from `from` along the ring to `to`. */
function partOf(ring: readonly Point[], from: CutEnd, to: CutEnd): Point[] {
  const part: Point[] = [from.point]
  for (let i = (from.side + 1) % ring.length; ; i = (i + 1) % ring.length) {
    if (to.atCorner && i === to.side) break
    part.push(ring[i])
    if (!to.atCorner && i === to.side) break
    if (part.length > ring.length + 2) break
  }
  part.push(to.point)
  return part
}

function cut(graph: PlanarGraph, face: Face, from: CutEnd, to: CutEnd, street: number): readonly [Face, Face] {
  const node = (end: CutEnd): number =>
    end.atCorner ? graph.startOf(face[end.side]) : graph.splitEdge(face[end.side].edge, end.point)
  const start = node(from)
  const end = node(to)
  const edge = graph.addEdge(start, end, street)
  const flat = graph.flattenFace(face)
  const startAt = flat.findIndex((side) => graph.startOf(side) === start)
  const endAt = flat.findIndex((side) => graph.startOf(side) === end)
  const walk = (first: number, last: number): Side[] => {
    const sides: Side[] = []
    for (let i = first; i !== last; i = (i + 1) % flat.length) sides.push(flat[i])
    return sides
  }
  return [
    [...walk(startAt, endAt), { edge, forward: false }],
    [...walk(endAt, startAt), { edge, forward: true }],
  ]
}
