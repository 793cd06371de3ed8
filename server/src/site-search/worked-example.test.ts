import { describe, expect, it } from 'vitest'
import type { SitingRequest } from '../contract/siting.ts'
import type { Facility } from '../facilities/facility.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'
import { solveSitingHeuristically } from '../siting/solve-siting-heuristically.ts'
import { buildSiteSearch } from './build-site-search.ts'
import { createSiteDescriber } from './describe-sites.ts'

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

it('the worked example of the method card: of two drawn points the one near the last hexagon serves everybody', () => {
  const question = {
    profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'whole', minutes: 5,
  } as const // prettier-ignore
  const asked = { ...question, categoryIds: ['meet'] }
  const [far, near] = [scene.positionOf(walk(LENGTH) + 5000, 0), at(3)]
  const request: SitingRequest = {
    question: asked,
    model: 'mclp',
    sites: 1,
    candidates: { points: [near, at(8.5), far, near].map(([lng, lat]) => [lng, lat]) },
  }
  const { state, problems } = createWhatIfEngine(street([place('X', 1, 'meet')])).apply({
    profile: 'standard',
    modifications: [],
  })
  const search = buildSiteSearch({ state, request, question: asked, problems, water: [], addresses: null })
  const { tables } = search
  expect(tables.candidates.map(({ id }) => id)).toEqual(['point/0001', 'point/0002'])
  expect(tables.facts.counts).toEqual({
    found: 4,
    outsideRegion: 1,
    inWater: 0,
    withoutStreet: 0,
    merged: 1,
    thinned: 0,
  })
  const { solution, proven } = solveSitingHeuristically(tables.problem)
  expect(solution).toMatchObject({ chosen: [1], objective: 300 })
  expect(proven).toBe(true)
  const describer = createSiteDescriber(search)
  expect(describer.before).toMatchObject({ people: 300, served: 200 })
  const { sites, served, gained, lost } = describer.describe([1], null)
  expect({ served, gained, lost }).toEqual({ served: 300, gained: 100, lost: 0 })
  // B walks 3 minutes to X and 4.5 to the new site.
  expect(sites).toMatchObject([{ source: 'point', sourceId: '2', districtName: 'Ort', people: 100, exists: false }])
})

describe('drawn points in water', () => {
  it('are left out and counted', () => {
    const { state, problems } = createWhatIfEngine(street([])).apply({ profile: 'standard', modifications: [] })
    const [lng, lat] = at(3)
    const request: SitingRequest = {
      question: { profile: 'standard', categoryIds: ['meet'] },
      model: 'lscp',
      candidates: { points: [[lng, lat], at(8).slice() as number[]] },
    }
    const box = [
      [lng - 1e-4, lat - 1e-4],
      [lng + 1e-4, lat - 1e-4],
      [lng + 1e-4, lat + 1e-4],
      [lng - 1e-4, lat + 1e-4],
      [lng - 1e-4, lat - 1e-4],
    ] as [number, number][]
    const question = {
      profile: 'standard' as const, categoryIds: ['meet'], mode: 'any' as const, rank: 1, groupId: 'all', levelId: 'whole', minutes: 5,
    } // prettier-ignore
    const { tables } = buildSiteSearch({ state, request, question, problems, water: [[box]], addresses: null })
    expect(tables.facts.counts).toMatchObject({ found: 2, inWater: 1 })
    expect(tables.candidates.map(({ id }) => id)).toEqual(['point/0002'])
  })
})
