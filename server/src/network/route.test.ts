import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { findRoute } from './route.ts'
import { buildSnapIndex, snapPoints } from './snap.ts'
import type { SnappedPoints } from './snap-place.ts'
import { createGridCity, createRandom } from './testing/grid-city.ts'
import { buildPlainGraph, plainTimes } from './testing/plain-dijkstra.ts'
import { buildPlan, planToDegrees, type PlanEdge, type StreetPlan } from './testing/street-plan.ts'
import { buildWalkGraph } from './walk-graph.ts'

const both = (from: number, to: number, cost: number): PlanEdge => ({ from, to, forward: cost, backward: cost })

function town(plan: StreetPlan) {
  const { network, costs } = buildPlan(plan)
  const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
  const index = buildSnapIndex(network, graph)
  const at = (...places: (readonly [number, number])[]): SnappedPoints => {
    const degrees = places.map(([east, north]) => planToDegrees(east, north))
    const lng = Float64Array.from(degrees, (place) => place.lng)
    const lat = Float64Array.from(degrees, (place) => place.lat)
    return snapPoints(index, lng, lat, { maximumMetres: 100, speedMetresPerSecond: 1 })
  }
  const route = (from: readonly [number, number], to: readonly [number, number]) =>
    findRoute(graph, network, at(from), 0, at(to), 0)
  return { network, costs, graph, at, route }
}

/** Metres in the plan, rounded. */
const drawn = (path: readonly (readonly [number, number])[]): string => {
  const corner = planToDegrees(0, 0)
  const unit = planToDegrees(1, 1)
  return path
    .map(
      ([lng, lat]) =>
        `${Math.round((lng - corner.lng) / (unit.lng - corner.lng))},${Math.round((lat - corner.lat) / (unit.lat - corner.lat))}`,
    )
    .join(' ')
}

describe('a route', () => {
  //  0 ── 1 ── 2      walked at 1 m/s; 3 lies south of 1 behind a bend
  //       │
  //       └─┐
  //         3
  const plan: StreetPlan = {
    nodes: [[0, 100], [100, 100], [200, 100], [150, 0]], // prettier-ignore
    edges: [both(1, 0, 1000), both(1, 2, 1000), { ...both(3, 1, 1500), bends: [[150, 50], [100, 50]] }], // prettier-ignore
  }

  it('leads from point to point: access, part of a street, streets, part of a street, access', () => {
    const { network, route } = town(plan)
    const found = route([50, 107], [150, 25])
    expect(found?.deciseconds).toBe(100 + 500 + 1250)
    expect(found?.metres).toBeCloseTo(7 + 50 + 125, 2)
    expect(drawn(found?.path ?? [])).toBe('50,107 50,100 100,100 100,50 150,50 150,25')
    expect([...(found?.edges ?? [])]).toEqual([0, 2])
    expect([...(found?.edgeAgainst ?? [])]).toEqual([1, 1])
    expect([...(found?.edgeDeciseconds ?? [])]).toEqual([500, 1250])
    expect([...(found?.edgeMetres ?? [])].map((metres) => Math.round(metres))).toEqual([50, 125])
    expect(network.edgeFrom[0]).toBe(1)
  })

  it('stays on a street that both points share', () => {
    const found = town(plan).route([120, 100], [180, 107])
    expect([found?.deciseconds, [...(found?.edges ?? [])]]).toEqual([700, [1]])
    expect(drawn(found?.path ?? [])).toBe('120,100 180,100 180,107')
  })

  it('goes around when the shared street is one-way against it', () => {
    const ring: StreetPlan = {
      nodes: [[0, 0], [100, 0], [100, 100], [0, 100], [200, 0]], // prettier-ignore
      edges: [
        { from: 0, to: 1, forward: 1000, backward: null },
        both(1, 2, 1000),
        both(2, 3, 1000),
        both(3, 0, 1000),
        both(1, 4, 1000),
      ],
    }
    const found = town(ring).route([80, 0], [20, 0])
    expect(found?.deciseconds).toBe(200 + 3000 + 200)
    expect([...(found?.edges ?? [])]).toEqual([0, 1, 2, 3, 0])
    expect(drawn(found?.path ?? [])).toBe('80,0 100,0 100,100 0,100 0,0 20,0')
  })

  it('from a point to itself takes the access legs alone', () => {
    const found = town(plan).route([50, 107], [50, 107])
    expect([found?.deciseconds, found?.edges.length]).toEqual([200, 0])
    expect(drawn(found?.path ?? [])).toBe('50,107 50,100 50,107')
  })

  it('is null where no way leads or a point is not connected', () => {
    const apart: StreetPlan = { nodes: [[0, 0], [50, 0], [500, 0], [550, 0]], edges: [both(0, 1, 500), both(2, 3, 500)] } // prettier-ignore
    expect(town(apart).route([10, 0], [510, 0])).toBeNull()
    expect(town(apart).route([10, 0], [300, 0])).toBeNull()
    const oneWay: StreetPlan = { nodes: [[0, 0], [100, 0]], edges: [{ from: 0, to: 1, forward: 1000, backward: null }] } // prettier-ignore
    expect(town(oneWay).route([60, 0], [40, 0])).toBeNull()
    expect(town(oneWay).route([40, 0], [60, 0])?.deciseconds).toBe(200)
  })

  it('finds long ways around, far beyond its first guess', () => {
    const detour: StreetPlan = { nodes: [[0, 0], [10, 30]], edges: [{ ...both(0, 1, 900_000), bends: [[5000, 0], [5000, 5000]] }, both(0, 0, 3)] } // prettier-ignore
    const { graph, network, at } = town(detour)
    expect(findRoute(graph, network, at([0, 0]), 0, at([10, 30]), 0)?.deciseconds).toBe(900_000)
  })

  it('draws a connected line as long as it says, on a whole city', () => {
    const { network, costs, graph, at } = town(createGridCity({ size: 12, seed: 11, oneWayShare: 0.05 }))
    const random = createRandom(5)
    const place = (): [number, number] => [1000 * random(), 1000 * random()]
    const points = at(...Array.from({ length: 20 }, place))
    const plain = buildPlainGraph(network, costs)
    for (let j = 0; j < points.count; j++) {
      const times = plainTimes(plain, points, points, [j], 1e6)
      for (let i = 0; i < points.count; i++) {
        const found = findRoute(graph, network, points, i, points, j)
        expect(found?.deciseconds ?? Infinity).toBe(times[i])
        if (found === null) continue
        const { path } = found
        let metres = 0
        for (let p = 1; p < path.length; p++) metres += distanceMetres(...path[p - 1], ...path[p])
        expect(Math.abs(metres - found.metres)).toBeLessThan(0.01)
        expect(path[0]).toEqual([points.pointLng[i], points.pointLat[i]])
        expect(path.at(-1)).toEqual([points.pointLng[j], points.pointLat[j]])
      }
    }
  })

  it('refuses indexes that are none', () => {
    const { graph, network, at } = town(plan)
    expect(() => findRoute(graph, network, at([0, 0]), 1, at([0, 0]), 0)).toThrow('no origin 1 among 1')
    expect(() => findRoute(graph, network, at([0, 0]), 0, at([0, 0]), -1)).toThrow('no destination -1')
  })
})
