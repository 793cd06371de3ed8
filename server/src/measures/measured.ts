/** What a measure answers: a value per origin or place, or none, and a remark where the value needs one. */
import type { TimeMatrix } from './time-matrix.ts'

/** Why there is no value, or what the value rests on. The position is the code in `Measured.remark`. */
export const REMARKS = [
  /** Nothing to remark. */
  '',
  /** The matrix does not name this id. */
  'not-in-matrix',
  /** No pair of this id has a time. */
  'no-route',
  /** There are ways, but none that counts (threshold, decay). */
  'none-in-reach',
  /** Fewer places with a time than asked for. */
  'too-few-places',
  /** All places with a time together do not hold enough. */
  'too-little-supply',
  /** The origin has no people. */
  'no-people',
  /** A place in reach has supply but nobody who demands it: it contributes 0. */
  'place-without-demand',
] as const

export type Remark = (typeof REMARKS)[number]

export interface Measured {
  /** One per origin (or place); 0 where `hasValue` is 0. */
  readonly value: Float64Array
  /** 1 where there is a value, 0 where it is null. */
  readonly hasValue: Uint8Array
  /** Position in `REMARKS`. */
  readonly remark: Uint8Array
}

export function remarkCode(remark: Remark): number {
  return REMARKS.indexOf(remark)
}

/** All values null and without a remark; the measure fills them in. */
export function createMeasured(count: number): Measured {
  return { value: new Float64Array(count), hasValue: new Uint8Array(count), remark: new Uint8Array(count) }
}

/**
 * For sums over places, where nothing in reach is a 0 and not a null: the values with a remark on origins that reach nothing.
 *
 * @param values one per origin
 * @param weights per pair of the matrix; 0 does not count
 * @param isWithoutDemand per place: 1 where it has supply that nobody demands; null where the measure has no competition
 */
export function measureSum(
  matrix: TimeMatrix,
  values: Float64Array,
  weights: Float64Array,
  isWithoutDemand: Uint8Array | null = null,
): Measured {
  const remark = new Uint8Array(matrix.originCount)
  for (let origin = 0; origin < matrix.originCount; origin++) {
    const first = matrix.originFirst[origin]
    const end = matrix.originFirst[origin + 1]
    let reachesAny = false
    let reachesWithoutDemand = false
    for (let pair = first; pair < end; pair++) {
      if (weights[pair] === 0) continue
      reachesAny = true
      if (isWithoutDemand !== null && isWithoutDemand[matrix.place[pair]] === 1) reachesWithoutDemand = true
    }
    if (first === end) remark[origin] = remarkCode('no-route')
    else if (!reachesAny) remark[origin] = remarkCode('none-in-reach')
    else if (reachesWithoutDemand) remark[origin] = remarkCode('place-without-demand')
  }
  return { value: values, hasValue: new Uint8Array(matrix.originCount).fill(1), remark }
}

/**
 * As `measureSum`, for values of places: a remark on places that nobody reaches.
 *
 * @param values one per place
 * @param weights per pair of the matrix; 0 does not count
 */
export function measurePlaces(matrix: TimeMatrix, values: Float64Array, weights: Float64Array): Measured {
  const remark = new Uint8Array(matrix.placeCount).fill(remarkCode('no-route'))
  for (let pair = 0; pair < weights.length; pair++) {
    const place = matrix.place[pair]
    if (weights[pair] > 0) remark[place] = 0
    else if (remark[place] !== 0) remark[place] = remarkCode('none-in-reach')
  }
  return { value: values, hasValue: new Uint8Array(matrix.placeCount).fill(1), remark }
}
