import type { ColumnSet } from '../columns/columns.ts'
import type { Population } from './population.ts'

/** The population as a column set, to be stored and sent. */
export function populationToColumns(population: Population): ColumnSet {
  const columns: Record<string, Uint32Array | Float64Array> = { partCell: population.partCell }
  population.partDistrict.forEach((column, level) => (columns[`district:${level}`] = column))
  population.groupIds.forEach((id, group) => (columns[`people:${id}`] = population.people[group]))
  return {
    meta: {
      groupIds: population.groupIds,
      partCount: population.partCount,
      levelCount: population.partDistrict.length,
    },
    columns,
  }
}

/** The inverse of `populationToColumns`. */
export function populationFromColumns(set: ColumnSet): Population {
  const meta = set.meta as { groupIds: string[]; partCount: number; levelCount: number }
  return {
    groupIds: meta.groupIds,
    partCount: meta.partCount,
    partCell: set.columns.partCell as Uint32Array,
    partDistrict: Array.from(
      { length: meta.levelCount },
      (_, level) => set.columns[`district:${level}`] as Uint32Array,
    ),
    people: meta.groupIds.map((id) => set.columns[`people:${id}`] as Float64Array),
  }
}
