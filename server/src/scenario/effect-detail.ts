/**
 * An effect with everything that a file about it says of each cell: times, outcome and people on both sides, and the district. Sums over cells are
 * the figures of the effect, exactly, because people are multiples of 2⁻²⁰. O(groups · parts + cells · kinds); nothing is kept.
 */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import type { Effect, ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { alignStates, type AlignedStates } from './align-states.ts'
import { getGroupIndex, getLevelIndex } from './district-of-places.ts'
import { computeEffect } from './effect.ts'
import type { State } from './state.ts'
import { computeOutcome } from './times.ts'
import type { AppliedSide } from './what-if-engine.ts'

/** One side per cell of `EffectDetail.cellIds`. */
export interface CellsOfSide {
  /** Deciseconds of the time that counts, `UNREACHED` where there is none. */
  readonly deciseconds: Uint16Array
  /** `OUTCOME` per cell. */
  readonly outcome: Uint8Array
  /** People of the group. */
  readonly people: Float64Array
}

export interface EffectDetail {
  readonly effect: Effect
  /** H3 ids: cells of the side before, then those that only the side after has. */
  readonly cellIds: readonly string[]
  /** Of the level asked for; `districtIndex` is a position here. */
  readonly districts: readonly { readonly id: string; readonly name: string }[]
  /** District in which most people of the cell live (today, or with the scenario where nobody lives today), or `NO_DISTRICT`. */
  readonly districtIndex: Uint32Array
  readonly before: CellsOfSide
  readonly after: CellsOfSide
  /** Problems of each side's own modifications; the effect has both in one list. */
  readonly problems: { readonly before: readonly ScenarioProblem[]; readonly after: readonly ScenarioProblem[] }
}

/** Both sides with the same cells, and what the question means for them. */
export interface PreparedSides {
  readonly states: AlignedStates
  readonly outcomes: { readonly before: CellOutcome; readonly after: CellOutcome }
}

export function prepareSides(before: AppliedSide, after: AppliedSide, question: WhatIfQuestion): PreparedSides {
  const states = alignStates(before.state, after.state)
  const [from, to] = [states.before, states.after]
  return { states, outcomes: { before: computeOutcome(from, question), after: computeOutcome(to, question) } }
}

/**
 * @param before what things are compared with
 * @param prepared where the caller needs them as well
 */
export function computeEffectDetail(
  before: AppliedSide,
  after: AppliedSide,
  question: WhatIfQuestion,
  prepared = prepareSides(before, after, question),
): EffectDetail {
  const { states, outcomes } = prepared
  const [from, to] = [states.before, states.after]
  const level = getLevelIndex(to.region, question.levelId)
  const sideOf = (state: State, outcome: (typeof outcomes)['before']): CellsOfSide => ({
    deciseconds: outcome.deciseconds,
    outcome: outcome.state,
    people: sumCellPeople(state.population, getGroupIndex(state.region, question.groupId), state.cells.cellCount),
  })
  return {
    effect: {
      ...computeEffect({ state: from, outcome: outcomes.before }, { state: to, outcome: outcomes.after }, question, [
        ...before.problems,
        ...after.problems,
      ]),
      streets: [...after.streets],
    },
    cellIds: to.cells.cellIds,
    districts: to.region.levels[level].districts.map(({ id, name }) => ({ id, name })),
    districtIndex: findMainDistricts([from.population, to.population], level, to.cells.cellCount),
    before: sideOf(from, outcomes.before),
    after: sideOf(to, outcomes.after),
    problems: { before: before.problems, after: after.problems },
  }
}

/** What happened to the people of a cell, as the difference map tells it. */
export const CELL_CHANGES = ['newly-served', 'shorter', 'same', 'longer', 'no-longer-served'] as const
export type CellChange = (typeof CELL_CHANGES)[number]

/** No time at all (`UNREACHED`, the largest value) is longer than any. */
export function findCellChange({ before, after }: Pick<EffectDetail, 'before' | 'after'>, cell: number): CellChange {
  const wasServed = before.outcome[cell] === OUTCOME.served
  const isServed = after.outcome[cell] === OUTCOME.served
  if (wasServed !== isServed) return isServed ? 'newly-served' : 'no-longer-served'
  const difference = after.deciseconds[cell] - before.deciseconds[cell]
  return difference < 0 ? 'shorter' : difference > 0 ? 'longer' : 'same'
}

function sumCellPeople(population: Population, group: number, cellCount: number): Float64Array {
  const sums = new Float64Array(cellCount)
  const people = population.people[group]
  for (let part = 0; part < population.partCount; part++) sums[population.partCell[part]] += people[part]
  return sums
}

/** From the first population in which the cell has anybody; of equal districts the one met first. */
function findMainDistricts(populations: readonly Population[], level: number, cellCount: number): Uint32Array {
  const main = new Uint32Array(cellCount).fill(NO_DISTRICT)
  for (const { partCount, partCell, partDistrict, people } of populations) {
    const sums = new Map<number, Map<number, number>>()
    for (let part = 0; part < partCount; part++) {
      const district = partDistrict[level][part]
      if (district === NO_DISTRICT || main[partCell[part]] !== NO_DISTRICT) continue
      const ofCell = sums.get(partCell[part]) ?? new Map<number, number>()
      sums.set(partCell[part], ofCell)
      ofCell.set(district, (ofCell.get(district) ?? 0) + people[0][part])
    }
    for (const [cell, ofCell] of sums) {
      let most = -1
      for (const [district, sum] of ofCell) {
        if (sum <= most) continue
        most = sum
        main[cell] = district
      }
    }
  }
  return main
}
