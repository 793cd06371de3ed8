import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import { createGridTown } from './testing/grid-town.ts'
import { createWhatIfEngine } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Metres of a walk of so many minutes at 1.33 m/s. */
const walk = (minutes: number) => minutes * 60 * 1.33

/**
 * Both banks of a river, 2 minutes apart: a place on the north bank and a home on the south bank, both 6 minutes east of the only bridge.
 *
 *     north bank  +———————————————— place
 *                 | bridge    ¦ new one, 5 min east
 *     south bank  +———————————————— home
 */
const scene = createScene()
scene.node('nw', 0, walk(2))
scene.node('ne', walk(8), walk(2))
scene.node('sw', 0, 0)
scene.node('se', walk(8), 0)
scene.way(['nw', 'ne'])
const south = scene.way(['sw', 'se'])
scene.way(['nw', 'sw'])
const at = (east: number, north: number) => scene.positionOf(walk(east), walk(north))

function createRiverTown(): WhatIfRegion {
  const [lng, lat] = at(6, 2)
  const home = at(6, 0)
  const { region } = createGridTown(1)
  return {
    ...region,
    network: buildStreetNetwork(scene.build(), new IssueList(), {
      bounds: { west: 6, south: 50.7, east: 6.2, north: 50.9 },
    }),
    cells: {
      resolution: 10,
      cellCount: 1,
      cellIds: [lngLatToCell(home[0], home[1], 10)],
      originLng: Float64Array.of(home[0]),
      originLat: Float64Array.of(home[1]),
    },
    facilities: [{ ...region.facilities[0], id: 'place', categoryIds: ['meet'], lng, lat, accessPoints: [[lng, lat]] }],
    population: {
      groupIds: ['all'],
      partCount: 1,
      partCell: Uint32Array.of(0),
      partDistrict: [Uint32Array.of(0)],
      people: [Float64Array.of(100)],
    },
    groups: [region.groups[0]],
  }
}

const QUESTION: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5,
} // prettier-ignore
const TODAY = { profile: 'standard', modifications: [] } as const
const bridge: Modification = { id: 'b', kind: 'add-path', way: 'bridge', line: [[...at(5, 0)], [...at(5, 2)]] }

describe('changed streets', () => {
  const engine = createWhatIfEngine(createRiverTown())
  const ask = (...modifications: Modification[]) => engine.effect(TODAY, { ...TODAY, modifications }, QUESTION)

  it('a bridge turns a walk of 14 minutes into one of 4', () => {
    const { effect, before, after } = ask(bridge)
    expect(before[0]).toBeGreaterThan(8398)
    expect(before[0]).toBeLessThan(8402)
    expect(after[0]).toBeGreaterThan(2398)
    expect(after[0]).toBeLessThan(2402)
    expect(effect.total).toMatchObject({ gained: 100, lost: 0, faster: 100 })
    expect(effect.total.personMinutesSaved).toBeCloseTo(1000, 0)
    expect(effect.streets[0].lines).toHaveLength(1)
    expect(effect.problems).toEqual([])
  })

  it('closing the stretch at the new bridge leaves the way round by its other end', () => {
    const [lng, lat] = at(5.5, 0)
    // From the bridge to the eastern end of the south bank, where the home is: out at both ends, the western one leads on.
    const closed: Modification = { id: 'c', kind: 'close-street', wayId: south, lng, lat }
    const { after, effect } = ask(bridge, closed)
    expect(after[0]).toBeGreaterThan(2398)
    expect(after[0]).toBeLessThan(2402)
    expect(effect.streets.map(({ modificationId }) => modificationId)).toEqual(['b', 'c'])
  })

  it('steps are no help on wheels, and the problem says so of this profile', () => {
    const rollator = { profile: 'rollator', modifications: [] } as const
    const steps: Modification = { ...bridge, way: 'steps' } as Modification
    const { effect, before, after } = engine.effect(rollator, { ...rollator, modifications: [steps] }, { ...QUESTION, profile: 'rollator' }) // prettier-ignore
    expect(after).toEqual(before)
    expect(effect.problems.map(({ code }) => code)).toEqual(['way-unusable'])
  })

  it('what cannot be applied is left out and named', () => {
    const [lng, lat] = at(5, 1)
    const outside: Modification = { id: 'o', kind: 'add-path', way: 'path', line: [[6.05, 50.75], [7, 50.75]] } // prettier-ignore
    const nowhere: Modification = { id: 'n', kind: 'add-path', way: 'path', line: [[6.15, 50.85], [6.151, 50.85]] } // prettier-ignore
    const gone: Modification = { id: 'g', kind: 'make-barrier-free', wayId: 4711, lng, lat }
    const kerb: Modification = { id: 'k', kind: 'lower-kerb', lng, lat }
    const { effect, before, after } = ask(outside, nowhere, gone, kerb)
    expect(after).toEqual(before)
    expect(effect.problems.map(({ modificationId, code }) => [modificationId, code])).toEqual([
      ['o', 'outside-region'],
      ['n', 'way-joins-nothing'],
      ['g', 'street-gone'],
      ['k', 'kerb-gone'],
    ])
  })
})
