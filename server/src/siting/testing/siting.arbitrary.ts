/** Random small problems of every model, with what makes real ones awkward: ties, absent pairs, existing places, zero weights. */
import fc from 'fast-check'
import type { SitingModel, SitingProblem } from '../siting-problem.ts'
import { matrixFromRows } from './matrix-from-rows.ts'

export interface ProblemShape {
  readonly candidates: number
  readonly demand: number
}

/** Costs 0 … 12 and small whole weights make ties common; thresholds lie among the costs. */
export function arbitraryProblem(
  model: SitingModel,
  { candidates, demand }: ProblemShape,
): fc.Arbitrary<SitingProblem> {
  return fc
    .record({
      candidateCount: fc.integer({ min: 1, max: candidates }),
      demandCount: fc.integer({ min: 1, max: demand }),
    })
    .chain(({ candidateCount, demandCount }) => {
      const perDemand = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
        fc.array(value, { minLength: demandCount, maxLength: demandCount })
      const rare = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
      const cost = fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      )
      const existing = perDemand(fc.constantFrom(Infinity, Infinity, 3, 6, 9))
      const flags = fc.array(fc.constantFrom('free', 'free', 'free', 'free', 'forced', 'forbidden'), {
        minLength: candidateCount,
        maxLength: candidateCount,
      })
      return fc
        .record({
          rows: fc.array(perDemand(cost), { minLength: candidateCount, maxLength: candidateCount }),
          weight: perDemand(fc.constantFrom(0, 1, 1, 2, 5, 0.5)),
          threshold: fc.integer({ min: 1, max: 8 }),
          sites: fc.integer({ min: 0, max: candidateCount + 1 }),
          existing: rare(existing),
          second: existing,
          flags: rare(flags),
          neediest: perDemand(fc.constantFrom(0, 1)),
          capacity: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: candidateCount, maxLength: candidateCount }),
          mayDivide: fc.boolean(),
          unserved: rare(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 12, max: 40 }))),
        })
        .map((drawn): SitingProblem => {
          const flagged = (flag: string): Uint32Array =>
            Uint32Array.from((drawn.flags ?? []).flatMap((f, j) => (f === flag ? [j] : [])))
          const forced = flagged('forced')
          return {
            model,
            matrix: matrixFromRows(drawn.rows, demandCount),
            weight: Float64Array.from(drawn.weight),
            siteCount: Math.max(drawn.sites, forced.length),
            threshold: drawn.threshold,
            forced,
            forbidden: flagged('forbidden'),
            ...(drawn.existing === undefined || model === 'capacitated'
              ? {}
              : {
                  existingCost: Float64Array.from(drawn.existing),
                  existingSecondCost: Float64Array.from(drawn.second, (cost, i) => Math.max(cost, drawn.existing![i])),
                }),
            ...(model === 'pmedian' || model === 'capacitated' ? { unservedCost: drawn.unserved } : {}),
            ...(model === 'capacitated'
              ? { capacity: Float64Array.from(drawn.capacity), mayDivide: drawn.mayDivide }
              : {}),
            ...(model === 'equity-coverage' ? { isNeediest: Uint8Array.from(drawn.neediest) } : {}),
          }
        })
    })
}
