import { isWalkable, type BentTown } from './bend-town.ts'
import type { StreetLine } from './grow-streets.ts'
import type { BlockUse } from './land-uses.ts'

/**
 * The town without ways that hang together with nothing: paths that were cut off by river or railway on all sides. Their
 * edges stay as borders of blocks, but are no ways any more.
 */
export function keepConnected(town: BentTown): BentTown {
  const { streets } = town
  const parent = Int32Array.from(streets.points, (_, node) => node)
  const rootOf = (node: number): number => {
    let root = node
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]]
      root = parent[root]
    }
    return root
  }
  for (const edge of streets.edges) {
    if (edge !== null && isWalkable(streets.lines[edge.line])) parent[rootOf(edge.from)] = rootOf(edge.to)
  }
  const size = new Map<number, number>()
  for (const edge of streets.edges) {
    if (edge === null || !isWalkable(streets.lines[edge.line])) continue
    size.set(rootOf(edge.from), (size.get(rootOf(edge.from)) ?? 0) + 1)
  }
  const main = [...size].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
  const none: StreetLine = { name: null, kind: 'none', structure: null, whole: streets.lines.length }
  const edges = streets.edges.map((edge) => {
    if (edge === null || !isWalkable(streets.lines[edge.line]) || rootOf(edge.from) === main) return edge
    return { ...edge, line: streets.lines.length }
  })
  return { ...town, streets: { ...streets, edges, lines: [...streets.lines, none] } }
}

/** Blocks of these uses that touch are one ground: what was to be a street between them is a path. */
const ONE_GROUND: ReadonlySet<BlockUse> = new Set(['park', 'cemetery', 'hospital'])

/** The town with paths instead of streets inside parks and the like. */
export function layPathsInGrounds(town: BentTown, uses: readonly BlockUse[]): BentTown {
  const { streets } = town
  const sides = new Map<number, BlockUse[]>()
  town.blocks.forEach((block, i) => {
    for (const { edge } of block.face) sides.set(edge, [...(sides.get(edge) ?? []), uses[i]])
  })
  const path: StreetLine = { name: null, kind: 'footway', structure: null, whole: streets.lines.length }
  const edges = streets.edges.map((edge, e) => {
    const [left, right] = sides.get(e) ?? []
    const inside = left === right && left !== undefined && ONE_GROUND.has(left)
    const isSideStreet = edge !== null && ['residential', 'living_street'].includes(streets.lines[edge.line].kind)
    return edge !== null && inside && isSideStreet ? { ...edge, line: streets.lines.length } : edge
  })
  return { ...town, streets: { ...streets, edges, lines: [...streets.lines, path] } }
}
