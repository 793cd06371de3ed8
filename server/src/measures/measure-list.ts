/** All measures by name: what each asks for, its parameters with defaults, and how its kernels are put together. */
import type { LocalText } from '../contract/common.ts'
import { computeBalancedCatchment } from './balanced-catchment.ts'
import { computeBalancingTime } from './balancing-time.ts'
import { computeCatchmentPopulation } from './catchment-population.ts'
import { computeCostToSupply } from './cost-to-supply.ts'
import { computeCumulativeInterval } from './cumulative-interval.ts'
import { binaryDecay, computeWeights, type Decay } from './decay.ts'
import { MAXIMUM_MINUTES, THRESHOLD, type DecayName } from './decay-list.ts'
import { computeGapToPlace } from './gap-to-place.ts'
import { computeGravity } from './gravity.ts'
import { measurePlaces, measureSum, type Measured } from './measured.ts'
import { computeModifiedTwoStepCatchment } from './modified-two-step-catchment.ts'
import { computeNearestTime } from './nearest-time.ts'
import { numberOf, type ParameterSpec, type ParameterValues } from './parameters.ts'
import { computeServedWithin, sumServed, type ServedTotal } from './served-within.ts'
import { computeSpatialAvailability, perHead } from './spatial-availability.ts'
import type { CatchmentAccess, SupplyRatio } from './supply-ratio.ts'
import { computeThreeStepCatchment } from './three-step-catchment.ts'
import type { TimeMatrix } from './time-matrix.ts'
import { computeTwoStepCatchment } from './two-step-catchment.ts'

export interface MeasureInput {
  readonly matrix: TimeMatrix
  /** Per origin, ≥ 0. */
  readonly people: Float64Array
  /** Per place, ≥ 0; 1 or 0 (no place) where amounts do not count. */
  readonly supply: Float64Array
}

export interface MeasureAnswer {
  /** Per origin, or per place where the measure says so. */
  readonly measured: Measured
  /** Of measures with competition: who demands each place, and what is left per person. */
  readonly places?: SupplyRatio
  readonly total?: ServedTotal
  /** Of spatial availability: the value per person of the origin. */
  readonly perHead?: Measured
}

export interface MeasureSpec {
  readonly text: LocalText
  readonly parameters: readonly ParameterSpec[]
  /** The decay where none is named; absent where the measure has no decay. */
  readonly decay?: DecayName
  /**
   * `amounts`: it counts how much each place has; `places`: only which places there are; `optional`: as `places`, and without
   * any file all destinations of the matrix are places.
   */
  readonly supply: 'amounts' | 'places' | 'optional'
  /** What a value belongs to. */
  readonly per: 'origin' | 'place'
  /** What two parameters must be to each other; null where all is well. */
  check?(values: ParameterValues): LocalText | null
  compute(input: MeasureInput, values: ParameterValues, decay: Decay): MeasureAnswer
}

const K: ParameterSpec = {
  name: 'k',
  kind: 'whole',
  minimum: 1,
  maximum: 1_000_000,
  fallback: 1,
  text: { de: 'der wievielte Ort', en: 'which place in order of time' },
}
const UNITS: ParameterSpec = {
  name: 'n',
  kind: 'number',
  minimum: 0,
  isAbove: true,
  maximum: Number.MAX_SAFE_INTEGER,
  fallback: 1,
  text: { de: 'Einheiten des Angebots', en: 'units of supply' },
}
const STEP: ParameterSpec = {
  name: 'step',
  kind: 'number',
  minimum: 0.001,
  maximum: MAXIMUM_MINUTES,
  fallback: 1,
  text: { de: 'Minuten zwischen zwei Werten', en: 'minutes between two values' },
}
const ALPHA: ParameterSpec = {
  name: 'alpha',
  kind: 'number',
  minimum: 0,
  maximum: 10,
  fallback: 1,
  text: { de: 'Exponent der Menschen', en: 'exponent of people' },
}
/** Half of the number that stands for "no way" in the kernel of the gap is more. */
const GAP_THRESHOLD: ParameterSpec = { ...THRESHOLD, maximum: 30_000 }

const threshold = (values: ParameterValues): number => numberOf(values, 'threshold')

function answerGravity({ matrix, supply }: MeasureInput, decay: Decay): MeasureAnswer {
  const weights = computeWeights(matrix, decay)
  return { measured: measureSum(matrix, computeGravity(matrix, supply, weights), weights) }
}

type Catchment = (
  matrix: TimeMatrix,
  people: Float64Array,
  supply: Float64Array,
  weights: Float64Array,
) => CatchmentAccess

function answerCatchment(compute: Catchment, { matrix, people, supply }: MeasureInput, decay: Decay): MeasureAnswer {
  const weights = computeWeights(matrix, decay)
  const places = compute(matrix, people, supply, weights)
  return { measured: measureSum(matrix, places.access, weights, places.isWithoutDemand), places }
}

function answerAvailability(
  { matrix, people, supply }: MeasureInput,
  values: ParameterValues,
  decay: Decay,
): Required<Pick<MeasureAnswer, 'measured' | 'places' | 'perHead'>> {
  const weights = computeWeights(matrix, decay)
  const places = computeSpatialAvailability(matrix, people, supply, weights, numberOf(values, 'alpha'))
  const measured = measureSum(matrix, places.available, weights, places.isWithoutDemand)
  return { measured, places, perHead: perHead(measured, people) }
}

export const MEASURES: Readonly<Record<string, MeasureSpec>> = {
  nearest: {
    text: { de: 'Minuten zum k-ten Ort', en: 'minutes to the k-th place' },
    parameters: [K],
    supply: 'optional',
    per: 'origin',
    compute: ({ matrix, supply }, values) => ({
      measured: computeNearestTime(matrix, supply, numberOf(values, 'k')),
    }),
  },
  cost_to_supply: {
    text: {
      de: 'Minuten, bis n Einheiten des Angebots erreicht sind',
      en: 'minutes until n units of supply are reached',
    },
    parameters: [UNITS],
    supply: 'amounts',
    per: 'origin',
    compute: ({ matrix, supply }, values) => ({
      measured: computeCostToSupply(matrix, supply, numberOf(values, 'n')),
    }),
  },
  balancing_time: {
    text: {
      de: 'kleinste Minute, bei der mehr Angebot als Nachfrage des Ortes erreicht ist',
      en: 'smallest minute at which more supply is reached than the origin demands',
    },
    parameters: [STEP],
    supply: 'amounts',
    per: 'origin',
    compute: ({ matrix, people, supply }, values) => ({
      measured: computeBalancingTime(matrix, people, supply, numberOf(values, 'step')),
    }),
  },
  coverage: {
    text: { de: '1 versorgt, 0 nicht', en: '1 served, 0 not' },
    parameters: [THRESHOLD],
    supply: 'optional',
    per: 'origin',
    compute({ matrix, people, supply }, values) {
      const measured = computeServedWithin(computeNearestTime(matrix, supply, 1), threshold(values))
      return { measured, total: sumServed(measured, people) }
    },
  },
  gap: {
    text: { de: 'Versorgungslücke 0 … 1', en: 'gap 0 … 1' },
    parameters: [GAP_THRESHOLD],
    supply: 'optional',
    per: 'origin',
    compute: ({ matrix, supply }, values) => ({
      measured: computeGapToPlace(computeNearestTime(matrix, supply, 1), threshold(values)),
    }),
  },
  cumulative: {
    text: { de: 'Angebot innerhalb der Schwelle', en: 'supply within the threshold' },
    parameters: [THRESHOLD],
    supply: 'amounts',
    per: 'origin',
    compute: (input, values) => answerGravity(input, binaryDecay(threshold(values))),
  },
  cumulative_interval: {
    text: {
      de: 'Median des Angebots über alle Schwellen von a bis b',
      en: 'median of the supply over all thresholds from a to b',
    },
    parameters: [
      {
        ...THRESHOLD,
        name: 'a',
        fallback: 5,
        text: { de: 'Minuten, kleinste Schwelle', en: 'minutes, smallest threshold' },
      },
      {
        ...THRESHOLD,
        name: 'b',
        fallback: 15,
        text: { de: 'Minuten, größte Schwelle', en: 'minutes, largest threshold' },
      },
      STEP,
    ],
    supply: 'amounts',
    per: 'origin',
    check: (values) =>
      numberOf(values, 'a') <= numberOf(values, 'b')
        ? null
        : {
            de: `a = ${numberOf(values, 'a')} darf nicht größer als b = ${numberOf(values, 'b')} sein.`,
            en: `a = ${numberOf(values, 'a')} must not be larger than b = ${numberOf(values, 'b')}.`,
          },
    compute({ matrix, supply }, values) {
      const [from, to, step] = ['a', 'b', 'step'].map((name) => numberOf(values, name))
      const weights = computeWeights(matrix, binaryDecay(to))
      return { measured: measureSum(matrix, computeCumulativeInterval(matrix, supply, { from, to, step }), weights) }
    },
  },
  gravity: {
    text: { de: 'Potenzial: Angebot mit Distanzgewicht', en: 'potential: supply weighted by decay' },
    parameters: [],
    decay: 'exponential',
    supply: 'amounts',
    per: 'origin',
    compute: (input, _values, decay) => answerGravity(input, decay),
  },
  '2sfca': {
    text: { de: 'Angebot je Mensch, mit Wettbewerb (2SFCA)', en: 'supply per person with competition (2SFCA)' },
    parameters: [THRESHOLD],
    supply: 'amounts',
    per: 'origin',
    compute: (input, values) => answerCatchment(computeTwoStepCatchment, input, binaryDecay(threshold(values))),
  },
  e2sfca: {
    text: { de: 'dasselbe mit Distanzgewicht (E2SFCA)', en: 'the same with decay (E2SFCA)' },
    parameters: [],
    decay: 'step',
    supply: 'amounts',
    per: 'origin',
    compute: (input, _values, decay) => answerCatchment(computeTwoStepCatchment, input, decay),
  },
  m2sfca: {
    text: { de: 'dasselbe, Entfernung vergeudet Angebot (M2SFCA)', en: 'the same, distance wastes supply (M2SFCA)' },
    parameters: [],
    decay: 'step',
    supply: 'amounts',
    per: 'origin',
    compute: (input, _values, decay) => answerCatchment(computeModifiedTwoStepCatchment, input, decay),
  },
  '3sfca': {
    text: { de: 'dasselbe, mit Wahl unter den Orten (3SFCA)', en: 'the same with choice among places (3SFCA)' },
    parameters: [],
    decay: 'step',
    supply: 'amounts',
    per: 'origin',
    compute: (input, _values, decay) => answerCatchment(computeThreeStepCatchment, input, decay),
  },
  bfca: {
    text: { de: 'ausgewogene Einzugsbereiche (BFCA)', en: 'balanced floating catchments (BFCA)' },
    parameters: [],
    decay: 'step',
    supply: 'amounts',
    per: 'origin',
    compute: (input, _values, decay) => answerCatchment(computeBalancedCatchment, input, decay),
  },
  spatial_availability: {
    text: { de: 'zugeteiltes Angebot', en: 'supply allotted to the origin' },
    parameters: [ALPHA],
    decay: 'exponential',
    supply: 'amounts',
    per: 'origin',
    compute: (input, values, decay) => answerAvailability(input, values, decay),
  },
  spatial_availability_per_head: {
    text: { de: 'zugeteiltes Angebot je Mensch', en: 'supply allotted per person' },
    parameters: [ALPHA],
    decay: 'exponential',
    supply: 'amounts',
    per: 'origin',
    compute(input, values, decay) {
      const { perHead: measured, places } = answerAvailability(input, values, decay)
      return { measured, places }
    },
  },
  catchment_population: {
    text: {
      de: 'Menschen im Einzugsbereich, je Ort der Angebotsdatei',
      en: 'people within reach, per place of the supply file',
    },
    parameters: [THRESHOLD],
    supply: 'places',
    per: 'place',
    compute({ matrix, people }, values) {
      const weights = computeWeights(matrix, binaryDecay(threshold(values)))
      return { measured: measurePlaces(matrix, computeCatchmentPopulation(matrix, people, weights), weights) }
    },
  },
}

export const MEASURE_NAMES: readonly string[] = Object.keys(MEASURES)
