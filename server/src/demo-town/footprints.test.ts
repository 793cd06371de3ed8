import { describe, expect, it } from 'vitest'
import { convexRingsOverlap, fitsInBlock, footprintRing } from './footprints.ts'
import { ringArea, type Point } from './plane-geometry.ts'

const house = (x: number, y: number) => footprintRing({ base: [x, y], inward: [0, 1], widthMetres: 10, depthMetres: 8 })
const block: Point[] = [
  [0, 0],
  [60, 0],
  [60, 40],
  [0, 40],
]

describe('footprints', () => {
  it('go counter-clockwise from the front left corner', () => {
    expect(house(20, 5)).toEqual([
      [15, 5],
      [25, 5],
      [25, 13],
      [15, 13],
    ])
    expect(ringArea(house(20, 5))).toBe(80)
  })

  it('that stand wall to wall do not overlap, those that share ground do', () => {
    expect(convexRingsOverlap(house(20, 5), house(30, 5), 0.4)).toBe(false)
    expect(convexRingsOverlap(house(20, 5), house(28, 9), 0.4)).toBe(true)
  })

  it('fit in a block only with the distance kept from its streets', () => {
    const street = {
      line: [
        [0, 0],
        [60, 0],
      ] as Point[],
      metres: 5,
    }
    expect(fitsInBlock(house(20, 5), block, [street])).toBe(true)
    expect(fitsInBlock(house(20, 4), block, [street])).toBe(false)
    expect(fitsInBlock(house(58, 5), block, [street])).toBe(false)
  })
})
