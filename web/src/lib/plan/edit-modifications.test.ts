import { expect, test } from 'vitest'
import type { Modification } from '../api/contract.ts'
import {
  addedBy,
  addedFacilityId,
  changeFacility,
  closeFacility,
  findForFacility,
  listReachChanges,
  moveFacility,
  removeModification,
  reorderModification,
  withoutFacility,
} from './edit-modifications.ts'

const site = (id: string): Modification => ({
  id, kind: 'add-facility', lng: 9.7, lat: 50.9, name: 'Neu', categoryIds: ['library'],
}) // prettier-ignore

test('an added place is moved itself, and is named by its modification', () => {
  const list = moveFacility([site('a')], addedFacilityId('a'), 9.8, 51, 'x')
  expect(list).toEqual([{ ...site('a'), lng: 9.8, lat: 51 }])
  expect(addedBy('scenario/a')).toBe('a')
  expect(addedBy('osm/node/1')).toBeUndefined()
})

test('an existing place has one move, however often it is moved', () => {
  const once = moveFacility([], 'osm/node/1', 9.8, 51, 'x')
  const twice = moveFacility(once, 'osm/node/1', 9.9, 52, 'y')
  expect(twice).toEqual([{ id: 'x', kind: 'move-facility', facilityId: 'osm/node/1', lng: 9.9, lat: 52 }])
})

test('changes of one place are joined, and closing it takes the place of all of them', () => {
  let list = changeFacility([], 'p', { categoryIds: ['library', 'pharmacy'] }, 'x')
  list = changeFacility(list, 'p', { capacity: 30 }, 'y')
  expect(list).toEqual([
    { id: 'x', kind: 'change-facility', facilityId: 'p', categoryIds: ['library', 'pharmacy'], capacity: 30 },
  ])
  list = closeFacility(moveFacility(list, 'p', 1, 2, 'z'), 'p', 'c')
  expect(list).toEqual([{ id: 'c', kind: 'close-facility', facilityId: 'p' }])
  expect(findForFacility(list, 'close-facility', 'p')?.id).toBe('c')
  expect(withoutFacility(list, 'p')).toEqual([])
})

test('a place that the scenario added goes away when it is closed, with everything that was said of it', () => {
  const list: Modification[] = [
    site('a'),
    { id: 'b', kind: 'change-facility', facilityId: addedFacilityId('a'), capacity: 1 },
    site('c'),
  ]
  expect(closeFacility(list, addedFacilityId('a'), 'x').map(({ id }) => id)).toEqual(['c'])
  expect(removeModification(list, 'a').map(({ id }) => id)).toEqual(['c'])
  expect(changeFacility([site('a')], addedFacilityId('a'), { capacity: 9 }, 'x')).toEqual([
    { ...site('a'), capacity: 9 },
  ])
})

test('entries change their order by one, and stay at the ends', () => {
  const list = [site('a'), site('b'), site('c')]
  const order = (items: readonly Modification[]) => items.map(({ id }) => id).join('')
  expect(order(reorderModification(list, 'c', -1))).toBe('acb')
  expect(order(reorderModification(list, 'a', 1))).toBe('bac')
  expect(reorderModification(list, 'a', -1)).toBe(list)
  expect(reorderModification(list, 'nobody', 1)).toBe(list)
})

test('a walking area follows streets, people, and the place that it is of', () => {
  const move = moveFacility([], 'osm/node/1', 9.8, 51, 'm')[0]
  const path: Modification = { id: 'p', kind: 'add-path', way: 'path', line: [[9.7, 50.9], [9.8, 51]] } // prettier-ignore
  const houses: Modification = { id: 'h', kind: 'add-housing', name: '', area: [[9.7, 50.9], [9.8, 50.9], [9.8, 51]], people: { all: 3 } } // prettier-ignore
  const list = [...closeFacility([site('a'), site('b'), move, path], 'osm/node/2', 'c'), houses]
  const idsFor = (facilityId: string | null) => listReachChanges(list, facilityId).map(({ id }) => id)
  expect(list.map(({ id }) => id)).toContain('c')
  expect(idsFor(null)).toEqual(['p', 'h'])
  expect(idsFor('osm/node/1')).toEqual(['m', 'p', 'h'])
  expect(idsFor('scenario/b')).toEqual(['b', 'p', 'h'])
})
