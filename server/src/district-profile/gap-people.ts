import { OUTCOME } from '../access/cell-outcome.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'

/** People of one district in a gap area, and those of them whom a place beyond the edge of the data could serve. */
export interface GapPeople {
  readonly people: number
  readonly uncertain: number
}

/**
 * People of a gap area by the district they live in.
 *
 * @param cellIndexes of the area; cells that only bridge it have no people of the group
 * @param state `OUTCOME` per cell
 * @param partFirst from `findFirstParts`
 * @returns by district index; districts without people of the group in the area do not occur
 */
export function spreadGapPeople(
  cellIndexes: Uint32Array,
  state: Uint8Array,
  population: Population,
  groupIndex: number,
  levelIndex: number,
  partFirst: Uint32Array,
): Map<number, GapPeople> {
  const people = population.people[groupIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const sums = new Map<number, GapPeople>()
  for (const cell of cellIndexes) {
    for (let part = partFirst[cell]; part < partFirst[cell + 1]; part++) {
      const d = partDistrict[part]
      if (d === NO_DISTRICT || people[part] === 0) continue
      const before = sums.get(d) ?? { people: 0, uncertain: 0 }
      const uncertain = state[cell] === OUTCOME.unserved ? 0 : people[part]
      sums.set(d, { people: before.people + people[part], uncertain: before.uncertain + uncertain })
    }
  }
  return sums
}

/** First part of each cell, length cellCount + 1; parts are sorted by cell. */
export function findFirstParts({ partCell, partCount }: Population, cellCount: number): Uint32Array {
  const first = new Uint32Array(cellCount + 1)
  for (let part = 0; part < partCount; part++) first[partCell[part] + 1]++
  for (let cell = 0; cell < cellCount; cell++) first[cell + 1] += first[cell]
  return first
}
