import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat, MultiPolygon, Ring } from './bounds.ts'
import { multiPolygonContains, polygonArea, signedRingArea } from './polygon.ts'
import { listEdgeMeetings, meetEdges } from './ring-crossings.ts'
import { cleanRing } from './clean-ring.ts'
import { repairRing } from './ring-repair.ts'

const closed = (...positions: LngLat[]): Ring => [...positions, positions[0]]
const areaOf = (geometry: MultiPolygon) => geometry.reduce((sum, polygon) => sum + polygonArea(polygon), 0)

describe('cleanRing', () => {
  it('takes out repeated positions and closes the ring', () => {
    expect(cleanRing([[0, 0], [0, 0], [1, 0], [1, 1], [1, 1]])).toEqual([[0, 0], [1, 0], [1, 1], [0, 0]]) // prettier-ignore
  })

  it('takes out spikes, at the seam too', () => {
    expect(cleanRing([[0, 0], [4, 0], [9, 0], [4, 0], [4, 4], [0, 0]])).toEqual(closed([0, 0], [4, 0], [4, 4])) // prettier-ignore
    const seam = cleanRing([[0, 0], [4, 0], [4, 4], [0, 4], [0, -5]]) // prettier-ignore
    expect(signedRingArea(seam)).toBe(16)
    expect(seam).not.toContainEqual([0, -5])
  })

  it('leaves nothing of a ring without area', () => {
    expect(cleanRing([[0, 0], [1, 1], [0, 0]])).toEqual([]) // prettier-ignore
    expect(cleanRing([])).toEqual([])
  })
})

describe('repairRing', () => {
  it('leaves a simple ring as it is but for its direction', () => {
    const ring = closed([0, 0], [0, 2], [2, 2])
    expect(repairRing(ring)).toEqual([[ring.toReversed()]])
  })

  it('makes two triangles of a bow-tie', () => {
    const geometry = repairRing(closed([0, 0], [2, 2], [2, 0], [0, 2]))!
    expect(geometry).toHaveLength(2)
    expect(areaOf(geometry)).toBe(2)
    for (const [outer] of geometry) expect(signedRingArea(outer)).toBeGreaterThan(0)
  })

  it('makes a hole of a slit to an inner ring', () => {
    const ring = closed([0, 0], [10, 0], [10, 10], [0, 10], [0, 5], [4, 5], [4, 6], [6, 6], [6, 4], [4, 4], [4, 5], [0, 5]) // prettier-ignore
    const geometry = repairRing(ring)!
    expect(geometry).toHaveLength(1)
    expect(geometry[0]).toHaveLength(2)
    expect(areaOf(geometry)).toBe(96)
    expect(signedRingArea(geometry[0][1])).toBe(-4)
  })

  it('covers once what a ring runs around twice', () => {
    // A loop of 2 × 2 inside the big square, run in the same direction.
    const geometry = repairRing(closed([0, 0], [10, 0], [10, 10], [4, 10], [4, 4], [6, 4], [6, 6], [0, 6]))!
    expect(multiPolygonContains(geometry, 5, 5)).toBe(true)
    expect(listEdgeMeetings(geometry.flat()).filter((meeting) => meeting.kind !== 'touch')).toEqual([])
  })

  it('gives polygons that hold exactly the positions that the ring winds around', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 9 }), (positions) => {
        const ring = cleanRing(positions)
        if (ring.length === 0) return
        const geometry = repairRing(ring)
        if (geometry === undefined) return
        for (let x = 0.37; x < 12; x += 1) {
          for (let y = 0.41; y < 12; y += 1) {
            if (distanceToRing(ring, x, y) < 1e-6) continue
            expect(multiPolygonContains(geometry, x, y)).toBe(windingNumber(ring, x, y) !== 0)
          }
        }
        for (const [outer, ...holes] of geometry) {
          expect(signedRingArea(outer)).toBeGreaterThan(0)
          for (const hole of holes) expect(signedRingArea(hole)).toBeLessThan(0)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('listEdgeMeetings', () => {
  it('tells crossings, touches and overlaps apart', () => {
    expect(meetEdges([0, 0], [2, 2], [0, 2], [2, 0])).toEqual({ kind: 'crossing', positions: [[1, 1]] })
    expect(meetEdges([0, 0], [2, 0], [1, 0], [1, 5])).toEqual({ kind: 'touch', positions: [[1, 0]] })
    expect(meetEdges([0, 0], [3, 0], [1, 0], [5, 0])?.kind).toBe('overlap')
    expect(meetEdges([0, 0], [1, 0], [2, 0], [3, 0])).toBeNull()
    expect(meetEdges([0, 0], [1, 0], [0, 1], [1, 1])).toBeNull()
  })

  it('finds what comparing all pairs finds', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(fc.array(position, { minLength: 4, maxLength: 12 }), (positions) => {
        const ring = cleanRing(positions)
        const n = ring.length - 1
        let expected = 0
        for (let i = 0; i < n; i++) {
          for (let k = i + 2; k < n; k++) {
            if (i === 0 && k === n - 1) continue
            if (meetEdges(ring[i], ring[i + 1], ring[k], ring[k + 1]) !== null) expected++
          }
        }
        expect(listEdgeMeetings([ring])).toHaveLength(expected)
      }),
      { numRuns: 300 },
    )
  })
})

/** How often the ring winds around a position, as the slow and obvious sum of angles. */
function windingNumber(ring: Ring, x: number, y: number): number {
  let angle = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i - 1][0] - x, ring[i - 1][1] - y, ring[i][0] - x, ring[i][1] - y]
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  }
  return Math.round(angle / (2 * Math.PI))
}

function distanceToRing(ring: Ring, x: number, y: number): number {
  let nearest = Infinity
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]
    const [dx, dy] = [ring[i][0] - ax, ring[i][1] - ay]
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy))
  }
  return nearest
}
