import { expect, it } from 'vitest'
import { OUTCOME } from '../access/cell-outcome.ts'
import { buildResultColumns } from './result-columns.ts'

it('a hexagon says its minutes, its people, how many of them are served, and why there is no time', () => {
  const outcome = {
    state: Uint8Array.of(OUTCOME.served, OUTCOME.unserved, OUTCOME.noStreet),
    deciseconds: Uint16Array.of(600, 9000, 65_535),
    cutoffDeciseconds: 18_000,
    gap: new Float64Array(3),
    score: null,
  }
  const [minutes, people, served, reason] = buildResultColumns(
    outcome,
    Uint8Array.of(0, 0, 2),
    Float64Array.of(4, 8, 16),
  )
  expect(minutes).toMatchObject({ name: 'minutes', divisor: 600, missing: 65_535, rollUp: 'mean' })
  expect(people).toMatchObject({ name: 'people', values: Float64Array.of(4, 8, 16), rollUp: 'sum' })
  expect(served).toMatchObject({ name: 'served', values: Float64Array.of(4, 0, 0), rollUp: 'sum' })
  expect(reason).toMatchObject({ name: 'reason', codes: Uint8Array.of(255, 255, 1) })
  expect(reason).toHaveProperty('labels.1', 'no-street')
})
