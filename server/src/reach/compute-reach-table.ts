import { shareColumns } from '../network/walk-graph-columns.ts'
import { listFeet } from '../network/feet.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import { ComputationStopped, type ComputationControl } from './computation-stopped.ts'
import type { ReachTable } from './nearest-table.ts'
import {
  buildOriginIndex,
  checkDestinationFacility,
  checkTableCutoff,
  groupByFacility,
  type PreparedOrigins,
} from './reach-index.ts'
import { createReachQuery, type ReachChunk, type ReachInput } from './reach-query.ts'

/** Facilities between two looks at `shouldStop`. */
const STEP_FACILITIES = 16

export interface ReachTableOptions extends ComputationControl {
  /** Inclusive, whole deciseconds up to 65534. */
  readonly cutoffDeciseconds: number
}

/**
 * For every facility the cells that reach it within the cutoff, and their walking times from cell to facility (see docs/methods/nearest.md): one bounded
 * search per facility against the direction of walking. About 6 bytes per (facility, cell) pair.
 */
export function computeReachTable(
  graph: WalkGraph,
  cells: SnappedPoints,
  destinations: SnappedPoints,
  destinationFacility: Uint32Array,
  facilityCount: number,
  options: ReachTableOptions,
): ReachTable {
  const { cutoffDeciseconds, onProgress, shouldStop } = options
  const origins = prepareOrigins(graph, cells)
  const input = prepareReachInput(origins, destinations, destinationFacility, facilityCount, cutoffDeciseconds)
  const query = createReachQuery(input)
  for (let f = 0; f < facilityCount; f += STEP_FACILITIES) {
    if (shouldStop?.() === true) throw new ComputationStopped('the reach table')
    query.append(f, Math.min(facilityCount, f + STEP_FACILITIES))
    onProgress?.(Math.min(1, (f + STEP_FACILITIES) / facilityCount))
  }
  if (facilityCount === 0) onProgress?.(1)
  return joinReachChunks(input, [query.take()])
}

/** What does not depend on the facilities. With `shared` everything lies on SharedArrayBuffers. */
export function prepareOrigins(graph: WalkGraph, cells: SnappedPoints, shared = false): PreparedOrigins {
  const feet = listFeet(cells)
  const prepared = { graph, feet: feet.points, index: buildOriginIndex(graph, feet, cells.count) }
  return shared ? shareColumns(prepared) : prepared
}

/** Checks the arguments and adds the facilities. With `shared` they lie on SharedArrayBuffers. */
export function prepareReachInput(
  origins: PreparedOrigins,
  destinations: SnappedPoints,
  destinationFacility: Uint32Array,
  facilityCount: number,
  cutoffDeciseconds: number,
  shared = false,
): ReachInput {
  checkTableCutoff(cutoffDeciseconds)
  checkDestinationFacility(destinations, destinationFacility)
  const { points: doors, owner } = listFeet(destinations)
  const doorFacility = owner.map((destination) => destinationFacility[destination])
  const facilities = groupByFacility(doors, doorFacility, facilityCount)
  const added = { destinations: doors, facilities, facilityCount, cutoffDeciseconds }
  return { ...origins, ...(shared ? shareColumns(added) : added) }
}

/** Puts chunks of consecutive facilities together, in order. */
export function joinReachChunks(input: ReachInput, chunks: readonly ReachChunk[]): ReachTable {
  const { facilityCount, index, cutoffDeciseconds } = input
  let total = 0
  for (const chunk of chunks) total += chunk.cell.length
  const facilityFirst = new Uint32Array(facilityCount + 1)
  const cell = chunks.length === 1 ? chunks[0].cell : new Uint32Array(total)
  const deciseconds = chunks.length === 1 ? chunks[0].deciseconds : new Uint16Array(total)
  let facility = 0
  let used = 0
  for (const chunk of chunks) {
    if (chunks.length > 1) {
      cell.set(chunk.cell, used)
      deciseconds.set(chunk.deciseconds, used)
    }
    for (let i = 0; i < chunk.counts.length; i++) {
      used += chunk.counts[i]
      facilityFirst[++facility] = used
    }
  }
  return { facilityCount, cellCount: index.count, cutoffDeciseconds, facilityFirst, cell, deciseconds }
}
