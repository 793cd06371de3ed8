/** People who walk no longer than a time, by group: the same sum as that of coverage, from the same times of cells. */
import type { Population } from '../population/population.ts'

/**
 * @param cellDeciseconds walking time per cell; sentinels are larger than any cutoff
 * @returns people per group, exact, in the order of the population's groups
 */
export function sumPeopleWithin(
  { people, partCell, partCount }: Population,
  cellDeciseconds: ArrayLike<number>,
  cutoffDeciseconds: number,
): number[] {
  return people.map((group) => {
    let sum = 0
    for (let part = 0; part < partCount; part++) {
      if (cellDeciseconds[partCell[part]] <= cutoffDeciseconds) sum += group[part]
    }
    return sum
  })
}
