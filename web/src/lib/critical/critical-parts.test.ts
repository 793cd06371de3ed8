import { describe, expect, test } from 'vitest'
import type { ClosureCheck } from '../api/contract.ts'
import {
  createCriticalPlaces,
  createDiamondImage,
  diamondPixels,
  LARGEST_PIXELS,
  SMALLEST_PIXELS,
} from './critical-parts.ts'

const row = (facilityId: string, losing: number): ClosureCheck['rows'][number] => ({
  facilityId,
  name: facilityId,
  categoryIds: ['pharmacy'],
  lng: 11.3,
  lat: 51.9,
  districtId: null,
  districtName: null,
  catchmentPeople: 500,
  losing,
  losingAll: 0,
  extraPersonMinutes: 0,
  meanExtraMinutes: null,
  takenOverBy: [],
  otherPeople: 0,
  critical: losing >= 1,
})

describe('critical places on the map', () => {
  test('are those that somebody would miss, the smaller ones drawn over the larger', () => {
    const { features } = createCriticalPlaces([row('a', 900), row('b', 225), row('c', 0.4)], ['b', null], String)
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: 'a', text: '900', pixels: LARGEST_PIXELS, order: -900, isMarked: false },
      { id: 'b', text: '225', pixels: LARGEST_PIXELS / 2, order: -225, isMarked: true },
    ])
  })

  test('grow in surface with the people, and stay large enough to be seen and hit', () => {
    expect(diamondPixels(100, 400)).toBe(LARGEST_PIXELS / 2)
    expect(diamondPixels(1, 1e6)).toBe(SMALLEST_PIXELS)
    expect(diamondPixels(0, 0)).toBe(SMALLEST_PIXELS)
    expect(diamondPixels(5, 4)).toBe(LARGEST_PIXELS)
  })

  test('none is nothing', () => {
    expect(createCriticalPlaces([row('c', 0)], [], String).features).toEqual([])
  })

  test('are diamonds: covered in the middle, free in the corners, as high as wide', () => {
    const { width, height, data } = createDiamondImage()
    const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3]
    const edge = 255 * 0.75
    expect([width, height]).toEqual([64, 64])
    expect(alpha(32, 32)).toBe(255)
    expect(alpha(10, 32)).toBeGreaterThanOrEqual(edge - 12)
    expect(alpha(8, 32)).toBeLessThan(edge)
    expect(alpha(32, 8)).toBe(alpha(8, 32))
    expect(alpha(16, 16)).toBeLessThan(edge)
    expect(alpha(0, 0)).toBe(0)
  })
})
