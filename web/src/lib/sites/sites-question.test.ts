import { describe, expect, test } from 'vitest'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { findQuestionFault, initialQuestion, toSitingRequest, type SitesQuestion } from './sites-question.ts'

const selection = resolveSelection(initialUrlState, region, catalogue)
const ask = (patch: Partial<SitesQuestion>) => toSitingRequest({ ...initialQuestion, ...patch }, selection, null)

test('the question of the page becomes a search with everything that was chosen', () => {
  expect(
    toSitingRequest(
      {
        ...initialQuestion,
        model: 'capacitated',
        sites: 4,
        cells: false,
        addresses: true,
        kindIds: ['library'],
        points: [[9.7, 50.9]],
        areas: [[[0, 0], [1, 0], [1, 1]]],
        forbidden: [[[0, 0], [1, 0], [0, 1]]],
        existing: 'movable',
        needLevelId: 'stadtbezirk',
        needFactors: { mitte: 1.5, rand: 1 },
        capacityPeople: 80,
        seconds: 30,
      }, // prettier-ignore
      selection,
      '00000000000000aa',
    ),
  ).toEqual({
    question: {
      profile: '65plus',
      categoryIds: ['senior_meeting_place'],
      mode: 'any',
      rank: 1,
      groupId: '65plus',
      levelId: 'stadtteil',
      minutes: 10,
    },
    model: 'capacitated',
    sites: 4,
    side: { scenario: '00000000000000aa' },
    candidates: {
      cells: false,
      addresses: true,
      categoryIds: ['library'],
      points: [[9.7, 50.9]],
      areas: [[[0, 0], [1, 0], [1, 1]]],
      forbidden: [[[0, 0], [1, 0], [0, 1]]],
      atMost: 20_000,
    },
    existing: 'movable',
    capacityPeople: 80,
    curve: true,
    timeLimitSeconds: 30,
  }) // prettier-ignore
})

test('goals that find the number of sites themselves are asked neither for a number nor for a curve', () => {
  for (const model of ['lscp', 'backup'] as const) {
    const request = ask({ model })
    expect('sites' in request || 'curve' in request || 'side' in request || 'need' in request).toBe(false)
  }
  expect('capacityPeople' in ask({ model: 'pmedian' })).toBe(false)
})

test('need is asked where it counts: districts that differ, on their level; never where capacities decide', () => {
  const need = { needLevelId: 'stadtbezirk', needFactors: { mitte: 1.5, rand: 1 } }
  expect(ask(need).need).toEqual({ levelId: 'stadtbezirk', factors: { mitte: 1.5 } })
  expect(ask({ ...need, needLevelId: null }).need?.levelId).toBe('stadtteil')
  expect('need' in ask({ ...need, model: 'capacitated' })).toBe(false)
})

describe('what cannot be searched is said before it is asked', () => {
  const fault = (patch: Partial<SitesQuestion>, more: Partial<typeof selection> = {}) =>
    findQuestionFault({ ...initialQuestion, ...patch }, { ...selection, ...more })

  test('a usual question has no fault', () => expect(fault({})).toBeNull())
  test('a score of several kinds, a second place, a region without districts', () => {
    expect(fault({}, { mode: 'score' })).toBe('score-mode')
    expect(fault({}, { rank: 2 })).toBe('rank')
    expect(fault({}, { level: null })).toBe('no-level')
  })
  test('no source of candidates; a drawn point is one', () => {
    expect(fault({ cells: false })).toBe('no-candidates')
    expect(fault({ cells: false, points: [[9.7, 50.9]] })).toBeNull()
    expect(fault({ cells: false, addresses: true })).toBeNull()
  })
  test('numbers out of range, only where they mean something', () => {
    expect(fault({ sites: 0 })).toBe('sites-range')
    expect(fault({ sites: 51 })).toBe('sites-range')
    expect(fault({ sites: 0, model: 'lscp' })).toBeNull()
    expect(fault({ model: 'capacitated', capacityPeople: 0 })).toBe('capacity-range')
    expect(fault({ capacityPeople: 0 })).toBeNull()
  })
  test('need that does not differ where it decides; an area that crosses itself', () => {
    expect(fault({ model: 'equity-coverage' })).toBe('need-missing')
    expect(fault({ model: 'equity-coverage', needFactors: { aue: 2 } })).toBeNull()
    expect(fault({ forbidden: [[[0, 0], [2, 2], [2, 0], [0, 2]]] })).toBe('crossing') // prettier-ignore
  })
})
