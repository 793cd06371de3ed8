import type { CoverageRow } from '../api/contract.ts'
import type { SortColumn, SortOrder } from './url-state.ts'

/** Ranges are ranked by what is certain: a district that nobody can judge must not lead the list. */
function surelyUnserved(row: CoverageRow): number {
  return row.unserved - row.unknown - row.uncertain
}

const figureOf: Record<Exclude<SortColumn, 'name'>, (row: CoverageRow) => number | null> = {
  people: (row) => row.people,
  unserved: surelyUnserved,
  share: (row) => (row.score === undefined ? row.share : row.score),
  perThousand: (row) => (row.unservedPerThousand === null ? null : (surelyUnserved(row) / row.people) * 1000),
  facilities: (row) => row.facilityCount,
}

/**
 * Districts in the wanted order, a copy; in score mode the share is the score. Districts without the figure come last in both directions, and so does the row of
 * people outside all districts; equal figures are in order of their names.
 */
export function sortRows(
  rows: readonly CoverageRow[],
  order: SortOrder,
  compareNames: (a: string, b: string) => number,
): CoverageRow[] {
  const sign = order.direction === 'ascending' ? 1 : -1
  const compare = (a: CoverageRow, b: CoverageRow): number => {
    if ((a.districtId === null) !== (b.districtId === null)) return a.districtId === null ? 1 : -1
    if (order.column === 'name') return sign * compareNames(a.name, b.name)
    const left = figureOf[order.column](a)
    const right = figureOf[order.column](b)
    if (left === null || right === null) return left === right ? compareNames(a.name, b.name) : left === null ? 1 : -1
    return left === right ? compareNames(a.name, b.name) : sign * (left - right)
  }
  return [...rows].sort(compare)
}

/** The order after a click on a column's head: the other direction, or for a new column the one that shows the worst first. */
export function nextOrder(order: SortOrder, column: SortColumn): SortOrder {
  if (order.column === column)
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
  return { column, direction: column === 'name' || column === 'share' ? 'ascending' : 'descending' }
}
