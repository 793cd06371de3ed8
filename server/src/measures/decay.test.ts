import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeWeights, exponentialDecay, stepDecay } from './decay.ts'
import { DECAY_NAMES, resolveDecay, type DecayName } from './decay-list.ts'
import { FIXED_RUNS, inputOf } from './testing/dense-scene.arbitrary.ts'

function decayOf(name: DecayName, given: Readonly<Record<string, string>> = {}) {
  const parsed = resolveDecay(name, new Map(Object.entries(given)))
  if (!parsed.ok) throw new Error(parsed.fault.en)
  return parsed.value.decay
}

describe('decays', () => {
  it.each<[DecayName, number[]]>([
    // The worked example of docs/methods/decay.md: defaults, at 0, 5, 10, 15, 20 and 25 minutes.
    ['binary', [1, 1, 1, 0, 0, 0]],
    ['linear', [1, 0.75, 0.5, 0.25, 0, 0]],
    ['exponential', [1, 0.7071, 0.5, 0.3536, 0.25, 0.1768]],
    ['power', [1, 0.2, 0.1, 0.0667, 0.05, 0.04]],
    ['gaussian', [1, 0.8409, 0.5, 0.2102, 0.0625, 0.0131]],
    ['gaussian_truncated', [1, 0.9218, 0.7014, 0.3769, 0, 0]],
    ['logistic', [1, 0.8827, 0.5133, 0.1439, 0.0266, 0.0044]],
    ['step', [1, 1, 0.68, 0.22, 0, 0]],
  ])('%s falls as its method card says', (name, expected) => {
    const decay = decayOf(name)
    expect([0, 5, 10, 15, 20, 25].map((t) => Math.round(decay(t) * 1e4) / 1e4)).toEqual(expected)
  })
  it('take what lies at a limit for within it', () => {
    const beyond = (t: number): number => t * (1 + Number.EPSILON)
    expect([decayOf('binary')(10), decayOf('binary')(beyond(10))]).toEqual([1, 0])
    // At a step the old weight still holds, as in pysal; in ipeaGIT the new one does.
    const step = stepDecay([5, 10], [1, 0.5])
    expect([5, beyond(5), 10, beyond(10)].map(step)).toEqual([1, 0.5, 0.5, 0])
    const cut = decayOf('exponential', { beta: '0', cutoff: '12' })
    expect([cut(12), cut(beyond(12))]).toEqual([1, 0])
  })
  it('halve at the threshold where their card says so', () => {
    for (const threshold of [1, 7, 10, 33]) {
      for (const name of ['exponential', 'gaussian'] as const) {
        expect(decayOf(name, { threshold: String(threshold) })(threshold)).toBeCloseTo(0.5, 14)
      }
    }
  })
  it('reach nought without a jump where they are cut by their formula', () => {
    for (const name of ['linear', 'gaussian_truncated'] as const) {
      expect(decayOf(name)(20 - 1e-9)).toBeLessThan(1e-9)
      expect(decayOf(name)(20)).toBe(0)
    }
  })
  it.each(DECAY_NAMES)('%s begins at 1, never rises, and stays within 0 … 1, also with odd parameters', (name) => {
    const odd: Readonly<Record<DecayName, Readonly<Record<string, string>>>> = {
      binary: { threshold: '0' },
      linear: { threshold: '0.001' },
      exponential: { beta: '1000' },
      power: { b: '100', t0: '0.001' },
      gaussian: { sigma: '0.001' },
      gaussian_truncated: { t0: '0.001' },
      logistic: { c: '300', s: '1' },
      step: { steps: '0,1e-3', weights: '1,0' },
    }
    const time = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 1e-12, 43_200, 9e15))
    for (const decay of [decayOf(name), decayOf(name, odd[name])]) {
      expect(decay(0)).toBe(1)
      fc.assert(
        fc.property(time, time, (a, b) => {
          const [near, far] = [decay(Math.min(a, b)), decay(Math.max(a, b))]
          expect(near <= 1 && far >= 0 && near >= far, `${name}: f(${a}), f(${b}) = ${near}, ${far}`).toBe(true)
        }),
        FIXED_RUNS,
      )
    }
  })
  it('give no weight that is too small to divide by', () => {
    const { matrix } = inputOf({ times: [[0, 1000, 3000]], people: [1], supply: [1, 1, 1] })
    expect([...computeWeights(matrix, exponentialDecay(0.1))]).toEqual([1, Math.exp(-100), 0])
  })
})
