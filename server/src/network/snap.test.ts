import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresPerDegree } from '../geo/distance.ts'
import { buildSnapIndex, snapPoints, type SnapOptions } from './snap.ts'
import { NO_EDGE, type SnappedPoints } from './snap-place.ts'
import { SNAP_STATUS } from './snap-status.ts'
import { FORBIDDEN } from './street-network.ts'
import { createGridCity } from './testing/grid-city.ts'
import { buildPlan, planToDegrees, type PlanEdge, type StreetPlan } from './testing/street-plan.ts'
import { buildWalkGraph, NO_CHAIN } from './walk-graph.ts'

const both = (from: number, to: number, cost: number): PlanEdge => ({ from, to, forward: cost, backward: cost })

function snap(
  plan: StreetPlan,
  places: readonly (readonly [number, number])[],
  options: SnapOptions = { maximumMetres: 100, speedMetresPerSecond: 1 },
  minimumComponentNodes = 0,
): SnappedPoints {
  const { network, costs } = buildPlan(plan)
  const index = buildSnapIndex(network, buildWalkGraph(network, costs, { minimumComponentNodes }))
  const degrees = places.map(([east, north]) => planToDegrees(east, north))
  const lng = Float64Array.from(degrees, (place) => place.lng)
  const lat = Float64Array.from(degrees, (place) => place.lat)
  return snapPoints(index, lng, lat, options)
}

describe('snapping', () => {
  const street: StreetPlan = { nodes: [[0, 0], [100, 0]], edges: [both(0, 1, 1001)] } // prettier-ignore

  it('joins a point to the nearest place on a street and walks there at 0.7 of the speed', () => {
    const points = snap(street, [[25, 7]]) // prettier-ignore
    expect(points.status[0]).toBe(SNAP_STATUS.connected)
    expect(points.accessMetres[0]).toBeCloseTo(7, 3)
    expect(points.accessDeciseconds[0]).toBe(100)
    expect(points.edgeShare[0]).toBeCloseTo(0.25, 4)
    expect(points.lat[0]).toBeCloseTo(planToDegrees(0, 0).lat, 9)
  })

  it('divides the cost of the street so that both parts add up', () => {
    const points = snap(street, [[25, 0], [50, 0], [99.9, 0]]) // prettier-ignore
    for (let i = 0; i < 3; i++) {
      expect(points.toA[i] + points.toB[i]).toBe(1001)
      expect(points.fromA[i] + points.fromB[i]).toBe(1001)
    }
    expect([...points.toA]).toEqual([250, 501, 1000])
  })

  it('gives one-way streets a way in one direction only, but lets who stands at a junction leave by any street', () => {
    const oneWay: StreetPlan = { ...street, edges: [{ from: 0, to: 1, forward: 1000, backward: null }] }
    const points = snap(oneWay, [[50, 0], [-10, 0], [110, 0]]) // prettier-ignore
    expect([points.toA[0], points.fromA[0], points.toB[0], points.fromB[0]]).toEqual([FORBIDDEN, 500, 500, FORBIDDEN])
    expect([points.toA[1], points.fromA[1], points.toB[1], points.fromB[1]]).toEqual([0, 0, 1000, FORBIDDEN])
    expect([points.toA[2], points.fromA[2], points.toB[2], points.fromB[2]]).toEqual([FORBIDDEN, 1000, 0, 0])
  })

  it('says that a point outside the bounds is outside the network, even beside a street', () => {
    const { network, costs } = buildPlan(street)
    const cut = { ...network, bounds: { ...network.bounds, east: planToDegrees(60, 0).lng } }
    const index = buildSnapIndex(cut, buildWalkGraph(cut, costs, { minimumComponentNodes: 0 }))
    const place = planToDegrees(70, 1)
    const points = snapPoints(index, Float64Array.of(place.lng), Float64Array.of(place.lat), {
      maximumMetres: 100,
      speedMetresPerSecond: 1,
    })
    expect([points.status[0], points.edge[0], points.chain[0]]).toEqual([SNAP_STATUS.outsideNetwork, NO_EDGE, NO_CHAIN])
    expect(points.lng[0]).toBe(place.lng)
  })

  it('says that there is no street where none is near enough, the limit included', () => {
    const options = { maximumMetres: 30, speedMetresPerSecond: 1 }
    expect([...snap(street, [[50, 29.999], [50, 30.001]], options).status]).toEqual([0, 2]) // prettier-ignore
    expect(snap({ nodes: [[0, 0]], edges: [] }, [[0, 0]]).status[0]).toBe(SNAP_STATUS.noStreet) // prettier-ignore
  })

  it('passes over islands and streets that the profile cannot use', () => {
    const plan: StreetPlan = {
      nodes: [[0, 0], [100, 0], [200, 0], [0, 50], [100, 50], [0, 60], [100, 60]], // prettier-ignore
      edges: [both(0, 1, 10), both(1, 2, 10), both(3, 4, 10), { from: 5, to: 6, forward: null, backward: null }],
    }
    expect(snap(plan, [[50, 55]], undefined, 3).edge[0]).toBe(0) // prettier-ignore
    expect(snap(plan, [[50, 55]], undefined, 2).edge[0]).toBe(2) // prettier-ignore
  })

  it('takes the smaller edge where several are equally near', () => {
    const star: StreetPlan = {
      nodes: [[0, 0], [100, 0], [0, 100], [-100, 0]], // prettier-ignore
      edges: [both(2, 0, 10), both(0, 1, 10), both(3, 0, 10)],
    }
    expect(snap(star, [[0, -20]]).edge[0]).toBe(0) // prettier-ignore
    expect(snap(star, [[0, -20]]).edgeShare[0]).toBe(1) // prettier-ignore
  })

  it('measures the place along a bent street by its length', () => {
    const bent: StreetPlan = { nodes: [[0, 0], [100, 100]], edges: [{ ...both(0, 1, 400), bends: [[100, 0]] }] } // prettier-ignore
    const points = snap(bent, [[105, 50]]) // prettier-ignore
    expect(points.edgeShare[0]).toBeCloseTo(0.75, 4)
    expect(points.toA[0]).toBe(300)
  })

  it('finds what trying every segment finds', () => {
    const plan = createGridCity({ size: 8, seed: 5, oneWayShare: 0.1 })
    const { network } = buildPlan(plan)
    const place = fc.tuple(fc.integer({ min: -300, max: 900 }), fc.integer({ min: -300, max: 900 }))
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0, 30, 100, 250),
        (places, maximumMetres) => {
          const points = snap(plan, places, { maximumMetres, speedMetresPerSecond: 1 })
          places.forEach((_, i) => {
            const scale = metresPerDegree(points.pointLat[i])
            let nearest = Infinity
            for (let e = 0; e < network.edgeCount; e++) {
              for (let p = network.edgeFirstPoint[e]; p < network.edgeFirstPoint[e + 1] - 1; p++) {
                const [ax, ay, bx, by] = [p, p + 1].flatMap((q) => [
                  (network.pointLng[q] - points.pointLng[i]) * scale.lng,
                  (network.pointLat[q] - points.pointLat[i]) * scale.lat,
                ])
                const along = -(ax * (bx - ax) + ay * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
                const share = Math.min(1, Math.max(0, along))
                nearest = Math.min(nearest, Math.hypot(ax + share * (bx - ax), ay + share * (by - ay)))
              }
            }
            expect(points.status[i]).toBe(nearest <= maximumMetres ? SNAP_STATUS.connected : SNAP_STATUS.noStreet)
            if (nearest <= maximumMetres) expect(points.accessMetres[i]).toBeCloseTo(nearest, 6)
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('refuses coordinates that are no numbers and columns of different length', () => {
    const { network, costs } = buildPlan(street)
    const index = buildSnapIndex(network, buildWalkGraph(network, costs, { minimumComponentNodes: 0 }))
    const options = { maximumMetres: 100, speedMetresPerSecond: 1 }
    expect(() => snapPoints(index, Float64Array.of(NaN), Float64Array.of(52), options)).toThrow('longitude NaN')
    expect(() => snapPoints(index, new Float64Array(2), new Float64Array(1), options)).toThrow('2 longitudes, but 1')
    expect(() =>
      snapPoints(index, new Float64Array(1), new Float64Array(1), { ...options, maximumMetres: -1 }),
    ).toThrow('-1')
    const still = { maximumMetres: 100, speedMetresPerSecond: 0 }
    expect(() => snapPoints(index, new Float64Array(1), new Float64Array(1), still)).toThrow('must be above 0')
  })
})
