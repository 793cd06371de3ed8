import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCount, parseDecimal, parseDegrees, parsePosition, parseWheelchair } from './list-values.ts'

describe('numbers of office lists', () => {
  it.each([
    ['50,7753', 50.7753],
    ['50.7753', 50.7753],
    [' 6,08 ', 6.08],
    ['-6,08', -6.08],
    ['−6,08', -6.08],
    ['50', 50],
    ['50,', 50],
    ['5.625.123,45', 5625123.45],
    ['5,625,123.45', 5625123.45],
    ['5 625 123,45', 5625123.45],
    ['5\u00a0625\u202f123', 5625123],
    ['294.500', 294.5],
    ['50,7753° N', 50.7753],
    ['6,08 O', 6.08],
    ['6.08W', -6.08],
    ['', null],
    ['k. A.', null],
    ['50,77,53', null],
    ['1e5', null],
    ['0x10', null],
    ['NaN', null],
    ['Infinity', null],
    ['--5', null],
    ['.', null],
  ])('%j is %j', (text, value) => {
    expect(parseDecimal(text)).toBe(value)
  })

  it('reads back every number with decimal comma or point', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180e7, max: 180e7 }), fc.constantFrom('.', ','), (units, point) => {
        const text = (units / 1e7).toFixed(7).replace('.', point)
        expect(parseDecimal(text)! + 0).toBe(units / 1e7 + 0)
      }),
    )
  })

  it.each([
    ['50°46\'31.2"N', 50.7753333],
    ['6° 5′ 2,04″ O', 6.0839],
    ["50°46' N", 50.7666667],
    ["6°5'2''W", -6.0838889],
    ['50,7753', 50.7753],
  ])('%s is %d degrees', (text, value) => {
    expect(parseDegrees(text)).toBeCloseTo(value, 6)
  })

  it.each([
    ['50.7753, 6.0839', { lng: 6.0839, lat: 50.7753 }],
    ['50.7753,6.0839', { lng: 6.0839, lat: 50.7753 }],
    ['50,7753; 6,0839', { lng: 6.0839, lat: 50.7753 }],
    ['50,7753 6,0839', { lng: 6.0839, lat: 50.7753 }],
    ['POINT (6.0839 50.7753)', { lng: 6.0839, lat: 50.7753 }],
    ['SRID=4326;POINT Z(6.0839 50.7753 12)', { lng: 6.0839, lat: 50.7753 }],
    ['Markt 3', null],
    ['50.7753', null],
  ])('%j is a position', (text, position) => {
    expect(parsePosition(text)).toEqual(position)
  })

  it.each([
    ['120', 120],
    ['1.200', 1200],
    ['120 Plätze', 120],
    ['120,0', 120],
    ['ca. 120', null],
    ['-5', null],
    ['12-15', null],
    ['12,5', null],
    ['viele', null],
  ])('%j are %j places', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })

  it.each([
    ['ja', 'yes'],
    ['X', 'yes'],
    ['Vollständig', 'yes'],
    ['teilweise', 'limited'],
    ['Eingeschränkt', 'limited'],
    ['nein', 'no'],
    ['nicht barrierefrei', 'no'],
    ['k. A.', null],
    ['', null],
    ['Hintereingang', undefined],
  ])('%j is step-free access %j', (text, level) => {
    expect(parseWheelchair(text)).toBe(level)
  })
})
