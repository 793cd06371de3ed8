import { CELL_STATUS, NO_VALUE_REASONS, type NoValueReason } from '../reach/cell-status.ts'
import { UNREACHED } from '../reach/nearest-table.ts'

const codeOf = (reason: NoValueReason): number => 1 + NO_VALUE_REASONS.indexOf(reason)
const OUTSIDE_NETWORK = codeOf('outside-network')
const NO_STREET = codeOf('no-street')
const NO_FACILITY_CODE = codeOf('no-facility')
const BEYOND_CUTOFF = codeOf('beyond-cutoff')

/**
 * Why a cell has no walking time, as one byte per cell: 0 where it has one, else 1 + index in `NO_VALUE_REASONS`.
 *
 * @param deciseconds walking time per cell, or `UNREACHED`
 * @param cellStatus `CELL_STATUS` per cell
 * @param missingPlaces true where the data holds fewer reachable places than asked for (none, or less than the rank)
 */
export function computeReasonCodes(
  deciseconds: Uint16Array,
  cellStatus: Uint8Array,
  missingPlaces: boolean,
): Uint8Array {
  if (deciseconds.length !== cellStatus.length) {
    throw new RangeError(`${deciseconds.length} times but ${cellStatus.length} cell statuses`)
  }
  const codes = new Uint8Array(deciseconds.length)
  for (let cell = 0; cell < codes.length; cell++) {
    if (cellStatus[cell] === CELL_STATUS.outsideNetwork) codes[cell] = OUTSIDE_NETWORK
    else if (cellStatus[cell] === CELL_STATUS.noStreet) codes[cell] = NO_STREET
    else if (deciseconds[cell] === UNREACHED) codes[cell] = missingPlaces ? NO_FACILITY_CODE : BEYOND_CUTOFF
  }
  return codes
}

/** The reason behind a code of `computeReasonCodes`, or null for 0. */
export function reasonOfCode(code: number): NoValueReason | null {
  if (code === 0) return null
  const reason = NO_VALUE_REASONS[code - 1]
  if (reason === undefined) throw new RangeError(`reason code ${code} is unknown`)
  return reason
}
