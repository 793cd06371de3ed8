/**
 * The streets within a walking time as lines, cut where the time is up. Edges that continue one another along a chain are
 * one line. O(edges).
 */
import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import { UNLABELLED } from '../network/search.ts'
import { FORBIDDEN, type StreetNetwork } from '../network/street-network.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import { UNITS_PER_DEGREE } from './hex-lattice.ts'
import { isEdgeTouched, type StreetTimes } from './street-times.ts'

type Interval = readonly [from: number, to: number]

/**
 * @param cutoffDeciseconds not above that of the times
 * @returns lines in the order of chains and along them, each of two positions or more
 */
export function listReachedStreets(
  network: StreetNetwork,
  graph: WalkGraph,
  times: StreetTimes,
  cutoffDeciseconds: number,
): LngLat[][] {
  const lines: LngLat[][] = []
  for (let chain = 0; chain < graph.chainCount; chain++) {
    /** Ends at the end of the edge before, so that the next edge may continue it. */
    let open: LngLat[] | null = null
    for (let i = graph.chainFirstEdge[chain]; i < graph.chainFirstEdge[chain + 1]; i++) {
      const edge = graph.chainEdge[i]
      if (!isEdgeTouched(times, edge)) {
        open = null
        continue
      }
      const intervals = listReachedShares(times, edge, cutoffDeciseconds)
      const isReversed = graph.edgeReversed[edge] === 1
      if (isReversed) intervals.reverse()
      for (const [from, to] of intervals) {
        const part = cutEdge(network, edge, from, to)
        let line = isReversed ? part.reverse() : part
        if (open !== null && (isReversed ? to === 1 : from === 0)) {
          open.push(...line.slice(1))
          line = open
        } else {
          lines.push(line)
        }
        open = (isReversed ? from === 0 : to === 1) ? line : null
      }
      if (intervals.length === 0) open = null
    }
  }
  return lines.map(tidyLine).filter((line) => line.length > 1)
}

/** In the digits of a file: whole 10⁻⁷ degrees, and no position twice in a row. */
function tidyLine(line: readonly LngLat[]): LngLat[] {
  const tidy: LngLat[] = []
  for (const [lng, lat] of line) {
    const position: LngLat = [
      Math.round(lng * UNITS_PER_DEGREE) / UNITS_PER_DEGREE,
      Math.round(lat * UNITS_PER_DEGREE) / UNITS_PER_DEGREE,
    ]
    const last = tidy.at(-1)
    if (last === undefined || last[0] !== position[0] || last[1] !== position[1]) tidy.push(position)
  }
  return tidy
}

/** Length of the streets within a walking time, without drawing them; every stretch of street counts once. */
export function sumReachedMetres(network: StreetNetwork, times: StreetTimes, cutoffDeciseconds: number): number {
  let metres = 0
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (!isEdgeTouched(times, edge)) continue
    for (const [from, to] of listReachedShares(times, edge, cutoffDeciseconds)) {
      metres += (to - from) * network.edgeLengthMetres[edge]
    }
  }
  return metres
}

/** Shares of the edge within the time, ascending and apart from each other. */
export function listReachedShares(times: StreetTimes, edge: number, cutoffDeciseconds: number): Interval[] {
  if (!isEdgeTouched(times, edge)) return []
  const startCost = times.startCost[edge]
  const endCost = times.endCost[edge]
  const intervals: [number, number][] = []
  /** How much of the edge a walk gets along in the time that is left. */
  const shareIn = (time: number, cost: number): number => (cost === 0 ? 1 : Math.min(1, time / cost))
  const startLeft = times.startTime[edge] === UNLABELLED ? -1 : cutoffDeciseconds - times.startTime[edge]
  if (startLeft >= 0) intervals.push([0, shareIn(startLeft, startCost)])
  const endLeft = times.endTime[edge] === UNLABELLED ? -1 : cutoffDeciseconds - times.endTime[edge]
  if (endLeft >= 0) intervals.push([1 - shareIn(endLeft, endCost), 1])
  for (const { share, accessDeciseconds, startPart, endPart } of times.edgeSeeds.get(edge) ?? []) {
    const left = cutoffDeciseconds - accessDeciseconds
    if (left < 0) continue
    const up = startCost === FORBIDDEN ? share : shareIn(left + startPart, startCost)
    const down = endCost === FORBIDDEN ? share : 1 - shareIn(left + endCost - endPart, endCost)
    intervals.push([Math.min(down, share), Math.max(up, share)])
  }
  intervals.sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const interval of intervals) {
    const last = joined.at(-1)
    if (last !== undefined && interval[0] <= last[1]) last[1] = Math.max(last[1], interval[1])
    else joined.push(interval)
  }
  return joined
}

function cutEdge(network: StreetNetwork, edge: number, from: number, to: number): LngLat[] {
  const { edgeFirstPoint, pointLng, pointLat } = network
  const first = edgeFirstPoint[edge]
  const last = edgeFirstPoint[edge + 1] - 1
  const along = new Float64Array(last - first + 1)
  for (let p = first + 1; p <= last; p++) {
    along[p - first] = along[p - first - 1] + distanceMetres(pointLng[p - 1], pointLat[p - 1], pointLng[p], pointLat[p])
  }
  const total = along[last - first]
  const [fromMetres, toMetres] = [from * total, to * total]
  const positionAt = (metres: number): LngLat => {
    let i = 1
    while (i < along.length - 1 && along[i] < metres) i++
    const length = along[i] - along[i - 1]
    const share = length > 0 ? (metres - along[i - 1]) / length : 0
    const p = first + i
    return [
      pointLng[p - 1] + share * (pointLng[p] - pointLng[p - 1]),
      pointLat[p - 1] + share * (pointLat[p] - pointLat[p - 1]),
    ]
  }
  const line: LngLat[] = [from === 0 ? [pointLng[first], pointLat[first]] : positionAt(fromMetres)]
  for (let p = first + 1; p < last; p++) {
    if (along[p - first] > fromMetres && along[p - first] < toMetres) line.push([pointLng[p], pointLat[p]])
  }
  if (to > from) line.push(to === 1 ? [pointLng[last], pointLat[last]] : positionAt(toMetres))
  return line
}
