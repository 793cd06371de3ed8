import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSorted, findSortedOrder, findUniqueOrder } from './sorted-order.ts'

const values = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60 })

describe('order of ids', () => {
  it('equals a stable sort', () => {
    fc.assert(
      fc.property(values, (list) => {
        const expected = list.map((_, i) => i).sort((a, b) => list[a] - list[b] || a - b)
        const order = findSortedOrder(Float64Array.from(list))
        expect(order === null ? list.map((_, i) => i) : [...order]).toEqual(expected)
      }),
    )
  })

  it('keeps the last of equal values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const lastOf = new Map(list.map((value, i) => [value, i]))
        const expected = [...lastOf.keys()].sort((a, b) => a - b).map((value) => lastOf.get(value))
        const order = findUniqueOrder(Float64Array.from(list))
        expect(order === null ? list.map((_, i) => i) : [...order]).toEqual(expected)
      }),
    )
  })

  it('finds exactly the values that are there', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -30, max: 30 })),
        fc.integer({ min: -31, max: 31 }),
        (list, value) => {
          const sorted = list.sort((a, b) => a - b)
          expect(findSorted(Float64Array.from(sorted), value)).toBe(sorted.indexOf(value))
        },
      ),
    )
  })
})
