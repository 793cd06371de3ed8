import type { ChangePopulation, ScenarioProblem } from '../contract/scenario.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { quantisePeople, roundToQuantum } from '../population/quantise.ts'
import { createScenarioProblem } from './scenario-problems.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/**
 * Growth or a forecast by district and group. Everybody in a district grows by one factor, so people stay where they live.
 *
 * - An entry for `all` (or for no group) keeps the age structure: every group is multiplied by the same factor.
 * - An entry for a group changes that group; the difference is added to `all`, unless the same modification has an entry for `all` there.
 * - Entries for `all` come first, whatever their order. No group becomes larger than `all` of its part, and none negative.
 */
export function changePopulation(
  region: WhatIfRegion,
  population: Population,
  { id, levelId, entries }: ChangePopulation,
): { readonly population: Population; readonly problems: readonly ScenarioProblem[] } {
  const levelIndex = region.levels.findIndex((level) => level.id === levelId)
  const { districts } = region.levels[levelIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const all = population.groupIds.indexOf('all')
  const people = population.people.map((column) => column.slice())
  const problems: ScenarioProblem[] = []
  const partsOf = districts.map((): number[] => [])
  partDistrict.forEach((district, part) => {
    if (district !== NO_DISTRICT) partsOf[district].push(part)
  })
  const isForAll = (groupId: string | null) => groupId === null || groupId === 'all'
  const ordered = [...entries.filter((e) => isForAll(e.groupId)), ...entries.filter((e) => !isForAll(e.groupId))]
  const hasAll = (districtId: string) =>
    entries.some((e) => isForAll(e.groupId) && (e.districtId === null || e.districtId === districtId))

  for (const { districtId, groupId, percent, people: figure } of ordered) {
    districts.forEach((district, d) => {
      if (districtId !== null && districtId !== district.id) return
      const parts = partsOf[d]
      const group = isForAll(groupId) ? all : population.groupIds.indexOf(groupId!)
      const before = parts.reduce((sum, part) => sum + people[group][part], 0)
      if (figure !== undefined && before === 0) {
        if (figure > 0) problems.push(createScenarioProblem(id, 'nobody-there', district.name))
        return
      }
      const factor = figure !== undefined ? figure / before : 1 + percent! / 100
      if (isForAll(groupId)) {
        people.forEach((column) => scale(column, parts, factor))
        return
      }
      const old = parts.map((part) => people[group][part])
      scale(people[group], parts, factor)
      if (hasAll(district.id)) return
      parts.forEach((part, i) => (people[all][part] = Math.max(0, people[all][part] + people[group][part] - old[i])))
    })
  }
  for (const column of people) {
    for (let part = 0; part < column.length; part++) column[part] = Math.min(column[part], people[all][part])
  }
  return { population: { ...population, people }, problems }
}

/** Multiplies some parts of a group; their sum is the rounded multiple of the sum before. */
function scale(column: Float64Array, parts: readonly number[], factor: number): void {
  const before = parts.reduce((sum, part) => sum + column[part], 0)
  const scaled = quantisePeople(
    Float64Array.from(parts, (part) => column[part] * factor),
    roundToQuantum(before * factor),
  )
  parts.forEach((part, i) => (column[part] = scaled[i]))
}
