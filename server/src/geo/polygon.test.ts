import { describe, expect, it } from 'vitest'
import type { Polygon, Ring } from './bounds.ts'
import { clipToConvex, measureFlat } from './clip.ts'
import { EARTH_RADIUS_METRES } from './distance.ts'
import {
  multiPolygonAreaSquareMetres,
  multiPolygonContains,
  orientRing,
  pointInPolygon,
  polygonArea,
  polygonContains,
  ringCentroid,
  ringSide,
  signedRingArea,
} from './polygon.ts'

const square = (x: number, y: number, size: number): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const ringOfSquares: Polygon = [square(0, 0, 10), orientRing(square(4, 4, 2), false)]

describe('rings and polygons', () => {
  it('measure a counter-clockwise ring as positive, its reverse as negative', () => {
    expect(signedRingArea(square(0, 0, 10))).toBe(100)
    expect(signedRingArea(square(0, 0, 10).toReversed())).toBe(-100)
  })

  it('take the holes off the area', () => {
    expect(polygonArea(ringOfSquares)).toBe(96)
  })

  it('find the centre of gravity of an L', () => {
    const shape: Ring = [
      [0, 0],
      [4, 0],
      [4, 2],
      [2, 2],
      [2, 4],
      [0, 4],
      [0, 0],
    ]
    // Squares of area 4 around (1, 1), (3, 1) and (1, 3).
    expect(ringCentroid(shape)[0]).toBeCloseTo(5 / 3, 12)
    expect(ringCentroid(shape)[1]).toBeCloseTo(5 / 3, 12)
  })

  it('turn a ring only where it runs the wrong way', () => {
    const ring = square(0, 0, 1)
    expect(orientRing(ring, true)).toBe(ring)
    expect(signedRingArea(orientRing(ring, false))).toBe(-1)
  })

  it('count the boundary as inside, that of a hole too', () => {
    expect(ringSide(square(0, 0, 10), 10, 5)).toBe(0)
    expect(polygonContains(ringOfSquares, 0, 0)).toBe(true)
    expect(polygonContains(ringOfSquares, 4, 5)).toBe(true)
    expect(polygonContains(ringOfSquares, 5, 5)).toBe(false)
    expect(polygonContains(ringOfSquares, 10.0001, 5)).toBe(false)
  })

  it('count a ray through a corner once', () => {
    const diamond: Ring = [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]
    expect(ringSide(diamond, -2, 0)).toBe(-1)
    expect(ringSide(diamond, 0, 0)).toBe(1)
    expect(ringSide(diamond, -0.5, 1)).toBe(-1)
  })

  it('hold a position in any of several polygons', () => {
    expect(multiPolygonContains([[square(0, 0, 1)], [square(5, 5, 1)]], 5.5, 5.5)).toBe(true)
    expect(multiPolygonContains([[square(0, 0, 1)], [square(5, 5, 1)]], 3, 3)).toBe(false)
  })

  it('find a position inside a ring-shaped area, whose centroid is in the hole', () => {
    const [x, y] = pointInPolygon(ringOfSquares)
    expect(polygonContains(ringOfSquares, x, y)).toBe(true)
    expect(ringSide(ringOfSquares[1], x, y)).toBe(-1)
  })
})

describe('area on the ellipsoid', () => {
  it('is that of WGS 84 for one degree at 50° N', () => {
    // Between 50° and 51° N, 6° and 7° E: the integral of M(φ)·N(φ)·cos φ, evaluated numerically below.
    const a = 6_378_137
    const e2 = 0.00669437999014
    let strip = 0
    const steps = 2_000
    for (let i = 0; i < steps; i++) {
      const lat = ((50 + (i + 0.5) / steps) * Math.PI) / 180
      const w2 = 1 - e2 * Math.sin(lat) ** 2
      strip += ((a * a * (1 - e2) * Math.cos(lat)) / (w2 * w2)) * (Math.PI / 180 / steps) * (Math.PI / 180)
    }
    const area = multiPolygonAreaSquareMetres([[square(6, 50, 1)]])
    expect(area / strip).toBeCloseTo(1, 7)
    // A sphere would be off by 0.3 %.
    const sphere =
      EARTH_RADIUS_METRES ** 2 * (Math.PI / 180) * (Math.sin((51 * Math.PI) / 180) - Math.sin((50 * Math.PI) / 180))
    expect(Math.abs(area / sphere - 1)).toBeGreaterThan(0.001)
  })
})

describe('clipping', () => {
  it('cuts a square by a square exactly', () => {
    const subject = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10)
    const clip = Float64Array.of(5, -5, 20, -5, 20, 4, 5, 4)
    expect(measureFlat(clipToConvex(subject, clip))).toEqual({ area: 20, x: 7.5, y: 2 })
  })

  it('is empty where the two only touch or do not meet', () => {
    const subject = Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1)
    expect(measureFlat(clipToConvex(subject, Float64Array.of(1, 0, 2, 0, 2, 1, 1, 1))).area).toBe(0)
    expect(clipToConvex(subject, Float64Array.of(3, 0, 4, 0, 4, 1, 3, 1))).toHaveLength(0)
  })

  it('keeps the area of a concave subject that falls into two pieces', () => {
    // A U of width 3 and height 3 with a notch of 1 × 2 from above, cut at height 2 … 3.
    const subject = Float64Array.of(0, 0, 3, 0, 3, 3, 2, 3, 2, 1, 1, 1, 1, 3, 0, 3)
    const piece = measureFlat(clipToConvex(subject, Float64Array.of(-1, 2, 4, 2, 4, 4, -1, 4)))
    expect(piece.area).toBeCloseTo(2, 12)
    expect(piece.x).toBeCloseTo(1.5, 12)
  })
})
