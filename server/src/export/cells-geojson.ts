/** Hexagons with their outcome as GeoJSON text, in pieces so that a large city need not stand in memory as one string. */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { reasonOfCode } from '../access/no-value-reason.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { cellToBoundary } from '../grid/cells.ts'
import { UNREACHED } from '../reach/nearest-table.ts'

export interface CellsGeoJsonInput {
  readonly cells: CellGrid
  readonly outcome: CellOutcome
  /** From `computeReasonCodes`. */
  readonly reasonCodes: Uint8Array
  /** People of the group per cell. */
  readonly cellPeople: Float64Array
  /** District of the cell (of most of its people), or null, per cell. */
  readonly districtOfCell: (cellIndex: number) => { readonly id: string; readonly name: string } | null
  /** Place reached, or null, per cell. */
  readonly facilityIdOfCell: (cellIndex: number) => string | null
  /** Members of the collection beside its features, e.g. the question asked and the attribution. */
  readonly members: Readonly<Record<string, unknown>>
}

const CELLS_PER_PIECE = 500

const OUTCOME_NAMES: Readonly<Record<number, string>> = {
  [OUTCOME.served]: 'served',
  [OUTCOME.unserved]: 'unserved',
  [OUTCOME.uncertain]: 'uncertain',
  [OUTCOME.outsideNetwork]: 'outside-network',
  [OUTCOME.noStreet]: 'no-street',
}

/**
 * Every cell of the grid as a feature, in ascending order of id; properties `h3`, `district_id`, `people`, `served` (people),
 * `unserved` (people), `state`, `minutes` (null with a `reason`), `gap`, `facility_id`, in score mode `score`.
 */
export function* formatCellsGeoJson(input: CellsGeoJsonInput): Generator<string> {
  const { cells, outcome, reasonCodes, cellPeople } = input
  const head = JSON.stringify({ type: 'FeatureCollection', ...input.members, features: [] })
  yield `${head.slice(0, -2)}\n`
  let piece = ''
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const state = outcome.state[cell]
    const time = outcome.deciseconds[cell]
    const served = state === OUTCOME.served ? cellPeople[cell] : 0
    const feature = {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [cellToBoundary(cells.cellIds[cell]).map(roundPosition)] },
      properties: {
        h3: cells.cellIds[cell],
        district_id: input.districtOfCell(cell)?.id ?? null,
        people: cellPeople[cell],
        served,
        unserved: cellPeople[cell] - served,
        state: OUTCOME_NAMES[state],
        minutes: time === UNREACHED ? null : time / 600,
        reason: reasonOfCode(reasonCodes[cell]),
        gap: outcome.gap[cell],
        facility_id: input.facilityIdOfCell(cell),
        ...(outcome.score === null ? {} : { score: outcome.score[cell] }),
      },
    }
    piece += `${cell === 0 ? '' : ',\n'}${JSON.stringify(feature)}`
    if ((cell + 1) % CELLS_PER_PIECE === 0) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}\n]}\n`
}

/** Seven decimals: a centimetre. */
function roundPosition([lng, lat]: readonly [number, number]): [number, number] {
  return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
}
