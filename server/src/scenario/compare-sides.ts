/**
 * Any two sides in full: today, scenarios, profiles and imports of different dates, in any combination. What it means is in docs/methods/what-if.md;
 * how sides come to have the same cells, districts and groups in align-states.ts. O(groups · parts + search).
 */
import type { EffectImport, EffectRow, WhatIfQuestion } from '../contract/scenario.ts'
import { computeEffectDetail, prepareSides, type EffectDetail } from './effect-detail.ts'
import { describeMapSide, type MapSide } from './map-side.ts'
import type { State } from './state.ts'
import type { AppliedSide } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** What one import has and the other has not; when it was imported is not known here. */
export type OnlyHere = Omit<EffectImport, 'importedAt'>

export interface Comparison extends EffectDetail {
  readonly maps: { readonly before: MapSide; readonly after: MapSide }
  /** Null where both sides are of one import. */
  readonly imports: { readonly before: OnlyHere; readonly after: OnlyHere } | null
}

/**
 * @throws RangeError for cells of different resolution, and for a group or level that one of the imports does not have
 */
export function compareSides(before: AppliedSide, after: AppliedSide, question: WhatIfQuestion): Comparison {
  const prepared = prepareSides(before, after, question)
  const { states, outcomes } = prepared
  const detail = computeEffectDetail(before, after, question, prepared)
  const maps = {
    before: describeMapSide(states.before, outcomes.before, before.state, question),
    after: describeMapSide(states.after, outcomes.after, after.state, question),
  }
  const [from, to] = [before.state.region, after.state.region]
  if (from === to) return { ...detail, maps, imports: null }
  return {
    ...detail,
    effect: { ...detail.effect, rows: markRows(detail.effect.rows, from, to, question.levelId) },
    maps,
    imports: { before: describeImport(before.state, after.state), after: describeImport(after.state, before.state) },
  }
}

/** Says which districts only one of the imports has. */
function markRows(rows: readonly EffectRow[], from: WhatIfRegion, to: WhatIfRegion, levelId: string): EffectRow[] {
  const idsOf = ({ levels }: WhatIfRegion) =>
    new Set(levels.find(({ id }) => id === levelId)!.districts.map(({ id }) => id))
  const [earlier, later] = [idsOf(from), idsOf(to)]
  return rows.map((row) => {
    if (row.districtId === null) return row
    if (!earlier.has(row.districtId)) return { ...row, only: 'after' }
    return later.has(row.districtId) ? row : { ...row, only: 'before' }
  })
}

function describeImport({ region }: State, other: State): OnlyHere {
  const known = new Set(other.region.cells.cellIds)
  const idsOnlyIn = (own: readonly { id: string }[], others: readonly { id: string }[]) =>
    own.filter(({ id }) => !others.some((item) => item.id === id)).map(({ id }) => id)
  return {
    importId: region.importId,
    cellCount: region.cells.cellCount,
    cellsOnlyHere: region.cells.cellIds.filter((id) => !known.has(id)).length,
    groupIdsOnlyHere: idsOnlyIn(region.groups, other.region.groups),
    levelIdsOnlyHere: idsOnlyIn(region.levels, other.region.levels),
  }
}
