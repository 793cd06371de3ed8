import { isUnassessable, NO_SCORE, NO_TIME, type CellValues } from './cell-values.ts'

export type Colouring = 'minutes' | 'people' | 'gap'

/** Bits of `CellPaint.flags`. */
export const FLAG = {
  /** Cannot be assessed: drawn hatched, `values` means nothing. */
  noValue: 1,
  /** People of the group live here and do not reach a place in time. */
  gap: 2,
  /** Not reached in time, but so near the edge of the data that a place beyond it could be nearer. */
  uncertain: 4,
  /** Nobody of the group lives here: drawn pale. */
  uninhabited: 8,
} as const

/** In `CellPaint.values` of the colouring by minutes: no place within the longest time computed. */
export const BEYOND_MINUTES = 9999

/** What is drawn for each cell: a number to be put into a class, and flags. */
export interface CellPaint {
  readonly values: Float32Array
  readonly flags: Uint8Array
}

/**
 * The figure that each cell is coloured by. Minutes: walking time (`BEYOND_MINUTES` when none). People: people of the group
 * not served within `minutes`. Gap: min(1, max(0, (t − T) / T)), 1 without any time. Score mode: the score 0 … 100 whatever
 * the colouring. `t ≤ T` counts as served. O(cells).
 */
export function computePaint(
  values: CellValues,
  people: Float32Array,
  minutes: number,
  colouring: Colouring,
): CellPaint {
  const count = values.reason.length
  if (people.length !== count) throw new Error(`computePaint: ${people.length} people for ${count} cells`)
  const paint = { values: new Float32Array(count), flags: new Uint8Array(count) }
  if (values.mode === 'score') paintScores(paint, values.score, people)
  else paintTimes(paint, values, people, minutes, colouring)
  return paint
}

function paintScores(paint: CellPaint, score: Uint8Array, people: Float32Array): void {
  for (let i = 0; i < score.length; i++) {
    const isMissing = score[i] === NO_SCORE
    paint.values[i] = isMissing ? 0 : score[i]
    paint.flags[i] = (isMissing ? FLAG.noValue : 0) | (people[i] > 0 ? 0 : FLAG.uninhabited)
  }
}

function paintTimes(
  paint: CellPaint,
  { deciseconds, reason, edgeDeciseconds }: CellValues & { mode: 'any' },
  people: Float32Array,
  minutes: number,
  colouring: Colouring,
): void {
  const limit = minutes * 600
  for (let i = 0; i < deciseconds.length; i++) {
    const isInhabited = people[i] > 0
    let flags = isInhabited ? 0 : FLAG.uninhabited
    if (isUnassessable(reason[i])) {
      paint.flags[i] = flags | FLAG.noValue
      continue
    }
    const time = deciseconds[i]
    const isServed = time !== NO_TIME && time <= limit
    if (!isServed) {
      if (isInhabited) flags |= FLAG.gap
      if (edgeDeciseconds[i] !== NO_TIME && edgeDeciseconds[i] <= limit) flags |= FLAG.uncertain
    }
    paint.flags[i] = flags
    if (colouring === 'minutes') paint.values[i] = time === NO_TIME ? BEYOND_MINUTES : time / 600
    else if (colouring === 'people') paint.values[i] = isServed ? 0 : people[i]
    else paint.values[i] = isServed ? 0 : time === NO_TIME ? 1 : Math.min(1, (time - limit) / limit)
  }
}
