import { describe, expect, it } from 'vitest'
import type { Effect } from '../src/lib/api/contract.ts'
import { describeTrial, findRefusal, protectPeople } from './describe-trial.ts'
import { stepSite } from './step-site.ts'
import { createLoaded, publication } from './testing/fixtures.ts'

const embed = (changes = {}) => ({
  loaded: createLoaded(),
  category: publication.categories[0],
  groupId: 'all',
  minutes: 10,
  site: { lng: 9.71, lat: 50.9 },
  ...changes,
})

describe('the question about a new place', () => {
  it('compares what the publication shows with the same and the place', () => {
    expect(describeTrial(embed())).toEqual({
      question: {
        profile: '65plus', categoryIds: ['pharmacy'], mode: 'any', rank: 1, groupId: 'all', levelId: 'stadtteil', minutes: 10,
      },
      sides: {
        before: { profile: '65plus', modifications: [] },
        after: {
          profile: '65plus',
          modifications: [
            { id: 'embed-site', kind: 'add-facility', lng: 9.71, lat: 50.9, name: '', categoryIds: ['pharmacy'] },
          ],
        },
      },
    }) // prettier-ignore
  })

  it('keeps a scenario on both sides', () => {
    const closed = { id: 'm1', kind: 'close-facility', facilityId: 'a' } as const
    const scenario = { id: '0'.repeat(16), version: 1, name: 'Plan', modifications: [closed] }
    const asked = describeTrial(embed({ loaded: createLoaded({ scenario }) }))
    expect(asked?.sides.before?.modifications).toEqual([closed])
    expect(asked?.sides.after.modifications[0]).toEqual(closed)
  })

  it('is none without a place', () => {
    expect(describeTrial(embed({ site: null }))).toBeNull()
  })
})

const effect = (problems: Effect['problems'] = []): Effect => ({ problems }) as unknown as Effect

describe('the answer', () => {
  it('of protected figures is rounded to tens and hides small ones', () => {
    const register = { ...publication.disclosure, rule: 'register' as const, minimum: 5 }
    expect([0, 1, 4, 5, 14, 16, 1234].map((people) => protectPeople(people, register))).toEqual([
      0,
      null,
      null,
      10,
      10,
      20,
      1230,
    ])
    expect(protectPeople(3, publication.disclosure)).toBe(3)
  })

  it('is a refusal where the kernels leave the place out, and not for other problems', () => {
    const problem = { modificationId: 'embed-site', severity: 'error' as const, code: 'no-street-near', message: { de: 'Keine Straße.', en: 'No street.' }, remedy: { de: 'Anders setzen.', en: 'Put it elsewhere.' } } // prettier-ignore
    expect(findRefusal(effect([problem]))).toEqual({
      de: 'Keine Straße. Anders setzen.',
      en: 'No street. Put it elsewhere.',
    })
    expect(findRefusal(effect([{ ...problem, severity: 'warning' }]))).toBeNull()
    expect(findRefusal(effect([{ ...problem, modificationId: 'm1' }]))).toBeNull()
    expect(findRefusal(effect())).toBeNull()
  })
})

describe('moving the place by keys', () => {
  it('goes so many metres and stays in the world', () => {
    const north = stepSite({ lng: 9.7, lat: 50.9 }, 0, 1, 50)
    expect(north.lat - 50.9).toBeCloseTo(50 / 111_320, 9)
    const east = stepSite({ lng: 9.7, lat: 60 }, 1, 0, 50)
    expect(east.lng - 9.7).toBeCloseTo((50 / 111_320) * 2, 9)
    expect(stepSite({ lng: 180, lat: 85 }, 1, 1, 50)).toEqual({ lng: 180, lat: 85 })
  })
})
