import type { ColumnSet } from '../columns/columns.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { cellIdToHalves } from '../grid/cells.ts'
import type { RegionData } from './region-data.service.ts'

/** In district columns: the cell lies in no district of the level. */
export const NO_DISTRICT_16 = 0xffff

/** The region's cells as columns: ids in halves, people by group, main district per level. */
export function cellColumns(region: RegionData): ColumnSet {
  const { cells, population, levels, summary } = region
  const idHigh = new Uint32Array(cells.cellCount)
  const idLow = new Uint32Array(cells.cellCount)
  cells.cellIds.forEach((id, i) => {
    ;[idHigh[i], idLow[i]] = cellIdToHalves(id)
  })
  const columns: Record<string, Uint32Array | Uint16Array | Float32Array> = { idHigh, idLow }
  levels.forEach((level, l) => (columns[`district:${level.id}`] = mainDistricts(population, l, cells.cellCount)))
  sumPeopleByCell(population, cells.cellCount).forEach((people, g) => {
    columns[`people:${population.groupIds[g]}`] = Float32Array.from(people)
  })
  return {
    meta: {
      version: region.importId,
      resolution: cells.resolution,
      cellCount: cells.cellCount,
      groups: summary.groups.map((g) => g.id),
      levels: levels.map((l) => l.id),
    },
    columns,
  }
}

/** District with the most people of each cell; of equal ones (nobody lives there) the first. */
export function mainDistricts(population: Population, level: number, cellCount: number): Uint16Array {
  const partDistrict = population.partDistrict[level]
  const people = population.people[0]
  const main = new Uint16Array(cellCount).fill(NO_DISTRICT_16)
  const most = new Float64Array(cellCount).fill(-1)
  const sums = new Map<number, number>()
  for (let part = 0; part < population.partCount; part++) {
    if (partDistrict[part] === NO_DISTRICT) continue
    const cell = population.partCell[part]
    // A district can have several parts of a cell where levels cross.
    const key = cell * 65536 + partDistrict[part]
    const sum = (sums.get(key) ?? 0) + people[part]
    sums.set(key, sum)
    if (sum > most[cell]) {
      most[cell] = sum
      main[cell] = partDistrict[part]
    }
  }
  return main
}
