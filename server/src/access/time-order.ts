import { UNREACHED } from '../reach/nearest-table.ts'

/** Puts the same parts in order of walking time again and again, without allocating. */
export interface TimeOrder {
  /** Parts with a walking time, shortest first, equal times in their order; the first `sort(…)` entries are valid until the next call. */
  readonly parts: Uint32Array
  /** @param deciseconds per cell, or `UNREACHED` (left out); returns how many parts have a time */
  sort(deciseconds: Uint16Array): number
}

/** Parts with people in any of the groups, ascending: the others count for nothing. */
export function listInhabited(people: readonly Float64Array[]): Uint32Array {
  const partCount = people[0]?.length ?? 0
  const isInhabited = new Uint8Array(partCount)
  for (const group of people) {
    for (let part = 0; part < partCount; part++) if (group[part] > 0) isInhabited[part] = 1
  }
  const inhabited = new Uint32Array(partCount)
  let count = 0
  for (let part = 0; part < partCount; part++) if (isInhabited[part] === 1) inhabited[count++] = part
  return inhabited.slice(0, count)
}

/**
 * Counting sort: O(parts + longest time); memory 12 bytes per part.
 *
 * @param partCell cell per part
 * @param wanted the parts to sort
 */
export function createTimeOrder(partCell: Uint32Array, wanted: Uint32Array): TimeOrder {
  const parts = new Uint32Array(wanted.length)
  const time = new Uint16Array(wanted.length)
  const cells = new Uint32Array(wanted.length)
  for (let i = 0; i < wanted.length; i++) cells[i] = partCell[wanted[i]]
  /** Positions by time; `first[t + 1]` counts while counting. */
  const first = new Uint32Array(UNREACHED + 1)
  return { parts, sort: (deciseconds) => sortInto(parts, wanted, cells, time, first, deciseconds) }
}

/** A function of its arguments alone, so that engines keep them in registers. */
function sortInto(
  parts: Uint32Array,
  wanted: Uint32Array,
  cells: Uint32Array,
  time: Uint16Array,
  first: Uint32Array,
  deciseconds: Uint16Array,
): number {
  let longest = 0
  for (let i = 0; i < cells.length; i++) {
    const t = deciseconds[cells[i]]
    time[i] = t
    if (t === UNREACHED) continue
    first[t + 1]++
    if (t > longest) longest = t
  }
  for (let t = 1; t <= longest; t++) first[t] += first[t - 1]
  for (let i = 0; i < cells.length; i++) {
    const t = time[i]
    if (t !== UNREACHED) parts[first[t]++] = wanted[i]
  }
  const count = first[longest]
  first.fill(0, 0, longest + 2)
  return count
}
