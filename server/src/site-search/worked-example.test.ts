import { describe, expect, it } from 'vitest'
import type { SitingRequest } from '../contract/siting.ts'
import { at, LENGTH, place, street } from '../scenario/testing/one-street-town.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import { solveSitingHeuristically } from '../siting/solve-siting-heuristically.ts'
import { buildSiteSearch } from './build-site-search.ts'
import { createSiteDescriber } from './describe-sites.ts'

it('the worked example of the method card: of two drawn points the one near the last hexagon serves everybody', () => {
  const question = {
    profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'whole', minutes: 5,
  } as const // prettier-ignore
  const asked = { ...question, categoryIds: ['meet'] }
  const [far, near] = [at(LENGTH + 65), at(3)]
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
