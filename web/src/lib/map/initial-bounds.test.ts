import { expect, test } from 'vitest'
import { findInitialBounds } from './initial-bounds.ts'

test('the map starts with the region where the street data reach beyond it', () => {
  expect(findInitialBounds([6, 50, 7, 51], [5, 49, 8, 52])).toEqual([6, 50, 7, 51])
})

test('the map starts with the part of the region that the street data cover', () => {
  expect(findInitialBounds([6, 50, 7, 51], [6.4, 50.2, 6.6, 52])).toEqual([6.4, 50.2, 6.6, 51])
})

test('the map starts with the region where the street data lie elsewhere', () => {
  expect(findInitialBounds([6, 50, 7, 51], [16, 50, 17, 51])).toEqual([6, 50, 7, 51])
})
