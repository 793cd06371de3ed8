import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNLABELLED } from '../network/search.ts'
import { placePoints } from '../network/snap-place.ts'
import { oddPlan, placeStands, stands } from '../network/testing/odd-plan.arbitrary.ts'
import { buildPlan } from '../network/testing/street-plan.ts'
import { NO_CHAIN, buildWalkGraph } from '../network/walk-graph.ts'
import { computeNearest } from '../reach/compute-nearest.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { computeTravelTimes } from '../reach/travel-times.ts'
import { computePointTimes, computeStreetTimes, timeOnEdge } from './street-times.ts'

const cutoffs = fc.oneof(fc.constant(60_000), fc.integer({ min: 0, max: 150 }))
const toSentinel = (time: number) => (time === Infinity || time === UNREACHED ? UNLABELLED : time)

describe('times on streets', () => {
  it('away from points are those of the table of travel times, on odd plans too', () => {
    fc.assert(
      fc.property(oddPlan, stands(3), stands(8), cutoffs, (plan, from, to, cutoff) => {
        const { network, costs } = buildPlan(plan)
        const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
        const seeds = placeStands(network, graph, from)
        const points = placeStands(network, graph, to)
        const table = computeTravelTimes(graph, network, seeds, points, { cutoffDeciseconds: cutoff })
        const best = to.map(() => Infinity)
        table.destination.forEach((j, pair) => (best[j] = Math.min(best[j], table.deciseconds[pair])))
        const times = computeStreetTimes(graph, seeds, 'from', cutoff)
        expect([...computePointTimes(graph, times, points)]).toEqual(best.map(toSentinel))
      }),
      { numRuns: 300 },
    )
  })

  it('towards points are those to the nearest place, on odd plans too', () => {
    fc.assert(
      fc.property(oddPlan, stands(3), stands(8), cutoffs, (plan, places, origins, cutoff) => {
        const { network, costs } = buildPlan(plan)
        const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
        const seeds = placeStands(network, graph, places)
        const points = placeStands(network, graph, origins)
        const owner = new Uint32Array(seeds.count)
        const nearest = computeNearest(graph, points, seeds, owner, { k: 1, cutoffDeciseconds: cutoff })
        const times = computeStreetTimes(graph, seeds, 'to', cutoff)
        expect([...computePointTimes(graph, times, points)]).toEqual(Array.from(nearest.deciseconds, toSentinel))
      }),
      { numRuns: 300 },
    )
  })

  it('anywhere along an edge are the whole times of a point there, but for rounding', () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 4 })
    const directions = fc.constantFrom('from' as const, 'to' as const)
    fc.assert(
      fc.property(oddPlan, stands(3), cutoffs, shares, directions, (plan, places, cutoff, cuts, direction) => {
        const { network, costs } = buildPlan(plan)
        const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
        const times = computeStreetTimes(graph, placeStands(network, graph, places), direction, cutoff)
        const edges = [...graph.edgeChain.keys()].filter((edge) => graph.edgeChain[edge] !== NO_CHAIN)
        const pairs = edges.flatMap((edge) => cuts.map((share) => ({ edge, share })))
        const zeros = new Float64Array(pairs.length)
        const points = placePoints(graph, {
          pointLng: zeros,
          pointLat: zeros,
          lng: zeros,
          lat: zeros,
          status: new Uint8Array(pairs.length),
          edge: Uint32Array.from(pairs, ({ edge }) => edge),
          share: Float64Array.from(pairs, ({ share }) => share),
          accessMetres: zeros,
          speedMetresPerSecond: 1,
        })
        computePointTimes(graph, times, points).forEach((whole, i) => {
          const exact = timeOnEdge(times, pairs[i].edge, points.edgeShare[i])
          if (exact === Infinity) return expect(whole).toBeGreaterThanOrEqual(cutoff)
          expect(whole).toBeLessThanOrEqual(cutoff)
          expect(Math.abs(whole - exact)).toBeLessThanOrEqual(1)
        })
      }),
      { numRuns: 300 },
    )
  })
})
