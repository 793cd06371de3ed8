import { computeReasonCodes } from '../access/no-value-reason.ts'
import type { Column, ColumnSet } from '../columns/columns.ts'
import { PUBLICATION_FORMAT, type CellsMeta, type PublicationDefinition } from '../contract/publication.ts'
import { cellIdToHalves } from '../grid/cells.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { mainDistricts, NO_DISTRICT_16 } from '../regions/cell-columns.ts'
import type { FreezeState } from './freeze-state.ts'

/** The cells of the chosen districts with times and people, as `CellsMeta` describes them. */
export function buildCells(state: FreezeState, definition: PublicationDefinition): ColumnSet {
  const { levelId, districtIds, categories, groups } = definition
  const { region, cells, population } = state
  const levelIndex = region.levels.findIndex(({ id }) => id === levelId)
  const { districts } = region.levels[levelIndex]
  const districtOf = mainDistricts(population, levelIndex, cells.cellCount)
  const isShown = (district: number): boolean =>
    districtIds === null || (district !== NO_DISTRICT_16 && districtIds.includes(districts[district].id))
  const shown = Array.from(districtOf.keys()).filter((cell) => isShown(districtOf[cell]))
  const columns: Record<string, Column> = {
    idHigh: new Uint32Array(shown.length),
    idLow: new Uint32Array(shown.length),
    district: Uint16Array.from(shown, (cell) => districtOf[cell]),
    edgeDeciseconds: Uint16Array.from(shown, (cell) => state.edgeDeciseconds[cell]),
  }
  shown.forEach((cell, i) => {
    ;[columns.idHigh[i], columns.idLow[i]] = cellIdToHalves(cells.cellIds[cell])
  })
  for (const { id } of categories) {
    const { deciseconds, originCount } = state.nearest(id)
    const nearest = deciseconds.subarray(0, originCount)
    const isMissing = !state.facilities.some((f, i) => state.isOpen[i] === 1 && f.categoryIds.includes(id))
    const reasons = computeReasonCodes(nearest, state.cellStatus, isMissing)
    columns[`deciseconds:${id}`] = Uint16Array.from(shown, (cell) => nearest[cell])
    columns[`reason:${id}`] = Uint8Array.from(shown, (cell) => reasons[cell])
  }
  const people = sumPeopleByCell(population, cells.cellCount)
  for (const id of groups) {
    const ofGroup = people[population.groupIds.indexOf(id)]
    columns[`people:${id}`] = Float32Array.from(shown, (cell) => ofGroup[cell])
  }
  const meta: CellsMeta = {
    format: PUBLICATION_FORMAT,
    resolution: cells.resolution,
    cellCount: shown.length,
    categories: categories.map(({ id }) => id),
    groups: [...groups],
  }
  return { meta: { ...meta }, columns }
}
