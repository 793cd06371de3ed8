import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { computeEdgeTimes, distanceToEdgeMetres, FAR_FROM_EDGE } from './edge-time.ts'

const aachen = { west: 6.026, south: 50.7451, east: 6.1479, north: 50.7941 }

describe('time to the edge of the data', () => {
  it('is the distance to the nearest side at the speed of the profile', () => {
    // The worked example of docs/methods/edge-uncertainty.md: 0.01° of latitude = 1,111.95 m; at 1 m/s 18.5 minutes.
    const times = computeEdgeTimes(Float64Array.of(6.087), Float64Array.of(50.7551), aachen, 1)
    expect([...times]).toEqual([11119])
  })
  it('is nought on the edge and outside', () => {
    expect([...computeEdgeTimes(Float64Array.of(6.026, 5), Float64Array.of(50.76, 50.76), aachen, 1)]).toEqual([0, 0])
  })
  it('is far where the data has no edge, or beyond what a table can hold', () => {
    const origin = [Float64Array.of(10), Float64Array.of(50)] as const
    expect([...computeEdgeTimes(...origin, null, 1)]).toEqual([FAR_FROM_EDGE])
    expect([...computeEdgeTimes(...origin, { west: 0, south: 40, east: 20, north: 60 }, 1)]).toEqual([FAR_FROM_EDGE])
  })
  it('is never longer than the way to any point of the edge', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, fc.constantFrom('west', 'south', 'east', 'north'), (x, y, along, side) => {
        const lng = aachen.west + x * (aachen.east - aachen.west)
        const lat = aachen.south + y * (aachen.north - aachen.south)
        const onMeridian = side === 'west' || side === 'east'
        const edgeLng = onMeridian ? aachen[side] : aachen.west + along * (aachen.east - aachen.west)
        const edgeLat = onMeridian ? aachen.south + along * (aachen.north - aachen.south) : aachen[side]
        const metres = distanceToEdgeMetres(aachen, lng, lat)
        expect(metres).toBeLessThanOrEqual(distanceMetres(lng, lat, edgeLng, edgeLat) + 1e-6)
      }),
    )
  })
  it('refuses a speed that is none', () => {
    expect(() => computeEdgeTimes(Float64Array.of(), Float64Array.of(), null, 0)).toThrow('above 0 m/s, got 0')
  })
})
