/** Every measure against an oracle that follows its formula word by word on plain tables; and what must always hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decay } from './decay.ts'
import { MEASURE_NAMES, MEASURES, type MeasureAnswer } from './measure-list.ts'
import { resolveMeasure } from './resolve-measure.ts'
import { denseScene, FIXED_RUNS, inputOf, total, type DenseScene } from './testing/dense-scene.arbitrary.ts'

interface Oracle {
  readonly params: readonly string[]
  /** Values per origin (or place); null is no value. */
  readonly values: (scene: DenseScene) => (number | null)[]
}

function measure(name: string, params: readonly string[], scene: DenseScene): MeasureAnswer {
  const resolved = resolveMeasure(name, MEASURES[name], params)
  if (!resolved.ok) throw new Error(resolved.fault.en)
  const { supply, ...input } = inputOf(scene)
  const counted = MEASURES[name].supply === 'amounts' ? supply : supply.map((amount) => (amount > 0 ? 1 : 0))
  return MEASURES[name].compute({ ...input, supply: counted }, resolved.value.values, resolved.value.decay)
}
const valuesOf = ({ measured }: MeasureAnswer): (number | null)[] =>
  Array.from(measured.value, (value, i) => (measured.hasValue[i] === 1 ? value : null))

const EXPONENTIAL = ['decay=exponential', 'beta=0.1', 'cutoff=20']
const exponential: Decay = (t) => (t <= 20 ? Math.exp(-0.1 * t) : 0)
const STEP = ['decay=step', 'steps=5,10,15', 'weights=1,0.68,0.22']
const step: Decay = (t) => (t <= 5 ? 1 : t <= 10 ? 0.68 : t <= 15 ? 0.22 : 0)
const binary: Decay = (t) => (t <= 12 ? 1 : 0)

const origins = ({ people }: DenseScene): number[] => people.map((_, i) => i)
const places = ({ supply }: DenseScene): number[] => supply.map((_, j) => j)
const divide = (a: number, b: number): number => (b === 0 ? 0 : a / b)
const weigh = ({ times }: DenseScene, decay: Decay, i: number, j: number): number => {
  const time = times[i][j]
  return time === null ? 0 : decay(time)
}
const supplyWithin = (scene: DenseScene, i: number, minutes: number): number =>
  total(places(scene).map((j) => scene.supply[j] * weigh(scene, (t) => (t <= minutes ? 1 : 0), i, j)))
const placeTimes = (scene: DenseScene, i: number): number[] =>
  places(scene)
    .filter((j) => scene.supply[j] > 0 && scene.times[i][j] !== null)
    .map((j) => scene.times[i][j]!)
    .sort((a, b) => a - b)

/** A_i = Σ_j S_j / (Σ_k P_k d(k, j)) · a(i, j), whatever the two weights are. */
const competition = (
  scene: DenseScene,
  demandWeight: (i: number, j: number) => number,
  accessWeight: (i: number, j: number) => number,
): number[] =>
  origins(scene).map((i) =>
    total(
      places(scene).map(
        (j) =>
          divide(scene.supply[j], total(origins(scene).map((k) => scene.people[k] * demandWeight(k, j)))) *
          accessWeight(i, j),
      ),
    ),
  )
const shareOfOrigin = (scene: DenseScene, decay: Decay, i: number, j: number): number =>
  divide(weigh(scene, decay, i, j), total(places(scene).map((k) => weigh(scene, decay, i, k))))
const shareOfPlace = (scene: DenseScene, decay: Decay, i: number, j: number): number =>
  divide(weigh(scene, decay, i, j), total(origins(scene).map((k) => weigh(scene, decay, k, j))))
const availability = (scene: DenseScene, decay: Decay, alpha: number): number[] => {
  const pull = (i: number, j: number): number =>
    scene.people[i] === 0 ? 0 : scene.people[i] ** alpha * weigh(scene, decay, i, j)
  return origins(scene).map((i) =>
    total(places(scene).map((j) => scene.supply[j] * divide(pull(i, j), total(origins(scene).map((k) => pull(k, j)))))),
  )
}

const ORACLES: Readonly<Record<string, Oracle>> = {
  nearest: { params: ['k=2'], values: (scene) => origins(scene).map((i) => placeTimes(scene, i)[1] ?? null) },
  cost_to_supply: {
    params: ['n=30'],
    values: (scene) =>
      origins(scene).map((i) => {
        const times = [...new Set(scene.times[i].filter((time) => time !== null))].sort((a, b) => a - b)
        return times.find((time) => Math.round(supplyWithin(scene, i, time) * 10) >= 300) ?? null
      }),
  },
  balancing_time: {
    params: [],
    values: (scene) =>
      origins(scene).map((i) => {
        if (scene.people[i] === 0) return 0
        for (let minute = 0; minute <= 25; minute++) {
          if (Math.round(supplyWithin(scene, i, minute) * 10) > Math.round(scene.people[i] * 10)) return minute
        }
        return null
      }),
  },
  coverage: {
    params: ['threshold=7.5'],
    values: (scene) => origins(scene).map((i) => (placeTimes(scene, i).some((time) => time <= 7.5) ? 1 : 0)),
  },
  gap: {
    params: ['threshold=8'],
    values: (scene) =>
      origins(scene).map((i) => {
        const [time] = placeTimes(scene, i)
        return time === undefined ? 1 : Math.min(1, Math.max(0, (time - 8) / 8))
      }),
  },
  cumulative: { params: ['threshold=12'], values: (scene) => origins(scene).map((i) => supplyWithin(scene, i, 12)) },
  cumulative_interval: {
    params: ['a=3', 'b=12.5', 'step=0.5'],
    values: (scene) =>
      origins(scene).map((i) => {
        const sums = Array.from({ length: 20 }, (_, n) => supplyWithin(scene, i, 3 + n / 2)).sort((a, b) => a - b)
        return (sums[9] + sums[10]) / 2
      }),
  },
  gravity: {
    params: EXPONENTIAL,
    values: (scene) =>
      origins(scene).map((i) => total(places(scene).map((j) => scene.supply[j] * weigh(scene, exponential, i, j)))),
  },
  '2sfca': {
    params: ['threshold=12'],
    values: (scene) =>
      competition(
        scene,
        (i, j) => weigh(scene, binary, i, j),
        (i, j) => weigh(scene, binary, i, j),
      ),
  },
  e2sfca: {
    params: EXPONENTIAL,
    values: (scene) =>
      competition(
        scene,
        (i, j) => weigh(scene, exponential, i, j),
        (i, j) => weigh(scene, exponential, i, j),
      ),
  },
  m2sfca: {
    params: STEP,
    values: (scene) =>
      competition(
        scene,
        (i, j) => weigh(scene, step, i, j),
        (i, j) => weigh(scene, step, i, j) ** 2,
      ),
  },
  '3sfca': {
    params: STEP,
    values: (scene) => {
      const chosen = (i: number, j: number) => shareOfOrigin(scene, step, i, j) * weigh(scene, step, i, j)
      return competition(scene, chosen, chosen)
    },
  },
  bfca: {
    params: EXPONENTIAL,
    values: (scene) =>
      competition(
        scene,
        (i, j) => shareOfOrigin(scene, exponential, i, j),
        (i, j) => shareOfPlace(scene, exponential, i, j),
      ),
  },
  spatial_availability: {
    params: [...EXPONENTIAL, 'alpha=0.5'],
    values: (scene) => availability(scene, exponential, 0.5),
  },
  spatial_availability_per_head: {
    params: STEP,
    values: (scene) => availability(scene, step, 1).map((value, i) => divide(value, scene.people[i])),
  },
  catchment_population: {
    params: ['threshold=12'],
    values: (scene) =>
      places(scene).map((j) => total(origins(scene).map((i) => scene.people[i] * weigh(scene, binary, i, j)))),
  },
}

describe('every measure', () => {
  it.each(MEASURE_NAMES)('%s is what its formula says, place by place', (name) => {
    const { params, values } = ORACLES[name]
    fc.assert(
      fc.property(denseScene, (scene) => {
        const expected = values(scene)
        const found = valuesOf(measure(name, params, scene))
        expect(found.map((value) => value === null)).toEqual(expected.map((value) => value === null))
        found.forEach((value, i) => expect(value ?? 0).toBeCloseTo(expected[i] ?? 0, 9))
      }),
      FIXED_RUNS,
    )
  })
  it.each(MEASURE_NAMES)('%s is a number or null with a reason, never anything else', (name) => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const { measured } = measure(name, [], scene)
        measured.value.forEach((value, i) => {
          expect(Number.isFinite(value) && value >= 0).toBe(true)
          if (measured.hasValue[i] === 0) expect([value, measured.remark[i] > 0]).toEqual([0, true])
        })
      }),
      FIXED_RUNS,
    )
  })
})

describe('what is conserved', () => {
  const distributed = (scene: DenseScene, answer: MeasureAnswer): number =>
    total(answer.measured.value.map((value, i) => value * scene.people[i]))
  /** Supply of the places that somebody demands. */
  const demanded = (scene: DenseScene, { places: competed }: MeasureAnswer): number =>
    total(scene.supply.filter((_, j) => competed!.demand[j] > 0))

  it.each([
    ['2sfca', ['threshold=12']],
    ['e2sfca', EXPONENTIAL],
    ['e2sfca', STEP],
    ['3sfca', STEP],
    ['spatial_availability_per_head', EXPONENTIAL],
  ])('%s hands out all supply that somebody demands: Σ P·A = Σ S', (name, params) => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const answer = measure(name, params, scene)
        expect(distributed(scene, answer)).toBeCloseTo(demanded(scene, answer), 8)
      }),
      FIXED_RUNS,
    )
  })
  it('m2sfca never hands out more than there is', () => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const answer = measure('m2sfca', EXPONENTIAL, scene)
        expect(distributed(scene, answer)).toBeLessThanOrEqual(demanded(scene, answer) + 1e-9)
      }),
      FIXED_RUNS,
    )
  })
  it('bfca counts people once and ratios once: Σ D = Σ P and Σ A = Σ R', () => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const answer = measure('bfca', EXPONENTIAL, scene)
        const reaching = origins(scene).filter((i) => places(scene).some((j) => weigh(scene, exponential, i, j) > 0))
        expect(total(answer.places!.demand)).toBeCloseTo(total(reaching.map((i) => scene.people[i])), 8)
        expect(total(answer.measured.value)).toBeCloseTo(total(answer.places!.ratio), 8)
      }),
      FIXED_RUNS,
    )
  })
  it.each(['alpha=0', 'alpha=1', 'alpha=2.5'])('spatial availability allots all supply: Σ V = Σ S with %s', (alpha) => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const answer = measure('spatial_availability', [...EXPONENTIAL, alpha], scene)
        expect(total(answer.measured.value)).toBeCloseTo(demanded(scene, answer), 8)
      }),
      FIXED_RUNS,
    )
  })
  it('coverage: served and unserved people are all people', () => {
    fc.assert(
      fc.property(denseScene, (scene) => {
        const { total: sum } = measure('coverage', [], scene)
        expect(sum!.served + sum!.unserved).toBeCloseTo(sum!.people, 12)
        expect(sum!.people).toBeCloseTo(total(scene.people), 9)
      }),
      FIXED_RUNS,
    )
  })
})

describe('better conditions', () => {
  const WORSE_IS_MORE = ['nearest', 'cost_to_supply', 'balancing_time', 'gap']
  const expectNoLoss = (name: string, before: MeasureAnswer, after: MeasureAnswer): void => {
    const worst = WORSE_IS_MORE.includes(name) ? Infinity : 0
    const sign = WORSE_IS_MORE.includes(name) ? -1 : 1
    const later = valuesOf(after)
    valuesOf(before).forEach((value, i) => {
      expect(sign * (later[i] ?? worst)).toBeGreaterThanOrEqual(sign * (value ?? worst) - 1e-9)
    })
  }
  const WITHOUT_COMPETITION = [...WORSE_IS_MORE, 'coverage', 'cumulative', 'cumulative_interval', 'gravity']

  it.each(WITHOUT_COMPETITION)('shorter ways never make %s worse', (name) => {
    fc.assert(
      fc.property(denseScene, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (scene, cuts) => {
        const shorter = scene.times.map((row) =>
          row.map((time) => {
            const cut = cuts.next().value ?? 0
            return time === null ? (cut === 3 ? 20 : null) : Math.max(0, time - 2 * cut)
          }),
        )
        expectNoLoss(name, measure(name, [], scene), measure(name, [], { ...scene, times: shorter }))
      }),
      FIXED_RUNS,
    )
  })
  it.each(MEASURE_NAMES)('more supply never makes %s worse, even with competition', (name) => {
    fc.assert(
      fc.property(denseScene, fc.nat(), (scene, at) => {
        const supply = scene.supply.map((amount, j) => (j === at % scene.supply.length ? amount + 12.5 : amount))
        expectNoLoss(name, measure(name, [], scene), measure(name, [], { ...scene, supply }))
      }),
      FIXED_RUNS,
    )
  })
  it('of some may be worse for others only where places are shared: a new neighbour takes seats in 2sfca', () => {
    const scene: DenseScene = { times: [[5], [15]], people: [100, 100], supply: [20] }
    const nearer: DenseScene = { ...scene, times: [[5], [9]] }
    expect(valuesOf(measure('2sfca', [], scene))).toEqual([0.2, 0])
    expect(valuesOf(measure('2sfca', [], nearer))).toEqual([0.1, 0.1])
  })
})
