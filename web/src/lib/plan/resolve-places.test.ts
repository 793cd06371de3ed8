import { expect, test } from 'vitest'
import type { Modification } from '../api/contract.ts'
import { resolvePlaces, type KnownPlace } from './resolve-places.ts'
import { shiftPosition } from './plan-selection.ts'
import { spreadPeople } from './new-housing.ts'
import { region } from '../testing/fixtures.ts'

const library: KnownPlace = {
  id: 'p', name: 'Bücherei', categoryIds: ['library'], capacity: 40, openingHours: null, address: 'Markt 1', lng: 9.7, lat: 50.9,
} // prettier-ignore
const known = new Map([[library.id, library]])
const resolve = (...list: Modification[]) => [...resolvePlaces(known, list).values()]

test('a place follows its modifications in their order, and keeps what it is today', () => {
  const [place] = resolve(
    { id: 'a', kind: 'move-facility', facilityId: 'p', lng: 9.8, lat: 51 },
    { id: 'b', kind: 'change-facility', facilityId: 'p', categoryIds: ['library', 'senior_meeting_place'] },
  )
  expect(place).toMatchObject({
    lng: 9.8, lat: 51, capacity: 40, isMoved: true, isChanged: true, isClosed: false, isAdded: false,
    categoryIds: ['library', 'senior_meeting_place'], today: { lng: 9.7, lat: 50.9, categoryIds: ['library'] },
  }) // prettier-ignore
})

test('what comes after a closing has no effect, and a place that is not there is left out', () => {
  const places = resolve(
    { id: 'a', kind: 'close-facility', facilityId: 'p' },
    { id: 'b', kind: 'move-facility', facilityId: 'p', lng: 1, lat: 2 },
    { id: 'c', kind: 'close-facility', facilityId: 'gone' },
  )
  expect(places).toHaveLength(1)
  expect(places[0]).toMatchObject({ isClosed: true, isMoved: false, lng: 9.7 })
})

test('an added place can be changed by what comes later', () => {
  const [place] = resolve(
    { id: 'n', kind: 'add-facility', lng: 1, lat: 2, name: '', categoryIds: ['library'] },
    { id: 'm', kind: 'change-facility', facilityId: 'scenario/n', capacity: 12 },
  )
  expect(place).toMatchObject({ facilityId: 'scenario/n', name: null, isAdded: true, capacity: 12, today: null })
})

test('ten metres are ten metres in every direction', () => {
  const [lng, lat] = shiftPosition(6, 60, 10, 10)
  expect((lat - 60) * 111_320).toBeCloseTo(10)
  expect((lng - 6) * 111_320 * 0.5).toBeCloseTo(10)
})

test('new residents have the groups of the whole region, as whole people', () => {
  expect(spreadPeople(region, 33)).toEqual({ all: 33, '65plus': 7 })
  expect(spreadPeople(region, 0)).toEqual({ all: 0, '65plus': 0 })
})
