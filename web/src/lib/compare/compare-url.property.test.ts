import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectColumns } from '../plan/sort-effect-rows.ts'
import { parseUrlState } from '../state/url-state.ts'
import {
  compareTables,
  compareViews,
  formatCompareSide,
  formatCompareState,
  initialCompareState,
  isSameSide,
  parseCompareSide,
  parseCompareState,
  todaySide,
  type CompareSide,
  type CompareState,
} from './compare-url.ts'

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const id = fc.stringMatching(/^[0-9a-f]{16}$/)
const sides: fc.Arbitrary<CompareSide> = fc.record({
  profile: orNull(fc.stringMatching(/^[a-z0-9_-]{1,64}$/)),
  scenarioId: orNull(id),
  importId: orNull(id),
})
const states: fc.Arbitrary<CompareState> = fc.record({
  a: sides,
  b: orNull(sides),
  view: fc.constantFrom(...compareViews),
  split: fc.integer({ min: 0, max: 100 }),
  table: fc.constantFrom(...compareTables),
  order: fc.record({
    column: fc.constantFrom(...effectColumns),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
})
const read = (text: string) => parseCompareState(new URLSearchParams(text))

test('every comparison survives the way through an address', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(read(formatCompareState(state))).toEqual(state)
    }),
    { seed: 1 },
  )
})

test('any text after the question mark gives a valid comparison, which then survives', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      'a=',
      '&b=',
      'profile:',
      'scenario:',
      'import:',
      ',',
      'today',
      '0123456789abcdef',
      '&split=',
      '1e2',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const state = read(pieces.join(''))
      expect(read(formatCompareState(state))).toEqual(state)
      expect(Number.isInteger(state.split) && state.split >= 0 && state.split <= 100).toBe(true)
    }),
    { seed: 2 },
  )
})

test('an address without sides compares today with what comes first, and needs no address', () => {
  expect(read('')).toEqual(initialCompareState)
  expect(formatCompareState(initialCompareState)).toBe('')
})

test('today as the other side is written, because nothing there means the first comparison', () => {
  const state = { ...initialCompareState, b: todaySide }
  expect(formatCompareState(state)).toBe('b=today')
  expect(read('b=today')).toEqual(state)
})

test('a side is read by its parts in any order; what is foreign, doubled or too short is left out', () => {
  const whole = { profile: 'rollator', scenarioId: '0123456789abcdef', importId: 'fedcba9876543210' }
  expect(parseCompareSide('import:fedcba9876543210,profile:rollator,scenario:0123456789abcdef')).toEqual(whole)
  expect(formatCompareSide(whole)).toBe('profile:rollator,scenario:0123456789abcdef,import:fedcba9876543210')
  expect(parseCompareSide('profile:pram,profile:rollator')).toEqual({ ...todaySide, profile: 'pram' })
  for (const text of [
    'scenario:0123',
    'import:../../x',
    'profile:<b>',
    'constructor:x',
    '__proto__:y',
    ':',
    'profile',
    ',,',
  ])
    expect(isSameSide(parseCompareSide(text), todaySide), text).toBe(true)
})

test('the comparison and the question share one address without disturbing each other', () => {
  const query = new URLSearchParams(
    'what=pharmacy&who=65plus&minutes=10&a=today&b=profile:rollator&view=beside&at=6.1,50.7,12',
  )
  expect(parseUrlState(query)).toMatchObject({
    categoryIds: ['pharmacy'],
    groupId: '65plus',
    minutes: 10,
    sort: { column: 'unserved' },
  })
  expect(parseCompareState(query)).toMatchObject({ a: todaySide, b: { profile: 'rollator' }, view: 'beside' })
})
