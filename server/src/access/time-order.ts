import { UNREACHED } from '../reach/nearest-table.ts'

/** Puts the same parts in order of walking time again and again, without allocating. */
export interface TimeOrder {
  /** Parts with a walking time, shortest first, equal times in their order; the first `sort(…)` entries are valid until the next call. */
  readonly parts: Uint32Array
  /** @param deciseconds per cell, or `UNREACHED` (left out); returns how many parts have a time */
  sort(deciseconds: Uint16Array): number
}

/** Counting sort: O(parts + longest time); memory 8 bytes per part. */
export function createTimeOrder(partCell: Uint32Array): TimeOrder {
  const partCount = partCell.length
  const parts = new Uint32Array(partCount)
  const time = new Uint16Array(partCount)
  /** Positions by time; `first[t + 1]` counts while counting. */
  const first = new Uint32Array(UNREACHED + 1)

  function sort(deciseconds: Uint16Array): number {
    let longest = 0
    for (let part = 0; part < partCount; part++) {
      const t = deciseconds[partCell[part]]
      time[part] = t
      if (t === UNREACHED) continue
      first[t + 1]++
      if (t > longest) longest = t
    }
    for (let t = 1; t <= longest; t++) first[t] += first[t - 1]
    for (let part = 0; part < partCount; part++) {
      const t = time[part]
      if (t !== UNREACHED) parts[first[t]++] = part
    }
    const count = partCount === 0 ? 0 : first[longest]
    first.fill(0, 0, longest + 2)
    return count
  }

  return { parts, sort }
}
