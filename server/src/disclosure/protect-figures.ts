import type { AreaOfPeople } from '../population/area-of-people.ts'
import type { Benchmark } from '../population/benchmark.ts'
import { stepOf, type DisclosureRule } from './disclosure-rule.ts'
import { protectAtoms, type NestedGroup } from './protect-atoms.ts'

/**
 * Districts of one level with the figures of a register as they may be worked with for the public: multiples of the step, remainders carried on in the order of
 * the districts' ids, so that the region's total stays within one step of the true one. Figures that are no benchmark are left out: nothing public uses them.
 *
 * @param benchmarks those of this level
 */
export function protectFigures<T extends AreaOfPeople>(
  districts: readonly T[],
  benchmarks: readonly Pick<Benchmark, 'groupId' | 'figure'>[],
  groups: readonly NestedGroup[],
  rule: DisclosureRule,
): T[] {
  const order = Uint32Array.from(districts, (_, i) => i).sort(
    (a, b) => compareIds(districts[a].id, districts[b].id) || a - b,
  )
  const people = benchmarks.map(({ figure }) => Float64Array.from(districts, ({ figures }) => figures[figure] ?? NaN))
  const nested = benchmarks.map(
    ({ groupId }) => groups.find(({ id }) => id === groupId) ?? { id: groupId, within: null },
  )
  const shown = protectAtoms({ groups: nested, people, step: stepOf(rule), order })
  return districts.map((district, d) => ({
    ...district,
    figures: Object.fromEntries(
      benchmarks.flatMap(({ figure }, b) => (Number.isNaN(shown[b][d]) ? [] : [[figure, shown[b][d]]])),
    ),
  }))
}

/** By code units: the same everywhere. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
