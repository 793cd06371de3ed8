import type { Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { isPointInArea, reachesInto } from './point-in-polygon.ts'

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const withHole: Polygon = { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2)] }

test('a point counts inside the outline but not inside a hole', () => {
  expect(isPointInArea(1, 1, withHole)).toBe(true)
  expect(isPointInArea(5, 5, withHole)).toBe(false)
  expect(isPointInArea(11, 1, withHole)).toBe(false)
  expect(
    isPointInArea(21, 21, { type: 'MultiPolygon', coordinates: [withHole.coordinates, [square(20, 20, 2)]] }),
  ).toBe(true)
})

test('an area reaches into another when a corner lies there', () => {
  expect(reachesInto({ type: 'Polygon', coordinates: [square(9, 9, 5)] }, withHole)).toBe(true)
  expect(reachesInto({ type: 'Polygon', coordinates: [square(11, 11, 5)] }, withHole)).toBe(false)
})
