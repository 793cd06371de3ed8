/**
 * Coverage of one group on one level, measured again and again for other outcomes of the same cells: what does not depend on the outcome is checked
 * and laid out once, and measuring allocates nothing but its rows. `computeCoverage` is one measurement.
 *
 * All sums run over the parts in their order, so that also sums of products (minutes, gaps, scores), which round, are the same every time.
 */
import type { CoverageRow } from '../contract/result.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { OUTCOME, type CellOutcome } from './cell-outcome.ts'
import { buildCoverageRow, createCoverageSums, SUM_COLUMNS, type CoverageSums } from './coverage-row.ts'
import { createTimeOrder, type TimeOrder } from './time-order.ts'

export interface CoverageMeterInput {
  readonly population: Population
  /** Position in `population.groupIds`. */
  readonly groupIndex: number
  /** Position in `population.partDistrict`. */
  readonly levelIndex: number
  /** Districts of the level, in the order that `partDistrict` refers to. */
  readonly districts: readonly { readonly id: string; readonly name: string }[]
  /** How the total and the row of no district are called. */
  readonly labels: { readonly total: string; readonly noDistrict: string }
}

export interface Coverage {
  /** Everybody: the rows below, and the places of all of them. */
  readonly total: CoverageRow
  /** One row per district in their order; a last one without id where people of the group live in no district. */
  readonly rows: CoverageRow[]
}

/** Parts of the population sorted by the times of an outcome; one order serves every group and level. */
export interface SortedParts {
  readonly parts: Uint32Array
  readonly count: number
}

export interface CoverageMeter {
  /**
   * @param facilityCounts places of the chosen kinds per district, and one entry more: those in no district that are to count in the total
   * @param sorted the parts by the outcome's times, where the caller has them; else they are sorted here
   * @throws RangeError where arrays do not fit each other
   */
  measure(outcome: CellOutcome, facilityCounts: Uint32Array, sorted?: SortedParts): Coverage
}

/** Throws a RangeError where arrays do not fit each other. */
export function createCoverageMeter(input: CoverageMeterInput): CoverageMeter {
  const { population, groupIndex, levelIndex, districts, labels } = input
  const cellsNeeded = checkInput(input)
  const { partCell, partCount } = population
  const people = population.people[groupIndex]
  const none = districts.length
  const totalIndex = none + 1
  const partDistrict = population.partDistrict[levelIndex].map((district) =>
    district === NO_DISTRICT ? none : district,
  )
  const sums = createCoverageSums(none + 2)
  for (let part = 0; part < partCount; part++) sums.people[partDistrict[part]] += people[part]
  const cumulative = new Float64Array(none + 2)
  /** Weight at which the next of the two quantiles is reached; infinite once both are. */
  const target = new Float64Array(none + 2)
  let ownOrder: TimeOrder | null = null

  function measure(outcome: CellOutcome, facilityCounts: Uint32Array, sorted?: SortedParts): Coverage {
    if (facilityCounts.length !== districts.length + 1) {
      throw new RangeError(
        `${districts.length} districts need ${districts.length + 1} counts, got ${facilityCounts.length}`,
      )
    }
    if (outcome.state.length < cellsNeeded) {
      throw new RangeError(`parts refer to ${cellsNeeded} cells, but there are outcomes for ${outcome.state.length}`)
    }
    sumParts(outcome)
    if (sorted === undefined) {
      ownOrder ??= createTimeOrder(partCell)
      setQuantiles(outcome, { parts: ownOrder.parts, count: ownOrder.sort(outcome.deciseconds) })
    } else {
      setQuantiles(outcome, sorted)
    }
    let facilityTotal = 0
    for (let district = 0; district <= none; district++) facilityTotal += facilityCounts[district]
    // A cell may reach a place that lies in no district and is not counted.
    const placesExist = facilityTotal > 0 || outcome.deciseconds.some((time) => time !== UNREACHED)
    const rowOf = (index: number, id: string | null, name: string, facilityCount: number): CoverageRow =>
      buildCoverageRow(sums, index, id, name, facilityCount, placesExist, outcome.score !== null)
    const rows = districts.map(({ id, name }, index) => rowOf(index, id, name, facilityCounts[index]))
    if (sums.people[none] > 0) rows.push(rowOf(none, null, labels.noDistrict, facilityCounts[none]))
    return { total: rowOf(totalIndex, null, labels.total, facilityTotal), rows }
  }

  function sumParts({ state, deciseconds, gap, score }: CellOutcome): void {
    const { served, uncertain, outside, noStreet, withTime, time, gap: gaps, score: scores } = sums
    for (const column of SUM_COLUMNS) if (column !== 'people') sums[column].fill(0)
    for (let part = 0; part < partCount; part++) {
      const persons = people[part]
      if (persons === 0) continue
      const cell = partCell[part]
      const district = partDistrict[part]
      const kind = state[cell]
      if (kind === OUTCOME.served) served[district] += persons
      else if (kind === OUTCOME.uncertain) uncertain[district] += persons
      else if (kind === OUTCOME.outsideNetwork) outside[district] += persons
      else if (kind === OUTCOME.noStreet) noStreet[district] += persons
      gaps[district] += persons * gap[cell]
      if (score !== null) scores[district] += persons * score[cell]
      const t = deciseconds[cell]
      if (t === UNREACHED) continue
      withTime[district] += persons
      time[district] += persons * t
    }
    for (const column of SUM_COLUMNS) setTotal(sums, column)
  }

  /** Median and 90th percentile (inverse CDF) of all districts and the total in one pass in order of time. */
  function setQuantiles({ deciseconds }: CellOutcome, { parts, count }: SortedParts): void {
    const { median, p90, withTime } = sums
    median.fill(UNREACHED)
    p90.fill(UNREACHED)
    cumulative.fill(0)
    for (let index = 0; index <= totalIndex; index++) target[index] = 0.5 * withTime[index]
    const settle = (index: number, part: number): void => {
      if (median[index] === UNREACHED) {
        median[index] = deciseconds[partCell[part]]
        target[index] = 0.9 * withTime[index]
      }
      if (cumulative[index] >= target[index]) {
        p90[index] = deciseconds[partCell[part]]
        target[index] = Infinity
      }
    }
    for (let i = 0; i < count; i++) {
      const part = parts[i]
      const persons = people[part]
      if (persons === 0) continue
      const district = partDistrict[part]
      if ((cumulative[district] += persons) >= target[district]) settle(district, part)
      if ((cumulative[totalIndex] += persons) >= target[totalIndex]) settle(totalIndex, part)
    }
  }

  return { measure }
}

/** The last entry is the sum of all districts and of no district. */
function setTotal(sums: CoverageSums, column: (typeof SUM_COLUMNS)[number]): void {
  const values = sums[column]
  const last = values.length - 1
  let total = 0
  for (let district = 0; district < last; district++) total += values[district]
  values[last] = total
}

/** How many cells there must be outcomes for. */
function checkInput({ population, groupIndex, levelIndex, districts }: CoverageMeterInput): number {
  if (population.people[groupIndex] === undefined) {
    throw new RangeError(`group index must be 0 … ${population.people.length - 1}, got ${groupIndex}`)
  }
  if (population.partDistrict[levelIndex] === undefined) {
    throw new RangeError(`level index must be 0 … ${population.partDistrict.length - 1}, got ${levelIndex}`)
  }
  let cellsNeeded = 0
  for (let part = 0; part < population.partCount; part++) {
    const district = population.partDistrict[levelIndex][part]
    if (district >= districts.length && district !== NO_DISTRICT) {
      throw new RangeError(
        `part ${part} refers to cell ${population.partCell[part]} and district ${district} of ${districts.length}`,
      )
    }
    if (population.partCell[part] >= cellsNeeded) cellsNeeded = population.partCell[part] + 1
  }
  return cellsNeeded
}
