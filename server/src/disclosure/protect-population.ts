import type { Population } from '../population/population.ts'
import { stepOf, type DisclosureRule } from './disclosure-rule.ts'
import { protectAtoms, type NestedGroup } from './protect-atoms.ts'

/**
 * The population of which anything may be published: the same parts with people in multiples of the rule's step. Parts are the atoms, so cells, districts of
 * every level, served and unserved people of any kind and threshold, tiles and packs that are computed from it add up, and tell nothing that it does not.
 *
 * Remainders go on to the next part of the same district (cells ascend, so to a neighbour), then to the next district. The sum of a district whose people are
 * a multiple of the step is kept; any other is less than one step off where districts of one level lie within those of the next.
 *
 * O(parts · log parts).
 *
 * @param groups the groups of the population in its order
 */
export function protectPopulation(
  population: Population,
  groups: readonly NestedGroup[],
  rule: DisclosureRule,
): Population {
  const { partCount, partDistrict, groupIds } = population
  if (groups.length !== groupIds.length || groups.some(({ id }, g) => id !== groupIds[g]))
    throw new RangeError(
      `the population has the groups ${groupIds.join(', ')}, got ${groups.map(({ id }) => id).join(', ')}`,
    )
  const coarsestFirst = [...partDistrict].reverse()
  const compare = (a: number, b: number): number => {
    for (const districts of coarsestFirst) if (districts[a] !== districts[b]) return districts[a] - districts[b]
    return 0
  }
  const order = Uint32Array.from({ length: partCount }, (_, part) => part).sort((a, b) => compare(a, b) || a - b)
  const stretchEnds: number[] = []
  for (let i = 1; i <= partCount; i++) {
    if (i === partCount || compare(order[i - 1], order[i]) !== 0) stretchEnds.push(i)
  }
  const people = protectAtoms({ groups, people: population.people, step: stepOf(rule), order, stretchEnds })
  return { ...population, people }
}
