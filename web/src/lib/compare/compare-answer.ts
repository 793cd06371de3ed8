import { getColumn, type Columns } from '../api/columns.ts'
import type { Effect, ScenarioProblem } from '../api/contract.ts'
import { formatCellId } from '../cells/cell-table.ts'
import type { CellValues } from '../cells/cell-values.ts'

export type SideName = 'before' | 'after'

export interface ComparedPlace {
  readonly id: string
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  readonly categoryIds: readonly string[]
}

/** One side, an entry per cell. */
export interface SideCells {
  readonly deciseconds: Uint16Array
  /** 0 served, 1 not, 2 uncertain, 3 no street data, 4 no street near. */
  readonly outcome: Uint8Array
  /** People of the group. */
  readonly people: Float32Array
  /** 0 where the side's data have no such cell. */
  readonly isThere: Uint8Array
  readonly values: CellValues
  readonly places: readonly ComparedPlace[]
  readonly problems: readonly ScenarioProblem[]
}

export interface CompareAnswer {
  readonly effect: Effect
  /** H3 ids. */
  readonly ids: readonly string[]
  /** Position in the rows of the effect, or 65535. */
  readonly district: Uint16Array
  readonly before: SideCells
  readonly after: SideCells
}

/** Reads the columns of a comparison; throws where one is missing. */
export function readCompareAnswer(columns: Columns): CompareAnswer {
  const { effect, places, problems } = columns.meta as unknown as {
    effect: Effect
    places: Record<SideName, ComparedPlace[]>
    problems: Record<SideName, ScenarioProblem[]>
  }
  const high = getColumn(columns, 'idHigh', Uint32Array)
  const low = getColumn(columns, 'idLow', Uint32Array)
  const sideOf = (name: SideName): SideCells => {
    const deciseconds = getColumn(columns, name, Uint16Array)
    const reason = getColumn(columns, `reason:${name}`, Uint8Array)
    const values: CellValues =
      effect.question.mode === 'score'
        ? { mode: 'score', score: getColumn(columns, `score:${name}`, Uint8Array), reason }
        : {
            mode: 'any',
            deciseconds,
            reason,
            edgeDeciseconds: getColumn(columns, `edgeDeciseconds:${name}`, Uint16Array),
          }
    return {
      deciseconds,
      outcome: getColumn(columns, `outcome:${name}`, Uint8Array),
      people: getColumn(columns, `people:${name}`, Float32Array),
      isThere: getColumn(columns, `isThere:${name}`, Uint8Array),
      values,
      places: places[name],
      problems: problems[name],
    }
  }
  return {
    effect,
    ids: Array.from(high, (value, i) => formatCellId(value, low[i])),
    district: getColumn(columns, 'district', Uint16Array),
    before: sideOf('before'),
    after: sideOf('after'),
  }
}
