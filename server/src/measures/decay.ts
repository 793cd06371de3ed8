/**
 * Decay of a place's worth with travel time: f(0) = 1, never rising, 0 ≤ f ≤ 1; see docs/methods/decay.md. Times in minutes ≥ 0.
 * A time at a limit still counts as within it (closed on the right).
 */
import type { TimeMatrix } from './time-matrix.ts'

export type Decay = (minutes: number) => number

/**
 * Smaller weights count as 0. Weights are divided by sums of themselves: near the smallest numbers that a computer has, such
 * quotients would lose their digits or overflow.
 */
export const SMALLEST_WEIGHT = 1e-100

/** 1 up to and at the threshold, 0 beyond. */
export function binaryDecay(thresholdMinutes: number): Decay {
  return (t) => (t <= thresholdMinutes ? 1 : 0)
}

/** 1 − t/T down to 0 at T. */
export function linearDecay(thresholdMinutes: number): Decay {
  return (t) => (t === 0 ? 1 : t >= thresholdMinutes ? 0 : 1 - t / thresholdMinutes)
}

/** e^(−βt); β ≥ 0 per minute. */
export function exponentialDecay(beta: number): Decay {
  return (t) => Math.exp(-beta * t)
}

/** (t/t0)^(−b), capped at 1 below t0; b ≥ 0, t0 > 0 minutes. */
export function powerDecay(b: number, t0Minutes: number): Decay {
  return (t) => (t <= t0Minutes ? 1 : (t / t0Minutes) ** -b)
}

/** e^(−t²/2σ²); σ > 0 minutes. */
export function gaussianDecay(sigmaMinutes: number): Decay {
  return (t) => Math.exp(-((t / sigmaMinutes) ** 2) / 2)
}

/** Gaussian that reaches 0 at t0 without a jump (Dai 2010); t0 > 0 minutes. */
export function truncatedGaussianDecay(t0Minutes: number): Decay {
  const end = Math.exp(-1 / 2)
  return (t) => (t >= t0Minutes ? 0 : (Math.exp(-((t / t0Minutes) ** 2) / 2) - end) / (1 - end))
}

/** g(0)/g(t) with g(x) = 1 + e^((x − c)π/(s√3)) (Bauer and Groneberg 2016); c ≥ 0, s > 0 minutes. */
export function logisticDecay(cMinutes: number, sMinutes: number): Decay {
  const g = (x: number): number => 1 + Math.exp(((x - cMinutes) * Math.PI) / (sMinutes * Math.sqrt(3)))
  const atNought = g(0)
  return (t) => atNought / g(t)
}

/**
 * Weights on bands: `weights[k]` up to and at `steps[k]`, 0 beyond the last.
 *
 * @param steps minutes, rising
 * @param weights as many, 0 … 1, never rising
 */
export function stepDecay(steps: readonly number[], weights: readonly number[]): Decay {
  return (t) => {
    for (let band = 0; band < steps.length; band++) if (t <= steps[band]) return weights[band]
    return 0
  }
}

/** As the decay up to and at the cutoff, 0 beyond it: the edge of a catchment. */
export function cutDecay(decay: Decay, cutoffMinutes: number): Decay {
  return (t) => (t <= cutoffMinutes ? decay(t) : 0)
}

/** f of every pair of the matrix. */
export function computeWeights(matrix: TimeMatrix, decay: Decay): Float64Array {
  const weights = new Float64Array(matrix.minutes.length)
  for (let pair = 0; pair < weights.length; pair++) {
    const weight = decay(matrix.minutes[pair])
    if (weight >= SMALLEST_WEIGHT) weights[pair] = weight
  }
  return weights
}
