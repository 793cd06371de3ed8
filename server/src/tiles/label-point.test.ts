import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat, Ring } from '../geo/bounds.ts'
import { polygonContains } from '../geo/polygon.ts'
import { polygonLabelPoint } from './label-point.ts'

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

describe('polygonLabelPoint', () => {
  it('is the middle of a square', () => {
    const [lng, lat] = polygonLabelPoint([[square(6, 0, 0.01)]])
    expect(lng).toBeCloseTo(6.005, 4)
    expect(lat).toBeCloseTo(0.005, 4)
  })

  it('avoids holes and takes the largest part', () => {
    const parts = [[square(0, 0, 1)], [square(10, 0, 4), square(11, 1, 2)]]
    const [lng, lat] = polygonLabelPoint(parts)
    expect(polygonContains(parts[1], lng, lat)).toBe(true)
  })

  it('lies in the wide end of an L and not in its empty corner', () => {
    const shape: Ring = [
      [0, 0],
      [10, 0],
      [10, 1],
      [3, 1],
      [3, 10],
      [0, 10],
      [0, 0],
    ]
    const [lng, lat] = polygonLabelPoint([[shape]])
    expect(lng).toBeLessThan(3)
    expect(lat).toBeGreaterThan(0)
  })

  it('lies inside any star-shaped polygon', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 50 }), { minLength: 4, maxLength: 30 }), (radii) => {
        const ring: LngLat[] = radii.map((radius, i) => {
          const angle = (2 * Math.PI * i) / radii.length
          return [6 + (radius / 1000) * Math.cos(angle), 50 + (radius / 1000) * Math.sin(angle)]
        })
        ring.push(ring[0])
        const [lng, lat] = polygonLabelPoint([[ring]])
        expect(polygonContains([ring], lng, lat)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('survives a polygon without extent', () => {
    expect(
      polygonLabelPoint([
        [
          [
            [6, 50],
            [6, 51],
            [6, 50],
          ],
        ],
      ]),
    ).toEqual([6, 50])
  })
})
