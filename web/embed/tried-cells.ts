/** The cells of the map with a new place: their walks, and what of them has changed. */
import type { FeatureCollection } from 'geojson'
import { NO_TIME } from '../src/lib/cells/cell-values.ts'
import { buildCellTopology, outlineCells, type CellTopology } from './cell-topology.ts'

/** Of an answer of the kernels. */
export interface TriedTimes {
  /** H3 ids in the order of the times. */
  readonly cellIds: readonly string[]
  /** Deciseconds or `NO_TIME`; without the place, and with it. */
  readonly before: Uint16Array
  readonly after: Uint16Array
}

export interface CellChange {
  /** Walks with the place, in the order of the drawn cells: the published ones where nothing changes. */
  readonly deciseconds: Uint16Array
  /** 1: the walk is short enough now, and was not. */
  readonly isReached: Uint8Array
  /** 1: the walk is shorter than it was; these are reached ones as well. */
  readonly isShorter: Uint8Array
}

/** Position of each drawn cell among those of an answer, -1 where it has none. */
export function matchCells(drawn: readonly string[], answered: readonly string[]): Int32Array {
  const indexOfId = new Map(answered.map((id, i) => [id, i]))
  return Int32Array.from(drawn, (id) => indexOfId.get(id) ?? -1)
}

/** `minutes` inclusive, as everywhere. O(cells). @param match of `matchCells` */
export function changeCells(
  published: Uint16Array,
  match: Int32Array,
  { before, after }: Pick<TriedTimes, 'before' | 'after'>,
  minutes: number,
): CellChange {
  const limit = minutes * 600
  const count = published.length
  const change = {
    deciseconds: published.slice(),
    isReached: new Uint8Array(count),
    isShorter: new Uint8Array(count),
  }
  for (let i = 0; i < count; i++) {
    const at = match[i]
    if (at < 0 || after[at] >= before[at]) continue
    change.deciseconds[i] = after[at]
    change.isShorter[i] = 1
    if (after[at] <= limit && (before[at] === NO_TIME || before[at] > limit)) change.isReached[i] = 1
  }
  return change
}

/** Keeps what is the same for every answer. */
export class TriedCells {
  readonly #drawn: readonly string[]
  #topology: CellTopology | null = null
  #match: { readonly cellIds: readonly string[]; readonly match: Int32Array } | null = null

  constructor(drawn: readonly string[]) {
    this.#drawn = drawn
  }

  /** Does what takes longest once and for all; `outline` does it otherwise. */
  prepare(): void {
    this.#topology ??= buildCellTopology(this.#drawn)
  }

  change(published: Uint16Array, times: TriedTimes, minutes: number): CellChange {
    if (this.#match?.cellIds !== times.cellIds)
      this.#match = { cellIds: times.cellIds, match: matchCells(this.#drawn, times.cellIds) }
    return changeCells(published, this.#match.match, times, minutes)
  }

  /** Lines around the cells that are reached now (`kind: 'reached'`), and around all whose walk is shorter (`kind: 'shorter'`). */
  outline({ isReached, isShorter }: CellChange): FeatureCollection {
    const topology = (this.#topology ??= buildCellTopology(this.#drawn))
    return {
      type: 'FeatureCollection',
      features: [['shorter', isShorter] as const, ['reached', isReached] as const].map(([kind, isInside]) => ({
        type: 'Feature',
        properties: { kind },
        geometry: { type: 'MultiLineString', coordinates: outlineCells(topology, isInside) },
      })),
    }
  }
}
