import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossesInside, type RingEdges } from './visibility.ts'

type Point = readonly [x: number, y: number]

function toEdges(...rings: readonly (readonly Point[])[]): RingEdges {
  const pairs = rings.flatMap((ring) => ring.map((point, i) => [point, ring[(i + 1) % ring.length]] as const))
  return {
    fromX: pairs.map(([from]) => from[0]),
    fromY: pairs.map(([from]) => from[1]),
    toX: pairs.map(([, to]) => to[0]),
    toY: pairs.map(([, to]) => to[1]),
  }
}
const square: Point[] = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
]
const hole: Point[] = [
  [40, 40],
  [60, 40],
  [60, 60],
  [40, 60],
]

describe('a straight walk across a square', () => {
  it('is possible from corner to corner, but along an edge the outline is the walk', () => {
    expect(crossesInside(toEdges(square), 0, 0, 100, 100)).toBe(true)
    expect(crossesInside(toEdges(square), 0, 0, 100, 0)).toBe(false)
  })

  it('does not pass a hole, but may touch its corner or run along its side', () => {
    const edges = toEdges(square, hole)
    expect(crossesInside(edges, 0, 0, 100, 100), 'through the hole').toBe(false)
    expect(crossesInside(edges, 0, 0, 50, 100), 'beside the hole').toBe(true)
    expect(crossesInside(edges, 20, 0, 100, 80), 'touching the corner (60, 40)').toBe(true)
    expect(crossesInside(edges, 40, 0, 40, 100), 'along the side of the hole').toBe(true)
  })

  it('does not leave the square through an inner corner', () => {
    const corner: Point[] = [
      [0, 0],
      [100, 0],
      [100, 40],
      [40, 40],
      [40, 100],
      [0, 100],
    ]
    expect(crossesInside(toEdges(corner), 100, 0, 0, 100), 'outside the corner').toBe(false)
    expect(crossesInside(toEdges(corner), 80, 0, 0, 80), 'touching the corner').toBe(true)
    expect(crossesInside(toEdges(corner), 100, 20, 0, 20), 'within one arm').toBe(true)
  })

  it('does not run over the gap between two parts', () => {
    const second = square.map(([x, y]) => [x + 200, y] as const)
    expect(crossesInside(toEdges(square, second), 100, 50, 200, 50)).toBe(false)
    expect(crossesInside(toEdges(square, second), 0, 50, 300, 50)).toBe(false)
  })

  it('has no length between a place and itself', () => {
    expect(crossesInside(toEdges(square), 5, 0, 5, 0)).toBe(false)
  })

  it('agrees with looking at many places along the line, on any star-shaped square', () => {
    const radii = fc.array(fc.integer({ min: 200, max: 1000 }), { minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(radii, fc.nat(), fc.nat(), (lengths, first, second) => {
        const ring = lengths.map((radius, i): Point => {
          const angle = (2 * Math.PI * i) / lengths.length
          return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))]
        })
        const a = ring[first % ring.length]
        const b = ring[second % ring.length]
        const seen = crossesInside(toEdges(ring), a[0], a[1], b[0], b[1])
        const depths = Array.from({ length: 99 }, (_, i) => depthInside(ring, a, b, (i + 1) / 100))
        if (seen) expect(Math.min(...depths), 'no place lies clearly outside').toBeGreaterThan(-1e-6)
        else expect(Math.min(...depths), 'some place is not clearly inside').toBeLessThan(15)
      }),
      { numRuns: 200 },
    )
  })
})

/** Distance of a place on the line a–b to the outline, negative outside. Independent of the code under test. */
function depthInside(ring: readonly Point[], a: Point, b: Point, share: number): number {
  const x = a[0] + (b[0] - a[0]) * share
  const y = a[1] + (b[1] - a[1]) * share
  let winding = 0
  let nearest = Infinity
  ring.forEach(([px, py], i) => {
    const [qx, qy] = ring[(i + 1) % ring.length]
    winding += Math.atan2((px - x) * (qy - y) - (py - y) * (qx - x), (px - x) * (qx - x) + (py - y) * (qy - y))
    const along = ((x - px) * (qx - px) + (y - py) * (qy - py)) / ((qx - px) ** 2 + (qy - py) ** 2)
    const t = Math.max(0, Math.min(1, along))
    nearest = Math.min(nearest, Math.hypot(x - px - t * (qx - px), y - py - t * (qy - py)))
  })
  return Math.abs(winding) > Math.PI ? nearest : -nearest
}
