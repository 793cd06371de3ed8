import { describe, expect, it, test } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import type { OsmTags } from '../osm/osm-extract.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import { computeEdgeCosts } from './edge-costs.ts'
import { PROFILE_IDS, PROFILES, type ProfileId } from './profile.ts'
import { createScene, walkDeciseconds, type Scene } from './test-scene.builder.ts'

/** Seconds from one named node to another, null where there is no way. */
function walk(scene: Scene, profile: ProfileId, from: string, to: string): number | null {
  const network = buildStreetNetwork(scene.build(), new IssueList())
  const costs = computeEdgeCosts(network, PROFILES[profile])
  const deciseconds = walkDeciseconds(network, costs, scene.idOf(from), scene.idOf(to))
  return deciseconds === null ? null : deciseconds / 10
}

/** A straight way of 100 m from a to b with these tags, and nothing else. */
function drawWay(tags: OsmTags): Scene {
  const scene = createScene()
  scene.node('a', 0, 0)
  scene.node('b', 100, 0)
  scene.way(['a', 'b'], tags)
  return scene
}

/** Footways of 50 m from a to the node and on to b. */
function drawNode(tags: OsmTags): Scene {
  const scene = createScene()
  scene.node('a', -50, 0)
  scene.node('node', 0, 0, tags)
  scene.node('b', 50, 0)
  scene.way(['a', 'node', 'b'])
  return scene
}

/** As `drawNode`, with a street of this class from south to north through the node. */
function drawCrossing(nodeTags: OsmTags, street: string): Scene {
  const scene = drawNode(nodeTags)
  scene.node('south', 0, -50)
  scene.node('north', 0, 50)
  scene.way(['south', 'node', 'north'], { highway: street })
  return scene
}

describe('plain walking of 100 m', () => {
  // 100 m / 1.33 = 75.19 s; / 1.0 = 100; / 0.8 = 125; / 0.7 = 142.86; / 0.8 = 125; / 1.2 = 83.33.
  test.each([
    ['standard', 75.2],
    ['65plus', 100],
    ['80plus', 125],
    ['rollator', 142.9],
    ['wheelchair', 125],
    ['pram', 83.3],
  ] as const)('takes %s %d s, in both directions', (profile, seconds) => {
    const scene = drawWay({ highway: 'residential' })
    expect(walk(scene, profile, 'a', 'b')).toBeCloseTo(seconds, 0)
    expect(walk(scene, profile, 'b', 'a')).toBeCloseTo(seconds, 0)
  })

  it('of an unknown path is passable for everybody', () => {
    for (const profile of PROFILE_IDS) expect(walk(drawWay({ highway: 'path' }), profile, 'a', 'b')).not.toBeNull()
  })
})

describe('steps of 100 m', () => {
  // Standard 75.19 · 1.5; 65+ 100 · 2; 80+ 125 · 2 + 20; pram 83.33 · 4.
  test.each([
    ['standard', {}, 112.8],
    ['65plus', {}, 200],
    ['80plus', {}, 270],
    ['rollator', {}, null],
    ['wheelchair', {}, null],
    ['pram', {}, 333.3],
    ['rollator', { ramp: 'yes' }, 142.9],
    ['rollator', { ramp: 'no' }, null],
    ['rollator', { ramp: 'yes', 'ramp:bicycle': 'yes' }, null],
    ['wheelchair', { ramp: 'yes' }, null],
    ['wheelchair', { 'ramp:wheelchair': 'yes' }, 125],
    ['wheelchair', { 'ramp:stroller': 'yes' }, null],
    ['pram', { 'ramp:stroller': 'yes' }, 83.3],
    ['pram', { 'ramp:wheelchair': 'yes' }, 83.3],
    ['pram', { ramp: 'no' }, 333.3],
    ['65plus', { 'ramp:wheelchair': 'yes' }, 200],
  ] as const)('%s with %j: %s s', (profile, tags, seconds) => {
    expectSeconds(walk(drawWay({ highway: 'steps', ...tags }), profile, 'a', 'b'), seconds)
  })

  it('cost 20 s per flight from 80, a landing between two ways makes two flights', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('landing', 40, 0)
    scene.node('b', 80, 0)
    scene.way(['a', 'landing'], { highway: 'steps' })
    scene.way(['landing', 'b'], { highway: 'steps' })
    expectSeconds(walk(scene, '80plus', 'a', 'b'), 80 * 2.5 + 40)
  })

  it('that move forward carry people forward only', () => {
    const scene = drawWay({ highway: 'steps', conveying: 'forward' })
    expectSeconds(walk(scene, 'standard', 'a', 'b'), 112.8)
    expect(walk(scene, 'standard', 'b', 'a')).toBeNull()
  })
})

it('one-way streets bind walkers only by oneway:foot', () => {
  expect(walk(drawWay({ highway: 'residential', oneway: 'yes' }), 'standard', 'b', 'a')).not.toBeNull()
  const against = drawWay({ highway: 'footway', 'oneway:foot': '-1' })
  expect(walk(against, 'standard', 'a', 'b')).toBeNull()
  expectSeconds(walk(against, 'standard', 'b', 'a'), 75.2)
})

describe('rules for ways, per profile', () => {
  test.each([
    // Slopes: 80+ slow above 10 %, rollator slow above 6 % and closed above 10 %, wheelchair closed above 6 %.
    ['standard', 'incline=25%', 75.2],
    ['65plus', 'incline=25%', 100],
    ['80plus', 'incline=10%', 125],
    ['80plus', 'incline=-11%', 250],
    ['rollator', 'incline=6%', 142.9],
    ['rollator', 'incline=8%', 285.7],
    ['rollator', 'incline=-8%', 285.7],
    ['rollator', 'incline=10.5%', null],
    ['rollator', 'incline=up', 142.9],
    ['wheelchair', 'incline=6%', 125],
    ['wheelchair', 'incline=1:12', null],
    ['wheelchair', 'incline=-7%', null],
    ['pram', 'incline=25%', 83.3],
    // Ground.
    ['standard', 'surface=mud', 75.2],
    ['rollator', 'surface=sett', 214.3],
    ['rollator', 'surface=sett smoothness=bad', 214.3],
    ['rollator', 'surface=sett incline=8%', 428.6],
    ['rollator', 'surface=asphalt', 142.9],
    ['rollator', 'surface=gravel', 214.3],
    ['rollator', 'surface=sand', 214.3],
    ['rollator', 'surface=asphalt;sett', 214.3],
    ['wheelchair', 'surface=paving_stones', 125],
    ['wheelchair', 'surface=cobblestone:flattened', 125],
    ['wheelchair', 'surface=cobblestone', 187.5],
    ['wheelchair', 'surface=compacted', 187.5],
    ['wheelchair', 'surface=sand', null],
    ['wheelchair', 'surface=asphalt;grass', null],
    ['wheelchair', 'smoothness=intermediate', 125],
    ['wheelchair', 'smoothness=bad', null],
    ['wheelchair', 'smoothness=horrible', null],
    ['wheelchair', 'tracktype=grade3', 125],
    ['wheelchair', 'tracktype=grade4', null],
    ['pram', 'surface=sand', 83.3],
    // Width.
    ['wheelchair', 'width=0.9', 125],
    ['wheelchair', 'width=85cm', null],
    ['rollator', 'width=0.6', 142.9],
    // The wheelchair tag.
    ['wheelchair', 'wheelchair=no', null],
    ['wheelchair', 'wheelchair=limited', 125],
    ['rollator', 'wheelchair=no', 142.9],
    // The kerb of a crossing way.
    ['wheelchair', 'footway=crossing kerb=raised', null],
    ['wheelchair', 'footway=crossing kerb=lowered', 125],
    ['rollator', 'footway=crossing kerb:height=0.1', null],
    ['wheelchair', 'kerb=raised', 125],
  ] as const)('%s with %s: %s s', (profile, text, seconds) => {
    const tags = Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))
    expectSeconds(walk(drawWay({ highway: 'footway', ...tags }), profile, 'a', 'b'), seconds)
  })
})

describe('nodes', () => {
  const open: Record<ProfileId, number> = {
    standard: 75.2,
    '65plus': 100,
    '80plus': 125,
    rollator: 142.9,
    wheelchair: 125,
    pram: 83.3,
  }
  test.each<[string, readonly ProfileId[]]>([
    ['barrier=gate', []],
    ['barrier=bollard', []],
    ['barrier=gate access=private', PROFILE_IDS],
    ['barrier=gate access=private foot=yes', []],
    ['barrier=fence', PROFILE_IDS],
    ['barrier=stile', ['rollator', 'wheelchair', 'pram']],
    ['barrier=kissing_gate', ['rollator', 'wheelchair', 'pram']],
    ['barrier=kissing_gate wheelchair=yes', ['rollator', 'pram']],
    ['barrier=turnstile', ['rollator', 'wheelchair', 'pram']],
    ['barrier=block', ['wheelchair']],
    ['barrier=cycle_barrier', []],
    ['barrier=cycle_barrier opening=0.8', ['wheelchair']],
    ['barrier=cycle_barrier opening=1', []],
    ['barrier=bollard maxwidth:physical=0.8', ['wheelchair']],
    ['barrier=gate wheelchair=no', ['wheelchair']],
    ['barrier=kerb', []],
    ['barrier=kerb kerb=flush', []],
    ['kerb:height=0.05', ['wheelchair']],
    ['barrier=kerb kerb=lowered', []],
    ['barrier=kerb kerb=rolled', []],
    ['barrier=kerb kerb=raised', ['rollator', 'wheelchair']],
    ['barrier=kerb kerb=raised kerb:height=0.03', []],
    ['barrier=kerb kerb=lowered kerb:height=4cm', ['wheelchair']],
    ['barrier=kerb kerb=raised kerb:height=0.06', ['wheelchair']],
    ['barrier=kerb kerb=raised kerb:height=0.08', ['rollator', 'wheelchair']],
    ['barrier=kerb kerb=raised kerb:height=0.12', ['rollator', 'wheelchair', 'pram']],
  ])('%s closes the way for %j', (text, closedFor) => {
    const tags = Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))
    for (const profile of PROFILE_IDS) {
      expectSeconds(walk(drawNode(tags), profile, 'a', 'b'), closedFor.includes(profile) ? null : open[profile])
    }
  })

  it('that are closed can still be reached, only not passed', () => {
    expectSeconds(walk(drawNode({ barrier: 'fence' }), 'standard', 'a', 'node'), 37.6)
  })

  it('with an elevator cost a minute once', () => {
    expectSeconds(walk(drawNode({ highway: 'elevator' }), 'standard', 'a', 'b'), 75.2 + 60)
    expectSeconds(walk(drawNode({ highway: 'elevator' }), 'wheelchair', 'a', 'b'), 125 + 60)
    expect(walk(drawNode({ highway: 'elevator', wheelchair: 'no' }), 'wheelchair', 'a', 'b')).toBeNull()
  })

  it('with a raised kerb at a street stop those who cross it, not those who go along it', () => {
    const scene = drawCrossing({ highway: 'crossing', kerb: 'raised' }, 'residential')
    expect(walk(scene, 'wheelchair', 'a', 'b')).toBeNull()
    expect(walk(scene, 'wheelchair', 'south', 'b')).toBeNull()
    expectSeconds(walk(scene, 'wheelchair', 'south', 'north'), 125)
    expectSeconds(walk(scene, 'standard', 'a', 'b'), 75.2)
  })
})

describe('crossing a street of which a node is tagged', () => {
  const signals = { highway: 'crossing', crossing: 'traffic_signals' }
  test.each([
    ['standard', signals, 'primary', 75.2],
    ['65plus', signals, 'primary', 120],
    ['80plus', signals, 'primary', 155],
    ['rollator', signals, 'primary', 172.9],
    ['wheelchair', signals, 'primary', 155],
    ['pram', signals, 'primary', 103.3],
    ['65plus', { highway: 'crossing', crossing: 'zebra' }, 'residential', 105],
    ['80plus', { highway: 'crossing', 'crossing:island': 'yes' }, 'secondary', 135],
    ['65plus', { highway: 'crossing' }, 'secondary', 115],
    ['80plus', { highway: 'crossing', crossing: 'unmarked' }, 'secondary', 185],
    ['80plus', { highway: 'crossing', crossing: 'unmarked' }, 'tertiary', 145],
    ['80plus', { highway: 'crossing', crossing: 'unmarked' }, 'residential', 125],
    ['80plus', {}, 'primary', 125],
  ] as const)('%s, %j on %s: %d s', (profile, tags, street, seconds) => {
    expectSeconds(walk(drawCrossing(tags, street), profile, 'a', 'b'), seconds)
  })

  it('costs nothing along the street and half where the walk goes on along it', () => {
    const scene = drawCrossing(signals, 'primary')
    expectSeconds(walk(scene, '80plus', 'south', 'north'), 125)
    expectSeconds(walk(scene, '80plus', 'a', 'north'), 125 + 15)
  })
})

describe('crossings drawn as ways without a tagged node', () => {
  function drawCrossingWay(nodeTags?: OsmTags): Scene {
    const scene = createScene()
    scene.node('a', -6, 0)
    scene.node('middle', 0, 0, nodeTags)
    scene.node('b', 6, 0)
    scene.node('south', 0, -50)
    scene.way(['a', 'middle', 'b'], { highway: 'footway', footway: 'crossing', crossing: 'unmarked' })
    scene.way(['south', 'middle'], { highway: 'secondary' })
    return scene
  }

  it('cost the whole delay, shared by length', () => {
    // 12 m at 0.8 m/s are 15 s, an uncontrolled crossing of a secondary street is 60 s.
    expectSeconds(walk(drawCrossingWay(), '80plus', 'a', 'b'), 75)
    expectSeconds(walk(drawCrossingWay(), '80plus', 'a', 'middle'), 37.5)
  })

  it('cost it only once where the node is tagged too', () => {
    expectSeconds(walk(drawCrossingWay({ highway: 'crossing' }), '80plus', 'a', 'b'), 75)
  })
})

describe('elevators and ferries drawn as ways', () => {
  it('make an elevator cost its wait once, however it is cut', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('m', 4, 0)
    scene.node('b', 8, 0)
    scene.node('side', 4, 10)
    scene.way(['a', 'm', 'b'], { highway: 'elevator' })
    scene.way(['m', 'side'])
    expectSeconds(walk(scene, '65plus', 'a', 'b'), 68)
  })

  it('make an elevator drawn as a room cost its wait from door to door', () => {
    const scene = createScene()
    for (const [name, x, y] of [
      ['sw', 0, 0],
      ['se', 2, 0],
      ['ne', 2, 2],
      ['nw', 0, 2],
    ] as const) {
      scene.node(name, x, y)
    }
    scene.node('a', -10, 0)
    scene.node('b', 12, 2)
    scene.way(['sw', 'se', 'ne', 'nw', 'sw'], { highway: 'elevator', area: 'yes' })
    scene.way(['a', 'sw'])
    scene.way(['ne', 'b'])
    expectSeconds(walk(scene, '65plus', 'a', 'b'), 10 + 4 + 60 + 10)
  })

  it('take a ferry by its duration, else at 10 km/h', () => {
    const draw = (tags: OsmTags) => {
      const scene = createScene()
      scene.node('a', 0, 0)
      scene.node('b', 1000, 0)
      scene.way(['a', 'b'], { route: 'ferry', ...tags })
      return scene
    }
    for (const profile of PROFILE_IDS) expectSeconds(walk(draw({ duration: '00:20' }), profile, 'a', 'b'), 1200)
    expectSeconds(walk(draw({}), '80plus', 'a', 'b'), 360)
  })
})

describe('rounding', () => {
  it('goes to the nearest decisecond, at least one where there is a length and none where there is none', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 0.03, 0)
    scene.node('twin', 0.03, 0)
    scene.node('c', 10.1, 0)
    scene.way(['a', 'b'])
    scene.way(['b', 'twin'])
    scene.way(['twin', 'c'])
    const network = buildStreetNetwork(scene.build(), new IssueList())
    const costs = computeEdgeCosts(network, PROFILES.standard)
    // 0.03 m are 0.02 s, 10.07 m are 7.57 s.
    expect(Array.from(costs.forwardDeciseconds)).toEqual([1, 0, 76])
  })
})

it('reproduces the worked example of the method card', () => {
  // 65+: 120 m footway, signals across a primary street, 80 m footway, 6 m of steps, 40 m of footway.
  const scene = createScene()
  scene.node('home', 0, 0)
  scene.node('kerb', 120, 0, { highway: 'crossing', crossing: 'traffic_signals' })
  scene.node('foot', 200, 0)
  scene.node('top', 206, 0)
  scene.node('meeting', 246, 0)
  scene.node('south', 120, -80)
  scene.node('north', 120, 80)
  scene.way(['home', 'kerb', 'foot'], { highway: 'footway' })
  scene.way(['foot', 'top'], { highway: 'steps' })
  scene.way(['top', 'meeting'], { highway: 'footway' })
  scene.way(['south', 'kerb', 'north'], { highway: 'primary' })
  expectSeconds(walk(scene, '65plus', 'home', 'meeting'), 120 + 80 + 20 + 6 * 2 + 40)
  expectSeconds(walk(scene, 'standard', 'home', 'meeting'), 240 / 1.33 + (6 / 1.33) * 1.5)
  expectSeconds(walk(scene, '80plus', 'home', 'meeting'), 240 / 0.8 + 30 + (6 / 0.8) * 2 + 20)
  expect(walk(scene, 'rollator', 'home', 'meeting')).toBeNull()
})

function expectSeconds(actual: number | null, expected: number | null): void {
  if (expected === null || actual === null) expect(actual).toBe(expected)
  // Coordinates are stored to a centimetre, and every edge is rounded to a tenth of a second.
  else expect(Math.abs(actual - expected), `${actual} s instead of ${expected} s`).toBeLessThan(0.25)
}
