import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'

/**
 * Σ people × gap over those who are surely not served, by district: who cannot be assessed does not move a need forward.
 *
 * @returns length districtCount. O(parts)
 */
export function sumSureGapPersons(
  { state, gap }: Pick<CellOutcome, 'state' | 'gap'>,
  { people, partCell, partDistrict, partCount }: Population,
  groupIndex: number,
  levelIndex: number,
  districtCount: number,
): number[] {
  const sums = new Array<number>(districtCount).fill(0)
  for (let part = 0; part < partCount; part++) {
    const cell = partCell[part]
    const district = partDistrict[levelIndex][part]
    if (district !== NO_DISTRICT && state[cell] === OUTCOME.unserved)
      sums[district] += people[groupIndex][part] * gap[cell]
  }
  return sums
}
