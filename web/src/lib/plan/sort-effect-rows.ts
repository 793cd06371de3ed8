import type { EffectRow } from '../api/contract.ts'
import { netChange } from './balance-text.ts'

export const effectColumns = ['name', 'net', 'gained', 'lost', 'before', 'after', 'minutes'] as const
export type EffectColumn = (typeof effectColumns)[number]
export interface EffectOrder {
  readonly column: EffectColumn
  readonly direction: 'ascending' | 'descending'
}

/** Change of the mean minutes; null where one side has none. */
export const minutesChange = ({ before, after }: EffectRow): number | null =>
  before.meanMinutes === null || after.meanMinutes === null ? null : after.meanMinutes - before.meanMinutes

const figureOf: Record<Exclude<EffectColumn, 'name'>, (row: EffectRow) => number | null> = {
  net: netChange,
  gained: (row) => row.gained,
  lost: (row) => row.lost,
  before: (row) => row.before.share,
  after: (row) => row.after.share,
  minutes: minutesChange,
}

/** Rows in the wanted order, a copy; rows without the figure last in both directions, and people outside all districts after them. */
export function sortEffectRows(
  rows: readonly EffectRow[],
  { column, direction }: EffectOrder,
  compareNames: (a: string, b: string) => number,
): EffectRow[] {
  const sign = direction === 'ascending' ? 1 : -1
  return [...rows].sort((a, b) => {
    if ((a.districtId === null) !== (b.districtId === null)) return a.districtId === null ? 1 : -1
    if (column === 'name') return sign * compareNames(a.name, b.name)
    const [left, right] = [figureOf[column](a), figureOf[column](b)]
    if (left === null || right === null) return left === right ? compareNames(a.name, b.name) : left === null ? 1 : -1
    return left === right ? compareNames(a.name, b.name) : sign * (left - right)
  })
}

export function nextEffectOrder(order: EffectOrder, column: EffectColumn): EffectOrder {
  if (order.column === column)
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
  const isAscending = column === 'name' || column === 'before' || column === 'after' || column === 'minutes'
  return { column, direction: isAscending ? 'ascending' : 'descending' }
}
