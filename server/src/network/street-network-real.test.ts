import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { IssueList } from '../issues/issue-list.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { wayPositions } from '../osm/way-geometry.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import { summariseNetwork } from './network-summary.ts'
import { PROFILE_IDS, PROFILES } from './profile.ts'
import { FORBIDDEN, type StreetNetwork } from './street-network.ts'

// Real data, never committed: beside the project in ../shared/data (see docs/data.md). Skipped where it is absent.
const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const aachen = path.join(data, 'aachen/aachen-2021-08-01.osm.pbf')
const magdeburg = path.join(data, 'magdeburg/magdeburg-partial-reconstructed.osm.pbf')

function load(file: string): { extract: OsmExtract; network: StreetNetwork; issues: IssueList } {
  const issues = new IssueList()
  const extract = readOsmPbf(readFileSync(file))
  return { extract, network: buildStreetNetwork(extract, issues), issues }
}

const COUNTED =
  /^(footway|path|pedestrian|steps|living_street|residential|service|track|unclassified|cycleway|bridleway|platform|elevator|((tertiary|secondary|primary)(_link)?))$/

/** Walkable ways by the simplest rule, with no code of the network: `highway`, and `foot` or else `access`. */
function countByHighway(extract: OsmExtract): { ways: number; kilometres: number } {
  let ways = 0
  let metres = 0
  extract.wayTags.forEach((tags, way) => {
    const access = tags.foot ?? tags.access
    if (!COUNTED.test(tags.highway ?? '') || access === 'no' || access === 'private') return
    if (/mountain|alpine/.test(tags.sac_scale ?? '')) return
    const positions = wayPositions(extract, way)
    if (positions.length < 2) return
    ways++
    positions.slice(1).forEach((to, i) => (metres += distanceMetres(...positions[i], ...to)))
  })
  return { ways, kilometres: Math.round(metres / 100) / 10 }
}

function countWays(network: StreetNetwork, counts: (kind: string) => boolean): { ways: number; kilometres: number } {
  const ways = new Set<number>()
  let metres = 0
  for (let e = 0; e < network.edgeCount; e++) {
    if (!counts(network.attributes[network.edgeAttribute[e]].kind)) continue
    ways.add(network.edgeWayId[e])
    metres += network.edgeLengthMetres[e]
  }
  return { ways: ways.size, kilometres: Math.round(metres / 100) / 10 }
}

/** Length share of the largest set of nodes that hang together. */
function getLargestShare(network: StreetNetwork): number {
  const parent = Uint32Array.from({ length: network.nodeCount }, (_, i) => i)
  const find = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]]
    return node
  }
  for (let e = 0; e < network.edgeCount; e++) parent[find(network.edgeFrom[e])] = find(network.edgeTo[e])
  const metres = new Map<number, number>()
  let total = 0
  for (let e = 0; e < network.edgeCount; e++) {
    const root = find(network.edgeFrom[e])
    metres.set(root, (metres.get(root) ?? 0) + network.edgeLengthMetres[e])
    total += network.edgeLengthMetres[e]
  }
  return Math.max(...metres.values()) / total
}

describe.skipIf(!existsSync(aachen))('the streets of Aachen (real data)', () => {
  let extract: OsmExtract
  let network: StreetNetwork
  let issues: IssueList
  beforeAll(() => {
    ;({ extract, network, issues } = load(aachen))
  })

  it('have the length that an independent count of the file gives', () => {
    // The note beside the data counts 13,366 walkable ways with 978 km, by `highway` and plain access tags alone.
    const counted = countByHighway(extract)
    expect(counted).toEqual({ ways: 13_319, kilometres: 979.4 })
    // (It also counts 43 that the edge of the extract left with one node.) On top come 22 platforms without `highway`
    // and 88 outlines of squares drawn as multipolygons.
    const all = countWays(network, (kind) => kind !== 'area')
    expect(all).toEqual({ ways: 13_319 + 22 + 88, kilometres: 992.1 })
    const byKind = (kind: string) => countWays(network, (other) => other === kind).kilometres
    expect([byKind('footway'), byKind('residential'), byKind('service')]).toEqual([172.4, 178.1, 241.2])
  })

  it('hang together', () => {
    expect(getLargestShare(network)).toBeGreaterThan(0.985)
  })

  it('keep the steps apart: 1,087 open flights of 1,136', () => {
    expect(countWays(network, (kind) => kind === 'steps').ways).toBe(1087)
  })

  it('name the few values that nobody can read', () => {
    const unreadable = issues.list().find((issue) => issue.kind === 'tag-value-unreadable')
    expect(unreadable?.examples).toContain('way 34995768: step_count=four')
    expect(unreadable?.count).toBeLessThan(20)
  })

  it('say how much nobody has mapped', () => {
    const { kilometres, unknownShares } = summariseNetwork(network)
    expect(Math.round(kilometres)).toBe(992)
    expect(Object.fromEntries(Object.entries(unknownShares).map(([key, v]) => [key, Math.round(v * 100)]))).toEqual({
      surface: 45,
      smoothness: 97,
      width: 98,
      incline: 100,
      lit: 54,
      stepRamp: 74,
      stepHandrail: 74,
      kerbAtCrossings: 99,
    })
  })

  it('are closed for wheels on steps and soft or narrow ways, and for nobody else', () => {
    const closed = PROFILE_IDS.map((id) => {
      const { forwardDeciseconds } = computeEdgeCosts(network, PROFILES[id])
      let metres = 0
      forwardDeciseconds.forEach((cost, e) => (metres += cost === FORBIDDEN ? network.edgeLengthMetres[e] : 0))
      return `${id} ${Math.round(metres / 1000)} km`
    })
    expect(closed).toEqual([
      'standard 0 km',
      '65plus 0 km',
      '80plus 0 km',
      'rollator 11 km',
      'wheelchair 52 km',
      'pram 0 km',
    ])
  })
})

describe.skipIf(!existsSync(magdeburg))('the partial streets of Magdeburg (real data)', () => {
  it('are all there with their gap links, as ordinary ways', () => {
    // 4,878 ways with 812 km and 183 links with 3 km by the data's own note.
    const { network } = load(magdeburg)
    expect(countWays(network, () => true).ways).toBe(4878 + 183)
    expect(Math.abs(countWays(network, () => true).kilometres - 815)).toBeLessThan(1)
    expect(getLargestShare(network)).toBeGreaterThan(0.8)
  })
})
