import type { Population } from '../population/population.ts'

/**
 * People of one group per cell: the sum of the cell's parts, exact.
 *
 * @param cellCount cells of the grid that the parts refer to
 */
export function computeCellPeople(population: Population, groupIndex: number, cellCount: number): Float64Array {
  const people = population.people[groupIndex]
  if (people === undefined) {
    throw new RangeError(`group index must be 0 … ${population.people.length - 1}, got ${groupIndex}`)
  }
  const perCell = new Float64Array(cellCount)
  for (let part = 0; part < population.partCount; part++) perCell[population.partCell[part]] += people[part]
  return perCell
}
