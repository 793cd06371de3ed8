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
import { createTimeOrder, listInhabited, type TimeOrder } from './time-order.ts'

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
  /** The total of the same, at half the price. */
  measureTotal(outcome: CellOutcome, facilityCounts: Uint32Array, sorted: SortedParts): CoverageRow
}

/** Throws a RangeError where arrays do not fit each other. */
export function createCoverageMeter(input: CoverageMeterInput): CoverageMeter {
  const { population, groupIndex, levelIndex, districts, labels } = input
  const cellsNeeded = checkInput(input)
  const { partCell, partCount } = population
  const people = population.people[groupIndex]
  const none = districts.length
  const partDistrict = population.partDistrict[levelIndex].map((district) =>
    district === NO_DISTRICT ? none : district,
  )
  const sums = createCoverageSums(none + 2)
  for (let part = 0; part < partCount; part++) sums.people[partDistrict[part]] += people[part]
  const inhabited = listInhabited([people])
  const members: Members = {
    people: new Float64Array(inhabited.length),
    cell: new Uint32Array(inhabited.length),
    district: new Uint32Array(inhabited.length),
  }
  inhabited.forEach((part, i) => {
    members.people[i] = people[part]
    members.cell[i] = partCell[part]
    members.district[i] = partDistrict[part]
  })
  let ownOrder: TimeOrder | null = null

  function sumUp(outcome: CellOutcome, facilityCounts: Uint32Array): void {
    if (facilityCounts.length !== districts.length + 1) {
      throw new RangeError(
        `${districts.length} districts need ${districts.length + 1} counts, got ${facilityCounts.length}`,
      )
    }
    if (outcome.state.length < cellsNeeded) {
      throw new RangeError(`parts refer to ${cellsNeeded} cells, but there are outcomes for ${outcome.state.length}`)
    }
    sumParts(sums, outcome, members)
  }

  function measure(outcome: CellOutcome, facilityCounts: Uint32Array, sorted?: SortedParts): Coverage {
    sumUp(outcome, facilityCounts)
    if (sorted === undefined) {
      ownOrder ??= createTimeOrder(partCell, inhabited)
      const count = ownOrder.sort(outcome.deciseconds)
      setQuantiles(sums, outcome.deciseconds, people, partCell, partDistrict, { parts: ownOrder.parts, count })
    } else {
      setQuantiles(sums, outcome.deciseconds, people, partCell, partDistrict, sorted)
    }
    const placesExist = existPlaces(outcome, facilityCounts)
    const rowOf = (index: number, id: string | null, name: string): CoverageRow =>
      buildCoverageRow(sums, index, id, name, facilityCounts[index], placesExist, outcome.score !== null)
    const rows = districts.map(({ id, name }, index) => rowOf(index, id, name))
    if (sums.people[none] > 0) rows.push(rowOf(none, null, labels.noDistrict))
    return { total: totalRow(outcome, facilityCounts, placesExist), rows }
  }

  function measureTotal(outcome: CellOutcome, facilityCounts: Uint32Array, sorted: SortedParts): CoverageRow {
    sumUp(outcome, facilityCounts)
    setTotalQuantiles(sums, outcome.deciseconds, people, partCell, sorted)
    return totalRow(outcome, facilityCounts, existPlaces(outcome, facilityCounts))
  }

  function totalRow({ score }: CellOutcome, facilityCounts: Uint32Array, placesExist: boolean): CoverageRow {
    const count = sumOf(facilityCounts)
    return buildCoverageRow(sums, none + 1, null, labels.total, count, placesExist, score !== null)
  }

  return { measure, measureTotal }
}

/** A cell may reach a place that lies in no district and is not counted. */
function existPlaces({ deciseconds }: CellOutcome, facilityCounts: Uint32Array): boolean {
  return sumOf(facilityCounts) > 0 || deciseconds.some((time) => time !== UNREACHED)
}

function sumOf(counts: Uint32Array): number {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i]
  return total
}

/** The inhabited parts in their order; no district is the last district. */
interface Members {
  readonly people: Float64Array
  readonly cell: Uint32Array
  readonly district: Uint32Array
}

// The loops below are functions of their arguments alone, not closures: engines keep arguments in registers.

function sumParts(sums: CoverageSums, { state, deciseconds, gap, score }: CellOutcome, members: Members): void {
  const { people, cell: memberCell, district: memberDistrict } = members
  const { served, uncertain, outside, noStreet, withTime, time, gap: gaps, score: scores } = sums
  for (const column of SUM_COLUMNS) if (column !== 'people') sums[column].fill(0)
  for (let i = 0; i < people.length; i++) {
    const persons = people[i]
    const cell = memberCell[i]
    const district = memberDistrict[i]
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
function setQuantiles(
  { median, p90, withTime }: CoverageSums,
  deciseconds: Uint16Array,
  people: Float64Array,
  partCell: Uint32Array,
  partDistrict: Uint32Array,
  { parts, count }: SortedParts,
): void {
  median.fill(UNREACHED)
  p90.fill(UNREACHED)
  const total = withTime.length - 1
  const cumulative = new Float64Array(total + 1)
  /** Weight at which the next of the two quantiles is reached; infinite once both are. */
  const target = withTime.map((weight) => 0.5 * weight)
  const settle = (index: number, time: number): void => {
    if (median[index] === UNREACHED) {
      median[index] = time
      target[index] = 0.9 * withTime[index]
    }
    if (cumulative[index] >= target[index]) {
      p90[index] = time
      target[index] = Infinity
    }
  }
  for (let i = 0; i < count; i++) {
    const part = parts[i]
    const persons = people[part]
    if (persons === 0) continue
    const district = partDistrict[part]
    if ((cumulative[district] += persons) >= target[district]) settle(district, deciseconds[partCell[part]])
    if ((cumulative[total] += persons) >= target[total]) settle(total, deciseconds[partCell[part]])
  }
}

/** The same for the total alone. */
function setTotalQuantiles(
  { median, p90, withTime }: CoverageSums,
  deciseconds: Uint16Array,
  people: Float64Array,
  partCell: Uint32Array,
  { parts, count }: SortedParts,
): void {
  const total = withTime.length - 1
  median[total] = UNREACHED
  p90[total] = UNREACHED
  const [half, most] = [0.5 * withTime[total], 0.9 * withTime[total]]
  let cumulative = 0
  for (let i = 0; i < count; i++) {
    const persons = people[parts[i]]
    if (persons === 0) continue
    cumulative += persons
    if (cumulative < half) continue
    const time = deciseconds[partCell[parts[i]]]
    if (median[total] === UNREACHED) median[total] = time
    if (cumulative < most) continue
    p90[total] = time
    return
  }
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
