import { NO_DISTRICT, type Population } from './population.ts'

/** People per cell: one array per group, length cellCount. Exact, because people are multiples of 2⁻²⁰. */
export function sumPeopleByCell(population: Population, cellCount: number): Float64Array[] {
  return population.people.map((people) => {
    const sums = new Float64Array(cellCount)
    for (let part = 0; part < population.partCount; part++) sums[population.partCell[part]] += people[part]
    return sums
  })
}

/** People per district of one level: one array per group, length districtCount; people in no district of the level are left out. */
export function sumPeopleByDistrict(population: Population, level: number, districtCount: number): Float64Array[] {
  const partDistrict = population.partDistrict[level]
  return population.people.map((people) => {
    const sums = new Float64Array(districtCount)
    for (let part = 0; part < population.partCount; part++) {
      if (partDistrict[part] !== NO_DISTRICT) sums[partDistrict[part]] += people[part]
    }
    return sums
  })
}

/** All people of one group. */
export function sumPeople(population: Population, group: number): number {
  let sum = 0
  for (const people of population.people[group]) sum += people
  return sum
}
