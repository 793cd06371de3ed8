/**
 * The k nearest places of any of several kinds, merged from the k nearest of each kind.
 *
 * Right because each of the k nearest of any kind is among the k nearest of its own kind. A place of two kinds stands in two
 * tables with the same time and counts once. O(origins · tables · k²) with k ≤ 3 in practice; memory one table.
 */
import { NO_FACILITY, UNREACHED, type NearestTable } from '../reach/nearest-table.ts'

/**
 * @param tables at least one; same origins, same cutoff, facility indexes of one common list
 * @returns a new table with the smallest k of the tables; ties go to the smaller facility index
 */
export function mergeNearest(tables: readonly NearestTable[]): NearestTable {
  if (tables.length === 0) throw new RangeError('nearest of any kind needs at least one table')
  const { originCount, cutoffDeciseconds } = tables[0]
  let k = Infinity
  for (const table of tables) {
    if (table.originCount !== originCount || table.cutoffDeciseconds !== cutoffDeciseconds) {
      throw new RangeError(
        `tables must share origins and cutoff: ${originCount} origins and ${cutoffDeciseconds} ds, ` +
          `but also ${table.originCount} and ${table.cutoffDeciseconds} ds`,
      )
    }
    k = Math.min(k, table.k)
  }
  const deciseconds = new Uint16Array(k * originCount).fill(UNREACHED)
  const facility = new Uint32Array(k * originCount).fill(NO_FACILITY)
  for (const table of tables) {
    for (let rank = 0; rank < table.k; rank++) {
      for (let origin = 0; origin < originCount; origin++) {
        const entry = rank * originCount + origin
        if (table.deciseconds[entry] === UNREACHED) continue
        insert(deciseconds, facility, k, originCount, origin, table.deciseconds[entry], table.facility[entry])
      }
    }
  }
  return { k, originCount, cutoffDeciseconds, deciseconds, facility }
}

/** Puts one place into the sorted ranks of one origin, unless it is there already or too far. */
function insert(
  deciseconds: Uint16Array,
  facility: Uint32Array,
  k: number,
  originCount: number,
  origin: number,
  newTime: number,
  newFacility: number,
): void {
  let time = newTime
  let place = newFacility
  for (let rank = 0; rank < k; rank++) {
    const entry = rank * originCount + origin
    if (facility[entry] === newFacility && place === newFacility) return
    if (deciseconds[entry] < time || (deciseconds[entry] === time && facility[entry] < place)) continue
    const pushedTime = deciseconds[entry]
    const pushedPlace = facility[entry]
    deciseconds[entry] = time
    facility[entry] = place
    // A place that was already listed further behind (it can only be the same one) must not be listed twice.
    if (pushedPlace === NO_FACILITY || pushedPlace === newFacility) return
    time = pushedTime
    place = pushedPlace
  }
}
