import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadMarkers } from './spread-markers.ts'

const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 400 }) })

test('a few markers never cover each other, wherever they stand', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 5 }), (points) => {
      const placed = spreadMarkers(points, 34)
      for (let i = 0; i < placed.length; i++)
        for (let j = i + 1; j < placed.length; j++)
          expect(Math.hypot(placed[i].x - placed[j].x, placed[i].y - placed[j].y)).toBeGreaterThan(30)
    }),
  )
})

test('markers that are far enough apart stay, two that are too near part evenly', () => {
  const apart = [{ x: 0, y: 0 }, { x: 40, y: 0 }] // prettier-ignore
  expect(spreadMarkers(apart, 34)).toEqual(apart)
  expect(spreadMarkers([{ x: 0, y: 0 }, { x: 10, y: 0 }], 34)).toEqual([{ x: -12, y: 0 }, { x: 22, y: 0 }]) // prettier-ignore
  expect(spreadMarkers([], 34)).toEqual([])
})
