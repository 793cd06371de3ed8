import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseDurationMinutes, parseIncline, parseLengthMetres, parseStepCount, parseYesNo } from './tag-values.ts'

describe('parseLengthMetres', () => {
  test.each([
    ['2.5', 2.5],
    ['2,5 m', 2.5],
    ['2.5m', 2.5],
    ['250 cm', 2.5],
    ['1500mm', 1.5],
    ["8'", 2.4384],
    ['6\'7"', 2.0066],
    ["6' 7''", 2.0066],
    ['6 ft 7 in', 2.0066],
    ['8 ft', 2.4384],
    ['0.03', 0.03],
    ['.9', 0.9],
    ['0', 0],
    ['~2', 2],
    ['ca. 2 m', 2],
    ['> 2', 2],
    ['2;3', 2],
    ['3;2', 2],
    ['1.5-2', 1.5],
    ['2 - 1,5 m', 1.5],
    ['80-90 cm', 0.8],
    ['80 cm;1 m', 0.8],
    ['2 Meter', 2],
    ['1.80 mt', 1.8],
    ['4.6+', 4.6],
    [' 2  m ', 2],
  ])('reads %j as %d metres', (text, metres) => {
    expect(parseLengthMetres(text)).toBeCloseTo(metres, 9)
  })

  test.each(['', 'narrow', '-2', 'm', '2 miles', '< 2', '2;wide', '1e3', '2..', 'NaN', '2 x 3', '0x10', 'constructor'])(
    'cannot read %j and says so instead of giving 0',
    (text) => {
      expect(parseLengthMetres(text)).toBeNull()
    },
  )

  it('reads whatever figure a mapper writes in metres, with comma or point', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom('.', ','), (hundredths, point) => {
        const text = (hundredths / 100).toFixed(2).replace('.', point)
        expect(parseLengthMetres(`${text} m`)).toBeCloseTo(hundredths / 100, 9)
      }),
    )
  })
})

describe('parseIncline', () => {
  test.each([
    ['10%', 10, 'up'],
    ['10 %', 10, 'up'],
    ['+3,5%', 3.5, 'up'],
    ['-5%', -5, 'down'],
    ['\u22125 %', -5, 'down'],
    ['5', 5, 'up'],
    ['~6%', 6, 'up'],
    ['1:12', 8.3333333, 'up'],
    ['-1:20', -5, 'down'],
    ['-5°', -8.7488663, 'down'],
    ['45°', 100, 'up'],
    ['0', 0, null],
    ['0%', 0, null],
    ['-0%', 0, null],
    ['no', 0, null],
    ['5%;8%', 8, 'up'],
    ['10-15%', 15, 'up'],
    ['-12%;4%', -12, 'down'],
    ['up 10%', 10, 'up'],
    ['10 % down', -10, 'down'],
  ])('reads %j as %d percent', (text, percent, direction) => {
    const incline = parseIncline(text)
    expect(incline?.percent).toBeCloseTo(percent, 5)
    expect(incline?.direction).toBe(direction)
    expect(Object.is(incline?.percent, -0), 'a level way has no sign').toBe(false)
  })

  test.each(['up', 'down', 'UP', ' down '])('reads %j as a direction without a figure', (text) => {
    expect(parseIncline(text)).toEqual({ percent: null, direction: text.trim().toLowerCase() })
  })

  test.each(['', 'steep', 'yes', '90°', '1:0', '300%', '%', 'up steep', '10%;steep', 'left'])(
    'cannot read %j',
    (text) => {
      expect(parseIncline(text)).toBeNull()
    },
  )
})

test.each([
  ['12', 12],
  ['~12', 12],
  ['10-12', 12],
  ['3;7', 7],
  ['0', 0],
])('parseStepCount reads %j as %d', (text, count) => {
  expect(parseStepCount(text)).toBe(count)
})

test.each(['four', '', '-3', '2.5', '12 steps', '123456'])('parseStepCount cannot read %j', (text) => {
  expect(parseStepCount(text)).toBeNull()
})

test.each([
  ['00:20', 20],
  ['20', 20],
  ['20 min', 20],
  ['1:05:00', 65],
  ['1:05', 65],
  ['PT20M', 20],
  ['PT1H5M', 65],
  ['P1DT1H', 1500],
  ['PT90S', 1.5],
  ['1 h', 60],
  ['2 Stunden', null],
  ['1,5 h', 90],
  ['90 s', 1.5],
  ['00:00', null],
  ['0', null],
  ['P', null],
  ['PT', null],
  ['1:75', null],
  ['soon', null],
  ['', null],
])('parseDurationMinutes reads %j as %s', (text, minutes) => {
  expect(parseDurationMinutes(text)).toBe(minutes)
})

test.each([
  ['yes', true],
  ['Yes ', true],
  ['1', true],
  ['no', false],
  ['0', false],
  ['limited', null],
  ['', null],
])('parseYesNo reads %j as %s', (text, value) => {
  expect(parseYesNo(text)).toBe(value)
})
