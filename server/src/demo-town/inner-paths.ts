import type { BentTown, Block } from './bend-town.ts'
import type { BuiltTown } from './buildings.ts'
import type { BlockUse } from './land-uses.ts'
import { distanceBetween, pointInRing, segmentIntersection, type Point } from './plane-geometry.ts'
import type { WayKind } from './plan.ts'
import type { Random } from './random.ts'

/** A way inside a block from a street corner to a meeting of paths. */
export interface InnerPath {
  readonly kind: WayKind
  /** Node of the streets at which it starts. */
  readonly node: number
  readonly line: readonly Point[]
  readonly block: number
  /** Paths with the same number end in one node: the last point of each line. */
  readonly hub: number
}

interface PathWish {
  readonly kinds: readonly WayKind[]
  readonly count: number
}

const WISHES: Readonly<Partial<Record<BlockUse, PathWish>>> = {
  park: { kinds: ['footway'], count: 5 },
  cemetery: { kinds: ['footway', 'path'], count: 5 },
  // The castle hill is climbed by steps and by a steep path.
  castle: { kinds: ['steps', 'footway', 'steps'], count: 4 },
  church: { kinds: ['footway'], count: 3 },
  'primary-school': { kinds: ['footway', 'service'], count: 2 },
  'secondary-school': { kinds: ['service', 'footway'], count: 3 },
  hospital: { kinds: ['service', 'footway'], count: 4 },
  retail: { kinds: ['service'], count: 2 },
  sports: { kinds: ['service', 'path'], count: 2 },
  allotments: { kinds: ['path'], count: 2 },
}

/** Paths through parks, churchyards, school grounds …; straight, clear of buildings, star-shaped from corners of the block. */
export function layInnerPaths(
  town: BentTown,
  built: BuiltTown,
  uses: readonly BlockUse[],
  random: Random,
): InnerPath[] {
  const obstacles = new Map<number, (readonly Point[])[]>()
  for (const { block, ring } of [...built.buildings, ...built.grounds]) {
    obstacles.set(block, [...(obstacles.get(block) ?? []), ring])
  }
  const paths: InnerPath[] = []
  let hub = 0
  town.blocks.forEach((block, i) => {
    const wish = WISHES[uses[i]]
    if (wish === undefined) return
    const rings = obstacles.get(i) ?? []
    const meeting = findMeeting(block, rings, random)
    if (meeting === null) return
    const nodes = spreadNodes(town, block, meeting).filter((node) =>
      isClear(town.streets.points[node], meeting, block, rings),
    )
    nodes.slice(0, wish.count).forEach((node, n) => {
      const start = town.streets.points[node]
      const bend = bendOf(start, meeting, random)
      const line =
        isClear(start, bend, block, rings) && isClear(bend, meeting, block, rings)
          ? [start, bend, meeting]
          : [start, meeting]
      paths.push({ kind: wish.kinds[n % wish.kinds.length], node, line, block: i, hub })
    })
    hub++
  })
  return paths
}

function findMeeting(block: Block, rings: readonly (readonly Point[])[], random: Random): Point | null {
  const [x, y] = block.middle
  const reach = Math.sqrt(block.areaSquareMetres) / 3
  for (let attempt = 0; attempt < 24; attempt++) {
    const away = (reach * attempt) / 24
    const angle = random.between(0, 2 * Math.PI)
    const point: Point = [x + away * Math.cos(angle), y + away * Math.sin(angle)]
    if (pointInRing(point, block.ring) && !rings.some((ring) => pointInRing(point, ring))) return point
  }
  return null
}

/** Corners of the block in an order in which each is far from those before (the first is the nearest one). */
function spreadNodes(town: BentTown, block: Block, meeting: Point): number[] {
  const { points, edges } = town.streets
  const nodes = block.face.flatMap(({ edge, forward }) => {
    const found = edges[edge]
    if (found === null || ['none', 'river', 'railway'].includes(town.streets.lines[found.line].kind)) return []
    return [forward ? found.from : found.to]
  })
  const left = [...nodes].sort((a, b) => distanceBetween(points[a], meeting) - distanceBetween(points[b], meeting))
  const spread: number[] = left.splice(0, 1)
  while (left.length > 0) {
    const apart = left.map((node) => Math.min(...spread.map((other) => distanceBetween(points[node], points[other]))))
    spread.push(left.splice(apart.indexOf(Math.max(...apart)), 1)[0])
  }
  return spread
}

function bendOf(start: Point, end: Point, random: Random): Point {
  const sway = random.between(-0.14, 0.14)
  return [(start[0] + end[0]) / 2 - (end[1] - start[1]) * sway, (start[1] + end[1]) / 2 + (end[0] - start[0]) * sway]
}

function isClear(from: Point, to: Point, block: Block, rings: readonly (readonly Point[])[]): boolean {
  if (distanceBetween(from, to) < 8) return false
  for (const share of [0.15, 0.4, 0.65, 0.9]) {
    if (!pointInRing([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share], block.ring))
      return false
  }
  return rings.every((ring) =>
    ring.every((corner, i) => segmentIntersection(from, to, corner, ring[(i + 1) % ring.length]) === null),
  )
}
