import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { computeChangedCosts } from './changed-costs.ts'
import { cutStreets } from './cut-streets.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import { PROFILES } from './profile.ts'
import { createStreetEditor } from './street-editor.ts'
import { FORBIDDEN, type StreetNetwork } from './street-network.ts'
import { createScene } from './test-scene.builder.ts'

/** A footway of 100 m from a to b with a crossing at 60 m, and a street of 100 m beside it. */
function createWays() {
  const scene = createScene()
  scene.node('a', 0, 50)
  scene.node('x', 60, 50, { highway: 'crossing', crossing: 'unmarked' })
  scene.node('b', 100, 50)
  scene.node('c', 0, 0)
  scene.node('d', 100, 0)
  const path = scene.way(['a', 'x', 'b'], { highway: 'footway' })
  const street = scene.way(['c', 'd'], { highway: 'residential' })
  return { scene, path, street, network: buildStreetNetwork(scene.build(), new IssueList()) }
}

function put(
  network: StreetNetwork,
  kind: 'blocked' | 'kerb' | 'barrier' | 'steps',
  [lng, lat]: readonly [number, number],
  maximumMetres = 20,
) {
  // prettier-ignore
  const editor = createStreetEditor(network)
  const place = editor.addObstacle(kind, { wayId: null, lng, lat, maximumMetres })
  return { place, changed: cutStreets(editor.edits) }
}
const edgesOf = (network: StreetNetwork, wayId: number) =>
  [...network.edgeWayId.keys()].filter((edge) => network.edgeWayId[edge] === wayId)
const lengths = (network: StreetNetwork, wayId: number) =>
  edgesOf(network, wayId).map((edge) => Math.round(network.edgeLengthMetres[edge] * 100) / 100)

describe('something in the way', () => {
  it('blocks a way at one place: both sides stay, nobody gets through', () => {
    const { scene, network, street } = createWays()
    const { changed } = put(network, 'blocked', scene.positionOf(30, 4))
    expect(lengths(changed.network, street)).toEqual([30, 70])
    const [first] = edgesOf(changed.network, street)
    const node = changed.network.edgeTo[first]
    for (const profile of Object.values(PROFILES)) {
      const costs = computeChangedCosts(changed, profile, computeEdgeCosts(network, profile))
      expect(costs.nodeClosed[node], profile.id).toBe(1)
      expect([...costs.forwardDeciseconds]).not.toContain(FORBIDDEN)
    }
  })

  it('is a barrier for wheels only', () => {
    const { scene, network, street } = createWays()
    const { changed } = put(network, 'barrier', scene.positionOf(30, 4))
    const node = changed.network.edgeTo[edgesOf(changed.network, street)[0]]
    const closed = Object.values(PROFILES).filter((profile) => computeEdgeCosts(changed.network, profile).nodeClosed[node]) // prettier-ignore
    expect(closed.map(({ id }) => id)).toEqual(['rollator', 'wheelchair', 'pram'])
  })

  it('is a flight of one and a half metres that wheelchairs do not pass', () => {
    const { scene, network, street } = createWays()
    const { changed } = put(network, 'steps', scene.positionOf(30, 4))
    expect(lengths(changed.network, street)).toEqual([29.25, 1.5, 69.25])
    const edges = edgesOf(changed.network, street)
    expect(edges.map((edge) => changed.network.attributes[changed.network.edgeAttribute[edge]].kind)).toEqual([
      'residential',
      'steps',
      'residential',
    ])
    const { wheelchair } = PROFILES
    const costs = computeChangedCosts(changed, wheelchair, computeEdgeCosts(network, wheelchair))
    expect(edges.map((edge) => costs.forwardDeciseconds[edge] === FORBIDDEN)).toEqual([false, true, false])
  })

  it('puts a kerb to the nearest crossing, else to a footway, never to a street', () => {
    const { scene, network, path } = createWays()
    const crossing = put(network, 'kerb', scene.positionOf(55, 40))
    expect(crossing.changed.network.edgeCount).toBe(network.edgeCount)
    expect(crossing.place?.[0]).toBeCloseTo(scene.positionOf(60, 50)[0], 6)
    const footway = put(network, 'kerb', scene.positionOf(20, 45), 15)
    expect(lengths(footway.changed.network, path)).toEqual([20, 40, 40])
    expect(put(network, 'kerb', scene.positionOf(20, 4)).place).toBeNull()
    expect(put(network, 'blocked', scene.positionOf(20, 400)).place).toBeNull()
  })

  it('never makes any way faster, and leaves the others as they are', () => {
    const { scene, network } = createWays()
    for (const kind of ['blocked', 'barrier', 'steps', 'kerb'] as const) {
      for (const [east, north] of [
        [0.2, 0],
        [30, 50],
        [59.9, 50],
        [99.7, 2],
      ] as const) {
        // prettier-ignore
        const { changed } = put(network, kind, scene.positionOf(east, north))
        for (const profile of Object.values(PROFILES)) {
          const before = computeEdgeCosts(network, profile)
          const after = computeChangedCosts(changed, profile, before)
          for (let e = 0; e < network.edgeCount; e++) {
            let sum = 0
            for (let p = changed.firstPiece[e]; p < changed.firstPiece[e + 1]; p++) sum += after.forwardDeciseconds[p]
            expect(sum, `${kind} at ${east}, ${north} for ${profile.id}`).toBeGreaterThanOrEqual(
              before.forwardDeciseconds[e],
            )
          }
        }
      }
    }
  })
})
