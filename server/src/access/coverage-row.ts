import type { CoverageRow } from '../contract/result.ts'
import { UNREACHED } from '../reach/nearest-table.ts'

/** Why a row lacks figures, most basic reason first; see `reasonOf`. */
export type CoverageReason = 'no-people' | 'outside-network' | 'no-street' | 'no-facility' | 'beyond-cutoff'

/** Sums per district, then "no district", then the total. */
export interface CoverageSums {
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

/** Sums of people and of what they are multiplied by; the quantiles are no sums. */
export const SUM_COLUMNS = [
  'people',
  'served',
  'uncertain',
  'outside',
  'noStreet',
  'withTime',
  'time',
  'gap',
  'score',
] as const

/** All zero, quantiles `UNREACHED`. */
export function createCoverageSums(count: number): CoverageSums {
  const column = () => new Float64Array(count)
  return {
    people: column(),
    served: column(),
    uncertain: column(),
    outside: column(),
    noStreet: column(),
    withTime: column(),
    time: column(),
    gap: column(),
    score: column(),
    median: new Uint16Array(count).fill(UNREACHED),
    p90: new Uint16Array(count).fill(UNREACHED),
  }
}

/** The figures of one entry of the sums. */
export function buildCoverageRow(
  sums: CoverageSums,
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
function reasonOf(sums: CoverageSums, index: number, placesExist: boolean): CoverageReason | null {
  if (sums.people[index] === 0) return 'no-people'
  if (sums.withTime[index] > 0) return null
  const unknown = sums.outside[index] + sums.noStreet[index]
  if (unknown === sums.people[index])
    return sums.outside[index] >= sums.noStreet[index] ? 'outside-network' : 'no-street'
  return placesExist ? 'beyond-cutoff' : 'no-facility'
}
