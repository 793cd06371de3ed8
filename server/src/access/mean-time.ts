import { UNREACHED } from '../reach/nearest-table.ts'

export interface MeanTime {
  /** Weighted mean over those with a time; null where nobody has one. */
  readonly deciseconds: number | null
  /** Weight that has a time. */
  readonly weightWithTime: number
  /** Weight without any time: not in the mean, so it must be told beside it. */
  readonly weightWithoutTime: number
}

/**
 * Weighted mean walking time `Σ w·t / Σ w` over the entries that have a time.
 *
 * @param deciseconds walking times, or `UNREACHED`
 * @param weights ≥ 0, same length: people
 */
export function weightedMeanTime(deciseconds: Uint16Array, weights: Float64Array): MeanTime {
  if (weights.length !== deciseconds.length) {
    throw new RangeError(`${deciseconds.length} times need as many weights, got ${weights.length}`)
  }
  let sum = 0
  let weightWithTime = 0
  let weightWithoutTime = 0
  for (let i = 0; i < deciseconds.length; i++) {
    if (deciseconds[i] === UNREACHED) {
      weightWithoutTime += weights[i]
    } else {
      weightWithTime += weights[i]
      sum += weights[i] * deciseconds[i]
    }
  }
  return { deciseconds: weightWithTime > 0 ? sum / weightWithTime : null, weightWithTime, weightWithoutTime }
}
