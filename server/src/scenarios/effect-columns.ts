import type { Column, ColumnSet } from '../columns/columns.ts'
import { cellIdToHalves } from '../grid/cells.ts'
import { NO_DISTRICT } from '../population/population.ts'
import type { Comparison } from '../scenario/compare-sides.ts'
import type { WhatIfAnswer } from '../scenario/what-if-engine.ts'

/** In the column `district`: the cell lies in no district of the level. */
const NO_ROW = 0xffff

/** Times of both sides; cells are those of the import in its order, then those that the sides add. */
export function effectColumns({ effect, before, after, addedCellIds }: WhatIfAnswer, version: string): ColumnSet {
  return { meta: { version, effect, addedCellIds }, columns: { before, after } }
}

/** Everything about both sides: cells have ids of their own, places are in the header. docs/api.md describes it. */
export function comparisonColumns(comparison: Comparison, version: string): ColumnSet {
  const { cellIds, districtIndex, effect, maps, problems } = comparison
  const idHigh = new Uint32Array(cellIds.length)
  const idLow = new Uint32Array(cellIds.length)
  cellIds.forEach((id, i) => {
    ;[idHigh[i], idLow[i]] = cellIdToHalves(id)
  })
  const district = Uint16Array.from(districtIndex, (index) => (index === NO_DISTRICT ? NO_ROW : index))
  return {
    meta: { version, effect, problems, places: { before: maps.before.places, after: maps.after.places } },
    columns: { idHigh, idLow, district, ...sideColumns('before', comparison), ...sideColumns('after', comparison) },
  }
}

function sideColumns(name: 'before' | 'after', comparison: Comparison): Record<string, Column> {
  const { deciseconds, outcome, people } = comparison[name]
  const { reason, edgeDeciseconds, score, isThere } = comparison.maps[name]
  return {
    [name]: deciseconds,
    [`outcome:${name}`]: outcome,
    [`people:${name}`]: Float32Array.from(people),
    [`reason:${name}`]: reason,
    [`edgeDeciseconds:${name}`]: edgeDeciseconds,
    [`isThere:${name}`]: isThere,
    ...(score === null ? {} : { [`score:${name}`]: score }),
  }
}
