import type { BentTown, TownEdge } from './bend-town.ts'
import { distanceBetween, lineLength, pointAlongLine, type Point } from './plane-geometry.ts'

export interface BusStop {
  readonly at: Point
  readonly name: string
  /** Numbers of the lines that stop there, ascending. */
  readonly lines: readonly number[]
  /** Whether one can sit down there. */
  readonly bench: boolean
}

export interface BusLine {
  readonly number: number
  readonly from: string
  readonly to: string
  /** Lines of the drawing that it drives along, and its stops by index, in order of the drive. */
  readonly stops: readonly number[]
  readonly edges: readonly number[]
}

const STOP_METRES = 380
const NEAREST_STOP_METRES = 190
/** Shorter roads have no bus. */
const SHORTEST_LINE_METRES = 1100

/** One bus per main road, with stops where people live; stops of crossing lines are shared. */
export function planBusLines(
  town: BentTown,
  names: readonly (string | null)[],
  isForbiddenAt: (categoryId: 'pt_stop' | 'bench', at: Point) => boolean,
): { readonly lines: readonly BusLine[]; readonly stops: readonly BusStop[] } {
  const { lines, edges } = town.streets
  const inhabited = new Set<number>()
  for (const block of town.blocks) {
    if (block.zone !== 'built' && block.zone !== 'village' && block.zone !== 'promenade') continue
    for (const { edge } of block.face) inhabited.add(edge)
  }
  const byRoad = new Map<number, number[]>()
  edges.forEach((edge, e) => {
    if (edge === null) return
    const line = lines[edge.line]
    if (line.kind !== 'primary' && line.kind !== 'secondary' && line.kind !== 'tertiary') return
    if (names[edge.line] === null) return
    byRoad.set(line.whole, [...(byRoad.get(line.whole) ?? []), e])
  })
  const stops: { at: Point; name: string; lines: number[]; bench: boolean }[] = []
  const busLines: BusLine[] = []
  for (const road of byRoad.values()) {
    const chain = orderEdges(road, edges)
    const driven = chain.filter((e) => inhabited.has(e))
    if (driven.reduce((sum, e) => sum + lineLength((edges[e] as TownEdge).shape), 0) < SHORTEST_LINE_METRES) continue
    const number = busLines.length + 1
    const own: number[] = []
    let since = STOP_METRES / 2
    for (const e of chain) {
      const { shape } = edges[e] as TownEdge
      const length = lineLength(shape)
      for (let along = Math.max(0, STOP_METRES - since); along < length && inhabited.has(e); along += STOP_METRES) {
        const { point, direction } = pointAlongLine(shape, along)
        since = -along
        const near = stops.findIndex((stop) => distanceBetween(stop.at, point) < NEAREST_STOP_METRES)
        if (near >= 0) {
          if (!stops[near].lines.includes(number)) stops[near].lines.push(number)
          own.push(near)
        } else if (!isForbiddenAt('pt_stop', point)) {
          const at: Point = [point[0] + direction[1] * 6, point[1] - direction[0] * 6]
          const bench = stops.length % 3 === 0 && !isForbiddenAt('bench', at)
          own.push(stops.push({ at, name: nameStop(town, names, e, at, stops), lines: [number], bench }) - 1)
        }
      }
      since += length
    }
    if (own.length < 2) continue
    busLines.push({
      number,
      from: stops[own[0]].name,
      to: stops[own[own.length - 1]].name,
      stops: [...new Set(own)],
      edges: chain,
    })
  }
  return { lines: busLines, stops }
}

const STREET_KINDS = new Set(['primary', 'secondary', 'tertiary', 'residential', 'living_street', 'pedestrian'])

/** Edges of one road from end to end; a ring starts anywhere. Pieces that do not meet follow one another. */
export function orderEdges(road: readonly number[], edges: readonly (TownEdge | null)[]): number[] {
  const byStart = new Map(road.map((e) => [(edges[e] as TownEdge).from, e]))
  const ends = new Set(road.map((e) => (edges[e] as TownEdge).to))
  const starts = road.filter((e) => !ends.has((edges[e] as TownEdge).from))
  const ordered: number[] = []
  const seen = new Set<number>()
  for (const start of [...starts, ...road]) {
    for (
      let e: number | undefined = start;
      e !== undefined && !seen.has(e);
      e = byStart.get((edges[e] as TownEdge).to)
    ) {
      seen.add(e)
      ordered.push(e)
    }
  }
  return ordered
}

/** Stops are called after the nearest side street, as they are in most towns. */
function nameStop(
  town: BentTown,
  names: readonly (string | null)[],
  own: number,
  at: Point,
  stops: readonly { readonly name: string }[],
): string {
  const ownName = names[(town.streets.edges[own] as TownEdge).line]
  const taken = new Set(stops.map((stop) => stop.name))
  let best = ownName ?? 'Stadtgrenze'
  let nearest = Infinity
  for (const edge of town.streets.edges) {
    if (edge === null || !STREET_KINDS.has(town.streets.lines[edge.line].kind)) continue
    const name = names[edge.line]
    if (name === null || name === ownName || taken.has(name)) continue
    const away = Math.min(distanceBetween(edge.shape[0], at), distanceBetween(edge.shape[edge.shape.length - 1], at))
    if (away >= nearest) continue
    nearest = away
    best = name
  }
  return best
}
