import { prepareOrigins } from '../reach/compute-reach-table.ts'
import type { PreparedOrigins } from '../reach/reach-index.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { State } from './state.ts'

/** The cells of a state as searches need them; built once for all states that share cells and streets. */
const prepared = new WeakMap<SnappedPoints, PreparedOrigins>()

export function prepareCells({ walker: { graph, cells } }: State): PreparedOrigins {
  const known = prepared.get(cells)
  if (known !== undefined && known.graph === graph) return known
  const fresh = prepareOrigins(graph, cells)
  prepared.set(cells, fresh)
  return fresh
}
