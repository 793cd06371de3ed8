import fc from 'fast-check'
import { expect, it } from 'vitest'
import { computeAllPairsCosts } from './all-pairs-costs.ts'

it('equals Floyd and Warshall on graphs with loops, islands, edges of cost 0 and repeated edges, of which the last holds', () => {
  const graph = fc.integer({ min: 1, max: 8 }).chain((nodeCount) =>
    fc.record({
      nodeCount: fc.constant(nodeCount),
      edges: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1), fc.integer({ min: 0, max: 9 })), {
        maxLength: 14,
      }),
    }),
  )
  fc.assert(
    fc.property(graph, ({ nodeCount, edges }) => {
      const distance = Array.from({ length: nodeCount }, (_, a) =>
        Array.from({ length: nodeCount }, (_, b) => (a === b ? 0 : Infinity)),
      )
      for (const [a, b, cost] of edges) if (a !== b) distance[a][b] = distance[b][a] = cost
      for (let via = 0; via < nodeCount; via++) {
        for (let a = 0; a < nodeCount; a++) {
          for (let b = 0; b < nodeCount; b++) {
            distance[a][b] = Math.min(distance[a][b], distance[a][via] + distance[via][b])
          }
        }
      }
      const matrix = computeAllPairsCosts({
        nodeCount,
        from: Uint32Array.from(edges, ([a]) => a),
        to: Uint32Array.from(edges, ([, b]) => b),
        cost: Float64Array.from(edges, ([, , cost]) => cost),
      })
      const found = distance.map((row) => row.map(() => Infinity))
      for (let j = 0; j < nodeCount; j++) {
        for (let e = matrix.first[j]; e < matrix.first[j + 1]; e++) found[j][matrix.demand[e]] = matrix.cost[e]
      }
      expect(found).toEqual(distance)
    }),
    { numRuns: 300, seed: 12 },
  )
})
