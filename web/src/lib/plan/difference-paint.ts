import { isUnassessable, NO_TIME } from '../cells/cell-values.ts'
import { FLAG, type CellPaint } from '../cells/compute-paint.ts'
import type { ParentGrid } from '../cells/parents.ts'

/** Classes of the difference map from best to worst; the position is the value that is drawn. */
export const differenceClasses = [
  'newly-served',
  'much-shorter',
  'shorter',
  'same-served',
  'same-unserved',
  'longer',
  'much-longer',
  'no-longer-served',
] as const
export type DifferenceClass = (typeof differenceClasses)[number]

/** From so many minutes on a change is a large one. */
export const LARGE_CHANGE_MINUTES = 5
const LARGE_CHANGE = LARGE_CHANGE_MINUTES * 600

/** Borders between the classes for the hexagon layer. */
export const differenceBreaks = differenceClasses.slice(1).map((_, i) => i + 0.5)

/** Class of a cell by its times in deciseconds; no time at all is longer than any. */
export function findDifference(before: number, after: number, limit: number): number {
  return classifyChange(before, after, before !== NO_TIME && before <= limit, after !== NO_TIME && after <= limit)
}

/** The same where it is known otherwise who is served. */
export function classifyChange(before: number, after: number, wasServed: boolean, isServed: boolean): number {
  if (isServed && !wasServed) return 0
  if (wasServed && !isServed) return 7
  if (before === after) return isServed ? 3 : 4
  const isLarge = Math.abs(before - after) >= LARGE_CHANGE || before === NO_TIME || after === NO_TIME
  if (after < before) return isLarge ? 1 : 2
  return isLarge ? 6 : 5
}

export const isChange = (index: number): boolean => index !== 3 && index !== 4

/**
 * What the difference map draws. `reason` of cells that cannot be assessed is that of today; it is shorter than the times where
 * new housing adds cells. O(cells).
 */
export function computeDifferencePaint(
  before: Uint16Array,
  after: Uint16Array,
  reason: Uint8Array,
  people: Float32Array,
  minutes: number,
): CellPaint {
  const count = after.length
  const limit = minutes * 600
  const paint = { values: new Float32Array(count), flags: new Uint8Array(count) }
  for (let i = 0; i < count; i++) {
    const isKnown = i < reason.length
    const earlier = i < before.length ? before[i] : NO_TIME
    paint.values[i] = findDifference(earlier, after[i], limit)
    const isMissing = isKnown && isUnassessable(reason[i]) && earlier === NO_TIME && after[i] === NO_TIME
    paint.flags[i] = (isMissing ? FLAG.noValue : 0) | (isKnown && people[i] <= 0 ? FLAG.uninhabited : 0)
  }
  return paint
}

/** A cell counts in its parent's change from this share of the people on. */
const NOTABLE_SHARE = 0.2

/**
 * Paint of coarser cells: the change that most people of the parent have, if at least a fifth of them has one; otherwise what
 * most of them keep. So a change stays visible from far away, and its size is not exaggerated.
 */
export function aggregateDifference(grid: ParentGrid, paint: CellPaint, people: Float32Array): CellPaint {
  const count = grid.ids.length
  const result = { values: new Float32Array(count), flags: new Uint8Array(count) }
  const weights = new Float64Array(differenceClasses.length)
  for (let p = 0; p < count; p++) {
    weights.fill(0)
    let [missing, inhabitants, total] = [0, 0, 0]
    for (let i = grid.firstChild[p]; i < grid.firstChild[p + 1]; i++) {
      const child = grid.childIndex[i]
      // Added cells are behind those whose people are known.
      const persons = child < people.length ? people[child] : 1
      inhabitants += persons
      const weight = persons > 0 ? persons : 1e-6
      total += weight
      if (paint.flags[child] & FLAG.noValue) missing += weight
      else weights[paint.values[child]] += weight
    }
    const changed = weights.reduce((sum, weight, index) => (isChange(index) ? sum + weight : sum), 0)
    const asChange = changed >= NOTABLE_SHARE * total
    let best = -1
    for (let index = 0; index < weights.length; index++)
      if (isChange(index) === asChange && weights[index] > 0 && (best < 0 || weights[index] > weights[best]))
        best = index
    result.values[p] = Math.max(0, best)
    result.flags[p] = (best < 0 || missing * 2 > total ? FLAG.noValue : 0) | (inhabitants > 0 ? 0 : FLAG.uninhabited)
  }
  return result
}

/** Cells and people per class, the last entry being those that cannot be assessed. */
export function countDifferences(paint: CellPaint, people: Float32Array): { cells: number; people: number }[] {
  const counts = Array.from({ length: differenceClasses.length + 1 }, () => ({ cells: 0, people: 0 }))
  for (let i = 0; i < paint.values.length; i++) {
    const count = counts[paint.flags[i] & FLAG.noValue ? differenceClasses.length : paint.values[i]]
    count.cells++
    if (i < people.length) count.people += people[i]
  }
  return counts
}
