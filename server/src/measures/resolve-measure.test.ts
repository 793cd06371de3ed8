import { describe, expect, it } from 'vitest'
import { MEASURE_NAMES, MEASURES } from './measure-list.ts'
import { resolveMeasure } from './resolve-measure.ts'

function resolve(name: string, ...pairs: string[]): unknown {
  const parsed = resolveMeasure(name, MEASURES[name], pairs)
  return parsed.ok ? parsed.value.parameters : parsed.fault.en
}

describe('parameters of a measure', () => {
  it.each(MEASURE_NAMES)('of %s have defaults', (name) => {
    expect(resolve(name)).toBeTypeOf('object')
  })
  it('are those given, and defaults for the others, some of which follow from the threshold', () => {
    expect(resolve('nearest', 'k=3')).toEqual({ k: 3 })
    expect(resolve('e2sfca')).toEqual({ decay: 'step', threshold: 10, steps: [5, 10, 15], weights: [1, 0.68, 0.22], cutoff: null }) // prettier-ignore
    expect(resolve('e2sfca', 'threshold=20')).toMatchObject({ steps: [10, 20, 30] })
    expect(resolve('gravity')).toEqual({ decay: 'exponential', threshold: 10, beta: Math.LN2 / 10, cutoff: null })
    expect(resolve('gravity', 'decay=logistic', 'threshold=8', 's=3')).toMatchObject({ c: 8, s: 3, threshold: 8 })
    expect(resolve('spatial_availability', 'alpha=2', 'decay=power')).toEqual({ alpha: 2, decay: 'power', b: 1, t0: 1, cutoff: null }) // prettier-ignore
  })
  it('do not pretend that a threshold was used where it was not', () => {
    expect(resolve('gravity', 'beta=0.1')).toMatchObject({ threshold: null, beta: 0.1 })
    expect(resolve('gravity', 'beta=0.1', 'threshold=5')).toBe(
      'Beside beta threshold has no effect. Give only one of them.',
    )
  })
  it('may be written with blanks and a decimal comma', () => {
    expect(resolve('gravity', ' beta = 0,1 ')).toMatchObject({ beta: 0.1 })
    expect(resolve('e2sfca', 'steps=5, 10', 'weights=1,.5')).toMatchObject({ steps: [5, 10], weights: [1, 0.5] })
  })
  it.each([
    ['nearest', 'q=1', 'nearest has no parameter "q". Possible (default): k (1).'],
    ['e2sfca', 'beta=1', 'e2sfca with decay=step has no parameter "beta". Possible (default): decay (step), threshold (10), steps (threshold/2, threshold, 1.5·threshold), weights (1,0.68,0.22), cutoff (none).'],
    ['gravity', 'decay=cosine', 'There is no decay "cosine". Possible: binary, linear, exponential, power, gaussian, gaussian_truncated, logistic, step.'],
    ['nearest', 'decay=step', 'nearest has no parameter "decay". Possible (default): k (1).'],
    ['nearest', 'k', '--param k: NAME=VALUE is needed, for instance threshold=15.'],
    ['nearest', '=1', '--param =1: NAME=VALUE is needed, for instance threshold=15.'],
    ['nearest', 'k=0', 'The parameter k must be a whole number from 1 on and at most 1000000, not "0".'],
    ['nearest', 'k=1.5', 'The parameter k must be a whole number from 1 on and at most 1000000, not "1.5".'],
    ['cost_to_supply', 'n=0', 'The parameter n must be a number above 0 and at most 9007199254740991, not "0".'],
    ['coverage', 'threshold=-1', 'The parameter threshold must be a number from 0 on and at most 43200, not "-1".'],
    ['coverage', 'threshold=ten', 'The parameter threshold must be a number from 0 on and at most 43200, not "ten".'],
    ['coverage', 'threshold=', 'The parameter threshold must be a number from 0 on and at most 43200, not "".'],
    ['coverage', 'threshold=1e999', 'The parameter threshold must be a number from 0 on and at most 43200, not "1e999".'],
    ['e2sfca', 'steps=5,x', 'The parameter steps must be a list of numbers such as 5,10,15, each from 0 on and at most 86400, not "5,x".'],
    ['e2sfca', 'steps=5,10', '2 steps need 2 weights, not 3.'],
    ['e2sfca', 'steps=5,10,10', 'The steps 5, 10, 10 must rise.'],
    ['e2sfca', 'weights=1,0.2,0.3', 'The weights 1, 0.2, 0.3 must not rise.'],
    ['cumulative_interval', 'a=16', 'a = 16 must not be larger than b = 15.'],
  ])('are refused in words: %s with %s', (name, pair, message) => {
    expect(resolve(name, pair)).toBe(message)
  }) // prettier-ignore
  it('are refused where one stands twice', () => {
    expect(resolve('nearest', 'k=1', 'k=2')).toBe('The parameter k is given twice.')
    expect(resolve('gravity', 'decay=step', 'decay=power')).toBe('The parameter decay is given twice.')
  })
})
