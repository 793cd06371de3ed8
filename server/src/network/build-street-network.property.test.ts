import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { IssueList } from '../issues/issue-list.ts'
import type { OsmExtract, OsmTags } from '../osm/osm-extract.ts'
import { MISSING_NODE } from '../osm/osm-extract.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import { PROFILE_IDS, PROFILES } from './profile.ts'
import { FORBIDDEN, type StreetNetwork } from './street-network.ts'
import { createScene } from './test-scene.builder.ts'
import { findWalkableKind } from './walkable.ts'

const NODE_TAGS: (OsmTags | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  { barrier: 'gate' },
  { barrier: 'fence' },
  { barrier: 'kerb', kerb: 'raised' },
  { highway: 'crossing', crossing: 'zebra' },
  { highway: 'elevator' },
  { natural: 'tree' },
]
const WAY_TAGS: OsmTags[] = [
  { highway: 'footway' },
  { highway: 'footway', footway: 'crossing' },
  { highway: 'residential' },
  { highway: 'steps' },
  { highway: 'primary' },
  { highway: 'footway', 'oneway:foot': 'yes' },
  { highway: 'motorway' },
  { highway: 'pedestrian', area: 'yes' },
]

/** Tangled plans: few nodes, repeated, missing and coinciding ones, ways that cross themselves, loops and parallels. */
const anyExtract = fc
  .record({
    nodes: fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 6 }),
        y: fc.integer({ min: 0, max: 6 }),
        tags: fc.constantFrom(...NODE_TAGS),
      }),
      { minLength: 3, maxLength: 14 },
    ),
    ways: fc.array(
      fc.record({
        nodes: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 9 }),
        isClosed: fc.boolean(),
        tags: fc.constantFrom(...WAY_TAGS),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ nodes, ways }) => {
    const scene = createScene()
    nodes.forEach(({ x, y, tags }, i) => scene.node(`${i}`, x * 20, y * 20, tags))
    // Always something to walk on, so that the network is not refused as empty.
    scene.way(['0', '1'])
    for (const way of ways) {
      const names = way.nodes.map(String)
      scene.way(way.isClosed && names.length > 0 ? [...names, names[0]] : names, way.tags)
    }
    return scene.build()
  })

/** Every stretch between two neighbouring nodes of a walkable way, as `way: place place` (in either order), sorted. */
function listStretches(extract: OsmExtract): string[] {
  const stretches: string[] = []
  extract.wayTags.forEach((tags, way) => {
    if (findWalkableKind(tags) === null) return
    for (let i = extract.wayFirstNode[way] + 1; i < extract.wayFirstNode[way + 1]; i++) {
      const [a, b] = [extract.wayNodes[i - 1], extract.wayNodes[i]]
      if (a === MISSING_NODE || b === MISSING_NODE || a === b) continue
      const places = [a, b].map((node) => `${extract.nodeLng[node]},${extract.nodeLat[node]}`)
      stretches.push(`${extract.wayIds[way]}: ${places.sort().join(' ')}`)
    }
  })
  return stretches.sort()
}

function listEdgeStretches(network: StreetNetwork): string[] {
  const stretches: string[] = []
  for (let e = 0; e < network.edgeCount; e++) {
    if (network.attributes[network.edgeAttribute[e]].kind === 'area') continue
    for (let i = network.edgeFirstPoint[e] + 1; i < network.edgeFirstPoint[e + 1]; i++) {
      const places = [i - 1, i].map(
        (point) => `${Math.round(network.pointLng[point] * 1e7)},${Math.round(network.pointLat[point] * 1e7)}`,
      )
      stretches.push(`${network.edgeWayId[e]}: ${places.sort().join(' ')}`)
    }
  }
  return stretches.sort()
}

describe('any street plan', () => {
  it('has every stretch of every walkable way on exactly one edge', () => {
    fc.assert(
      fc.property(anyExtract, (extract) => {
        expect(listEdgeStretches(buildStreetNetwork(extract, new IssueList()))).toEqual(listStretches(extract))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps its shapes, ends and lengths consistent', () => {
    fc.assert(
      fc.property(anyExtract, (extract) => {
        const network = buildStreetNetwork(extract, new IssueList())
        expect(network.edgeFirstPoint).toHaveLength(network.edgeCount + 1)
        expect(network.edgeFirstPoint[network.edgeCount]).toBe(network.pointLng.length)
        for (let e = 0; e < network.edgeCount; e++) {
          const first = network.edgeFirstPoint[e]
          const last = network.edgeFirstPoint[e + 1] - 1
          expect(last).toBeGreaterThan(first)
          expect(network.pointLng[first]).toBe(network.nodeLng[network.edgeFrom[e]])
          expect(network.pointLat[last]).toBe(network.nodeLat[network.edgeTo[e]])
          let metres = 0
          for (let i = first + 1; i <= last; i++) {
            metres += distanceMetres(
              network.pointLng[i - 1],
              network.pointLat[i - 1],
              network.pointLng[i],
              network.pointLat[i],
            )
          }
          expect(network.edgeLengthMetres[e]).toBeCloseTo(metres, 9)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('is as far from node to node as along its single stretches', () => {
    fc.assert(
      fc.property(anyExtract, (extract) => {
        const network = buildStreetNetwork(extract, new IssueList())
        const onEdges = findDistances(
          network.nodeOsmId,
          Array.from(network.edgeFrom, (from, e) => ({
            from: network.nodeOsmId[from],
            to: network.nodeOsmId[network.edgeTo[e]],
            metres:
              network.attributes[network.edgeAttribute[e]].kind === 'area' ? Infinity : network.edgeLengthMetres[e],
          })),
        )
        const onStretches = findDistances(extract.nodeIds, listStretchEdges(extract))
        for (const a of network.nodeOsmId) {
          for (const b of network.nodeOsmId) {
            const expected = onStretches.get(`${a} ${b}`) ?? Infinity
            const actual = onEdges.get(`${a} ${b}`) ?? Infinity
            if (expected === Infinity) expect(actual).toBe(Infinity)
            else expect(actual).toBeCloseTo(expected, 6)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('costs every profile a whole number that its speed explains', () => {
    fc.assert(
      fc.property(anyExtract, fc.constantFrom(...PROFILE_IDS), (extract, id) => {
        const network = buildStreetNetwork(extract, new IssueList())
        const { forwardDeciseconds, backwardDeciseconds } = computeEdgeCosts(network, PROFILES[id])
        for (let e = 0; e < network.edgeCount; e++) {
          const fastest = (network.edgeLengthMetres[e] / PROFILES[id].speedMetresPerSecond) * 10
          for (const cost of [forwardDeciseconds[e], backwardDeciseconds[e]]) {
            if (cost === FORBIDDEN) continue
            expect(cost).toBeGreaterThanOrEqual(Math.floor(fastest))
            if (network.edgeLengthMetres[e] > 0) expect(cost).toBeGreaterThan(0)
            expect(cost).toBeLessThanOrEqual(fastest * 4 + 2000)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

interface Stretch {
  readonly from: number
  readonly to: number
  readonly metres: number
}

function listStretchEdges(extract: OsmExtract): Stretch[] {
  const stretches: Stretch[] = []
  extract.wayTags.forEach((tags, way) => {
    if (findWalkableKind(tags) === null) return
    for (let i = extract.wayFirstNode[way] + 1; i < extract.wayFirstNode[way + 1]; i++) {
      const [a, b] = [extract.wayNodes[i - 1], extract.wayNodes[i]]
      if (a === MISSING_NODE || b === MISSING_NODE) continue
      const [lngA, latA, lngB, latB] = [extract.nodeLng[a], extract.nodeLat[a], extract.nodeLng[b], extract.nodeLat[b]]
      const metres = distanceMetres(lngA / 1e7, latA / 1e7, lngB / 1e7, latB / 1e7)
      stretches.push({ from: extract.nodeIds[a], to: extract.nodeIds[b], metres })
    }
  })
  return stretches
}

/** All pairs (Floyd and Warshall), walking both ways; pairs without a way are absent. */
function findDistances(ids: Float64Array, stretches: readonly Stretch[]): Map<string, number> {
  const metres = new Map<string, number>()
  const shorten = (a: number, b: number, length: number) => {
    if (length < (metres.get(`${a} ${b}`) ?? Infinity)) metres.set(`${a} ${b}`, length)
  }
  for (const id of ids) shorten(id, id, 0)
  for (const { from, to, metres: length } of stretches) {
    shorten(from, to, length)
    shorten(to, from, length)
  }
  for (const via of ids) {
    for (const a of ids) {
      const first = metres.get(`${a} ${via}`)
      if (first === undefined) continue
      for (const b of ids) shorten(a, b, first + (metres.get(`${via} ${b}`) ?? Infinity))
    }
  }
  return metres
}
