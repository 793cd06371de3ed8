import { computeCellOutcome } from '../access/cell-outcome.ts'
import { createCoverageMeter, type CoverageMeter } from '../access/coverage-meter.ts'
import type { LocalText } from '../contract/common.ts'
import {
  PUBLICATION_FORMAT,
  type FigureReason,
  type PublicationDefinition,
  type TableFile,
} from '../contract/publication.ts'
import type { CoverageRow } from '../contract/result.ts'
import type { DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { maskCoverageRow, maskShare } from '../disclosure/mask-share.ts'
import { buildPolygonIndex, findArea, NO_AREA } from '../geo/polygon-index.ts'
import { toDeciseconds } from '../scenario/times.ts'
import type { FreezeState } from './freeze-state.ts'

const ELSEWHERE: LocalText = { de: 'Übriges Gebiet', en: 'Elsewhere' }

/**
 * Every figure that a publication shows, by the same functions as the API's. O(kinds · thresholds · groups · parts).
 *
 * @param rule null: figures are shown as they are
 */
export function buildTable(
  state: FreezeState,
  definition: PublicationDefinition,
  rule: DisclosureRule | null,
  onShare: (share: number) => void = () => {},
): TableFile {
  const { levelId, districtIds, categories, groups } = definition
  const { region, population, cellStatus, edgeDeciseconds } = state
  const levelIndex = region.levels.findIndex(({ id }) => id === levelId)
  const { districts } = region.levels[levelIndex]
  const isChosen = districts.map(({ id }) => districtIds === null || districtIds.includes(id))
  const meters = groups.map((groupId): CoverageMeter =>
    createCoverageMeter({
      population,
      groupIndex: population.groupIds.indexOf(groupId),
      levelIndex,
      districts,
      labels: { total: '', noDistrict: '' },
    }),
  )
  const blocks: TableFile['blocks'] = []
  const places: TableFile['places'] = []
  const people: TableFile['people'] = []
  let hasElsewhere = false
  const countPlaces = createPlaceCounter(state, levelIndex)
  const measured = categories.flatMap(({ id: categoryId, minutes }, c) => {
    const nearest = state.nearest(categoryId)
    const facilityCounts = countPlaces(categoryId)
    const ofCategory = minutes.flatMap((limit) => {
      const outcome = computeCellOutcome(nearest, 1, toDeciseconds(limit), { cellStatus, edgeDeciseconds })
      return groups.map((groupId, g) => {
        const { rows, total } = meters[g].measure(outcome, facilityCounts)
        const chosen = rows.filter((_, i) => isChosen[i])
        const others = rows.filter((_, i) => !isChosen[i])
        hasElsewhere ||= others.length > 0
        return { categoryId, minutes: limit, groupId, chosen, others, total }
      })
    })
    onShare((c + 1) / categories.length)
    return ofCategory
  })
  for (const { categoryId, minutes, groupId, chosen, others, total } of measured) {
    const joined = hasElsewhere ? [...chosen, joinRows(others), total] : [...chosen, total]
    const rows = rule === null ? joined : joined.map((row) => maskRow(row, rule))
    blocks.push({
      categoryId,
      minutes,
      groupId,
      served: rows.map(({ served }) => served),
      unserved: rows.map(({ unserved }) => unserved),
      unknown: rows.map(({ unknown }) => unknown),
      uncertain: rows.map(({ uncertain }) => uncertain),
      share: rows.map(({ share }) => share),
      meanMinutes: rows.map(({ meanMinutes }) => meanMinutes),
      reason: rows.map(({ reason }) => reason as FigureReason | null),
    })
    if (!people.some((known) => known.groupId === groupId)) {
      people.push({
        groupId,
        people: rows.map((row) => row.people),
        reason: rows.map((row) => (row.people === 0 ? 'no-people' : null)),
      })
    }
    if (!places.some((known) => known.categoryId === categoryId))
      places.push({ categoryId, count: rows.map(({ facilityCount }) => facilityCount) })
  }
  return {
    format: PUBLICATION_FORMAT,
    levelId,
    rows: [
      ...districts
        .filter((_, i) => isChosen[i])
        .map(({ id, name }) => ({ kind: 'district' as const, id, name: { de: name, en: name } })),
      ...(hasElsewhere ? [{ kind: 'elsewhere' as const, id: null, name: ELSEWHERE }] : []),
      { kind: 'total' as const, id: null, name: region.name },
    ],
    people,
    places,
    blocks,
  }
}

/** Open places of a kind per district, and none in the last entry, as the API counts them. */
function createPlaceCounter({ region, facilities, isOpen }: FreezeState, levelIndex: number) {
  const { districts } = region.levels[levelIndex]
  const index = buildPolygonIndex(districts.map(({ geometry }) => geometry))
  return (categoryId: string): Uint32Array => {
    const counts = new Uint32Array(districts.length + 1)
    facilities.forEach(({ categoryIds, lng, lat }, i) => {
      if (isOpen[i] === 0 || !categoryIds.includes(categoryId)) return
      const district = findArea(index, lng, lat)
      if (district !== NO_AREA) counts[district]++
    })
    return counts
  }
}

/** Several rows as one: sums, and the share of the sums. */
function joinRows(rows: readonly CoverageRow[]): CoverageRow {
  if (rows.length === 1) return rows[0]
  const sum = (of: (row: CoverageRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [people, served, unknown] = [sum((r) => r.people), sum((r) => r.served), sum((r) => r.unknown)]
  const uncertain = sum((r) => r.uncertain)
  const isAssessable = people > 0 && unknown < people
  return {
    districtId: null,
    name: '',
    people,
    served,
    unserved: people - served,
    unknown,
    uncertain,
    share: isAssessable ? served / people : null,
    shareUpper: people > 0 ? (served + unknown + uncertain) / people : null,
    unservedPerThousand: isAssessable ? ((people - served) / people) * 1000 : null,
    // Times of several rows cannot be joined without who has one.
    meanMinutes: null,
    medianMinutes: null,
    p90Minutes: null,
    peopleWithoutTime: sum((r) => r.peopleWithoutTime),
    gapPersons: sum((r) => r.gapPersons),
    facilityCount: sum((r) => r.facilityCount),
    reason:
      people === 0 ? 'no-people' : isAssessable ? null : (rows.find(({ reason }) => reason !== null)?.reason ?? null),
  }
}

/** Counts are protected already; shares of few people are left out. */
function maskRow(row: CoverageRow, rule: DisclosureRule): CoverageRow {
  const masked = maskCoverageRow(row, rule)
  const isHidden = row.share !== null && maskShare(row.share, row.people, rule) === null
  return isHidden ? { ...masked, reason: 'suppressed' } : masked
}
