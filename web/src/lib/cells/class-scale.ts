import { FLAG, type CellPaint, type Colouring } from './compute-paint.ts'

/**
 * Classes of a legend. Class i holds the values above breaks[i − 1] up to and including breaks[i]; the last one holds the
 * rest. `served` classes come first: they hold what is good enough.
 */
export interface ClassScale {
  readonly kind: 'minutes' | 'people' | 'gap' | 'score'
  /** Ascending, one fewer than there are classes. */
  readonly breaks: readonly number[]
  /** Number of classes at the good end. In a score the good end is the last class. */
  readonly servedClasses: number
}

/** Classes of minutes around the threshold, which is always a break itself; no break lies above the longest time computed. */
export function createMinuteScale(minutes: number, cutoffMinutes: number): ClassScale {
  const stepsOf = (factors: readonly number[]) =>
    [...new Set(factors.map((factor) => (factor === 1 ? minutes : Math.max(1, Math.round(minutes * factor)))))]
      .filter((step) => step <= Math.max(minutes, cutoffMinutes))
      .sort((a, b) => a - b)
  const usual = stepsOf([0.5, 1, 1.5, 2, 3])
  const breaks = usual.length >= 4 ? usual : stepsOf([0.25, 0.5, 0.75, 1, 1.25, 1.5, 2])
  return { kind: 'minutes', breaks, servedClasses: breaks.indexOf(minutes) + 1 }
}

export const gapScale: ClassScale = { kind: 'gap', breaks: [0, 0.25, 0.5, 0.75, 0.999], servedClasses: 1 }
export const scoreScale: ClassScale = { kind: 'score', breaks: [20, 40, 60, 80], servedClasses: 0 }

const niceSteps = [
  1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000,
]

/** Classes of people not served: none, then round steps near the quintiles of the cells that have any. */
export function createPeopleScale(values: Float32Array): ClassScale {
  const positive = values.filter((value) => value > 0).sort()
  const breaks = [0]
  for (const share of [0.3, 0.55, 0.75, 0.9]) {
    const quantile = positive.length > 0 ? positive[Math.floor(share * (positive.length - 1))] : 0
    const next = niceSteps.find((step) => step >= quantile && step > breaks[breaks.length - 1])
    if (next !== undefined) breaks.push(next)
  }
  return { kind: 'people', breaks, servedClasses: 1 }
}

/** Class of a value. */
export function findClass(breaks: readonly number[], value: number): number {
  let index = 0
  while (index < breaks.length && value > breaks[index]) index++
  return index
}

export interface ClassCount {
  cells: number
  people: number
}

/** Cells and people per class, the last entry being those that cannot be assessed. */
export function countClasses(scale: ClassScale, paint: CellPaint, people: Float32Array): ClassCount[] {
  const counts = Array.from({ length: scale.breaks.length + 2 }, () => ({ cells: 0, people: 0 }))
  for (let i = 0; i < paint.values.length; i++) {
    const index = paint.flags[i] & FLAG.noValue ? scale.breaks.length + 1 : findClass(scale.breaks, paint.values[i])
    counts[index].cells++
    counts[index].people += people[i]
  }
  return counts
}

/** The scale of a colouring; `values` are those of the finest cells, so that classes stay the same at every zoom. */
export function createScale(
  mode: 'any' | 'score',
  colouring: Colouring,
  minutes: number,
  cutoffMinutes: number,
  values: Float32Array,
): ClassScale {
  if (mode === 'score') return scoreScale
  if (colouring === 'gap') return gapScale
  return colouring === 'people' ? createPeopleScale(values) : createMinuteScale(minutes, cutoffMinutes)
}
