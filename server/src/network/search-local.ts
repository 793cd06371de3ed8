import { NOT_IN_CORE } from './search-core.ts'
import { signed, UNLABELLED, type SearchDirection } from './search.ts'
import type { WalkGraph } from './walk-graph.ts'

/** A reusable search around a point up to the core nodes next to it. */
export interface LocalSearch {
  /** Deciseconds per node of the walking graph after `run`, or `UNLABELLED`. Valid until the next `run`. */
  readonly labels: Int32Array
  /** The nodes reached; the first `run(…)` entries are valid. Core nodes among them were not gone beyond. */
  readonly reached: Uint32Array
  addSeed(node: number, offset: number): void
  run(): number
}

/**
 * Labels are the shortest times over ways that have no core node inside. Corrects labels until none falls; there
 * are few nodes between core nodes, so nothing cleverer pays.
 */
export function createLocalSearch(graph: WalkGraph, direction: SearchDirection): LocalSearch {
  const { coreNode } = graph.core
  const first = direction === 'forward' ? graph.arcFirst : graph.reverseFirst
  const arcs = signed(direction === 'forward' ? graph.arcs : graph.reverseArcs)
  const labels = new Int32Array(graph.nodeCount).fill(UNLABELLED)
  const reached = new Uint32Array(graph.nodeCount)
  let count = 0
  let fresh = true
  const queue: number[] = []

  function lower(node: number, time: number): void {
    if (time >= labels[node]) return
    if (labels[node] === UNLABELLED) reached[count++] = node
    labels[node] = time
    if (coreNode[node] === NOT_IN_CORE) queue.push(node, time)
  }

  function clear(): void {
    for (let i = 0; i < count; i++) labels[reached[i]] = UNLABELLED
    count = 0
    fresh = true
  }

  function addSeed(node: number, offset: number): void {
    if (!fresh) clear()
    if (offset < UNLABELLED) lower(node, offset)
  }

  function run(): number {
    if (!fresh) clear()
    for (let q = 0; q < queue.length; q += 2) {
      const node = queue[q]
      const now = queue[q + 1]
      if (labels[node] !== now) continue
      for (let arc = first[node]; arc < first[node + 1]; arc += 2) lower(arcs[arc], now + arcs[arc + 1])
    }
    queue.length = 0
    fresh = false
    return count
  }

  return { labels, reached, addSeed, run }
}
