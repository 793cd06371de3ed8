/**
 * The balance between a state and what becomes of it, measured again and again for other outcomes of the same cells and people: what `computeEffect`
 * does once and a dragged place many times a second. Nothing is estimated and nothing carried over from one measurement to the next, so both give the
 * same bytes. See docs/methods/what-if.md. O(groups · parts + longest time).
 */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { computeCoverage } from '../access/coverage.ts'
import {
  createCoverageMeter,
  type Coverage,
  type CoverageMeterInput,
  type SortedParts,
} from '../access/coverage-meter.ts'
import { createTimeOrder, listInhabited } from '../access/time-order.ts'
import type { CoverageRow } from '../contract/result.ts'
import type { Effect, EffectRow, GroupEffect, ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import { NO_AREA } from '../geo/polygon-index.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { findDistricts, getGroupIndex, getLevelIndex } from './district-of-places.ts'
import type { State } from './state.ts'
import { listOpenFacilities } from './times.ts'

/** A state, and what the question means there. */
export interface EffectSide {
  readonly state: State
  readonly outcome: CellOutcome
}

export interface EffectMeter {
  /**
   * @param outcome for the cells of the state after; read, not kept
   * @param facilityCounts open places of the kinds per district then, see `countFacilities`
   */
  measure(outcome: CellOutcome, facilityCounts: Uint32Array, problems: readonly ScenarioProblem[]): Effect
}

/**
 * @param before aligned with `after`: same cells, districts and groups (see align-states.ts)
 * @throws RangeError where they are not
 */
export function createEffectMeter(before: EffectSide, after: State, question: WhatIfQuestion): EffectMeter {
  const { region, population } = after
  const groupIndex = getGroupIndex(region, question.groupId)
  const levelIndex = getLevelIndex(region, question.levelId)
  const cellCount = after.cells.cellCount
  if (before.outcome.state.length !== cellCount) {
    throw new RangeError(`${before.outcome.state.length} cells before and ${cellCount} after; align the states first`)
  }
  const { partCell } = population
  const none = region.levels[levelIndex].districts.length
  const inhabited = listInhabited(population.people)
  const members: Members = {
    people: population.people[groupIndex],
    inhabited,
    partCell,
    partDistrict: population.partDistrict[levelIndex].map((district) => (district === NO_DISTRICT ? none : district)),
  }
  const order = createTimeOrder(partCell, inhabited)
  const meters = region.groups.map((_, index) => createCoverageMeter(coverageOf(after, levelIndex, index)))
  const facilityCountsBefore = countFacilities(before.state, question)
  const from = region.groups.map((_, index) =>
    computeCoverage({
      ...coverageOf(before.state, levelIndex, index),
      outcome: before.outcome,
      facilityCounts: facilityCountsBefore,
    }),
  )
  /** Per cell 1: newly served, −1: no longer served. */
  const change = new Int8Array(cellCount)
  const column = () => new Float64Array(none + 2)
  const sums: ChangeSums = { gained: column(), lost: column(), faster: column(), slower: column(), saved: column() }

  function measure(outcome: CellOutcome, facilityCounts: Uint32Array, problems: readonly ScenarioProblem[]): Effect {
    if (outcome.state.length !== cellCount) {
      throw new RangeError(`outcomes of ${outcome.state.length} cells do not fit ${cellCount}`)
    }
    setChange(change, before.outcome.state, outcome.state)
    sumChanges(sums, before.outcome.deciseconds, outcome.deciseconds, change, members)
    const sorted = { parts: order.parts, count: order.sort(outcome.deciseconds) }
    const to = meters[groupIndex].measure(outcome, facilityCounts, sorted)
    const { gained, lost, faster, slower, saved } = sums
    const rowOf = (index: number, earlier: CoverageRow | undefined, later: CoverageRow | undefined): EffectRow => {
      // Where people of no district live on one side only, the other has no such row: nobody is there.
      const [a, b] = [earlier ?? emptied(later!), later ?? emptied(earlier!)]
      return {
        districtId: b.districtId,
        name: b.name,
        before: a,
        after: b,
        gained: gained[index],
        lost: lost[index],
        servedByPopulation: b.served - a.served - gained[index] + lost[index],
        faster: faster[index],
        slower: slower[index],
        personMinutesSaved: saved[index] / 600,
      }
    }
    const [a, b] = [from[groupIndex], to]
    const rowCount = Math.max(a.rows.length, b.rows.length)
    return {
      question,
      total: rowOf(none + 1, a.total, b.total),
      rows: Array.from({ length: rowCount }, (_, index) => rowOf(index, a.rows[index], b.rows[index])),
      groups: compareGroups(to, outcome, facilityCounts, sorted),
      problems: [...problems],
      streets: [],
    }
  }

  function compareGroups(
    asked: Coverage,
    outcome: CellOutcome,
    facilityCounts: Uint32Array,
    sorted: SortedParts,
  ): GroupEffect[] {
    const effects = region.groups.map(({ id, label }, index): GroupEffect => {
      const [gained, lost] =
        index === groupIndex
          ? [sums.gained[none + 1], sums.lost[none + 1]]
          : sumChange(change, population.people[index], inhabited, partCell)
      const later = index === groupIndex ? asked.total : meters[index].measureTotal(outcome, facilityCounts, sorted)
      return { groupId: id, label, before: from[index].total, after: later, gained, lost }
    })
    // A group without a share has nobody to serve.
    return effects.sort((a, b) => (a.after.share ?? 2) - (b.after.share ?? 2))
  }

  return { measure }
}

/** People and person-deciseconds per district, then of no district, then in total. */
interface ChangeSums {
  readonly gained: Float64Array
  readonly lost: Float64Array
  readonly faster: Float64Array
  readonly slower: Float64Array
  readonly saved: Float64Array
}

/** Who is summed. */
interface Members {
  /** Of the group asked about, per part. */
  readonly people: Float64Array
  /** Parts with people of any group, ascending. */
  readonly inhabited: Uint32Array
  readonly partCell: Uint32Array
  /** No district is the last district. */
  readonly partDistrict: Uint32Array
}

// The loops below are functions of their arguments alone, not closures: engines keep arguments in registers.

function setChange(change: Int8Array, earlier: Uint8Array, later: Uint8Array): void {
  for (let cell = 0; cell < change.length; cell++) {
    const isServed = later[cell] === OUTCOME.served ? 1 : 0
    const wasServed = earlier[cell] === OUTCOME.served ? 1 : 0
    change[cell] = isServed - wasServed
  }
}

function sumChanges(
  { gained, lost, faster, slower, saved }: ChangeSums,
  earlierTime: Uint16Array,
  laterTime: Uint16Array,
  change: Int8Array,
  { people, inhabited, partCell, partDistrict }: Members,
): void {
  for (const values of [gained, lost, faster, slower, saved]) values.fill(0)
  for (let i = 0; i < inhabited.length; i++) {
    const part = inhabited[i]
    const cell = partCell[part]
    const earlier = earlierTime[cell]
    const later = laterTime[cell]
    // A cell can become served or unserved at the same time, where another threshold applies.
    if (earlier === later && change[cell] === 0) continue
    const persons = people[part]
    const district = partDistrict[part]
    if (change[cell] > 0) gained[district] += persons
    else if (change[cell] < 0) lost[district] += persons
    // No time at all is the longest.
    if (later < earlier) faster[district] += persons
    else if (later > earlier) slower[district] += persons
    if (earlier !== UNREACHED && later !== UNREACHED) saved[district] += persons * (earlier - later)
  }
  for (const values of [gained, lost, faster, slower, saved]) {
    const last = values.length - 1
    let total = 0
    for (let district = 0; district < last; district++) total += values[district]
    values[last] = total
  }
}

/** People of a group newly served and no longer served. */
function sumChange(
  change: Int8Array,
  people: Float64Array,
  inhabited: Uint32Array,
  partCell: Uint32Array,
): [gained: number, lost: number] {
  let gained = 0
  let lost = 0
  for (let i = 0; i < inhabited.length; i++) {
    const sign = change[partCell[inhabited[i]]]
    if (sign > 0) gained += people[inhabited[i]]
    else if (sign < 0) lost += people[inhabited[i]]
  }
  return [gained, lost]
}

/** Open places of the question's kinds per district of its level; the last entry is for places in no district, which are not counted. */
export function countFacilities(state: State, question: WhatIfQuestion): Uint32Array {
  const levelIndex = getLevelIndex(state.region, question.levelId)
  const counts = new Uint32Array(state.region.levels[levelIndex].districts.length + 1)
  const open = listOpenFacilities(state, question.categoryIds).map((index) => state.facilities[index])
  for (const district of findDistricts(state.region, levelIndex, open)) if (district !== NO_AREA) counts[district]++
  return counts
}

/** Labels as in a run. */
function coverageOf({ region, population }: State, levelIndex: number, groupIndex: number): CoverageMeterInput {
  return {
    population,
    groupIndex,
    levelIndex,
    districts: region.levels[levelIndex].districts,
    labels: { total: region.name.de, noDistrict: '' },
  }
}

function emptied(row: CoverageRow): CoverageRow {
  const { districtId, name, facilityCount } = row
  return {
    districtId, name, people: 0, served: 0, unserved: 0, unknown: 0, uncertain: 0, share: null, shareUpper: null, unservedPerThousand: null,
    meanMinutes: null, medianMinutes: null, p90Minutes: null, peopleWithoutTime: 0, gapPersons: 0, facilityCount, reason: 'no-people',
  } // prettier-ignore
}
