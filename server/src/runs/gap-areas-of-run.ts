import type { CellOutcome } from '../access/cell-outcome.ts'
import { findGapAreas, type GapArea } from '../gaps/gap-areas.ts'
import { buildCellNeighbours, type CellNeighbours } from '../grid/cells.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { Question } from './question.ts'
import type { LoadedRun } from './run-results.service.ts'

const neighboursOf = new WeakMap<RegionData, CellNeighbours>()

/** Gap areas of a question, on the districts of its level. The neighbourhood of cells is computed once per region. */
export function listGapAreas({ region }: LoadedRun, question: Question, outcome: CellOutcome): GapArea[] {
  const { cells, population } = region
  const levelIndex = region.levels.findIndex((level) => level.id === question.levelId)
  let cellNeighbours = neighboursOf.get(region)
  if (!cellNeighbours) neighboursOf.set(region, (cellNeighbours = buildCellNeighbours(cells.cellIds)))
  return findGapAreas({
    outcome,
    cells,
    cellNeighbours,
    population,
    groupIndex: population.groupIds.indexOf(question.groupId),
    levelIndex,
    districts: region.districts[levelIndex],
  }).areas
}
