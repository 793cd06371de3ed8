import { describe, expect, test } from 'vitest'
import { emptyDetails, findChangedDetails, findErrors, toChange, toFields, type ReportDraft } from './report-draft.ts'

const place = {
  name: 'Treff Mitte', categoryIds: ['senior_meeting_place'], address: 'Markt 1', openingHours: null, wheelchair: null, provider: null, capacity: 40,
} as const // prettier-ignore
const empty: ReportDraft = { kind: null, facilityId: null, position: null, details: emptyDetails, obstacle: null, stepCount: '', email: '' } // prettier-ignore
const position = { lng: 11, lat: 51 }

describe('a report', () => {
  test('says what is still to do, field by field', () => {
    expect(findErrors(empty, null)).toEqual({ kind: 'missing' })
    expect(findErrors({ ...empty, kind: 'missing', email: 'no' }, null)).toEqual({ position: 'missing', categories: 'missing', email: 'email' }) // prettier-ignore
    expect(findErrors({ ...empty, kind: 'moved' }, null)).toEqual({ facility: 'missing', position: 'missing' })
    expect(findErrors({ ...empty, kind: 'obstacle', obstacle: 'steps', stepCount: '3,5', position }, null)).toEqual({ stepCount: 'number' }) // prettier-ignore
    const details = { ...toFields(place), capacity: 'viele' }
    expect(findErrors({ ...empty, kind: 'details', facilityId: 'a', details }, place)).toEqual({ capacity: 'number' })
    expect(findErrors({ ...empty, kind: 'details', facilityId: 'a', details: toFields(place) }, place)).toEqual({ details: 'unchanged' }) // prettier-ignore
  })

  test('holds only what differs from what is known', () => {
    const details = { ...toFields(place), name: ' Treff Nord ', wheelchair: 'yes', capacity: '' } as const
    expect(findChangedDetails(details, place)).toEqual({ name: 'Treff Nord', wheelchair: 'yes', capacity: null })
    expect(toChange({ ...empty, kind: 'details', facilityId: 'a', details }, place)).toEqual({
      kind: 'details',
      facilityId: 'a',
      details: { name: 'Treff Nord', wheelchair: 'yes', capacity: null },
    })
    expect(findChangedDetails(toFields(place), place)).toEqual({})
  })

  test('of an obstacle counts steps where they were counted', () => {
    const draft = { ...empty, kind: 'obstacle', obstacle: 'steps', position } as const
    expect(toChange({ ...draft, stepCount: '4' }, null)).toEqual({ kind: 'obstacle', ...position, obstacle: 'steps', stepCount: 4 }) // prettier-ignore
    expect(toChange({ ...draft, obstacle: 'blocked', stepCount: '4' }, null)).toMatchObject({ stepCount: null })
  })
})
