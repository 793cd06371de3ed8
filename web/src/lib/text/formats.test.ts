import { describe, expect, test } from 'vitest'
import { createFormats, roundPercent } from './formats.ts'
import { matchesSearch } from './search.ts'

describe('numbers in German', () => {
  const formats = createFormats('de')
  test('have a point for thousands, a comma for decimals and a space before the unit', () => {
    expect(formats.decimal(1234.5)).toBe('1.234,5')
    expect(formats.people(1234.6)).toBe('1.235')
    expect(formats.percent(0.823)).toBe('82\u00a0%')
    expect(formats.metres(744)).toBe('740\u00a0m')
    expect(formats.metres(1240)).toBe('1,2\u00a0km')
    expect(formats.area(15_000)).toBe('2\u00a0ha')
    expect(formats.date('2026-11-22')).toBe('22.11.2026')
  })
  test('never show minus nothing', () => expect(formats.people(-0.2)).toBe('0'))
})

test('numbers in English have a comma for thousands and a point for decimals', () => {
  const formats = createFormats('en')
  expect(formats.decimal(1234.5)).toBe('1,234.5')
  expect(formats.date('2026-11-22')).toBe('22 Nov 2026')
})

test('0 and 100 per cent are kept for none and all', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(roundPercent)).toEqual([0, 1, 50, 99, 100])
})

test('a search ignores case, umlauts and the order of words', () => {
  expect(matchesSearch('TREFF senioren', ['Seniorentreff / Offener Treff'])).toBe(true)
  expect(matchesSearch('grunanlage', ['Park / Grünanlage'])).toBe(true)
  expect(matchesSearch('strasse', ['Straße'])).toBe(true)
  expect(matchesSearch('apotheke', ['Bibliothek'])).toBe(false)
  expect(matchesSearch('', ['x'])).toBe(true)
})
