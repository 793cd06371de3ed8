import fc from 'fast-check'
import { placePoints, type SnappedPoints } from '../snap-place.ts'
import type { StreetNetwork } from '../street-network.ts'
import { NO_CHAIN, type WalkGraph } from '../walk-graph.ts'
import type { PlanEdge, StreetPlan } from './street-plan.ts'

/** Any small street plan: parallel edges, loops, zero lengths and costs, islands, one-way and unusable edges, closed nodes. */
export const oddPlan: fc.Arbitrary<StreetPlan> = fc
  .record({
    nodes: fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), {
      minLength: 2,
      maxLength: 9,
    }),
    edgeCount: fc.integer({ min: 1, max: 16 }),
    mostlyRow: fc.boolean(),
  })
  .chain(({ nodes, edgeCount, mostlyRow }) => {
    const node = fc.integer({ min: 0, max: nodes.length - 1 })
    const cost = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 60 }) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    const edge: fc.Arbitrary<PlanEdge> = fc
      .tuple(node, node, cost, cost, fc.boolean(), fc.integer({ min: 0, max: 3 }))
      .map(([from, to, forward, backward, symmetric, kind]) => ({
        from,
        // Rows of nodes make long chains, which plain random ends hardly do.
        to: mostlyRow && kind > 0 ? Math.min(nodes.length - 1, from + 1) : to,
        forward,
        backward: symmetric ? forward : backward,
      }))
    return fc.record({
      nodes: fc.constant(nodes.map(([x, y]): [number, number] => [100 * x, 100 * y])),
      edges: fc.array(edge, { minLength: edgeCount, maxLength: edgeCount }),
      closed: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(node, { maxLength: 2 }) },
      ),
    })
  })

/** Where a point stands, whatever the plan: a number that picks an edge, a share of it and an access leg. */
export interface Stand {
  readonly pick: number
  readonly share: number
  readonly accessMetres: number
}

export const stands = (most: number): fc.Arbitrary<Stand[]> =>
  fc.array(
    fc.record({
      pick: fc.nat(10_000),
      share: fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true })),
      accessMetres: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
    }),
    { minLength: 1, maxLength: most },
  )

/** Puts points on the edges that the graph kept; each thirteenth is not connected, and so are all in an empty graph. */
export function placeStands(network: StreetNetwork, graph: WalkGraph, places: readonly Stand[]): SnappedPoints {
  const kept: number[] = []
  for (let e = 0; e < network.edgeCount; e++) if (graph.edgeChain[e] !== NO_CHAIN) kept.push(e)
  const lost = places.map(({ pick }) => kept.length === 0 || pick % 13 === 12)
  const edge = Uint32Array.from(places, ({ pick }, i) => (lost[i] ? 0 : kept[pick % kept.length]))
  const foot = (column: Float64Array, i: number): number => {
    const first = network.edgeFirstPoint[edge[i]]
    const last = network.edgeFirstPoint[edge[i] + 1] - 1
    return column[first] + places[i].share * (column[last] - column[first])
  }
  const lng = Float64Array.from(places, (_, i) => foot(network.pointLng, i))
  const lat = Float64Array.from(places, (_, i) => foot(network.pointLat, i))
  return placePoints(graph, {
    pointLng: lng,
    pointLat: lat,
    lng,
    lat,
    status: Uint8Array.from(lost, (isLost) => (isLost ? 2 : 0)),
    edge,
    share: Float64Array.from(places, ({ share }) => share),
    accessMetres: Float64Array.from(places, ({ accessMetres }) => accessMetres),
    speedMetresPerSecond: 1,
  })
}
