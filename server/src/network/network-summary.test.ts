import { expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { summariseNetwork } from './network-summary.ts'
import { createScene } from './test-scene.builder.ts'

it('counts the metres of which the map does not say something', () => {
  const scene = createScene()
  scene.node('a', 0, 0)
  scene.node('b', 100, 0)
  scene.node('c', 300, 0)
  scene.node('d', 400, 0)
  scene.node('e', 1400, 0)
  scene.way(['a', 'b'], { highway: 'footway', surface: 'asphalt', width: '2', lit: 'no', incline: 'up' })
  scene.way(['b', 'c'], { highway: 'residential', surface: 'sett', smoothness: 'good', incline: '3%' })
  scene.way(['c', 'd'], { highway: 'steps', ramp: 'no' })
  scene.way(['d', 'e'], { route: 'ferry' })
  const summary = summariseNetwork(buildStreetNetwork(scene.build(), new IssueList()))
  expect(summary.edgeCount).toBe(4)
  expect(summary.kilometres).toBeCloseTo(1.4, 3)
  const shares = Object.fromEntries(Object.entries(summary.unknownShares).map(([key, v]) => [key, Math.round(v * 100)]))
  expect(shares).toEqual({
    surface: 25,
    smoothness: 50,
    width: 75,
    incline: 50,
    lit: 75,
    stepRamp: 0,
    stepHandrail: 100,
    kerbAtCrossings: 0,
  })
})

it('leaves the straight lines across a square out of the length', () => {
  const scene = createScene()
  for (const [name, x, y] of [
    ['a', 0, 0],
    ['b', 100, 0],
    ['c', 100, 100],
    ['d', 0, 100],
    ['x', -50, 0],
    ['y', 150, 100],
  ] as const) {
    scene.node(name, x, y)
  }
  scene.way(['a', 'b', 'c', 'd', 'a'], { highway: 'pedestrian', area: 'yes' })
  scene.way(['a', 'x'])
  scene.way(['c', 'y'])
  const network = buildStreetNetwork(scene.build(), new IssueList())
  expect(network.attributes.map((attributes) => attributes.kind)).toEqual(['pedestrian', 'footway', 'area'])
  expect(summariseNetwork(network).kilometres).toBeCloseTo(0.5, 3)
})

it('knows the kerb of a crossing from its node, its way or the kerbs beside it', () => {
  const scene = createScene()
  const draw = (i: number, node: Record<string, string>, side: Record<string, string> | undefined) => {
    scene.node(`w${i}`, -5, 20 * i, side)
    scene.node(`x${i}`, 0, 20 * i, { highway: 'crossing', ...node })
    scene.node(`e${i}`, 5, 20 * i)
    scene.way([`w${i}`, `x${i}`, `e${i}`])
  }
  draw(0, { kerb: 'lowered' }, undefined)
  draw(1, {}, { barrier: 'kerb', kerb: 'flush' })
  draw(2, {}, undefined)
  draw(3, {}, { barrier: 'kerb' })
  scene.way(['x0', 'x1', 'x2', 'x3'], { highway: 'residential' })
  const summary = summariseNetwork(buildStreetNetwork(scene.build(), new IssueList()))
  expect(summary.unknownShares.kerbAtCrossings).toBe(0.5)
})
