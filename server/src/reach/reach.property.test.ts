import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRoute } from '../network/route.ts'
import { placePoints, type SnappedPoints } from '../network/snap-place.ts'
import { oddPlan, placeStands, stands, type Stand } from '../network/testing/odd-plan.arbitrary.ts'
import { buildPlan, type StreetPlan } from '../network/testing/street-plan.ts'
import { oracleNearest, oracleTimes } from '../network/testing/walking-oracle.ts'
import { buildWalkGraph } from '../network/walk-graph.ts'
import { computeNearest } from './compute-nearest.ts'
import { computeReachTable } from './compute-reach-table.ts'
import { NO_FACILITY, UNREACHED } from './nearest-table.ts'
import { transposeReachTable } from './transpose-reach-table.ts'
import { computeTravelTimes } from './travel-times.ts'

const runs = { numRuns: 400 }

function scene(plan: StreetPlan, originStands: Stand[], destinationStands: Stand[]) {
  const { network, costs } = buildPlan(plan)
  const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
  const origins = placeStands(network, graph, originStands)
  const destinations = placeStands(network, graph, destinationStands)
  return { network, costs, graph, origins, destinations, times: oracleTimes(network, costs, origins, destinations) }
}

/** Facility of each access point: about two points per facility, not in order. */
const facilityOf = (count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, j) => (j * 5) % Math.ceil((count + 1) / 2))

describe('walking times on odd street plans', () => {
  it('of all pairs equal those on the uncontracted network', () => {
    fc.assert(
      fc.property(oddPlan, stands(6), stands(6), (plan, from, to) => {
        const { network, graph, origins, destinations, times } = scene(plan, from, to)
        const table = computeTravelTimes(graph, network, origins, destinations, { cutoffDeciseconds: 100_000 })
        const found = times.map((row) => row.map(() => Infinity))
        for (let i = 0; i < origins.count; i++) {
          for (let p = table.originFirst[i]; p < table.originFirst[i + 1]; p++) {
            found[i][table.destination[p]] = table.deciseconds[p]
          }
        }
        expect(found).toEqual(times)
      }),
      runs,
    )
  })

  it('to the k nearest facilities equal those of sorting all pairs, ties included', () => {
    const cutoff = fc.oneof(fc.constant(60_000), fc.integer({ min: 0, max: 150 }))
    fc.assert(
      fc.property(oddPlan, stands(6), stands(8), fc.integer({ min: 1, max: 4 }), cutoff, (plan, from, to, k, limit) => {
        const { graph, origins, destinations, times } = scene(plan, from, to)
        const facilities = facilityOf(destinations.count)
        const table = computeNearest(graph, origins, destinations, facilities, { k, cutoffDeciseconds: limit })
        const expected = oracleNearest(times, facilities, k, limit)
        for (let i = 0; i < origins.count; i++) {
          for (let r = 0; r < k; r++) {
            const [time, facility] = expected[i][r] ?? [UNREACHED, NO_FACILITY]
            expect([table.deciseconds[r * origins.count + i], table.facility[r * origins.count + i]]).toEqual([
              time,
              facility,
            ])
          }
        }
      }),
      runs,
    )
  })

  it('of the reach table are those of every facility within the cutoff, cells ascending, and transpose', () => {
    const cutoff = fc.oneof(fc.constant(60_000), fc.integer({ min: 0, max: 150 }))
    fc.assert(
      fc.property(oddPlan, stands(40), stands(8), cutoff, (plan, from, to, limit) => {
        const { graph, origins, destinations, times } = scene(plan, from, to)
        const facilities = facilityOf(destinations.count)
        const facilityCount = Math.max(...facilities) + 2
        const table = computeReachTable(graph, origins, destinations, facilities, facilityCount, {
          cutoffDeciseconds: limit,
        })
        const found: string[] = []
        for (let f = 0; f < facilityCount; f++) {
          for (let p = table.facilityFirst[f]; p < table.facilityFirst[f + 1]; p++) {
            found.push(`${f} ${table.cell[p]} ${table.deciseconds[p]}`)
          }
        }
        const expected: string[] = []
        for (let f = 0; f < facilityCount; f++) {
          times.forEach((row, i) => {
            const best = Math.min(...row.filter((_, j) => facilities[j] === f))
            if (best <= limit) expected.push(`${f} ${i} ${best}`)
          })
        }
        expect(found).toEqual(expected)

        const byCell = transposeReachTable(table)
        const back: string[] = []
        for (let i = 0; i < origins.count; i++) {
          for (let p = byCell.cellFirst[i]; p < byCell.cellFirst[i + 1]; p++) {
            back.push(`${byCell.facility[p]} ${i} ${byCell.deciseconds[p]}`)
          }
        }
        expect(back.sort()).toEqual([...expected].sort())
      }),
      runs,
    )
  })

  it('are what routes add up to, edge by edge, over streets that connect', () => {
    fc.assert(
      fc.property(oddPlan, stands(3), stands(3), (plan, from, to) => {
        const { network, costs, graph, origins, destinations, times } = scene(plan, from, to)
        const table = computeTravelTimes(graph, network, origins, destinations, { cutoffDeciseconds: 100_000 })
        for (let i = 0; i < origins.count; i++) {
          for (let j = 0; j < destinations.count; j++) {
            const route = findRoute(graph, network, origins, i, destinations, j)
            if (route === null) {
              expect(times[i][j]).toBe(Infinity)
              continue
            }
            expect(route.deciseconds).toBe(times[i][j])
            const walked = route.edgeDeciseconds.reduce((sum, time) => sum + time, 0)
            expect(walked + origins.accessDeciseconds[i] + destinations.accessDeciseconds[j]).toBe(route.deciseconds)
            const metres = route.edgeMetres.reduce((sum, part) => sum + part, 0)
            expect(metres + origins.accessMetres[i] + destinations.accessMetres[j]).toBeCloseTo(route.metres, 6)
            let p = table.originFirst[i]
            while (table.destination[p] !== j) p++
            expect(table.metres[p]).toBe(route.metres)
            // Where one edge ends, at an open node, the next begins.
            for (let n = 1; n < route.edges.length; n++) {
              const leaves = route.edgeAgainst[n - 1] === 1 ? network.edgeFrom : network.edgeTo
              const enters = route.edgeAgainst[n] === 1 ? network.edgeTo : network.edgeFrom
              expect(enters[route.edges[n]]).toBe(leaves[route.edges[n - 1]])
              expect(costs.nodeClosed[enters[route.edges[n]]]).toBe(0)
            }
            expect(findRoute(graph, network, origins, i, destinations, j)).toEqual(route)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('never grow when a facility or a street is added', () => {
    fc.assert(
      fc.property(oddPlan, stands(6), stands(4), stands(1), (plan, from, to, extra) => {
        const { network, graph, origins } = scene(plan, from, to)
        const options = { k: 3, cutoffDeciseconds: 10_000 }
        const nearest = (facilities: typeof to) => {
          const destinations = placeStands(network, graph, facilities)
          return computeNearest(graph, origins, destinations, Uint32Array.from(facilities.keys()), options)
        }
        const before = nearest(to)
        const after = nearest([...to, ...extra])
        before.deciseconds.forEach((time, n) => expect(after.deciseconds[n]).toBeLessThanOrEqual(time))

        // The last edge is the added street; points stand on the others.
        if (plan.edges.length < 2) return
        const small = scene({ ...plan, edges: plan.edges.slice(0, -1) }, from, to)
        const onLarge = (points: SnappedPoints): SnappedPoints =>
          placePoints(graph, { ...points, share: points.edgeShare, speedMetresPerSecond: 1 })
        const cutoff = { cutoffDeciseconds: 100_000 }
        const large = computeTravelTimes(graph, network, onLarge(small.origins), onLarge(small.destinations), cutoff)
        small.times.forEach((row, i) => {
          const pairs = [...large.destination.subarray(large.originFirst[i], large.originFirst[i + 1])]
          row.forEach((time, j) => {
            if (time === Infinity) return
            expect(large.deciseconds[large.originFirst[i] + pairs.indexOf(j)]).toBeLessThanOrEqual(time)
          })
        })
      }),
      { numRuns: 200 },
    )
  })
})
