import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MultiPolygon, Ring } from './bounds.ts'
import { buildPolygonIndex, findArea, listAreas, NO_AREA } from './polygon-index.ts'
import { multiPolygonContains } from './polygon.ts'

/** A star around a centre: simple by construction. Whole numbers, so that positions often fall on corners and edges. */
const star = fc
  .record({
    x: fc.integer({ min: -20, max: 20 }),
    y: fc.integer({ min: -20, max: 20 }),
    radii: fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ x, y, radii }): Ring => {
    const corners = [
      [x + radii[0], y],
      [x, y + radii[1]],
      [x - radii[2], y],
      [x, y - radii[3]],
    ] as const
    return [...corners, corners[0]]
  })

const areas = fc.array(
  star.map((ring): MultiPolygon => [[ring]]),
  { minLength: 1, maxLength: 8 },
)
const coordinate = fc.integer({ min: -34, max: 34 })

describe('the index of areas', () => {
  it('gives the same areas as asking each of them', () => {
    fc.assert(
      fc.property(areas, coordinate, coordinate, (list, x, y) => {
        const expected = list.flatMap((area, i) => (multiPolygonContains(area, x, y) ? [i] : []))
        const index = buildPolygonIndex(list)
        expect(listAreas(index, x, y)).toEqual(expected)
        expect(findArea(index, x, y)).toBe(expected[0] ?? NO_AREA)
      }),
      { numRuns: 500 },
    )
  })

  it('knows holes and islands', () => {
    const square = (x: number, size: number): Ring => [
      [x, x],
      [x + size, x],
      [x + size, x + size],
      [x, x + size],
      [x, x],
    ]
    const index = buildPolygonIndex([[[square(0, 10), square(2, 6).toReversed()], [square(4, 2)]]])
    expect(findArea(index, 1, 1)).toBe(0)
    expect(findArea(index, 3, 3)).toBe(NO_AREA)
    expect(findArea(index, 5, 5)).toBe(0)
  })

  it('gives a shared border to the first of its areas', () => {
    const left: MultiPolygon = [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    ]
    const right: MultiPolygon = [left[0].map((ring) => ring.map(([x, y]) => [x + 1, y] as const))]
    expect(findArea(buildPolygonIndex([left, right]), 1, 0.5)).toBe(0)
    expect(findArea(buildPolygonIndex([right, left]), 1, 0.5)).toBe(0)
  })

  it('answers for no areas and for empty ones', () => {
    expect(findArea(buildPolygonIndex([]), 0, 0)).toBe(NO_AREA)
    expect(findArea(buildPolygonIndex([[]]), 0, 0)).toBe(NO_AREA)
  })
})
