import { expect, test } from 'vitest'
import { computeContrast, computeDeltaE, simulate, toLab } from './colour.ts'

test('the colour difference agrees with the published test pairs of CIEDE2000', () => {
  expect(computeDeltaE([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
  expect(computeDeltaE([50, -1.3802, -84.2814], [50, 0, -82.7485])).toBeCloseTo(1, 4)
  expect(computeDeltaE([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4)
  expect(computeDeltaE([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4)
  expect(computeDeltaE([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4)
})

test('white against black has the largest contrast, and grey looks grey with every deficiency', () => {
  expect(computeContrast([1, 1, 1], [0, 0, 0])).toBeCloseTo(21, 6)
  for (const kind of ['protan', 'deutan', 'tritan'] as const) {
    for (const value of simulate([0.5, 0.5, 0.5], kind)) expect(value).toBeCloseTo(0.5, 2)
  }
  expect(toLab([1, 1, 1])[0]).toBeCloseTo(100, 3)
})
