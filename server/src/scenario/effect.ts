import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import { computeCoverage } from '../access/coverage.ts'
import type { Coverage } from '../access/coverage-meter.ts'
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

/**
 * What changes between two states of one region, per district, in total and per group. Coverage on both sides is computed as for a run, so that the
 * baseline's rows are the run's. O(groups · parts).
 *
 * `gained` and `lost` count people as they live after the change; what more or fewer people make of the served is told apart:
 * `after.served − before.served = gained − lost + servedByPopulation`, exactly.
 */
export function computeEffect(
  before: EffectSide,
  after: EffectSide,
  question: WhatIfQuestion,
  problems: readonly ScenarioProblem[],
): Effect {
  const { region } = after.state
  const groupIndex = getGroupIndex(region, question.groupId)
  const levelIndex = getLevelIndex(region, question.levelId)
  const old = alignOutcome(before, after)
  const changes = sumChanges(old, after, groupIndex, levelIndex)
  const [from, to] = [cover(before, question, groupIndex), cover(after, question, groupIndex)]
  const { districts } = region.levels[levelIndex]
  const rowOf = (index: number, earlier: CoverageRow | undefined, later: CoverageRow | undefined): EffectRow => {
    // Where people of no district live on one side only, the other has no such row: nobody is there.
    const [a, b] = [earlier ?? emptied(later!), later ?? emptied(earlier!)]
    const [gained, lost] = [changes.gained[index], changes.lost[index]]
    return {
      districtId: b.districtId,
      name: b.name,
      before: a,
      after: b,
      gained,
      lost,
      servedByPopulation: b.served - a.served - gained + lost,
      faster: changes.faster[index],
      slower: changes.slower[index],
      personMinutesSaved: changes.saved[index] / 600,
    }
  }
  const none = districts.length
  const rowCount = Math.max(from.rows.length, to.rows.length)
  return {
    question,
    total: rowOf(none + 1, from.total, to.total),
    rows: Array.from({ length: rowCount }, (_, index) => rowOf(index, from.rows[index], to.rows[index])),
    groups: compareGroups(before, after, old, question, levelIndex),
    problems: [...problems],
  }
}

function emptied(row: CoverageRow): CoverageRow {
  const { districtId, name, facilityCount } = row
  return {
    districtId, name, people: 0, served: 0, unserved: 0, unknown: 0, uncertain: 0, share: null, shareUpper: null, unservedPerThousand: null,
    meanMinutes: null, medianMinutes: null, p90Minutes: null, peopleWithoutTime: 0, gapPersons: 0, facilityCount, reason: 'no-people',
  } // prettier-ignore
}

/** The earlier outcome in the order of the later cells; a cell that did not exist was not served. */
function alignOutcome(before: EffectSide, after: EffectSide): { state: Uint8Array; deciseconds: Uint16Array } {
  const common = after.state.region.cells.cellCount
  const count = after.state.cells.cellCount
  const state = new Uint8Array(count).fill(OUTCOME.unserved)
  const deciseconds = new Uint16Array(count).fill(UNREACHED)
  state.set(before.outcome.state.subarray(0, common))
  deciseconds.set(before.outcome.deciseconds.subarray(0, common))
  if (before.state.cells.cellCount > common && count > common) {
    const added = new Map(before.state.cells.cellIds.slice(common).map((id, i) => [id, common + i]))
    for (let cell = common; cell < count; cell++) {
      const earlier = added.get(after.state.cells.cellIds[cell])
      if (earlier === undefined) continue
      state[cell] = before.outcome.state[earlier]
      deciseconds[cell] = before.outcome.deciseconds[earlier]
    }
  }
  return { state, deciseconds }
}

/** People and person-deciseconds per district, then of no district, then in total. */
interface Changes {
  readonly gained: Float64Array
  readonly lost: Float64Array
  readonly faster: Float64Array
  readonly slower: Float64Array
  readonly saved: Float64Array
}

function sumChanges(
  old: { readonly state: Uint8Array; readonly deciseconds: Uint16Array },
  { state: { population, region }, outcome }: EffectSide,
  groupIndex: number,
  levelIndex: number,
): Changes {
  const none = region.levels[levelIndex].districts.length
  const create = () => new Float64Array(none + 2)
  const changes: Changes = { gained: create(), lost: create(), faster: create(), slower: create(), saved: create() }
  const people = population.people[groupIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const { partCell, partCount } = population
  for (let part = 0; part < partCount; part++) {
    const persons = people[part]
    if (persons === 0) continue
    const cell = partCell[part]
    const district = partDistrict[part] === NO_DISTRICT ? none : partDistrict[part]
    const wasServed = old.state[cell] === OUTCOME.served
    const isServed = outcome.state[cell] === OUTCOME.served
    if (isServed && !wasServed) changes.gained[district] += persons
    else if (wasServed && !isServed) changes.lost[district] += persons
    const [earlier, later] = [old.deciseconds[cell], outcome.deciseconds[cell]]
    // No time at all is the longest.
    if (later < earlier) changes.faster[district] += persons
    else if (later > earlier) changes.slower[district] += persons
    if (earlier !== UNREACHED && later !== UNREACHED) changes.saved[district] += persons * (earlier - later)
  }
  for (const column of Object.values(changes) as Float64Array[]) {
    let total = 0
    for (let district = 0; district <= none; district++) total += column[district]
    column[none + 1] = total
  }
  return changes
}

/** Coverage of one group by district and in total, with the labels of a run. */
function cover({ state, outcome }: EffectSide, question: WhatIfQuestion, groupIndex: number): Coverage {
  const { region, population } = state
  const levelIndex = getLevelIndex(region, question.levelId)
  const { districts } = region.levels[levelIndex]
  const facilityCounts = new Uint32Array(districts.length + 1)
  const open = listOpenFacilities(state, question.categoryIds).map((index) => state.facilities[index])
  for (const district of findDistricts(region, levelIndex, open)) {
    if (district !== NO_AREA) facilityCounts[district]++
  }
  return computeCoverage({
    outcome,
    population,
    groupIndex,
    levelIndex,
    districts,
    facilityCounts,
    labels: { total: region.name.de, noDistrict: '' },
  })
}

function compareGroups(
  before: EffectSide,
  after: EffectSide,
  old: { readonly state: Uint8Array; readonly deciseconds: Uint16Array },
  question: WhatIfQuestion,
  levelIndex: number,
): GroupEffect[] {
  const { region } = after.state
  const total = region.levels[levelIndex].districts.length + 1
  const effects = region.groups.map(({ id, label }, groupIndex) => {
    const { gained, lost } = sumChanges(old, after, groupIndex, levelIndex)
    return {
      groupId: id,
      label,
      before: cover(before, question, groupIndex).total,
      after: cover(after, question, groupIndex).total,
      gained: gained[total],
      lost: lost[total],
    }
  })
  return effects.sort((a, b) => (a.after.share ?? 2) - (b.after.share ?? 2))
}
