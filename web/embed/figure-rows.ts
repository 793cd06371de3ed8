/** Figures of one choice (kind, minutes, group) as rows. Nothing is computed anew: each number is that of `table.json`. */
import type { FigureReason, LocalText, TableFile } from './publication-types.ts'

export interface FigureRow {
  readonly kind: 'district' | 'elsewhere' | 'total'
  /** Of a district, else null. */
  readonly districtId: string | null
  readonly name: LocalText
  readonly people: number | null
  readonly served: number | null
  readonly unserved: number | null
  /** Of the unserved: people who may be served all the same, because data are missing or end nearby. */
  readonly unsure: number | null
  /** 0 … 1; at least so much. */
  readonly share: number | null
  /** The same if everybody who is not sure were served: at most so much. */
  readonly shareUpper: number | null
  readonly meanMinutes: number | null
  readonly placeCount: number
  /** Why figures are null. */
  readonly reason: FigureReason | null
}

export interface FigureChoice {
  readonly categoryId: string
  readonly minutes: number
  readonly groupId: string
}

/** @throws Error where the table has not what was chosen */
export function listFigureRows(table: TableFile, { categoryId, minutes, groupId }: FigureChoice): FigureRow[] {
  const block = table.blocks.find(
    (item) => item.categoryId === categoryId && item.minutes === minutes && item.groupId === groupId,
  )
  const group = table.people.find((item) => item.groupId === groupId)
  if (!block || !group) throw new Error(`table.json has no figures for ${categoryId}, ${minutes} minutes, ${groupId}`)
  const places = table.places.find((item) => item.categoryId === categoryId)
  return table.rows.map(({ kind, id, name }, i) => {
    const [unknown, uncertain] = [block.unknown[i], block.uncertain[i]]
    const unsure = unknown === null || uncertain === null ? null : unknown + uncertain
    const [people, served, share] = [group.people[i], block.served[i], block.share[i]]
    return {
      kind,
      districtId: id,
      name,
      people,
      served,
      unserved: block.unserved[i],
      unsure,
      share,
      shareUpper:
        share === null || !people || served === null || !unsure ? share : Math.min(1, (served + unsure) / people),
      meanMinutes: block.meanMinutes[i],
      placeCount: places?.count[i] ?? 0,
      reason: block.reason[i] ?? group.reason[i],
    }
  })
}

export const FIGURE_COLUMNS = ['name', 'people', 'served', 'unserved', 'share', 'meanMinutes', 'placeCount'] as const
export type FigureColumn = (typeof FIGURE_COLUMNS)[number]
export interface FigureOrder {
  readonly column: FigureColumn
  readonly direction: 'ascending' | 'descending'
}

/**
 * Rows in the wanted order, a copy: districts first, then people elsewhere, then the total. Districts without the figure come last in both directions,
 * equal ones by name.
 */
export function sortFigureRows(
  rows: readonly FigureRow[],
  { column, direction }: FigureOrder,
  nameOf: (row: FigureRow) => string,
  compareNames: (a: string, b: string) => number,
): FigureRow[] {
  const sign = direction === 'ascending' ? 1 : -1
  const rank = { district: 0, elsewhere: 1, total: 2 }
  const byName = (a: FigureRow, b: FigureRow) => compareNames(nameOf(a), nameOf(b))
  return [...rows].sort((a, b) => {
    if (a.kind !== b.kind) return rank[a.kind] - rank[b.kind]
    if (column === 'name') return sign * byName(a, b)
    const [left, right] = [a[column], b[column]]
    if (left === null || right === null) return left === right ? byName(a, b) : left === null ? 1 : -1
    return left === right ? byName(a, b) : sign * (left - right)
  })
}

/** The order after a click on a column's head: the other direction, or for a new column the one that shows the worst first. */
export function nextFigureOrder(order: FigureOrder, column: FigureColumn): FigureOrder {
  if (order.column === column)
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
  return {
    column,
    direction: column === 'name' || column === 'share' || column === 'placeCount' ? 'ascending' : 'descending',
  }
}

/** Beyond this width between at least and at most, a district is neither ranked nor put into a class. */
const VAGUE = 0.1
/** Whether too little is known of a district to say how it stands. */
export const isVague = ({ share, shareUpper }: Pick<FigureRow, 'share' | 'shareUpper'>): boolean =>
  share === null || shareUpper === null || shareUpper - share > VAGUE

/** The districts with the highest and the lowest share of those that are known well; null where fewer than two have one or all have the same. Ties: the first. */
export function findBestAndWorst(rows: readonly FigureRow[]): { best: FigureRow; worst: FigureRow } | null {
  let best: FigureRow | null = null
  let worst: FigureRow | null = null
  for (const row of rows) {
    if (row.kind !== 'district' || row.share === null || isVague(row)) continue
    if (best === null || row.share > (best.share ?? 0)) best = row
    if (worst === null || row.share < (worst.share ?? 1)) worst = row
  }
  return best === null || worst === null || best.share === worst.share ? null : { best, worst }
}
