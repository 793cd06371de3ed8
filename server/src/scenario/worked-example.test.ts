import { describe, expect, it } from 'vitest'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import type { Facility } from '../facilities/facility.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import { createWhatIfEngine } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Metres of a walk of so many minutes at 1.33 m/s. */
const walk = (minutes: number) => minutes * 60 * 1.33
/** Minutes from the western end of the street. */
const [A, B, C] = [2, 4, 9]
const LENGTH = 11

const scene = createScene()
scene.node('west', 0, 0)
scene.node('east', walk(LENGTH), 0)
scene.node('beyond', walk(LENGTH) + 200, 100)
scene.node('before', -200, -100)
scene.way(['before', 'west', 'east', 'beyond'])
const at = (minutes: number) => scene.positionOf(walk(minutes), 0)

function place(id: string, minutes: number, categoryId: string): Facility {
  const [lng, lat] = at(minutes)
  return {
    id, categoryIds: [categoryId], name: id, lng, lat, accessPoints: [[lng, lat]], capacity: null, provider: null, address: null,
    openingHours: null, wheelchair: null, website: null, source: 'list',
  } // prettier-ignore
}

function street(facilities: readonly Facility[]): WhatIfRegion {
  const origins = [A, B, C].map((minutes) => at(minutes))
  const label = (text: string) => ({ de: text, en: text })
  return {
    key: 'street',
    name: label('Straße'),
    importId: '0123456789abcdef',
    network: buildStreetNetwork(scene.build(), new IssueList()),
    cells: {
      resolution: 10,
      cellCount: 3,
      cellIds: origins.map(([lng, lat]) => lngLatToCell(lng, lat, 10)),
      originLng: Float64Array.from(origins, ([lng]) => lng),
      originLat: Float64Array.from(origins, ([, lat]) => lat),
    },
    facilities,
    population: {
      groupIds: ['all'],
      partCount: 3,
      partCell: Uint32Array.of(0, 1, 2),
      partDistrict: [Uint32Array.of(0, 0, 0)],
      people: [Float64Array.of(100, 100, 100)],
    },
    groups: [{ id: 'all', label: label('alle') }],
    levels: [
      {
        id: 'whole',
        districts: [
          {
            id: '1',
            name: 'Ort',
            geometry: [
              [
                [
                  [6, 50.7],
                  [6.2, 50.7],
                  [6.2, 50.8],
                  [6, 50.8],
                  [6, 50.7],
                ],
              ],
            ],
          },
        ],
      },
    ],
    kinds: ['meet', 'library'].map((id) => ({
      id,
      label: label(id),
      thresholdMinutes: 5,
      weight: 1,
      seniorUse: id === 'library' ? 'check' : 'primary',
    })),
  }
}

const QUESTION: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'whole', minutes: 5,
} // prettier-ignore
const TODAY = { profile: 'standard', modifications: [] } as const

describe('the worked examples of the method cards', () => {
  it('what if: a second place serves the last hexagon and saves 700 person-minutes', () => {
    const engine = createWhatIfEngine(street([place('X', 0, 'meet')]))
    const [lng, lat] = at(LENGTH)
    const opened: Modification = { id: 'Y', kind: 'add-facility', lng, lat, name: 'Y', categoryIds: ['meet'] }
    const { effect } = engine.effect(TODAY, { ...TODAY, modifications: [opened] }, QUESTION)
    expect(effect.total.before.served).toBe(200)
    expect(effect.total).toMatchObject({ gained: 100, lost: 0, servedByPopulation: 0, faster: 100, slower: 0 })
    expect(effect.total.personMinutesSaved).toBeCloseTo(700, 0)
    const closed: Modification = { id: 'x', kind: 'close-facility', facilityId: 'X' }
    const both = engine.effect(TODAY, { ...TODAY, modifications: [opened, closed] }, QUESTION).effect.total
    expect([both.gained, both.lost]).toEqual([100, 200])
    expect(both.after.served - both.before.served).toBe(-100)
  })

  it('closures: the western place is missed by 200, the eastern one by 100 who walk 7 minutes more', () => {
    const engine = createWhatIfEngine(street([place('X', 0, 'meet'), place('Y', LENGTH, 'meet')]))
    const { rows } = engine.closureCheck(TODAY, QUESTION)
    expect(
      rows.map(({ facilityId, losing, losingAll, critical }) => [facilityId, losing, losingAll, critical]),
    ).toEqual([
      ['X', 200, 0, true],
      ['Y', 100, 0, true],
    ])
    expect(rows[1].extraPersonMinutes).toBeCloseTo(700, 0)
    expect(rows[1].takenOverBy).toEqual([{ facilityId: 'X', name: 'X', people: 100 }])
  })

  it('shared use: the library near the last hexagon gains 100, the one beside the first none', () => {
    const places = [place('X', 0, 'meet'), place('beside', A, 'library'), place('useful', LENGTH, 'library')]
    const { rows } = createWhatIfEngine(street(places)).sharedUse(TODAY, QUESTION)
    expect(rows.map(({ facilityId, gained, order }) => [facilityId, gained, order])).toEqual([
      ['useful', 100, 1],
      ['beside', 0, null],
    ])
  })
})
