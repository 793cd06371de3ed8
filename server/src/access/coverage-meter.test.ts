import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNREACHED } from '../reach/nearest-table.ts'
import { computeCellOutcome } from './cell-outcome.ts'
import { computeCoverage } from './coverage.ts'
import { createCoverageMeter } from './coverage-meter.ts'
import { contextOf, nearestOf, type SceneCell } from './testing/scene.ts'
import { createTimeOrder, listInhabited } from './time-order.ts'

const DISTRICTS = ['Nord', 'Süd']
const times = fc.array(
  fc.option(
    fc.integer({ min: 0, max: 600 }).map((n) => n / 10),
    { nil: null },
  ),
  { minLength: 5, maxLength: 5 },
)
const parts = fc.array(
  fc.record({
    cell: fc.nat(4),
    district: fc.option(fc.nat(1), { nil: null }),
    people: fc.integer({ min: 0, max: 9000 }).map((n) => n / 1024),
  }),
  { maxLength: 12 },
)

describe('a coverage meter', () => {
  it('says the same of every outcome as a coverage of its own, whatever it measured before', () => {
    fc.assert(
      fc.property(parts, fc.array(times, { minLength: 1, maxLength: 4 }), (scene, minutes) => {
        const cells: SceneCell[] = minutes[0].map((m) => ({ minutes: m }))
        const context = contextOf(cells, scene, DISTRICTS)
        const meter = createCoverageMeter(context)
        const order = createTimeOrder(context.population.partCell, listInhabited(context.population.people))
        for (const each of minutes) {
          const outcome = computeCellOutcome(nearestOf(each), 1, 6000, context)
          const expected = computeCoverage({ ...context, outcome })
          expect(meter.measure(outcome, context.facilityCounts)).toEqual(expected)
          const sorted = { parts: order.parts, count: order.sort(outcome.deciseconds) }
          expect(meter.measure(outcome, context.facilityCounts, sorted)).toEqual(expected)
        }
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('orders parts by time, equal ones as they stand, and leaves out those without', () => {
    const order = createTimeOrder(Uint32Array.of(0, 0, 1, 2, 3), Uint32Array.of(0, 1, 2, 4))
    expect([...order.parts.slice(0, order.sort(Uint16Array.of(7, 3, 5, 0)))]).toEqual([4, 2, 0, 1])
    expect([...order.parts.slice(0, order.sort(Uint16Array.of(UNREACHED, 65_534, 1, 2)))]).toEqual([4, 2])
    expect(order.sort(new Uint16Array(4).fill(UNREACHED))).toBe(0)
    expect(createTimeOrder(new Uint32Array(0), new Uint32Array(0)).sort(new Uint16Array(0))).toBe(0)
    const groups = [Float64Array.of(1, 0, 0, 0.5), Float64Array.of(0, 0, 2, 0)]
    expect([...listInhabited(groups)]).toEqual([0, 2, 3])
  })

  it('gives the total alone as in the whole', () => {
    fc.assert(
      fc.property(parts, times, (scene, minutes) => {
        const context = contextOf(
          minutes.map((m) => ({ minutes: m })),
          scene,
          DISTRICTS,
        )
        const outcome = computeCellOutcome(nearestOf(minutes), 1, 6000, context)
        const order = createTimeOrder(context.population.partCell, listInhabited(context.population.people))
        const sorted = { parts: order.parts, count: order.sort(outcome.deciseconds) }
        const total = createCoverageMeter(context).measureTotal(outcome, context.facilityCounts, sorted)
        expect(total).toEqual(computeCoverage({ ...context, outcome }).total)
      }),
      { numRuns: 100, seed: 4 },
    )
  })
})
