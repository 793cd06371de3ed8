import { expect, test } from 'vitest'
import { catalogue, region } from '../testing/fixtures.ts'
import { resolveSelection } from './selection.ts'
import { initialUrlState } from './url-state.ts'

test('without a choice the page asks for meeting places, people of 65 and over, and the time of the catalogue', () => {
  const selection = resolveSelection(initialUrlState, region, catalogue)
  expect(selection).toMatchObject({
    categoryIds: ['senior_meeting_place'],
    groupId: '65plus',
    profile: '65plus',
    minutes: 10,
    rank: 1,
    level: 'stadtteil',
  })
  expect(selection.run?.id).toBe('00000000000000aa')
})

test('several kinds share the shortest of their times', () => {
  const state = { ...initialUrlState, categoryIds: ['pharmacy', 'senior_meeting_place'] }
  expect(resolveSelection(state, region, catalogue).minutes).toBe(10)
  expect(resolveSelection({ ...initialUrlState, categoryIds: ['pharmacy'] }, region, catalogue).minutes).toBe(15)
})

test('names that the region does not know fall back to the defaults', () => {
  const state = { ...initialUrlState, categoryIds: ['casino'], groupId: 'elves', profile: 'jetpack', level: 'moon' }
  expect(resolveSelection(state, region, catalogue)).toMatchObject({
    categoryIds: ['senior_meeting_place'],
    groupId: '65plus',
    profile: '65plus',
    level: 'stadtteil',
  })
})

test('a profile without a run is kept, so that it can be computed', () => {
  expect(resolveSelection({ ...initialUrlState, profile: 'standard' }, region, catalogue)).toMatchObject({
    profile: 'standard',
    run: null,
  })
})

test('no question reaches beyond what the run has computed', () => {
  expect(resolveSelection({ ...initialUrlState, minutes: 90 }, region, catalogue).minutes).toBe(30)
})
