import type { ReachTable } from './nearest-table.ts'

/** Cell → (facility, time) for every facility within the cutoff, facilities ascending per cell. */
export interface CellReachTable {
  readonly facilityCount: number
  readonly cellCount: number
  readonly cutoffDeciseconds: number
  /** Length cellCount + 1. */
  readonly cellFirst: Uint32Array
  readonly facility: Uint32Array
  readonly deciseconds: Uint16Array
}

/** The same pairs by cell, by counting; O(pairs + cells). */
export function transposeReachTable(table: ReachTable): CellReachTable {
  const { facilityCount, cellCount, cutoffDeciseconds, facilityFirst, cell } = table
  const cellFirst = new Uint32Array(cellCount + 1)
  for (let p = 0; p < cell.length; p++) cellFirst[cell[p] + 1]++
  for (let i = 0; i < cellCount; i++) cellFirst[i + 1] += cellFirst[i]
  const fill = cellFirst.slice(0, cellCount)
  const facility = new Uint32Array(cell.length)
  const deciseconds = new Uint16Array(cell.length)
  for (let f = 0; f < facilityCount; f++) {
    for (let p = facilityFirst[f]; p < facilityFirst[f + 1]; p++) {
      const at = fill[cell[p]]++
      facility[at] = f
      deciseconds[at] = table.deciseconds[p]
    }
  }
  return { facilityCount, cellCount, cutoffDeciseconds, cellFirst, facility, deciseconds }
}
