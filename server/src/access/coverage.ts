/**
 * Coverage of a group of people per district and for the whole region: `C_d(T) = Σ P·1[t ≤ T] / Σ P`, with everybody in the
 * denominator. See docs/methods/coverage.md.
 *
 * People are whole multiples of 2⁻²⁰, so every sum of people is exact in any order: served + unserved = people in each row,
 * and the rows add up to the total without any rounding. O(parts), memory O(districts + parts).
 */
import type { CoverageRow } from '../contract/result.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { OUTCOME, type CellOutcome } from './cell-outcome.ts'
import { sortByTime } from './weighted-quantile.ts'

export interface CoverageInput {
  readonly outcome: CellOutcome
  readonly population: Population
  /** Position in `population.groupIds`. */
  readonly groupIndex: number
  /** Position in `population.partDistrict`. */
  readonly levelIndex: number
  /** Districts of the level, in the order that `partDistrict` refers to. */
  readonly districts: readonly { readonly id: string; readonly name: string }[]
  /** Places of the chosen kinds per district, and one entry more: those in no district that are to count in the total. */
  readonly facilityCounts: Uint32Array
  /** How the total and the row of no district are called. */
  readonly labels: { readonly total: string; readonly noDistrict: string }
}

export interface Coverage {
  /** Everybody: the rows below, and the places of all of them. */
  readonly total: CoverageRow
  /** One row per district in their order; a last one without id where people of the group live in no district. */
  readonly rows: CoverageRow[]
}

/** Why a row lacks figures, most basic reason first; see `reasonOf`. */
export type CoverageReason = 'no-people' | 'outside-network' | 'no-street' | 'no-facility' | 'beyond-cutoff'

/** Throws a RangeError where arrays do not fit each other. */
export function computeCoverage(input: CoverageInput): Coverage {
  const { districts, facilityCounts, labels } = input
  checkInput(input)
  const sums = sumParts(input)
  const none = districts.length
  const totalIndex = districts.length + 1
  const facilityTotal = facilityCounts.reduce((sum, count) => sum + count, 0)
  // A cell may reach a place that lies in no district and is not counted.
  const placesExist = facilityTotal > 0 || input.outcome.deciseconds.some((time) => time !== UNREACHED)
  const rowOf = (index: number, id: string | null, name: string, facilityCount: number): CoverageRow =>
    buildRow(sums, index, id, name, facilityCount, placesExist, input.outcome.score !== null)
  const rows = districts.map(({ id, name }, index) => rowOf(index, id, name, facilityCounts[index]))
  if (sums.people[none] > 0) rows.push(rowOf(none, null, labels.noDistrict, facilityCounts[none]))
  return { total: rowOf(totalIndex, null, labels.total, facilityTotal), rows }
}

/** Sums per district, then "no district", then the total. */
interface Sums {
  readonly people: Float64Array
  readonly served: Float64Array
  readonly uncertain: Float64Array
  readonly outside: Float64Array
  readonly noStreet: Float64Array
  readonly withTime: Float64Array
  /** Person-deciseconds. */
  readonly time: Float64Array
  readonly gap: Float64Array
  readonly score: Float64Array
  /** Deciseconds, or `UNREACHED`. */
  readonly median: Uint16Array
  readonly p90: Uint16Array
}

function sumParts({ outcome, population, groupIndex, levelIndex, districts }: CoverageInput): Sums {
  const { partCount, partCell } = population
  const people = population.people[groupIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const none = districts.length
  const count = none + 2
  const sums: Sums = {
    people: new Float64Array(count),
    served: new Float64Array(count),
    uncertain: new Float64Array(count),
    outside: new Float64Array(count),
    noStreet: new Float64Array(count),
    withTime: new Float64Array(count),
    time: new Float64Array(count),
    gap: new Float64Array(count),
    score: new Float64Array(count),
    median: new Uint16Array(count).fill(UNREACHED),
    p90: new Uint16Array(count).fill(UNREACHED),
  }
  const partTime = new Uint16Array(partCount).fill(UNREACHED)
  for (let part = 0; part < partCount; part++) {
    const persons = people[part]
    if (persons === 0) continue
    const cell = partCell[part]
    const district = partDistrict[part] === NO_DISTRICT ? none : partDistrict[part]
    const state = outcome.state[cell]
    sums.people[district] += persons
    if (state === OUTCOME.served) sums.served[district] += persons
    else if (state === OUTCOME.uncertain) sums.uncertain[district] += persons
    else if (state === OUTCOME.outsideNetwork) sums.outside[district] += persons
    else if (state === OUTCOME.noStreet) sums.noStreet[district] += persons
    sums.gap[district] += persons * outcome.gap[cell]
    if (outcome.score !== null) sums.score[district] += persons * outcome.score[cell]
    const time = outcome.deciseconds[cell]
    if (time === UNREACHED) continue
    partTime[part] = time
    sums.withTime[district] += persons
    sums.time[district] += persons * time
  }
  const columns = ['people', 'served', 'uncertain', 'outside', 'noStreet', 'withTime', 'time', 'gap', 'score'] as const
  for (const column of columns) {
    let total = 0
    for (let district = 0; district <= none; district++) total += sums[column][district]
    sums[column][none + 1] = total
  }
  setQuantiles(sums, partTime, partDistrict, people)
  return sums
}

/** Median and 90th percentile (inverse CDF) of all districts and the total in one pass in order of time. */
function setQuantiles(sums: Sums, partTime: Uint16Array, partDistrict: Uint32Array, people: Float64Array): void {
  const none = sums.people.length - 2
  const total = none + 1
  const cumulative = new Float64Array(none + 2)
  /** Weight at which the next of the two quantiles is reached; infinite once both are. */
  const target = sums.withTime.map((weight) => 0.5 * weight)
  const settle = (index: number, time: number): void => {
    if (sums.median[index] === UNREACHED) {
      sums.median[index] = time
      target[index] = 0.9 * sums.withTime[index]
    }
    if (cumulative[index] >= target[index]) {
      sums.p90[index] = time
      target[index] = Infinity
    }
  }
  for (const part of sortByTime(partTime)) {
    const persons = people[part]
    const district = partDistrict[part] === NO_DISTRICT ? none : partDistrict[part]
    if ((cumulative[district] += persons) >= target[district]) settle(district, partTime[part])
    if ((cumulative[total] += persons) >= target[total]) settle(total, partTime[part])
  }
}

function buildRow(
  sums: Sums,
  index: number,
  districtId: string | null,
  name: string,
  facilityCount: number,
  placesExist: boolean,
  withScore: boolean,
): CoverageRow {
  const people = sums.people[index]
  const served = sums.served[index]
  const unserved = people - served
  const unknown = sums.outside[index] + sums.noStreet[index]
  const uncertain = sums.uncertain[index]
  const withTime = sums.withTime[index]
  // Where nobody can be assessed, a share of 0 would be a false statement.
  const assessable = people > 0 && unknown < people
  const minutesOf = (deciseconds: number): number | null => (deciseconds === UNREACHED ? null : deciseconds / 600)
  return {
    districtId,
    name,
    people,
    served,
    unserved,
    unknown,
    uncertain,
    share: assessable ? served / people : null,
    shareUpper: people > 0 ? (served + unknown + uncertain) / people : null,
    unservedPerThousand: assessable ? (unserved / people) * 1000 : null,
    meanMinutes: withTime > 0 ? sums.time[index] / withTime / 600 : null,
    medianMinutes: minutesOf(sums.median[index]),
    p90Minutes: minutesOf(sums.p90[index]),
    peopleWithoutTime: people - withTime,
    gapPersons: sums.gap[index],
    ...(withScore ? { score: assessable ? sums.score[index] / people : null } : {}),
    facilityCount,
    reason: reasonOf(sums, index, placesExist),
  }
}

/** Null where every figure is there. */
function reasonOf(sums: Sums, index: number, placesExist: boolean): CoverageReason | null {
  if (sums.people[index] === 0) return 'no-people'
  if (sums.withTime[index] > 0) return null
  const unknown = sums.outside[index] + sums.noStreet[index]
  if (unknown === sums.people[index])
    return sums.outside[index] >= sums.noStreet[index] ? 'outside-network' : 'no-street'
  return placesExist ? 'beyond-cutoff' : 'no-facility'
}

function checkInput({ outcome, population, groupIndex, levelIndex, districts, facilityCounts }: CoverageInput): void {
  if (population.people[groupIndex] === undefined) {
    throw new RangeError(`group index must be 0 … ${population.people.length - 1}, got ${groupIndex}`)
  }
  if (population.partDistrict[levelIndex] === undefined) {
    throw new RangeError(`level index must be 0 … ${population.partDistrict.length - 1}, got ${levelIndex}`)
  }
  if (facilityCounts.length !== districts.length + 1) {
    throw new RangeError(
      `${districts.length} districts need ${districts.length + 1} counts, got ${facilityCounts.length}`,
    )
  }
  const cellCount = outcome.state.length
  for (let part = 0; part < population.partCount; part++) {
    const district = population.partDistrict[levelIndex][part]
    if (population.partCell[part] >= cellCount || (district >= districts.length && district !== NO_DISTRICT)) {
      throw new RangeError(
        `part ${part} refers to cell ${population.partCell[part]} of ${cellCount} and district ${district} of ${districts.length}`,
      )
    }
  }
}
