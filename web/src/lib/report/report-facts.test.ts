import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EffectRow } from '../api/contract.ts'
import { todaySide } from '../compare/compare-url.ts'
import { fitRows } from './fit-rows.ts'
import { chooseScale, frameOf, SMALLEST_METRES } from './map-frame.ts'
import { listExtremes, shorten, sortByEffect } from './report-facts.ts'
import { changeReportQuery, parseReportState } from './report-url.ts'

const row = (name: string, before: number, after: number, moved = 0, districtId: string | null = name): EffectRow =>
  ({
    districtId,
    name,
    before: { served: before },
    after: { served: after },
    gained: Math.max(0, after - before),
    lost: Math.max(0, before - after),
    faster: moved,
    slower: 0,
  }) as unknown as EffectRow
const compare = (a: string, b: string) => a.localeCompare(b, 'de')
const names = (rows: readonly EffectRow[]) => rows.map(({ name }) => name)

describe('districts', () => {
  test('the most affected come first, whether they gain or lose, then those where ways change, then by name', () => {
    const rows = [row('Süd', 5, 5), row('Brand', 10, 12), row('Nord', 5, 5, 3), row('Mitte', 100, 60), row('Alt', 5, 5)]
    expect(names(sortByEffect(rows, compare))).toEqual(['Mitte', 'Brand', 'Nord', 'Alt', 'Süd'])
    expect(names(sortByEffect([row('', 1, 1, 0, null), row('Zoo', 1, 1)], compare))).toEqual(['Zoo', ''])
  })
  test('winners and losers are those where people remain after rounding', () => {
    const rows = [row('a', 0, 0.4), row('b', 0, 7), row('c', 0, 9), row('d', 5, 0)]
    expect(names(listExtremes(rows, 1, 5))).toEqual(['c', 'b'])
    expect(names(listExtremes(rows, 1, 1))).toEqual(['c'])
    expect(names(listExtremes(rows, -1, 5))).toEqual(['d'])
  })
})

describe('long text', () => {
  test('is cut between words and says so', () => {
    expect(shorten('Ein  Treff\nam Rand', 40)).toEqual({ text: 'Ein Treff am Rand', isWhole: true })
    expect(shorten('Ein Treff am Rand der Stadt', 17)).toEqual({ text: 'Ein Treff am Rand …', isWhole: false })
    expect(shorten('a'.repeat(30), 10)).toEqual({ text: `${'a'.repeat(10)} …`, isWhole: false })
    expect(shorten('ab😀', 3).text).toBe('ab …')
  })
})

describe('room on a page', () => {
  test('is enough: everything is printed', () => {
    expect(fitRows([4, 4], [6], 14, 3)).toEqual({ first: 2, second: 1 })
  })
  test('is shared where both are long, with room for the sentences about the rest', () => {
    expect(fitRows(Array(100).fill(2), Array(100).fill(2), 40, 4)).toEqual({ first: 8, second: 8 })
  })
  test('a short list leaves its room to the long one', () => {
    expect(fitRows([2, 2], Array(100).fill(2), 40, 4)).toEqual({ first: 2, second: 16 })
    expect(fitRows(Array(100).fill(2), [2], 40, 4)).toEqual({ first: 17, second: 1 })
  })
  test('is never overdrawn, and nothing is left out while there is room for everything', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 })
    fc.assert(
      fc.property(heights, heights, fc.integer({ min: 20, max: 500 }), (first, second, room) => {
        const fit = fitRows(first, second, room, 5)
        const total = (list: number[], count: number) =>
          list.slice(0, count).reduce((sum, height) => sum + height, 0) + (count < list.length && count > 0 ? 5 : 0)
        const needed = total(first, first.length) + total(second, second.length)
        if (needed <= room) expect(fit).toEqual({ first: first.length, second: second.length })
        expect(total(first, fit.first) + total(second, fit.second)).toBeLessThanOrEqual(room)
      }),
      { seed: 3 },
    )
  })
})

describe('the frame of the map', () => {
  test('is the box of the changes with a margin, and never too close', () => {
    expect(frameOf([])).toBeNull()
    const [west, south, east, north] = frameOf([[11, 52]])!
    expect((north - south) * 111_320).toBeCloseTo(SMALLEST_METRES, 3)
    expect((east - west) * 111_320 * Math.cos((52 * Math.PI) / 180)).toBeCloseTo(SMALLEST_METRES, 3)
    const wide = frameOf([[11, 52], [11.5, 52.2]], 0.1)! // prettier-ignore
    expect(wide.map((value) => Number(value.toFixed(6)))).toEqual([10.95, 51.98, 11.55, 52.22])
  })
  test('has a scale of a round length', () => {
    expect(chooseScale(10, 100)).toEqual({ metres: 1000, pixels: 100 })
    expect(chooseScale(9.9, 100)).toMatchObject({ metres: 500 })
    expect(chooseScale(3.1, 100)).toMatchObject({ metres: 200 })
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 500, noNaN: true }), (metresPerPixel) => {
        const { metres, pixels } = chooseScale(metresPerPixel, 120)
        expect(pixels).toBeLessThanOrEqual(120 + 1e-9)
        expect(pixels).toBeGreaterThan(120 / 2.6)
        expect(String(metres)).toMatch(/^(0\.)?[125]0*$/)
      }),
      { seed: 4 },
    )
  })
})

describe('the address', () => {
  const read = (text: string) => parseReportState(new URLSearchParams(text))
  const id = '0123456789abcdef'
  test('of the planner is today against a scenario, or against the draft of a new one', () => {
    expect(read(`what=pharmacy&scenario=${id}`)).toEqual({
      before: todaySide,
      after: { ...todaySide, scenarioId: id },
      isDraft: false,
      map: 'difference',
      area: 'changes',
    })
    expect(read('draft=1')).toMatchObject({ after: todaySide, isDraft: true })
    expect(read('scenario=<b>')).toMatchObject({ after: todaySide })
  })
  test('of a comparison has its two sides', () => {
    expect(read(`a=profile:rollator&b=scenario:${id},profile:pram`)).toMatchObject({
      before: { ...todaySide, profile: 'rollator' },
      after: { ...todaySide, scenarioId: id, profile: 'pram' },
    })
  })
  test('keeps everything else when a choice changes', () => {
    const query = new URLSearchParams(`what=a,b&scenario=${id}&draft=1&map=pair`)
    const next = new URLSearchParams(changeReportQuery(query, { map: 'difference', area: 'region' }))
    expect([...next]).toEqual([
      ['what', 'a,b'],
      ['scenario', id],
      ['draft', '1'],
      ['area', 'region'],
    ])
    expect(parseReportState(next)).toMatchObject({ map: 'difference', area: 'region', isDraft: true })
  })
})
