/** The question of `nahraum gaps` and its answer, by the analysis that the server uses. */
import { assess } from '../access/assess.ts'
import { mergeNearest } from '../access/nearest-of-any.ts'
import type { Category } from '../facilities/catalogue.ts'
import { findGapAreas } from '../gaps/gap-areas.ts'
import { buildPolygonIndex, findArea, NO_AREA } from '../geo/polygon-index.ts'
import { buildCellNeighbours } from '../grid/cells.ts'
import type { Profile } from '../network/profile.ts'
import { computeAnalysis } from '../runs/compute-analysis.ts'
import type { GapsData } from './gaps-data.service.ts'

export interface GapsQuestion {
  /** At least one; the first gives the default threshold. */
  readonly categories: readonly Category[]
  readonly groupId: string
  readonly profile: Profile
  readonly minutes: number
  readonly weighting: 'buildings' | 'area'
  readonly withOsmPlaces: boolean
}

export type GapsAnswer = ReturnType<typeof answerQuestion>

export function answerQuestion(data: GapsData, question: GapsQuestion) {
  const { network, districts, facilities } = data
  const { cells, population } = data.people
  const analysis = computeAnalysis({
    network,
    profileId: question.profile.id,
    cells,
    facilities,
    population,
    levels: [{ id: 'district', districts }],
    categories: question.categories.map(({ id }) => ({ id, thresholdMinutes: question.minutes })),
  })
  const tables = analysis.categories.map((category) => category.nearest)
  const nearest = tables.length === 1 ? tables[0] : mergeNearest(tables)
  const index = buildPolygonIndex(districts.map((district) => district.geometry))
  const facilityCounts = new Uint32Array(districts.length + 1)
  let placesOfKinds = 0
  for (const facility of facilities) {
    if (!question.categories.some(({ id }) => facility.categoryIds.includes(id))) continue
    placesOfKinds++
    const district = findArea(index, facility.lng, facility.lat)
    if (district !== NO_AREA) facilityCounts[district]++
  }
  const groupIndex = population.groupIds.indexOf(question.groupId)
  const assessment = assess(
    { nearest, rank: 1, thresholdDeciseconds: Math.round(question.minutes * 600) },
    {
      cellStatus: analysis.cells.status,
      edgeDeciseconds: analysis.cells.edgeDeciseconds,
      population,
      groupIndex,
      levelIndex: 0,
      districts,
      facilityCounts,
      labels: { total: 'Total', noDistrict: 'No district' },
    },
  )
  const gapAreas = findGapAreas({
    outcome: assessment.outcome,
    cells,
    cellNeighbours: buildCellNeighbours(cells.cellIds),
    population,
    groupIndex,
    levelIndex: 0,
    districts,
  })
  return { analysis, nearest, assessment, gapAreas, groupIndex, placesOfKinds }
}
