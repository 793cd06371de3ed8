import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../testing/property-seed.ts'
import type { Modification, WhatIfQuestion } from '../contract/scenario.ts'
import type { SitingRequest } from '../contract/siting.ts'
import { createGridTown } from '../scenario/testing/grid-town.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import { evaluateSet } from '../siting/evaluate-set.ts'
import { prepareProblem } from '../siting/solve-siting-heuristically.ts'
import { buildSiteSearch } from './build-site-search.ts'
import { createSiteDescriber } from './describe-sites.ts'
import { thinEvenly } from './thin-candidates.ts'

const TODAY = { profile: 'standard', modifications: [] } as const

describe('a search for sites', () => {
  it('means for people what the what-if of the same sites says, on changed streets as well, and its problem the same objective', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 2, max: 15 }),
        fc.constantFrom('all', '65plus'),
        fc.array(fc.nat(), { minLength: 0, maxLength: 4 }),
        fc.option(fc.array(fc.tuple(fc.nat(8), fc.nat(5)), { minLength: 2, maxLength: 4 })),
        (seed, minutes, groupId, picks, corners) => {
          const { region, position } = createGridTown(seed)
          const streets: Modification[] =
            corners === null
              ? []
              : [{ id: 'w', kind: 'add-path', way: 'path', line: corners.map((at) => [...position(...at)]) }]
          const before = { ...TODAY, modifications: streets }
          const engine = createWhatIfEngine(region)
          const question: WhatIfQuestion = {
            profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId, levelId: 'half', minutes,
          } // prettier-ignore
          const request: SitingRequest = {
            question,
            model: 'mclp',
            sites: 3,
            candidates: { cells: true, categoryIds: ['shop'] },
          }
          const { state, problems } = engine.apply(before)
          const search = buildSiteSearch({ state, request, question, problems, water: [], addresses: null })
          const { candidates, problem } = search.tables
          if (candidates.length === 0) return
          const chosen = [...new Set(picks.map((pick) => pick % candidates.length))].sort((a, b) => a - b)
          const modifications = chosen.map((j, n): Modification => {
            const { source, sourceId, lng, lat } = candidates[j]
            if (source === 'facility') {
              const { categoryIds } = region.facilities.find(({ id }) => id === sourceId)!
              return {
                id: `c${n}`,
                kind: 'change-facility',
                facilityId: sourceId,
                categoryIds: [...categoryIds, 'meet'],
              }
            }
            return { id: `c${n}`, kind: 'add-facility', lng, lat, name: '', categoryIds: ['meet'] }
          })
          const { total } = engine.effect(
            before,
            { ...before, modifications: [...streets, ...modifications] },
            question,
          ).effect
          const described = createSiteDescriber(search).describe(chosen, null)
          expect(described).toMatchObject({ served: total.after.served, gained: total.gained, lost: 0 })
          expect(described.meanMinutes ?? -1).toBeCloseTo(total.after.meanMinutes ?? -1, 9)
          const { reach } = prepareProblem(problem)
          expect(evaluateSet(problem, reach, chosen).objective).toBe(total.after.served)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('lists candidates and people by id, whatever the order of cells', () => {
    const { region } = createGridTown(7)
    const question: WhatIfQuestion = {
      profile: 'standard', categoryIds: ['meet'], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 10,
    } // prettier-ignore
    const { state, problems } = createWhatIfEngine(region).apply(TODAY)
    const request: SitingRequest = {
      question, model: 'equity-coverage', sites: 2, need: { levelId: 'half', factors: { w: 2 } },
    } // prettier-ignore
    const { tables } = buildSiteSearch({ state, request, question, problems, water: [], addresses: null })
    const { matrix, isNeediest, weight } = tables.problem
    expect(tables.demandIds).toEqual([...tables.demandIds].sort())
    for (let j = 0; j < matrix.candidateCount; j++) {
      const row = matrix.demand.subarray(matrix.first[j], matrix.first[j + 1])
      expect([...row]).toEqual([...row].sort((a, b) => a - b))
    }
    const west = region.population.partDistrict[0]
    const expected = region.population.people[0].reduce((sum, people, part) => sum + (west[part] === 0 ? people : 0), 0)
    expect(weight.reduce((sum, value, i) => sum + (isNeediest![i] === 1 ? value : 0), 0)).toBe(expected)
  })
})

describe('thinning', () => {
  it('keeps so many, always the same, spread over all of them', () => {
    const xs = Array.from({ length: 400 }, (_, i) => i % 20)
    const ys = Array.from({ length: 400 }, (_, i) => Math.floor(i / 20))
    const kept = thinEvenly(xs, ys, 16)
    expect(kept).toHaveLength(16)
    expect(thinEvenly(xs, ys, 16)).toEqual(kept)
    const quarters = new Set(kept.map((i) => `${Math.floor(xs[i] / 10)}${Math.floor(ys[i] / 10)}`))
    expect(quarters.size).toBe(4)
    expect(thinEvenly(xs, ys, 400)).toHaveLength(400)
    expect(thinEvenly([1, 1], [2, 2], 1)).toHaveLength(1)
  })
})
