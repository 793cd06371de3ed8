/** All decays by name, with their parameters and defaults for walking; docs/methods/decay.md. */
import type { LocalText } from '../contract/common.ts'
import {
  binaryDecay, cutDecay, exponentialDecay, gaussianDecay, linearDecay, logisticDecay, powerDecay, stepDecay,
  truncatedGaussianDecay, type Decay,
} from './decay.ts' // prettier-ignore
import {
  listOf,
  numberOf,
  resolveParameters,
  type Parsed,
  type ParameterSpec,
  type ParameterValues,
} from './parameters.ts'

export const DECAY_NAMES = [
  'binary', 'linear', 'exponential', 'power', 'gaussian', 'gaussian_truncated', 'logistic', 'step',
] as const // prettier-ignore
export type DecayName = (typeof DECAY_NAMES)[number]

export interface DecaySpec {
  readonly formula: string
  readonly text: LocalText
  readonly parameters: readonly ParameterSpec[]
  create(values: ParameterValues): Decay
  /** What two parameters must be to each other; null where all is well. */
  check?(values: ParameterValues): LocalText | null
}

/** A month; longer walks are a mistake in the unit. */
export const MAXIMUM_MINUTES = 43_200
/** T of a category where nothing else is said. */
export const DEFAULT_THRESHOLD_MINUTES = 10

export const THRESHOLD: ParameterSpec = {
  name: 'threshold',
  kind: 'number',
  minimum: 0,
  maximum: MAXIMUM_MINUTES,
  fallback: DEFAULT_THRESHOLD_MINUTES,
  text: { de: 'Minuten, einschließlich', en: 'minutes, inclusive' },
}
const HALF_VALUE: ParameterSpec = {
  ...THRESHOLD,
  isAbove: true,
  text: { de: 'Minuten, bei denen das Gewicht ½ ist', en: 'minutes at which the weight is ½' },
}
const CUTOFF: ParameterSpec = {
  name: 'cutoff',
  kind: 'number',
  minimum: 0,
  maximum: MAXIMUM_MINUTES,
  fallback: null,
  text: { de: 'Minuten, über denen das Gewicht 0 ist', en: 'minutes beyond which the weight is 0' },
}

export const DECAYS: Readonly<Record<DecayName, DecaySpec>> = {
  binary: {
    formula: '1[t ≤ threshold]',
    text: { de: 'Schwelle', en: 'threshold' },
    parameters: [THRESHOLD],
    create: (values) => binaryDecay(numberOf(values, 'threshold')),
  },
  linear: {
    formula: 'max(0, 1 − t/threshold)',
    text: { de: 'geradlinig', en: 'linear' },
    parameters: [
      {
        ...THRESHOLD,
        isAbove: true,
        fallback: 2 * DEFAULT_THRESHOLD_MINUTES,
        text: { de: 'Minuten, bei denen das Gewicht 0 wird', en: 'minutes at which the weight becomes 0' },
      },
      CUTOFF,
    ],
    create: (values) => linearDecay(numberOf(values, 'threshold')),
  },
  exponential: {
    formula: 'e^(−beta·t)',
    text: { de: 'exponentiell', en: 'exponential' },
    parameters: [
      HALF_VALUE,
      {
        name: 'beta',
        kind: 'number',
        minimum: 0,
        maximum: 1000,
        fallback: { formula: 'ln 2 / threshold', from: (threshold) => Math.LN2 / threshold },
        text: { de: 'je Minute', en: 'per minute' },
      },
      CUTOFF,
    ],
    create: (values) => exponentialDecay(numberOf(values, 'beta')),
  },
  power: {
    formula: 'min(1, (t/t0)^(−b))',
    text: { de: 'Potenz', en: 'power' },
    parameters: [
      { name: 'b', kind: 'number', minimum: 0, maximum: 100, fallback: 1, text: { de: 'Exponent', en: 'exponent' } },
      {
        name: 't0',
        kind: 'number',
        minimum: 0,
        isAbove: true,
        maximum: MAXIMUM_MINUTES,
        fallback: 1,
        text: { de: 'Minuten mit Gewicht 1', en: 'minutes with weight 1' },
      },
      CUTOFF,
    ],
    create: (values) => powerDecay(numberOf(values, 'b'), numberOf(values, 't0')),
  },
  gaussian: {
    formula: 'e^(−t²/(2·sigma²))',
    text: { de: 'Gauß', en: 'Gaussian' },
    parameters: [
      HALF_VALUE,
      {
        name: 'sigma',
        kind: 'number',
        minimum: 0,
        isAbove: true,
        maximum: MAXIMUM_MINUTES,
        fallback: { formula: 'threshold / √(2·ln 2)', from: (threshold) => threshold / Math.sqrt(2 * Math.LN2) },
        text: { de: 'Minuten', en: 'minutes' },
      },
      CUTOFF,
    ],
    create: (values) => gaussianDecay(numberOf(values, 'sigma')),
  },
  gaussian_truncated: {
    formula: '(e^(−½(t/t0)²) − e^(−½)) / (1 − e^(−½)), 0 from t0 on',
    text: { de: 'Gauß, bei t0 ohne Sprung auf 0', en: 'Gaussian that reaches 0 at t0 without a jump' },
    parameters: [
      { ...THRESHOLD, isAbove: true, text: { de: 'Minuten, nur für t0', en: 'minutes, for t0 only' } },
      {
        name: 't0',
        kind: 'number',
        minimum: 0,
        isAbove: true,
        maximum: 2 * MAXIMUM_MINUTES,
        fallback: { formula: '2·threshold', from: (threshold) => 2 * threshold },
        text: { de: 'Minuten, bei denen das Gewicht 0 wird', en: 'minutes at which the weight becomes 0' },
      },
      CUTOFF,
    ],
    create: (values) => truncatedGaussianDecay(numberOf(values, 't0')),
  },
  logistic: {
    formula: 'g(0)/g(t), g(x) = 1 + e^((x − c)·π/(s·√3))',
    text: { de: 'logistisch', en: 'logistic' },
    parameters: [
      { ...THRESHOLD, isAbove: true, text: { de: 'Minuten, für c und s', en: 'minutes, for c and s' } },
      {
        name: 'c',
        kind: 'number',
        minimum: 0,
        maximum: MAXIMUM_MINUTES,
        fallback: { formula: 'threshold', from: (threshold) => threshold },
        text: { de: 'Minuten, Wendepunkt', en: 'minutes, turning point' },
      },
      {
        name: 's',
        kind: 'number',
        minimum: 0,
        isAbove: true,
        maximum: MAXIMUM_MINUTES,
        fallback: { formula: 'threshold/2', from: (threshold) => threshold / 2 },
        text: { de: 'Minuten, Breite des Übergangs', en: 'minutes, width of the transition' },
      },
      CUTOFF,
    ],
    create: (values) => logisticDecay(numberOf(values, 'c'), numberOf(values, 's')),
    // Beyond this e^x leaves the range of numbers and the quotient is no number any more.
    check: (values) =>
      numberOf(values, 'c') / numberOf(values, 's') <= 300
        ? null
        : {
            de: 'Der Parameter s ist gegen c zu klein (unter c/300): dann ist logistic eine Schwelle. Bitte decay=binary nehmen.',
            en: 'The parameter s is too small beside c (below c/300): logistic is a threshold then. Take decay=binary.',
          },
  },
  step: {
    formula: 'weights[k] for t ≤ steps[k], 0 beyond the last',
    text: { de: 'Stufen, rechts geschlossen', en: 'steps, closed on the right' },
    parameters: [
      { ...THRESHOLD, isAbove: true, text: { de: 'Minuten, für die Stufen', en: 'minutes, for the steps' } },
      {
        name: 'steps',
        kind: 'list',
        minimum: 0,
        maximum: 2 * MAXIMUM_MINUTES,
        fallback: {
          formula: 'threshold/2, threshold, 1.5·threshold',
          from: (threshold) => [threshold / 2, threshold, 1.5 * threshold],
        },
        text: { de: 'Minuten, steigend', en: 'minutes, rising' },
      },
      {
        name: 'weights',
        kind: 'list',
        minimum: 0,
        maximum: 1,
        fallback: [1, 0.68, 0.22],
        text: { de: 'eines je Stufe, nie steigend', en: 'one per step, never rising' },
      },
      CUTOFF,
    ],
    create: (values) => stepDecay(listOf(values, 'steps'), listOf(values, 'weights')),
    check: (values) => checkSteps(listOf(values, 'steps'), listOf(values, 'weights')),
  },
}

function checkSteps(steps: readonly number[], weights: readonly number[]): LocalText | null {
  if (steps.length !== weights.length) {
    return {
      de: `Zu ${steps.length} Stufen (steps) gehören ${steps.length} Gewichte (weights), nicht ${weights.length}.`,
      en: `${steps.length} steps need ${steps.length} weights, not ${weights.length}.`,
    }
  }
  if (steps.some((step, k) => k > 0 && step <= steps[k - 1])) {
    return { de: `Die Stufen ${steps.join(', ')} müssen steigen.`, en: `The steps ${steps.join(', ')} must rise.` }
  }
  if (weights.some((weight, k) => k > 0 && weight > weights[k - 1])) {
    return {
      de: `Die Gewichte ${weights.join(', ')} dürfen nicht steigen.`,
      en: `The weights ${weights.join(', ')} must not rise.`,
    }
  }
  return null
}

export interface ResolvedDecay {
  readonly name: DecayName
  readonly values: ParameterValues
  readonly decay: Decay
}

/** A decay by name with its parameters, defaults filled in. */
export function resolveDecay(name: DecayName, given: ReadonlyMap<string, string>): Parsed<ResolvedDecay> {
  const spec = DECAYS[name]
  const parsed = resolveParameters(`decay=${name}`, spec.parameters, given)
  if (!parsed.ok) return parsed
  const fault = spec.check?.(parsed.value) ?? null
  if (fault !== null) return { ok: false, fault }
  const { cutoff } = parsed.value
  const decay = spec.create(parsed.value)
  return {
    ok: true,
    value: { name, values: parsed.value, decay: typeof cutoff === 'number' ? cutDecay(decay, cutoff) : decay },
  }
}
