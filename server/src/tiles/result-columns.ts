import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { NO_VALUE_REASONS } from '../reach/cell-status.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import type { HexagonColumn } from './hexagon-columns.ts'
import { NO_CODE } from './roll-up.ts'

/**
 * What a hexagon says about a question: walking minutes, people, people served, and why there is no time; attributes as in
 * `TILE_SETS.hexagons`.
 * @param reasonCodes per cell, from `computeReasonCodes`
 * @param cellPeople people of the group per cell
 */
export function buildResultColumns(
  outcome: CellOutcome,
  reasonCodes: Uint8Array,
  cellPeople: Float64Array,
): HexagonColumn[] {
  const served = cellPeople.map((people, cell) => (outcome.state[cell] === OUTCOME.served ? people : 0))
  const minutes = { values: outcome.deciseconds, missing: UNREACHED, divisor: 600, decimals: 1 }
  const count = { kind: 'number', missing: null, divisor: 1, decimals: 1, rollUp: 'sum' } as const
  return [
    { kind: 'number', name: 'minutes', ...minutes, rollUp: 'mean' },
    { ...count, name: 'people', values: cellPeople },
    { ...count, name: 'served', values: served },
    {
      kind: 'code',
      name: 'reason',
      codes: reasonCodes.map((code) => (code === 0 ? NO_CODE : code - 1)),
      labels: NO_VALUE_REASONS,
    },
  ]
}
