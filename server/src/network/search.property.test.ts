import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNearestSearch, NO_OWNER } from './search-nearest.ts'
import { createSearch, UNLABELLED, type SearchGraph } from './search.ts'
import { NOT_IN_CORE } from './search-core.ts'
import { createGridCity, createRandom } from './testing/grid-city.ts'
import { oddPlan } from './testing/odd-plan.arbitrary.ts'
import { buildPlan } from './testing/street-plan.ts'
import { buildWalkGraph } from './walk-graph.ts'

/** Times between all nodes by Floyd–Warshall over the arcs. */
function allTimes({ nodeCount, arcFirst, arcs }: SearchGraph): number[][] {
  const times = Array.from({ length: nodeCount }, (_, x) =>
    Array.from({ length: nodeCount }, (_, y) => (x === y ? 0 : Infinity)),
  )
  for (let n = 0; n < nodeCount; n++) {
    for (let a = arcFirst[n]; a < arcFirst[n + 1]; a += 2) times[n][arcs[a]] = Math.min(times[n][arcs[a]], arcs[a + 1])
  }
  for (let via = 0; via < nodeCount; via++) {
    for (let x = 0; x < nodeCount; x++) {
      for (let y = 0; y < nodeCount; y++) times[x][y] = Math.min(times[x][y], times[x][via] + times[via][y])
    }
  }
  return times
}

const graphOf = (plan: Parameters<typeof buildPlan>[0]) => {
  const { network, costs } = buildPlan(plan)
  return buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
}
const seedsOf = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 5 })
const cutoffs = fc.oneof(fc.constant(1_000_000), fc.integer({ min: 0, max: 150 }))

describe('the bounded search', () => {
  it('labels exactly the nodes within the cutoff, in both directions, by ascending time, as often as it is asked', () => {
    fc.assert(
      fc.property(oddPlan, fc.array(seedsOf, { minLength: 1, maxLength: 3 }), cutoffs, (plan, rounds, cutoff) => {
        const graph = graphOf(plan)
        if (graph.nodeCount === 0) return
        const times = allTimes(graph)
        for (const direction of ['forward', 'reverse'] as const) {
          const search = createSearch(graph, direction)
          for (const seeds of rounds) {
            for (const [pick, offset] of seeds) search.addSeed(pick % graph.nodeCount, offset)
            const count = search.run(cutoff)
            const expected = times.map((_, node) => {
              const best = Math.min(
                ...seeds.map(([pick, offset]) => {
                  const seed = pick % graph.nodeCount
                  return offset + (direction === 'forward' ? times[seed][node] : times[node][seed])
                }),
              )
              return best <= cutoff ? best : UNLABELLED
            })
            expect([...search.labels]).toEqual(expected)
            const order = [...search.settled.subarray(0, count)]
            expect(new Set(order).size).toBe(expected.filter((label) => label !== UNLABELLED).length)
            expect(order.map((node) => search.labels[node])).toEqual(
              [...expected].sort((x, y) => x - y).slice(0, count),
            )
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('keeps the k first of (time, facility) at every node', () => {
    const seeds = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 0, max: 60 }), fc.nat(4)), {
      minLength: 1,
      maxLength: 9,
    })
    fc.assert(
      fc.property(oddPlan, seeds, fc.integer({ min: 1, max: 3 }), cutoffs, (plan, list, k, cutoff) => {
        const graph = graphOf(plan)
        if (graph.nodeCount === 0) return
        const times = allTimes(graph)
        const search = createNearestSearch(graph, k)
        for (let round = 0; round < 2; round++) {
          for (const [pick, offset, facility] of list) search.addSeed(pick % graph.nodeCount, offset, facility)
          search.run(cutoff)
          times.forEach((row, node) => {
            const best = new Map<number, number>()
            for (const [pick, offset, facility] of list) {
              const time = offset + row[pick % graph.nodeCount]
              if (time <= cutoff) best.set(facility, Math.min(time, best.get(facility) ?? Infinity))
            }
            const ranks = [...best]
              .map(([facility, time]) => [time, facility])
              .sort((x, y) => x[0] - y[0] || x[1] - y[1])
            for (let r = 0; r < k; r++) {
              expect([search.labels[node * k + r], search.owners[node * k + r]]).toEqual(
                ranks[r] ?? [UNLABELLED, NO_OWNER],
              )
            }
          })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('finds the same times on the core as on the whole graph', () => {
    for (const oneWayShare of [0, 0.1]) {
      const graph = graphOf(createGridCity({ size: 20, seed: 7, oneWayShare }))
      const { core } = graph
      expect(core.nodeCount).toBeLessThan(graph.nodeCount / 2)
      expect(core.nodeCount).toBeGreaterThan(0)
      const random = createRandom(3)
      for (const direction of ['forward', 'reverse'] as const) {
        const whole = createSearch(graph, direction)
        const small = createSearch(core, direction)
        for (let i = 0; i < 30; i++) {
          let seed = Math.floor(random() * graph.nodeCount)
          while (core.coreNode[seed] === NOT_IN_CORE) seed = (seed + 1) % graph.nodeCount
          whole.addSeed(seed, 5)
          small.addSeed(core.coreNode[seed], 5)
          const cutoff = Math.floor(random() * 20_000)
          whole.run(cutoff)
          small.run(cutoff)
          for (let n = 0; n < graph.nodeCount; n++) {
            if (core.coreNode[n] !== NOT_IN_CORE) expect(small.labels[core.coreNode[n]]).toBe(whole.labels[n])
          }
        }
      }
    }
  })

  it('refuses seeds and cutoffs that are none', () => {
    const search = createSearch(graphOf(createGridCity({ size: 3, seed: 1, oneWayShare: 0 })))
    expect(() => search.addSeed(1_000, 0)).toThrow('seed at node 1000')
    expect(() => search.addSeed(0, 1.5)).toThrow('1.5 is not a whole number')
    expect(() => search.run(-1)).toThrow('cutoff -1')
    expect(() => createNearestSearch(graphOf(createGridCity({ size: 3, seed: 1, oneWayShare: 0 })), 0)).toThrow(
      'k must be',
    )
  })

  it('reaches nothing without seeds and forgets the last run', () => {
    const search = createSearch(graphOf(createGridCity({ size: 3, seed: 1, oneWayShare: 0 })))
    search.addSeed(0, 0)
    expect(search.run(100_000)).toBeGreaterThan(1)
    expect(search.run(100_000)).toBe(0)
    expect([...search.labels].every((label) => label === UNLABELLED)).toBe(true)
  })
})
