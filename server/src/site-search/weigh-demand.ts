import type { SitingRequest } from '../contract/siting.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { roundToQuantum } from '../population/quantise.ts'
import { getGroupIndex, getLevelIndex } from '../scenario/district-of-places.ts'
import type { State } from '../scenario/state.ts'
import { compareIds } from '../siting/compare-ids.ts'

/** Who is to be served: the people of each cell; where classes matter, those of the neediest districts apart. */
export interface WeighedDemand {
  /** Ascending; the id of the cell, with `/neediest` behind it where the cell has people of both classes. */
  readonly ids: readonly string[]
  readonly cell: Uint32Array
  /** People of the group, > 0 in weight or not. */
  readonly people: Float64Array
  /** People times need, in multiples of 2⁻²⁰, so that sums are exact; > 0. */
  readonly weight: Float64Array
  /** Null where classes do not matter. */
  readonly isNeediest: Uint8Array | null
  readonly isWeighted: boolean
}

/** People without weight are left out. O(parts + demand · log demand). */
export function weighDemand(state: State, question: WhatIfQuestion, { model, need }: SitingRequest): WeighedDemand {
  const { population, region, cells } = state
  const people = population.people[getGroupIndex(region, question.groupId)]
  const hasClasses = model === 'equity-coverage'
  const factor = factorsOfParts(state, need)
  const highest = factor.reduce((most, value) => Math.max(most, value), 0)
  /** Per cell and class: people, then weight. */
  const sums = new Float64Array(4 * cells.cellCount)
  for (let part = 0; part < population.partCount; part++) {
    if (people[part] === 0) continue
    const at = 4 * population.partCell[part] + (hasClasses && factor[part] === highest ? 2 : 0)
    sums[at] += people[part]
    sums[at + 1] += hasClasses ? people[part] : roundToQuantum(people[part] * factor[part])
  }
  const units: { readonly id: string; readonly at: number; readonly cell: number; readonly isNeediest: boolean }[] = []
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const isDivided = sums[4 * cell + 1] > 0 && sums[4 * cell + 3] > 0
    for (const isNeediest of [false, true]) {
      const at = 4 * cell + (isNeediest ? 2 : 0)
      if (sums[at + 1] === 0) continue
      units.push({ id: cells.cellIds[cell] + (isNeediest && isDivided ? '/neediest' : ''), at, cell, isNeediest })
    }
  }
  units.sort((a, b) => compareIds(a.id, b.id))
  return {
    ids: units.map(({ id }) => id),
    cell: Uint32Array.from(units, ({ cell }) => cell),
    people: Float64Array.from(units, ({ at }) => sums[at]),
    weight: Float64Array.from(units, ({ at }) => sums[at + 1]),
    isNeediest: hasClasses ? Uint8Array.from(units, ({ isNeediest }) => (isNeediest ? 1 : 0)) : null,
    isWeighted: !hasClasses && need !== undefined && Object.values(need.factors).some((value) => value !== 1),
  }
}

/** The factor of the district that each part lies in; 1 where none is given, and in no district. */
function factorsOfParts({ population, region }: State, need: SitingRequest['need']): Float64Array {
  const factor = new Float64Array(population.partCount).fill(1)
  if (need === undefined) return factor
  const level = getLevelIndex(region, need.levelId)
  const ofDistrict = region.levels[level].districts.map(({ id }) =>
    Object.hasOwn(need.factors, id) ? need.factors[id] : 1,
  )
  population.partDistrict[level].forEach((district, part) => {
    if (district !== NO_DISTRICT) factor[part] = ofDistrict[district]
  })
  return factor
}
