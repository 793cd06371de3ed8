import { describe, expect, it } from 'vitest'
import { FORBIDDEN } from './street-network.ts'
import { createGridCity } from './testing/grid-city.ts'
import { buildPlan, type PlanEdge, type StreetPlan } from './testing/street-plan.ts'
import { buildWalkGraph, NO_CHAIN, type WalkGraph } from './walk-graph.ts'

const both = (from: number, to: number, cost: number): PlanEdge => ({ from, to, forward: cost, backward: cost })

function build(plan: StreetPlan, minimumComponentNodes = 0): WalkGraph {
  const { network, costs } = buildPlan(plan)
  return buildWalkGraph(network, costs, { minimumComponentNodes })
}

/** Arcs as "street node > street node: weight", sorted. */
function listArcs(graph: WalkGraph, first = graph.arcFirst, arcs = graph.arcs): string[] {
  const list: string[] = []
  for (let n = 0; n < graph.nodeCount; n++) {
    for (let a = first[n]; a < first[n + 1]; a += 2) {
      list.push(`${graph.nodeStreetNode[n]} > ${graph.nodeStreetNode[arcs[a]]}: ${arcs[a + 1]}`)
    }
  }
  return list.sort()
}

describe('the walking graph', () => {
  //      1
  //      |
  //  0 - 2 - 3 - 4        3 is a mere bend
  const cross: StreetPlan = {
    nodes: [[0, 0], [100, 100], [100, 0], [200, 0], [300, 0]], // prettier-ignore
    edges: [both(0, 2, 10), both(1, 2, 20), both(2, 3, 30), both(4, 3, 40)],
  }

  it('contracts a row of edges into one chain and keeps the place of each', () => {
    const graph = build(cross)
    expect(listArcs(graph)).toEqual(['0 > 2: 10', '1 > 2: 20', '2 > 0: 10', '2 > 1: 20', '2 > 4: 70', '4 > 2: 70'])
    const chain = graph.edgeChain[2]
    expect(graph.edgeChain[3]).toBe(chain)
    expect(graph.nodeStreetNode[graph.chainNodeA[chain]]).toBe(2)
    expect([graph.edgeRank[2], graph.edgeReversed[2], graph.edgeOffsetForward[2]]).toEqual([0, 0, 0])
    expect([graph.edgeRank[3], graph.edgeReversed[3], graph.edgeOffsetForward[3]]).toEqual([1, 1, 30])
    expect(graph.chainMetres[chain]).toBeCloseTo(200, 1)
  })

  it('shares the arcs of both directions where walking costs the same either way', () => {
    const graph = build(cross)
    expect(graph.reverseArcs).toBe(graph.arcs)
    expect(graph.reverseFirst).toBe(graph.arcFirst)
    expect(graph.core.reverseArcs).toBe(graph.core.arcs)
  })

  it('keeps both directions apart where they cost differently', () => {
    const graph = build({ nodes: [[0, 0], [100, 0]], edges: [{ from: 0, to: 1, forward: 12, backward: 8 }] }) // prettier-ignore
    expect(listArcs(graph)).toEqual(['0 > 1: 12', '1 > 0: 8'])
    expect(listArcs(graph, graph.reverseFirst, graph.reverseArcs)).toEqual(['0 > 1: 8', '1 > 0: 12'])
  })

  it('ends a chain where a one-way stretch begins', () => {
    const graph = build({
      nodes: [[0, 0], [100, 0], [200, 0]], // prettier-ignore
      edges: [both(0, 1, 10), { from: 1, to: 2, forward: 20, backward: null }],
    })
    expect(listArcs(graph)).toEqual(['0 > 1: 10', '1 > 0: 10', '1 > 2: 20'])
    expect(graph.chainBackward[graph.edgeChain[1]]).toBe(FORBIDDEN)
  })

  it('takes the streets apart that meet at a closed node', () => {
    const graph = build({ ...cross, closed: [2] })
    expect(graph.nodeCount).toBe(6)
    expect([...graph.nodeStreetNode].filter((node) => node === 2)).toHaveLength(3)
    expect(listArcs(graph)).toEqual(['0 > 2: 10', '1 > 2: 20', '2 > 0: 10', '2 > 1: 20', '2 > 4: 70', '4 > 2: 70'])
  })

  it('gives a ring without junctions one node and no arc', () => {
    const graph = build({ nodes: [[0, 0], [100, 0], [0, 100]], edges: [both(0, 1, 1), both(1, 2, 2), both(0, 2, 3)] }) // prettier-ignore
    expect([graph.nodeCount, graph.chainCount, graph.arcs.length]).toEqual([1, 1, 0])
    expect(graph.chainForward[0]).toBe(6)
  })

  it('keeps the cheapest of parallel streets as the arc, and all of them as chains', () => {
    const graph = build({
      nodes: [[0, 0], [100, 0], [200, 0]], // prettier-ignore
      edges: [both(0, 1, 30), both(1, 0, 20), both(0, 0, 5), both(1, 2, 7)],
    })
    expect(listArcs(graph)).toEqual(['0 > 1: 20', '1 > 0: 20', '1 > 2: 7', '2 > 1: 7'])
    expect(graph.chainCount).toBe(4)
  })

  it('drops islands below the size, reports them, and always keeps the largest part', () => {
    const plan: StreetPlan = {
      nodes: [[0, 0], [100, 0], [200, 0], [500, 0], [700, 0]], // prettier-ignore
      edges: [both(0, 1, 10), both(3, 4, 10), both(1, 2, 10)],
    }
    const graph = build(plan, 3)
    expect([graph.droppedComponents, Math.round(graph.droppedMetres), Math.round(graph.keptMetres)]).toEqual([
      1, 200, 200,
    ])
    expect([...graph.edgeChain].map((chain) => chain === NO_CHAIN)).toEqual([false, true, false])
    expect(build(plan, 100).edgeChain[0]).not.toBe(NO_CHAIN)
    expect(build(plan, 100).droppedComponents).toBe(1)
    expect(build(plan, 2).droppedComponents).toBe(0)
  })

  it('leaves out what the profile cannot use at all, which is not an island', () => {
    const graph = build({
      ...cross,
      edges: [...cross.edges.slice(1), { from: 0, to: 2, forward: null, backward: null }],
    })
    expect(graph.edgeChain[3]).toBe(NO_CHAIN)
    expect([graph.droppedComponents, graph.droppedMetres]).toEqual([0, 0])
  })

  it('is empty for a network without usable streets', () => {
    const graph = build({ nodes: [[0, 0]], edges: [] }) // prettier-ignore
    expect([graph.nodeCount, graph.chainCount, graph.core.nodeCount, graph.keptMetres]).toEqual([0, 0, 0, 0])
  })

  it('orders nodes along a Hilbert curve: neighbours in memory are near in space', () => {
    const { network, costs } = buildPlan(createGridCity({ size: 24, seed: 1, oneWayShare: 0 }))
    const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
    let steps = 0
    for (let n = 1; n < graph.nodeCount; n++) {
      const [a, b] = [graph.nodeStreetNode[n - 1], graph.nodeStreetNode[n]]
      if (
        Math.hypot(
          (network.nodeLng[a] - network.nodeLng[b]) * 68_000,
          (network.nodeLat[a] - network.nodeLat[b]) * 111_000,
        ) < 200
      )
        steps++
    }
    expect(steps / graph.nodeCount).toBeGreaterThan(0.95)
  })

  it('lies on shared memory on request, one column staying one column', () => {
    const { network, costs } = buildPlan(cross)
    const plain = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
    const shared = buildWalkGraph(network, costs, { minimumComponentNodes: 0, shared: true })
    expect(shared).toEqual(plain)
    expect(shared.arcs.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(shared.core.arcs.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(shared.reverseArcs).toBe(shared.arcs)
    const posted = structuredClone(shared)
    expect(posted.reverseArcs).toBe(posted.arcs)
  })

  it('refuses columns that do not fit and costs beyond what labels hold', () => {
    const { network, costs } = buildPlan(cross)
    const options = { minimumComponentNodes: 0 }
    expect(() => buildWalkGraph(network, { ...costs, nodeClosed: new Uint8Array(2) }, options)).toThrow(
      '2 entries for a network of 5',
    )
    expect(() => buildWalkGraph(network, { ...costs, forwardDeciseconds: new Uint32Array(1) }, options)).toThrow(
      '1 and 4 edges',
    )
    expect(() => build({ ...cross, edges: [both(0, 1, 2 ** 24)] })).toThrow('the limit is 16777216')
    expect(() => buildWalkGraph(network, costs, { minimumComponentNodes: NaN })).toThrow('NaN')
  })
})
