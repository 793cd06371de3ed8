import { expect, test } from 'vitest'
import type { Modification } from '../api/contract.ts'
import type { KnownPlace } from '../plan/resolve-places.ts'
import { createSite, createSolution, sitingRequest } from '../testing/sites-fixtures.ts'
import { siteName } from './site-name.ts'
import { addSolution, listServingPlaces } from './take-over.ts'

const place = (id: string, categoryIds: string[]): KnownPlace => ({
  id,
  name: id,
  categoryIds,
  capacity: null,
  openingHours: null,
  address: null,
  lng: 9.7,
  lat: 50.9,
})
const known = new Map(
  [place('treff', ['senior_meeting_place']), place('haus', ['senior_meeting_place']), place('buch', ['library'])].map(
    (item) => [item.id, item],
  ),
)
const take = (
  list: readonly Modification[],
  solution: ReturnType<typeof createSolution>,
  existing: 'fixed' | 'movable' | 'ignored' = 'fixed',
  mode: 'planned' | 'as-counted' = 'planned',
) => {
  let count = 0
  const createId = () => `n${++count}`
  return addSolution(
    list,
    { solution, request: { ...sitingRequest, existing }, known, nameOf: siteName, createId },
    mode,
  )
}
const own: Modification = { id: 'own', kind: 'add-facility', lng: 1, lat: 2, name: 'Mein Treff', categoryIds: ['senior_meeting_place'] } // prettier-ignore

test('new sites are added behind what the scenario has, with their names and the kinds of the question', () => {
  expect(take([own], createSolution())).toEqual([
    own,
    { id: 'n1', kind: 'add-facility', lng: 9.75, lat: 50.95, name: 'Standort 1 in Aue', categoryIds: ['senior_meeting_place'] },
    { id: 'n2', kind: 'add-facility', lng: 9.76, lat: 50.95, name: 'Markt <b>3</b>', categoryIds: ['senior_meeting_place'] },
  ]) // prettier-ignore
})

test('a place of another kind is opened to the need instead of standing there twice', () => {
  const solution = createSolution({ sites: [createSite({ source: 'facility', sourceId: 'buch' })] })
  expect(take([], solution)).toEqual([
    { id: 'n1', kind: 'change-facility', facilityId: 'buch', categoryIds: ['library', 'senior_meeting_place'] },
  ])
})

test('places that are given up close, those that stay are left alone, and an own one of the scenario goes', () => {
  const solution = createSolution({
    sites: [createSite({ source: 'facility', sourceId: 'treff', exists: true })],
    givenUp: [
      { facilityId: 'haus', name: null },
      { facilityId: 'scenario/own', name: null },
    ],
  })
  expect(take([own], solution, 'movable')).toEqual([{ id: 'n1', kind: 'close-facility', facilityId: 'haus' }])
})

test('places that did not count close for the map only', () => {
  const solution = createSolution({ sites: [] })
  expect(take([], solution, 'ignored')).toEqual([])
  expect(take([own], solution, 'ignored', 'as-counted')).toEqual([
    { id: 'n1', kind: 'close-facility', facilityId: 'treff' },
    { id: 'n2', kind: 'close-facility', facilityId: 'haus' },
  ])
})

test('places that serve are those of the data and of the scenario, without what it closes', () => {
  const closed: Modification = { id: 'c', kind: 'close-facility', facilityId: 'haus' }
  const opened: Modification = { id: 'o', kind: 'change-facility', facilityId: 'buch', categoryIds: ['senior_meeting_place'] } // prettier-ignore
  expect(listServingPlaces(known, [own, closed, opened], ['senior_meeting_place'])).toEqual([
    'treff',
    'scenario/own',
    'buch',
  ])
})
