import { describe, expect, it } from 'vitest'
import { CELL_STATUS } from '../reach/cell-status.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { computeReasonCodes, reasonOfCode } from './no-value-reason.ts'

const times = Uint16Array.of(600, UNREACHED, UNREACHED, UNREACHED)
const status = Uint8Array.of(
  CELL_STATUS.connected,
  CELL_STATUS.connected,
  CELL_STATUS.outsideNetwork,
  CELL_STATUS.noStreet,
)
const reasons = (missingPlaces: boolean) => [...computeReasonCodes(times, status, missingPlaces)].map(reasonOfCode)

describe('reasons for a missing time', () => {
  it('name the cell before the places', () => {
    expect(reasons(false)).toEqual([null, 'beyond-cutoff', 'outside-network', 'no-street'])
  })
  it('tell a kind that does not exist from one that is too far', () => {
    expect(reasons(true)).toEqual([null, 'no-facility', 'outside-network', 'no-street'])
  })
  it('refuse an unknown code', () => {
    expect(() => reasonOfCode(9)).toThrow('reason code 9 is unknown')
  })
})
