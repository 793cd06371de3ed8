import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { computeChangedCosts } from './changed-costs.ts'
import { cutStreets } from './cut-streets.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import { findKerb } from './find-kerb.ts'
import { PROFILES } from './profile.ts'
import { NO_EDGE } from './snap-place.ts'
import { createStreetEditor } from './street-editor.ts'
import { FORBIDDEN } from './street-network.ts'
import { createScene } from './test-scene.builder.ts'

/**
 * Two streets 100 m apart, 300 m long, joined at their western ends; a path of steps in the east; a raised kerb on the north street.
 *
 *     a ———————— k ———— b      north, 100 m
 *     |                 ¦ steps
 *     c ——————————————— d      south
 */
function createTwoStreets() {
  const scene = createScene()
  scene.node('a', 0, 100)
  scene.node('k', 200, 100, { barrier: 'kerb', kerb: 'raised' })
  scene.node('b', 300, 100)
  scene.node('c', 0, 0)
  scene.node('d', 300, 0)
  const north = scene.way(['a', 'k', 'b'], { highway: 'footway', name: 'Nordweg' })
  const south = scene.way(['c', 'd'], { highway: 'footway', name: 'Südweg' })
  scene.way(['a', 'c'])
  const steps = scene.way(['b', 'd'], { highway: 'steps' })
  return { scene, network: buildStreetNetwork(scene.build(), new IssueList()), north, south, steps }
}

describe('an editor of streets', () => {
  it('cuts the streets that a new path crosses, and leaves all others as they are', () => {
    const { scene, network } = createTwoStreets()
    const editor = createStreetEditor(network)
    const added = editor.addWay('path', [scene.positionOf(150, 110), scene.positionOf(150, -10)], 'Steg')
    expect(added).toEqual({ firstEdge: 5, endEdge: 6, looseEnds: 0 })
    const changed = cutStreets(editor.edits)
    // Two of the five edges in two pieces each; what was drawn beyond the streets is no way of its own.
    expect(changed.network.edgeCount).toBe(5 + 2 + 1)
    expect(changed.network.nodeCount).toBe(network.nodeCount + 2)
    for (let e = 0; e < network.edgeCount; e++) {
      let metres = 0
      for (let p = changed.firstPiece[e]; p < changed.firstPiece[e + 1]; p++) {
        expect(changed.edgeBefore[p]).toBe(e)
        metres += changed.network.edgeLengthMetres[p]
      }
      expect(metres).toBeCloseTo(network.edgeLengthMetres[e], 9)
    }
    const ways = [...changed.edgeBefore.keys()].filter((p) => changed.edgeBefore[p] === NO_EDGE)
    expect(changed.network.edgeLengthMetres[ways[0]]).toBeCloseTo(100, 1)
    expect(changed.network.names[changed.network.edgeName[ways[0]]]).toBe('Steg')
  })

  it('joins a bridge at its ends only', () => {
    const { scene, network } = createTwoStreets()
    const editor = createStreetEditor(network)
    editor.addWay('bridge', [scene.positionOf(150, 90), scene.positionOf(150, -20)], '')
    const { network: after } = cutStreets(editor.edits)
    expect(after.edgeCount).toBe(5 + 2 + 1)
  })

  it('splits the cost of a cut edge to the decisecond', () => {
    const { scene, network } = createTwoStreets()
    const editor = createStreetEditor(network)
    for (const east of [33.3, 77.7, 121.1]) {
      editor.addWay('path', [scene.positionOf(east, 120), scene.positionOf(east + 0.7, -20)], '')
    }
    const changed = cutStreets(editor.edits)
    for (const profile of Object.values(PROFILES)) {
      const before = computeEdgeCosts(network, profile)
      const after = computeChangedCosts(changed, profile, before)
      for (let e = 0; e < network.edgeCount; e++) {
        const pieces = [...after.forwardDeciseconds.subarray(changed.firstPiece[e], changed.firstPiece[e + 1])]
        const cost = before.forwardDeciseconds[e]
        if (cost !== FORBIDDEN) expect(pieces.reduce((sum, piece) => sum + piece, 0)).toBe(cost)
        else if (pieces.length === 1) expect(pieces).toEqual([FORBIDDEN])
      }
    }
  })

  it('leaves out a way that meets no street, and counts ends that lead nowhere', () => {
    const { scene, network } = createTwoStreets()
    const editor = createStreetEditor(network)
    const nowhere = editor.addWay('path', [scene.positionOf(50, 40), scene.positionOf(250, 60)], '')
    expect(nowhere.endEdge - nowhere.firstEdge).toBe(0)
    const blind = editor.addWay('path', [scene.positionOf(150, 5), scene.positionOf(150, 60)], '')
    expect(blind.looseEnds).toBe(1)
    expect(blind.endEdge - blind.firstEdge).toBe(1)
  })

  it('lets a later way begin at an earlier one', () => {
    const { scene, network } = createTwoStreets()
    const editor = createStreetEditor(network)
    editor.addWay('bridge', [scene.positionOf(150, 100), scene.positionOf(150, 0)], '')
    const second = editor.addWay('bridge', [scene.positionOf(150, 50), scene.positionOf(230, 50)], '')
    expect(second.looseEnds).toBe(1)
    const { network: after } = cutStreets(editor.edits)
    // Two cut streets, the bridge in two pieces, the second one.
    expect(after.edgeCount).toBe(5 + 2 + 2 + 1)
  })

  it('finds a stretch by its way and closes it between the junctions that there are by then', () => {
    const { scene, network, south } = createTwoStreets()
    const editor = createStreetEditor(network)
    editor.addWay('path', [scene.positionOf(100, 100), scene.positionOf(100, 0)], '')
    const stretch = editor.findStretch(south, ...scene.positionOf(200, 3), 30)
    expect(stretch?.fromShare).toBeCloseTo(1 / 3, 3)
    expect(stretch?.toShare).toBe(1)
    expect(editor.findStretch(south, ...scene.positionOf(200, 60), 30)).toBeNull()
    expect(editor.findStretch(424242, ...scene.positionOf(200, 3), 30)).toBeNull()
    editor.close(stretch!)
    const { isClosed, network: after } = cutStreets(editor.edits)
    const closed = [...isClosed.keys()].filter((p) => isClosed[p] === 1)
    expect(closed.map((p) => Math.round(after.edgeLengthMetres[p]))).toEqual([200])
  })

  it('makes steps passable on wheels, and a kerb flush, where it is asked to and nowhere else', () => {
    const { scene, network, steps } = createTwoStreets()
    const rollator = PROFILES.rollator
    const before = computeEdgeCosts(network, rollator)
    const isOpen = (costs: { forwardDeciseconds: Uint32Array }) => [...costs.forwardDeciseconds].map((cost) => cost !== FORBIDDEN) // prettier-ignore
    expect(isOpen(before)).toEqual([true, true, true, true, false])
    expect([...before.nodeClosed].filter((closed) => closed === 1)).toHaveLength(1)

    const editor = createStreetEditor(network)
    editor.makeBarrierFree(editor.findStretch(steps, ...scene.positionOf(300, 50), 5)!)
    const kerb = findKerb(network, ...scene.positionOf(210, 95), 20)!
    expect(kerb.metres).toBeCloseTo(Math.hypot(10, 5), 1)
    expect(findKerb(network, ...scene.positionOf(230, 95), 20)).toBeNull()
    editor.lowerKerb(kerb)
    const after = computeChangedCosts(cutStreets(editor.edits), rollator, before)
    expect(isOpen(after)).toEqual([true, true, true, true, true])
    expect([...after.nodeClosed].filter((closed) => closed === 1)).toHaveLength(0)
    // The network that was edited is as it was.
    expect(computeEdgeCosts(network, rollator)).toEqual(before)
  })
})
