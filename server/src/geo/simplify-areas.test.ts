import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../testing/property-seed.ts'
import type { LngLat, MultiPolygon } from './bounds.ts'
import { polygonArea } from './polygon.ts'
import { simplifyAreas } from './simplify-areas.ts'

/** About a metre at the equator. */
const METRE = 1 / 111_195
const at = (x: number, y: number): LngLat => [x * METRE, y * METRE]
const area = (...corners: LngLat[]): MultiPolygon => [[[...corners, corners[0]]]]
const corners = ([[ring]]: MultiPolygon) =>
  ring.slice(0, -1).map(([x, y]) => [Math.round(x / METRE), Math.round(y / METRE)])

describe('areas with fewer corners', () => {
  // Two squares that share a wobbly border from (100, 0) to (100, 100).
  const west = area(at(0, 0), at(100, 0), at(102, 25), at(99, 50), at(120, 75), at(100, 100), at(0, 100))
  const east = area(at(200, 0), at(200, 100), at(100, 100), at(120, 75), at(99, 50), at(102, 25), at(100, 0))

  it('lose corners within the tolerance and keep the same border on both sides', () => {
    const [a, b] = simplifyAreas([west, east], 5)
    expect(corners(a)).toContainEqual([120, 75])
    expect(corners(a)).not.toContainEqual([102, 25])
    const border = (ring: number[][]) =>
      ring
        .filter(([x]) => x >= 99 && x <= 120)
        .map(String)
        .sort()
    expect(border(corners(a))).toEqual(border(corners(b)))
  })

  it('keep corners where three lines meet, however straight', () => {
    const south = area(at(0, -50), at(200, -50), at(200, 0), at(100, 0), at(0, 0))
    const [, , below] = simplifyAreas([west, east, south], 5)
    expect(corners(below)).toContainEqual([100, 0])
  })

  it('give an island and the hole that it fills the same corners, whichever way they run', () => {
    const ring = Array.from({ length: 40 }, (_, i): LngLat => {
      const angle = (i / 40) * 2 * Math.PI
      return at(50 + 20 * Math.cos(angle), 50 + 20 * Math.sin(angle))
    })
    const turned = [...ring.slice(13), ...ring.slice(0, 13)].reverse()
    const around: MultiPolygon = [
      [
        [at(0, 0), at(100, 0), at(100, 100), at(0, 100), at(0, 0)],
        [...turned, turned[0]],
      ],
    ]
    const [[[, hole]], [[island]]] = simplifyAreas([around, area(...ring)], 3)
    expect(island.length).toBeLessThan(20)
    expect(hole.map(String).sort()).not.toEqual([])
    expect(new Set(hole.map(String))).toEqual(new Set(island.map(String)))
  })

  it('never collapse, and an area cut in two still has its size', () => {
    const heights = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 0, maxLength: 12 })
    fc.assert(
      fc.property(heights, fc.integer({ min: 0, max: 30 }), (wobble, tolerance) => {
        const line = wobble.map((x, i) => at(100 + x, (100 * (i + 1)) / (wobble.length + 1)))
        const left = area(at(0, 0), at(100, 0), ...line, at(100, 100), at(0, 100))
        const right = area(at(200, 0), at(200, 100), at(100, 100), ...line.toReversed(), at(100, 0))
        const [a, b] = simplifyAreas([left, right], tolerance)
        const size = (polygons: MultiPolygon) => polygonArea(polygons[0]) / METRE ** 2
        expect(size(a) + size(b)).toBeCloseTo(20_000, 3)
        expect(Math.min(a[0][0].length, b[0][0].length)).toBeGreaterThanOrEqual(4)
      }),
      { numRuns: 100 },
    )
  })
})
