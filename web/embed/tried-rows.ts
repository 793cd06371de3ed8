/** The published figures with a new place: row by row what they would come to. */
import type { Effect } from '../src/lib/api/contract.ts'
import { protectPeople } from './describe-trial.ts'
import type { FigureRow } from './figure-rows.ts'
import type { PublicationFile } from './publication-types.ts'

export interface TriedRow {
  readonly row: FigureRow
  /** People more who are served, as they may be shown; null: not shown. */
  readonly gained: number | null
  /** The row with the place; null where the gain or the published figure is not shown. */
  readonly after: FigureRow | null
}

/**
 * The rows where the place changes a figure that is shown, in their order. People gained are added to what is published, so that both tables say the same; a new
 * place takes nobody anything.
 */
export function listTriedRows(
  rows: readonly FigureRow[],
  effect: Effect,
  disclosure: PublicationFile['disclosure'],
): TriedRow[] {
  const ofDistrict = new Map(effect.rows.map((row) => [row.districtId, row]))
  let listed = 0
  for (const { kind, districtId } of rows) if (kind === 'district') listed += ofDistrict.get(districtId)?.gained ?? 0
  return rows.flatMap((row): TriedRow[] => {
    const found = row.kind === 'total' ? effect.total : row.kind === 'district' ? ofDistrict.get(row.districtId) : null
    if (found === undefined) return []
    const exact = found === null ? effect.total.gained - listed : found.gained
    const isGain = Math.round(exact) > 0
    const gained = isGain ? protectPeople(exact, disclosure) : 0
    const isExact = disclosure.rule === 'published' && found !== null
    const meanMinutes = isExact ? found.after.meanMinutes : row.meanMinutes
    const isMeanChanged = toTenths(meanMinutes) !== toTenths(row.meanMinutes)
    if (!isGain && !isMeanChanged) return []
    const unsure = isExact ? found.after.unknown + found.after.uncertain : row.unsure
    return [{ row, gained, after: gained === null ? null : addServed(row, gained, unsure, meanMinutes) }]
  })
}

const toTenths = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 10))

function addServed(
  row: FigureRow,
  gained: number,
  mostUnsure: number | null,
  meanMinutes: number | null,
): FigureRow | null {
  const { people, served, unserved } = row
  if (people === null || served === null || unserved === null || people <= 0) return null
  const more = Math.min(gained, unserved)
  const left = unserved - more
  const unsure = row.unsure === null ? null : Math.min(left, mostUnsure ?? row.unsure)
  return {
    ...row,
    served: served + more,
    unserved: left,
    unsure,
    // Of few people no share is shown, however many are served.
    share: row.share === null ? null : (served + more) / people,
    shareUpper: row.share === null ? null : Math.min(1, (served + more + (unsure ?? 0)) / people),
    meanMinutes,
  }
}
