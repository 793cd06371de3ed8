import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isochroneChoices } from './isochrone-choice.arbitrary.ts'
import {
  directionOf,
  listIsochroneEntries,
  parseIsochroneChoice,
  placeOrigin,
  pointOrigin,
  toggleMinutes,
  withOrigin,
  type IsochroneChoice,
} from './isochrone-choice.ts'

const format = (choice: IsochroneChoice) =>
  listIsochroneEntries(choice)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]))
    .join('&')
const parse = (text: string) => parseIsochroneChoice(new URLSearchParams(text))

describe('the choice of an isochrone', () => {
  test('survives the way through an address', () => {
    fc.assert(
      fc.property(isochroneChoices, (choice) => {
        expect(parse(format(choice))).toEqual(choice)
      }),
    )
  })

  test('needs one entry where everything is as usual', () => {
    expect(format(withOrigin(null, pointOrigin(6.083841, 50.77535)))).toBe('reach=6.08384,50.77535')
    expect(format(withOrigin(null, placeOrigin('osm/node/1')))).toBe('reach=place%3Aosm%2Fnode%2F1')
  })

  test.each([
    ['', null],
    ['reach=', null],
    ['reach=6.1', null],
    ['reach=6.1,91', null],
    ['reach=0x5,50', null],
    ['reach=place:', null],
    [`reach=place:${'x'.repeat(301)}`, null],
  ])('is absent where the origin cannot be understood: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test('falls back to 5, 10 and 15 minutes, drops what is too long, and sorts', () => {
    expect(parse('reach=open&reach-minutes=zz')?.minutes).toEqual([5, 10, 15])
    expect(parse('reach=open&reach-minutes=0,99')?.minutes).toEqual([5, 10, 15])
    expect(parse('reach=open&reach-minutes=30,5,99,5')?.minutes).toEqual([5, 30])
    expect(parse('reach=open&reach-minutes=1,2,3,4,5,6')?.minutes).toEqual([1, 2, 3, 4])
  })

  test('leads away from a position and towards a place, until said otherwise', () => {
    const point = withOrigin(null, pointOrigin(6, 50))
    expect(directionOf(point)).toBe('from')
    expect(directionOf(withOrigin(point, placeOrigin('a')))).toBe('to')
    expect(directionOf(withOrigin({ ...point, direction: 'to' }, pointOrigin(7, 51)))).toBe('to')
    expect(directionOf(withOrigin({ ...point, direction: 'to' }, placeOrigin('a')))).toBe('to')
    expect(withOrigin({ ...point, direction: 'to' }, placeOrigin('a')).direction).toBeNull()
  })

  test('has one to four times', () => {
    expect(toggleMinutes([5, 15], 10)).toEqual([5, 10, 15])
    expect(toggleMinutes([5, 15], 5)).toEqual([15])
    expect(toggleMinutes([15], 15)).toEqual([15])
    expect(toggleMinutes([5, 10, 15, 20], 30)).toEqual([5, 10, 15, 20])
  })
})
