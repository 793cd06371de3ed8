/** Small scenes as plain tables: what slow oracles loop over, and the same as sparse input of the kernels. */
import fc from 'fast-check'
import type { MeasureInput } from '../measure-list.ts'
import { joinMatrix, type PairTable } from '../time-matrix.ts'

export interface DenseScene {
  /** Minutes per origin and place; null is out of reach. */
  readonly times: readonly (readonly (number | null)[])[]
  readonly people: readonly number[]
  readonly supply: readonly number[]
}

/** The same cases in every run. */
export const FIXED_RUNS = { seed: 20_260_303, numRuns: 400 }

/** Half minutes, so that times often meet each other and the thresholds. */
const minutes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 50 }).map((halves) => halves / 2) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.constant(0) },
)

export const denseScene: fc.Arbitrary<DenseScene> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([origins, places]) =>
    fc.record({
      times: fc.array(fc.array(minutes, { minLength: places, maxLength: places }), {
        minLength: origins,
        maxLength: origins,
      }),
      people: fc.array(amount, { minLength: origins, maxLength: origins }),
      supply: fc.array(amount, { minLength: places, maxLength: places }),
    }),
  )

export function tableOf(times: DenseScene['times'], fromIds: readonly string[], toIds: readonly string[]): PairTable {
  const fromFirst = [0]
  const to: number[] = []
  const cost: number[] = []
  for (const row of times) {
    row.forEach((time, place) => {
      if (time === null) return
      to.push(place)
      cost.push(time)
    })
    fromFirst.push(to.length)
  }
  return {
    fromIds,
    toIds,
    fromFirst: Uint32Array.from(fromFirst),
    to: Uint32Array.from(to),
    cost: Float64Array.from(cost),
  }
}

export function inputOf({ times, people, supply }: DenseScene): MeasureInput {
  const originIds = people.map((_, i) => `o${i}`)
  const placeIds = supply.map((_, j) => `p${j}`)
  const { matrix } = joinMatrix(tableOf(times, originIds, placeIds), originIds, placeIds)
  return { matrix, people: Float64Array.from(people), supply: Float64Array.from(supply) }
}

export const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0)
