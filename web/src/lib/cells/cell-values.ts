import { getColumn, type Columns } from '../api/columns.ts'

/** In `deciseconds` and `edgeDeciseconds`: no time. */
export const NO_TIME = 0xffff
/** In `score`: no score. */
export const NO_SCORE = 255

/** Codes of the `reason` column: 0 is "has a value", the others say why there is none. */
export const REASON = { value: 0, outsideNetwork: 1, noStreet: 2, noFacility: 3, beyondCutoff: 4 } as const

/** What a run says about every cell, in the order of the cell table. */
export type CellValues =
  | {
      readonly mode: 'any'
      /** Walking time to the nearest (or k-th nearest) place, or `NO_TIME`. */
      readonly deciseconds: Uint16Array
      readonly reason: Uint8Array
      /** Time as the crow flies to the edge of the street data, or `NO_TIME` when that is far away. */
      readonly edgeDeciseconds: Uint16Array
    }
  | {
      readonly mode: 'score'
      /** 0 … 100, or `NO_SCORE`. */
      readonly score: Uint8Array
      readonly reason: Uint8Array
    }

/** Reads the columns of `GET runs/{run}/cells`. */
export function readCellValues(columns: Columns, mode: 'any' | 'score'): CellValues {
  const reason = getColumn(columns, 'reason', Uint8Array)
  if (mode === 'score') return { mode, score: getColumn(columns, 'score', Uint8Array), reason }
  return {
    mode,
    deciseconds: getColumn(columns, 'deciseconds', Uint16Array),
    reason,
    edgeDeciseconds: getColumn(columns, 'edgeDeciseconds', Uint16Array),
  }
}

/** Whether the cell cannot be assessed at all: no street data there, or no street near. */
export function isUnassessable(reason: number): boolean {
  return reason === REASON.outsideNetwork || reason === REASON.noStreet
}
