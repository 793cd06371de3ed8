import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isochroneChoices } from '../isochrone/isochrone-choice.arbitrary.ts'
import {
  formatUrlState,
  initialUrlState,
  parseUrlState,
  planTabs,
  planViews,
  roundPosition,
  sortColumns,
  type UrlState,
} from './url-state.ts'

const identifier = fc.stringMatching(/^[a-z0-9_]{1,20}$/)
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const states: fc.Arbitrary<UrlState> = fc.record({
  categoryIds: orNull(fc.uniqueArray(identifier, { minLength: 1, maxLength: 8 })),
  mode: fc.constantFrom('any', 'score'),
  groupId: orNull(identifier),
  profile: orNull(identifier),
  minutes: orNull(fc.integer({ min: 1, max: 120 })),
  rank: fc.constantFrom(1, 2, 3),
  colouring: fc.constantFrom('minutes', 'people', 'gap'),
  level: orNull(fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/)),
  view: orNull(
    fc
      .tuple(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -85, max: 85, noNaN: true }),
        fc.double({ min: 0, max: 22, noNaN: true }),
      )
      .map(([lng, lat, zoom]) => roundPosition(lng, lat, zoom)),
  ),
  cellId: orNull(fc.stringMatching(/^[0-9a-f]{15}$/)),
  districtId: orNull(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.length <= 100)),
  tab: fc.constantFrom('districts', 'gaps', 'cells'),
  sort: fc.record({ column: fc.constantFrom(...sortColumns), direction: fc.constantFrom('ascending', 'descending') }),
  scenarioId: orNull(fc.stringMatching(/^[0-9a-f]{16}$/)),
  show: fc.constantFrom(...planViews),
  planTab: fc.constantFrom(...planTabs),
  isochrone: orNull(isochroneChoices),
  trial: orNull(
    fc.record({
      kind: fc.constantFrom('close', 'open'),
      facilityId: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.length <= 300),
    }),
  ),
})

test('every state survives the way through an address', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(parseUrlState(new URLSearchParams(formatUrlState(state)))).toEqual(state)
    }),
  )
})

test('any text after the question mark gives a valid state, which then survives', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const state = parseUrlState(new URLSearchParams(text))
      expect(parseUrlState(new URLSearchParams(formatUrlState(state)))).toEqual(state)
    }),
  )
})

test('an address without a question gives the defaults, and the defaults need no address', () => {
  expect(parseUrlState(new URLSearchParams(''))).toEqual(initialUrlState)
  expect(formatUrlState(initialUrlState)).toBe('')
})

test('what cannot be understood is left at its default', () => {
  const state = parseUrlState(
    new URLSearchParams('what=<b>,pharmacy&minutes=0x5&rank=9&at=1,2&cell=zz&sort=-nothing&colour=red&minutes=7'),
  )
  expect(state).toEqual({ ...initialUrlState, categoryIds: ['pharmacy'] })
})
